"""Ask a question, get an Answer or a Refusal: one engine for chat, command line, HTTP and MCP.

resolve the conversation → understand → printed place? the document itself? a theme? → evidence → compose → verify
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from assistant.about import about_document, asks_of_itself
from assistant.asked import Expected, Kind
from assistant.compose import Composer
from assistant.conversation import added, resolve
from assistant.direction import direction
from assistant.documents_meant import documents_meant, scope_of
from assistant.evidence import Evidence
from assistant.finding import Finder
from assistant.lookup import Place, find_place, moved, neighbours
from assistant.placing import WHOLE_QUOTE, meant, named_beside, quoted
from assistant.question import Question, QuestionReader
from assistant.quoting import heading, whole
from assistant.records import Answer, Conversation, Reason, Refusal, Reply, Scope
from assistant.same_document import of_cited, of_last_document
from assistant.selection import Thresholds
from assistant.several import joined, parts
from assistant.terms import SPOKEN_OF, Term, main_word
from assistant.theme_asked import OVERVIEW_KINDS
from assistant.verify import faults
from assistant.years import told_year
from index.engine import Index
from index.lexicon import Lexicon
from index.records import Filters
from index.tokens import normalise
from ingest.records import Document

BESIDE_ANOTHER = 2  # pieces of each of several printed places that are named side by side
MOST_SILENT = 6  # documents without an answer that are named
NEAREST = 3  # items shown with a refusal
KNOWN_SUBJECT = 1.5  # weight of a printed word that puts a question into the domain
NEAR_DOMAIN = 0.3  # support of the best sentence below which a question is about something else altogether
ONLY_MEANT = "文件里没有这样的说法，意思最接近的是："  # said of quotes that share hardly a word with the question
SUBJECT_OF_ITS_OWN = 3.0  # weight of words from which a question about a place asks for more than the place

_NOTHING_FOUND = frozenset({Reason.NOT_IN_DOCUMENTS, Reason.OUT_OF_DOMAIN})

NO_CONVERSATION = Conversation()
NO_FILTERS = Filters()


class Assistant:
    """Answers questions over one index. Stateless: the conversation comes with the question.

    `today` is the reference date for 今年 and 去年; without it these words are no scope.
    """

    def __init__(
        self, index: Index, lexicon: Lexicon, *, today: date | None = None, thresholds: Thresholds | None = None
    ) -> None:
        self._index = index
        self._reader = QuestionReader(index, lexicon, today)
        self._held = self._reader.scope.held
        self._finder = Finder(index, lexicon, self._reader.terms.read, thresholds or Thresholds())
        self._composer = Composer(index)

    def ask(self, question: str, conversation: Conversation = NO_CONVERSATION, filters: Filters = NO_FILTERS) -> Reply:
        """Answer from the documents that `filters` admit, or refuse with the reason. Never raises for a question."""
        started = time.perf_counter()
        reply = self._checked(self._reply(question, conversation, filters))
        elapsed = (time.perf_counter() - started) * 1000
        return replace(reply, question=question, timings_ms={"total": round(elapsed, 2)})

    def _checked(self, reply: Reply) -> Reply:
        """The gate: an answer with a fault leaves as a refusal."""
        if isinstance(reply, Refusal) or not (found := faults(reply, self._index)):
            return reply
        return Refusal(
            question=reply.question,
            understood=reply.understood,
            scope=reply.scope,
            reason=Reason.NOT_IN_DOCUMENTS,
            text=f"找到的内容没有通过核对（{'；'.join(found)}），所以不作回答。请直接查看相近的条款。",
            nearest=reply.citations[:NEAREST],
        )

    def _reply(self, text: str, conversation: Conversation, filters: Filters) -> Reply:
        if not any(c.isalnum() for c in text):
            hint = "没有看到问题。请用一句话说明想查什么，例如“2025年适老化改造多少户”。"
            return self._composer.refusal(text, Scope(), Reason.EMPTY_QUESTION, hint)
        understood = resolve(text, conversation, self._reader)
        if pieces := parts(understood, self._reader):
            return joined([self._complete(self._reader.read(piece), filters) for piece in pieces])
        question = self._reader.read(understood)
        reply = self._complete(question, filters)
        if isinstance(reply, Refusal) and conversation.turns and reply.reason in _NOTHING_FOUND:
            for again in of_cited(text, conversation, self._reader):
                other = self._complete(self._reader.read(again), filters)
                if isinstance(other, Answer) and _says_so(other, question):
                    return other
        if conversation.turns and (again := of_last_document(text, reply, conversation, self._reader)):
            other = self._complete(self._reader.read(again), filters)
            reply = other if isinstance(other, Answer) else reply
        asked = question.asked
        open_asked = asked.kind is Kind.STATEMENT and asked.expected is not Expected.INSTITUTION
        leant = conversation.turns and not question.reference and open_asked and not asks_of_itself(understood)
        own = added(text, understood, self._reader) if leant else ()
        if not isinstance(reply, Answer) or _speaks_of(reply, own):
            return reply
        words = "”“".join(term.text for term in own)
        return Refusal(
            question=understood,
            understood=understood,
            scope=reply.scope,
            reason=Reason.NOT_IN_DOCUMENTS,
            text=f"说到这件事的条款里没有“{words}”。相近的条款列在下面，仅供参考。",
            nearest=reply.citations[:NEAREST],
        )

    def _complete(self, question: Question, filters: Filters) -> Reply:
        scope, documents = documents_meant(question, filters, self._index.documents, self._held.lies_in)
        if question.reading.scope.years and not scope.years:  # those years, and that office: side by side
            question = replace(
                question,
                reading=replace(question.reading, scope=scope),
                asked=replace(question.asked, compares=True),
            )
        if question.wants_writing:
            hint = "只回答文件里写了什么，不代写文稿。"
            return self._composer.refusal(question.text, scope, Reason.OUT_OF_DOMAIN, hint)
        if not documents:
            return self._not_covered(question, scope, filters)
        if question.reference:
            each = [replace(question, reference=reference) for reference in question.reference.each]
            if len(each) == 1:
                return self._at_place(question, scope, documents)
            return joined([self._at_place(one, scope, documents, most=BESIDE_ANOTHER) for one in each])
        question = _without_own_places(question, documents)
        if about := about_document(question, documents):
            if not about.evidence:
                return self._composer.refusal(question.text, scope, Reason.NOT_IN_DOCUMENTS, about.lead)
            return self._answer(question, scope, about.evidence, lead=about.lead)
        if (pieces := self._finder.overview(question, documents)) and not self._finder.foreign(question, pieces):
            return self._answer(question, scope, pieces)
        deadlines = {f"{year}年" for year in question.reading.deadline_years}
        if all(term.text in deadlines for term in question.terms):  # a deadline alone is no subject
            named = self._reader.terms.read("，".join(question.reading.named))  # the title may be the subject
            question = replace(question, terms=named or self._reader.terms.small_words(question.reading.text))
        if not question.terms:
            return self._without_subject(question, scope)
        return self._stated(question, scope, documents, filters)

    def _not_covered(self, question: Question, scope: Scope, filters: Filters) -> Reply:
        """A year, office or document that is not held — unless a document prints the year with the subject."""
        years, issuers = "、".join(f"{year}年" for year in scope.years), "、".join(scope.issuers)
        named = f"{years}（{issuers}）" if years and issuers else years or issuers
        if question.reading.unheld_documents:
            named = "、".join(question.reading.unheld_documents)
        elif not question.reading.unheld_issuers and (found := self._printed_year(question, scope, filters)):
            lead = f"没有{named}的文件；其他年份的文件里提到："
            return self._answer(question, replace(scope_of(filters), issuers=scope.issuers), found, lead=lead)
        text = self._missing(scope, named or "所指", filters)
        return self._composer.refusal(
            question.text, scope, Reason.SCOPE_NOT_COVERED, text, suggestions=_in_other_years(question)
        )

    def _printed_year(self, question: Question, scope: Scope, filters: Filters) -> list[Evidence]:
        """What documents of other years print on the subject together with the year that was asked for."""
        if not scope.years or not question.terms:
            return []
        wider = replace(scope, years=())
        documents = [d for d in self._index.documents if filters.admits(d) and self._held.lies_in(d, wider)]
        printed_years = tuple(f"{year}年" for year in scope.years)
        places = (*question.reading.places, *printed_years)
        printed = replace(question, terms=self._reader.terms.read(question.reading.text, places, printed_years))
        within = Filters(documents=frozenset(d.document_id for d in documents))
        return self._finder.inside(printed, self._finder.candidates(printed, within)).chosen if documents else []

    def _missing(self, scope: Scope, named: str, filters: Filters) -> str:
        """What is missing: a document that is not held, or one that the chosen filters leave out."""
        chosen = [f"{year}年" for year in sorted(filters.years)] + sorted(filters.issuers) + sorted(filters.documents)
        if chosen and self._held.covers(scope):
            return f"问的是{named}，而查询限定在{'、'.join(chosen)}。请放宽限定再问。"
        within = f"（已限定：{'、'.join(chosen)}）" if chosen else ""
        return f"没有收录{named}的文件{within}。现收录：{self._composer.labels.held()}。"

    def _without_subject(self, question: Question, scope: Scope) -> Reply:
        if question.reading.explicit:
            hint = "请说明想查哪方面的内容，例如“2024年养老服务有哪些安排”。"
            return self._composer.refusal(question.text, scope, Reason.AMBIGUOUS, hint)
        text = f"没有看出要在文件里查什么。现收录：{self._composer.labels.held()}。"
        return self._composer.refusal(question.text, scope, Reason.OUT_OF_DOMAIN, text)

    def _at_place(
        self, question: Question, scope: Scope, documents: Sequence[Document], *, most: int | None = None
    ) -> Reply:
        """A printed place: what it says on the question, `most` the best few pieces of it, all of it, or why it cannot be one."""
        reference = question.reference
        assert reference is not None
        places = [find_place(document, reference) for document in documents]
        if reference.offset:
            places = [moved(place, reference.offset) for place in places if len(place.items) == 1]
        found = [place for place in places if place.items]
        found, terms = named_beside(found, question.terms)
        question = replace(question, terms=terms)
        if not found:
            near = [heading(item) for document in documents[:2] for item in neighbours(document, reference)]
            names = "、".join(self._composer.labels.document(d.document_id) for d in documents[:4])
            text = f"{names}的文件里没有印{reference.label}。"
            return self._composer.refusal(question.text, scope, Reason.ITEM_NOT_FOUND, text, near[:NEAREST])
        items = [item for place in found for item in place.items]
        whole_section = found[0].is_section and question.asked.kind in OVERVIEW_KINDS
        if _asks_within(question) and not question.wants_original and not whole_section:
            if chosen := self._finder.inside(question, items).chosen:
                best = sorted(chosen, key=lambda e: -e.support)[:most]
                return self._answer(question, scope, [e for e in chosen if e in best])
            own = sum(term.weight for term in question.terms if term.subject)
            certain = question.asked.strict or question.asked.expected is not Expected.ANYTHING
            if own >= SUBJECT_OF_ITS_OWN or (certain and len(items) == 1):
                text = f"{reference.label}里没有找到所问的内容。"
                near = [heading(item) for item in items[:NEAREST]]
                return self._composer.refusal(question.text, scope, Reason.NOT_IN_DOCUMENTS, text, near)
        found = meant(found, question)
        if any(place.ambiguous for place in found) or (len(found) > 1 and not _of_each(question, found)):
            return self._which_place(question, scope, found)
        return self._answer(question, scope, [piece for place in found for piece in quoted(place, question)])

    def _which_place(self, question: Question, scope: Scope, found: Sequence[Place]) -> Reply:
        """The same number is printed in several places: all are named, none is chosen."""
        assert question.reference is not None
        items = [item for place in found for item in place.items]
        names = [self._composer.labels.item(item) for item in items]
        heads = "；".join(f"{name} {i.title or i.section_title}" for name, i in zip(names, items, strict=True))
        return self._composer.refusal(
            question.text,
            scope,
            Reason.AMBIGUOUS,
            f"{question.reference.label}不止一处，请说明是哪一处：{heads}。",
            [heading(item) for item in items],
            [f"{name}原文" for name in names],
        )

    def _stated(self, question: Question, scope: Scope, documents: Sequence[Document], filters: Filters) -> Reply:
        """What the documents state; else why there is no answer, with what comes nearest."""
        found = self._finder.state(question, documents)
        foreign = self._finder.foreign(question, found.chosen)
        if question.wants_original and question.asked.kind is Kind.STATEMENT and not question.side_by_side:
            found = replace(found, chosen=_originals(found.chosen))
        if found.chosen and not foreign:
            silent = self._finder.silent(question, documents, found.chosen)
            names = "、".join(self._composer.labels.document(d.document_id) for d in silent[:MOST_SILENT])
            names += "等" if len(silent) > MOST_SILENT else ""
            remarks = [f"{names}的文件里没有找到对应的内容。"] if silent else []
            lead = ONLY_MEANT if self._finder.only_meant(question, found.chosen) else ""
            return self._answer(question, scope, found.chosen, lead=lead, remarks=remarks, distant=found.distant)
        if not foreign and (closest := self._finder.closest(question, found.ranked)):
            return self._answer(question, scope, closest, lead=ONLY_MEANT)
        if (foreign and found.chosen) or not self._in_domain(question, found.ranked):
            text = f"这个问题与收录的文件无关，不作回答。现收录：{self._composer.labels.held()}。"
            return self._composer.refusal(question.text, scope, Reason.OUT_OF_DOMAIN, text)
        if national := self._national(question, filters):
            return national
        ranked = found.ranked
        if question.reading.places and not ranked:
            elsewhere = replace(question, terms=tuple(term for term in question.terms if not term.required))
            ranked = self._finder.state(elsewhere, documents).ranked
        reason, text = self._why_not(question, documents)
        nearest = list({e.item.item_id: e for e in reversed(ranked)}.values())[::-1][:NEAREST]
        return self._composer.refusal(
            question.text,
            scope,
            reason,
            text + ("相近的条款列在下面，仅供参考。" if nearest else ""),
            nearest,
            _in_other_years(question),
        )

    def _why_not(self, question: Question, documents: Sequence[Document]) -> tuple[Reason, str]:
        """Why nothing is stated: a place is named that no document prints, or what is asked is not said of it, or not at all."""
        what = "没有写明所问的数字" if question.asked.kind is Kind.FIGURE else "没有找到对应的内容"
        strange = [p for p in question.reading.places if not any(p in d.text for d in self._index.documents)]
        if strange:
            named = "、".join(strange)
            held = f"现收录：{self._composer.labels.held()}。"
            return Reason.SCOPE_NOT_COVERED, f"没有收录{named}的文件，收录的文件里也没有提到{named}。{held}"
        names = "、".join(self._composer.labels.document(d.document_id) for d in documents[:6])
        if places := question.reading.places:
            printed = all(any(p in d.text for d in documents) for p in places)
            told = f"说到{'、'.join(places)}的地方{what}" if printed else f"没有提到{'、'.join(places)}"
            return Reason.NOT_IN_DOCUMENTS, f"在{names}的文件里，{told}。"
        return Reason.NOT_IN_DOCUMENTS, f"在{names}的文件里{what}。"

    def _national(self, question: Question, filters: Filters) -> Reply | None:
        """What rules of the whole country say where those of the place named say nothing; None where they do not either."""
        reading = question.reading
        ids = self._held.nationwide
        certain = question.asked.strict or question.asked.kind is Kind.EXISTS or question.asked.compares
        if not reading.place or reading.scope.years or certain:
            return None
        documents = [d for d in self._index.documents if d.document_id in ids and filters.admits(d)]
        chosen = self._finder.state(question, documents).chosen if documents else []
        main = main_word(question.terms)
        if not main or not any(main.presence(normalise(e.quote)) >= SPOKEN_OF for e in chosen):
            return None
        lead = f"{reading.place}的文件里没有写，全国的规定是："
        told = Scope(documents=tuple(d.document_id for d in documents))
        return self._answer(question, told, chosen, lead=lead)

    def _in_domain(self, question: Question, ranked: Sequence[Evidence]) -> bool:
        """Whether the documents speak of such things at all, though not in the years or of the office that is asked for."""
        if any(term.required or (term.printed and term.weight >= KNOWN_SUBJECT) for term in question.terms):
            return True
        if ranked and ranked[0].support >= NEAR_DOMAIN:
            return True
        of_any_year = replace(question, reading=replace(question.reading, scope=Scope()))
        anywhere = self._finder.state(of_any_year, self._index.documents).ranked
        return bool(anywhere) and anywhere[0].support >= NEAR_DOMAIN

    def _answer(
        self,
        question: Question,
        scope: Scope,
        evidence: Sequence[Evidence],
        *,
        lead: str = "",
        remarks: Sequence[str] = (),
        distant: Collection[str] = (),
    ) -> Answer:
        suggestions = [f"{self._composer.labels.item(e.item)}原文" for e in evidence[:2]]
        if len({e.item.document_id for e in evidence}) == 1:
            suggestions.append("历年怎么写的？")
        reading = question.reading
        unheld = [*(f"{year}年" for year in reading.uncovered_years if scope.years), *reading.unheld_issuers]
        missing = "、".join((*unheld, *self._unissued(scope)))
        remarks = [*remarks, *([f"没有收录{missing}的文件。"] if missing else []), *self._looked_back(scope, evidence)]
        if reading.present:
            remarks = [f"没有收录更新的文件，这里的“今年”是所收最近的{reading.present}年。", *remarks]
        if reading.unstated:
            remarks = [f"没有收录{reading.unstated}年的文件，所引的文件没有注明是哪一年的。", *remarks]
        if question.side_by_side:
            lead = lead or direction(evidence, self._index, main_word(question.terms))
        return self._composer.answer(
            question.text, scope, evidence, lead=lead, remarks=remarks, suggestions=suggestions, distant=distant
        )

    def _unissued(self, scope: Scope) -> list[str]:
        """The years, of several named, of which no document of the one office named is held: 舒兰市民政局2024年."""
        if len(scope.issuers) != 1 or len(scope.years) < 2:
            return []
        lacking = (year for year in scope.years if not self._held.covers(replace(scope, years=(year,))))
        return [f"{scope.issuers[0]}{year}年" for year in lacking]

    def _looked_back(self, scope: Scope, evidence: Sequence[Evidence]) -> list[str]:
        """A remark for each year for which only what a later document says of it is quoted."""
        cited = [(self._index.document(e.item.document_id).year, e.item.section_title) for e in evidence]
        own = {year for year, _ in cited}
        told = {told_year(title, year): year for year, title in cited if year and told_year(title, year) != year}
        return [f"{y}年的情况，引自{told[y]}年的文件。" for y in scope.years if y in told and y not in own]


def _says_so(answer: Answer, question: Question) -> bool:
    """Whether an answer gives what was asked for and no whole item for want of it."""
    counted = question.asked.kind is Kind.FIGURE and "ordinal" not in question.asked.families
    return (bool(answer.values) or not counted) and not any(c.quote == c.item_text.strip() for c in answer.citations)


def _speaks_of(answer: Answer, words: Sequence[Term]) -> bool:
    """Whether the cited items speak of any of some words; true where there are none."""
    text = normalise(" ".join(citation.item_text for citation in answer.citations))
    return not words or any(word.presence(text) >= SPOKEN_OF for word in words)


def _without_own_places(question: Question, documents: Sequence[Document]) -> Question:
    """The question without places that the titles of all documents in scope name: every item is about them."""
    own = [t for t in question.terms if t.required and all(t.text in d.title for d in documents)]
    return replace(question, terms=tuple(t for t in question.terms if t not in own)) if own else question


def _of_each(question: Question, found: Sequence[Place]) -> bool:
    """Whether places are one of each of the offices that the question names: 江海和山河2025年第三条."""
    named = question.reading.sources or [{issuer} for issuer in question.reading.scope.issuers]
    of = [{place.document.document_id, place.document.issuer} for place in found]
    return len(named) == len(found) and all(sum(bool(source & one) for one in of) == 1 for source in named)


def _originals(chosen: Sequence[Evidence]) -> list[Evidence]:
    """The one item of the pieces, whole; the pieces as they are where they stand in several or in a long one."""
    items = {e.item.item_id: e.item for e in chosen}
    return (
        [whole(i) for i in items.values()] if len(items) == 1 and len(chosen[0].item.text) <= WHOLE_QUOTE else [*chosen]
    )


def _asks_within(question: Question) -> bool:
    """Whether a question about a place asks for something in it: 翻到第三条 does not, 第三条里几户 does."""
    return bool(question.terms) and (question.asked.strict or any(t.subject or t.printed for t in question.terms))


def _in_other_years(question: Question) -> list[str]:
    return [f"历年{question.reading.text.strip()}"] if question.reading.scope.years and question.terms else []
