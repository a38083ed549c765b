"""Lines of a text that go on with the sentence of the line above, so that no paragraph begins with them.

Files copied from a printed page break every line at the width of the page; files copied from a web page break it around
each link. Worked example, the second line goes on, the third does not::

    数据资源规模快速增长，2022年我国数据产量达8.1ZB，
    同比增长22.7%，位居世界第二。
    数字经济成为稳增长促转型的重要引擎。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from ingest.markers import BLANKS
from ingest.sentences import (
    BEGINS_LINE,
    CLOSING,
    FEWEST_FILLED,
    NARROWEST_LINE,
    RAGGED,
    SENTENCE_END,
    WIDEST_LINE,
)

FILLED = 0.5  # of the lines of a text that are no headings or cells; a list has lines of every width
SET_APART = 0.8  # of the paragraphs; then a line break without a blank line ends none

_PRINTED = re.compile(r"[^\n]+")
_PAGE_NUMBER = re.compile(r"\s*[-—－]?\s*\d{1,3}\s*[-—－]?\s*")
_ENDS = re.compile(rf"[{SENTENCE_END}：:…][{CLOSING}]*\s*$")
_IS_OPEN = re.compile(r"[，、,《〈“‘（(「『\[]\s*$")
_GOES_ON = re.compile(r"\s*[，、；。：！？》〉”’）)」』\]%％]")
_INDENTED = re.compile(r"[ \u00a0]{2}|[\t\u2003\u3000]")
_RUNNING = re.compile(r"[，。；、：]")


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A line that is not blank: where it starts, its characters without surrounding blanks, whether it may begin a paragraph."""

    start: int
    said: int
    begins: bool


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    width: int  # columns, two for a Chinese character
    apart: bool  # a blank line stands above


def paragraph_lines(text: str, start: int, end: int) -> Iterator[ParagraphLine]:
    """The lines of `text[start:end]` that are not blank, in order; offsets are those of the text.

    No paragraph begins within a sentence: before a closing mark, behind a comma or an opening mark, behind a line that
    is filled to the width of the page, and without a blank line where blank lines set the paragraphs apart. Printed
    numbers, rows of a table, indented lines, and what follows a heading, a name, a date or a row of a list begin one.
    """
    lines = list(_lines(text, start, end))
    least, set_apart = _least_filled(lines), _set_apart(lines)
    above: _Line | None = None
    running = False  # whether the paragraph so far is running text and no heading, name or cell
    for line in lines:
        begins = above is None or not _goes_on(above, line, least, set_apart and running)
        yield ParagraphLine(line.start, len(line.text.strip()), begins)
        running = (running and not begins) or _RUNNING.search(line.text) is not None
        if begins or not _PAGE_NUMBER.fullmatch(line.text):
            above = line


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    last = start
    for match in _PRINTED.finditer(text, start, end):
        line = match.group()
        if not line.strip():
            continue
        if line.strip(BLANKS):  # a zero-width sign alone is no text, and no blank line either
            yield _Line(line, match.start(), _width(line.strip()), text.count("\n", last, match.start()) > 1)
        last = match.end()


def _width(line: str) -> int:
    """The columns of the line; those of one that is too long for a page are not counted."""
    return len(line) if len(line) > WIDEST_LINE else sum(2 if east_asian_width(c) in "WF" else 1 for c in line)


def _goes_on(above: _Line, line: _Line, least: int | None, within_paragraph: bool) -> bool:
    """Whether the line goes on with the sentence of the one above.

    `within_paragraph` says that running text stands above, which only a blank line would end.
    """
    ended = _ENDS.search(above.text) is not None
    if "\t" in above.text.strip() + line.text.strip() or (ended and line.apart):
        return False
    if _GOES_ON.match(line.text):
        return True
    if ended:
        return False
    if _IS_OPEN.search(above.text):
        return True
    filled = least is not None and above.width >= least and _RUNNING.search(above.text + line.text) is not None
    if filled and _PAGE_NUMBER.fullmatch(line.text):
        return True
    if line.apart or _INDENTED.match(line.text) or BEGINS_LINE.match(line.text):
        return False
    return filled or within_paragraph


def _least_filled(lines: Sequence[_Line]) -> int | None:
    """The columns of the shortest line that runs to the margin; None for a text that is not broken by width."""
    widths = sorted(line.width for line in lines if line.width >= NARROWEST_LINE and "\t" not in line.text)
    if len(widths) < FEWEST_FILLED:
        return None
    widest = widths[len(widths) * 9 // 10]  # a longer line or two were mended by hand
    filled = sum(1 for width in widths if width >= widest - RAGGED)
    return widest - RAGGED if widest <= WIDEST_LINE and filled >= max(FEWEST_FILLED, FILLED * len(widths)) else None


def _set_apart(lines: Sequence[_Line]) -> bool:
    """Whether blank lines stand between the paragraphs."""
    behind = [
        line.apart for above, line in pairwise(lines) if _ENDS.search(above.text) and not _GOES_ON.match(line.text)
    ]
    return len(behind) >= FEWEST_FILLED and sum(behind) >= SET_APART * len(behind)
