"""Questions of everyday life are drawn alike every time, and those that are answered are shown and counted."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.strangers import SOURCES, main, questions


@pytest.fixture
def material(tmp_path: Path) -> Path:
    (tmp_path / "pairs").mkdir()
    for source in SOURCES:
        asked = ["高压锅怎么清洗", "2024年适老化改造多少户", "短", "一" * 40]
        rows = "".join(json.dumps({"query": query, "positive": "甲"}, ensure_ascii=False) + "\n" for query in asked)
        (tmp_path / "pairs" / f"{source}.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    return tmp_path


def test_the_sample_is_seeded_and_takes_questions_of_ordinary_length(material: Path) -> None:
    assert questions(material, 1) == questions(material, 1)
    assert all(set(own) == {"高压锅怎么清洗", "2024年适老化改造多少户"} for own in questions(material, 9).values())


def test_what_is_answered_is_shown_with_its_quote(material: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--material", str(material)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("2024年适老化改造多少户\t") == len(SOURCES)
    assert "高压锅" not in printed
    assert printed.endswith("news_question_passage：答了 1 句，共 2 句\n")


def test_missing_material_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--material", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
