"""Numbering → units: which lines of a Chinese official document open a unit, and what belongs to it.

The numbering styles of GB/T 9704 (一、（一）1.（1）) and of laws (编、章、节、条) are recognised at the start of a line.
A number opens a unit only as a plausible successor in its own level, so cross-references ("（一）和（二）所列…"),
dates and decimals never do. Title and body may share the line; headings may have any length.

Worked example, continuous numbering over sections::

    一、甲          section (1,)
    （一）乙。丙。    item (1, 1)  title 乙
    二、丁          section (2,)
    （二）戊。己。    item (2, 2)

Units are cut by offsets only: in order they cover every character of the text exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.numerals import CHINESE_NUMERAL, chinese_numeral, parse_numeral
from ingest.records import Finding, Unit, UnitLevel

LARGEST_GAP = 5  # printed numbers that may be missing before a number stops being a plausible successor
LONGEST_TITLE = 80  # characters; a longer first sentence is text, not a heading
LONG_SECTION = 600  # characters; an item-less section above this is split into its paragraphs


class Style(IntEnum):
    """How a number is printed, from the outermost to the innermost customary use."""

    BOOK = 0  # 第一编
    CHAPTER = 1  # 第一章
    DIVISION = 2  # 第一节
    ARTICLE = 3  # 第一条
    CHINESE = 4  # 一、
    CHINESE_BRACKET = 5  # （一）
    ARABIC = 6  # 1. 1、 1．
    ARABIC_BRACKET = 7  # （1） 1）
    CIRCLED = 8  # ①


_N = rf"[{CHINESE_NUMERAL}]{{1,7}}"
_D = r"[0-9０-９]{1,3}"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.BOOK, re.compile(rf"第\s*({_N}|{_D})\s*编(?=[\s　]|$)")),
    (Style.CHAPTER, re.compile(rf"第\s*({_N}|{_D})\s*章(?=[\s　]|$|[^的规所])")),
    (Style.DIVISION, re.compile(rf"第\s*({_N}|{_D})\s*节(?=[\s　]|$|[^的规所])")),
    (Style.ARTICLE, re.compile(rf"第\s*({_N}|{_D})\s*条(?![的规所和至、第款]|\s*(?:第[{CHINESE_NUMERAL}\d]+款|规定))")),
    (Style.CHINESE, re.compile(rf"({_N})\s*、")),
    (Style.CHINESE_BRACKET, re.compile(rf"[（(〔]\s*({_N})\s*[）)〕]")),
    (Style.ARABIC, re.compile(rf"({_D})\s*(?:[.．](?![0-9０-９])|、)")),
    (Style.ARABIC_BRACKET, re.compile(rf"(?:[（(]\s*({_D})\s*[）)]|({_D})[）)])")),
    (Style.CIRCLED, re.compile(r"([①-⑳])")),
)
_REFERENCE = re.compile(
    rf"\s*(?:[、和及与或至到]\s*[（(第{CHINESE_NUMERAL}]|所列|所述|规定|项(?:规定|所|的|、|和)|款|条规定)"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number at the start of a line that may open a unit."""

    style: Style
    number: int
    label: str
    start: int  # of the line
    title_start: int  # first character after the label
    line_end: int  # without the line break


@dataclass(frozen=True, slots=True)
class Outline:
    """The units of a text and the doubts about their numbering."""

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    marker: Marker
    trail: tuple[tuple[Style, int], ...]  # the open numbers from the outermost level down to this one


def outline(text: str, document_id: str) -> Outline:
    """Cut the text at its printed numbering; never raises, a text without numbering is one preamble."""
    opened, findings = _accept(_markers(text))
    tiles = _tiles(text, opened)
    units: list[Unit] = []
    seen: dict[str, int] = {}
    for tile in tiles:
        item_id = f"{document_id}:{tile.suffix}"
        seen[item_id] = seen.get(item_id, 0) + 1
        if seen[item_id] > 1:  # the same number printed twice: both stay, the later one is told apart
            item_id = f"{item_id}~{seen[item_id]}"
        units.append(
            Unit(
                item_id, tile.level, tile.label, tile.number, tile.path, tile.title,
                text[tile.start : tile.end], tile.start, tile.end,
            )
        )  # fmt: skip
    return Outline(tuple(units), tuple(findings))


def _markers(text: str) -> list[Marker]:
    found: list[Marker] = []
    for line in re.finditer(r"[^\n]*(?:\n|$)", text):
        raw = line.group()
        body = raw.strip()
        if not body:
            continue
        at = line.start() + len(raw) - len(raw.lstrip())
        for style, pattern in _PATTERNS:
            match = pattern.match(text, at, line.end())
            if not match:
                continue
            printed = next(g for g in match.groups() if g)
            number = ord(printed) - ord("①") + 1 if style is Style.CIRCLED else parse_numeral(printed)
            if number is not None and not _REFERENCE.match(text, match.end(), line.end()):
                end = line.start() + len(raw.rstrip())
                found.append(Marker(style, number, match.group().strip(), line.start(), match.end(), end))
            break
    return found


def _accept(markers: Sequence[Marker]) -> tuple[list[_Opened], list[Finding]]:
    """Keep the markers that are plausible successors; report gaps, repeats and restarts."""
    accepted: list[_Opened] = []
    findings: list[Finding] = []
    stack: list[tuple[Style, int]] = []
    last: dict[Style, int] = {}  # last number of each style in the whole document: continuous numbering
    for position, marker in enumerate(markers):
        depth = next((i for i, (style, _) in enumerate(stack) if style is marker.style), None)
        previous = stack[depth][1] if depth is not None else None
        where = marker.label
        if previous is not None and depth is not None:
            gap = marker.number - previous - 1
            restart = marker.number == 1 and previous >= 1 and _continues(markers, position)
            if not (0 <= gap <= LARGEST_GAP or restart or (gap == -1 and _looks_like_heading(marker))):
                continue
            if gap == -1 and not restart:
                findings.append(Finding("duplicate_number", where, f"编号{marker.label}重复出现"))
            elif restart:
                findings.append(Finding("restart", where, f"编号从{marker.label}重新开始"))
            elif gap > 0:
                findings.append(_gap(marker, previous, accepted))
            stack = stack[:depth]
        else:
            ahead = marker.number - last.get(marker.style, 0) - 1
            begins = marker.number == 1
            if not (begins or (marker.style in last and 0 <= ahead <= LARGEST_GAP)):
                continue
            if not begins and ahead > 0:
                findings.append(_gap(marker, last[marker.style], accepted))
            # 条 runs through 编章节; containers are always outside what is not one
            while stack and marker.style <= Style.DIVISION and stack[-1][0] > marker.style:
                stack.pop()
            if marker.style is Style.ARTICLE:
                stack = [entry for entry in stack if entry[0] < Style.ARTICLE]
        stack.append((marker.style, marker.number))
        last[marker.style] = marker.number
        accepted.append(_Opened(marker, tuple(stack)))
    return accepted, findings


def _continues(markers: Sequence[Marker], position: int) -> bool:
    """Whether the numbering that starts again at this marker goes on with 2 before it starts once more."""
    style = markers[position].style
    following = next((m for m in markers[position + 1 :] if m.style is style), None)
    return following is not None and following.number == 2


def _looks_like_heading(marker: Marker) -> bool:
    return marker.line_end - marker.title_start <= LONGEST_TITLE


def _gap(marker: Marker, previous: int, accepted: Sequence[_Opened]) -> Finding:
    """What is missing before the marker; a missing heading is reported where its content now stands."""
    missing = "".join(_label_like(marker, number) for number in range(previous + 1, marker.number))
    before = next((o.marker for o in reversed(accepted) if o.marker.style is marker.style), marker)
    if marker.style in (Style.CHINESE, Style.CHAPTER, Style.DIVISION):
        message = (
            f"“{before.label}”之后直接是“{marker.label}”，缺“{missing}”；其下内容（如有）按印刷位置归入“{before.label}”"
        )
        return Finding("missing_heading", before.label, message)
    return Finding("missing_number", marker.label, f"{before.label}之后直接是{marker.label}，缺{missing}")


def _label_like(marker: Marker, number: int) -> str:
    """The label another number would have in the same style: （七） → （六）."""
    printed = re.sub(r"[第编章节条、（）()〔〕.．\s]", "", marker.label)
    return marker.label.replace(printed, str(number) if printed.isdigit() else chinese_numeral(number))


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


def _tiles(text: str, opened: Sequence[_Opened]) -> list[_Tile]:
    first = opened[0].marker.start if opened else len(text)
    tiles: list[_Tile] = []
    if first > 0:
        tiles.append(_Tile("0", UnitLevel.PREAMBLE, "", None, (0,), "", 0, first))
    for position, current in enumerate(opened):
        marker = current.marker
        end = opened[position + 1].marker.start if position + 1 < len(opened) else len(text)
        level = _level(current.trail)
        path = _path(current.trail)
        title = _title(text, marker)
        suffix = ".".join(map(str, path))
        has_children = position + 1 < len(opened) and len(opened[position + 1].trail) > len(current.trail)
        cuts = (
            _paragraph_starts(text, marker, end)
            if level is UnitLevel.SECTION and not has_children and end - marker.start > LONG_SECTION
            else []
        )
        tiles.append(_Tile(suffix, level, marker.label, marker.number, path, title, marker.start, (*cuts, end)[0]))
        for ordinal, (start, stop) in enumerate(zip(cuts, [*cuts[1:], end], strict=False), start=2):
            tiles.append(_Tile(f"{suffix}p{ordinal}", UnitLevel.PARAGRAPH, "", None, path, title, start, stop))
    return tiles


def _paragraph_starts(text: str, marker: Marker, end: int) -> list[int]:
    """Line starts of the paragraphs after the first one of an item-less section; empty if it has only one."""
    lines = [m for m in re.finditer(r"[^\n]*(?:\n|$)", text[:end]) if m.start() > marker.line_end and m.group().strip()]
    body_on_heading_line = "。" in text[marker.title_start : marker.line_end]
    return [m.start() for m in (lines if body_on_heading_line else lines[1:])]


def _level(trail: tuple[tuple[Style, int], ...]) -> UnitLevel:
    style = trail[-1][0]
    if style in (Style.BOOK, Style.CHAPTER):
        return UnitLevel.CHAPTER
    if style is Style.DIVISION:
        return UnitLevel.SECTION
    if style is Style.ARTICLE:
        return UnitLevel.ARTICLE
    if any(s is Style.ARTICLE for s, _ in trail):
        return UnitLevel.SUBITEM
    depth = sum(1 for s, _ in trail if s not in (Style.BOOK, Style.CHAPTER))
    return (UnitLevel.SECTION, UnitLevel.ITEM, UnitLevel.SUBITEM)[min(depth, 3) - 1]


def _path(trail: tuple[tuple[Style, int], ...]) -> tuple[int, ...]:
    """The printed ordinals from outside in; an article without chapter stands in section 0."""
    numbers = tuple(number for _, number in trail)
    if trail[0][0] is Style.ARTICLE:
        return (0, *numbers)
    return numbers


def _title(text: str, marker: Marker) -> str:
    """The heading text: the whole line, or its first sentence where the body follows on the same line."""
    line = text[marker.title_start : marker.line_end].strip()
    if marker.style is Style.ARTICLE:
        named = re.match(r"[【〔\[（(]([^】〕\]）)]{1,30})[】〕\]）)]", line)
        return named.group(1) if named else ""
    head, stop, rest = line.partition("。")
    if not rest.strip():
        return head if len(head) <= LONGEST_TITLE or not stop else ""
    return head if len(head) <= LONGEST_TITLE else ""
