"""How the real documents beside the checkout are read: share read, units, findings, seconds per MB; and the speed law.

    python tests/benchmarks/ingest_survey.py [FOLDER] [--refused] [--findings]

`--refused` lists the line-start numbers that opened no unit, `--findings` every finding: read them by eye, fix causes.
The speed law (1 MB of Chinese text ≤ 1 s as txt, ≤ 2 s as docx and html) is measured on the five shipped documents,
repeated until they are 1 MB. Best of three runs in one process; other load on the machine only makes figures worse.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "ingest")]

from ingest import readers  # noqa: E402
from ingest.candidates import markers  # noqa: E402
from ingest.errors import SourceError  # noqa: E402
from ingest.reader import read_document, source_files  # noqa: E402
from ingest.records import Document  # noqa: E402
from ingest.succession import Succession  # noqa: E402

DOCUMENTS = ROOT.parent / "shared" / "training" / "documents"
MEGABYTE = 1_000_000  # bytes of UTF-8


def survey(folder: Path, *, refused: bool, findings: bool) -> None:
    groups: dict[str, list[tuple[Path, Document, float]]] = {}
    failed: list[str] = []
    for path in source_files(folder):
        started = time.perf_counter()
        try:
            document = read_document(path)
        except SourceError as error:
            failed.append(str(error))
            continue
        seconds = time.perf_counter() - started
        assert "".join(unit.text for unit in document.units) == document.text, path
        group = f"{path.relative_to(folder).parts[0]} {path.suffix}"
        groups.setdefault(group, []).append((path, document, seconds))
        if findings:
            for finding in document.findings:
                print(f"F  {path.name[-30:]}  {finding.kind}  {finding.item_id}  {finding.message[:80]}")
        if refused:
            for marker in Succession(markers(document.text)).refused:
                line = document.text[marker.start : marker.line_end]
                print(f"R  {path.name[-30:]}  {marker.style.name}  {line[:40]}")
    widths = {"read": 5, "units": 6, "items": 6, "findings": 8, "title": 6, "issuer": 6, "MB": 6, "s/MB": 6}
    print(f"{'folder':34} " + " ".join(f"{name:>{width}}" for name, width in widths.items()))
    for group, read in sorted(groups.items()):
        documents = [document for _, document, _ in read]
        size = sum(len(d.text.encode()) for d in documents) / MEGABYTE
        numbers = (
            len(read), sum(len(d.units) for d in documents), sum(len(d.items) for d in documents),
            sum(len(d.findings) for d in documents), sum(bool(d.metadata.title) for d in documents),
            sum(bool(d.issuer) for d in documents), round(size, 2), round(sum(s for *_, s in read) / size, 2),
        )  # fmt: skip
        print(f"{group:34} " + " ".join(f"{n:>{w}}" for n, w in zip(numbers, widths.values(), strict=True)))
    total = sum(len(read) for read in groups.values())
    kinds = Counter(f.kind for read in groups.values() for _, d, _ in read for f in d.findings)
    print(f"read {total} of {total + len(failed)}; findings {dict(kinds.most_common())}")
    for line in failed:
        print(f"not read: {line}")


def speed() -> None:
    from make_files import MAKERS

    shipped = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "data" / "documents").glob("*.txt")))
    text = shipped * (MEGABYTE // len(shipped.encode()) + 1)
    size = len(text.encode()) / MEGABYTE
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("txt", "docx", "html", "md"):
            path = MAKERS[suffix](Path(folder) / f"a.{suffix}", text)
            print(f"1 MB as {suffix:5} {_best(lambda p=path: read_document(p)) / size:5.2f} s, of which the door "
                  f"{_best(lambda p=path: readers.read(p)) / size:5.2f} s")  # type: ignore[misc]  # fmt: skip


def _best(run: Callable[[], object]) -> float:
    def once() -> float:
        started = time.perf_counter()
        run()
        return time.perf_counter() - started

    return min(once() for _ in range(3))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=DOCUMENTS)
    parser.add_argument("--refused", action="store_true")
    parser.add_argument("--findings", action="store_true")
    options = parser.parse_args()
    survey(options.folder, refused=options.refused, findings=options.findings)
    speed()
