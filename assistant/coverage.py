"""What the documents held cover: the years that they are for or speak of, and which of them a scope means."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.records import Scope
from assistant.years import lies_in, years_of
from ingest.records import Document

_RULES = re.compile(r"(?:条例|办法|规定|法|细则)(?:[（(][^（）()]*[）)])?$")


class Coverage:
    """One collection, as scopes see it. `years` are those that a document is for or, where it is for none, was issued in."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        issued = {int(d.metadata.issued_on[:4]) for d in documents if d.year is None and d.metadata.issued_on}
        self.years = tuple(sorted({d.year for d in documents if d.year is not None} | issued))
        self.nationwide = frozenset(d.document_id for d in documents if _is_nationwide(d))
        self._spoken_of = {d.document_id: years_of(d) for d in documents}

    def lies_in(self, document: Document, scope: Scope) -> bool:
        """Whether a document held is one that the scope means."""
        return lies_in(document, scope, self._spoken_of[document.document_id])

    def covers(self, scope: Scope) -> bool:
        """Whether any document held lies in the scope."""
        return any(self.lies_in(d, scope) for d in self.documents)

    def looks_back(self, document: Document) -> bool:
        """Whether a document held speaks of more years than one."""
        return len(self._spoken_of[document.document_id]) > 1

    def prints(self, scope: Scope) -> bool:
        """Whether a document of the offices in the scope prints one of its years: a report looks back on the year before."""
        return any(f"{year}年" in d.text for d in self.documents if d.issuer in scope.issuers for year in scope.years)

    def only_printed(self, scope: Scope) -> tuple[int, ...]:
        """The years of a scope for which no document is, but which documents print: they are words to be found."""
        return tuple(year for year in scope.years if year not in self.years)

    def speaks_of(self, year: int, scope: Scope) -> bool:
        """Whether a year is one of the collection, or one of which a document in the scope speaks."""
        return year in self.years or any(self.covers(replace(s, years=(year,))) for s in self.meanings(scope))

    def meanings(self, scope: Scope) -> tuple[Scope, ...]:
        """The scope, or, where no document is of the office and of the title that are named, each of the two."""
        if not (scope.issuers and scope.documents) or self.covers(scope):
            return (scope,)
        return (replace(scope, issuers=()), replace(scope, documents=()))

    def issued_by(self, offices: Collection[str], ids: Collection[str]) -> bool:
        """Whether one of the documents is of one of the offices."""
        return any(d.issuer in offices for d in self.documents if d.document_id in ids)

    def yearly(self, ids: Collection[str]) -> bool:
        """Whether all of the documents are for a year and signed by an office."""
        return all(d.year and d.issuer for d in self.documents if d.document_id in ids)

    def dated(self, ids: Collection[str], years: Collection[int]) -> frozenset[str]:
        """Those of the documents that are for one of some years."""
        return frozenset(d.document_id for d in self.documents if d.document_id in ids and d.year in years)

    def of_each(self, sources: Sequence[frozenset[str]], years: Collection[int]) -> tuple[str, ...]:
        """The documents of several sources: of a source that has some of the years those, of any other all of them."""
        return tuple(sorted(frozenset().union(*(self.dated(source, years) or source for source in sources))))


def _is_nationwide(document: Document) -> bool:
    """Whether a document is rules for the whole country: of a national organ, or signed by none and of no place."""
    told = document.metadata
    rules = _RULES.search(document.title) is not None and document.year is None
    return rules and (told.level == "国家" or not (document.issuer or told.region))
