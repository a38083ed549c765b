"""Units → what can be cited: every unit with text of its own; subitems belong to the item they stand in.

A long item is cited subitem by subitem: 一、（九）19. has the id 1.9.19, section 1 and item 9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.records import Item, Section, Unit, UnitLevel

LONG_ITEM = 1_500  # characters; with its subitems an item above this is cited subitem by subitem
_HEADINGS = (UnitLevel.CHAPTER, UnitLevel.SECTION)
_ITEMS = (UnitLevel.ITEM, UnitLevel.ARTICLE)
_OUTER = (UnitLevel.PREAMBLE, UnitLevel.CHAPTER, UnitLevel.SECTION)


def sections(units: Sequence[Unit], length: int) -> tuple[Section, ...]:
    """The outer parts in order, each up to the next one; `length` is that of the text."""
    outer = [unit for unit in units if unit.level in _OUTER]
    ends = [*(unit.start for unit in outer[1:]), length]
    return tuple(
        Section(unit.number or 0, unit.label, unit.title, unit.start, end)
        for unit, end in zip(outer, ends, strict=False)
    )


def items(units: Sequence[Unit], text: str, document_id: str) -> Iterator[Item]:
    """Everything that can be cited, in order; a heading that has no text but that of the numbers below it is not."""
    heading: Unit | None = None
    for group, following in pairwise([*_with_subitems(units), None]):
        assert group is not None  # only the last following is
        unit = group[0]
        above = len(group) > 1 or (following is not None and len(following[0].path) > len(unit.path))
        if unit.level is UnitLevel.PREAMBLE:
            heading = None
        if unit.level in _HEADINGS:
            heading = unit
        for part in _parts(group):
            alone = len(part) == 1 and part[0] is unit
            if alone and above and unit.level in (*_HEADINGS, UnitLevel.ITEM) and not _has_body(unit):
                continue
            first, end = part[0], part[-1].end
            paragraph = _paragraph_ordinal(first)
            yield Item(
                item_id=first.item_id,
                document_id=document_id,
                section=(heading.number or 0) if heading else 0,
                section_title=heading.title if heading else "",
                item=unit.number if unit.level in _ITEMS else None,
                paragraph=paragraph,
                label=_human_label(unit, heading, paragraph) + (first.label if first is not unit else ""),
                title=first.title if first.level in (*_ITEMS, UnitLevel.PREAMBLE, UnitLevel.SUBITEM) else "",
                text=text[first.start : end],
                start=first.start,
                end=end,
            )


def _with_subitems(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Each unit that is no subitem, with the subitems that follow it."""
    group: list[Unit] = []
    for unit in units:
        if group and unit.level is not UnitLevel.SUBITEM:
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _parts(group: list[Unit]) -> Iterator[list[Unit]]:
    """The unit with all its subitems; if that is long, the unit alone and then each of its outermost subitems."""
    if group[-1].end - group[0].start <= LONG_ITEM or len(group) == 1:
        yield group
        return
    outermost = min(len(unit.path) for unit in group[1:])
    part = [group[0]]
    for unit in group[1:]:
        if len(unit.path) <= outermost:
            yield part
            part = []
        part.append(unit)
    yield part


def _has_body(unit: Unit) -> bool:
    """Whether a section or chapter says more than its heading."""
    return len("".join(unit.text.split())) > len("".join((unit.label + unit.title).split())) + 1


def _paragraph_ordinal(unit: Unit) -> int | None:
    if unit.level is not UnitLevel.PARAGRAPH:
        return None
    return int(unit.item_id.rsplit("p", 1)[1].split("~")[0])


def _human_label(unit: Unit, heading: Unit | None, paragraph: int | None) -> str:
    """What people write after the year: 二、（八） · 第二章第十条 · 七 · 十三、第2段 · 前言 · 附件1."""
    if unit.level is UnitLevel.PREAMBLE:
        return unit.label or unit.title or "前言"
    if paragraph is not None:
        return f"{heading.label}第{paragraph}段" if heading else f"前言第{paragraph}段"
    if unit is heading or heading is None:
        return unit.label.rstrip("、")
    return f"{heading.label}{unit.label}"
