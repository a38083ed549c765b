"""What the documents state on a question: candidates from the index, evidence from the candidates, selection by kind.

How far an answer reaches depends on what was asked (`breadth`); a question that names a theme is answered by `theme_asked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from assistant.apart import apart
from assistant.asked import WORDED, Expected, Kind
from assistant.asked_figures import asked_figures
from assistant.breadth import FIRST_OF_SEVERAL, breadth
from assistant.by_when import for_the_years
from assistant.consequences import with_its_case, with_its_consequence
from assistant.echoes import echoes
from assistant.estranged import estranged
from assistant.evidence import MENTIONED, STANDS, Evidence, EvidenceFinder, ReadTerms
from assistant.headings import below_same_question
from assistant.labels import recency
from assistant.meaning import as_meant
from assistant.passages import passage_of
from assistant.question import Question
from assistant.quoting import (
    LIST_BUDGET,
    SHORT_ITEM,
    listed,
    to_the_end,
    whole,
    with_entries,
    with_items_below,
    with_next,
    with_responsible,
)
from assistant.register import PLAINLY_SPOKEN, SPOKEN, spoken_odds
from assistant.selection import Breadth, Thresholds, merged, select
from assistant.terms import Term, main_word
from assistant.theme_asked import theme_asked
from assistant.threads import thread
from assistant.wording import DIVIDED
from assistant.years import speaks_of
from index.engine import Index
from index.lexicon import Lexicon
from index.records import Filters, Query
from index.tokens import normalise
from ingest.measured import measured
from ingest.records import Document, Item

CANDIDATES = 40  # items that are read for evidence; the gold item is among the first 40 for all but a few questions
CANDIDATES_OF_EACH = 15  # the same of each document where each is to speak by itself
REMEMBERED_INDICATORS = 8_192
MOST_UNHEARD = 12  # documents that are searched one by one for a history; each costs as much as a question
MOST_CLOSEST = 3  # pieces of it
BEATEN = 0.7  # share of the best sentence's support below which a figure belongs to another subject than that sentence
WELL_SAID = 0.8  # support from which words say enough without the meaning of the whole item
LEAST_HELD = 0.2  # share of a question that quotes must hold by name to be more than close in meaning

_TERM_IN_WORDS = re.compile(r"长期|永久|终身|终生|当场|当日|当天|即时|随到随")  # answers how long without a number


@dataclass(frozen=True, slots=True)
class Found:
    """The chosen evidence, empty if nothing supports well enough, and the best sentences for a refusal; `distant` are
    the ids of documents of which only what comes closest is chosen."""

    chosen: list[Evidence]
    ranked: list[Evidence]
    distant: frozenset[str] = frozenset()


class Finder:
    """Finds evidence for questions over one index."""

    def __init__(self, index: Index, lexicon: Lexicon, read: ReadTerms, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self._read = lru_cache(maxsize=REMEMBERED_INDICATORS)(read)
        self._index = index
        self._lexicon = lexicon

    def candidates(self, question: Question, filters: Filters) -> list[Item]:
        """The items that may answer, best first, within the filters."""
        text = " ".join(name for term in question.terms for name in (term.text, *term.members)) or question.text
        expansions = self._lexicon.expansions(question.reading.text, years=question.reading.scope.years)
        ranking = self._index.search(Query(text, filters, CANDIDATES, expansions))
        items = (self._index.item(hit.item_id) for hit in ranking.hits)
        years = question.reading.scope.years
        return [item for item in items if speaks_of(self._index.document(item.document_id), item, years)]

    def state(self, question: Question, documents: Sequence[Document]) -> Found:
        """What the documents state on the question."""
        items = self._items(question, documents)
        if own := below_same_question(question, items, self._index):
            found = self.inside(question, own)
            if question.asked.kind is not Kind.FIGURE and sum(len(i.text) for i in own) <= LIST_BUDGET:
                return Found([whole(item) for item in own], found.ranked)
            if found.chosen:
                return found
        found = self.inside(question, items)
        kind, chosen = question.asked.kind, found.chosen
        places = [term for term in question.terms if term.required]  # what else stands there is said of other places
        of_a_place = any(place.presence(normalise(e.quote)) >= STANDS for place in places for e in chosen)
        preamble = (
            bool(chosen) and max(chosen, key=lambda e: e.support).item.section == 0
        )  # greets, dates and signs too
        if (
            kind is Kind.LIST
            and not (of_a_place or preamble)
            and len(told := {e.item.document_id for e in chosen}) == 1
        ):
            below = with_items_below(chosen, self._index.document(*told).items)
            chosen = below if below != chosen else to_the_end(chosen)
        return Found(chosen, found.ranked, found.distant)

    def inside(self, question: Question, items: Sequence[Item]) -> Found:
        """What these items state on the question."""
        each, spoken = _is_thread(question), _is_spoken(question)
        evidence = EvidenceFinder(
            items,
            _levelled(question.terms) if each and question.asked.kind is not Kind.EXISTS else question.terms,
            question.asked,
            question.reading.text,
            self._index,
            self._read,
            each=each,
            years=question.reading.scope.years,
            spoken=spoken,
        )
        said = self._said(question, evidence.statements(), spoken=spoken)
        if question.asked.kind is not Kind.FIGURE:
            return replace(said, chosen=listed(said.chosen))
        if figures := self._figures(question, evidence.figures(), said.ranked, spoken=spoken):
            return Found(self._beside(question, figures, said.chosen), said.ranked)
        if question.asked.families == {"duration"} and (
            told := [e for e in said.chosen if _TERM_IN_WORDS.search(e.quote)]
        ):
            return Found(told[:1], said.ranked)
        return Found([] if question.asked.strict and not _words_answer(question) else said.chosen, said.ranked)

    def _said(self, question: Question, ranked: list[Evidence], *, spoken: bool) -> Found:
        """The sentences that answer: of each document where several are set side by side, else the best of all."""
        kind, reading = question.asked.kind, question.reading
        if spoken and not _is_thread(question) and ranked and ranked[0].support < WELL_SAID:
            ranked = as_meant(reading.text, ranked, self._index)
        least = self._thresholds.spoken if spoken else self._thresholds.statement
        distant: frozenset[str] = frozenset()
        if question.side_by_side:
            first_least = least if kind is Kind.EXISTS else least * FIRST_OF_SEVERAL
            chosen = thread(ranked, first_least, question.terms, self._index, history=reading.all_years)
            if kind is not Kind.EXISTS:
                chosen, distant = apart(chosen, reading.text, question.terms, self._index)
            chosen = merged(self._in_order(chosen))
        else:
            chosen = select(ranked, self._index, breadth(question, least, spoken=spoken))
            if kind is Kind.EXISTS:
                chosen = self._in_order([*chosen, *_mentions(question, ranked, chosen)])
        chosen = merged([with_its_consequence(with_its_case(with_next(e))) for e in chosen])
        if question.side_by_side:
            chosen = self._best_first(chosen)
        if question.asked.expected is Expected.RESPONSIBLE:
            chosen = [with_responsible(e) for e in chosen]
        return Found(chosen, ranked, distant)

    def _figures(
        self, question: Question, weighed: list[Evidence], ranked: Sequence[Evidence], *, spoken: bool
    ) -> list[Evidence]:
        """The figures that answer; none where a sentence says so much more on the question that they are of another subject."""
        least = self._thresholds.figure
        if question.asked.families == {"ordinal"}:
            least = self._thresholds.ordinal
        elif spoken:
            least = self._thresholds.spoken
            if weighed and weighed[0].support < WELL_SAID:
                weighed = as_meant(question.reading.text, weighed, self._index)
        if question.reading.deadline_years:
            weighed = for_the_years(weighed, frozenset(question.reading.deadline_years), self._index)
        if weighed and weighed[0].support < _best_beside(question, weighed[0], ranked) * BEATEN:
            return []
        figures = select(weighed, self._index, breadth(question, least))
        if not figures:
            return []
        figures = merged([with_its_case(e) for e in figures])
        if DIVIDED.search(question.reading.text):
            figures = [with_entries(e) for e in figures]
        figures = self._of_one_subject(question, figures)
        alone = len(figures) == 1
        return self._in_order(_asked_only(question, e, alone=alone) for e in [*figures, *echoes(figures, weighed)])

    def closest(self, question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
        """What comes closest to a question in everyday words that no document prints; empty for any other question."""
        asked = question.asked
        if asked.strict or asked.kind is Kind.EXISTS or asked.expected is not Expected.ANYTHING:
            return []
        if spoken_odds(question.text) < PLAINLY_SPOKEN:
            return []
        return select(ranked, self._index, Breadth(self._thresholds.closest, margin=0.75, pieces=1))[:MOST_CLOSEST]

    def only_meant(self, question: Question, chosen: Sequence[Evidence]) -> bool:
        """Whether what was chosen for a question in everyday words hardly holds a word of it by any name."""
        total = sum(term.weight for term in question.terms)
        if not chosen or not total or question.side_by_side or not _is_spoken(question):
            return False
        told = normalise(" ".join(part for e in chosen for part in (e.item.section_title, e.item.title, e.quote)))
        held = sum(term.weight * term.presence(told) for term in question.terms)
        return question.asked.kind is not Kind.FIGURE and held / total < LEAST_HELD

    def foreign(self, question: Question, chosen: Sequence[Evidence]) -> bool:
        """Whether a question is about something else altogether than what was chosen for it: 股票开户."""
        return estranged(question, chosen, self._index, spoken=_is_spoken(question))

    def overview(self, question: Question, documents: Sequence[Document]) -> list[Evidence]:
        """The items of a theme, if the question names a theme and nothing more; else empty."""
        return theme_asked(question, documents, self._index, lambda: self._items(question, documents))

    def silent(self, question: Question, documents: Sequence[Document], chosen: Iterable[Evidence]) -> list[Document]:
        """The documents that nothing is quoted from, where several years or every one were asked for: they are named too.
        Asked who mentions a thing, only those that do not even print its main word."""
        reading = question.reading
        if not (len(reading.scope.years) > 1 or question.asked.kind is Kind.EXISTS or reading.all_years):
            return []
        speaking = {e.item.document_id for e in chosen}
        subjects = [term for term in question.terms if not term.text[0].isdigit() and not term.required]
        heaviest = max(subjects, key=lambda term: term.weight, default=None)
        mentions = heaviest if question.asked.kind is Kind.EXISTS else None  # a year that prints the word mentions it
        return [
            d
            for d in documents
            if d.document_id not in speaking
            and not (mentions and any(mentions.presence(passage_of(item).whole) >= MENTIONED for item in d.items))
        ]

    def _of_one_subject(self, question: Question, figures: list[Evidence]) -> list[Evidence]:
        """Figures without those that measure nothing that the question or the best quote speaks of."""
        best = max(figures, key=lambda e: e.support)
        spoken_of = normalise(f"{question.text} {best.quote}")
        return [e for e in figures if e is best or self._measures(e, spoken_of)]

    def _measures(self, evidence: Evidence, spoken_of: str) -> bool:
        """Whether one of the figures measures a thing that a text speaks of, or does not say what it measures."""
        for quantity in evidence.quantities:
            found = measured(evidence.item.text, quantity.start)
            named = self._read(found.indicator(evidence.item.text)) if found else ()
            if not named or any(term.presence(spoken_of) >= STANDS for term in named if term.noun):
                return True
        return False

    def _beside(self, question: Question, figures: list[Evidence], statements: list[Evidence]) -> list[Evidence]:
        """Figures, and what a year or office asked for by name says on the subject without one, any where a history is told."""
        scope = question.reading.scope
        told_by_all = question.reading.all_years and (not question.asked.strict or _words_answer(question))
        if max(len(scope.years), len(scope.issuers), len(question.reading.sources)) < 2 and not told_by_all:
            return figures
        speaking = {e.item.document_id for e in figures}
        rest = [e for e in statements if e.item.document_id not in speaking and e.support >= self._thresholds.statement]
        return self._in_order([*figures, *rest])

    def _items(self, question: Question, documents: Sequence[Document]) -> list[Item]:
        """The candidates; for a thread those of each document by itself, of those found first and then of the newest."""
        items = self.candidates(question, Filters(documents=frozenset(d.document_id for d in documents)))
        if not _is_thread(question):
            return items
        found = dict.fromkeys([*(item.document_id for item in items), *(d.document_id for d in documents)])
        within = (Filters(documents=frozenset({document_id})) for document_id in islice(found, MOST_UNHEARD))
        return [item for filters in within for item in self.candidates(question, filters)[:CANDIDATES_OF_EACH]]

    def _in_order(self, pieces: Iterable[Evidence]) -> list[Evidence]:
        """Newest document first, within a document as printed."""
        return sorted(pieces, key=lambda e: (recency(self._index.document(e.item.document_id)), e.item.start, e.start))

    def _best_first(self, pieces: Iterable[Evidence]) -> list[Evidence]:
        """Newest document first, within a document the piece that answers best before the others as printed."""
        printed = self._in_order(pieces)
        best = {e.item.document_id: e for e in sorted(printed, key=lambda e: e.support)}
        return sorted(
            printed,
            key=lambda e: (recency(self._index.document(e.item.document_id)), e is not best[e.item.document_id]),
        )


def _mentions(question: Question, ranked: Sequence[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    """Where it is asked which documents mention a thing: the best sentence of each further one that prints its main word."""
    main = main_word(question.terms)
    if main is None or not chosen:
        return []
    speaking = {e.item.document_id for e in chosen}
    found: dict[str, Evidence] = {}
    for evidence in ranked:
        name = evidence.item.document_id
        if name not in speaking and main.presence(passage_of(evidence.item).whole) >= MENTIONED:
            found.setdefault(name, evidence)
    return list(found.values())


def _asked_only(question: Question, evidence: Evidence, *, alone: bool) -> Evidence:
    """A piece with the figures that are asked for; where several are and there is but one piece, never with one only."""
    meant = asked_figures(evidence, question.terms, question.asked.families)
    return evidence if alone and question.asked.several and len(meant.quantities) < 2 else meant


def _words_answer(question: Question) -> bool:
    """Whether words answer beside figures: 各年发多少、怎么管."""
    return question.side_by_side and WORDED.search(question.reading.text) is not None


def _levelled(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The words with the root of their weights: one that a single year prints is rare, but silences no other year."""
    return tuple(replace(term, weight=term.weight**0.5) for term in terms)


def _best_beside(question: Question, figure: Evidence, ranked: Sequence[Evidence]) -> float:
    """The support of the best sentence that may speak of something else than a figure: those of its own short item,
    which is about one matter, do not, nor those of other years or offices that are asked for beside it."""
    own = figure.item.item_id if len(figure.item.text) <= SHORT_ITEM else ""
    if question.side_by_side:
        ranked = [e for e in ranked if e.item.document_id == figure.item.document_id]
    return next((e.support for e in ranked if e.item.item_id != own), 0.0)


def _is_spoken(question: Question) -> bool:
    """Whether a question is put in everyday words; how a thing is divided one sentence says, however it is asked."""
    return spoken_odds(question.text) >= SPOKEN and not DIVIDED.search(question.text)


def _is_thread(question: Question) -> bool:
    """Whether each of several documents is to say its own on the matter."""
    return question.side_by_side and question.asked.kind is not Kind.FIGURE
