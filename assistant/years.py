"""Which years a document speaks of: its own, the year that it looks back on, and, where it is for no year, those it prints.

A report of 2025 with a part 2024年工作回顾 speaks of 2025 and, in that part, of 2024.
An act that comes into force on 2022年3月1日 and is for no year speaks of 2022.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.records import Scope
from ingest.records import Document, Item

REVIEW = re.compile(
    r"回顾|(?:工作)?总结|(?:完成|进展|开展|发放)情况|过去[一五]年|主要成[绩效]"
)  # headings of what was done
_PRINTED = re.compile(r"((?:19|20)\d\d)\s*年")


@lru_cache(maxsize=10_000)
def told_year(section_title: str, own_year: int | None) -> int | None:
    """The year that a part speaks of: the one its heading prints, the year before for a review, else the document's."""
    if printed := set(_PRINTED.findall(section_title)):
        return int(printed.pop()) if len(printed) == 1 else own_year
    return own_year - 1 if own_year and REVIEW.search(section_title) else own_year


def years_of(document: Document) -> frozenset[int]:
    """All the years that a document speaks of; see the head of this file."""
    if document.year is None:
        issued = {int(document.metadata.issued_on[:4])} if document.metadata.issued_on else set()
        return frozenset(issued | {int(year) for year in _PRINTED.findall(document.text)})
    told = {told_year(s.title, document.year) for s in document.sections if REVIEW.search(s.title)}
    return frozenset({document.year} | {year for year in told if year})


def speaks_of(document: Document, item: Item, years: Collection[int]) -> bool:
    """Whether an item may answer for some years: all do where the document is for one of them, else its review, or
    what prints the year."""
    if not years or document.year is None or document.year in years:
        return True
    return told_year(item.section_title, document.year) in years


def lies_in(document: Document, scope: Scope, years: Collection[int] | None = None) -> bool:
    """Whether a document is one that the scope means; `years` are those of the document, where they are known."""
    spoken_of = years_of(document) if years is None and scope.years else years or ()
    return (
        (not scope.years or any(year in spoken_of for year in scope.years))
        and (not scope.issuers or document.issuer in scope.issuers)
        and (not scope.documents or document.document_id in scope.documents)
    )
