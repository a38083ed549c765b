"""The command line as a process: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import COMMAND, QUESTION, REFUSED, ROOT, Yaodian
from contract import HIT, check_reply, check_shape

COMMANDS = (
    "serve",
    "ask",
    "search",
    "verify",
    "targets",
    "ingest",
    "remove",
    "correct",
    "outline",
    "documents",
    "eval",
)
HEAVY = (
    "numpy",
    "scipy",
    "torch",
    "gradio",
    "fastapi",
    "pydantic",
    "jieba",
    "faiss",
    "sentence_transformers",
    "uvicorn",
    "mcp",
)


def is_one_error_line(text: str) -> bool:
    return text.startswith("错误：") and text.endswith("\n") and text.count("\n") == 1 and "Traceback" not in text


def test_importing_the_command_line_loads_no_heavy_library() -> None:
    script = f"import sys, ui.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese(yaodian: Yaodian, command: str) -> None:
    done = yaodian(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"用法：yaodian {command}")
    for english in ("usage", "options", "positional", "show this"):
        assert english not in done.stdout


def test_the_question_of_the_issue_is_answered_with_its_sources(yaodian: Yaodian) -> None:
    done = yaodian("ask", QUESTION)
    assert done.returncode == 0
    assert "1.3倍" in done.stdout
    assert "1.3倍和2倍" in done.stdout
    assert "2025年 三、（一）" in done.stdout
    assert "二、（八）" in done.stdout
    assert "舒兰市民政局" in done.stdout
    assert "20%" not in done.stdout
    assert "出处\n[1] " in done.stdout


def test_a_reply_as_json_keeps_the_contract(yaodian: Yaodian) -> None:
    done = yaodian("ask", QUESTION, "--json")
    reply = json.loads(done.stdout)
    check_reply(reply)
    assert reply["question"] == QUESTION
    places = {(citation["document_id"], citation["section"], citation["item"]) for citation in reply["citations"]}
    assert {("jilin-2025", 3, 1), ("jilin-2023", 2, 8), ("shulan-2023", 2, 8)} <= places


@pytest.mark.parametrize("question", [REFUSED, "   ", "2019年的养老服务要求"])
def test_a_refusal_is_done_not_failed(yaodian: Yaodian, question: str) -> None:
    done = yaodian("ask", question, "--json")
    assert done.returncode == 0
    reply = json.loads(done.stdout)
    check_reply(reply)
    assert reply["status"] == "refused"


def test_years_can_be_repeated_and_restrict_the_sources(yaodian: Yaodian) -> None:
    reply = json.loads(yaodian("ask", QUESTION, "--year", "2023", "--year", "2024年", "--json").stdout)
    assert {citation["year"] for citation in reply["citations"]} == {2023}


def test_a_short_issuer_name_stands_for_the_full_one(yaodian: Yaodian) -> None:
    reply = json.loads(yaodian("ask", QUESTION, "--issuer", "舒兰", "--json").stdout)
    assert {citation["issuer"] for citation in reply["citations"]} == {"舒兰市民政局"}


def test_an_empty_scope_stays_empty(yaodian: Yaodian) -> None:
    reply = json.loads(yaodian("ask", "养老服务", "--year", "1999", "--json").stdout)
    assert reply["status"] == "refused"
    assert json.loads(yaodian("search", "养老", "--issuer", "北京", "--json").stdout)["hits"] == []


def test_a_batch_answers_the_last_turn_of_every_line(yaodian: Yaodian, tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "a", "turns": [QUESTION]},
        {"id": "b", "turns": [QUESTION, "那2024年呢"]},
        {"id": 3, "turns": [REFUSED], "gold": []},
    ]
    questions.write_text("\ufeff" + "\n\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    done = yaodian("ask", "--batch", questions, "--output", answers)
    assert (done.returncode, done.stdout) == (0, "")
    replies = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [reply["id"] for reply in replies] == ["a", "b", 3]
    for reply in replies:
        check_reply(reply)
    assert replies[1]["question"] == "那2024年呢"
    assert "2024" in replies[1]["understood"]
    assert "特困" in replies[1]["understood"]


def test_a_batch_of_searches_holds_hits_of_the_contract(yaodian: Yaodian, tmp_path: Path) -> None:
    questions, found = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text('{"id": "a", "turns": ["适老化改造"]}\n{"id": "b", "query": "殡葬"}\n', encoding="utf-8")
    assert yaodian("search", "--batch", questions, "--output", found, "-k", "3").returncode == 0
    lines = [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", "b"]
    for line in lines:
        assert set(line) == {"id", "hits"}
        assert len(line["hits"]) == 3
        for hit in line["hits"]:
            assert set(hit) == set(HIT)
            check_shape(hit, HIT)


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ('{"id": "a", "turns": ["问"]}\n{nonsense\n', 2),
        ('{"id": "a", "turns": []}\n', 1),
        ('{"turns": ["问"]}\n', 1),
        ('{"id": "a", "turns": ["问"]}\n\n[1]\n', 3),
        ('{"id": "a", "turns": "问"}\n', 1),
        ('{"id": "a", "turns": ["\\ud800"]}\n', 1),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(
    yaodian: Yaodian, tmp_path: Path, content: str, number: int
) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(content, encoding="utf-8")
    answers.write_text("old", encoding="utf-8")
    done = yaodian("ask", "--batch", questions, "--output", answers)
    assert done.returncode == 1
    assert is_one_error_line(done.stderr)
    assert f"第 {number} 行" in done.stderr
    assert answers.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_search_ranks_and_truncates(yaodian: Yaodian) -> None:
    ten = json.loads(yaodian("search", "特困供养标准", "--json").stdout)["hits"]
    three = json.loads(yaodian("search", "特困供养标准", "--json", "-k", "3").stdout)["hits"]
    assert three == ten[:3]
    assert len(ten) == 10
    for hit in ten:
        check_shape(hit, HIT)
    assert "jilin-2025:3.1" in yaodian("search", "特困供养标准").stdout


def test_documents_lists_the_shipped_five(yaodian: Yaodian) -> None:
    held = json.loads(yaodian("documents", "--json").stdout)
    assert [document["document_id"] for document in held] == [
        "jilin-2017",
        "jilin-2023",
        "jilin-2024",
        "jilin-2025",
        "shulan-2023",
    ]
    assert "收录 2017–2025 年 5 份文件" in yaodian("documents").stdout


def test_an_outline_prints_each_number_once(yaodian: Yaodian, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text(
        "青禾县养老服务办法\n第一条　为了规范服务，制定本办法。\n第二条　本办法适用于本县。\n", encoding="utf-8"
    )
    shown = yaodian("outline", str(path)).stdout
    assert "第一条为了规范服务" in shown
    assert "第一条第一条" not in shown


def test_an_outline_covers_every_character_once(yaodian: Yaodian) -> None:
    outline = json.loads(yaodian("outline", "data/documents/jilin-2024.txt", "--json").stdout)
    assert set(outline) == {"metadata", "units", "findings"}
    assert {"title", "issuer", "document_number", "issued_on", "year", "level"} <= set(outline["metadata"])
    for unit in outline["units"]:
        assert set(unit) == {"item_id", "level", "label", "number", "path", "title", "text", "start", "end"}
    assert [unit["start"] for unit in outline["units"][1:]] == [unit["end"] for unit in outline["units"][:-1]]
    assert outline["units"][0]["start"] == 0
    assert yaodian("outline", "data/documents/jilin-2024.txt").returncode == 0


def test_what_a_document_does_not_say_of_itself_is_null(yaodian: Yaodian, tmp_path: Path) -> None:
    source = tmp_path / "无题.txt"
    source.write_text("为做好有关工作，制定本方案。\n一、甲\n正文。\n", encoding="utf-8")
    metadata = json.loads(yaodian("outline", source, "--json").stdout)["metadata"]
    fields = ("title", "issuer", "document_number", "issued_on", "year", "level")
    assert {field: metadata[field] for field in fields} == dict.fromkeys(fields)


def test_a_library_of_ones_own_answers(yaodian: Yaodian, tmp_path: Path) -> None:
    library, source = tmp_path / "我的文件库", tmp_path / "2022年测试市民政工作要点.txt"
    source.write_text(
        "2022年测试市民政工作要点\n\n一、加强养老服务\n\n（一）建设床位。全年新增养老床位不少于321张。\n",
        encoding="utf-8",
    )
    first = yaodian("ingest", source, "--library", library)
    assert first.returncode == 0
    assert first.stdout.startswith("已加入")
    assert yaodian("ingest", source, "--library", library).stdout.startswith("没有变化")
    assert "321张" in yaodian("ask", "新增床位多少张", "--library", library).stdout
    assert "321张" in yaodian("ask", "新增床位多少张", YAODIAN_LIBRARY=str(library)).stdout
    assert len(json.loads(yaodian("documents", "--json", "--library", library).stdout)) == 1


def test_ingest_reports_the_failed_file_and_keeps_the_good_one(yaodian: Yaodian, tmp_path: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("2022年测试市民政工作要点\n\n一、加强养老服务\n\n（一）建设床位。", encoding="utf-8")
    empty.write_bytes(b"")
    done = yaodian("ingest", good, empty, "--library", tmp_path / "library")
    assert done.returncode == 1
    assert done.stdout.startswith("已加入")
    *_, last = done.stderr.splitlines(keepends=True)  # a slow machine reports progress before it
    assert is_one_error_line(last)
    assert "empty.txt" in last


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 2),
        (["nonsense"], 2),
        (["ask"], 2),
        (["ask", "问", "--batch", "x", "--output", "y"], 2),
        (["ask", "--batch", "x"], 2),
        (["ask", "问", "--year", "二〇二四"], 2),
        (["ask", "问", "--yeer", "2024"], 2),
        (["search", "词", "-k", "0"], 2),
        (["search", "词", "-k", "many"], 2),
        (["serve", "--port", "70000"], 2),
        (["serve", "--host", "999.1.2.3"], 2),
        (["ingest", "data/documents"], 2),
        (["ask", "问", "--library", "/nonexistent"], 1),
        (["documents", "--library", "data"], 1),
        (["ask", "--batch", "/nonexistent", "--output", "/tmp/out"], 1),
        (["outline", "/nonexistent"], 1),
        (["outline", "data"], 1),
        (["outline", "data/encoder/model.safetensors"], 1),
        (["eval", "/nonexistent"], 1),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_code(yaodian: Yaodian, arguments: list[str], code: int) -> None:
    done = yaodian(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert is_one_error_line(done.stderr), done.stderr


def test_output_into_a_missing_folder_is_one_line(yaodian: Yaodian, tmp_path: Path) -> None:
    questions = tmp_path / "in.jsonl"
    questions.write_text('{"id": "a", "turns": ["问"]}', encoding="utf-8")
    done = yaodian("ask", "--batch", questions, "--output", tmp_path / "missing" / "out.jsonl")
    assert done.returncode == 1
    assert is_one_error_line(done.stderr)


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [("YAODIAN_PORT", "many", 2), ("YAODIAN_DEBUG", "yes", 2), ("YAODIAN_ENCODER", "/nonexistent", 1)],
)
def test_a_wrong_variable_is_named(yaodian: Yaodian, variable: str, value: str, code: int) -> None:
    done = yaodian("ask", "问", **{variable: value})
    assert done.returncode == code
    assert is_one_error_line(done.stderr)
    assert (variable if code == 2 else value) in done.stderr


def test_a_cache_that_is_a_file_is_refused(yaodian: Yaodian, tmp_path: Path) -> None:
    file = tmp_path / "cache"
    file.write_text("", encoding="utf-8")
    done = yaodian("ask", "问", YAODIAN_CACHE=str(file))
    assert done.returncode == 2
    assert "YAODIAN_CACHE" in done.stderr


def test_a_taken_port_is_one_line(yaodian: Yaodian, server: object) -> None:
    port = getattr(server, "address", "").rpartition(":")[2]
    done = yaodian("serve", "--port", port)
    assert done.returncode == 2
    assert is_one_error_line(done.stderr)
    assert port in done.stderr


def test_a_server_that_cannot_open_says_why_and_stops(yaodian: Yaodian) -> None:
    done = yaodian("serve", "--port", "0", YAODIAN_ENCODER="/nonexistent")
    assert done.returncode == 1
    assert is_one_error_line(done.stderr.splitlines(keepends=True)[-1])


def test_a_plain_locale_prints_chinese(yaodian: Yaodian) -> None:
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        assert "收录 2017–2025 年" in yaodian("documents", **locale).stdout


def test_a_reader_that_leaves_early_is_no_error(surroundings: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        process = subprocess.run(
            [*COMMAND, "documents", "--json"],
            cwd=ROOT,
            env=surroundings,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (process.returncode, process.stderr) == (0, b"")


def test_ctrl_c_is_quiet(surroundings: dict[str, str]) -> None:
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], cwd=ROOT, env=surroundings, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr
        process.stderr.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors


def test_eval_measures_a_file_of_cases(yaodian: Yaodian, tmp_path: Path) -> None:
    cases, page = tmp_path / "cases.jsonl", tmp_path / "report.html"
    case = {
        "id": "u1",
        "category": "numeric",
        "turns": [QUESTION],
        "gold": [{"doc": "jilin-2025", "section": 3, "item": 1}],
        "gold_mode": "all",
        "answer_contains": [["1.3倍"]],
        "answer_excludes": ["20%"],
        "abstain": False,
        "note": "",
    }
    cases.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    done = yaodian("eval", cases, "--html", page, "--json")
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), dict)
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")


def test_totals_tell_nothing_of_the_questions(yaodian: Yaodian, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    case = {"id": "u1", "category": "numeric", "turns": [QUESTION], "gold": [], "abstain": True, "note": ""}
    filled = case | {"gold_mode": "any", "answer_contains": [], "answer_excludes": []}
    cases.write_text(json.dumps(filled, ensure_ascii=False), encoding="utf-8")
    everything, totals = yaodian("eval", cases), yaodian("eval", cases, "--totals")
    assert QUESTION in everything.stdout
    assert QUESTION not in totals.stdout
    assert "合计" in totals.stdout
