"""Promises of the surfaces as a whole: offline, one line for every mistake, examples that work, quiet progress."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from conftest import ROOT

import ui.cli
from ui.progress import Progress
from ui.welcome import EXAMPLES

OFFLINE = """
import socket
looked_up, real = [], socket.getaddrinfo
def spy(host, *arguments, **options):
    looked_up.append(host)
    return real(host, *arguments, **options)
socket.getaddrinfo = spy
def refuse(self, address):
    raise AssertionError(f"connection to {address}")
socket.socket.connect = socket.socket.connect_ex = refuse
from ui.api import EngineSlot
from ui.chat import Chat, exchanges
from ui.engine import open_engine
from ui.mcp_server import Tools
from ui.replay import Asked
from ui.settings import load_settings
from ui.welcome import examples
engine = open_engine(load_settings())
Chat(EngineSlot(engine))
Tools(EngineSlot(engine), host="127.0.0.1")
exchanges(engine, [Asked("特困供养标准不低于低保的多少倍")])
print(examples(engine) if not looked_up else looked_up)
"""


@pytest.mark.slow
def test_nothing_is_looked_up_from_import_to_answer_and_every_example_is_answered(surroundings: dict[str, str]) -> None:
    command = [sys.executable, "-c", OFFLINE]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(list(EXAMPLES))


def test_a_mistake_of_the_program_is_one_line_and_its_details_are_an_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("two\nlines")

    monkeypatch.setitem(ui.cli.COMMANDS, "documents", broken)
    assert ui.cli.main(["documents"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("YAODIAN_DEBUG", "1")
    with pytest.raises(RuntimeError):
        ui.cli.main(["documents"])


def test_an_interrupt_is_130_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(ui.cli.COMMANDS, "documents", interrupted)
    assert ui.cli.main(["documents"]) == 130
    assert capsys.readouterr() == ("", "")


def test_help_needs_no_right_environment(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("YAODIAN_PORT", "wrong")
    with pytest.raises(SystemExit) as exit_info:
        ui.cli.main(["--help"])
    assert exit_info.value.code == 0
    assert "用法：yaodian" in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_leaves_nothing_on_a_terminal() -> None:
    stream = Terminal()
    with Progress(stream) as progress:
        progress("读取 1/2")
        progress("读取\n2/2")
    assert stream.getvalue() == "\r\x1b[K读取 1/2\r\x1b[K读取 2/2\r\x1b[K"


def test_quick_work_says_nothing_in_a_log() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress("读取 1/2")
    assert stream.getvalue() == ""


def test_a_line_that_stays_takes_the_place_of_the_changing_one() -> None:
    stream = Terminal()
    with Progress(stream) as progress:
        progress("正在计算向量")
        progress.say("编码模型\n已改变")
    assert stream.getvalue() == "\r\x1b[K正在计算向量\r\x1b[K编码模型 已改变\n"
