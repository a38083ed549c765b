"""Traditional characters and full-width forms read like simplified ones of ordinary width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.variants import simplified
from ingest.records import Document

quick = settings(max_examples=300, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("養老機構２０２５年", "养老机构2025年"),
        ("適老化改造多少戶", "适老化改造多少户"),
        ("特困供養標準不低於低保的１．３倍", "特困供养标准不低于低保的1.3倍"),
        ("（八）", "(八)"),
        ("低保", "低保"),
        ("", ""),
    ],
)
def test_a_typed_variant_is_read_as_the_plain_form(typed: str, plain: str) -> None:
    assert simplified(typed) == plain


@quick
@given(text=st.text(alphabet="養老機構適老化改造養護標準低保２０２５％（）ＡＢ 户戶", max_size=30))
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)


@quick
@given(text=st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    assert isinstance(simplified(text), str)


def test_the_documents_are_simplified_already(shipped_documents: tuple[Document, ...]) -> None:
    """Only widths may differ: a document's own Chinese characters are what a question is compared with."""
    for document in shipped_documents:
        han = "".join(c for c in document.text if "\u4e00" <= c <= "\u9fff")
        assert len(simplified(han)) == len(han)
