"""How surprising a character is behind the one before it, in bits: what tells a text from bytes that are cut wrongly.

What is expected comes from the text itself, where a character or a pair that stands once says nothing (it may be the
damage), and from the words of everyday Chinese and the names of places (`data/words`). Bytes of Chinese that are cut one
byte off give characters of all rows alike: some 20 bits each, where a text has 6 to 9.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from pathlib import Path

from ingest.readers.everyday import GBK, MARKS, ROWS
from ingest.regions import GAZETTEER

WORDS = Path(__file__).resolve().parents[2] / "data" / "words" / "common.tsv"
PLACE = 2_000  # times that the name of a place counts among the words, ten times as often as the rarest of them
GENERAL = 2_000.0  # characters of text that the everyday words weigh as much as
OWN_PAIRS, COMMON_PAIRS, ALONE = 0.45, 0.25, 0.3  # weights of the three ways to expect a character; their sum is 1
MARK = 0.01  # share of each mark of punctuation among the characters
SIGN, UNSEEN, LEVEL_2, BEYOND = 1e-5, 1e-6, 1e-7, 1e-9
"""Shares of a full-width sign, and of a character of level 1, of level 2 and beyond that stands in no listed word."""
CLASS = 2_500  # characters of each level that texts use
TOGETHER = 0.01  # share that a rare character has behind one of the same radical: 枇杷, 筼筜
NEAR = 0x100  # characters of Unicode of mostly the same radical
ASCII_BITS = 9.0
RARE_BITS = 13.0  # of a character that one in eight thousand is
_GB2312 = range(0xA1, 0xF8)


class Expectation:
    """What a text and everyday Chinese let expect; `text` may hold damage, which is a small part of it."""

    def __init__(self, text: str) -> None:
        self._characters = Counter(text)
        self._pairs = Counter(map(str.__add__, text, text[1:]))
        self._total = len(text)
        self._once = Counter(_level(c) for c, count in self._characters.items() if count == 1 and c >= "\x80")
        self._bits: dict[str, float] = {}

    def bits(self, before: str, character: str) -> float:
        """The surprise of a character behind `before` ("" where nothing is known of it); ASCII is always expected."""
        if character < "\x80":
            return ASCII_BITS
        pair = before + character
        known = self._bits.get(pair)
        if known is None:
            known = self._bits[pair] = -math.log2(self._share(before, character))
        return known

    def surprise(self, before: str, text: str) -> float:
        """Of all characters of the text, in bits."""
        return (
            sum(map(self.bits, before + text, text))
            if before
            else self.bits("", text[0]) + sum(map(self.bits, text, text[1:]))
        )

    def rare(self) -> frozenset[str]:
        """The characters of the text that surprise wherever they stand."""
        return frozenset(c for c in self._characters if c >= "\x80" and -math.log2(self._alone(c)) > RARE_BITS)

    def _share(self, before: str, character: str) -> float:
        share = ALONE * self._alone(character)
        if before:
            if (seen := self._pairs[before + character]) > 1:
                share += OWN_PAIRS * (seen - 1) / self._characters[before]
            characters, pairs = _common()
            if seen := pairs.get(before + character, 0):
                share += COMMON_PAIRS * seen / characters[before]
            if _is_pair(before, character):
                share = max(share, TOGETHER)
        return share

    def _alone(self, character: str) -> float:
        own = max(0, self._characters[character] - 1)
        level, general = _general(character)
        general = max(general, self._once[level] / (self._total + GENERAL) / CLASS)
        return (own + GENERAL * general) / (self._total + GENERAL)


@cache
def _general(character: str) -> tuple[float, float]:
    """The level of a character, as the share of what no word has, and its own share."""
    characters, _ = _common()
    level = _level(character)
    return level, max(level, characters[character] / characters.total())


@cache
def _level(character: str) -> float:
    if character in MARKS:
        return MARK
    code = character.encode(GBK, "replace")
    if len(code) != 2 or code[0] not in _GB2312 or code[1] < 0xA1:
        return BEYOND
    if 0xA2 <= code[0] <= 0xA3:
        return SIGN
    return UNSEEN if code[0] in ROWS[GBK] else LEVEL_2


def _is_pair(before: str, character: str) -> bool:
    """Whether two rare characters stand near to each other in Unicode, which is ordered by radical."""
    near = "\u3400" <= before < "\ua000" and abs(ord(before) - ord(character)) < NEAR
    return near and min(_level(before), _level(character)) <= LEVEL_2


@cache
def _common() -> tuple[Counter[str], dict[str, int]]:
    """How often the everyday words use a character, and one behind another."""
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    listed = (line.split("\t") for line in WORDS.read_text("utf-8").splitlines()[1:])
    places = ((place, PLACE) for place in GAZETTEER.read_text("utf-8").split())
    for word, frequency in (*((word, int(frequency)) for word, frequency, _ in listed), *places):
        for character in word:
            characters[character] += frequency
        for pair in map(str.__add__, word, word[1:]):
            pairs[pair] += frequency
    return characters, pairs
