"""GB18030 with bytes too many, too few or changed: found again where its characters are, so that one byte costs one.

A decoder that goes on from the wrong byte of a pair reads what follows as other characters, up to the end of the line or
to the next damaged byte, without any error. Of all ways to cut the bytes into characters, the one with the fewest dropped
bytes and the most usual characters is taken (Viterbi); each dropped byte becomes �. Usual are the characters that the
text itself uses elsewhere, and less so those of everyday use.

Worked example: "民政" is C3F1 D5FE; with a byte A0 in between, C3F1 | A0 | D5FE is 民�政, where a decoder reads C3F1 A0D5 FE.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.readers.everyday import GBK, MARKS, ROWS

DROPPED = 2.0  # cost of a byte that belongs to no character; two such cost more than a word of two rare characters
USED = 2  # times that a character must stand in the text to be one of its own
EVERYDAY, RARE, RAREST = 0.5, 1.5, 2.5  # cost of a character not of the text: of level 1, of level 2 or a sign, beyond
_MARKS = frozenset(mark.encode(GBK) for mark in MARKS)
_OUTSIDE = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")  # bytes that stand within no character
_LONGEST = 4  # bytes of a character


def mended(raw: bytes) -> str:
    """The text of bytes that are written in GB18030; what is sound, between two signs of ASCII, is read as it is."""
    plain = raw.decode(GBK, "replace")
    own = frozenset(c.encode(GBK) for c, count in Counter(plain).items() if count >= USED and c != "\ufffd")
    doubtful = _doubtful(plain, own)
    pieces: list[str] = []
    position = 0
    for gap in _OUTSIDE.finditer(raw):
        pieces += (_piece(raw[position : gap.start()], own, doubtful), gap.group().decode("ascii"))
        position = gap.end()
    return "".join([*pieces, _piece(raw[position:], own, doubtful)])


def _doubtful(plain: str, own: frozenset[bytes]) -> re.Pattern[str] | None:
    """Two unusual characters near to each other: a word such as 砥砺, or a stretch that begins with the wrong byte."""
    unusual = {c for c in set(plain) - {"\ufffd"} if _cost(c.encode(GBK), own) == RARE}
    listed = "".join(re.escape(c) for c in sorted(unusual))
    return re.compile(f"[{listed}].{{0,5}}[{listed}]") if listed else None


def _piece(raw: bytes, own: frozenset[bytes], doubtful: re.Pattern[str] | None) -> str:
    """The characters of the bytes; what decodes without an error is damaged at two places or at none."""
    try:
        plain = raw.decode(GBK)
    except UnicodeDecodeError:
        return _cheapest(raw, own)
    if doubtful is None or not doubtful.search(plain):
        return plain
    cut = _cheapest(raw, own)
    return cut if cut.count("\ufffd") > 1 else plain


def _cheapest(raw: bytes, own: frozenset[bytes]) -> str:
    """The cheapest cut; of equal ones that which drops the later byte."""
    best: list[tuple[float, int]] = [(0.0, 0)]  # cost up to here, length of the last character; 0 for a dropped byte
    for end in range(1, len(raw) + 1):
        choices = [(best[end - 1][0] + DROPPED, 0)]
        for length in (1, 2, _LONGEST):
            if length <= end and (cost := _cost(raw[end - length : end], own)) is not None:
                choices.append((best[end - length][0] + cost, length))
        best.append(min(choices))
    characters: list[str] = []
    end = len(raw)
    while end:
        length = best[end][1]
        characters.append(raw[end - length : end].decode(GBK) if length else "\ufffd")
        end -= length or 1
    return "".join(reversed(characters))


def _cost(character: bytes, own: frozenset[bytes]) -> float | None:
    """What it costs to read these bytes as one character, None where they are none."""
    if len(character) == 1:
        return 0.0 if character[0] < 0x80 else None
    first, second = character[0], character[1]
    if not 0x81 <= first <= 0xFE or (len(character) == 2 and second < 0x40) or (len(character) == 4 and second > 0x39):
        return None
    if character in own:
        return 0.0
    try:
        character.decode(GBK)
    except UnicodeDecodeError:
        return None
    if second < 0xA1:
        return RAREST
    return EVERYDAY if first in ROWS[GBK] or character in _MARKS else RARE if first >= 0xA1 else RAREST
