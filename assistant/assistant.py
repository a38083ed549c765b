"""Ask a question, get an Answer or a Refusal: one engine for chat, command line, HTTP and MCP.

resolve the conversation → understand → printed place? → evidence → select → compose → verify
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

from assistant.about import about_document
from assistant.asked import Kind
from assistant.compose import Composer
from assistant.conversation import resolve
from assistant.evidence import MENTIONED, Evidence, EvidenceFinder, enumerated
from assistant.labels import recency
from assistant.lookup import find_place, moved, neighbours
from assistant.overview import overview, theme
from assistant.passages import passage_of
from assistant.question import Question, QuestionReader
from assistant.records import Answer, Conversation, Reason, Refusal, Reply, Scope
from assistant.selection import FIGURE_SUPPORT, STATEMENT_SUPPORT, Breadth, select
from assistant.verify import faults
from index.engine import Index
from index.lexicon import Lexicon
from index.records import Filters, Query
from ingest.records import Document, Item

CANDIDATES = 40  # items that are read for evidence; the gold item is among the first 40 for all but a few questions
NEAREST = 3  # items shown with a refusal
WHOLE_QUOTE = 2_200  # characters of a printed place that are quoted in full
KNOWN_SUBJECT = 1.5  # weight of a printed word that puts a question into the domain
NEAR_DOMAIN = 0.3  # support of the best sentence below which a question is about something else altogether

SUBJECT_OF_ITS_OWN = 3.0  # weight of words from which a question about a place asks for more than the place
SHORT_WHOLE = 300  # characters of an item that is quoted whole beside those of other years
WHOLE_THEME = 0.95  # share of a question that a heading must hold for the question to be that theme and no more
OVERVIEW_KINDS = frozenset({Kind.SUMMARY, Kind.LIST})

NO_CONVERSATION = Conversation()
NO_FILTERS = Filters()


_WHOLE_DOCUMENT = re.compile(r"要点|文件|工作|内容|安排|任务|通知")
_PART = re.compile(r"部分|[这那]一?块|整块|板块|章")


class Assistant:
    """Answers questions over one index. Stateless: the conversation comes with the question."""

    def __init__(self, index: Index, lexicon: Lexicon, *, today: date | None = None) -> None:
        self._index = index
        self._lexicon = lexicon
        self._today = today
        self._prepare()

    def _prepare(self) -> None:
        self._reader = QuestionReader(self._index, self._lexicon, self._today)
        self._composer = Composer(self._index)

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
            return self._refuse(
                text,
                Scope(),
                Reason.EMPTY_QUESTION,
                "没有看到问题。请用一句话说明想查什么，例如“2025年适老化改造多少户”。",
            )
        understood = resolve(text, conversation, self._reader)
        question = self._reader.read(understood)
        scope, documents = self._scope(question, filters)
        if not documents:
            return self._not_covered(question, scope, filters)
        if question.reference:
            return self._at_place(question, scope, documents)
        if about := about_document(question, documents):
            if not about.evidence:
                return self._refuse(question.text, scope, Reason.NOT_IN_DOCUMENTS, about.lead)
            return self._answer(question, scope, about.evidence, lead=about.lead)
        if pieces := self._overview(question, documents):
            return self._answer(question, scope, pieces)
        if not question.terms:
            question = replace(question, terms=self._reader.terms.small_words(question.reading.text))
        if not question.terms and question.reading.explicit:
            return self._refuse(
                question.text, scope, Reason.AMBIGUOUS, "请说明想查哪方面的内容，例如“2024年养老服务有哪些安排”。"
            )
        if not question.terms:
            return self._refuse(
                question.text,
                scope,
                Reason.OUT_OF_DOMAIN,
                f"没有看出要在文件里查什么。现收录：{self._composer.labels.held()}。",
            )
        return self._from_evidence(question, scope, filters, documents)

    def _overview(self, question: Question, documents: list[Document]) -> list[Evidence]:
        """The items of a theme, if the question names a theme and nothing more."""
        kind, terms = question.asked.kind, question.terms
        if any(term.required for term in terms):
            return []
        if not terms:
            whole = question.reading.explicit and (kind in OVERVIEW_KINDS or _WHOLE_DOCUMENT.search(question.text))
            return overview(documents, ()) if whole else []
        if kind in OVERVIEW_KINDS:
            pieces = overview(documents, terms, part=bool(_PART.search(question.text)))
            return self._every_year(question, documents, pieces)
        broad = kind is Kind.STATEMENT and len(documents) <= 2 and len(terms) <= 2 and not question.asked.compares
        return overview(documents, terms, least=WHOLE_THEME) if broad else []

    def _every_year(self, question: Question, documents: list[Document], pieces: list[Evidence]) -> list[Evidence]:
        """An overview of several named years; a year whose headings do not name the theme speaks by its best item."""
        speaking = {piece.item.document_id for piece in pieces}
        silent = [d for d in documents if d.document_id not in speaking]
        if not pieces or len(question.reading.scope.years) < 2:
            return pieces
        for document in silent:
            admitted = Filters(documents=frozenset({document.document_id}))
            ranked = self._finder(question, self._candidates(question, admitted)).statements()
            if ranked and ranked[0].support >= STATEMENT_SUPPORT:
                pieces = [*pieces, _whole(ranked[0].item) if len(ranked[0].item.text) <= SHORT_WHOLE else ranked[0]]
        return sorted(pieces, key=lambda e: recency(self._index.document(e.item.document_id)))

    def _scope(self, question: Question, filters: Filters) -> tuple[Scope, list[Document]]:
        """The scope of the question within the filters, and the documents in it; an empty scope stays empty."""
        read = question.reading.scope
        if question.reading.unheld_documents:
            return replace(read, documents=question.reading.unheld_documents), []
        if question.reading.uncovered_years and not read.years:
            return replace(read, years=question.reading.uncovered_years), []
        asked = Filters(frozenset(read.years), frozenset(read.issuers), frozenset(read.documents))
        documents = [d for d in self._index.documents if filters.admits(d) and asked.admits(d)]
        scope = Scope(
            years=read.years or tuple(sorted(filters.years)),
            issuers=read.issuers or tuple(sorted(filters.issuers)),
            documents=read.documents or tuple(sorted(filters.documents)),
        )
        return scope, sorted(documents, key=recency)

    def _not_covered(self, question: Question, scope: Scope, filters: Filters) -> Reply:
        """A year, office or document that is not held — unless the year is printed in a document with the subject."""
        held = self._composer.labels.held()
        named = "、".join(f"{year}年" for year in scope.years) + ("".join(f"（{issuer}）" for issuer in scope.issuers))
        if question.reading.unheld_documents:
            named = "、".join(question.reading.unheld_documents)
        elif question.reading.uncovered_years and question.terms:
            years = tuple(f"{year}年" for year in question.reading.uncovered_years)
            terms = self._reader.terms.read(question.reading.text, (*question.reading.places, *years), years)
            items = self._candidates(question, filters)
            finder = EvidenceFinder(items, terms, question.asked, question.reading.text, self._index)
            chosen = select(finder.statements(), self._index, Breadth(STATEMENT_SUPPORT))
            if chosen:
                open_scope = Scope(
                    tuple(sorted(filters.years)), tuple(sorted(filters.issuers)), tuple(sorted(filters.documents))
                )
                return self._answer(question, open_scope, chosen, lead=f"没有{named}的文件；其他年份的文件里提到：")
        return self._refuse(
            question.text, scope, Reason.SCOPE_NOT_COVERED, self._missing_scope(scope, named, held, filters),
            suggestions=self._in_other_years(question),
        )  # fmt: skip

    def _missing_scope(self, scope: Scope, named: str, held: str, filters: Filters) -> str:
        """What is missing: a document that is not held, or one that the chosen filters leave out."""
        chosen = [f"{year}年" for year in sorted(filters.years)] + sorted(filters.issuers) + sorted(filters.documents)
        if chosen and self._reader.scope.covers(scope):
            return f"问的是{named or '别的文件'}，而查询限定在{'、'.join(chosen)}。请放宽限定再问。"
        within = f"（已限定：{'、'.join(chosen)}）" if chosen else ""
        return f"没有收录{named or '所指'}的文件{within}。现收录：{held}。"

    def _at_place(self, question: Question, scope: Scope, documents: list[Document]) -> Reply:
        reference = question.reference
        assert reference is not None
        places = [find_place(document, reference) for document in documents]
        if reference.offset:
            places = [moved(place, reference.offset) for place in places if len(place.items) == 1]
        found = [place for place in places if place.items]
        if not found:
            near = [_whole(item) for document in documents[:2] for item in neighbours(document, reference)]
            names = "、".join(self._composer.labels.document(d.document_id) for d in documents[:4])
            return self._refuse(
                question.text, scope, Reason.ITEM_NOT_FOUND, f"{names}的文件里没有印{reference.label}。", near[:NEAREST]
            )
        items = [item for place in found for item in place.items]
        if question.terms and not question.wants_original:
            if inner := self._inside(question, scope, items):
                return inner
            if sum(term.weight for term in question.terms if term.subject) >= SUBJECT_OF_ITS_OWN:
                return self._refuse(
                    question.text,
                    scope,
                    Reason.NOT_IN_DOCUMENTS,
                    f"{reference.label}里没有找到所问的内容。",
                    [_head(i) for i in items][:NEAREST],
                )
        if len(found) > 1 or found[0].ambiguous:
            printed = [self._composer.labels.item(item) for item in items]
            heads = "；".join(
                f"{name} {item.title or item.section_title}" for name, item in zip(printed, items, strict=True)
            )
            return self._refuse(
                question.text, scope, Reason.AMBIGUOUS, f"{reference.label}不止一处，请说明是哪一处：{heads}。",
                [_head(item) for item in items], [f"{name}原文" for name in printed],
            )  # fmt: skip
        whole = sum(len(item.text) for item in items) <= WHOLE_QUOTE and not (found[0].is_section and len(items) > 2)
        listing = question.asked.kind is Kind.LIST and found[0].is_section and len(items) > 1
        pieces = [_whole(item) if whole and not listing else _head(item) for item in items]
        return self._answer(question, scope, pieces)

    def _inside(self, question: Question, scope: Scope, items: list[Item]) -> Reply | None:
        """A question about one place: 第八项里的采暖补贴是多少."""
        finder = self._finder(question, items)
        figures = self._figures(question, finder) if question.asked.kind is Kind.FIGURE else []
        chosen = figures or self._statements(question, finder)[0]
        return self._answer(question, scope, chosen) if chosen else None

    def _from_evidence(self, question: Question, scope: Scope, filters: Filters, documents: list[Document]) -> Reply:
        admitted = Filters(documents=frozenset(d.document_id for d in documents))
        items = self._candidates(question, admitted)
        finder = self._finder(question, items)
        chosen, statements = self._statements(question, finder)
        if question.asked.kind is Kind.FIGURE:
            figures = self._figures(question, finder)
            chosen = self._beside(question, figures, chosen) if figures or question.asked.strict else chosen
        elif question.reading.all_years and question.asked.kind is not Kind.EXISTS:
            chosen = self._history(question, documents, chosen)
        elif question.asked.kind is Kind.LIST and len({e.item.document_id for e in chosen}) == 1:
            chosen = _lists(chosen)
        if chosen:
            return self._answer(question, scope, chosen, remarks=self._silent(question, documents, chosen))
        best = statements[0].support if statements else 0.0
        known = any(term.required or (term.printed and term.weight >= KNOWN_SUBJECT) for term in question.terms)
        if best < NEAR_DOMAIN and not known:
            text = f"这个问题与收录的文件无关，不作回答。现收录：{self._composer.labels.held()}。"
            return self._refuse(question.text, scope, Reason.OUT_OF_DOMAIN, text)
        names = "、".join(self._composer.labels.document(d.document_id) for d in documents[:6])
        what = "没有写明所问的数字" if question.asked.kind is Kind.FIGURE else "没有找到对应的内容"
        return self._refuse(
            question.text, scope, Reason.NOT_IN_DOCUMENTS, f"在{names}的文件里{what}。相近的条款列在下面，仅供参考。",
            _distinct_items(statements)[:NEAREST], self._in_other_years(question),
        )  # fmt: skip

    def _candidates(self, question: Question, filters: Filters) -> list[Item]:
        text = " ".join(term.text for term in question.terms) or question.text
        expansions = self._lexicon.expansions(question.reading.text)
        ranking = self._index.search(Query(text, filters, CANDIDATES, expansions))
        return [self._index.item(hit.item_id) for hit in ranking.hits]

    def _breadth(self, question: Question, least: float) -> Breadth:
        """How far to reach: years named side by side and histories take what each year has, lists more places."""
        kind, reading = question.asked.kind, question.reading
        side_by_side = len(reading.scope.years) + len(reading.scope.issuers) > 1 or question.asked.compares
        if side_by_side and kind is Kind.FIGURE:
            return Breadth(0.35, margin=0.55, first_least=least)
        if side_by_side:
            return Breadth(0.3, margin=0.5, pieces=3, within=0.85, first_least=least)
        if reading.all_years and kind is not Kind.FIGURE:
            return Breadth(least * 0.7, margin=0.55, first_least=least)
        if kind is Kind.LIST:
            return Breadth(least, pieces=4, within=0.7)
        if kind is Kind.EXISTS:
            return Breadth(least, pieces=3)
        return Breadth(least, margin=0.62 if kind is Kind.FIGURE and question.asked.strict else 0.72)

    def _finder(self, question: Question, items: list[Item]) -> EvidenceFinder:
        return EvidenceFinder(items, question.terms, question.asked, question.reading.text, self._index)

    def _figures(self, question: Question, finder: EvidenceFinder) -> list[Evidence]:
        return select(finder.figures(), self._index, self._breadth(question, FIGURE_SUPPORT))

    def _statements(self, question: Question, finder: EvidenceFinder) -> tuple[list[Evidence], list[Evidence]]:
        """The chosen sentences, and all of them ranked."""
        ranked = finder.statements()
        return select(ranked, self._index, self._breadth(question, STATEMENT_SUPPORT)), ranked

    def _beside(self, question: Question, figures: list[Evidence], statements: list[Evidence]) -> list[Evidence]:
        """Figures, and what a year that was asked for by name says on the subject without a figure."""
        if not figures or len(question.reading.scope.years) < 2:
            return figures
        speaking = {e.item.document_id for e in figures}
        rest = [e for e in statements if e.item.document_id not in speaking and e.support >= STATEMENT_SUPPORT]
        return sorted([*figures, *rest], key=lambda e: recency(self._index.document(e.item.document_id)))

    def _history(self, question: Question, documents: list[Document], chosen: list[Evidence]) -> list[Evidence]:
        """Sentences year by year; where a short item is the theme itself, the whole item."""
        themes = {
            e.item.document_id: e for d in documents if len(found := theme(d, question.terms)) == 1 for e in found
        }
        speaking = {e.item.document_id for e in chosen}
        own = [e for e in themes.values() if e.item.document_id in speaking]
        replaced = {e.item.document_id for e in own}
        rest = [e for e in chosen if e.item.document_id not in replaced]
        return sorted(
            [*own, *rest], key=lambda e: (recency(self._index.document(e.item.document_id)), e.item.start, e.start)
        )

    def _silent(self, question: Question, documents: list[Document], chosen: list[Evidence]) -> list[str]:
        """The years that were asked for by name and say nothing about it."""
        speaking = {e.item.document_id for e in chosen}
        named = question.reading.scope.years
        heaviest = max(question.terms, key=lambda term: term.weight, default=None)
        silent = [
            self._composer.labels.document(d.document_id)
            for d in documents
            if d.document_id not in speaking
            and not (heaviest and any(heaviest.presence(passage_of(item).whole) >= MENTIONED for item in d.items))
            and (len(named) > 1 or question.asked.kind is Kind.EXISTS or question.reading.all_years)
        ]
        return [f"{'、'.join(silent)}的文件里没有找到对应的内容。"] if silent else []

    def _answer(
        self,
        question: Question,
        scope: Scope,
        evidence: list[Evidence],
        *,
        lead: str = "",
        remarks: list[str] | None = None,
    ) -> Answer:
        suggestions = [f"{self._composer.labels.item(e.item)}原文" for e in evidence[:2]]
        if len({e.item.document_id for e in evidence}) == 1:
            suggestions.append("历年怎么写的？")
        missing = "、".join(f"{year}年" for year in question.reading.uncovered_years) if scope.years else ""
        remarks = [*(remarks or []), *([f"没有收录{missing}的文件。"] if missing else [])]
        return self._composer.answer(
            question.text, question.text, scope, evidence, lead=lead, remarks=remarks, suggestions=suggestions
        )

    def _refuse(
        self, understood: str, scope: Scope, reason: Reason, text: str,
        nearest: list[Evidence] | None = None, suggestions: list[str] | None = None,
    ) -> Refusal:  # fmt: skip
        return self._composer.refusal(understood, understood, scope, reason, text, nearest or [], suggestions or [])

    def _in_other_years(self, question: Question) -> list[str]:
        return [f"历年{question.reading.text.strip()}"] if question.reading.scope.years and question.terms else []


def _lists(chosen: list[Evidence]) -> list[Evidence]:
    """Lists are quoted to their end; what a longer quote already holds is not quoted again."""
    best = max(chosen, key=lambda e: e.support)
    longer = enumerated(best)
    rest = [
        e
        for e in chosen
        if e is not best and not (e.item.item_id == best.item.item_id and longer.start <= e.start < longer.end)
    ]
    return sorted([longer, *rest], key=lambda e: (e.item.start, e.start))


def _whole(item: Item) -> Evidence:
    """The whole printed item, without the white space around it."""
    start = len(item.text) - len(item.text.lstrip())
    return Evidence(item, start, len(item.text.rstrip()), 1.0)


def _head(item: Item) -> Evidence:
    """The printed number and heading of an item, or its first line."""
    start = len(item.text) - len(item.text.lstrip())
    heading = item.title or item.section_title
    at = item.text.find(heading) if heading else -1
    line_end = item.text.find("\n", start)
    end = at + len(heading) if at >= 0 else (line_end if line_end > start else len(item.text.rstrip()))
    return Evidence(item, start, end, 1.0)


def _distinct_items(ranked: list[Evidence]) -> list[Evidence]:
    seen: dict[str, Evidence] = {}
    for evidence in ranked:
        seen.setdefault(evidence.item.item_id, evidence)
    return list(seen.values())
