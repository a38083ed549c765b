"""Which documents a question is about: those of its years, offices and titles, within the chosen filters.

2024年和舒兰 where 舒兰 has no document of 2024 → those of 2024 and those of 舒兰;  2023舒兰、2024、2025 → 舒兰 2023 and all of the other years
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.labels import recency
from assistant.question import Question
from assistant.records import Scope
from index.records import Filters
from ingest.records import Document

LiesIn = Callable[[Document, Scope], bool]
"""Whether a document is one that a scope means, as `Coverage.lies_in` tells."""

_YEAR_AND_OFFICE = re.compile(
    r"(?:年|\d{2})的?[和跟与同及、](?=[^\d，。？]{2})(?![今去前明后上]年)|(?<![年\d])[和跟与同及、](?:20)?\d{2}年"
)


def documents_meant(
    question: Question, filters: Filters, held: Sequence[Document], means: LiesIn
) -> tuple[Scope, list[Document]]:
    """The scope of the question within the filters, and the documents in it, newest first; an empty scope stays empty."""
    read = question.reading.scope
    if question.reading.unheld_documents:
        return replace(read, documents=question.reading.unheld_documents), []
    if question.reading.unheld_issuers and not read.issuers:
        return replace(read, issuers=question.reading.unheld_issuers), []
    if question.reading.uncovered_years and not read.years:
        return replace(read, years=question.reading.uncovered_years), []
    admitted = [d for d in held if filters.admits(d)]
    documents = [d for d in admitted if means(d, read)]
    if not documents and _YEAR_AND_OFFICE.search(question.text):  # 24、25年和舒兰: those years, and that office
        either = [[d for d in admitted if means(d, part)] for part in _parts(read)]
        documents = [d for part in either if all(either) for d in part]
        read = Scope(documents=tuple(d.document_id for d in documents)) if documents else read
    if len(read.issuers) == 1 and documents and (others := _of_bare_years(question, admitted, documents)):
        documents = [*documents, *others]
        read = Scope(documents=tuple(d.document_id for d in documents))
    if not documents and read.documents and read.issuers and question.reference:  # one place: of that office
        read = replace(read, documents=())
        documents = [d for d in admitted if means(d, read)]
    if not documents and read.documents and read.issuers:  # one document by title, another by its office
        named = (replace(read, issuers=()), replace(read, documents=()))
        documents = [d for d in admitted if any(means(d, n) for n in named)]
        read = replace(read, issuers=(), documents=tuple(d.document_id for d in documents))
    chosen = scope_of(filters)
    scope = Scope(read.years or chosen.years, read.issuers or chosen.issuers, read.documents or chosen.documents)
    return scope, sorted(documents, key=recency)


def scope_of(filters: Filters) -> Scope:
    """What the filters limit a question to."""
    return Scope(tuple(sorted(filters.years)), tuple(sorted(filters.issuers)), tuple(sorted(filters.documents)))


def _of_bare_years(question: Question, admitted: Sequence[Document], found: Sequence[Document]) -> list[Document]:
    """The documents of years that stand beside a year with an office of its own, and that it has none of:
    those of 2024 and 2025 in 2023舒兰、2024、2025."""
    regions = {d.metadata.region or "" for d in found}
    bound = any(
        re.search(rf"\d年?的?{re.escape(r.removesuffix('市').removesuffix('县'))}", question.text) for r in regions if r
    )
    bare = set(question.reading.scope.years) - {d.year for d in found} if bound else set()
    return [d for d in admitted if d.year in bare]


def _parts(scope: Scope) -> tuple[Scope, Scope]:
    """The years of a scope and its offices, each for itself."""
    return replace(scope, issuers=()), replace(scope, years=())
