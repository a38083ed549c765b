"""Sentences and clauses are slices in order; no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.records import Document
from ingest.sentences import Span, clauses, sentences

quick = settings(max_examples=300, deadline=None, derandomize=True)
chinese = st.text(alphabet="提高标准扩大范围达到八百元，。；：！？、“”（）\n\u3000\u00a0 .,;:!?8０a", max_size=60)
texts = st.one_of(chinese, st.text(max_size=60))


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def check(text: str, spans: tuple[Span, ...], start: int = 0, end: int | None = None) -> None:
    """In order, without overlap, within bounds, trimmed, each with a letter; together they hold every letter."""
    end = len(text) if end is None else end
    position = start
    for span in spans:
        assert position <= span.start < span.end <= end
        position = span.end
        piece = span.of(text)
        assert piece == piece.strip()
        assert letters(piece)
    assert "".join(letters(span.of(text)) for span in spans) == letters(text[start:end])


@quick
@given(text=texts)
def test_sentences_are_slices_and_lose_no_letter(text: str) -> None:
    check(text, sentences(text))


@quick
@given(text=texts)
def test_clauses_are_slices_of_their_sentence_and_lose_no_letter(text: str) -> None:
    for sentence in sentences(text):
        check(text, clauses(text, sentence), sentence.start, sentence.end)


def test_the_shipped_documents_lose_no_letter(shipped: dict[str, Document]) -> None:
    for document in shipped.values():
        check(document.text, sentences(document.text))
        for item in document.items:
            check(item.text, sentences(item.text))


def test_a_sentence_ends_with_its_mark_and_closing_quotation_mark() -> None:
    text = "要“应救尽救。”扩大范围，达到800元；"
    assert [s.of(text) for s in sentences(text)] == ["要“应救尽救。”", "扩大范围，达到800元；"]


@pytest.mark.parametrize("text", ["不低于1.3倍", "热线12345.6", "6.19开放日", "1,800张"])
def test_a_point_in_a_figure_ends_no_sentence(text: str) -> None:
    assert [s.of(text) for s in sentences(text)] == [text]


def test_a_separator_of_thousands_ends_no_clause() -> None:
    text = "新增1,800张，覆盖"
    (sentence,) = sentences(text)
    assert [c.of(text) for c in clauses(text, sentence)] == ["新增1,800张，", "覆盖"]


def test_who_is_named_behind_a_sentence_belongs_to_it() -> None:
    text = "建设共享平台。（省数据局牵头；省财政厅配合）推行电子证照。（附后）"
    said = [s.of(text) for s in sentences(text)]
    assert said == ["建设共享平台。（省数据局牵头；省财政厅配合）", "推行电子证照。", "（附后）"]


def test_the_unit_named_behind_a_sentence_belongs_to_it() -> None:
    text = "建设果园平台。（责任单位：市农业局、市林业局）推行巡园。"
    said = [s.of(text) for s in sentences(text)]
    assert said == ["建设果园平台。（责任单位：市农业局、市林业局）", "推行巡园。"]


WRAPPED = """（一）发展目标
到2030年，江海市社区图书馆服务网络基本健全，
读者满意度不断提升，再建设100个以上街道图书馆和
50个以上农家书屋，形成布局合理、管理规范、运行高
效的服务格局。全面推行通借通还，逐步实现总分馆
——服务更加便利。"""


def test_a_line_that_is_broken_by_its_width_goes_on() -> None:
    said = [s.of(WRAPPED).replace("\n", "") for s in sentences(WRAPPED)]
    assert said[0] == "（一）发展目标"
    assert said[1].startswith("到2030年")
    assert said[1].endswith("效的服务格局。")
    assert said[2:] == ["全面推行通借通还，逐步实现总分馆", "——服务更加便利。"]


def test_lines_of_their_own_are_sentences_of_their_own() -> None:
    text = "一、总体要求\n坚持统筹推进\n二、重点任务\n（一）建设平台\n（二）健全制度"
    assert len(sentences(text)) == 5


@pytest.mark.parametrize("text", ["", " \u3000\n", "。。。", "（）——"])
def test_a_text_without_letters_has_no_sentences(text: str) -> None:
    assert sentences(text) == ()
