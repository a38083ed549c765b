"""Visual lines → paragraphs: where one ends and the next begins, whatever program set the page.

A paragraph ends where its line ends early, and begins where a line is indented, where a printed number stands, or
after a wider gap. Chinese lines are joined without a blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.candidates import markers
from ingest.markers import PARAGRAPH_OPENERS, Annex, Marker
from ingest.readers.columns import INDENT
from ingest.readers.placed import Line
from ingest.steps import label_like
from ingest.title import is_title

HEAD_GAP = 0.3  # characters by which the gap between a line and the title below it is wider than between other lines
LONGEST_WORD = 8  # characters by which a line may end early because a figure or a word is not broken
_LEADERS = re.compile(r"[….·．]{4,}\s*[-—]?\s*\d{1,4}\s*[-—]?$")  # an entry of a table of contents
_ALONE = re.compile(
    r"[（(]?[一-鿿]{2,14}\s?[〔\[［]\s?(?:19|20)\d\d\s?[〕\]］]\s?第?\s?\d+\s?号[）)]?|(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
)
"""A document number, or a date below a signature: it has a line of its own."""
_ENDS_CLAUSE = tuple("。；！？!?;")
_ENDS_SENTENCE = tuple("。！？；：!?;:”’）)》】")


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """Join the lines of each paragraph."""
    paragraphs: list[str] = []
    previous: Line | None = None
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
    breaks where a program broke them by counting, else None; `body` is the usual size of characters. `edged` are the
    columns that show both an indent and the edge that it is set in from, so that a line at the edge goes on.
    """

    indented: bool
    spacing: float
    even: bool
    count: int | None
    body: float
    edged: frozenset[tuple[int, float, float]]


def _setting(lines: Sequence[Line]) -> _Setting:
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
        edged=frozenset(_column(line) for line in lines if _is_indented(line)),
    )


def _column(line: Line) -> tuple[int, float, float]:
    return line.page, line.column_left, line.column_right


def _count(lines: Sequence[Line]) -> int | None:
    """The number of characters that no line exceeds and that those which go on reach exactly, whatever their width."""
    lengths = [_length(line) for line in lines if line.cells == 1]
    longest = max(lengths, default=0)
    reached = [line for line in lines if line.cells == 1 and _length(line) == longest]
    ragged = sum(1 for line in reached if not _reaches_margin(line))
    return longest if len(reached) >= 0.4 * len(lines) and ragged >= max(2, 0.02 * len(reached)) else None


def _length(line: Line) -> int:
    """Characters with the indent, which is two ideographic blanks."""
    return len(line.text) + round(max(0.0, line.left - line.column_left) / line.size)


def _is_indented(line: Line) -> bool:
    """Whether the line begins two characters to the right of its column, as paragraphs do."""
    return INDENT[0] * line.size < line.left - line.column_left < INDENT[1] * line.size


def _begins(line: Line, previous: Line, paragraph: str, setting: _Setting) -> bool:
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
    if setting.even and gap > HEAD_GAP and paragraph == previous.text and is_title(line.text):
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
    if not setting.indented:
        return _counts_on(line.text, paragraph)
    if not paragraph.endswith(_ENDS_CLAUSE):
        return False
    return _succeeds(line.text, paragraph) if _column(line) in setting.edged else _counts_on(line.text, paragraph)


def _is_centred_below(line: Line, previous: Line) -> bool:
    """Whether a line in large characters goes on with a title that is centred over several lines."""
    near = line.page == previous.page and 0 < line.bottom - previous.bottom < 2.2 * line.size
    centred = all(
        abs(each.left - each.column_left - (each.column_right - each.right)) < 2 * each.size
        for each in (line, previous)
    )
    return near and centred and not _numbered(line.text) and line.text[0] not in "（(—-－"


def _runs_full(line: Line, setting: _Setting) -> bool:
    """Whether the line goes on to the right margin, so that its paragraph may continue."""
    return _reaches_margin(line) if setting.count is None else _length(line) >= setting.count - 1  # a blank is not seen


def _reaches_margin(line: Line) -> bool:
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
        ends = paragraph.endswith(_ENDS_SENTENCE) or (first is not None and first.number == 1 and is_title(paragraph))
        return _numbered(text) and ends
    if first.style in PARAGRAPH_OPENERS:
        before = next((found for found in markers(paragraph) if isinstance(found, Marker)), None)
        follows = before is not None and before.style is first.style and before.number + 1 == first.number
        return follows and paragraph.endswith("。")
    if first.number == 1:
        return label_like(first, 2) not in text
    return label_like(first, first.number - 1) not in paragraph[1:]


def _succeeds(text: str, paragraph: str) -> bool:
    """Whether a line below a full one has the number after that which opens the paragraph: （五） below （四）."""
    first, before = (next(iter(markers(each)), None) for each in (text, paragraph))
    if not (isinstance(first, Marker) and isinstance(before, Marker)):
        return False
    same = first.style is before.style and first.prefix == before.prefix
    return same and before.start == 0 and before.number + 1 == first.number


def _joined(left: str, right: str) -> str:
    if (
        left.endswith("-")
        and left[-2:-1].isascii()
        and left[-2:-1].islower()
        and right[:1].isascii()
        and right[:1].islower()
    ):
        return left[:-1] + right  # a word that was broken; DO-178C was not
    if left.endswith("-"):
        return left + right
    words = left[-1:].isascii() and right[:1].isascii() and left[-1:].isalnum() and right[:1].isalnum()
    blank = words and not (left[-1].isdigit() and right[0].isdigit())  # a figure that was broken in two
    return f"{left} {right}" if blank else left + right
