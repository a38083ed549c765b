"""What is asked of the index and what it gives back. Knows nothing of questions, only of queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.records import Document


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may be searched; an empty field restricts nothing, fields are joined by AND.

    A filter that no document meets leaves nothing: an empty scope stays empty.
    """

    years: frozenset[int] = field(default=frozenset())
    issuers: frozenset[str] = field(default=frozenset())
    documents: frozenset[str] = field(default=frozenset())

    def admits(self, document: Document) -> bool:
        """Whether the document meets every restriction."""
        return (
            (not self.years or document.year in self.years)
            and (not self.issuers or document.issuer in self.issuers)
            and (not self.documents or document.document_id in self.documents)
        )


@dataclass(frozen=True, slots=True)
class Query:
    """Words to find; `k` is the largest number of hits wanted and only truncates the ranking.

    `expansions` are further words with weights in (0, 1]: they count below the user's own words.
    """

    text: str
    filters: Filters = field(default=Filters())
    k: int = 10
    expansions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One found item; `score` is the fused score, `sparse` the BM25 score, `dense` the cosine (−1…1)."""

    item_id: str
    document_id: str
    section: int
    item: int | None
    score: float
    sparse: float
    dense: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits in the total order (-score, item_id)."""

    query: Query
    hits: tuple[Hit, ...]
