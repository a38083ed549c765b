"""Summaries: the items of a document, a section or a theme, verbatim — whole where they are few, else their lead."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.matching import heading_share
from assistant.quoting import lead, whole
from assistant.terms import Term
from index.tokens import normalise
from ingest.records import Document, Item

THEME_SUPPORT = 0.75  # share of the question's weight that a heading must hold to be what was asked for
PART_SUPPORT = 0.5  # the same for the heading of a section where a part was named as such
NEARLY = 0.95  # share of the best heading's hold from which another heading is the theme as well
MOST_ITEMS = 12  # items named in one overview
NAMED = 0.9  # presence from which the title of a document names a word
SHORT_ITEM = 280  # characters of an item that stands for its year in a history
WHOLE_BUDGET = 700  # characters of all items up to which they are quoted whole


def overview(
    documents: Sequence[Document],
    terms: Sequence[Term],
    *,
    least: float = THEME_SUPPORT,
    part: bool = False,
    budget: int = WHOLE_BUDGET,
) -> list[Evidence]:
    """The items whose section, or own heading, is the theme, in the order of the documents; empty if none is.

    Without terms the theme is the document itself: the first item of each of its sections.
    """
    if not terms:
        return [
            lead(next(i for i in document.items if i.section == section.number))
            for document in documents[:1]
            for section in document.sections
            if section.number and any(i.section == section.number for i in document.items)
        ][:MOST_ITEMS]
    items = [item for document in documents for item in _themed(document, terms, least, part=part)]
    short = sum(len(item.text) for item in items) <= budget
    return [whole(item) if short else lead(item) for item in items[:MOST_ITEMS]]


def theme(document: Document, terms: Sequence[Term]) -> list[Evidence]:
    """The short items of one document that are the theme themselves, whole; empty if their headings are not."""
    items = [
        item
        for item in _themed(document, terms, THEME_SUPPORT)
        if item.title and heading_share(item.title, terms) >= THEME_SUPPORT
    ]
    return [whole(item) for item in items if len(item.text) <= SHORT_ITEM]


def _themed(document: Document, terms: Sequence[Term], least: float, *, part: bool = False) -> list[Item]:
    """The items under the heading that holds most of the theme; a section's heading stands for all its items."""
    telling = [term for term in terms if term.presence(normalise(document.title)) < NAMED]
    terms = telling or terms  # what the title says holds for every heading
    sections = {item.section_title: heading_share(item.section_title, terms) for item in document.items}
    titles = {item.title: heading_share(item.title, terms) for item in document.items if item.title}
    if part:  # 那一部分: a section is meant
        titles = {}
        least = min(least, PART_SUPPORT)
    by_section, by_title = max(sections.values(), default=0.0), max(titles.values(), default=0.0)
    if max(by_section, by_title) < least:
        return []
    if by_title > by_section:
        return [item for item in document.items if titles.get(item.title, 0.0) >= by_title * NEARLY]
    return [item for item in document.items if sections[item.section_title] >= by_section * NEARLY]
