"""The gate: a wrong figure, a changed quote, a stranger, a marker without a citation — none gets through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.records import Answer, Scope
from assistant.verify import faults
from index.engine import Index


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    reply = assistant.ask("2025年特困供养标准不低于低保的多少倍")
    assert isinstance(reply, Answer)
    return reply


def test_the_answer_as_it_is_has_no_fault(answer: Answer, index: Index) -> None:
    assert faults(answer, index) == ()


@pytest.mark.parametrize("claim", ["应为2倍。", "即5.0倍且每年上调10%。", "每月800元。", "共7000户。", "不低于1.3%。"])
def test_a_figure_that_no_quote_holds_is_a_fault(answer: Answer, index: Index, claim: str) -> None:
    """A similarity check scores "…的2倍" at 0.93 against 1.3倍: figures are compared exactly."""
    assert faults(replace(answer, text=f"{answer.text}\n{claim}"), index)


@pytest.mark.parametrize(
    "claim",
    [
        "应为两倍。",
        "每月八百元。",
        "涨了三成。",
    ],
)
def test_a_figure_in_chinese_numerals_that_no_quote_holds_is_a_fault(answer: Answer, index: Index, claim: str) -> None:
    assert faults(replace(answer, text=f"{answer.text}\n{claim}"), index)


def test_a_changed_quote_in_the_text_is_a_fault(answer: Answer, index: Index) -> None:
    """What stands between quotation marks before [1] must be what citation 1 quotes."""
    quote = answer.citations[0].quote
    assert quote in answer.text
    assert faults(replace(answer, text=answer.text.replace(quote, quote.replace("1.3倍", "2倍"))), index)


def test_an_invented_quotation_is_a_fault(answer: Answer, index: Index) -> None:
    assert faults(replace(answer, text=f"{answer.text}\n2025年：“低保标准提高到1000元。”[1]"), index)


def test_a_marker_without_a_citation_is_a_fault(answer: Answer, index: Index) -> None:
    assert faults(replace(answer, text=f"{answer.text}[{len(answer.citations) + 1}]"), index)


@pytest.mark.parametrize(
    "scope", [Scope(years=(2024,)), Scope(issuers=("舒兰市民政局",)), Scope(documents=("jilin-2024",))]
)
def test_a_citation_outside_the_scope_is_a_fault(answer: Answer, index: Index, scope: Scope) -> None:
    assert faults(replace(answer, scope=scope), index)


def test_a_citation_of_a_text_that_is_not_stored_is_a_fault(answer: Answer, index: Index) -> None:
    forged = replace(answer.citations[0], quote="2倍", start=0, end=2, item_text="2倍")
    assert faults(replace(answer, citations=(forged, *answer.citations[1:])), index)


def test_a_citation_of_an_item_that_is_not_held_is_a_fault(answer: Answer, index: Index) -> None:
    forged = replace(answer.citations[0], item_id="jilin-2025:99.99")
    assert faults(replace(answer, citations=(forged, *answer.citations[1:])), index)


def test_a_value_that_its_quote_does_not_hold_is_a_fault(answer: Answer, index: Index) -> None:
    assert answer.values
    forged = replace(answer.values[0], value="2")
    assert faults(replace(answer, values=(forged, *answer.values[1:])), index)
