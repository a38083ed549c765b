"""Slips: a doubtful piece becomes a word that the collection holds; what is known stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segmentation import Segmenter
from index.spelling import Speller

quick = settings(max_examples=200, deadline=None, derandomize=True)
DOMAIN = ("特困人员", "低保", "适老化改造", "养老机构", "殡葬", "适老化")
EVERYDAY = {"标准": 900, "多少": 5_000, "改造": 800, "人员": 3_000, "机构": 2_000}
HELD = "特困人员低保标准适老化改造养老机构殡葬，"


@pytest.fixture(scope="module")
def speller() -> Speller:
    segmenter = Segmenter(EVERYDAY, DOMAIN)
    return Speller(DOMAIN, (), segmenter, lambda piece: piece in HELD, lambda word: float(len(word)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("特因人员标准", "特困人员标准"),
        ("底保标准", "低保标准"),
        ("shilaohua改造", "适老化改造"),
        ("dibao标准多少", "低保标准多少"),
        ("SHILAOHUA", "适老化"),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(speller: Speller, typed: str, meant: str) -> None:
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "text", ["特困人员标准多少", "低保", "养老机构改造", "养老机跟低保", "python", "2024", "AI", "", "abc标准"]
)
def test_what_is_known_or_means_nothing_near_stays_as_it_is(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_a_proper_name_is_no_slip_nor_part_of_one() -> None:
    segmenter = Segmenter(EVERYDAY, DOMAIN)
    told = (DOMAIN, (), segmenter, lambda piece: piece in HELD, lambda word: 1.0)
    assert Speller(*told).correct("底保县标准") == "低保县标准"
    named = Speller(*told, proper=lambda text: ("底保县",) if "底保县" in text else ())
    assert named.correct("底保县标准") == "底保县标准"
    assert named.correct("底保县底保标准") == "底保县低保标准"


@quick
@given(text=st.text(max_size=40))
def test_only_chinese_and_latin_letters_are_ever_changed(speller: Speller, text: str) -> None:
    def rest(of: str) -> str:
        return "".join(c for c in of if not ("\u4e00" <= c <= "\u9fff" or (c.isascii() and c.isalpha()) or c in "ſK"))

    assert rest(speller.correct(text)) == rest(text)


@quick
@given(text=st.text(alphabet="特困因人员低底保标准多少", max_size=12))
def test_correcting_twice_is_correcting_once(speller: Speller, text: str) -> None:
    once = speller.correct(text)
    assert speller.correct(once) == once


@quick
@given(words=st.lists(st.sampled_from((*DOMAIN, *EVERYDAY)), min_size=1, max_size=5))
def test_a_text_of_known_words_is_left_alone(speller: Speller, words: list[str]) -> None:
    text = "，".join(words)
    assert speller.correct(text) == text


def test_nothing_is_corrected_towards_a_word_that_no_document_holds() -> None:
    segmenter = Segmenter(EVERYDAY, DOMAIN)
    nowhere = Speller(DOMAIN, (), segmenter, lambda piece: False, lambda word: 1.0)
    assert nowhere.correct("特因人员标准") == "特因人员标准"


def test_letters_may_spell_a_longer_word_that_documents_print_by_another_name() -> None:
    domain = ("五保户", "五保", "特困人员")
    segmenter = Segmenter(EVERYDAY, domain)
    speller = Speller(
        domain, (), segmenter, lambda p: p in HELD, lambda word: 1.0, lambda word: word.startswith("五保")
    )
    assert speller.correct("wubaohu标准") == "五保户标准"
    assert speller.correct("wubao标准") == "wubao标准", "two characters are too few to go by"
    assert speller.correct("五包户标准") == "五包户标准", "only letters: a sound-alike in characters may mean itself"


def test_a_word_with_one_more_character_is_no_slip_for_another_such_word() -> None:
    """失业|金 names something else than 失业率; 失业虑 sounds like it."""
    segmenter = Segmenter({**EVERYDAY, "失业": 700}, ("失业率",))
    speller = Speller(("失业率",), (), segmenter, lambda piece: piece in "失业率", lambda word: 1.0)
    assert speller.correct("失业金标准") == "失业金标准"
    assert speller.correct("失业律标准") == "失业率标准"
