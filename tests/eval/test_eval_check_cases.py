"""Mechanical checks of cases: what the documents do not bear out is found, line by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.absence import absence_claims
from eval.cases import Case, Gold
from eval.check_cases import findings, main, twins
from ingest.records import Document

Asked = Callable[..., Case]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"contains": (("1.3倍",),)}, ()),
        ({"contains": (("9倍", "1.3 倍"),)}, ()),
        ({"contains": (("2024",), ("某省民政厅",)), "category": "exists_years"}, ()),
        ({"contains": (("9倍",),)}, ("依据里没有“9倍”", "mou-2024:1.1 里没有 answer_contains 的任何一种写法")),
        ({"gold": (Gold("mou-2024", 7),)}, ("文件里没有 mou-2024:7",)),
        ({"excludes": ("800元",)}, ("不许说的“800元”就在依据里",)),
        ({"contains": (("1.3倍",),), "excludes": ("3倍",), "negation_allowed": True}, ("“3倍”既要写出又不许说",)),
        ({"category": "poem"}, ("没有 poem 这一类",)),
    ],
)
def test_an_answerable_case_agrees_with_its_gold(
    asked: Asked, document: Document, changes: dict[str, object], found: tuple[str, ...]
) -> None:
    assert findings(asked(**changes), [document]) == found


@pytest.mark.parametrize(
    ("note", "holds"),
    [
        ("ABSENT:松原", True),
        ("ABSENT:采暖补贴", False),
        ("ABSENT:采暖补贴@2023", True),
        ("ABSENT:采暖补贴@mou-2024", False),
        ("ABSENT:采暖补贴+1.3倍", True),  # two sentences, not one
        ("ABSENT:采暖补贴+#", False),
        ("ABSENT:@2022", True),
        ("ABSENT:@2024", False),
    ],
)
def test_a_claim_of_absence_is_tried(asked: Asked, document: Document, note: str, holds: bool) -> None:
    case = asked(category="unanswerable_near", gold=(), abstain=True, note=f"{note} 说明")
    assert (findings(case, [document]) == ()) is holds
    assert [str(claim) for claim in absence_claims(case.note)] == [note]


def test_a_near_unanswerable_case_must_claim_what_is_absent(asked: Asked, document: Document) -> None:
    case = asked(category="unanswerable_near", gold=(), abstain=True)
    assert findings(case, [document]) == ("没有写 ABSENT: 说明文件里确实没有什么",)


def test_the_same_question_hardly_changed_is_a_twin(asked: Asked) -> None:
    one = asked(case_id="1", turns=("特困供养标准是低保的几倍？",))
    other = asked(case_id="2", turns=("特困供养标准是低保的几倍",))
    third = asked(case_id="3", turns=("舒兰适老化改造多少户",))
    assert twins([one, other, third]) == ((one, other),)


def test_our_own_questions_agree_with_the_documents(capsys: pytest.CaptureFixture[str]) -> None:
    questions = Path(__file__).parents[2] / "data" / "questions"
    assert main([str(path) for path in sorted(questions.glob("*.jsonl"))]) == 0, capsys.readouterr().out


def test_a_wrong_file_ends_with_one_line_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "无.jsonl")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
