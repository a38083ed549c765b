"""Tables of contents: the lines that only list the headings of a text, which open no unit and are no title.

Worked example; the contents end behind its last page, so that the title below it is read as one::

    目　录
    一、总体要求 ........ 1     leaders, a tab, a blank, - 1 - or （1） stand before the page; pages may be Roman
    二、重点任务 ........ 3
    清河县民政局2025年工作要点
    一、总体要求

Without pages the entries are the lines before the first heading comes again, as far as they are numbered or come again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.lines import Line, lines
from ingest.markers import LONGEST_HEADING, Marker
from ingest.printed import number_at

MOST_LINES = 2_000  # below its heading that are looked at for the contents and their first entry in the body
MOST_LINES_OF_ENTRY = 3  # lines without a page above the one that has it
_HEADING = re.compile(r"[-—·\s　]*目[\s　]*[录次][\s　：:—\-－·]*(?:\d{1,3}[\s　—\-－]*)?$")
_NUMBER = r"(?:\d{1,4}|[ivxIVX]{1,6}|[Ⅰ-ⅻ]{1,3})"  # of a page
LEADERS = re.compile(rf"(?:[….·．]{{4,}}|…{{2,}}|\t)\s*[-—（(]?\s*{_NUMBER}\s*[-—）)]?$")
_LAST = frozenset("0123456789ivxIVX-—）)") | frozenset(map(chr, range(0x2160, 0x217C)))  # with which LEADERS end
_PAGE = re.compile(rf"(?:(?:^|[\s　]){_NUMBER}|[-—－–]\s*{_NUMBER}\s*[-—－–]|[（(]\s*{_NUMBER}\s*[）)])$")
"""The same behind a blank or between brackets or dashes, in a contents whose first lines have pages."""


@dataclass(frozen=True, slots=True)
class _Entry:
    body: str
    number: Marker | None
    words: str  # without number, page and blanks: what comes again in the body


@lru_cache(maxsize=4)
def contents(text: str) -> frozenset[int]:
    """The offsets at which the lines of the tables of contents start, behind what indents them."""
    printed = lines(text)
    found = {line.start for line in printed if line.body[-1] in _LAST and LEADERS.search(line.body)}
    position = 0
    while position < len(printed):
        if "目" in printed[position].body and _HEADING.match(printed[position].body):
            length = _entries([_entry(text, line) for line in printed[position + 1 : position + 1 + MOST_LINES]])
            found.update(line.start for line in printed[position : position + 1 + length])
            position += length
        position += 1
    return frozenset(found)


def _entry(text: str, line: Line) -> _Entry:
    number = number_at(text, line.start, line.end)
    heading = line.body if number is None else line.body[number.title_start - line.start :]
    return _Entry(line.body, number, "".join(_PAGE.sub("", LEADERS.sub("", heading)).split()))


def _entries(printed: Sequence[_Entry]) -> int:
    """How many of the lines below the heading belong to the contents."""
    paged = any(_has_page(line, paged=True) for line in printed[:MOST_LINES_OF_ENTRY])
    first: Marker | None = None  # the first number
    end = last_page = 0
    repeated = False  # whether what ends the contents is the first entry that comes again
    for end, line in enumerate(printed):
        if _has_page(line, paged=paged):
            last_page = end + 1
        else:
            repeated = end > 0 and (_same(line.number, first) or line.words == printed[0].words != "")
            if repeated or "。" in line.body or (paged and end - last_page >= MOST_LINES_OF_ENTRY):
                break
        if first is None and len(line.body) <= LONGEST_HEADING:
            first = line.number
    if last_page:
        return last_page
    body = [line.words for line in printed[end:]]
    listed = (
        position
        for position in range(end - 1, -1, -1)
        if (repeated and printed[position].number is not None) or _comes_again(printed[position].words, body)
    )
    return next(listed, -1) + 1


def _has_page(line: _Entry, *, paged: bool) -> bool:
    if LEADERS.search(line.body):
        return True
    return paged and len(line.body) <= LONGEST_HEADING and _PAGE.search(line.body) is not None


def _same(number: Marker | None, first: Marker | None) -> bool:
    if number is None or first is None:
        return False
    return (number.style, number.prefix, number.number) == (first.style, first.prefix, first.number)


def _comes_again(words: str, body: Sequence[str]) -> bool:
    return bool(words) and any(line.startswith(words) for line in body)
