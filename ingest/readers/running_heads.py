"""Running heads and page numbers are left out; what only looks like one stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from ingest.candidates import markers
from ingest.readers.placed import EDGE, Line, Page
from ingest.title import is_title

SMALL = 0.85  # times the size of the body, up to which a line may be a running head of few pages
LARGE = 1.15  # times the size of the body, from which a line is a title or the name of the issuer
APART = 1.2  # times the size of the body that is clear between a running head and the text
MARGIN = 0.075  # share of the page height that holds no text: 2.2 cm of A4, where GB/T 9704 asks for 3.7 and 3.5
REPEATED = 0.4  # share of the pages on which a line must stand to be a running head
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·•]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百〇]{1,5})\s*(?:页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－·•]*"
)

_SAYS = re.compile(
    r"[。；！？，]|(?:19|20)\d\d\s?年\s?\d{1,2}\s?月|[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］）)].*号|附\s?件"
)


def without_running_heads(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """Leave out page numbers, and lines at the edge of the page that most pages repeat (digits apart)."""
    total = len(pages)
    edge = {
        index
        for index, line in enumerate(lines)
        if line.bottom < pages[line.page].height * EDGE or line.top > pages[line.page].height * (1 - EDGE)
    }
    places = Counter((_pattern(lines[i].text), round(lines[i].top / 6)) for i in edge)
    body = median([line.size for line in lines]) if lines else 0.0
    kept = []
    for index, line in enumerate(lines):
        if index in edge:
            pattern, place = _pattern(line.text), round(line.top / 6)
            repeated = max(places[pattern, place + shift] for shift in (-1, 0, 1))
            outermost = _is_outermost(index, line, lines)
            small = outermost and line.size < SMALL * body  # else the head of a table that two of three pages repeat
            if total >= 3 and repeated >= max(2 if total < 5 and small else 3, total * REPEATED):
                continue
            if outermost and total < 3 and _stands_apart(index, line, lines, body, pages[line.page]):
                continue
            if outermost and 1 < total <= repeated and _is_in_margin(line, pages[line.page]):
                continue
            if outermost and _PAGE_NUMBER.fullmatch(line.text):
                continue
        kept.append(line)
    return kept


def _stands_apart(index: int, line: Line, lines: Sequence[Line], body: float, page: Page) -> bool:
    """A head or foot of a text too short to repeat it, well apart from the other lines of the page.

    It is smaller than the body and stands above it, or no larger and in the margin; what says a sentence, a number, a
    date or a title, with no title below it, is none.
    """
    near = [
        other for other in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]) if other.page == line.page
    ]
    gap = min((max(other.top - line.bottom, line.top - other.bottom) for other in near), default=0.0)
    if gap <= APART * body:
        return False
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if line.size < SMALL * body and following:
        return True
    said = _SAYS.search(line.text) or any(markers(line.text)) or (is_title(line.text) and not is_title(following))
    return _is_in_margin(line, page) and line.size < LARGE * body and not said


def _is_in_margin(line: Line, page: Page) -> bool:
    return line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def _pattern(text: str) -> str:
    return re.sub(r"[\d\s\-—–·]+", "", text) or "#"


def _is_outermost(index: int, line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing else stands above, or nothing else below this line on its page."""
    near = [other for other in lines[max(0, index - 80) : index + 80] if other.page == line.page and other is not line]
    return all(other.bottom <= line.top + 1 for other in near) or all(other.top >= line.bottom - 1 for other in near)
