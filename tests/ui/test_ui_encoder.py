"""Another encoder: named by flag or variable, with attention, through every command; and each mistake one Chinese line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from client import Client
from conftest import COMMAND, QUESTION, ROOT, Yaodian

import ui.cli
from index.encoder import load_encoder
from ui.api import EngineSlot
from ui.engine import open_engine
from ui.settings import load_settings

PROGRESS = ("正在", "读取", "已回答", "已测")
ENCODING = ("serve", "ask", "search", "verify", "ingest", "remove", "lexicon", "eval")
SPY = """
import sys
def listen(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        print("attempted:", event, arguments, file=sys.stderr)
        raise OSError(101, "the network is cut")
sys.addaudithook(listen)
"""


@dataclass(frozen=True)
class Said:
    """What a command left behind; `news` are the lines on stderr but our own progress, which a loaded machine shows."""

    code: int
    out: str
    news: list[str]


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `yaodian …` in this process, where torch is imported once, with a cache in which there is no index yet."""
    for name in [name for name in os.environ if name.startswith("YAODIAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("YAODIAN_CACHE", str(tmp_path / "cache"))

    def run(*arguments: str | Path) -> Said:
        capfd.readouterr()
        code = ui.cli.main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Said(code, out, [line for line in err.splitlines() if not line.startswith(PROGRESS)])

    return run


def manifest_of(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(next(folder.rglob("manifest.json")).read_text(encoding="utf-8"))
    return manifest


@pytest.mark.parametrize("command", ENCODING)
def test_every_command_that_needs_an_encoder_takes_one(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        ui.cli.main([command, "--help"])
    shown = capsys.readouterr().out
    assert "--encoder 模型" in shown
    assert "YAODIAN_ENCODER" in shown


def test_a_changed_encoder_rebuilds_the_index_and_says_so_in_one_line(
    run: Run, attention_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("search", "养老床位", "--json")
    assert (first.code, first.news) == (0, [])
    changed = run("search", "养老床位", "--json", "--encoder", attention_model)
    assert (changed.code, len(changed.news)) == (0, 1)
    assert "编码模型（encoder → 注意力模型）已改变" in changed.news[0]
    assert "将重新建立索引" in changed.news[0]
    assert json.loads(changed.out) != json.loads(first.out)
    manifest = manifest_of(tmp_path / "cache")
    assert manifest["encoder_name"] == "注意力模型"
    assert manifest["source"]["编码模型"] == {"sha256": load_encoder(attention_model).checksum, "dimension": 12}
    monkeypatch.setenv("YAODIAN_ENCODER", str(attention_model))
    assert run("search", "养老床位", "--json") == Said(0, changed.out, [])
    back = run("search", "养老床位", "--json", "--encoder", ROOT / "data" / "encoder")
    assert back.out == first.out
    assert "编码模型（注意力模型 → encoder）已改变" in back.news[0]


def test_the_flag_goes_before_the_variable_and_may_be_a_relative_path(
    run: Run, attention_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YAODIAN_ENCODER", "/nonexistent")
    monkeypatch.chdir(attention_model.parent)
    done = run("ask", QUESTION, "--encoder", attention_model.name)
    assert (done.code, done.news) == (0, [])
    assert "1.3倍" in done.out
    assert manifest_of(tmp_path / "cache")["encoder_name"] == attention_model.name


def test_a_library_is_made_asked_and_kept_with_the_encoder(run: Run, attention_model: Path, tmp_path: Path) -> None:
    library, documents = tmp_path / "库", ROOT / "data" / "documents"
    chosen = ("--encoder", attention_model, "--library", library)
    made = run("ingest", documents / "jilin-2023.txt", documents / "jilin-2025.txt", *chosen)
    assert (made.code, made.news) == (0, [])
    assert manifest_of(library)["encoder_name"] == "注意力模型"
    asked = run("ask", QUESTION, *chosen)
    assert (asked.code, asked.news) == (0, [])
    assert "1.3倍" in asked.out
    other = run("ingest", documents / "jilin-2024.txt", "--library", library)
    assert (other.code, len(other.news)) == (0, 1)
    assert "编码模型（注意力模型 → encoder）、文档内容已改变" in other.news[0]
    removed = run("remove", "jilin-2024", "--library", library)
    assert (removed.code, removed.news) == (0, [])
    unchanged = run("ingest", documents / "jilin-2025.txt", *chosen)
    assert (unchanged.code, len(unchanged.news)) == (0, 1)
    assert "编码模型（encoder → 注意力模型）已改变" in unchanged.news[0]


def test_the_other_commands_run_with_it_and_say_nothing_on_stderr(
    run: Run, attention_model: Path, tmp_path: Path
) -> None:
    cases = tmp_path / "题目.jsonl"
    line = (ROOT / "data" / "questions" / "development.jsonl").read_text(encoding="utf-8").splitlines()[0]
    cases.write_text(line + "\n", encoding="utf-8")
    for arguments in (
        ("verify", "确保特困人员救助供养标准"),
        ("eval", cases),
        ("ask", "--batch", cases, "--output", tmp_path / "out"),
    ):
        done = run(*arguments, "--encoder", attention_model)
        assert (done.code, done.news) == (0, []), arguments


def test_a_server_that_is_ready_says_which_encoder_it_answers_with(
    surroundings: dict[str, str], attention_model: Path
) -> None:
    engine = open_engine(load_settings(surroundings, encoder=str(attention_model)))
    ready = Client(EngineSlot(engine))("GET", "/api/v1/ready").json()
    assert ready["encoder"]["name"] == "注意力模型"
    assert ready["encoder"]["dimension"] == 12
    assert len(ready["encoder"]["checksum"]) == 64


@pytest.mark.slow
def test_a_new_process_attempts_no_connection_and_says_nothing(
    surroundings: dict[str, str], attention_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(SPY, encoding="utf-8")
    paths = [str(tmp_path), str(ROOT), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [*COMMAND, "ask", QUESTION, "--encoder", attention_model],
        cwd=ROOT,
        env={
            **{name: value for name, value in surroundings.items() if not name.endswith("_OFFLINE")},
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "YAODIAN_CACHE": str(tmp_path / "cache"),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1.3倍" in done.stdout
    assert [line for line in done.stderr.splitlines() if not line.startswith(PROGRESS)] == []


def test_an_empty_encoder_is_a_wrong_command_line(yaodian: Yaodian) -> None:
    for empty in ("", "  "):
        done = yaodian("ask", "问", "--encoder", empty)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("错误：--encoder：内容是空的")
        assert done.stderr.count("\n") == 1


BROKEN: dict[str, Callable[[Path], object]] = {
    "model.safetensors": lambda folder: (folder / "model.safetensors").unlink(),
    "tokenizer.json": lambda folder: (folder / "tokenizer.json").unlink(),
    "modules.json": lambda folder: (folder / "modules.json").unlink(),
    "config.json": lambda folder: (folder / "config.json").write_text(
        (folder / "config.json").read_text(encoding="utf-8").replace('"hidden_size": 16', '"hidden_size": 32'),
        encoding="utf-8",
    ),
}


@pytest.mark.parametrize("named", BROKEN)
def test_a_broken_encoder_is_one_line_that_names_the_file(
    yaodian: Yaodian, attention_model: Path, tmp_path: Path, named: str
) -> None:
    folder = shutil.copytree(attention_model, tmp_path / "模型")
    BROKEN[named](folder)
    done = yaodian("ask", "问", "--encoder", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1
    assert named in done.stderr


def test_a_server_with_a_broken_encoder_names_the_file_and_stops(
    yaodian: Yaodian, attention_model: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(attention_model, tmp_path / "模型")
    (folder / "tokenizer.json").unlink()
    done = yaodian("serve", "--port", "0", "--encoder", folder)
    assert done.returncode == 1
    first, last = done.stderr.splitlines()
    assert first.startswith("要点正在启动")
    assert last.startswith("错误：")
    assert "tokenizer.json" in last


def test_files_stay_in_the_library_when_the_encoder_cannot_be_loaded(yaodian: Yaodian, tmp_path: Path) -> None:
    library = tmp_path / "库"
    done = yaodian("ingest", ROOT / "data/documents/jilin-2025.txt", "--library", library, "--encoder", "没有/这个模型")
    assert done.returncode == 1
    assert done.stderr.startswith("错误：文件库已写好，索引没有建成。没有/这个模型：没有这个文件夹")
    assert done.stderr.count("\n") == 1
    assert done.stdout.startswith("已加入")
    assert "2025" in yaodian("documents", "--library", library).stdout
