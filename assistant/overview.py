"""Summaries: the items of a document, a section or a theme, each with its leading sentence, verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.passages import passage_of
from assistant.terms import Term
from index.tokens import normalise
from ingest.records import Document, Item

THEME_SUPPORT = 0.75  # share of the question's weight that a heading must hold to be what was asked for
MOST_ITEMS = 12  # items named in one overview
WHOLE_SECTION = 700  # characters; an item-less section up to this is quoted whole


def overview(documents: Sequence[Document], terms: Sequence[Term]) -> list[Evidence]:
    """The leading sentences of the items whose section or own heading is the theme; empty if none is.

    Without terms the theme is the document itself: the first item of each of its sections.
    """
    if not terms:
        return [
            _leading(next(i for i in document.items if i.section == section.number))
            for document in documents[:1]
            for section in document.sections
            if section.number and any(i.section == section.number for i in document.items)
        ][:MOST_ITEMS]
    found: list[Evidence] = []
    for document in documents:
        by_section = [i for i in document.items if _held(i.section_title, terms) >= THEME_SUPPORT]
        by_title = [i for i in document.items if i.title and _held(f"{i.title}", terms) >= THEME_SUPPORT]
        found.extend(_leading(item) for item in (by_title or by_section))
    return found[:MOST_ITEMS]


def _held(heading: str, terms: Sequence[Term]) -> float:
    text = normalise(heading)
    total = sum(term.weight for term in terms)
    return sum(term.weight * term.presence(text) for term in terms) / total if total else 0.0


def _leading(item: Item) -> Evidence:
    """Heading and first sentence of an item, or all of a short item-less section."""
    start = len(item.text) - len(item.text.lstrip())
    if item.item is None and len(item.text) <= WHOLE_SECTION:
        return Evidence(item, start, len(item.text.rstrip()), 1.0)
    sentences = passage_of(item).sentences
    end = sentences[0].span.end if sentences else len(item.text.rstrip())
    return Evidence(item, start, end, 1.0)
