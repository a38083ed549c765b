"""A question that names a theme and nothing more: the items of the theme answer it, no sentence does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.announcing import asks_for_announced
from assistant.asked import Expected, Kind
from assistant.evidence import Evidence
from assistant.headings import below_announced, below_called, below_same_question
from assistant.overview import THEME_SUPPORT, overview, within
from assistant.question import Question
from assistant.quoting import LIST_BUDGET, whole
from assistant.terms import Term
from assistant.themes import NAMED
from assistant.wording import DIVIDED
from index.engine import Index
from index.tokens import normalise
from ingest.records import Document, Item

SUMMARY_BUDGET = 1_600  # characters of a summary that quotes its items whole; that of a list is LIST_BUDGET
SAME_THEME = 0.75  # share of a question that a heading must hold for years to be set side by side under it
WHOLE_THEME = 0.95  # share of a question that a heading must hold for the question to be that theme and no more
MOST_YEARS = 2  # years whose items are summed up side by side; more are a history, a sentence or two of each
HELD_THEME = 0.35  # share of the words of a question that the documents must print for it to be one of their themes
FEW_DOCUMENTS = 2  # documents up to which a bare theme is answered with its items
FEW_TERMS = 2  # words up to which a question may be a bare theme
OVERVIEW_KINDS = frozenset({Kind.SUMMARY, Kind.LIST})

_FORBIDDEN = re.compile(  # 哪些事不让做, 哪些数据不能开放: no heading says so
    r"(?:哪|什么|啥)[^，。？]{0,8}(?<![能让准许得可会该])(?:不(?:让|能|准|许|得|可以?|该|给|予)(?![低高少多超晚早])|禁止|严禁)|"
    r"(?<![能让准许得可会该])不(?:让|能|准|许|得|可以?)[^，。？低高少多超晚早]{1,6}(?:哪|什么|啥)"
)
_WHOLE_DOCUMENT = re.compile(r"要点|文件|工作|内容|安排|任务|通知")
_PART = re.compile(r"部分|[这那]一?块|整块|板块|章")


def theme_asked(
    question: Question, documents: Sequence[Document], index: Index, candidates: Callable[[], Sequence[Item]]
) -> list[Evidence]:
    """The items of a theme, if the question names a theme and nothing more; else empty. `candidates` searches for the
    items that may answer the question."""
    kind, terms, text = question.asked.kind, question.terms, question.reading.text
    if not _may_be_theme(question):
        return []
    announced = below_announced(question, documents)
    short = 0 < sum(len(item.text) for item in announced) <= LIST_BUDGET
    if short and not below_same_question(question, candidates(), index):
        return [whole(item) for item in announced]
    if kind in (Kind.SUMMARY, Kind.LIST, Kind.STATEMENT) and (called := below_called(question, documents)):
        return within(called, SUMMARY_BUDGET)
    if kind is Kind.LIST and asks_for_announced(text):  # 哪些人能领: one article says so, no heading
        return []
    if not terms or not (question.side_by_side or _beyond_titles(terms, documents)):
        named = kind in OVERVIEW_KINDS or _WHOLE_DOCUMENT.search(question.text)
        return overview(documents, ()) if question.reading.explicit and named else []
    if kind is Kind.LIST and below_same_question(question, candidates(), index):
        return []
    pieces = _items_of(question, documents)
    return pieces if _all_spoken(question, pieces, index) else []


def _may_be_theme(question: Question) -> bool:
    """Whether the documents print enough of a question, and it asks for nothing that no heading says."""
    terms, reading = question.terms, question.reading
    if question.asked.expected in (Expected.ADDRESS, Expected.INSTITUTION) or any(term.required for term in terms):
        return False
    if DIVIDED.search(reading.text) or _FORBIDDEN.search(reading.text):
        return False
    held = sum(term.weight for term in terms if term.printed or len(term.forms) > 1)
    history = reading.all_years or len(reading.scope.years) > MOST_YEARS
    return not terms or not (history or held < HELD_THEME * sum(term.weight for term in terms))


def _items_of(question: Question, documents: Sequence[Document]) -> list[Evidence]:
    """The items below the headings that hold as much of a question as its kind needs."""
    kind, terms, text = question.asked.kind, question.terms, question.reading.text
    part = _PART.search(question.text) is not None
    if kind in OVERVIEW_KINDS or (part and kind is Kind.STATEMENT):
        budget = LIST_BUDGET if kind is Kind.LIST else SUMMARY_BUDGET
        return overview(documents, terms, text, least=_theme_support(question), part=part, budget=budget)
    bare = kind is Kind.STATEMENT and len(terms) <= FEW_TERMS and not question.asked.compares
    return overview(documents, terms, text, least=WHOLE_THEME) if bare and len(documents) <= FEW_DOCUMENTS else []


def _all_spoken(question: Question, pieces: Sequence[Evidence], index: Index) -> bool:
    """Whether an overview holds something of every year and source that is named; else each is told by its best sentences."""
    cited = {e.item.document_id for e in pieces}
    years = question.reading.scope.years
    told = len(years) < 2 or {index.document(i).year for i in cited}.issuperset(years)
    return told and all(source & cited for source in question.reading.sources)


def _beyond_titles(terms: Sequence[Term], documents: Sequence[Document]) -> list[Term]:
    """The words that the titles of the documents do not hold: without any, the documents themselves are meant."""
    titles = [normalise(document.title) for document in documents]
    return [term for term in terms if not all(term.presence(title) >= NAMED for title in titles)]


def _theme_support(question: Question) -> float:
    """How much of a question headings must hold: things of a kind and a thread through the years are seldom a theme."""
    if question.asked.things:
        return WHOLE_THEME
    return SAME_THEME if question.side_by_side else THEME_SUPPORT
