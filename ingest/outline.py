"""Numbering → units: what belongs to each printed number of a Chinese official document.

`candidates` finds the printed numbers at the start of lines, `succession` decides which of them open a unit, here the
text is cut at them. Title and body may share the line; headings may have any length.

Worked example, continuous numbering over sections::

    一、甲          section (1,)
    （一）乙。丙。    item (1, 1)  title 乙
    二、丁          section (2,)
    （二）戊。己。    item (2, 2)

Units are cut by offsets only: in order they cover every character of the text exactly once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.audit import audit
from ingest.candidates import markers
from ingest.endings import LEAST_SERIES, beginnings, endings
from ingest.hidden import markers_inside_lines, markers_run_together
from ingest.markers import BLANKS, LONGEST_HEADING, Annex, Marker, Style
from ingest.records import Finding, Unit, UnitLevel
from ingest.running_on import paragraph_lines
from ingest.steps import Opened
from ingest.succession import Succession

LONG_SECTION = 600  # characters; an item-less section above this is split into its paragraphs

LONG_PREAMBLE = 1_500  # characters; the same for a preamble, which in a report without numbers is the whole text
SHORT_PARAGRAPH = 60  # characters; a shorter paragraph is a heading or a signature, not something to cite alone
PASSES = 4  # a recovered number may show that another one is due

_LEVELS = {
    Style.BOOK: UnitLevel.CHAPTER, Style.PART: UnitLevel.CHAPTER, Style.CHAPTER: UnitLevel.CHAPTER,
    Style.DIVISION: UnitLevel.SECTION, Style.ARTICLE: UnitLevel.ARTICLE,
}  # fmt: skip
_HEADING_BEFORE_TEXT = re.compile(r"([^，；\s　]{4,40})[\s　]+(?=[^，]*，)")
"""2023年工作回顾　　过去的一年，… where the line break after a heading was lost."""
_BY_DEPTH = (UnitLevel.SECTION, UnitLevel.ITEM, UnitLevel.SUBITEM)


@dataclass(frozen=True, slots=True)
class Outline:
    """The units of a text and the doubts about their numbering."""

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]


def outline(text: str, document_id: str) -> Outline:
    """Cut the text at its printed numbering; never raises, a text without numbering is one preamble."""
    succession = _succession(text)
    printed: Counter[str] = Counter()
    units: list[Unit] = []
    for tile in _tiles(text, succession.opened):
        printed[tile.suffix] += 1
        again = f"~{printed[tile.suffix]}" if printed[tile.suffix] > 1 else ""  # the same number printed once more
        units.append(
            Unit(
                f"{document_id}:{tile.suffix}{again}", tile.level, tile.label, tile.number, tile.path, tile.title,
                text[tile.start : tile.end], tile.start, tile.end,
            )
        )  # fmt: skip
    return Outline(tuple(units), tuple(audit(units, succession.notes, succession.refused)))


def _succession(text: str) -> Succession:
    """The accepted numbers; where one is due that no line begins with, it is looked for inside the lines."""
    candidates = _with_run_together(text, markers(text))
    succession = Succession(candidates)
    if not succession.opened:
        series = (markers_inside_lines(text, gap) for gap in beginnings(len(text)))
        proved = next((found for found in series if len(found) >= LEAST_SERIES), [])
        candidates = sorted([*candidates, *proved], key=lambda candidate: candidate.start)
        succession = Succession(candidates)
    for _ in range(PASSES):
        known = {candidate.start for candidate in candidates}
        lost = {
            marker.start: marker
            for gap in (*succession.gaps, *endings(succession.opened, succession.refused, len(text)))
            for marker in markers_inside_lines(text, gap)
            if marker.start not in known
        }
        if not lost:
            break
        candidates = sorted([*candidates, *lost.values()], key=lambda candidate: candidate.start)
        succession = Succession(candidates)
    return succession


def _with_run_together(text: str, candidates: list[Marker | Annex]) -> list[Marker | Annex]:
    known = {candidate.start for candidate in candidates}
    added = [marker for marker in markers_run_together(text) if marker.start not in known]
    return sorted([*candidates, *added], key=lambda candidate: candidate.start) if added else candidates


@dataclass(frozen=True, slots=True)
class _Tile:
    suffix: str
    level: UnitLevel
    label: str
    number: int | None
    path: tuple[int, ...]
    title: str
    start: int
    end: int


def _tiles(text: str, opened: Sequence[Opened | Annex]) -> Iterator[_Tile]:
    starts = [_line_start(text, _marker(o).start) for o in opened]
    first = starts[0] if opened else len(text)
    if first > 0:
        cuts = _paragraph_starts(text, 0, 0, first, body_begun=False) if first > LONG_PREAMBLE else []
        yield _Tile("0", UnitLevel.PREAMBLE, "", None, (0,), "", 0, (*cuts, first)[0])
        yield from _paragraphs("0", (0,), "", cuts, first)
    for position, current in enumerate(opened):
        start, end = starts[position], starts[position + 1] if position + 1 < len(opened) else len(text)
        if isinstance(current, Annex):
            title = _annex_title(text, current, end)
            yield _Tile("0", UnitLevel.PREAMBLE, current.label, None, (0,), title, start, end)
            continue
        follower = opened[position + 1] if position + 1 < len(opened) else None
        leaf = not isinstance(follower, Opened) or len(follower.trail) <= len(current.trail)
        yield from _tiles_of(text, current, start, end, leaf=leaf)


def _tiles_of(text: str, current: Opened, start: int, end: int, *, leaf: bool) -> Iterator[_Tile]:
    """The tile of a number; a long section without items is one tile for each of its paragraphs."""
    marker, path, level = current.marker, current.path, _level(current)
    title = _title(text, marker, min(marker.line_end, end))
    suffix = _suffix(current)
    long = leaf and level is UnitLevel.SECTION and end - start > LONG_SECTION
    body_begun = bool(text[marker.title_start : marker.line_end].partition("。")[2].strip())
    cuts = _paragraph_starts(text, start, marker.line_end, end, body_begun=body_begun) if long else []
    yield _Tile(suffix, level, marker.label, marker.number, path, title, start, (*cuts, end)[0])
    yield from _paragraphs(suffix, path, title, cuts, end)


def _paragraphs(suffix: str, path: tuple[int, ...], title: str, cuts: Sequence[int], end: int) -> Iterator[_Tile]:
    for ordinal, (left, right) in enumerate(zip(cuts, [*cuts[1:], end], strict=False), start=2):
        yield _Tile(f"{suffix}p{ordinal}", UnitLevel.PARAGRAPH, "", None, path, title, left, right)


def _marker(opened: Opened | Annex) -> Marker | Annex:
    return opened if isinstance(opened, Annex) else opened.marker


def _line_start(text: str, position: int) -> int:
    """The start of the line if only blanks stand before the label, else the label itself."""
    start = text.rfind("\n", 0, position) + 1
    return start if not text[start:position].strip(BLANKS) else position


def _suffix(current: Opened) -> str:
    """The printed ordinals; an article outside of any chapter stands in section 0: 0.5."""
    ordinals = current.path
    if current.trail[0].marker.style is Style.ARTICLE:
        ordinals = (0, *ordinals)
    return ".".join(map(str, ordinals))


def _paragraph_starts(text: str, start: int, heading_end: int, end: int, *, body_begun: bool) -> list[int]:
    """Line starts of the paragraphs after the first; one of a few words belongs to the next, at the end to the last.

    The heading stands in `[start, heading_end)`; `body_begun` says that the body begins on its line.
    """
    starts: list[int] = []
    length = SHORT_PARAGRAPH if body_begun else 0  # characters since the last cut; the heading line is none
    whole = text.startswith("\n", heading_end)  # else the heading ends within a line, whose rest is a paragraph
    for line in paragraph_lines(text, start if whole else heading_end, end):
        if line.start < heading_end:
            continue
        if line.begins and length >= SHORT_PARAGRAPH:
            starts.append(line.start)
            length = 0
        length += line.said
    if starts and length < SHORT_PARAGRAPH:
        starts.pop()
    return starts


def _level(current: Opened) -> UnitLevel:
    style = current.marker.style
    if style in _LEVELS:
        return _LEVELS[style]
    outer = [step.marker.style for step in current.trail]
    if Style.ARTICLE in outer:
        return UnitLevel.SUBITEM
    depth = sum(1 for s in outer if _LEVELS.get(s) is not UnitLevel.CHAPTER)
    return _BY_DEPTH[min(depth, 3) - 1]


def _title(text: str, marker: Marker, line_end: int) -> str:
    """The heading text: the whole line, or its first sentence where the body follows on the same line."""
    line = text[marker.title_start : line_end].strip()
    if not line:  # the number stands alone, its heading on the next line
        below = text[marker.line_end : marker.line_end + 2 * LONGEST_HEADING].strip().split("\n", 1)[0].strip()
        line = below if len(below) <= LONGEST_HEADING and not below.endswith("。") else ""
    if marker.style is Style.ARTICLE:
        named = re.match(r"[【〔\[（(]([^】〕\]）)]{1,30})[】〕\]）)]", line)
        return named.group(1) if named else ""
    head, stop, rest = line.partition("。")
    if (heading := _HEADING_BEFORE_TEXT.match(head)) and (len(head) > SHORT_PARAGRAPH or rest.strip()):
        return heading.group(1)
    if not rest.strip():
        return head if len(head) <= LONGEST_HEADING or not stop else ""
    return head if len(head) <= LONGEST_HEADING else ""


def _annex_title(text: str, annex: Annex, end: int) -> str:
    """What follows 附件1 on its line, or the first line below it."""
    rest = "".join(line.strip("：: 　") for line in text[annex.title_start : annex.line_end].split("\n"))
    below = text[annex.line_end : end].strip().split("\n", 1)[0].strip()
    return (rest or below)[:LONGEST_HEADING]
