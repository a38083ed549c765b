"""Real processes for the tests of the surfaces: the command line as a person calls it, one server for all."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from client import Client
    from playwright.sync_api import Browser

    from ui.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "ui.cli"]
START_SECONDS = 60  # far above the 5 s of the promise: a loaded machine must not fail a test of behaviour
QUESTION = "特困供养标准不低于低保的多少倍"
REFUSED = "2024年特困供养标准不低于低保的多少倍"  # the document of 2024 states no multiple

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

Yaodian = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of every process: no settings of the person who runs the tests, one cache for all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YAODIAN_")}
    return {**kept, "YAODIAN_CACHE": str(tmp_path_factory.mktemp("cache")), "PYTHONWARNDEFAULTENCODING": "1"}


@pytest.fixture(scope="session")
def yaodian(surroundings: dict[str, str]) -> Yaodian:
    """Run `yaodian …` to its end."""

    def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            cwd=ROOT,
            env={**surroundings, **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def typed(surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Yaodian:
    """`yaodian …` in this process: what it prints and its exit code, without the start of a process."""
    from ui.cli import main

    monkeypatch.setenv("YAODIAN_CACHE", surroundings["YAODIAN_CACHE"])

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else -1
        shown = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, shown.out, shown.err)

    return run


@pytest.fixture(scope="session")
def engine(surroundings: dict[str, str]) -> Engine:
    """The shipped documents, open in this process."""
    from ui.engine import open_engine
    from ui.settings import load_settings

    return open_engine(load_settings(surroundings))


@pytest.fixture(scope="session")
def call(engine: Engine) -> Client:
    """The HTTP application over the shipped documents."""
    from client import Client

    from ui.api import EngineSlot

    return Client(EngineSlot(engine))


@pytest.fixture(scope="session")
def call_early() -> Client:
    """The application before its index is open."""
    from client import Client

    from ui.api import EngineSlot

    return Client(EngineSlot())


@dataclass(frozen=True)
class Server:
    """A server that listens; `started` is the monotonic time at which its process was started.

    `said` grows with the lines that it writes to stderr.
    """

    address: str
    process: subprocess.Popen[str]
    started: float
    said: list[str]

    def wait_for(self, path: str, status: int = 200) -> float:
        """Seconds since the start until `path` answers with `status`."""
        while time.monotonic() < self.started + START_SECONDS:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server stopped with exit code {self.process.returncode}")
            try:
                if httpx.get(self.address + path, timeout=10).status_code == status:
                    return time.monotonic() - self.started
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise TimeoutError(f"{path} did not answer {status} within {START_SECONDS} s")


@pytest.fixture(scope="session")
def start_server(surroundings: dict[str, str]) -> Iterator[Callable[..., Server]]:
    """Start `yaodian serve` on a free port; every server is stopped at the end."""
    processes = []

    def start(*arguments: str) -> Server:
        started = time.monotonic()
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *arguments],
            cwd=ROOT,
            env=surroundings,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        processes.append(process)
        first: queue.Queue[str] = queue.Queue()
        said: list[str] = []

        def listen() -> None:
            for line in process.stderr or ():
                said.append(line)
                first.put(line)

        threading.Thread(target=listen, daemon=True).start()
        found = re.search(r"http://[\d.]+:\d+", first.get(timeout=START_SECONDS))
        assert found
        return Server(found[0], process, started, said)

    yield start
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=30)
        if process.stderr:
            process.stderr.close()


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server]) -> Server:
    """One server with everything open: index and chat."""
    running = start_server()
    running.wait_for("/ui/")
    return running


@pytest.fixture(scope="module")  # not longer: while it is open, playwright's event loop keeps others from running
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module; where none is installed they are skipped."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
