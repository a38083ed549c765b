"""Question files: every right line becomes a case, every wrong one an error that says where and what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import Gold, load_cases, places
from ingest.errors import QuestionFileError

LINE: dict[str, Any] = {
    "id": "t-1",
    "category": "numeric",
    "turns": ["2023年呢", "那2024年呢？"],
    "gold": [{"doc": "jilin-2017", "section": 13, "item": None}, {"doc": "jilin-2024", "section": 5, "item": 13}],
    "gold_mode": "any",
    "answer_contains": [["2倍", "两倍"]],
    "answer_excludes": ["3倍"],
    "abstain": False,
    "note": "EXCL_NEG_OK 虚假前提",
}


def write(path: Path, *lines: object) -> Path:
    file = path / "题.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return file


def test_every_field_of_a_line_is_read(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path, LINE))
    assert (case.case_id, case.category, case.question) == ("t-1", "numeric", "那2024年呢？")
    assert case.gold == (Gold("jilin-2017", 13), Gold("jilin-2024", 5, 13))
    assert not case.gold_all
    assert case.contains == (("2倍", "两倍"),)
    assert case.excludes == ("3倍",)


def test_flags_in_the_note_become_fields(tmp_path: Path) -> None:
    lines = [
        {**LINE, "id": str(i), "note": note} for i, note in enumerate(["", "ABSTAIN_OK", "EXCL_NEG_OK ABSTAIN_OK 前提"])
    ]
    flags = [(case.negation_allowed, case.abstention_allowed) for case in load_cases(write(tmp_path, *lines))]
    assert flags == [(False, False), (False, True), (True, True)]


def test_an_empty_question_is_a_case(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path, {**LINE, "turns": [""]}))
    assert case.question == ""


def test_empty_lines_are_skipped_but_counted(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="第3行"):
        load_cases(write(tmp_path, LINE, "", "{"))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("{", "不是 JSON"),
        ([], "是 list"),
        ({**LINE, "turns": []}, "turns 是空的"),
        ({**LINE, "turns": "问"}, "turns 是 '问'"),
        ({**LINE, "id": ""}, "id 里有 ''"),
        ({**LINE, "id": 7}, "id 里有 7"),
        ({**LINE, "gold_mode": "some"}, "gold_mode 是 'some'"),
        ({**LINE, "abstain": 1}, "abstain 是 1"),
        ({**LINE, "abstain": True}, "abstain 为 true 却写了 gold"),
        ({**LINE, "gold": [{"doc": "jilin-2024", "section": "5", "item": 13}]}, "gold 里有"),
        ({**LINE, "gold": [{"doc": "jilin-2024", "section": 5}]}, "gold 里有"),
        ({**LINE, "answer_contains": [[]]}, "空组"),
        ({**LINE, "answer_contains": ["2倍"]}, "answer_contains 的每组 是 '2倍'"),
        ({**LINE, "hint": ""}, "多出 hint"),
        ({key: LINE[key] for key in LINE if key != "note"}, "缺 note"),
    ],
)
def test_a_wrong_line_says_where_and_what(tmp_path: Path, line: object, found: str) -> None:
    path = write(tmp_path, LINE, line)
    with pytest.raises(QuestionFileError) as caught:
        load_cases(path)
    assert caught.value.where == f"{path} 第2行"
    assert found in caught.value.found
    assert "\n" not in str(caught.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="第2行：编号 t-1 已在第1行用过"):
        load_cases(write(tmp_path, LINE, LINE))


def test_a_missing_file_is_a_question_file_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"无\.jsonl"):
        load_cases(tmp_path / "无.jsonl")


def test_paragraphs_of_a_section_are_one_place() -> None:
    assert places([("a", 13, None), ("b", 1, 2), ("a", 13, None)]) == (Gold("a", 13), Gold("b", 1, 2))
    assert [str(place) for place in places([("a", 13, None), ("b", 1, 2)])] == ["a:13", "b:1.2"]
