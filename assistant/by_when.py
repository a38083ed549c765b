"""By which year a figure is asked for: of figures of one measure for several dates, the one for the year that was asked.

覆盖率达到20%，到2025年达到60%: asked for 到2025年, 60%; asked for 到2030年, neither
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.evidence import Evidence
from index.engine import Index
from ingest.measured import Measured, all_measured, measured
from ingest.records import Document
from ingest.targets import deadline

_YEAR = re.compile(r"(?:19|20)\d{2}")
_PLAN_PERIODS = {2016: "十三五", 2021: "十四五", 2026: "十五五"}  # by the first of their five years


def for_the_years(weighed: Iterable[Evidence], years: frozenset[int], index: Index) -> list[Evidence]:
    """The evidence with the figures that are for one of the years asked for; without what can be for none of them.

    A figure gives way to the one of its sentence that measures the same by such a year. A document that prints none of
    the years, nor their plan period, has no figure for them, nor is one that is asked for by another year.
    """
    told: dict[str, bool] = {}
    kept: list[Evidence] = []
    for evidence in weighed:
        name = evidence.item.document_id
        if name not in told:
            told[name] = _tells_of(index.document(name), years)
        if told[name] and (meant := _for_the_years(evidence, years)):
            kept.append(meant)
    return kept


def _tells_of(document: Document, years: frozenset[int]) -> bool:
    text = f"{document.title}\n{document.text}"
    periods = {name for first, name in _PLAN_PERIODS.items() if not years.isdisjoint(range(first, first + 5))}
    return document.year in years or any(name in text for name in (*map(str, years), *periods))


def _for_the_years(evidence: Evidence, years: frozenset[int]) -> Evidence | None:
    """The evidence with its figures for one of the years, else with the one that measures the same by such a year, else
    with those for no year in particular; None where there are none."""
    text = evidence.item.text
    mine = [(q, measured(text, q.start)) for q in evidence.quantities]
    if due := tuple(q for q, found in mine if not years.isdisjoint(_by(text, found))):
        return replace(evidence, quantities=due)
    for other in all_measured(text):
        if any(found and _alike(text, found, other) for _, found in mine) and not years.isdisjoint(_by(text, other)):
            start, end = min(evidence.start, other.clause.start), max(evidence.end, other.clause.end)
            return replace(evidence, start=start, end=end, quantities=(other.quantity,))
    timeless = tuple(q for q, found in mine if not _by(text, found))
    return replace(evidence, quantities=timeless) if timeless else None


def _alike(text: str, one: Measured, other: Measured) -> bool:
    """Whether two figures of a sentence measure the same thing in the same unit."""
    return (
        one.sentence == other.sentence
        and one.quantity.family == other.quantity.family
        and one.indicator(text) == other.indicator(text)
    )


def _by(text: str, found: Measured | None) -> frozenset[int]:
    """The years by which a figure is asked for, as printed; empty where none is."""
    return frozenset(int(year) for year in _YEAR.findall(deadline(text, found) or "")) if found else frozenset()
