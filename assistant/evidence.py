"""Which places of which documents answer a question: decided on subject, unit and scope, not on "there were hits".

Worked example: "特困供养标准不低于低保的多少倍". The sentence "城市低保标准不低于…20%" lacks 特困 near by and has no 倍:
it is no evidence, however well it is ranked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

from assistant.asked import Asked, Expected, Kind, Tense
from assistant.counting import counted_in, counts_another
from assistant.fitting import fits, names_expected
from assistant.groups import groups_asked, of_others
from assistant.manner import Manner
from assistant.matching import (
    CLAUSE_AFTER,
    CLAUSE_BEFORE,
    CORE,
    IN_CLAUSE,
    IN_LEAD,
    IN_SENTENCE,
    NOTHING_NEAR,
    SENTENCE_BEFORE,
    PassageMatch,
    Presences,
    heading_of,
)
from assistant.nearness import nearness
from assistant.passages import Clause, Passage, Sentence, passage_of
from assistant.terms import Term
from assistant.years import REVIEW, told_year
from index.engine import Index
from index.tokens import normalise
from ingest.measured import measured
from ingest.quantities import PER, Quantity
from ingest.records import Document, Item
from ingest.sentences import Span

MEANING = 0.3  # share of closeness in meaning in the support
SAME_MEANING = 0.75  # cosine from which a sentence says what the question asks
HINTED = 0.85  # share of the best support from which figures of the hinted family are the only ones that answer
LEAST_SHARE = 0.42  # share of the words near a figure below which closeness in meaning does not help
OTHER_SUBJECT = 0.75  # factor for a figure near which a main word of the question is missing
STRANGE_SUBJECT = 0.65  # the same where the figure measures what the question does not speak of at all
COUNTS_ANOTHER = 0.5  # the same where something else than what is asked stands behind the figure: 五个社会服务
SAME_INDICATOR = 0.3  # share of the words of an indicator from which it is what the question speaks of
LEAST_INDICATOR = 0.05  # the same where the main words of the question do stand near
OTHER_INDICATOR = 0.8
LEAST_WEIGHED = 0.3  # support below which a figure is no answer in any case
SAID_WHOLE = 0.93  # share of the words of a question that a sentence of the preamble must hold to count like any other
PREAMBLE = 0.85  # factor for the preamble, which greets and sums up but sets no task
OTHER_GROUP = (
    0.8  # factor for a sentence on other people than those the question names: 老年人 where 残疾人 are asked about
)
OTHER_TENSE = 0.8  # factor for what was done where what is planned is asked, and the reverse
STANDS = 0.5  # presence from which a word stands in a text
MENTIONED = 0.75  # presence from which a text mentions a word, for questions whether it does
NAMING = 0.85  # share of the best support that a sentence needs which names the place or firm asked for
SHORT_SENTENCE = 80  # characters; a sentence up to this is quoted whole
LONGEST_LIST = 330  # characters of a quoted list
LONGEST_CONTINUATION = 18  # characters of a clause that only adds a figure to the one before
BARE_LEAD = 4  # characters before a figure from which its clause may say of what it is the figure
SUBJECT_SHARE = 0.12  # of the term weight: a clause that holds this much belongs into the quote

ReadTerms = Callable[[str], tuple[Term, ...]]
"""The content words of a text, as `TermReader.read` finds them."""

_BESIDE = re.compile(r"[、/／]|或者?")
_FOR_ANOTHER = re.compile(rf"^[^\d一二三四五六七八九十]*(?:{PER})")


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


class EvidenceFinder:
    """Weighs the sentences and figures of candidate items against one question.

    support = (1 − MEANING) · share of the question's words + MEANING · closeness in meaning. The words say whether
    it is the subject; the meaning finds it when people use other words. With `each` every document is to speak by itself.
    A question that is `spoken` need not say what a figure measures in its words: none of its printed main words may be
    missing; and where no figure is asked, its words that no document prints count by what is near them in meaning.
    """

    def __init__(
        self,
        items: Sequence[Item],
        terms: Sequence[Term],
        asked: Asked,
        text: str,
        index: Index,
        read: ReadTerms,
        *,
        each: bool = False,
        years: Sequence[int] = (),
        spoken: bool = False,
    ) -> None:
        self._spoken = spoken
        self._years = {} if not years else {d.document_id: (d.year, frozenset(years)) for d in index.documents}
        self._document = index.document
        self._each = each
        self._read = read
        self._asked_text = normalise(text)
        self._terms = terms
        self._asked = asked
        self._counted = counted_in(self._asked_text, terms)
        self._manner = Manner(asked, text)
        self._text = text
        self._groups = groups_asked(normalise(text), terms)
        self._opposed = [o for t in terms if t.opposites and (o := t.against(normalise(text))).opposites]
        self._reviewing = {item.document_id for item in items if REVIEW.search(item.section_title)}
        names = {d.issuer for d in index.documents}  # below a text, no sentence of it
        if asked.expected is not Expected.RESPONSIBLE:  # a title names whose document it is
            names |= {d.title for d in index.documents}
        self._signed = {normalise(name) for name in names if name}
        regions = {index.document(item.document_id).metadata.region or "" for item in items}
        self._own = frozenset(name for region in regions for name in (region, region[:-1]))
        titled = _titled(index.documents, terms)
        passages = [passage_of(item) for item in items]
        worded = spoken and asked.kind is not Kind.FIGURE  # a figure is of its own subject, not of one near it
        near = nearness(terms, _texts(passages), index) if worded else NOTHING_NEAR
        self._matches = [
            (passage, match)
            for item, passage in zip(items, passages, strict=True)
            for document in (index.document(item.document_id),)
            for match in (PassageMatch(passage, terms, document.year, titled.get(document.document_id, ()), near),)
            if all(
                max(there, heading, section) > STANDS or _about(document, term.text)
                for term, there, heading, section in zip(terms, match.whole, match.heads, match.sections, strict=True)
                if term.required
            )
        ]
        sentences = [sentence for passage, _ in self._matches for sentence in passage.sentences]
        cosines = index.similarity(text, [s.normalised for s in sentences]) if sentences else ()
        self._closeness = {
            id(sentence): min(1.0, max(0.0, float(cosine)) / SAME_MEANING)
            for sentence, cosine in zip(sentences, cosines, strict=True)
        }

    def figures(self) -> list[Evidence]:
        """Every figure of the asked unit with its support, best first."""
        found = sorted((e for passage, match in self._matches for e in self._figures(passage, match)), key=_order)
        if self._asked.expected is Expected.CLOCK:
            return [e for e in found if self._names_expected(e.quote)]
        hinted = [e for e in found if any(q.family in self._asked.families for q in e.quantities)]
        return hinted if hinted and hinted[0].support >= found[0].support * HINTED else found

    def statements(self) -> list[Evidence]:
        """Every sentence with its support, best first; for a date question those with a date count in full."""
        found = sorted((e for passage, match in self._matches for e in self._statements(passage, match)), key=_order)
        if not found or self._asked.expected in (Expected.ANYTHING, Expected.RESPONSIBLE):
            return found
        best: dict[str, float] = {}
        for e in found:
            best.setdefault(e.item.document_id if self._each else "", e.support)
        near = (e for e in found if e.support >= best[e.item.document_id if self._each else ""] * NAMING)
        return [e for e in near if self._names_expected(e.quote)]

    def _names_expected(self, quote: str) -> bool:
        return names_expected(quote, self._asked, self._text, self._own)

    def _contradicted(self, normalised: str) -> bool:
        """Whether a text speaks of the opposite of what is asked."""
        return any(term.contradicted(normalised) for term in self._opposed)

    def _of_others(self, passage: Passage, told: str, sentence: Sentence) -> bool:
        """Whether a text, or else what is above it, is about other people than those that the question names."""
        return of_others(self._groups, told, sentence.normalised, sentence.lead, passage.title, passage.section_title)

    def _mixed(self, share: float, sentence: Sentence) -> float:
        return (1 - MEANING) * share + MEANING * self._closeness[id(sentence)]

    def _timely(self, passage: Passage) -> float:
        """A factor for the part of a report that looks the other way than the question: 工作回顾 where a target is asked,
        what is said of another year than the one that is asked about."""
        own, years = self._years.get(passage.item.document_id, (None, frozenset()))
        if (
            own in years
            and self._asked.tense is not Tense.BACK
            and told_year(passage.item.section_title, own) not in years
        ):
            return OTHER_TENSE
        if self._asked.tense is Tense.OPEN or passage.item.document_id not in self._reviewing:
            return 1.0
        review = REVIEW.search(passage.section_title) is not None
        return OTHER_TENSE if review is (self._asked.tense is Tense.AHEAD) else 1.0

    def _elsewhere(self, passage: Passage, match: PassageMatch, sentence: Sentence) -> bool:
        """Whether a sentence is about none of the places that the question names: of an item that prints one, only the
        sentence that does, and those below a heading or in an enumeration that does, are about it."""
        document = self._document(passage.item.document_id)
        return any(
            term.presence(sentence.normalised) < STANDS
            and term.presence(sentence.lead) < STANDS
            and max(match.heads[n], match.sections[n]) < STANDS
            and not _about(document, term.text)
            for n, term in enumerate(self._terms)
            if term.required
        )

    def _figures(self, passage: Passage, match: PassageMatch) -> Iterator[Evidence]:
        asked, timely = self._asked, self._timely(passage)
        for before, sentence in zip((None, *passage.sentences), passage.sentences, strict=False):
            if self._elsewhere(passage, match, sentence) or not any(
                fits(q, asked) for clause in sentence.clauses for q in clause.quantities
            ):
                continue
            around = match.presences(sentence.normalised)
            earlier = match.presences(before.normalised) if before else around
            lead = match.presences(sentence.lead)
            clauses = [match.presences(clause.normalised) for clause in sentence.clauses]
            for position, clause in enumerate(sentence.clauses):
                wanted = tuple(q for q in clause.quantities if fits(q, asked))
                if not wanted or self._contradicted(clause.normalised) or self._per_other(passage, sentence, wanted):
                    continue
                if self._of_others(passage, clause.normalised, sentence):
                    continue
                zones = [(clauses[position], IN_CLAUSE), (around, IN_SENTENCE)]
                if position:
                    zones.append((clauses[position - 1], CLAUSE_BEFORE))
                following = sentence.clauses[position + 1 : position + 2]
                if following and not any(fits(q, asked) for q in following[0].quantities):
                    zones.append((clauses[position + 1], CLAUSE_AFTER))
                zones.append((lead, IN_LEAD))
                share = match.share([*zones, (earlier, SENTENCE_BEFORE)])
                said = self._spoken and not match.lacks_core(zones)
                support = (self._mixed(share, sentence) if said or share >= LEAST_SHARE else share) * timely
                if support >= LEAST_WEIGHED and not said:
                    support *= self._kinship(passage.item, wanted, lacking=match.lacks_core(zones))
                if all(self._counts_another(passage.item, sentence, quantity) for quantity in wanted):
                    support *= COUNTS_ANOTHER
                support = prod(self._manner.of_figures(wanted, clause, sentence), start=support)
                if asked.several:
                    wanted = tuple(q for c in sentence.clauses for q in c.quantities if fits(q, asked))
                start, end = self._figure_span(passage.item.text, sentence, position, clauses, wanted[0].family)
                yield Evidence(passage.item, start, end, support, wanted)

    def _per_other(self, passage: Passage, sentence: Sentence, wanted: Sequence[Quantity]) -> bool:
        """Whether amounts are given for something else than the time asked: 每生3000元 is no sum for a month."""
        if not self._asked.per or self._asked.per in sentence.normalised or self._asked.per in passage.title:
            return False
        printed = (passage.item.text[quantity.start : quantity.end] for quantity in wanted)
        return all(q.family == "money" for q in wanted) and all(_FOR_ANOTHER.search(figure) for figure in printed)

    def _counts_another(self, item: Item, sentence: Sentence, quantity: Quantity) -> bool:
        return counts_another(self._counted, normalise(item.text[quantity.end : sentence.span.end]))

    def _kinship(self, item: Item, wanted: Sequence[Quantity], *, lacking: bool) -> float:
        """A factor for figures: do they measure what the question speaks of, and is no main word of it missing near by?"""
        known = 0.0
        for quantity in wanted:
            found = measured(item.text, quantity.start)
            named = self._read(found.indicator(item.text)) if found else ()
            total = sum(term.weight for term in named)
            known = max(known, sum(t.weight for t in named if self._asks_for(t)) / total if total else 1.0)
        if lacking:
            return OTHER_SUBJECT if known >= SAME_INDICATOR else STRANGE_SUBJECT
        return 1.0 if known >= LEAST_INDICATOR else OTHER_INDICATOR

    def _asks_for(self, named: Term) -> bool:
        """Whether a word of an indicator is spoken of in the question, by itself or by another name."""
        if named.presence(self._asked_text) >= STANDS:
            return True
        return any(term.presence(normalise(named.text)) >= STANDS for term in self._terms)

    def _figure_span(
        self, text: str, sentence: Sentence, position: int, clauses: Sequence[Presences], family: str
    ) -> tuple[int, int]:
        """From the clause that names the subject to the last one with a figure of it; a short sentence whole."""
        if sentence.span.end - sentence.span.start <= (LONGEST_LIST if self._asked.several else SHORT_SENTENCE):
            return sentence.span.start, sentence.span.end
        total = sum(term.weight for term in self._terms) or 1.0
        held = {n for n, presence in enumerate(clauses[position]) if presence > STANDS}
        first = position
        for earlier in range(position - 1, -1, -1):
            gained = {n for n, presence in enumerate(clauses[earlier]) if presence > STANDS} - held
            if sum(self._terms[n].weight for n in gained) / total >= SUBJECT_SHARE:
                first = earlier
                held |= gained
        if first == position and position and _bare(sentence.clauses[position]):
            first = position - 1
        last = position
        while last + 1 < len(sentence.clauses) and _continues(sentence.clauses[last + 1], family):
            last += 1
        return sentence.clauses[first].span.start, _without_comma(text, sentence.clauses[last].span)

    def _statements(self, passage: Passage, match: PassageMatch) -> Iterator[Evidence]:
        named = self._named() if self._asked.kind is Kind.EXISTS else []
        before: Presences = [0.0] * len(self._terms)
        timely = self._timely(passage)
        for sentence in passage.sentences:
            if sentence.normalised in self._signed or self._elsewhere(passage, match, sentence):
                continue
            here = match.presences(sentence.normalised)
            others = of_others(self._groups, sentence.normalised)
            if self._asked.kind is Kind.FIGURE and (others or self._contradicted(sentence.normalised)):
                continue
            if not named or any(_mentions(group, here, match) for group in named):
                zones = [(here, IN_CLAUSE), (before, SENTENCE_BEFORE), (match.presences(sentence.lead), IN_LEAD)]
                share = match.share(zones)
                support = self._mixed(share, sentence) * timely
                if others:
                    support *= OTHER_GROUP
                if passage.item.section == 0 and share < SAID_WHOLE:
                    support *= PREAMBLE
                support = prod(self._manner.of_statement(passage, sentence), start=support)
                end = _without_comma(passage.item.text, sentence.span)
                yield Evidence(passage.item, sentence.span.start, end, support)
            before = here

    def _named(self) -> list[list[int]]:
        """What a question asks to be mentioned, of each thing where several are named side by side (甲/乙提过吗): its main
        word, then the others that are part of its name."""
        everything = range(len(self._terms))
        matter = [n for n in everything if not self._terms[n].text[0].isdigit()] or everything  # 500张 may be wrong
        known = [n for n in matter if self._terms[n].printed or len(self._terms[n].forms) > 1] or matter
        beside = [[n for n in known if self._terms[n].text in part] for part in _BESIDE.split(self._asked_text)]
        groups = beside if all(beside) else [known]
        return [self._name(group) for group in groups if group]

    def _name(self, group: Sequence[int]) -> list[int]:
        """The heaviest word of a thing, then those that stand beside it as one and weigh nearly as much or more, printed
        anywhere or not: 智慧食堂 is no 食堂, 家庭暴力 no 家庭."""
        main = max(group, key=lambda n: self._terms[n].weight)
        word, least = self._terms[main].text, self._terms[main].weight * CORE
        return [
            main,
            *(n for n, t in enumerate(self._terms) if t.noun and t.weight >= least and self._one(word, t.text)),
        ]

    def _one(self, word: str, other: str) -> bool:
        """Whether the question prints two words as one."""
        return word + other in self._asked_text or other + word in self._asked_text


def _mentions(name: Sequence[int], here: Presences, match: PassageMatch) -> bool:
    """Whether a sentence, or the heading above it, prints the main word of a name, and its item the others."""
    main, *others = name
    return max(here[main], match.heads[main]) >= MENTIONED and all(match.whole[n] >= MENTIONED for n in others)


def _texts(passages: Iterable[Passage]) -> dict[str, None]:
    """The texts of passages in which a word may stand by meaning: the whole, its headings, its sentences; each once."""
    return dict.fromkeys(
        text
        for passage in passages
        for text in (
            passage.whole,
            heading_of(passage),
            passage.section_title,
            *(s.normalised for s in passage.sentences),
        )
    )


def _titled(documents: Sequence[Document], terms: Sequence[Term]) -> dict[str, list[float]]:
    """How fully each term stands in each document's title; a word of all titles (民政, 工作) tells nothing: 0."""
    held = {d.document_id: [term.presence(normalise(d.title)) for term in terms] for d in documents}
    shared = [min(column) for column in zip(*held.values(), strict=True)]
    return {i: [p if p > least else 0.0 for p, least in zip(ps, shared, strict=True)] for i, ps in held.items()}


def _about(document: Document, place: str) -> bool:
    """Whether all of a document is about a place: its title names it, or it names the place and no region of its own."""
    return place in document.title or (document.metadata.region is None and place in document.text)


def _order(evidence: Evidence) -> tuple[float, str, int]:
    return (-evidence.support, evidence.item.item_id, evidence.start)


def _continues(clause: Clause, family: str) -> bool:
    """Whether a clause gives a further figure of the same subject: 到2025年新增不少于1800张."""
    figures = [q for q in clause.quantities if q.family == family]
    return bool(figures) and clause.span.end - clause.span.start <= LONGEST_CONTINUATION


def _bare(clause: Clause) -> bool:
    """Whether a clause says a figure but hardly of what: 完成不少于7000户改造任务."""
    return min(q.start for q in clause.quantities) - clause.span.start <= BARE_LEAD


def _without_comma(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in "，,：:、；;":
        end -= 1
    return end
