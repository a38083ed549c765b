"""指标: the figures of an item as records — what is measured, comparator, value, unit, deadline.

Worked example: "新增失智照护床位不少于600张，到2025年新增不少于1800张" gives
(新增失智照护床位, 不少于, 600, 张, None) and (新增失智照护床位, 不少于, 1800, 张, 到2025年).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.quantities import COMPARATORS_BEFORE, Quantity, deadlines, quantities
from ingest.records import Item, Target
from ingest.sentences import Span, clauses, sentences

LONGEST_INDICATOR = 40  # characters kept of what stands before a figure

_COMPARATOR = re.compile(rf"(?:{COMPARATORS_BEFORE}|不低|不少)")
_LEAD = re.compile(r"^(?:其中|同时|并|且|到|(?:19|20)\d{2}年[，]?|年底前|力争|确保|实现|完成|推动|推进|开展|[“”\s　])+")
_TRAIL = re.compile(r"(?:的|为|均|按照|按|每|达|到|至|在|等|[“”：:\s　])+$")


def targets(item: Item) -> tuple[Target, ...]:
    """The targets of an item in order; offsets are into `item.text`."""
    return tuple(_scan(item))


def _scan(item: Item) -> Iterator[Target]:
    text = item.text
    for sentence in sentences(text):
        previous = ""
        for clause in clauses(text, sentence):
            left = clause.start
            for quantity in quantities(text, clause.start, clause.end):
                comparator = quantity.comparator or _distant_comparator(text, left, quantity)
                indicator = _indicator(text[clause.start : quantity.start]) or previous
                previous = indicator or previous
                yield Target(
                    item_id=item.item_id,
                    indicator=indicator,
                    comparator=comparator,
                    value=quantity.value,
                    unit=quantity.unit,
                    deadline=_deadline(text, sentence, clause),
                    start=quantity.start,
                    end=quantity.end,
                    clause=clause.of(text),
                )
                left = quantity.end


def _distant_comparator(text: str, left: int, quantity: Quantity) -> str:
    """A comparator that stands before what it is compared with: 不低于当地上年度低保标准的1.3倍."""
    found = [m.group() for m in _COMPARATOR.finditer(text, left, quantity.start)]
    return found[-1] if found else ""


def _indicator(before: str) -> str:
    """What stands before the figure, without comparator, date and filler words."""
    cut = _COMPARATOR.search(before)
    phrase = before[: cut.start()] if cut and cut.start() > 1 else before
    phrase = _TRAIL.sub("", _LEAD.sub("", phrase))
    return phrase[-LONGEST_INDICATOR:]


def _deadline(text: str, sentence: Span, clause: Span) -> str | None:
    """The deadline in the clause, else the nearest one before it in the sentence."""
    within = deadlines(text, clause.start, clause.end) or deadlines(text, sentence.start, clause.start)[-1:]
    return within[0][0] if within else None
