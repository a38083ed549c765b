"""Fragments → visual lines in reading order: what spans the page, then each column from top to bottom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.gutters import gutters_of
from ingest.readers.placed import Fragment, Line, Page

SMALLEST = 1.0  # point; a size of 0 is that of hidden marks
WIDEST_CELL_GAP = 2.5  # characters; a wider one is the border of two cells
FEW_LINES = 6  # of a column; fewer do not show its margins
LONGEST_INDENT = 6  # characters by which the first line of a paragraph, or a list, is set in
INDENT = 1.5, 2.6  # characters by which the first line of a paragraph is set in, at least and at most


def lines_of(pages: Sequence[Page]) -> list[Line]:
    """The visual lines of all pages as they are read, each with the margins of its column."""
    gutters = gutters_of(pages)
    columns = [column for number, page in enumerate(pages) for column in _columns(page, number, gutters[number])]
    return [line for column in _with_margins(columns, pages) for line in column]


@dataclass(frozen=True, slots=True)
class Column:
    """Visual lines one below the other; `place` tells the columns of a page apart: whole, left, right, across."""

    place: str
    lines: tuple[Line, ...]


def _columns(page: Page, number: int, gutter: float | None) -> list[Column]:
    """The visual lines of a page in reading order: what spans the page, then each column from top to bottom."""
    fragments = [f for f in page.fragments if f.text.strip()]
    if gutter is None:
        return [Column("whole", _visual_lines(fragments, number))]
    ordered: list[Column] = []
    spanning = [f for f in fragments if f.left < gutter < f.right]
    bounds = [-1.0, *sorted(f.bottom for f in spanning), page.height + 1]
    for top, bottom in pairwise(bounds):
        band = [f for f in fragments if top <= (f.top + f.bottom) / 2 < bottom]
        for place, part in (
            ("left", [f for f in band if f.right <= gutter]),
            ("right", [f for f in band if f.left >= gutter]),
            ("across", [f for f in band if f.left < gutter < f.right]),
        ):
            ordered.append(Column(place, _visual_lines(part, number)))
    return ordered


def _visual_lines(fragments: Sequence[Fragment], page: int) -> tuple[Line, ...]:
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
            Line(
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


def _with_margins(columns: Sequence[Column], pages: Sequence[Page]) -> Iterator[tuple[Line, ...]]:
    """Each line with the margins of its column; one of few lines has those of the same column on other pages.

    So has one in which every line is a paragraph that is set in, where another page shows the edge. The right column of
    the only page has those of the left one, seen from the other side of the page.
    """
    known = [(column, _margins(column.lines)) for column in columns if column.lines]
    edges = _edges(known)
    full: dict[str, tuple[float, float]] = {}
    for column, margins in known:
        if len(column.lines) >= FEW_LINES:
            full.setdefault(column.place, margins)
    if "left" in full and "right" not in full:
        width = max(page.width for page in pages)
        full["right"] = width - full["left"][1], width - full["left"][0]
    for column, (left, right) in known:
        size = median(line.size for line in column.lines)
        usual_left, usual_right = full.get(column.place, (left, right))
        if len(column.lines) < FEW_LINES and abs(usual_left - left) < LONGEST_INDENT * size:
            left, right = min(left, usual_left), max(right, usual_right)
        elif (edge := edges.get(column.place)) and _sets_in(column.lines, (left, right), edge):
            left, right = edge
        yield tuple(replace(line, column_left=left, column_right=right) for line in column.lines)


def _edges(known: Sequence[tuple[Column, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """The margins of the most lines in the columns that show an edge and an indent from it, by place."""
    lines: dict[str, Counter[tuple[float, float]]] = defaultdict(Counter)
    for column, margins in known:
        if len(column.lines) >= FEW_LINES and _shows_indent(column.lines, margins[0]):
            lines[column.place][margins] += len(column.lines)
    return {place: counted.most_common(1)[0][0] for place, counted in lines.items()}


def _shows_indent(lines: Sequence[Line], left: float) -> bool:
    return any(INDENT[0] * line.size < line.left - left < INDENT[1] * line.size for line in lines)


def _sets_in(lines: Sequence[Line], own: tuple[float, float], edge: tuple[float, float]) -> bool:
    """Whether lines of which none shows an edge are paragraphs of one line each, set in from the edge of other pages.

    Text of which most lines run to the margin is set back as a whole, and a page that is moved ends elsewhere.
    """
    size = median(line.size for line in lines)
    inside = INDENT[0] * size < own[0] - edge[0] < INDENT[1] * size and own[1] < edge[1] + 0.5 * size
    running = sum(1 for line in lines if line.right > edge[1] - 1.6 * size)
    return inside and running < 0.5 * len(lines) and not _shows_indent(lines, own[0])


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """The outermost places where several lines begin, or one that runs to the other side, and where lines end."""
    size = median(line.size for line in lines)
    right = max(line.right for line in lines)
    lefts = Counter(round(line.left / size) for line in lines)
    running = {round(line.left / size) for line in lines if line.right > right - 1.6 * size}
    usual = [place for place, count in lefts.items() if count >= max(2, len(lines) * 0.15) or place in running]
    return min(usual) * size, right
