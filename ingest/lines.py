"""The lines of a text that say something, without the blanks around them, as offsets into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.markers import BLANKS

_PRINTED = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where its first visible character stands, and its characters from the first to the last visible one."""

    start: int
    body: str

    @property
    def end(self) -> int:
        return self.start + len(self.body)


@lru_cache(maxsize=4)  # the parts of `ingest` read the lines of one text one after the other
def lines(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, in order."""
    found = []
    for match in _PRINTED.finditer(text):
        printed = match.group()
        if body := printed.strip(BLANKS):
            found.append(Line(match.start() + len(printed) - len(printed.lstrip(BLANKS)), body))
    return tuple(found)
