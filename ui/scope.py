"""Years, issuers and documents as people name them → the filters of the index; one rule for every surface."""

from __future__ import annotations

from collections.abc import Iterable

from index.records import Filters
from ingest.records import Document


def make_filters(
    documents: Iterable[Document],
    *,
    years: Iterable[int] = (),
    issuers: Iterable[str] = (),
    document_ids: Iterable[str] = (),
) -> Filters:
    """Filters in which every issuer is written in full.

    "舒兰" stands for every issuer whose name holds it ("舒兰市民政局"). A name that no issuer holds is kept as it
    is, so the scope stays empty and the engine can say so; it never widens to everything.
    """
    known = {document.issuer for document in documents if document.issuer}
    full_names: set[str] = set()
    for name in filter(None, map(str.strip, issuers)):
        full_names |= {name} if name in known else {issuer for issuer in known if name in issuer} or {name}
    return Filters(years=frozenset(years), issuers=frozenset(full_names), documents=frozenset(document_ids))
