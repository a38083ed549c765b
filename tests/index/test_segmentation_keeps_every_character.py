"""Cutting into words: every character is kept in order; the most probable path wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segmentation import Segmenter
from ingest.errors import SourceError
from ingest.records import Document

COMMON_WORDS = Path(__file__).parents[2] / "data" / "words" / "common.tsv"
quick = settings(max_examples=200, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def shipped() -> Segmenter:
    return Segmenter.load(COMMON_WORDS, ("特困供养", "适老化改造"))


@quick
@given(text=st.text(max_size=60))
def test_every_character_is_kept_in_order(shipped: Segmenter, text: str) -> None:
    for whole in (True, False):
        words = shipped.cut(text, whole=whole)
        assert "".join(words) == text
        assert all(words)


def test_every_character_of_the_shipped_documents_is_kept(
    shipped: Segmenter, shipped_documents: tuple[Document, ...]
) -> None:
    for document in shipped_documents:
        text = document.text[:2_000]
        assert "".join(shipped.cut(text)) == text


@quick
@given(text=st.text(alphabet="特困供养适老化改造床位低保", min_size=2, max_size=12))
def test_a_compound_is_never_its_own_only_part(shipped: Segmenter, text: str) -> None:
    assert len(shipped.cut(text, whole=False)) > 1


def test_a_word_that_is_known_stays_whole() -> None:
    assert Segmenter({"失智": 100, "床位": 94}).cut("失智床位有") == ("失智", "床位", "有")


def test_domain_words_are_known() -> None:
    assert Segmenter({}, ("适老化",)).cut("适老化吗") == ("适老化", "吗")


@pytest.mark.parametrize("run", ["2024", "1.3", "AI", "python3", "95105151"])
def test_a_run_of_letters_or_digits_is_one_word(shipped: Segmenter, run: str) -> None:
    assert run in shipped.cut(f"低保{run}床位")


@quick
@given(word=st.text(min_size=1, max_size=8))
def test_how_telling_a_word_is_lies_between_zero_and_one(shipped: Segmenter, word: str) -> None:
    assert 0.0 <= shipped.telling(word) <= 1.0


def test_an_everyday_word_tells_less_than_a_subject(shipped: Segmenter) -> None:
    assert shipped.telling("现在") < shipped.telling("殡葬")


@pytest.mark.parametrize("content", ["词\t词频\n低保\t3\n", "词\t词频\t词类\n低保\t多\tn\n"])
def test_a_broken_list_of_words_is_named(tmp_path: Path, content: str) -> None:
    broken = tmp_path / "words.tsv"
    broken.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"words\.tsv"):
        Segmenter.load(broken)


def test_a_missing_list_of_words_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing\.tsv"):
        Segmenter.load(tmp_path / "nothing.tsv")


def test_an_empty_text_has_no_words(shipped: Segmenter) -> None:
    assert shipped.cut("") == ()
