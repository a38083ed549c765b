"""Run cases through an assistant and through plain search, and sum up. The clock is the only thing read here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from assistant.records import Answer, Conversation, Reply
from eval.cases import CATEGORIES, Case, places
from eval.checks import quote_faults, uncited_figures
from eval.judge import judge
from eval.metrics import measures, percentile
from eval.records import Outcome, Report, Tally
from index.records import Filters, Query, Ranking
from ingest.records import Document

SEARCH_DEPTH = 50  # hits asked of the index; several paragraphs of a section are one place


class Asked(Protocol):
    """The assistant, as far as an evaluation sees it."""

    def ask(self, question: str, conversation: Conversation, filters: Filters) -> Reply: ...


class Searched(Protocol):
    """The index, as far as an evaluation sees it."""

    @property
    def documents(self) -> Sequence[Document]: ...

    def search(self, query: Query) -> Ranking: ...


Progress = Callable[[int, int, Outcome], None]
"""Called after every case with how many are done, how many there are, and the outcome."""


def no_progress(done: int, total: int, outcome: Outcome) -> None:
    """Report nothing."""


def run_cases(assistant: Asked, index: Searched, cases: Sequence[Case], *, progress: Progress = no_progress) -> Report:
    """The report on all cases, in their order. Nothing but the reply of the last turn is judged.

    Earlier turns are asked in order and form the conversation; a case never sees another one's turns.
    """
    documents = {document.document_id: document for document in index.documents}
    outcomes: list[Outcome] = []
    for done, case in enumerate(cases, start=1):
        conversation = earlier_turns(assistant, case)
        started = time.perf_counter()
        reply = assistant.ask(case.question, conversation, Filters())
        answered = time.perf_counter()
        ranking = index.search(Query(searched_text(case, reply), k=SEARCH_DEPTH))
        searched = time.perf_counter()
        shown = reply.citations if isinstance(reply, Answer) else reply.nearest
        outcome = Outcome(
            case=case,
            reply=reply,
            verdict=judge(case, reply),
            quotes=len(shown),
            quote_faults=quote_faults(shown, documents),
            uncited_figures=uncited_figures(reply, documents.values()) if isinstance(reply, Answer) else (),
            found=tuple(map(str, places((hit.document_id, hit.section, hit.item) for hit in ranking.hits))),
            answer_ms=(answered - started) * 1000,
            search_ms=(searched - answered) * 1000,
        )
        outcomes.append(outcome)
        progress(done, len(cases), outcome)
    return summarise(outcomes)


def earlier_turns(assistant: Asked, case: Case) -> Conversation:
    """The conversation before the last turn of a case, as the assistant answers it."""
    conversation = Conversation()
    for question in case.turns[:-1]:
        conversation = conversation.with_turn(question, assistant.ask(question, conversation, Filters()))
    return conversation


def searched_text(case: Case, reply: Reply) -> str:
    """What is searched for: the question as typed; a last turn (那2024年呢) as it was understood, for it says nothing alone."""
    return reply.understood if len(case.turns) > 1 else case.question


def summarise(outcomes: Sequence[Outcome]) -> Report:
    """The sums over the outcomes; search is measured on the cases with gold."""
    searched = {str(n): o for n, o in enumerate(outcomes) if o.case.gold}  # ids of several files may be alike
    run = {n: o.found for n, o in searched.items()}
    qrels = {n: {str(gold) for gold in o.case.gold} for n, o in searched.items()}
    present = {o.case.category for o in outcomes}
    order = [*(name for name in CATEGORIES if name in present), *sorted(present - set(CATEGORIES))]
    answer_ms = [o.answer_ms for o in outcomes]
    search_ms = [o.search_ms for o in outcomes]
    return Report(
        outcomes=tuple(outcomes),
        categories=tuple(_tally(name, (o for o in outcomes if o.case.category == name)) for name in order),
        answerable=_tally("可答", (o for o in outcomes if not o.case.abstain)),
        unanswerable=_tally("应拒答", (o for o in outcomes if o.case.abstain)),
        measures=measures(run, qrels),
        searched=len(searched),
        quotes=sum(o.quotes for o in outcomes),
        quotes_verbatim=sum(o.quotes for o in outcomes) - sum(len(o.quote_faults) for o in outcomes),
        uncited_figures=sum(len(o.uncited_figures) for o in outcomes),
        answer_ms_p50=percentile(answer_ms, 50),
        answer_ms_p95=percentile(answer_ms, 95),
        search_ms_p50=percentile(search_ms, 50),
        search_ms_p95=percentile(search_ms, 95),
    )


def _tally(name: str, outcomes: Iterable[Outcome]) -> Tally:
    passed = [outcome.verdict.passed for outcome in outcomes]
    return Tally(name, sum(passed), len(passed))
