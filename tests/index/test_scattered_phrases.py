"""A listed phrase of everyday speech is found when its pieces stand apart, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entries import Entry, Kind
from index.lexicon import Lexicon
from index.scattered import GAP, ScatteredPhrases

PHRASES = ScatteredPhrases(["男人打工的媳妇", "给老人洗澡", "村里开证明", "补贴多少", "饭堂"])
LETTERS = "甲乙丙丁戊己庚辛"


@pytest.mark.parametrize(
    ("text", "phrase", "pieces"),
    [
        ("男人出去打工，撂家里的媳妇们有人过问没", "男人打工的媳妇", ["男人", "打工", "媳妇"]),
        ("有没有人上门给老人搓背洗澡", "给老人洗澡", ["给老人", "洗澡"]),
        ("村里天天开证明", "村里开证明", ["村里", "开证明"]),
    ],
)
def test_the_pieces_of_a_phrase_may_stand_apart(text: str, phrase: str, pieces: list[str]) -> None:
    (found,) = PHRASES.find(text)
    assert found.phrase == phrase
    assert [text[start:end] for start, end in found.pieces] == pieces


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("村里开证明的地方", "it stands in one piece"),
        ("证明得在村里开", "the order is another"),
        ("村里的老年活动室什么时候开证明", "too far apart"),
        ("他在村里。我想开证明", "in two sentences"),
        ("补贴到底是多少", "it only asks how much"),
        ("饭和堂", "a piece has at least two characters"),
    ],
)
def test_nothing_else_is_a_scattered_phrase(text: str, why: str) -> None:
    assert PHRASES.find(text) == [], why


@given(st.text(LETTERS, min_size=4, max_size=8), st.data())
def test_a_phrase_cut_in_two_with_others_in_between_is_found(phrase: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(phrase) - 2))
    between = data.draw(st.text("子丑寅卯", min_size=1, max_size=GAP))
    text = phrase[:at] + between + phrase[at:]
    (found,) = ScatteredPhrases([phrase]).find(text)
    assert "".join(text[start:end] for start, end in found.pieces) == phrase


@given(st.lists(st.text(LETTERS, min_size=4, max_size=6), min_size=1, max_size=6), st.text(LETTERS + "子", max_size=30))
def test_no_character_belongs_to_two_phrases(phrases: list[str], text: str) -> None:
    taken = [at for found in ScatteredPhrases(phrases).find(text) for s, e in found.pieces for at in range(s, e)]
    assert len(taken) == len(set(taken))


def test_a_scattered_phrase_leads_to_the_official_name_and_a_longer_listed_word_is_left_whole() -> None:
    lexicon = Lexicon(
        [
            Entry("留守妇女", "男人打工的媳妇", Kind.COLLOQUIAL),
            Entry("残疾补助", "残疾补贴", Kind.COLLOQUIAL),
            Entry("两项补贴", "残疾人两项补贴", Kind.SYNONYM),
        ]
    )
    assert lexicon.expansions("男人出去打工，撂家里的媳妇们有人过问没")[0][0] == "留守妇女"
    assert lexicon.gathered("残疾人两项补贴") == "残疾人两项补贴"
    assert lexicon.gathered("男人出去打工，媳妇有人管没", lambda phrase: False) == "男人出去打工，媳妇有人管没"
