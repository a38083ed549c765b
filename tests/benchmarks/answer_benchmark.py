"""How long people wait: warm answers, a cold `yaodian ask`, a starting `yaodian serve`, its memory.

    python -m tests.benchmarks.answer_benchmark [--questions FILE]

Prints one line for each figure with its target; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from eval.cases import load_cases
from eval.metrics import percentile
from ui.engine import open_engine
from ui.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "data" / "questions" / "development.jsonl"
COLD_RUNS = 5
START_LIMIT = 60.0  # seconds after which a server is given up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    arguments = parser.parse_args()
    warm(arguments.questions)
    cold()
    server()


def warm(questions: Path) -> None:
    """Each question twice in one process; the second time counts."""
    engine = open_engine(load_settings())
    asked = [case.question for case in load_cases(questions)]
    for question in asked:
        engine.assistant.ask(question)
    spent = [engine.assistant.ask(question).timings_ms["total"] for question in asked]
    p50, p95 = percentile(spent, 50), percentile(spent, 95)
    print(f"warm answer, {len(asked)} questions: p50 {p50:.1f} ms, p95 {p95:.1f} ms (target p95 <= 20)")


def cold() -> None:
    """The whole command from start to exit, index already built."""
    command = [sys.executable, "-m", "ui.cli", "ask", "2025年失智照护床位新增多少张"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    spent = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        spent.append(time.perf_counter() - started)
    print(
        f"cold ask, {COLD_RUNS} runs: median {sorted(spent)[COLD_RUNS // 2]:.2f} s, max {max(spent):.2f} s (target <= 2)"
    )


def server() -> None:
    """Seconds from start until the API and the chat page answer, and the peak memory afterwards."""
    port = _free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)], stdout=log, stderr=log, cwd=ROOT
        )
        try:
            started = time.perf_counter()
            api = _wait(f"http://127.0.0.1:{port}/api/v1/health", started)
            ready = _wait(f"http://127.0.0.1:{port}/api/v1/ready", started)
            chat = _wait(f"http://127.0.0.1:{port}/ui/gradio_api/startup-events", started, any_status=True)
            page = _wait(f"http://127.0.0.1:{port}/ui/", started)
            for _ in range(20):
                _ask(port, "历年特困供养标准是低保的几倍")
            peak = _peak_memory(process.pid)
            print(
                f"serve: API {api:.1f} s (target <= 5), ready {ready:.1f} s, chat page {max(page, chat):.1f} s (target <= 10)"
            )
            print(f"serve: peak memory {peak:.0f} MB (target < 1024)")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _wait(url: str, started: float, *, any_status: bool = False) -> float:
    while time.perf_counter() - started < START_LIMIT:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200 and "正在启动" not in answer.read().decode("utf-8", "replace"):
                    return time.perf_counter() - started
        except urllib.error.HTTPError:
            if any_status:
                return time.perf_counter() - started
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"{url} did not answer within {START_LIMIT} s")


def _ask(port: int, question: str) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/ask",
        data=json.dumps({"question": question}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()


def _peak_memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
