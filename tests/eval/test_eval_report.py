"""A report for three readers: the terminal (golden text), a program (JSON), a colleague (one page, escaped)."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from assistant.records import Answer, Refusal
from eval.cases import Case
from eval.judge import judge
from eval.records import Outcome, Report
from eval.report import report_html, report_json, report_text
from eval.run import summarise

RATIO = ("1.1", "特困人员供养标准不低于低保标准的1.3倍。")

GOLDEN = """\
类别                    题数    通过  通过率
numeric                    2       1   50.0%
unanswerable_far           1       1  100.0%
可答                       2       1   50.0%
应拒答                     1       1  100.0%
合计                       3       2   66.7%

检索（2题）：Success@1 0.500  Success@5 0.500  R@5 0.500  R@10 0.500  RR 0.500  nDCG@10 0.500
引文：2处，逐字一致2处
答案里不见于所引原文的数字：1处
用时（毫秒）：作答 p50 2.0，p95 2.0；检索 p50 1.0，p95 1.0

未通过（1题）：
- 2 特困供养标准是低保的几倍？ ▸ <b>
    原因：答案里没有“1.3倍”
    答案：9倍[1]<script>

引文或数字存疑（1题）：
- 2：9倍
"""


@pytest.fixture
def report(answered: Callable[..., Answer], refused: Refusal, asked: Callable[..., Case]) -> Report:
    pairs = [
        (asked(case_id="1", contains=(("1.3倍",),)), answered("1.3倍[1]", RATIO), ()),
        (
            asked(case_id="2", turns=("特困供养标准是低保的几倍？", "<b>"), contains=(("1.3倍",),)),
            answered("9倍[1]<script>", RATIO),
            ("9倍",),
        ),
        (asked(case_id="3", category="unanswerable_far", gold=(), abstain=True), refused, ()),
    ]
    outcomes = [
        Outcome(case, reply, judge(case, reply), int(isinstance(reply, Answer)), (), figures, found, 2.0, 1.0)
        for (case, reply, figures), found in zip(pairs, [("mou-2024:1.1",), (), ()], strict=True)
    ]
    return summarise(outcomes)


def test_the_terminal_shows_figures_and_failures(report: Report) -> None:
    assert report_text(report) == GOLDEN


def test_a_report_without_failures_tells_no_question(report: Report) -> None:
    assert report_text(report, show_failures=False) == GOLDEN[: GOLDEN.index("\n未通过")]


def test_json_holds_the_sums_and_every_case(report: Report) -> None:
    found = json.loads(json.dumps(report_json(report), ensure_ascii=False))
    assert found["answerable"] == {"name": "可答", "passed": 1, "total": 2, "rate": 0.5}
    assert found["retrieval"]["questions"] == 2
    assert found["quotes"] == {"total": 2, "verbatim": 2}
    assert [case["passed"] for case in found["cases"]] == [True, False, True]
    assert found["cases"][1]["reply"]["citations"][0]["item_id"] == "mou-2024:1.1"


def test_the_page_escapes_what_it_shows_and_loads_nothing(report: Report) -> None:
    page = report_html(report)
    assert "<script" not in page
    assert "9倍[1]&lt;script&gt;" in page
    assert "<h3>&lt;b&gt;</h3>" in page
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.loads


class Tags(HTMLParser):
    """Open elements, and whether any loads something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads |= tag in {"script", "link", "img", "iframe"} or any(name in {"src", "href"} for name, _ in attrs)
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_an_empty_report_is_still_a_report() -> None:
    empty = summarise([])
    assert "合计" in report_text(empty)
    assert report_html(empty).startswith("<!doctype html>")
    assert report_json(empty)["total"]["rate"] == 0.0
