"""The tables of the question READMEs: what they say of each file is what the file holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

QUESTIONS = Path(__file__).resolve().parents[2] / "data" / "questions"
_ROW = re.compile(r"^\| `(?P<name>[\w.]+\.jsonl)` \| (?P<count>[\d,]+) \|", re.MULTILINE)


def rows(folder: Path) -> list[tuple[Path, int]]:
    text = (folder / "README.md").read_text(encoding="utf-8")
    return [(folder / row["name"], int(row["count"].replace(",", ""))) for row in _ROW.finditer(text)]


def cases(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", [QUESTIONS, QUESTIONS / "foreign"], ids=["shipped", "foreign"])
def test_every_question_file_is_listed_with_its_number_of_questions(folder: Path) -> None:
    assert {path for path, _ in rows(folder)} == set(folder.glob("*.jsonl"))
    assert [(path.name, count) for path, count in rows(folder)] == [(p.name, len(cases(p))) for p, _ in rows(folder)]


def test_no_two_questions_have_one_id() -> None:
    ids = [case for path in QUESTIONS.rglob("*.jsonl") for case in cases(path)]
    assert len(ids) == len(set(ids))
