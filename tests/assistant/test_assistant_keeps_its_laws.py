"""Laws of every reply, whatever is asked: quotes are slices, figures are quoted, filters never widen."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from replies import cited, reason, shown, without_time
from strategies import anything, questions

from assistant.assistant import Assistant
from assistant.records import Answer, Citation, Conversation, Reason, Refusal, Reply, Scope
from assistant.verify import faults
from assistant.wire import reply_json
from index.engine import Index
from index.records import Filters

laws = settings(max_examples=120, deadline=None, derandomize=True)
few = settings(max_examples=50, deadline=None, derandomize=True)

REPLY_KEYS = {
    "status", "reason", "question", "understood", "scope", "answer", "citations", "values", "nearest", "suggestions",
    "timings_ms",
}  # fmt: skip
CITATION_KEYS = {
    "n", "item_id", "document_id", "year", "issuer", "title", "section", "section_title", "item", "label", "quote",
    "start", "end", "item_text",
}  # fmt: skip
VALUE_KEYS = {"n", "indicator", "comparator", "value", "unit", "deadline"}


def check(reply: Reply, index: Index) -> None:
    """What holds for each reply."""
    for citation in shown(reply):
        item = index.item(citation.item_id)
        assert item.text[citation.start : citation.end] == citation.quote != ""
        assert citation.item_text == item.text
        document = index.document(item.document_id)
        assert (citation.document_id, citation.year, citation.issuer, citation.title) == (
            document.document_id, document.year, document.issuer, document.title,
        )  # fmt: skip
        assert (citation.section, citation.item, citation.label) == (item.section, item.item, item.label)
    assert reply.text.strip()
    assert reply.timings_ms["total"] >= 0
    if isinstance(reply, Answer):
        assert faults(reply, index) == ()
        assert [c.n for c in reply.citations] == list(range(1, len(reply.citations) + 1))
        assert {v.n for v in reply.values} <= {c.n for c in reply.citations}
        for value in reply.values:
            quote = reply.citations[value.n - 1].quote
            assert value.value.rstrip("万亿千百") in quote
            assert value.unit in quote
            assert value.comparator == "" or all(c in quote for c in value.comparator)


def check_json(reply: Reply) -> None:
    """The contract of DESIGN §4; a citation may hold more keys, no fewer."""
    record = reply_json(reply)
    assert set(record) == REPLY_KEYS
    assert set(record["scope"]) == {"years", "issuers", "documents"}
    for citation in [*record["citations"], *record["nearest"]]:
        assert set(citation) >= CITATION_KEYS
    for value in record["values"]:
        assert set(value) == VALUE_KEYS
    if record["status"] == "answered":
        assert record["reason"] is None
        assert record["citations"]
        assert record["nearest"] == []
    else:
        assert record["status"] == "refused"
        assert record["reason"] in {r.value for r in Reason}
        assert record["citations"] == record["values"] == []
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


@laws
@given(question=questions)
@example(question="舒兰特困2倍")
@example(question="2024年一共多少项")
@example(question="２０２４年第十三项")
@example(question="[1][99]特困供养标准“9倍”[1]是低保的多少倍")
def test_every_reply_keeps_the_laws(assistant: Assistant, index: Index, question: str) -> None:
    reply = assistant.ask(question)
    check(reply, index)
    check_json(reply)
    assert reply.question == question


@laws
@given(question=anything)
@example(question="\x00\x1b[31m")
@example(question="\u202e低保\u200b标准")
@example(question="²③Ⅳ项第⑬项")
@example(question="第\u0663项")
@example(question="a" * 20_000)
@example(question="（" * 5_000)
@example(question="2024年、" * 1_500)
@example(question="《" * 3_000)
@example(question="<" * 5_000)
@example(question="'" * 5_000 + "select")
def test_no_text_makes_it_raise(assistant: Assistant, index: Index, question: str) -> None:
    check(assistant.ask(question), index)


@few
@given(turns=st.lists(questions, min_size=2, max_size=4))
def test_no_conversation_makes_it_raise_or_break_a_law(assistant: Assistant, index: Index, turns: list[str]) -> None:
    conversation = Conversation()
    for question in turns:
        reply = assistant.ask(question, conversation)
        check(reply, index)
        conversation = conversation.with_turn(question, reply)


@few
@given(question=questions)
def test_the_same_question_twice_gets_the_same_reply(assistant: Assistant, question: str) -> None:
    assert without_time(assistant.ask(question)) == without_time(assistant.ask(question))


all_filters = st.builds(
    Filters,
    years=st.frozensets(st.sampled_from((2017, 2023, 2024, 2025, 1999)), max_size=2),
    issuers=st.frozensets(st.sampled_from(("吉林省民政厅", "舒兰市民政局", "某某局")), max_size=2),
    documents=st.frozensets(st.sampled_from(("jilin-2017", "jilin-2024", "shulan-2023", "none")), max_size=2),
)


@laws
@given(question=questions, filters=all_filters)
@example(question="2025年适老化改造", filters=Filters(issuers=frozenset({"舒兰市民政局"})))
def test_filters_never_widen(assistant: Assistant, index: Index, question: str, filters: Filters) -> None:
    reply = assistant.ask(question, filters=filters)
    assert all(filters.admits(index.document(c.document_id)) for c in shown(reply))
    if not any(filters.admits(d) for d in index.documents):
        assert shown(reply) == ()


@pytest.mark.parametrize("filters", [Filters(years=frozenset({1999})), Filters(documents=frozenset({"jilin-2017"}))])
def test_a_year_printed_in_a_text_widens_no_filter(assistant: Assistant, index: Index, filters: Filters) -> None:
    """2021—2035年 stands in documents that the filter leaves out."""
    reply = assistant.ask("2035年殡葬规划", filters=filters)
    assert all(filters.admits(index.document(c.document_id)) for c in shown(reply))


@few
@given(before=st.lists(questions, min_size=1, max_size=3), filters=all_filters, question=questions)
def test_filters_never_widen_in_a_conversation(
    assistant: Assistant, index: Index, before: list[str], filters: Filters, question: str
) -> None:
    conversation = Conversation()
    for earlier in before:
        conversation = conversation.with_turn(earlier, assistant.ask(earlier, conversation))
    reply = assistant.ask(question, conversation, filters)
    assert all(filters.admits(index.document(c.document_id)) for c in shown(reply))


@pytest.mark.parametrize("document_id", ["jilin-2017", "jilin-2023", "jilin-2024", "jilin-2025", "shulan-2023"])
def test_every_printed_item_is_found_by_its_number(assistant: Assistant, index: Index, document_id: str) -> None:
    """Section and item ordinals, with the document given as a filter, name each item of each document."""
    only = Filters(documents=frozenset({document_id}))
    for item in index.document(document_id).items:
        if item.item is not None:
            reply = assistant.ask(f"第{item.section}部分第（{item.item}）项", filters=only)
            assert cited(reply) == {item.item_id}


def test_every_number_that_is_not_printed_is_missing(assistant: Assistant, index: Index) -> None:
    for document in index.documents:
        printed = {item.item for item in document.items if item.item is not None}
        if not printed:
            continue
        only = Filters(documents=frozenset({document.document_id}))
        for number in set(range(1, 60)) - printed:
            assert reason(assistant.ask(f"第{number}项", filters=only)) is Reason.ITEM_NOT_FOUND


def test_a_lone_surrogate_does_not_make_it_raise(assistant: Assistant, index: Index) -> None:
    """JSON may carry one ("\\ud800"), so a question may."""
    check(assistant.ask("\ud800低保标准"), index)


def test_an_answer_without_citations_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="citation"):
        Answer(question="问", understood="问", scope=Scope(), text="答", citations=())


def make_citation(n: int = 1, quote: str = "1.3倍", start: int = 5, end: int = 9) -> Citation:
    return Citation(
        n=n, item_id="a:1.1", document_id="a", year=2025, issuer=None, title="要点", section=1, section_title="一",
        item=1, label="一、（一）", quote=quote, start=start, end=end, item_text="标准不低于1.3倍。",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "start", "end"), [("2倍", 5, 9), ("1.3倍", 4, 8), ("", 3, 3), ("", 90, 99), ("1.3 倍", 5, 9)]
)
def test_a_citation_whose_quote_is_no_slice_cannot_be_built(quote: str, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="slice"):
        make_citation(1, quote, start, end)


def test_citations_are_numbered_in_order() -> None:
    with pytest.raises(ValueError, match="numbered"):
        Answer("问", "问", Scope(), "答", (make_citation(2),))
    with pytest.raises(ValueError, match="numbered"):
        Answer("问", "问", Scope(), "答", (make_citation(1), make_citation(1)))


def test_a_refusal_has_no_citations() -> None:
    assert not hasattr(Refusal("问", "问", Scope(), Reason.NOT_IN_DOCUMENTS, "没有"), "citations")
