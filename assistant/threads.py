"""One matter through several documents: each year or office speaks by its own best sentences.

起草（2024）→ 立法（2025）: the words change from year to year, so a sentence is measured against the best of its own
document, and a document against the best of all; one that says much less on the matter is taken to say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.evidence import Evidence
from assistant.labels import Labels
from assistant.terms import Term, main_word
from assistant.years import told_year
from index.engine import Index
from index.tokens import normalise

SPEAKS = 0.45  # share of the best support of all documents from which a document speaks on the matter
NAMES_IT = 0.3  # the same for a sentence that names the matter
LEAST = 0.2  # support below which no sentence does
NAMED = 0.35  # presence from which a sentence names a word
SAME_ITEM = 0.5  # share of a document's best support that another sentence of an item quoted already needs
OTHER_ITEM = 0.75  # the same for a sentence of another item
SAYS_MORE = 0.05  # share of the support of an item's further sentences that speaks for its best one
MORE_OF_ITEM = 3  # sentences of an item that are looked at for that
LENGTH = 760  # characters of all quotes with their sources, beyond the first of each document
SOURCE = 12  # characters around the name of a source and of its place
PLACES = 5  # items beyond which only the first of each further document is quoted
PRINTS = 0.9  # presence of the main word from which a sentence of a history is quoted from one item more


def thread(
    ranked: Sequence[Evidence], first_least: float, terms: Sequence[Term], index: Index, *, history: bool = False
) -> list[Evidence]:
    """The sentences that tell what each document says; `ranked` is best first and of all documents, `terms` are the
    words of the question. The review of a report and its plan speak of two years and count as two documents.

    Empty where the best of them has less support than `first_least`. Every document that speaks has one sentence,
    then each has its second, nearest to its first in support before others, and so on until the room is used up.
    """
    if not ranked or ranked[0].support < first_least:
        return []
    main = main_word(terms)
    voices: dict[tuple[str, int | None], list[Evidence]] = {}
    for evidence in ranked:
        document = index.document(evidence.item.document_id)
        year = told_year(evidence.item.section_title, document.year)
        voices.setdefault((document.document_id, year), []).append(evidence)
    speaking = [_best_first(told) for told in voices.values() if _speaks(told[0], ranked[0].support, main)]
    chosen = [told[0] for told in speaking]
    labels = Labels(index.documents)
    further = [
        (n, -e.support / told[0].support, e) for told in speaking for n, e in enumerate(_further(told, main, terms))
    ]
    places = {e.item.item_id for e in chosen}
    most = max(PLACES, len(places))
    for *_, evidence in sorted(further, key=lambda turn: turn[:2]):
        room = most + (history and main is not None and main.presence(normalise(evidence.quote)) >= PRINTS)
        fits = evidence.item.item_id in places or len(places) < room
        if fits and _length([*chosen, evidence], labels) <= LENGTH:
            chosen.append(evidence)
            places.add(evidence.item.item_id)
    return chosen


def _best_first(told: Sequence[Evidence]) -> list[Evidence]:
    """One document's sentences, before the others the one whose item says more of the matter than one as good."""
    supports: dict[str, list[float]] = {}
    for evidence in told:
        supports.setdefault(evidence.item.item_id, []).append(evidence.support)
    best = max(told, key=lambda e: e.support + SAYS_MORE * sum(supports[e.item.item_id][1:MORE_OF_ITEM]))
    return [best, *(e for e in told if e is not best)]


def _speaks(evidence: Evidence, best: float, main: Term | None) -> bool:
    names = main is not None and main.presence(normalise(evidence.quote)) >= NAMED
    return evidence.support >= max(LEAST, best * (NAMES_IT if names else SPEAKS))


def _further(told: Sequence[Evidence], main: Term | None, terms: Sequence[Term]) -> list[Evidence]:
    """The sentences of one document that add to its best: of an item quoted already, or nearly as good as the best.

    Where the best names the matter, each of them does so too, stands below a heading that does, or is its neighbour.
    """
    best = told[0]
    kept = {best.item.item_id}
    found: list[Evidence] = []
    named = main if main and main.presence(normalise(best.quote)) >= NAMED else None
    for evidence in told[1:]:
        if named and not (_beside(evidence, best) or _on_the_matter(evidence, named, terms)):
            continue
        if evidence.support >= best.support * (SAME_ITEM if evidence.item.item_id in kept else OTHER_ITEM):
            found.append(evidence)
            kept.add(evidence.item.item_id)
    return found


def _on_the_matter(evidence: Evidence, main: Term, terms: Sequence[Term]) -> bool:
    """Whether a sentence holds a word of the question, or stands below a heading that names the main one."""
    quote, heading = normalise(evidence.quote), normalise(evidence.item.title or evidence.item.section_title)
    return main.presence(heading) >= NAMED or any(t.presence(quote) >= NAMED for t in terms if t.subject)


def _beside(one: Evidence, other: Evidence) -> bool:
    """Whether one sentence follows the other."""
    return one.item is other.item and max(one.start - other.end, other.start - one.end) <= 2


def _length(pieces: Iterable[Evidence], labels: Labels) -> int:
    """The characters that pieces take in an answer: neighbours are one quote and name their source once."""
    printed = sorted(pieces, key=lambda e: (e.item.item_id, e.start))
    named = sum(
        SOURCE + len(labels.item(after.item))
        for before, after in pairwise([None, *printed])
        if after and not (before and before.item is after.item and after.start - before.end <= 2)
    )
    return sum(e.end - e.start for e in printed) + named
