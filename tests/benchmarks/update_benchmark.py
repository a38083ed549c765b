"""How long a change of a library takes: first index, one changed document, one more, one fewer.

    python -m tests.benchmarks.update_benchmark [FOLDER ...] [--documents N]

N text files of the folders (real plans and reports beside the checkout) are copied, taken into a library and served.
Then one file is changed and taken in again while the server runs. For each change two times are printed, both from
the start of the command: until the running server finds the new text, and until the command ends. `in process` is the
same change without Python's start, the reading of the library and the server: the index alone. Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, sleep

from index.encoder import load_encoder
from index.engine import LocalIndex, open_index
from index.lexicon import Lexicon
from ingest.library import Library
from tests.benchmarks.answer_benchmark import _free_port, _peak_memory, _wait

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
DOCUMENTS = ROOT.parent / "shared" / "training" / "documents"
FOLDERS = (DOCUMENTS / "city_gwr_2024" / "txt", DOCUMENTS / "policy_central_shandong")
SENTENCES = {"changed": "全市新建星际救助站八百零七个。", "added": "全市新建深海婚姻登记处九十九个。"}  # in no document
LIMIT = 120.0  # seconds after which a change is given up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=FOLDERS)
    parser.add_argument("--documents", type=int, default=150)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yaodian-") as scratch:
        source, library = Path(scratch) / "files", Path(scratch) / "library"
        files = copied(options.folders, options.documents, source)
        last, rest = files[-1], files[:-1]
        aside = last.rename(source.parent / last.name)
        print(f"first index of {len(rest)} documents: {command('ingest', source, library):.1f} s")
        served(library, rest[0], aside)
        in_process(library)


def copied(folders: Sequence[Path], count: int, target: Path) -> list[Path]:
    """The first `count` text files, an equal share of each folder."""
    target.mkdir()
    share = -(-count // len(folders))
    chosen = [path for folder in folders for path in sorted(folder.glob("*.txt"))[:share]][:count]
    return [Path(shutil.copyfile(path, target / path.name)) for path in chosen]


def command(name: str, argument: Path | str, library: Path) -> float:
    """Seconds that one command of the library takes."""
    started = perf_counter()
    done = [sys.executable, "-m", "ui.cli", name, str(argument), "--library", str(library)]
    subprocess.run(done, check=True, capture_output=True, cwd=ROOT)
    return perf_counter() - started


def served(library: Path, changed: Path, added: Path) -> None:
    """The changes as a running server sees them."""
    port = _free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", str(port), "--library", str(library)],
            stdout=log,
            stderr=log,
            cwd=ROOT,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/ui/", perf_counter())
            before = _peak_memory(process.pid)
            write(changed, SENTENCES["changed"])
            update("one document changed", ("ingest", str(changed)), library, lambda: found(port, SENTENCES["changed"]))
            write(added, SENTENCES["added"])
            update("one document added", ("ingest", str(added)), library, lambda: found(port, SENTENCES["added"]))
            gone = next(d.document_id for d in Library.open(library).documents if SENTENCES["added"] in d.text)
            update("one document removed", ("remove", gone), library, lambda: not found(port, SENTENCES["added"]))
            print(f"peak memory of the server {_peak_memory(process.pid):.0f} MB, {before:.0f} MB before the changes")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def write(path: Path, sentence: str) -> None:
    """Put a sentence at the end of the longest paragraph."""
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    place = max(range(len(lines)), key=lambda number: len(lines[number]))
    lines[place] += sentence
    path.write_text("\n".join(lines), encoding="utf-8")


def update(name: str, words: tuple[str, str], library: Path, arrived: Callable[[], bool]) -> None:
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *words, "--library", str(library)], stdout=subprocess.DEVNULL, cwd=ROOT
    )
    answered = ended = None
    while answered is None or ended is None:
        if answered is None and arrived():
            answered = perf_counter() - started
        if ended is None and process.poll() is not None:
            ended = perf_counter() - started
        if perf_counter() - started > LIMIT:
            raise SystemExit(f"{name}: not done within {LIMIT} s")
        sleep(0.02)
    print(f"{name}: the running server answers with it after {answered:.1f} s, the command ends after {ended:.1f} s")


def found(port: int, sentence: str) -> bool:
    """Whether the server finds the sentence."""
    query = urllib.parse.urlencode({"q": sentence, "k": 1})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/search?{query}", timeout=30) as answer:
        hits = json.load(answer)["hits"]
    return bool(hits) and sentence in "".join(hits[0]["text"].split())


def in_process(library: Path) -> None:
    """The index alone: from nothing, in memory with one document taken out and put back, from a stale folder."""
    documents, encoder, lexicon = Library.open(library).documents, load_encoder(DATA / "encoder"), None
    lexicon = Lexicon.load(DATA / "lexicon")
    one = max(documents, key=lambda document: len(document.text))
    started = perf_counter()
    index = LocalIndex.build(documents, encoder, words=lexicon.words)
    print(f"in process: built from nothing {perf_counter() - started:.2f} s", end="")
    with tempfile.TemporaryDirectory() as folder:
        index.remove([one.document_id])
        index.save(Path(folder))
        started = perf_counter()
        index.add([one])
        print(f", one document more in memory {perf_counter() - started:.2f} s", end="")
        started = perf_counter()
        open_index(documents, encoder, Path(folder), words=lexicon.words)
        print(f", out of a stale folder {perf_counter() - started:.2f} s ({len(one.items)} items)")


if __name__ == "__main__":
    main()
