"""GB18030 with a byte too many, too few or changed: found again where its characters are, so that one byte costs one.

A decoder that goes on from the wrong byte of a pair reads the rest of the line as other characters. Of all ways to cut
the bytes into characters, the one with the fewest dropped bytes and the most everyday characters is taken (Viterbi);
each dropped byte becomes �.

Worked example: "民政" is C3F1 D5FE; with a byte A0 in between, C3F1 | A0 | D5FE is 民�政, where a decoder reads C3F1 A0D5 FE.
"""

from __future__ import annotations

import re

from ingest.readers.everyday import GBK, MARKS, ROWS

DROPPED = 6.0  # cost of a byte that belongs to no character, in rare characters: a short tail is not garbled for it
RARE, RAREST = 1.0, 2.0  # cost of a character of level 2 or a sign; of one beyond GB 2312
_MARKS = frozenset(mark.encode(GBK) for mark in MARKS)
_OUTSIDE = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")  # bytes that stand within no character
_LONGEST = 4  # bytes of a character


def mended(raw: bytes) -> str:
    """The text of bytes that are not GB18030 throughout; what is, between two signs of ASCII, is read as it is."""
    pieces: list[str] = []
    position = 0
    for gap in _OUTSIDE.finditer(raw):
        pieces += (_piece(raw[position : gap.start()]), gap.group().decode("ascii"))
        position = gap.end()
    return "".join([*pieces, _piece(raw[position:])])


def _piece(raw: bytes) -> str:
    try:
        return raw.decode(GBK)
    except UnicodeDecodeError:
        return _cheapest(raw)


def _cheapest(raw: bytes) -> str:
    """The cheapest cut; of equal ones that which drops the later byte."""
    best: list[tuple[float, int]] = [(0.0, 0)]  # cost up to here, length of the last character; 0 for a dropped byte
    for end in range(1, len(raw) + 1):
        choices = [(best[end - 1][0] + DROPPED, 0)]
        for length in (1, 2, _LONGEST):
            if length <= end and (cost := _cost(raw[end - length : end])) is not None:
                choices.append((best[end - length][0] + cost, length))
        best.append(min(choices))
    characters: list[str] = []
    end = len(raw)
    while end:
        length = best[end][1]
        characters.append(raw[end - length : end].decode(GBK) if length else "\ufffd")
        end -= length or 1
    return "".join(reversed(characters))


def _cost(character: bytes) -> float | None:
    """What it costs to read these bytes as one character, None where they are none."""
    if len(character) == 1:
        return 0.0 if character[0] < 0x80 else None
    first, second = character[0], character[1]
    if not 0x81 <= first <= 0xFE or (len(character) == 2 and second < 0x40) or (len(character) == 4 and second > 0x39):
        return None
    try:
        character.decode(GBK)
    except UnicodeDecodeError:
        return None
    if second < 0xA1:
        return RAREST
    return 0.0 if first in ROWS[GBK] or character in _MARKS else RARE if first >= 0xA1 else RAREST
