"""The records of a succession of numbers, and the arithmetic of printed ordinals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.markers import LONGEST_HEADING, Marker, Style
from ingest.numerals import chinese_numeral

LARGEST_GAP = 5  # printed numbers that may be missing before a number stops being a plausible successor
LARGEST_ARTICLE_GAP = 200  # excerpts of laws leave out whole chapters; 第X条 at a line start is hardly ever a mention


@dataclass(frozen=True, slots=True)
class Step:
    """One open number: its marker and the ordinals it adds to a path (a decimal may add several)."""

    marker: Marker
    ordinals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about an accepted number; `where` is the label it is reported at."""

    kind: str
    where: Marker
    message: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that are due between two places of the text and were not found at the start of a line.

    `at_end` says that no later number proves them: they may go on a numbering that ends here.
    """

    style: Style
    numbers: tuple[int, ...]
    start: int
    end: int
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An accepted number with the open numbers around it, outermost first, itself last."""

    trail: tuple[Step, ...]

    @property
    def marker(self) -> Marker:
        return self.trail[-1].marker

    @property
    def path(self) -> tuple[int, ...]:
        return tuple(ordinal for step in self.trail for ordinal in step.ordinals)


def succeeds(ordinals: tuple[int, ...], base: tuple[int, ...]) -> bool:
    """3.2 after 3.1 (or after 3.0, one missing); 3.2.1 after 3.1.4, whose own heading 3.2 is not printed.

    3.5 after 3.1 may be a figure, 3.2.5 after 3.2.1 is none.
    """
    if ordinals[:-1] == base[:-1]:
        return 0 < ordinals[-1] - base[-1] <= (2 if len(ordinals) == 2 else 1 + LARGEST_GAP)
    return ordinals[-1] == 1 and ordinals[:-2] == base[:-2] and ordinals[-2] == base[-2] + 1


def largest_gap(marker: Marker) -> int:
    return LARGEST_ARTICLE_GAP if marker.style is Style.ARTICLE else LARGEST_GAP


def is_short(marker: Marker) -> bool:
    return marker.line_end - marker.title_start <= LONGEST_HEADING


def label_like(marker: Marker, number: int) -> str:
    """The label another number would have in the same style: （七） → （六）."""
    if marker.letter:
        return ".".join([marker.letter, *map(str, (*marker.prefix, number))])
    printed = re.sub(r"[第编篇章节条、（）()﹙﹚〔〕\[\]【】.．﹒․﹑､\ue000-\uf8ff\s]|部分", "", marker.label)
    if not printed or marker.prefix:
        return ".".join(map(str, (*marker.prefix, number)))
    return marker.label.replace(printed, str(number) if printed.isdigit() else chinese_numeral(number))
