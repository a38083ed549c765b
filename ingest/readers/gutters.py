"""Where the white strip between two columns of running text is; tables, signatures and notes leave one as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.placed import EDGE, Fragment, Page

GUTTERS = (0.5, 0.48, 0.52, 0.46, 0.54)  # shares of the page width where a gutter is looked for
WIDEST_GUTTER = 6.5  # characters
FEWEST_BESIDE = 4  # lines of a left column beside which there may be a short right one
FEWEST_ALIKE = 6  # rows of two columns that need not run to a margin
NARROWEST = 0.28  # share of the page width of a column of running text


def gutters_of(pages: Sequence[Page]) -> list[float | None]:
    """The gutter of each page; the last page of a text in columns may have too few lines to show one of its own."""
    found = [_gutter(page) or _gutter_beside_short_column(page) for page in pages]
    usual = Counter(gutter for gutter in found if gutter is not None).most_common(1)
    if not usual or usual[0][1] * 2 < len(pages):
        return found
    return [
        usual[0][0] if gutter is None and not any(f.left < usual[0][0] < f.right for f in _wide(page)) else gutter
        for gutter, page in zip(found, pages, strict=True)
    ]


def _wide(page: Page) -> list[Fragment]:
    """The fragments of the body that are long enough to be lines of running text."""
    return [f for f in page.fragments if _is_body(f, page) and f.right - f.left > page.width * 0.22 and f.text.strip()]


def _is_body(fragment: Fragment, page: Page) -> bool:
    return EDGE / 2 * page.height < fragment.top < (1 - EDGE / 2) * page.height


def _gutter(page: Page) -> float | None:
    """The middle of the white strip between two columns of running text, None on a page of one column."""
    wide = _wide(page)
    if len(wide) < 8:
        return None
    for x in (page.width * share for share in GUTTERS):
        crossing = [f for f in wide if f.left < x < f.right]
        left, right = [f for f in wide if f.right <= x], [f for f in wide if f.left >= x]
        if (
            len(crossing) <= len(wide) * 0.2
            and min(len(left), len(right)) >= max(4, len(wide) * 0.2)
            and not (_is_drawn_in_rows(left, right, page) and not _runs_to_margin(_rows(left)))
        ):
            return x
    return None


def _is_drawn_in_rows(left: Sequence[Fragment], right: Sequence[Fragment], page: Page) -> bool:
    """Whether the file goes from side to side with every row, as it does with the cells of a table."""
    sides = {id(f): "left" for f in left} | {id(f): "right" for f in right}
    drawn = [sides[id(f)] for f in page.fragments if id(f) in sides]
    return sum(1 for before, after in pairwise(drawn) if before != after) >= min(len(left), len(right))


def _runs_to_margin(rows: Sequence[Sequence[Fragment]]) -> bool:
    """Whether most rows end at one margin, as those of running text do."""
    ends = [max(f.right for f in row) for row in rows]
    return sum(1 for row, end in zip(rows, ends, strict=True) if end > max(ends) - 1.6 * row[0].size) >= 0.5 * len(rows)


def _stand_alike(beside: Sequence[Sequence[Fragment]], beyond: Sequence[Sequence[Fragment]]) -> bool:
    """Whether two columns have many rows, as many but for a few, at even distances from the top down."""
    few, many = sorted((len(beside), len(beyond)))
    even = all(_spacing(rows) < 1.5 * median(_distances(rows)) for rows in (beside, beyond) if len(rows) > 1)
    return few >= FEWEST_ALIKE and many - few <= FEWEST_BESIDE and even


def _gutter_beside_short_column(page: Page) -> float | None:
    """The gutter of a page whose right column holds a few lines only, None where what stands there is something else.

    The right column begins beside the first line of the left one, keeps its spacing and goes no further to the right
    than that is wide; a signature stands below the text. It is drawn after the whole left column; the cells of a
    table are drawn row by row. The left column is set to a margin just before the gutter, as running text is, or both
    columns are full of short paragraphs.
    """
    body = [(place, f) for place, f in enumerate(page.fragments) if f.text.strip() and _is_body(f, page)]
    for x in (page.width * share for share in GUTTERS):
        right = [(place, f) for place, f in body if f.left >= x]
        begin = min((f.bottom for _, f in right), default=0.0)
        heading = max((f.bottom for _, f in body if f.left < x < f.right), default=0.0)
        left = [(place, f) for place, f in body if f.right <= x and f.bottom > heading]
        if (
            not left
            or not right
            or heading >= begin
            or max(place for place, _ in left) > min(place for place, _ in right)
        ):
            continue
        size = median(f.size for _, f in left)
        beside, beyond = _rows([f for _, f in left]), _rows([f for _, f in right])
        start, end = min(f.left for _, f in left), max(f.right for _, f in left)
        gap, width = min(f.left for _, f in right) - end, end - start
        if (
            len(beside) >= FEWEST_BESIDE
            and (_runs_to_margin(beside) or _stand_alike(beside, beyond))
            and width > NARROWEST * page.width
            and abs(min(f.bottom for _, f in left) - begin) < 0.6 * size
            and 0.5 * size < gap < WIDEST_GUTTER * size
            and max(f.right for _, f in right) < x + gap + width + size
            and _spacing(beyond) < 1.5 * _spacing(beside)
        ):
            return x
    return None


def _rows(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments on one base line, from top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: f.bottom):
        if rows and fragment.bottom - rows[-1][0].bottom < 0.5 * max(fragment.size, rows[-1][0].size):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _spacing(rows: Sequence[Sequence[Fragment]]) -> float:
    """The largest distance of two rows; 0 for a single one."""
    return max(_distances(rows), default=0.0)


def _distances(rows: Sequence[Sequence[Fragment]]) -> list[float]:
    return [below[0].bottom - above[0].bottom for above, below in pairwise(rows)]
