"""A sentence is found word for word or it is not: figures decide, reversed parts do not count, places are exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.figures import FigureCheck, State, check_figures
from assistant.folding import fold, offsets
from assistant.verification import Verdict, Verification
from assistant.verifier import Verifier
from index.engine import Index
from index.records import Filters
from ingest.library import Library
from ingest.sentences import Span, sentences

quick = settings(max_examples=200, deadline=None, derandomize=True)
TEXTS = [document.text for document in Library.shipped().documents]
SENTENCES = [span.of(text) for text in TEXTS for span in sentences(text)]
WITH_DIGITS = [sentence for sentence in SENTENCES if any("0" <= c <= "9" for c in sentence)]
PRINTED = "确保特困人员救助供养标准不低于上年度当地城乡低保标准的1.3倍"


@pytest.fixture(scope="module")
def verifier(index: Index) -> Verifier:
    return Verifier(index)


def check(verification: Verification) -> None:
    """Citations are slices and numbered; differences are slices of both sides."""
    for n, citation in enumerate(verification.citations, 1):
        assert citation.n == n
        assert citation.item_text[citation.start : citation.end] == citation.quote != ""
    for comparison in verification.comparisons:
        text = comparison.citation.item_text
        for difference in comparison.differences:
            assert verification.sentence[difference.start : difference.end] == difference.given
            assert text[difference.printed_start : difference.printed_end] == difference.printed
            assert difference.given or difference.printed
        for figure in comparison.figures:
            assert verification.sentence[figure.start : figure.end].strip() == figure.printed
    assert bool(verification.citations) == (verification.verdict is Verdict.VERBATIM)
    assert bool(verification.comparisons) == (verification.verdict is Verdict.DIFFERS)


def test_every_sentence_of_every_document_is_found_at_its_own_place(verifier: Verifier, index: Index) -> None:
    for document in index.documents:
        starts = {item.item_id: item.start for item in document.items} | {u.item_id: u.start for u in document.units}
        for span in sentences(document.text):
            verification = verifier.verify(span.of(document.text), Filters(documents=frozenset({document.document_id})))
            check(verification)
            assert verification.verdict is Verdict.VERBATIM, span.of(document.text)
            places = [(starts[c.item_id] + c.start, starts[c.item_id] + c.end) for c in verification.citations]
            assert any(span.start <= start < end <= span.end for start, end in places)


@quick
@given(sentence=st.sampled_from(WITH_DIGITS), which=st.integers(0, 99), digit=st.sampled_from("0123456789"))
def test_a_sentence_with_one_digit_changed_is_never_found(
    verifier: Verifier, sentence: str, which: int, digit: str
) -> None:
    places = [n for n, c in enumerate(sentence) if "0" <= c <= "9"]
    place = places[which % len(places)]
    if sentence[place] == digit:
        return
    altered = sentence[:place] + digit + sentence[place + 1 :]
    verification = verifier.verify(altered)
    check(verification)
    if not any(altered in text for text in TEXTS):
        assert verification.verdict is not Verdict.VERBATIM
        if verification.comparisons:
            assert any(figure.state is not State.SAME for figure in verification.comparisons[0].figures)


@quick
@given(
    sentence=st.sampled_from(SENTENCES),
    marks=st.lists(st.sampled_from(("，", " ", "\u3000", "。", "\n", "“", "\u200b")), max_size=6),
    data=st.data(),
)
def test_white_space_and_punctuation_do_not_matter(
    verifier: Verifier, sentence: str, marks: list[str], data: st.DataObject
) -> None:
    for mark in marks:
        place = data.draw(st.integers(0, len(sentence)))
        around = sentence[max(0, place - 1) : place + 1]
        if fold(around) == around and not any(c.isdigit() or c in "一二三四五六七八九十百千万亿零两" for c in around):
            sentence = sentence[:place] + mark + sentence[place:]
    assert verifier.verify(sentence).verdict is Verdict.VERBATIM


@quick
@given(text=st.text(max_size=60))
def test_any_text_gets_a_verdict(verifier: Verifier, text: str) -> None:
    check(verifier.verify(text))


@quick
@given(
    text=st.one_of(
        st.text(max_size=60), st.text(alphabet="\ue001\ue0061２三、.．,，- —年不低于 \u200b%％²①", max_size=30)
    )
)
def test_every_folded_letter_knows_its_place(text: str) -> None:
    places = offsets(text)
    assert len(places) == len(fold(text))
    assert list(places) == sorted(set(places))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.3倍", "１．３倍"),
        ("3000元", "3,000元"),
        ("ABC", "ａｂｃ"),
        ("不低于 50％", "不低于50%"),
        ("30—49张", "30---49张"),
    ],
)
def test_the_same_in_another_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.3倍", "13倍"), ("第1、2季度", "第12季度"), ("10²", "102"), ("①", "1"), ("50%", "50"), ("二、三", "二三")],
)
def test_what_carries_meaning_is_not_folded_away(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("sentence", [PRINTED, PRINTED + "。", PRINTED.replace("1.3", "１．３"), " ".join(PRINTED)])
def test_a_printed_sentence_is_found_with_its_place(verifier: Verifier, sentence: str) -> None:
    (citation,) = verifier.verify(sentence.replace("1 . 3", "1.3")).citations
    assert (citation.item_id, citation.quote) == ("jilin-2025:3.1", PRINTED)


def test_every_document_that_prints_it_is_cited_newest_first(verifier: Verifier) -> None:
    cited = verifier.verify("不敢腐、不能腐、不想腐").citations
    assert [c.document_id for c in cited] == ["jilin-2025", "jilin-2024", "jilin-2023", "shulan-2023"]


def test_a_heading_without_text_of_its_own_is_found(verifier: Verifier) -> None:
    cited = verifier.verify("推进养老服务高质量发展").citations
    assert {(c.document_id, c.section, c.item) for c in cited} == {("jilin-2023", 3, None), ("shulan-2023", 3, None)}


def test_sentences_from_several_places_are_each_found(verifier: Verifier) -> None:
    verification = verifier.verify("扩大采暖补贴范围，提高补助标准达到户均800元。提高各级未保中心建设水平。")
    assert verification.verdict is Verdict.VERBATIM
    assert "不连在一处" in verification.note
    mixed = verifier.verify("扩大采暖补贴范围，提高补助标准达到户均800元。提高各级未保中心建设水平达到90%。")
    assert mixed.verdict is Verdict.DIFFERS


def figures_of(verification: Verification) -> list[tuple[str, State, str | None]]:
    check(verification)
    assert verification.verdict is Verdict.DIFFERS
    return [(f.printed, f.state, f.in_document) for f in verification.comparisons[0].figures]


@pytest.mark.parametrize(
    ("claim", "figure", "state", "in_document"),
    [
        (PRINTED.replace("1.3", "2"), "2倍", State.DIFFERENT, "不低于…1.3倍"),
        ("特困供养标准1.3倍", "1.3倍", State.SAME, "不低于…1.3倍"),
        ("特困供养标准1.5倍", "1.5倍", State.DIFFERENT, "不低于…1.3倍"),
        ("特困供养标准超过低保标准的1.3倍", "1.3倍", State.DIFFERENT, "不低于…1.3倍"),
        ("生活不能自理特困老年人集中供养率50%", "50%", State.DIFFERENT, "达到60%以上"),
        ("护理型床位占比50%", "50%", State.SAME, "不低于50%"),
        ("社工站覆盖率40%", "40%", State.ABSENT, None),
        ("吉民发〔2023〕6号", "6号", State.DIFFERENT, "5号"),
        ("到2025年新增失智照护床位1800张", "1800张", State.SAME, "不少于1800张"),
        ("2025年公办养老机构等级评定达到40%", "达到40%", State.DIFFERENT, "达到80%以上"),
        ("适老化改造8000户", "8000户", State.SAME, "8000户"),
        ("2024年适老化改造7000户", "7000户", State.DIFFERENT, "8000户"),
        ("圆梦大学每生3000元", "每生3000元", State.SAME, "每生3000元"),
        ("城市低保标准不低于当地上年度城乡低保标准的1.3倍", "1.3倍", State.ABSENT, None),
    ],
)
def test_a_figure_is_compared_with_the_one_about_the_same_thing(
    verifier: Verifier, claim: str, figure: str, state: State, in_document: str | None
) -> None:
    assert (figure, state, in_document) in figures_of(verifier.verify(claim))


def test_the_differing_words_are_shown_on_both_sides(verifier: Verifier) -> None:
    (comparison,) = verifier.verify(PRINTED.replace("1.3", "2")).comparisons
    assert [(d.given, d.printed) for d in comparison.differences] == [("2", "1.3")]
    assert comparison.citation.item_id == "jilin-2025:3.1"


@pytest.mark.parametrize("part", ["低于上年度当地城乡低保标准的1.3倍", "少于600张", "敢腐", "00张", "3倍", "800"])
def test_a_part_that_says_something_else_is_not_found(verifier: Verifier, part: str) -> None:
    verification = verifier.verify(part)
    check(verification)
    assert verification.verdict is not Verdict.VERBATIM or part == "800"


def test_a_figure_alone_is_found_and_its_comparator_named(verifier: Verifier) -> None:
    verification = verifier.verify("600张")
    assert verification.verdict is Verdict.VERBATIM
    assert "不少于600张" in verification.note
    assert verifier.verify("700张").verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("sentence", ["今天天气不错", "发放养老券500元", "", "。，", "\ud800"])
def test_what_stands_nowhere_is_not_found(verifier: Verifier, sentence: str) -> None:
    verification = verifier.verify(sentence)
    assert verification.verdict is Verdict.NOT_FOUND
    assert verification.citations == verification.comparisons == ()


def test_filters_restrict_and_an_empty_scope_says_what_is_held(verifier: Verifier) -> None:
    sentence = "扩大采暖补贴范围，提高补助标准达到户均800元"
    assert len(verifier.verify(sentence).citations) == 2
    (shulan,) = verifier.verify(sentence, Filters(issuers=frozenset({"舒兰市民政局"}))).citations
    assert shulan.document_id == "shulan-2023"
    assert verifier.verify(sentence, Filters(years=frozenset({2025}))).verdict is not Verdict.VERBATIM
    assert "2025年" in verifier.verify(sentence, Filters(years=frozenset({1999}))).note


def test_the_year_of_a_claim_is_that_of_the_document(verifier: Verifier) -> None:
    found = figures_of(verifier.verify("2024年新增失智照护床位不少于600张"))
    assert ("2024年", State.SAME, "2024年") in found
    assert ("不少于600张", State.DIFFERENT, "不少于500张") in found


def test_traditional_characters_are_read_as_simplified_ones(verifier: Verifier) -> None:
    traditional = "確保特困人員救助供養標準不低於上年度當地城鄉低保標準的1.3倍"
    found = verifier.verify(traditional)
    assert (found.verdict, found.sentence) == (Verdict.VERBATIM, traditional)
    assert "简体" in found.note
    assert ("2倍", State.DIFFERENT, "不低于…1.3倍") in figures_of(verifier.verify(traditional.replace("1.3", "2")))


@pytest.mark.parametrize("sentence", ["按每生3⁰⁰⁰元標準給予一次性救助", "按每生③000元標準給予一次性救助"])
def test_other_characters_are_no_way_round_the_figures(verifier: Verifier, sentence: str) -> None:
    assert verifier.verify(sentence.replace("3⁰⁰⁰", "3000").replace("③", "3")).verdict is Verdict.VERBATIM
    assert verifier.verify(sentence).verdict is not Verdict.VERBATIM


def test_equal_amounts_in_another_spelling_are_the_same_figure() -> None:
    text = "发放补贴10000元，占比百分之六十，提高到两倍。"
    states = [c.state for c in check_figures("发放补贴1万元，占比60%，提高到2倍", text, Span(0, len(text)), None)]
    assert states == [State.SAME] * 3


def test_a_long_text_is_checked_in_one_go(verifier: Verifier) -> None:
    check(verifier.verify(TEXTS[0][:4000].replace("20%", "30%")))


def test_a_check_is_a_record() -> None:
    assert FigureCheck("2倍", 0, 2, State.ABSENT, None).in_document is None
