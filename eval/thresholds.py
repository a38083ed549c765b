"""The curve of the refusal thresholds: `python -m eval.thresholds [CASES.jsonl …] [--library DIR]`

For each threshold of `assistant.selection.Thresholds` the share of answerable and of unanswerable questions that pass
with it and all others as they are. Without files the development set, on which they are calibrated.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from assistant.assistant import Assistant
from assistant.selection import Thresholds
from eval.cases import Case, load_cases
from eval.run import run_cases
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from ingest.errors import YaodianError
from ingest.library import Library

DATA = Path(__file__).resolve().parent.parent / "data"
STEPS = (-0.12, -0.06, 0.0, 0.06, 0.12)  # around each threshold as it is


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the curves; exit codes as those of the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.thresholds", description="拒答阈值的曲线")
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES.jsonl", help="评测题，不写就用调试题")
    parser.add_argument("--library", type=Path, help="文档库，不写就用随附的文件")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="参照日期，如 2026-11-22")
    options = parser.parse_args(arguments)
    try:
        library = Library.open(options.library) if options.library else Library.shipped()
        lexicon = Lexicon.load(DATA / "lexicon", *library.words_files)
        index = LocalIndex.build(
            library.documents, load_encoder(DATA / "encoder"), words=lexicon.words, expand=lexicon.expansions
        )
        files = options.cases or [DATA / "questions" / "development.jsonl"]
        cases = [case for file in files for case in load_cases(file)]
    except YaodianError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    write = sys.stdout.write
    write("阈值\t取值\t可答通过\t应拒通过\n")
    standing = Thresholds()
    for field in fields(Thresholds):
        for step in STEPS:
            value = round(getattr(standing, field.name) + step, 2)
            if value > 0:
                answerable, refused = passed(
                    cases, index, lexicon, options.today, replace(standing, **{field.name: value})
                )
                mark = "\t← 现用" if step == 0 else ""
                write(f"{field.name}\t{value:.2f}\t{answerable:.1%}\t{refused:.1%}{mark}\n")
                sys.stdout.flush()
    return 0


def passed(
    cases: Sequence[Case], index: LocalIndex, lexicon: Lexicon, today: date, thresholds: Thresholds
) -> tuple[float, float]:
    """The shares of answerable and of unanswerable cases that pass with these thresholds."""
    report = run_cases(Assistant(index, lexicon, today=today, thresholds=thresholds), index, cases)
    return report.answerable.rate, report.unanswerable.rate


if __name__ == "__main__":
    raise SystemExit(main())
