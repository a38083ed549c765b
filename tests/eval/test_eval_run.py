"""A run asks what the cases say, in their conversation, and sums up what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from assistant.records import Answer, Conversation, Refusal, Reply
from eval.cases import Case, Gold
from eval.records import Outcome
from eval.run import run_cases
from index.records import Filters, Hit, Query, Ranking
from ingest.records import Document

RATIO = ("1.1", "特困人员供养标准不低于低保标准的1.3倍。")


class Script:
    """An assistant that gives each question its reply and remembers how it was asked."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        self.replies = replies
        self.asked: list[tuple[str, list[str]]] = []

    def ask(self, question: str, conversation: Conversation, filters: Filters) -> Reply:
        assert filters == Filters()
        self.asked.append((question, [turn.question for turn in conversation.turns]))
        return self.replies[question]


class Shelf:
    """An index that finds the same places for every query."""

    def __init__(self, documents: Sequence[Document], *found: tuple[str, int, int | None]) -> None:
        self.documents = documents
        self.found = found

    def search(self, query: Query) -> Ranking:
        hits = (Hit(f"{d}:{s}", d, s, i, 1 / n, 0.0, 0.0) for n, (d, s, i) in enumerate(self.found, 1))
        return Ranking(query, tuple(hits)[: query.k])


@pytest.fixture
def replies(answered: Callable[..., Answer], refused: Refusal) -> dict[str, Reply]:
    return {"几倍": answered("1.3倍[1]", RATIO), "那2024年呢": answered("9倍[1]", RATIO), "天气": refused}


@pytest.fixture
def cases(asked: Callable[..., Case]) -> list[Case]:
    return [
        asked(case_id="1", turns=("几倍",), contains=(("1.3倍",),)),
        asked(case_id="2", category="multi_turn", turns=("天气", "几倍", "那2024年呢"), contains=(("1.3倍",),)),
        asked(case_id="3", category="unanswerable_far", turns=("天气",), gold=(), abstain=True),
    ]


def test_earlier_turns_form_the_conversation_of_their_own_case(
    replies: dict[str, Reply], cases: list[Case], document: Document
) -> None:
    script = Script(replies)
    run_cases(script, Shelf([document]), cases)
    assert script.asked == [
        ("几倍", []),
        ("天气", []),
        ("几倍", ["天气"]),
        ("那2024年呢", ["天气", "几倍"]),
        ("天气", []),
    ]


def test_a_report_sums_up_categories_totals_and_checks(
    replies: dict[str, Reply], cases: list[Case], document: Document
) -> None:
    report = run_cases(Script(replies), Shelf([document]), cases)
    assert [(t.name, t.passed, t.total) for t in report.categories] == [
        ("numeric", 1, 1),
        ("multi_turn", 0, 1),
        ("unanswerable_far", 1, 1),
    ]
    assert (report.answerable.passed, report.answerable.total) == (1, 2)
    assert (report.unanswerable.passed, report.unanswerable.total) == (1, 1)
    assert report.total.rate == pytest.approx(Fraction(2, 3))
    assert (report.quotes, report.quotes_verbatim, report.uncited_figures) == (2, 2, 1)
    assert [outcome.case.case_id for outcome in report.failures] == ["2"]
    assert [outcome.uncited_figures for outcome in report.doubtful] == [("9倍",)]


def test_search_is_measured_on_questions_with_gold_only(
    replies: dict[str, Reply], asked: Callable[..., Case], cases: list[Case], document: Document
) -> None:
    cases = [*cases, asked(case_id="4", turns=("几倍",), gold=(Gold("mou-2024", 9),))]
    shelf = Shelf([document], ("mou-2024", 13, None), ("mou-2024", 13, None), ("mou-2024", 1, 1))
    report = run_cases(Script(replies), shelf, cases)
    assert report.searched == 3
    assert report.measures["RR"] == pytest.approx(Fraction(1, 3))  # rank 2 twice: paragraphs are one place; never once
    assert report.measures["Success@1"] == 0
    assert report.measures["R@5"] == pytest.approx(Fraction(2, 3))


def test_progress_is_told_after_every_case(replies: dict[str, Reply], cases: list[Case], document: Document) -> None:
    told: list[tuple[int, int, str]] = []

    def tell(done: int, total: int, outcome: Outcome) -> None:
        told.append((done, total, outcome.case.case_id))

    run_cases(Script(replies), Shelf([document]), cases, progress=tell)
    assert told == [(1, 3, "1"), (2, 3, "2"), (3, 3, "3")]


def test_no_cases_make_an_empty_report(document: Document) -> None:
    report = run_cases(Script({}), Shelf([document]), [])
    assert (report.total.rate, report.searched, report.answer_ms_p95) == (0.0, 0, 0.0)


def test_a_last_turn_is_searched_for_as_it_was_understood_and_a_single_question_as_typed(
    replies: dict[str, Reply], asked: Callable[..., Case], document: Document
) -> None:
    searched: list[str] = []

    class Listening(Shelf):
        def search(self, query: Query) -> Ranking:
            searched.append(query.text)
            return super().search(query)

    follow_up = asked(category="multi_turn", turns=("几倍", "那2024年呢"))
    run_cases(Script(replies), Listening([document]), [asked(turns=("几倍",)), follow_up])
    assert searched == ["几倍", replies["那2024年呢"].understood]
    assert searched[1] != "那2024年呢"
