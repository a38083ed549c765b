"""What comes out when a sentence is checked against the documents: word for word, alike, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.figures import FigureCheck
from assistant.records import Citation


class Verdict(StrEnum):
    """How a sentence stands to the documents; VERBATIM never says so of a sentence with another figure."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    NOT_FOUND = "not_found"


VERDICTS = {Verdict.VERBATIM: "逐字一致", Verdict.DIFFERS: "文字相近", Verdict.NOT_FOUND: "查无此句"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the sentence at [start, end) that are printed otherwise: `printed`, at that place of the item's text."""

    given: str
    start: int
    end: int
    printed: str
    printed_start: int
    printed_end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sentence beside the nearest one of a document: where words differ, and each figure by itself."""

    citation: Citation
    differences: tuple[Difference, ...]
    figures: tuple[FigureCheck, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on `sentence`; citations where it is VERBATIM, comparisons where it DIFFERS, best first.

    `note` says what a person should know beside the verdict, "" if nothing. `nearest` is what comes closest to a
    sentence that is NOT_FOUND; it is no evidence for it.
    """

    sentence: str
    verdict: Verdict
    note: str = ""
    citations: tuple[Citation, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    nearest: tuple[Citation, ...] = ()
