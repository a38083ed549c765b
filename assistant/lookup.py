"""Printed places: the item that a reference names, the items of a section, or why it cannot be one.

2024年第十三项 → 2024 numbers through, so the item 13 wherever it stands
2025年（一）     → six candidates: ambiguous, they are all named
舒兰第六项       → not printed: said so, with the neighbours
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.reference import Reference
from ingest.records import Document, Item


@dataclass(frozen=True, slots=True)
class Place:
    """What a reference stands for in one document: items in order; empty if the place is not printed.

    `is_section` says that a whole section was named; `ambiguous` that the items are alternatives.
    """

    document: Document
    items: tuple[Item, ...]
    is_section: bool = False
    ambiguous: bool = False


def find_place(document: Document, reference: Reference) -> Place:
    """The items of one document that a reference names; negative ordinals count from the end."""
    if reference.section is not None and reference.section < 0:
        numbers = sorted({i.section for i in document.items if i.section})
        nth = numbers[reference.section] if -reference.section <= len(numbers) else len(numbers) + 1
        return find_place(document, replace(reference, section=nth))
    if reference.item is not None and reference.item < 0:
        items = document.items if reference.section is None else _in_section(document, reference.section)
        numbered = [i for i in items if i.item is not None] or list(items)
        return Place(document, tuple(numbered[reference.item :][:1]) if -reference.item <= len(numbered) else ())
    if reference.item is None:
        section = _in_section(document, reference.section or 0)
        return Place(document, section, is_section=True)
    if reference.section is not None:
        exact = tuple(i for i in document.items if (i.section, i.item) == (reference.section, reference.item))
        return Place(document, exact or _nth_of_section(document, reference.section, reference.item))
    named = tuple(i for i in document.items if i.item == reference.item)
    if not named and not any(i.item is not None for i in document.items):
        return Place(document, _in_section(document, reference.item), is_section=True)
    return Place(document, named, ambiguous=len(named) > 1)


def neighbours(document: Document, reference: Reference) -> tuple[Item, ...]:
    """The printed items next to a place that is not printed, for the refusal."""
    wanted = reference.item if reference.item is not None else reference.section or 0

    def number(item: Item) -> int | None:
        return item.item if reference.item is not None else item.section

    numbered = [item for item in document.items if number(item) is not None]
    ranked = sorted(numbered, key=lambda item: abs((number(item) or 0) - wanted))
    return tuple(sorted(ranked[:2], key=lambda i: i.start))


def _in_section(document: Document, number: int) -> tuple[Item, ...]:
    return tuple(i for i in document.items if i.section == number)


def _nth_of_section(document: Document, section: int, ordinal: int) -> tuple[Item, ...]:
    """Where items are numbered through the document, 第三部分第一条 means the first item of that section."""
    items = [i for i in _in_section(document, section) if i.item is not None]
    starts_at_one = bool(items) and items[0].item == 1
    return (items[ordinal - 1],) if not starts_at_one and 1 <= ordinal <= len(items) else ()


def moved(place: Place, offset: int) -> Place:
    """The place one item before or after a single one, in printed order; no items past either end."""
    items = place.document.items
    position = items.index(place.items[0]) + offset
    return Place(place.document, items[position : position + 1] if position >= 0 else ())
