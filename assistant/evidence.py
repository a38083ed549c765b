"""Which places of which documents answer a question: decided on subject, unit and scope, not on "there were hits".

Support of a place = share of the question's term weight that stands in it, nearer words counting more:

    support = Σ weight(t) · max over zones of (nearness(zone) · presence(t, zone)) / Σ weight(t)

Worked example: "特困供养标准不低于低保的多少倍". The sentence "城市低保标准不低于…20%" lacks 特困 near by and has no 倍:
it is no evidence, however well it is ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asked import Asked, Kind
from assistant.passages import Clause, Passage, Sentence, passage_of
from assistant.terms import Term
from index.engine import Index
from ingest.quantities import DEADLINE, Quantity
from ingest.records import Item
from ingest.sentences import Span

# Nearness of a zone: how much a word counts that stands there. Order matters more than the exact figures.
IN_CLAUSE = 1.0
CLAUSE_BEFORE = 0.95
IN_SENTENCE = 0.85
IN_TITLE = 0.8
SENTENCE_BEFORE = 0.6
IN_SECTION_TITLE = 0.6
IN_ITEM = 0.45

MEANING = 0.3  # share of closeness in meaning in the support
SAME_MEANING = 0.75  # cosine from which a sentence says what the question asks
OTHER_UNIT = 0.85  # factor for a figure of the asked family in another measure word (家 for 个)
LOOSE_UNIT_BONUS = 1.08  # factor for a figure of the family that the question hints at
MENTIONED = 0.75  # presence from which a text mentions a word, for questions whether it does
LONGEST_LIST = 330  # characters of a quoted list
SHORT_SENTENCE = 80  # characters; a sentence up to this is quoted whole
LONGEST_CONTINUATION = 18  # characters of a clause that only adds a figure to the one before
SUBJECT_SHARE = 0.12  # of the term weight: a clause that holds this much belongs into the quote


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotable stretch `[start, end)` of `item.text` with its support (0…1) and the figures it gives."""

    item: Item
    start: int
    end: int
    support: float
    quantities: tuple[Quantity, ...] = ()

    @property
    def quote(self) -> str:
        return self.item.text[self.start : self.end]


def enumerated(evidence: Evidence) -> Evidence:
    """The evidence with the sentences after it that go on listing: short ones, as in 整改一批。…取缔一批。…"""
    end = evidence.end
    for sentence in passage_of(evidence.item).sentences:
        if sentence.span.start < evidence.end:
            continue
        if sentence.span.end - evidence.start > LONGEST_LIST:
            break
        end = sentence.span.end
    return Evidence(evidence.item, evidence.start, end, evidence.support, evidence.quantities)


class EvidenceFinder:
    """Weighs the sentences and figures of candidate items against one question.

    support = (1 − MEANING) · share of the question's words + MEANING · closeness in meaning. The words say whether
    it is the subject, the meaning finds it when people use other words (Khattab & Zaharia 2020 call the mix hybrid).
    """

    def __init__(self, items: Sequence[Item], terms: Sequence[Term], asked: Asked, text: str, index: Index) -> None:
        self._terms = terms
        self._asked = asked
        self._passages = [p for item in items if _holds_required(p := passage_of(item), terms)]
        sentences = [s for p in self._passages for s in p.sentences]
        cosines = index.similarity(text, [s.normalised for s in sentences]) if sentences else ()
        self._closeness = {
            id(s): min(1.0, max(0.0, float(cosine)) / SAME_MEANING)
            for s, cosine in zip(sentences, cosines, strict=True)
        }

    def figures(self) -> list[Evidence]:
        """Every figure of the asked unit with its support, best first."""
        found = [evidence for passage in self._passages for evidence in self._figures(passage)]
        return sorted(found, key=_order)

    def statements(self) -> list[Evidence]:
        """Every sentence with its support, best first; for a date question those with a date count in full."""
        found = [evidence for passage in self._passages for evidence in self._statements(passage)]
        return sorted(found, key=_order)

    def _mixed(self, share: float, sentence: Sentence) -> float:
        return (1 - MEANING) * share + MEANING * self._closeness[id(sentence)]

    def _figures(self, passage: Passage) -> Iterator[Evidence]:
        asked, terms = self._asked, self._terms
        for sentence in passage.sentences:
            for position, clause in enumerate(sentence.clauses):
                wanted = [q for q in clause.quantities if _fits(q, asked)]
                if not wanted:
                    continue
                before = sentence.clauses[position - 1].normalised if position else ""
                zones = [
                    (clause.normalised, IN_CLAUSE),
                    (before, CLAUSE_BEFORE),
                    (sentence.normalised, IN_SENTENCE),
                    (passage.title, IN_TITLE),
                    (passage.section_title, IN_SECTION_TITLE),
                    (passage.whole, IN_ITEM),
                ]
                support = self._mixed(_share(zones, terms), sentence)
                if asked.strict and asked.unit and all(q.unit != asked.unit for q in wanted):
                    support *= OTHER_UNIT
                if not asked.unit and any(q.family in asked.families for q in wanted):
                    support *= LOOSE_UNIT_BONUS
                start, end = _figure_span(passage.item.text, sentence, position, terms, wanted[0].family)
                yield Evidence(passage.item, start, end, support, tuple(wanted))

    def _statements(self, passage: Passage) -> Iterator[Evidence]:
        before = ""
        heaviest = max(self._terms, key=lambda term: term.weight, default=None)
        named = heaviest if self._asked.kind is Kind.EXISTS else None
        for sentence in passage.sentences:
            if named and max(named.presence(sentence.normalised), named.presence(passage.title)) < MENTIONED:
                continue
            zones = [
                (sentence.normalised, IN_CLAUSE),
                (passage.title, IN_TITLE),
                (before, SENTENCE_BEFORE),
                (passage.section_title, IN_SECTION_TITLE),
                (passage.whole, IN_ITEM),
            ]
            support = self._mixed(_share(zones, self._terms), sentence)
            if self._asked.kind is Kind.DATE and not _has_date(sentence.normalised):
                support *= OTHER_UNIT
            end = _without_comma(passage.item.text, sentence.span)
            yield Evidence(passage.item, sentence.span.start, end, support)
            before = sentence.normalised


def _order(evidence: Evidence) -> tuple[float, str, int]:
    return (-evidence.support, evidence.item.item_id, evidence.start)


def _holds_required(passage: Passage, terms: Sequence[Term]) -> bool:
    return all(term.presence(passage.whole) > 0.5 for term in terms if term.required)


def _share(zones: Sequence[tuple[str, float]], terms: Sequence[Term]) -> float:
    total = sum(term.weight for term in terms)
    if total == 0.0:
        return 0.0
    gained = 0.0
    for term in terms:
        best = 0.0
        for text, nearness in zones:
            if nearness > best:
                best = max(best, nearness * term.presence(text))
        gained += term.weight * best
    return gained / total


def _fits(quantity: Quantity, asked: Asked) -> bool:
    if quantity.family == "ordinal" or (asked.strict and asked.families and "number" not in asked.families):
        return quantity.family in asked.families
    return quantity.value[0].isdigit() or quantity.family in asked.families


def _figure_span(text: str, sentence: Sentence, position: int, terms: Sequence[Term], family: str) -> tuple[int, int]:
    """From the clause that names the subject to the last one with a figure of it; a short sentence whole."""
    if sentence.span.end - sentence.span.start <= SHORT_SENTENCE:
        return sentence.span.start, sentence.span.end
    first = position
    held = {t.text for t in terms if t.presence(sentence.clauses[position].normalised) > 0.5}
    total = sum(t.weight for t in terms) or 1.0
    for earlier in range(position - 1, -1, -1):
        gained = [t for t in terms if t.text not in held and t.presence(sentence.clauses[earlier].normalised) > 0.5]
        if sum(t.weight for t in gained) / total >= SUBJECT_SHARE:
            first = earlier
            held.update(t.text for t in gained)
    if first == position and position and _bare(sentence.clauses[position]):
        first = position - 1
    last = position
    while last + 1 < len(sentence.clauses) and _continues(sentence.clauses[last + 1], family):
        last += 1
    return sentence.clauses[first].span.start, _without_comma(text, sentence.clauses[last].span)


def _continues(clause: Clause, family: str) -> bool:
    """Whether a clause gives a further figure of the same subject: 到2025年新增不少于1800张."""
    figures = [q for q in clause.quantities if q.family == family]
    return bool(figures) and clause.span.end - clause.span.start <= LONGEST_CONTINUATION


def _bare(clause: Clause) -> bool:
    """Whether a clause says a figure but hardly of what: 完成不少于7000户改造任务."""
    start = min(q.start for q in clause.quantities) - clause.span.start
    return start <= 4


def _without_comma(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in "，,：:、；;":
        end -= 1
    return end


def _has_date(text: str) -> bool:
    return bool(DEADLINE.search(text)) or any(mark in text for mark in ("月", "日", "年底", "年前", "·", "年"))
