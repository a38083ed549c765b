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

OTHER_UNIT = 0.85  # factor for a figure of the asked family in another measure word (家 for 个)
LOOSE_UNIT_BONUS = 1.08  # factor for a figure of the family that the question hints at
SHORT_SENTENCE = 80  # characters; a sentence up to this is quoted whole
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


def figure_evidence(items: Sequence[Item], terms: Sequence[Term], asked: Asked) -> list[Evidence]:
    """Every figure of the asked unit with its support, best first."""
    found = [
        evidence
        for item in items
        if _holds_required(passage := passage_of(item), terms)
        for evidence in _figures(passage, terms, asked)
    ]
    return sorted(found, key=_order)


def statement_evidence(items: Sequence[Item], terms: Sequence[Term], asked: Asked) -> list[Evidence]:
    """Every sentence with its support, best first; for a date question those with a date count in full."""
    found = [
        Evidence(passage.item, *_statement_span(sentence, passage, terms, asked), support=support)
        for item in items
        if _holds_required(passage := passage_of(item), terms)
        for sentence, support in _sentences(passage, terms, asked)
    ]
    return sorted(found, key=_order)


def _order(evidence: Evidence) -> tuple[float, str, int]:
    return (-evidence.support, evidence.item.item_id, evidence.start)


def _holds_required(passage: Passage, terms: Sequence[Term]) -> bool:
    return all(term.presence(passage.whole) > 0.5 for term in terms if term.required)


def _support(zones: Sequence[tuple[str, float]], terms: Sequence[Term]) -> float:
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


def _figures(passage: Passage, terms: Sequence[Term], asked: Asked) -> Iterator[Evidence]:
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
            support = _support(zones, terms)
            if asked.strict and asked.unit and all(q.unit != asked.unit for q in wanted):
                support *= OTHER_UNIT
            if not asked.strict and any(q.family in asked.families for q in wanted):
                support *= LOOSE_UNIT_BONUS
            start, end = _figure_span(passage.item.text, sentence, position, terms)
            yield Evidence(passage.item, start, end, support, tuple(wanted))


def _fits(quantity: Quantity, asked: Asked) -> bool:
    if asked.strict or quantity.family == "ordinal":
        return quantity.family in asked.families
    return quantity.value[0].isdigit() or quantity.family in asked.families


def _figure_span(text: str, sentence: Sentence, position: int, terms: Sequence[Term]) -> tuple[int, int]:
    """From the clause that names the subject to the one with the figure; a short sentence whole."""
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
    return sentence.clauses[first].span.start, _without_comma(text, sentence.clauses[position].span)


def _bare(clause: Clause) -> bool:
    """Whether a clause says a figure but hardly of what: 完成不少于7000户改造任务."""
    start = min(q.start for q in clause.quantities) - clause.span.start
    return start <= 4


def _without_comma(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in "，,：:、；;":
        end -= 1
    return end


def _sentences(passage: Passage, terms: Sequence[Term], asked: Asked) -> Iterator[tuple[Sentence, float]]:
    before = ""
    for sentence in passage.sentences:
        zones = [
            (sentence.normalised, IN_CLAUSE),
            (passage.title, IN_TITLE),
            (before, SENTENCE_BEFORE),
            (passage.section_title, IN_SECTION_TITLE),
            (passage.whole, IN_ITEM),
        ]
        own = _support([(sentence.normalised, IN_CLAUSE)], terms)
        support = _support(zones, terms)
        if own > 0.0:
            if asked.kind is Kind.DATE and not _has_date(sentence.normalised):
                support *= OTHER_UNIT
            yield sentence, support
        before = sentence.normalised


def _has_date(text: str) -> bool:
    return bool(DEADLINE.search(text)) or any(mark in text for mark in ("月", "日", "年底", "年前", "·", "年"))


def _statement_span(sentence: Sentence, passage: Passage, terms: Sequence[Term], asked: Asked) -> tuple[int, int]:
    return sentence.span.start, _without_comma(passage.item.text, sentence.span)
