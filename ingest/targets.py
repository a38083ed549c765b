"""指标: the figures of an item as records — what is measured, comparator, value, unit, deadline.

Worked example: "新增失智照护床位不少于600张，到2025年新增不少于1800张" gives
(新增失智照护床位, 不少于, 600, 张, None) and (新增失智照护床位, 不少于, 1800, 张, 到2025年).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.measured import Measured, all_measured, measured
from ingest.quantities import deadlines
from ingest.records import Item, Role, Target
from ingest.sentences import Span, clauses

__all__ = ["Measured", "Role", "figures", "measured", "targets"]

REMEMBERED_ITEMS = 16_384  # about 2 KB each
_PLAN_YEAR = re.compile(r"\s*[“（(]?((?:19|20)\d{2}年)(?![—－-]|\d|(?:以来|以前|以后|度))")


def targets(item: Item) -> tuple[Target, ...]:
    """What an item asks for in figures, in order: no names (“四个意识”), conditions (80岁以上) and counts of a list."""
    return tuple(target for target in figures(item) if target.role is Role.STATED)


@lru_cache(maxsize=REMEMBERED_ITEMS)
def figures(item: Item) -> tuple[Target, ...]:
    """Every figure of an item in order with what it measures; offsets are into `item.text`."""
    return tuple(_target(item, found) for found in all_measured(item.text))


def _target(item: Item, found: Measured) -> Target:
    text, quantity = item.text, found.quantity
    return Target(
        item_id=item.item_id,
        indicator=found.indicator(text),
        comparator=found.comparator,
        value=quantity.value,
        unit=quantity.unit,
        deadline=deadline(text, found),
        start=quantity.start,
        end=quantity.end,
        clause=found.clause.of(text),
        role=found.role,
        sentence_start=found.sentence.start,
        sentence_end=found.sentence.end,
    )


def deadline(text: str, found: Measured) -> str | None:
    """By when a figure is asked for, as printed; None where nothing is said.

    The last deadline before it in its clause, else the first behind it, else the last before the clause.
    """
    inside = _times(text, found.clause)
    before = [printed for printed, at in inside if at < found.quantity.start]
    if before or inside:
        return before[-1] if before else inside[0][0]
    for clause in reversed(clauses(text, Span(found.sentence.start, found.clause.start))):
        if earlier := _times(text, clause):
            return earlier[-1][0]
    return None


def _times(text: str, clause: Span) -> list[tuple[str, int]]:
    """The deadlines of a clause, and the year that it begins with: 2025年覆盖率达到60%."""
    found = [(printed, start) for printed, start, _ in deadlines(text, clause.start, clause.end)]
    year = _PLAN_YEAR.match(text, clause.start, clause.end)
    if year and not any(start <= year.start(1) < start + len(printed) for printed, start in found):
        found.insert(0, (year.group(1), year.start(1)))
    return found
