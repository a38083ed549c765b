"""A copy of a text in which only what carries meaning is left, with the place of every character in the text.

White space, punctuation, width and case do not count; what stands between two digits does: 1.3 is not 13, 第1、2季度 not
第12季度. Superscripts and circled numbers stay what they are: 10² is not 102. A thousands comma does not count.

    "不低于 低保标准的1.3倍。" -> "不低于低保标准的1.3倍", offsets (0, 1, 2, 4, …, 13)
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NUMERALS = "0-9０-９一二三四五六七八九十百千万亿零〇两"
_KEPT = frozenset("%‰℃°±+×<>≤≥=&@#")
_DECOMPOSED = ("<wide>", "<narrow>", "<noBreak>")  # the same character in another width
# What stands between two numerals → the one mark that is kept for it, in a private character of the same length.
_MARKS = {"\ue001": ".", "\ue002": "-", "\ue003": ":", "\ue004": "/", "\ue005": "、", "\ue006": ""}
_OWN_MARKS = re.compile("[\ue001-\ue006]")  # as characters of a text they say nothing
_BETWEEN = re.compile(rf"(?<=[{NUMERALS}])[^\w%％‰℃°]+(?=[{NUMERALS}])")
_THOUSANDS = re.compile(r"(?<=[0-9０-９]),(?=[0-9０-９]{3}(?![0-9０-９]))")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ue006]+")
REMEMBERED_DOCUMENTS = 1_024  # a folded copy is a little shorter than its document
REMEMBERED_OFFSETS = 32  # documents; about 40 bytes a character


def fold(text: str) -> str:
    """The folded copy."""
    return _marked(text).translate(_TABLE)


@lru_cache(maxsize=REMEMBERED_DOCUMENTS)
def folded_document(text: str) -> str:
    """The folded copy of a whole document, kept."""
    return fold(text)


@lru_cache(maxsize=REMEMBERED_OFFSETS)
def offsets(text: str) -> tuple[int, ...]:
    """The place in `text` of every character of `fold(text)`, rising."""
    return tuple(place for place, character in enumerate(_marked(text)) if _TABLE[ord(character)])


def _marked(text: str) -> str:
    """The text, length unchanged, with one mark for what stands between two numerals."""
    return _BETWEEN.sub(_mark, _THOUSANDS.sub("\ue006", _OWN_MARKS.sub("\ue006", text)))


def _mark(match: re.Match[str]) -> str:
    between = _INVISIBLE.sub("", match.group())
    said = unicodedata.normalize("NFKC", between).strip()
    if not between:
        mark = "\ue006"
    elif said == ".":
        mark = "\ue001"
    elif said and set(said) <= set("-—–~～−"):
        mark = "\ue002"
    elif said == ":":
        mark = "\ue003"
    elif said == "/":
        mark = "\ue004"
    else:
        mark = "\ue005"
    return mark + "\ue006" * (len(match.group()) - 1)


class _Table(dict[int, str]):
    """Code point → its folded character, "" for what does not count; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _folded(chr(point))
        return folded


def _folded(character: str) -> str:
    if character in _MARKS:
        return _MARKS[character]
    decomposition = unicodedata.decomposition(character)
    if decomposition and (not decomposition.startswith("<") or decomposition.startswith(_DECOMPOSED)):
        plain = unicodedata.normalize("NFKC", character)
        character = plain if len(plain) == 1 else character
    lower = character.lower()
    character = lower if len(lower) == 1 else character
    return character if character.isalnum() or character in _KEPT else ""


_TABLE = _Table()
