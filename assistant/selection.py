"""From ranked evidence to the few pieces an answer shows: every document that states it, newest first, no strangers.

Thresholds are named here and nowhere else; they are calibrated on data/questions/development.jsonl.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.evidence import Evidence
from ingest.records import Document

FIGURE_SUPPORT = 0.58  # least support of a figure: its subject, not only its topic, stands near it
STATEMENT_SUPPORT = 0.52  # least support of a sentence
DOCUMENT_MARGIN = 0.80  # a further document must support as well as this share of the best one
SAME_ITEM_MARGIN = 0.93  # a further place of the same item or document: nearly as good as its best
MOST_PIECES = 8
MOST_PER_DOCUMENT = 2
QUOTE_BUDGET = 420  # characters over all quotes but the first; people want the sentence, not the page


def best_per_document(
    ranked: Sequence[Evidence],
    document_of: Callable[[str], Document],
    recency: Callable[[Document], tuple[int, int, str]],
    *,
    least: float,
    margin: float = DOCUMENT_MARGIN,
    per_document: int = MOST_PER_DOCUMENT,
) -> list[Evidence]:
    """The best evidence of each document that supports well enough, newest document first."""
    if not ranked or ranked[0].support < least:
        return []
    floor = max(least, ranked[0].support * margin)
    chosen: dict[str, list[Evidence]] = {}
    for evidence in ranked:
        if evidence.support < floor:
            break
        mine = chosen.setdefault(evidence.item.document_id, [])
        if not mine or (
            len(mine) < per_document
            and evidence.support >= mine[0].support * SAME_ITEM_MARGIN
            and not any(_overlap(evidence, other) for other in mine)
        ):
            mine.append(evidence)
    ordered = sorted(chosen, key=lambda document_id: recency(document_of(document_id)))
    pieces = [e for document_id in ordered for e in sorted(chosen[document_id], key=lambda e: e.item.start + e.start)]
    return within_budget(pieces[:MOST_PIECES])


def within_budget(pieces: Iterable[Evidence], budget: int = QUOTE_BUDGET) -> list[Evidence]:
    """As many pieces as fit, the first always; a document's first piece goes before another's second."""
    kept: list[Evidence] = []
    spent = 0
    for piece in pieces:
        length = piece.end - piece.start
        if kept and spent + length > budget:
            continue
        kept.append(piece)
        spent += length
    return kept


def merged(pieces: Sequence[Evidence]) -> list[Evidence]:
    """Neighbouring pieces of one item joined to one quote."""
    joined: list[Evidence] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.item.item_id == piece.item.item_id and 0 <= piece.start - last.end <= 2:
            joined[-1] = Evidence(
                last.item,
                last.start,
                piece.end,
                max(last.support, piece.support),
                (*last.quantities, *piece.quantities),
            )
        else:
            joined.append(piece)
    return joined


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.item.item_id == other.item.item_id
    return same and one.start < other.end and other.start < one.end
