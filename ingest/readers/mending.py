"""GB18030 with bytes too many, too few or changed: found again where its characters are, so that one byte costs one.

A decoder that goes on from the wrong byte of a pair reads what follows as other characters, up to the end of the line or
to the next damaged byte, without any error. Of all ways to cut the bytes into characters, the one with the fewest dropped
bytes and the most expected characters (`likely`) is taken (Viterbi); each dropped byte becomes �.

Worked example: "民政" is C3F1 D5FE; with a byte A0 in between, C3F1 | A0 | D5FE is 民�政, where a decoder reads C3F1 A0D5 FE.
"""

from __future__ import annotations

import re

from ingest.readers.everyday import GBK
from ingest.readers.likely import Expectation

DROPPED = 19.0  # bits of surprise of a byte that belongs to no character
LEAST = 4.0  # bits of surprise of a character in a stretch of some
_REREAD = re.compile("\ufffd..+\ufffd")  # two damaged places and what was read wrongly between them
_OUTSIDE = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")  # bytes that stand within no character
_LENGTHS = (1, 2, 4)  # bytes of a character
_SPAN = 3  # characters that may stand between two rare ones of one damaged stretch
_MARGIN = 5  # characters around its rare ones that may be damaged too


def mended(raw: bytes) -> str:
    """The text of bytes that are written in GB18030; what is sound, between two signs of ASCII, is read as it is."""
    plain = raw.decode(GBK, "replace")
    expected = Expectation(plain)
    doubtful = _doubtful(expected.rare() - {"\ufffd"})
    pieces: list[str] = []
    position = 0
    for gap in _OUTSIDE.finditer(raw):
        pieces += (_piece(raw[position : gap.start()], expected, doubtful), gap.group().decode("ascii"))
        position = gap.end()
    return "".join([*pieces, _piece(raw[position:], expected, doubtful)])


def _doubtful(rare: frozenset[str]) -> re.Pattern[str] | None:
    """Rare characters near to each other: a word such as 砥砺, or a stretch that begins with the wrong byte."""
    listed = "".join(re.escape(c) for c in sorted(rare))
    return re.compile(f"[{listed}](?:.{{0,{_SPAN}}}[{listed}])+") if listed else None


def _piece(raw: bytes, expected: Expectation, doubtful: re.Pattern[str] | None) -> str:
    """The characters of the bytes; what decodes without an error is damaged at two places or at none."""
    try:
        plain = raw.decode(GBK)
    except UnicodeDecodeError:
        return _cheapest(raw, expected)
    if doubtful is None:
        return plain
    pieces: list[str] = []
    position = 0
    for stretch in doubtful.finditer(plain):
        start, end = max(position, stretch.start() - _MARGIN), stretch.end() + _MARGIN
        if start < stretch.start() and _is_surprising(plain, stretch, expected):
            cut = _cheapest(plain[start:end].encode(GBK), expected, plain[max(0, start - 1) : start])
            if _REREAD.search(cut):
                pieces += (plain[position:start], cut)
                position = end
    return "".join([*pieces, plain[position:]])


def _is_surprising(plain: str, stretch: re.Match[str], expected: Expectation) -> bool:
    """Whether other characters and two dropped bytes may surprise less than the stretch and the character behind it."""
    before = plain[max(0, stretch.start() - 1) : stretch.start()]
    written = plain[stretch.start() : stretch.end() + 1]
    return expected.surprise(before, written) > 2 * DROPPED + LEAST * len(written)


def _cheapest(raw: bytes, expected: Expectation, before: str = "") -> str:
    """The cheapest cut behind a character; of equal ones that which drops the later byte."""
    # for each place: the ways to get there, by the last character ("" for a dropped byte): cost, place and way before
    ways: list[dict[str, tuple[float, int, str]]] = [{before: (0.0, 0, "")}]
    for end in range(1, len(raw) + 1):
        here: dict[str, tuple[float, int, str]] = {}
        cost, last = min((cost, last) for last, (cost, _, _) in ways[end - 1].items())
        here[""] = (cost + DROPPED, end - 1, last)
        for length in _LENGTHS:
            if length <= end and (character := _character(raw[end - length : end])):
                here[character] = min(
                    (cost + expected.bits(last, character), end - length, last)
                    for last, (cost, _, _) in ways[end - length].items()
                )
        ways.append(here)
    last = min((cost, last) for last, (cost, _, _) in ways[-1].items())[1]
    characters: list[str] = []
    end = len(raw)
    while end:
        characters.append(last or "\ufffd")
        _, end, last = ways[end][last]
    return "".join(reversed(characters))


def _character(raw: bytes) -> str | None:
    """The one character that the bytes are, None where they are none."""
    if len(raw) == 1:
        return chr(raw[0]) if raw[0] < 0x80 else None
    first, second = raw[0], raw[1]
    if not 0x81 <= first <= 0xFE or (len(raw) == 2 and second < 0x40) or (len(raw) == 4 and second > 0x39):
        return None
    try:
        return raw.decode(GBK)
    except UnicodeDecodeError:
        return None
