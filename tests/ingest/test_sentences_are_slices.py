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


@pytest.mark.parametrize("text", ["", " \u3000\n", "。。。", "（）——"])
def test_a_text_without_letters_has_no_sentences(text: str) -> None:
    assert sentences(text) == ()
