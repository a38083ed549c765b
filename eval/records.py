"""What an evaluation run leaves behind: one Outcome per case, summed up in a Report."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Reply
from eval.cases import Case
from eval.judge import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged reply. `quotes` counts its citations (of a refusal: the nearest items); the faults should be none.

    `found` is what the plain search finds for the question, best first, as places ("jilin-2017:13").
    `answer_ms` is the time of the judged turn alone, `search_ms` that of the plain search for it.
    """

    case: Case
    reply: Reply
    verdict: Verdict
    quotes: int
    quote_faults: tuple[str, ...]
    uncited_figures: tuple[str, ...]
    found: tuple[str, ...]
    answer_ms: float
    search_ms: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of `total` cases passed."""

    name: str
    passed: int
    total: int

    @property
    def rate(self) -> float:
        return self.passed / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The quality of an assistant on some cases.

    `measures` are those of `Index.search` on the last question of every case with gold, by label ("R@5");
    percentiles are milliseconds in one warm process.
    """

    outcomes: tuple[Outcome, ...]
    categories: tuple[Tally, ...]
    answerable: Tally
    unanswerable: Tally
    measures: dict[str, float]
    searched: int
    quotes: int
    quotes_verbatim: int
    uncited_figures: int
    answer_ms_p50: float
    answer_ms_p95: float
    search_ms_p50: float
    search_ms_p95: float

    @property
    def total(self) -> Tally:
        return Tally("合计", self.answerable.passed + self.unanswerable.passed, len(self.outcomes))

    @property
    def failures(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.verdict.passed)

    @property
    def doubtful(self) -> tuple[Outcome, ...]:
        """Replies with a quote that is not verbatim or a figure that is not in a cited quote."""
        return tuple(outcome for outcome in self.outcomes if outcome.quote_faults or outcome.uncited_figures)
