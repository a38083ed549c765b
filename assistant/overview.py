"""Summaries: the items of a document, a section or a theme, verbatim — whole where they are few, else their lead or heading."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.quoting import heading, lead, whole
from assistant.terms import Term
from assistant.themes import themed
from ingest.records import Document, Item

THEME_SUPPORT = 0.5  # share of the question's weight that a heading must hold to be what was asked for
PART_SUPPORT = 0.5  # the same for the heading of a section where a part was named as such
MOST_ITEMS = 12  # items named in one overview
LEADS_BEYOND = 150  # characters beyond the budget up to which every item is quoted with its first sentence
WHOLE_BUDGET = 700  # characters of all items up to which they are quoted whole


def overview(
    documents: Sequence[Document],
    terms: Sequence[Term],
    text: str = "",
    *,
    least: float = THEME_SUPPORT,
    part: bool = False,
    budget: int = WHOLE_BUDGET,
) -> list[Evidence]:
    """The items whose section, or own heading, is the theme, in the order of the documents; empty if none is.

    They are quoted whole if that fits the budget, else by their first sentences, else by their headings.

    Without terms the theme is the document itself: the first item of each of its sections. With `part` (那一部分)
    a section is meant.
    """
    if not terms:
        return [
            lead(next(i for i in document.items if i.section == section.number))
            for document in documents[:1]
            for section in document.sections
            if section.number and any(i.section == section.number for i in document.items)
        ][:MOST_ITEMS]
    least = min(least, PART_SUPPORT) if part else least
    items = [item for document in documents for item in themed(document, terms, text, least, sections=part)]
    return within(items[:MOST_ITEMS], budget)


def within(items: Sequence[Item], budget: int) -> list[Evidence]:
    """Items whole if that fits the budget, else by their first sentences, else by their headings."""
    for quoted, room in ((whole, budget), (lead, budget + LEADS_BEYOND)):
        pieces = [quoted(item) for item in items]
        if sum(len(piece.quote) for piece in pieces) <= room:
            return pieces
    return [heading(item) for item in items]
