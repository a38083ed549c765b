"""From ranked evidence to the few pieces an answer shows: every document that states it, newest first, no strangers.

Thresholds are named here and nowhere else; they are calibrated on data/questions/development.jsonl, their curve is
printed by `python -m eval.thresholds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.evidence import Evidence
from assistant.labels import recency
from assistant.years import told_year
from index.engine import Index

SAME_DOCUMENT = 0.93  # a further place of a document: nearly as good as its best
MOST_PIECES = 12
SHORT_STORY = 160  # characters over all quotes of a document up to which its best item is quoted further
QUOTE_BUDGET = 420  # characters over all quotes of a document; people want the sentence, not the page


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least support from which a piece of evidence is an answer and not only near; below it the reply is a refusal.

    `figure` is that of a figure: its subject, not only its topic, stands near it. `ordinal` that of 第五轮, 八次全会, which are
    rarer than counts. `statement` that of a sentence. `spoken` is that of a sentence or a figure for a question in
    everyday speech, most of whose words no document prints, `closest` that of what is offered to it as closest in meaning.
    """

    figure: float = 0.48
    ordinal: float = 0.36
    statement: float = 0.42
    spoken: float = 0.24
    closest: float = 0.12


@dataclass(frozen=True, slots=True)
class Breadth:
    """How far an answer reaches: `margin` is the share of the best support that a further document needs,
    `least` the absolute support, `pieces` the most places of one document, `within` the share for those; `further` the
    share for more sentences of a document's best item, as long as the quotes of the document stay short; `items` the most items,
    `length` the most characters of all quotes together, `each` those of one document. With `sentences`
    `pieces` are items of a document with at most that many sentences each. With `by_year` the review of a report and its plan count as two documents."""

    least: float
    margin: float = 0.80
    pieces: int = 2
    within: float = SAME_DOCUMENT
    first_least: float = 0.0
    further: float = 1.0
    items: int = MOST_PIECES
    length: int = MOST_PIECES * QUOTE_BUDGET
    each: int = QUOTE_BUDGET
    sentences: int = 0
    by_year: bool = False

    def has_room(self, mine: Sequence[Evidence], further: Evidence) -> bool:
        """Whether a document of which some places are chosen may give one more."""
        if not self.sentences:
            return len(mine) < self.pieces
        items = {e.item.item_id for e in (*mine, further)}
        return len(items) <= self.pieces and sum(e.item == further.item for e in mine) < self.sentences


def select(ranked: Sequence[Evidence], index: Index, breadth: Breadth) -> list[Evidence]:
    """The best places of each document that supports well enough, newest document first, neighbours joined."""
    first_least = breadth.first_least or breadth.least
    if not ranked or ranked[0].support < first_least:
        return []
    floor = max(breadth.least, ranked[0].support * breadth.margin)
    chosen: dict[tuple[str, int | None], list[Evidence]] = {}
    for evidence in ranked:
        if evidence.support < floor:
            break
        document = index.document(evidence.item.document_id)
        told = told_year(evidence.item.section_title, document.year) if breadth.by_year else None
        mine = chosen.setdefault((document.document_id, told), [])
        if not mine or (
            breadth.has_room(mine, evidence)
            and evidence.support >= mine[0].support * breadth.within
            and not any(_overlap(evidence, other) for other in mine)
        ):
            mine.append(evidence)
    if breadth.further < 1.0:
        chosen = {i: _with_further(mine, ranked, breadth.further) for i, mine in chosen.items()}
    kept = (piece for pieces in chosen.values() for piece in _fitting(pieces, breadth.each))
    pieces = sorted(kept, key=lambda e: (recency(index.document(e.item.document_id)), e.item.start, e.start))
    return _best(merged(pieces)[:MOST_PIECES], breadth)


def _best(pieces: Sequence[Evidence], breadth: Breadth) -> list[Evidence]:
    """The pieces as they stand, those of the best supported items only, as many as fit."""
    by_support = sorted(pieces, key=lambda e: -e.support)
    items = set(islice(dict.fromkeys(piece.item.item_id for piece in by_support), breadth.items))
    kept = _fitting((piece for piece in by_support if piece.item.item_id in items), breadth.length)
    return [piece for piece in pieces if piece in kept]


def _with_further(mine: Sequence[Evidence], ranked: Sequence[Evidence], share: float) -> list[Evidence]:
    """One document's pieces and more sentences of its best item, best first, while all of it stays short."""
    told = list(mine)
    for evidence in ranked:
        if evidence.item.item_id != mine[0].item.item_id or evidence.support < mine[0].support * share:
            continue
        length = sum(e.end - e.start for e in (*told, evidence))
        if length <= SHORT_STORY and not any(_overlap(evidence, other) for other in told):
            told.append(evidence)
    return told


def _fitting(pieces: Iterable[Evidence], most: int) -> list[Evidence]:
    """As many pieces as fit into some characters, the first always."""
    kept: list[Evidence] = []
    spent = 0
    for piece in pieces:
        length = piece.end - piece.start
        if kept and spent + length > most:
            continue
        kept.append(piece)
        spent += length
    return kept


def merged(pieces: Sequence[Evidence]) -> list[Evidence]:
    """Neighbouring pieces of one item as one quote."""
    joined: list[Evidence] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.item.item_id == piece.item.item_id and last.start <= piece.start <= last.end + 2:
            figures = (*last.quantities, *piece.quantities)
            joined[-1] = Evidence(
                last.item, last.start, max(last.end, piece.end), max(last.support, piece.support), figures
            )
        else:
            joined.append(piece)
    return joined


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.item.item_id == other.item.item_id
    return same and one.start < other.end and other.start < one.end
