"""Which documents, set side by side, say little or nothing on the matter: far behind the best in words and in meaning.

高龄津贴历年怎么写: 2025 提高高龄老年人生活津贴标准; 2024 speaks of old people of high age in homes only, 2017 of none.
The one is quoted as what comes closest and said not to put it so, the other is not quoted at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import STANDS, Evidence
from assistant.terms import Term
from index.engine import Index
from index.tokens import normalise

SILENT = (0.5, 0.25)  # share of the best support and cosine below which a document says nothing: of 10 none was wanted
DISTANT = (0.6, 0.4)  # the same below which it comes closest but does not say it so


def apart(
    told: Sequence[Evidence], text: str, main: Term | None, index: Index
) -> tuple[list[Evidence], frozenset[str]]:
    """The sentences of the documents that say something, and the ids of those that only come close. One whose best
    sentence names the main word of the question, if only by a short or a longer form, does say something."""
    best: dict[str, Evidence] = {}
    for evidence in sorted(told, key=lambda e: -e.support):
        best.setdefault(evidence.item.document_id, evidence)
    top = max((e.support for e in best.values()), default=0.0)
    behind = {i: e for i, e in best.items() if e.support < top * DISTANT[0]}
    cosines = index.similarity(text, [normalise(e.quote) for e in behind.values()]) if behind else ()
    reached = {i: (e.support / top, float(cosine)) for (i, e), cosine in zip(behind.items(), cosines, strict=True)}
    silent = {
        i
        for i, (share, cosine) in reached.items()
        if share < SILENT[0] and cosine < SILENT[1] and not (main and main.presence(normalise(best[i].quote)) >= STANDS)
    }
    distant = frozenset(i for i, (_, cosine) in reached.items() if cosine < DISTANT[1]) - silent
    return [e for e in told if e.item.document_id not in silent], distant
