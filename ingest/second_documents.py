"""Where a second document, or an annex without the word 附件, begins inside one file.

Worked example; the title behind the signature begins a part of its own, in which every numbering starts anew::

    二、抓好落实
    青禾县民政局
    2025年3月1日                     signature and date end the first document
    青禾县2025年民政工作要点          a title behind them
    一、社会救助

So does a title above which a sentence or a date ends and below which the outermost numbering starts again with 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.contents import contents
from ingest.lines import Line, lines
from ingest.markers import HEADINGS, Annex, Marker, Style
from ingest.sentences import CLOSING, SENTENCE_END
from ingest.signature import MOST_ORGANS, is_date_line, names_above
from ingest.title import TITLE_LINES, is_plain_title, title_lines

MOST_LINES_BETWEEN = 6  # from a title to its first number: whom it is addressed to, why it is issued
MOST_REMARKS = 4  # lines below a signature: （此件公开发布）, 抄送, who had it printed
OUTERMOST = (*HEADINGS, Style.ARTICLE, Style.CHINESE_BRACKET)
_ENDED = re.compile(rf"[{SENTENCE_END}][{CLOSING}]*$")
_REMARK = re.compile(
    r"[（(【][^（()）]{1,40}[）)】]$|(?:抄\s*送|抄\s*报|主\s*送|联\s*系\s*[人电]|电\s*话)|.{2,40}印发$"
)


def second_documents(text: str, found: Sequence[Marker | Annex]) -> Iterator[Annex]:
    """The titles that begin a second document, in no order; `found` are the numbers and annexes at line starts."""
    listed = contents(text)
    printed = [line for line in lines(text) if line.start not in listed]
    places = {line.start: position for position, line in enumerate(printed)}
    numbers = {places[candidate.start] for candidate in found if candidate.start in places}
    firsts = {places[c.start] for c in found if isinstance(c, Marker) and c.number == 1 and c.start in places}
    titles = {*_behind_signatures(printed, numbers, firsts), *_above_restarts(printed, numbers, places, found)}
    for position in sorted(titles):
        last = printed[position + max(1, title_lines(_bodies(printed, position))) - 1]
        start, end = printed[position].start, last.end
        yield Annex("", start, start, end)


def _behind_signatures(printed: Sequence[Line], numbers: set[int], firsts: set[int]) -> Iterator[int]:
    for position, line in enumerate(printed):
        if not is_date_line(line.body):
            continue
        if not names_above([above.body for above in printed[max(0, position - MOST_ORGANS) : position]]):
            continue
        below = position + 1
        while below < len(printed) - 1 and below <= position + MOST_REMARKS and _REMARK.match(printed[below].body):
            below += 1
        if _begins(printed, below, numbers) or _heads_numbers(printed, below, numbers, firsts):
            yield below


def _heads_numbers(printed: Sequence[Line], position: int, numbers: set[int], firsts: set[int]) -> bool:
    """Whether a short line stands here that names no kind of document, and the first number after it is a 1."""
    following = next(
        (p for p in range(position, min(len(printed), position + MOST_LINES_BETWEEN)) if p in numbers), position
    )
    return following > position and following in firsts and is_plain_title(_bodies(printed, position))


def _above_restarts(
    printed: Sequence[Line], numbers: set[int], places: dict[int, int], found: Sequence[Marker | Annex]
) -> Iterator[int]:
    outermost: Style | None = None
    for candidate in found:
        if isinstance(candidate, Annex):
            outermost = None
        elif outermost is None:
            outermost = candidate.style if candidate.style in OUTERMOST else None
        elif candidate.style is outermost and candidate.number == 1 and candidate.start in places:
            first = places[candidate.start]
            for position in range(first - 1, max(0, first - MOST_LINES_BETWEEN - TITLE_LINES), -1):
                if position in numbers:
                    break
                above = printed[position - 1].body
                if (_ENDED.search(above) or is_date_line(above)) and _begins(printed, position, numbers):
                    yield position
                    break


def _begins(printed: Sequence[Line], position: int, numbers: set[int]) -> bool:
    """Whether a title stands here, none of its lines numbered, and text below it."""
    if position >= len(printed) or _REMARK.match(printed[position].body):
        return False
    length = title_lines(_bodies(printed, position))
    return bool(length) and position + length < len(printed) and numbers.isdisjoint(range(position, position + length))


def _bodies(printed: Sequence[Line], position: int) -> list[str]:
    return [" ".join(line.body.split()) for line in printed[position : position + TITLE_LINES + 2]]
