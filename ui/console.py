"""Where a command writes: results on one stream, progress, warnings and errors on the other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

DONE, FAILED = 0, 1
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Console:
    """Results on `out`, everything else on `err`."""

    out: TextIO
    err: TextIO

    def line(self, text: str) -> None:
        self.out.write(text + "\n")

    def json(self, record: object) -> None:
        self.line(json.dumps(record, ensure_ascii=False, indent=2))

    def warn(self, text: str) -> None:
        self.err.write(" ".join(text.split()) + "\n")
        self.err.flush()


def file_name(path: str | Path) -> str:
    """A name of a file for one line: what would break the line or the terminal is written as its code (换\\n行.txt)."""
    return CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), str(path))
