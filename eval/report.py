"""A Report as text for the terminal and as JSON; the page for the browser is in eval.page."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import Any

from assistant.wire import reply_json
from eval.page import report_html
from eval.records import Outcome, Report, Tally

__all__ = ["report_html", "report_json", "report_text"]

LONGEST_ANSWER_SHOWN = 120  # characters of an answer in the list of failures


def report_text(report: Report, *, show_failures: bool = True) -> str:
    """The report for a terminal: categories, totals, measures, checks, times, then every failed case.

    Without failures it tells nothing of the questions: so a set that is only reported on stays unseen.
    """
    lines = [_row("类别", "题数", "通过", "通过率")]
    lines += [_tally_row(tally) for tally in report.categories]
    lines += [_tally_row(tally) for tally in (report.answerable, report.unanswerable, report.total)]
    lines.append("")
    if report.searched:
        measured = "  ".join(f"{label} {measured:.3f}" for label, measured in report.measures.items())
        lines.append(f"检索（{report.searched}题）：{measured}")
    lines.append(f"引文：{report.quotes}处，逐字一致{report.quotes_verbatim}处")
    lines.append(f"答案里不见于所引原文的数字：{report.uncited_figures}处")
    lines.append(
        f"用时（毫秒）：作答 p50 {report.answer_ms_p50:.1f}，p95 {report.answer_ms_p95:.1f}；"
        f"检索 p50 {report.search_ms_p50:.1f}，p95 {report.search_ms_p95:.1f}"
    )
    if report.failures and show_failures:
        lines += ["", f"未通过（{len(report.failures)}题）："]
        lines += [line for outcome in report.failures for line in _failure(outcome)]
    if report.doubtful and show_failures:
        lines += ["", f"引文或数字存疑（{len(report.doubtful)}题）："]
        lines += [
            f"- {outcome.case.case_id}：{'；'.join(outcome.quote_faults + outcome.uncited_figures)}"
            for outcome in report.doubtful
        ]
    return "\n".join(lines) + "\n"


def report_json(report: Report) -> dict[str, Any]:
    """The report as JSON: the sums first, then every case with its verdict and its whole reply."""
    return {
        "total": _tally_json(report.total),
        "answerable": _tally_json(report.answerable),
        "unanswerable": _tally_json(report.unanswerable),
        "categories": [_tally_json(tally) for tally in report.categories],
        "retrieval": {"questions": report.searched, **report.measures},
        "quotes": {"total": report.quotes, "verbatim": report.quotes_verbatim},
        "uncited_figures": report.uncited_figures,
        "latency_ms": {
            "answer_p50": report.answer_ms_p50,
            "answer_p95": report.answer_ms_p95,
            "search_p50": report.search_ms_p50,
            "search_p95": report.search_ms_p95,
        },
        "cases": [_outcome_json(outcome) for outcome in report.outcomes],
    }


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {**asdict(tally), "rate": tally.rate}


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.case.case_id,
        "category": outcome.case.category,
        "turns": list(outcome.case.turns),
        "passed": outcome.verdict.passed,
        "reasons": list(outcome.verdict.reasons),
        "quote_faults": list(outcome.quote_faults),
        "uncited_figures": list(outcome.uncited_figures),
        "answer_ms": outcome.answer_ms,
        "search_ms": outcome.search_ms,
        "reply": reply_json(outcome.reply),
    }


def _failure(outcome: Outcome) -> list[str]:
    answer = " ".join(outcome.reply.text.split())
    if len(answer) > LONGEST_ANSWER_SHOWN:
        answer = answer[:LONGEST_ANSWER_SHOWN] + "…"
    return [
        f"- {outcome.case.case_id} {' ▸ '.join(outcome.case.turns)[:LONGEST_ANSWER_SHOWN]}",
        f"    原因：{'；'.join(outcome.verdict.reasons)}",
        f"    答案：{answer}",
    ]


def _tally_row(tally: Tally) -> str:
    return _row(tally.name, str(tally.total), str(tally.passed), f"{tally.rate:.1%}")


def _row(name: str, *numbers: str) -> str:
    return _padded(name, 20) + "".join(" " * (8 - _width(number)) + number for number in numbers)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns on a terminal: wide and full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
