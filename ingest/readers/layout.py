"""Fixed layout → lines of text: what PDF and OFD share.

A page is a set of fragments with places. They become visual lines, columns are read one after the other, running
heads and page numbers are left out, and lines become paragraphs again: a paragraph ends where its line ends early, and
begins where a line is indented, where a printed number stands, or after a wider gap. Chinese lines are joined without
a blank.

Coordinates are in points with the origin at the top left; y grows downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.markers import PARAGRAPH_OPENERS, Annex, Marker, markers
from ingest.steps import label_like

EDGE = 0.14  # share of the page height at the top and at the bottom where running heads stand
SMALL = 0.85  # times the size of the body, up to which a line may be a running head of few pages
REPEATED = 0.4  # share of the pages on which a line must stand to be a running head
SMALLEST = 1.0  # point; a size of 0 is that of hidden marks
WIDEST_CELL_GAP = 2.5  # characters; a wider one is the border of two cells
FEW_LINES = 6  # of a column; fewer do not show its margins
LONGEST_INDENT = 6  # characters by which the first line of a paragraph, or a list, is set in
LONGEST_WORD = 8  # characters by which a line may end early because a figure or a word is not broken
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·•]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百〇]{1,5})\s*(?:页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－·•]*"
)
_LEADERS = re.compile(r"[….·．]{4,}\s*[-—]?\s*\d{1,4}\s*[-—]?$")  # an entry of a table of contents
_ALONE = re.compile(
    r"[（(]?[一-鿿]{2,14}\s?[〔\[［]\s?(?:19|20)\d\d\s?[〕\]］]\s?第?\s?\d+\s?号[）)]?|(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
)
"""A document number, or a date below a signature: it has a line of its own."""
_ENDS_SENTENCE = tuple("。！？；：!?;:”’）)》】")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text with its box; `size` is the height of its characters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """The fragments of a page in the order of the file."""

    width: float
    height: float
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int
    column_left: float = 0.0
    column_right: float = 0.0
    cells: int = 1


def text_of(pages: Sequence[Page]) -> str:
    """The text of all pages, one paragraph a line."""
    gutters = _gutters(pages)
    columns = [column for number, page in enumerate(pages) for column in _columns(page, number, gutters[number])]
    lines = [line for column in _with_margins(columns) for line in column]
    lines = _without_running_heads(lines, pages)
    return "\n".join(_paragraphs(lines)) + "\n"


@dataclass(frozen=True, slots=True)
class _Column:
    """Visual lines one below the other; `place` tells the columns of a page apart: whole, left, right, across."""

    place: str
    lines: tuple[_Line, ...]


def _columns(page: Page, number: int, gutter: float | None) -> list[_Column]:
    """The visual lines of a page in reading order: what spans the page, then each column from top to bottom."""
    fragments = [f for f in page.fragments if f.text.strip()]
    if gutter is None:
        return [_Column("whole", _visual_lines(fragments, number))]
    ordered: list[_Column] = []
    spanning = [f for f in fragments if f.left < gutter < f.right]
    bounds = [-1.0, *sorted(f.bottom for f in spanning), page.height + 1]
    for top, bottom in pairwise(bounds):
        band = [f for f in fragments if top <= (f.top + f.bottom) / 2 < bottom]
        for place, part in (
            ("left", [f for f in band if f.right <= gutter]),
            ("right", [f for f in band if f.left >= gutter]),
            ("across", [f for f in band if f.left < gutter < f.right]),
        ):
            ordered.append(_Column(place, _visual_lines(part, number)))
    return ordered


def _gutters(pages: Sequence[Page]) -> list[float | None]:
    """The gutter of each page; the last page of a text in columns may have too few lines to show one of its own."""
    found = [_gutter(page) for page in pages]
    usual = Counter(gutter for gutter in found if gutter is not None).most_common(1)
    if not usual or usual[0][1] * 2 < len(pages):
        return found
    return [
        usual[0][0] if gutter is None and not any(f.left < usual[0][0] < f.right for f in _wide(page)) else gutter
        for gutter, page in zip(found, pages, strict=True)
    ]


def _wide(page: Page) -> list[Fragment]:
    """The fragments of the body that are long enough to be lines of running text."""
    body = [f for f in page.fragments if EDGE / 2 * page.height < f.top < (1 - EDGE / 2) * page.height]
    return [f for f in body if f.right - f.left > page.width * 0.22 and f.text.strip()]


def _gutter(page: Page) -> float | None:
    """The middle of the white strip between two columns of running text, None on a page of one column."""
    wide = _wide(page)
    if len(wide) < 8:
        return None
    for share in (0.5, 0.48, 0.52, 0.46, 0.54):
        x = page.width * share
        crossing = [f for f in wide if f.left < x < f.right]
        left, right = [f for f in wide if f.right <= x], [f for f in wide if f.left >= x]
        if len(crossing) <= len(wide) * 0.2 and min(len(left), len(right)) >= max(4, len(wide) * 0.2):
            return x
    return None


def _visual_lines(fragments: Sequence[Fragment], page: int) -> tuple[_Line, ...]:
    """Fragments on one base line, from left to right; a wide gap inside is the border of two table cells."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: ((f.top + f.bottom) / 2, f.left)):
        middle = (fragment.top + fragment.bottom) / 2
        row = rows[-1] if rows else None
        if row and abs(middle - median((f.top + f.bottom) / 2 for f in row)) < 0.5 * max(fragment.size, row[0].size):
            row.append(fragment)
        else:
            rows.append([fragment])
    lines = []
    for row in rows:
        row.sort(key=lambda f: f.left)
        text, cells = row[0].text, 1
        for before, after in pairwise(row):
            gap = after.left - before.right
            if gap > WIDEST_CELL_GAP * after.size:
                text, cells = text.rstrip() + "\t" + after.text.lstrip(), cells + 1
            elif gap > _widest_join(text, after.text) * after.size:
                text = text.rstrip() + " " + after.text.lstrip()
            else:
                text += after.text
        lines.append(
            _Line(
                text.strip(), row[0].left, min(f.top for f in row), max(f.right for f in row),
                max(f.bottom for f in row), max(median(f.size for f in row), SMALLEST), page, cells=cells,
            )
        )  # fmt: skip
    return tuple(lines)


def _widest_join(left: str, right: str) -> float:
    """The gap in characters up to which two fragments are joined without a blank: figures and marks keep their air."""
    if _is_ideograph(left[-1:]) and _is_ideograph(right[:1]):
        return 0.4
    return WIDEST_CELL_GAP if _is_chinese(left[-1:]) or _is_chinese(right.lstrip()[:1]) else 0.25


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_chinese(character: str) -> bool:
    return bool(character) and (character >= "⺀" or character in "“”‘’…—")


def _with_margins(columns: Sequence[_Column]) -> Iterator[tuple[_Line, ...]]:
    """Each line with the margins of its column; one of few lines has those of the same column on other pages."""
    known = [(column, _margins(column.lines)) for column in columns if column.lines]
    full: dict[str, tuple[float, float]] = {}
    for column, margins in known:
        if len(column.lines) >= FEW_LINES:
            full.setdefault(column.place, margins)
    for column, (left, right) in known:
        size = median(line.size for line in column.lines)
        usual_left, usual_right = full.get(column.place, (left, right))
        if len(column.lines) < FEW_LINES and abs(usual_left - left) < LONGEST_INDENT * size:
            left, right = min(left, usual_left), max(right, usual_right)
        yield tuple(replace(line, column_left=left, column_right=right) for line in column.lines)


def _margins(lines: Sequence[_Line]) -> tuple[float, float]:
    """The outermost places where several lines begin, or one that runs to the other side, and where lines end."""
    size = median(line.size for line in lines)
    right = max(line.right for line in lines)
    lefts = Counter(round(line.left / size) for line in lines)
    running = {round(line.left / size) for line in lines if line.right > right - 1.6 * size}
    usual = [place for place, count in lefts.items() if count >= max(2, len(lines) * 0.15) or place in running]
    return min(usual) * size, right


def _without_running_heads(lines: Sequence[_Line], pages: Sequence[Page]) -> list[_Line]:
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
            if outermost and total < 3 and _stands_apart(index, line, lines, body):
                continue
            if outermost and _PAGE_NUMBER.fullmatch(line.text):
                continue
        kept.append(line)
    return kept


def _stands_apart(index: int, line: _Line, lines: Sequence[_Line], body: float) -> bool:
    """A head of a text too short to repeat it: smaller than the body, and well above the first line of the page."""
    below = next((other for other in lines[index + 1 :] if other.page == line.page), None)
    return below is not None and line.size < SMALL * body and below.top - line.bottom > 1.2 * body


def _pattern(text: str) -> str:
    return re.sub(r"[\d\s\-—–·]+", "", text) or "#"


def _is_outermost(index: int, line: _Line, lines: Sequence[_Line]) -> bool:
    """Whether nothing else stands above, or nothing else below this line on its page."""
    near = [other for other in lines[max(0, index - 80) : index + 80] if other.page == line.page and other is not line]
    return all(other.bottom <= line.top + 1 for other in near) or all(other.top >= line.bottom - 1 for other in near)


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    """Join the lines of each paragraph."""
    paragraphs: list[str] = []
    previous: _Line | None = None
    setting = _setting(lines)
    for line in lines:
        if previous is None or _begins(line, previous, paragraphs[-1], setting):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.text)
        previous = line
    return paragraphs


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a text is set: whether its paragraphs are indented by two characters, and how far apart its lines are.

    `spacing` is the usual distance of base lines in character sizes; `even` says that most lines keep it exactly, so
    that a slightly wider gap is one between paragraphs. `count` is the number of characters after which every line
    breaks where a program broke them by counting, else None; `body` is the usual size of characters.
    """

    indented: bool
    spacing: float
    even: bool
    count: int | None
    body: float


def _setting(lines: Sequence[_Line]) -> _Setting:
    steps = [
        round((b.bottom - a.bottom) / b.size, 2)
        for a, b in pairwise(lines)
        if a.page == b.page and b.bottom > a.bottom and abs(a.size - b.size) < 1
    ]
    usual, count = Counter(steps).most_common(1)[0] if steps else (1.5, 0)
    even = count >= 0.5 * len(steps)
    indented = sum(1 for line in lines if _is_indented(line))
    return _Setting(
        indented=indented >= max(2, 0.08 * len(lines)),
        spacing=usual if even else median(steps or [1.5]),
        even=even,
        count=_count(lines),
        body=median([line.size for line in lines]) if lines else 0.0,
    )


def _count(lines: Sequence[_Line]) -> int | None:
    """The number of characters that no line exceeds and that those which go on reach exactly, whatever their width."""
    lengths = [_length(line) for line in lines if line.cells == 1]
    longest = max(lengths, default=0)
    reached = [line for line in lines if line.cells == 1 and _length(line) == longest]
    ragged = sum(1 for line in reached if not _reaches_margin(line))
    return longest if len(reached) >= 0.4 * len(lines) and ragged >= max(2, 0.02 * len(reached)) else None


def _length(line: _Line) -> int:
    """Characters with the indent, which is two ideographic blanks."""
    return len(line.text) + round(max(0.0, line.left - line.column_left) / line.size)


def _is_indented(line: _Line) -> bool:
    """Whether the line begins two characters to the right of its column, as paragraphs do."""
    return 1.5 * line.size < line.left - line.column_left < 2.6 * line.size


def _begins(line: _Line, previous: _Line, paragraph: str, setting: _Setting) -> bool:
    """Whether a line begins a paragraph of its own."""
    size = line.size
    if _LEADERS.search(previous.text) or max(line.cells, previous.cells) > 1:
        return True
    if _ALONE.fullmatch(line.text) or _ALONE.fullmatch(previous.text):
        return True
    if abs(size - previous.size) > 0.12 * max(size, previous.size):
        return True
    if paragraph.endswith("第") or (line.size > 1.15 * setting.body and _is_centred_below(line, previous)):
        return False
    continues = line.page != previous.page or line.top < previous.top
    gap = 0.0 if continues else (line.bottom - previous.bottom) / size - setting.spacing
    if gap > 0.45 * setting.spacing + 0.2 or (setting.even and not setting.indented and gap > 0.08):
        return True
    if setting.indented and _is_indented(line):
        return True
    if line.left > line.column_left + 0.8 * size:  # centred, or set back
        same_indent = abs(line.left - previous.left) < 0.5 * size
        return not (
            same_indent and _runs_full(previous, setting) and not paragraph.endswith("。") and not _numbered(line.text)
        )
    if not _runs_full(previous, setting):
        broken_early = (
            setting.count is None
            and previous.right > previous.column_right - LONGEST_WORD * size
            and not paragraph.endswith(_ENDS_SENTENCE)
        )
        return not broken_early or _numbered(line.text)
    return not setting.indented and _counts_on(line.text, paragraph)


def _is_centred_below(line: _Line, previous: _Line) -> bool:
    """Whether a line in large characters goes on with a title that is centred over several lines."""
    near = line.page == previous.page and 0 < line.bottom - previous.bottom < 2.2 * line.size
    centred = all(
        abs(each.left - each.column_left - (each.column_right - each.right)) < 2 * each.size
        for each in (line, previous)
    )
    return near and centred and not _numbered(line.text) and line.text[0] not in "（(—-－"


def _runs_full(line: _Line, setting: _Setting) -> bool:
    """Whether the line goes on to the right margin, so that its paragraph may continue."""
    return _reaches_margin(line) if setting.count is None else _length(line) >= setting.count - 1  # a blank is not seen


def _reaches_margin(line: _Line) -> bool:
    return line.right > line.column_right - 1.6 * line.size


def _numbered(text: str) -> bool:
    """Whether a printed number stands at the start; 一是 and 第一， stand there by chance as well."""
    return any(isinstance(found, Annex) or found.style not in PARAGRAPH_OPENERS for found in markers(text))


def _counts_on(text: str, paragraph: str) -> bool:
    """Whether a line below a full one begins a numbered paragraph, where neither indent nor gap shows it.

    （二） within a paragraph that holds （一） only counts on there; 二是 begins one where the paragraph before is 一是.
    """
    first = next((found for found in markers(text) if isinstance(found, Marker)), None)
    if first is None or not paragraph.endswith(_ENDS_SENTENCE):
        return _numbered(text) and paragraph.endswith(_ENDS_SENTENCE)
    if first.style in PARAGRAPH_OPENERS:
        before = next((found for found in markers(paragraph) if isinstance(found, Marker)), None)
        follows = before is not None and before.style is first.style and before.number + 1 == first.number
        return follows and paragraph.endswith("。")
    if first.number == 1:
        return label_like(first, 2) not in text
    return label_like(first, first.number - 1) not in paragraph[1:]


def _joined(left: str, right: str) -> str:
    if left.endswith("-") and left[-2:-1].isalpha() and left[-2:-1].isascii():
        return left[:-1] + right
    words = left[-1:].isascii() and right[:1].isascii() and left[-1:].isalnum() and right[:1].isalnum()
    blank = words and not (left[-1].isdigit() and right[0].isdigit())  # a figure that was broken in two
    return f"{left} {right}" if blank else left + right
