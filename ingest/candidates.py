"""Where a printed number may open a unit: at the start of a line, outside of tables of contents and lists of annexes.

Three layouts hide the start of a line, and are read as well: a chapter heading with its first article on the same
line ("第一章　总则　　第一条 　为规范…"), a whole document poured into one line (candidates stand after a full stop),
and a heading whose line break was lost behind a sentence.

Whether a candidate opens a unit is decided by its neighbours: see `succession`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from ingest.annexes import annex_at
from ingest.contents import contents
from ingest.lines import lines
from ingest.markers import BLANKS, CONTAINERS, LONGEST_LINE, WEAK, Annex, Marker, Style, as_entry
from ingest.printed import letter_of, number_at
from ingest.second_documents import second_documents

FEWEST_CHAPTERS = 3  # of a standard without decimal numbers
LONGEST_ENTRY = 2  # lines below the first one of an entry in a list of annexes
_INNER = re.compile(r"(?<=[。！？：\s　])[\s　]*(?=[（(〔第\d一二三四五六七八九十])")
_LOST_BREAK = re.compile(
    r"(?<=[。！？])[\s　]+(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。，；]{4,})"
    r"|(?<=[。！？])(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。，；：、？！（）()]{2,20}$)"
    r"|(?<=[。！？])(?=\d{1,2}(?:\.\d{1,2}){2,3}[\s　]+[一-鿿])|(?<=[。！？])(?=\d{1,2}(?:\.\d{1,2}){1,3}[\s　]*$)"
)
"""A sentence ends, a blank, and a Chinese number; or it and a few words end the line; or a number of three parts, or one
of two parts that ends the line, follows: no running text goes on so."""
_NEXT_ON_LINE = re.compile(r"[\s　]{1,}(?=第\s*[一二三四五六七八九十百\d]{1,7}\s*[节条]|[（(]\s*一\s*[）)])")


def markers(text: str) -> list[Marker | Annex]:
    """The candidates of a text in order, without those of a table of contents and of a list of annexes."""
    found = list(_with_bare_numbers(text, _with_entries_that_begin_with_figures(text, _scanned(text))))
    return sorted([*found, *second_documents(text, found)], key=lambda candidate: candidate.start)


def _with_entries_that_begin_with_figures(text: str, found: list[Marker | Annex]) -> list[Marker | Annex]:
    """1.3人户家庭；2.2人户…；3.2人户…: entries 1. 2. 3. that begin with figures, for 1.3, 2.2, 3.2 are no succession.

    Each must stand behind the end of a sentence or phrase, as no line broken within a sentence does.
    """
    result = list(found)
    for first, candidate in enumerate(found):
        if not (_is_decimal(candidate, 1) and candidate.number != 1):
            continue
        last = first
        while last + 1 < len(found) and _is_decimal(found[last + 1], last + 2 - first):
            last += 1
        run = [c for c in found[first : last + 1] if isinstance(c, Marker)]
        before = found[first - 1] if first else None
        goes_on = isinstance(before, Marker) and (before.prefix, before.number + 1) == ((1,), candidate.number)
        if not goes_on and len(run) > 1 and all(_ends_phrase(text, marker.start) for marker in run):
            result[first : last + 1] = [as_entry(marker) for marker in run]
    return result


def _is_decimal(candidate: Marker | Annex, outer: int) -> TypeGuard[Marker]:
    return isinstance(candidate, Marker) and candidate.prefix == (outer,) and not candidate.letter


def _ends_phrase(text: str, position: int) -> bool:
    return (
        text[max(0, position - LONGEST_LINE) : position]
        .rstrip(BLANKS + "\n")
        .endswith(("。", "；", "：", ";", ":", "！", "？"))
    )


def _with_bare_numbers(text: str, found: list[Marker | Annex]) -> Iterator[Marker | Annex]:
    """A bare number before a heading counts where a decimal one belongs to it (3 术语和定义, 3.1 …), and in chapters."""
    roots = {c.prefix[0] for c in found if isinstance(c, Marker) and c.style is Style.DECIMAL_2 and not c.letter}
    bare = [c for c in found if isinstance(c, Marker) and c.style is Style.BARE]
    chapters = _chapters(text, bare) | _padded(text, bare)
    for candidate in found:
        if isinstance(candidate, Marker) and candidate.style is Style.BARE:
            if candidate.number in roots or candidate.start in chapters:
                yield replace(candidate, style=Style.ARABIC)
        else:
            yield candidate


def _chapters(text: str, bare: Sequence[Marker]) -> set[int]:
    """Where the chapters 1 范围, 2 规范性引用文件, 3 … begin."""
    run: list[Marker] = []
    for marker in bare:
        if marker.label == str(len(run) + 1):
            run.append(marker)
    return {marker.start for marker in run} if len(run) >= FEWEST_CHAPTERS and _is_prose_between(text, run) else set()


def _padded(text: str, bare: Sequence[Marker]) -> set[int]:
    """Where 01 智能场景, 02 智能车间, … begin, each run of them from 01: no quantity is printed so."""
    runs: list[list[Marker]] = []
    for marker in bare:
        if marker.label == "01":
            runs.append([marker])
        elif runs and marker.label == f"{len(runs[-1]) + 1:02}":
            runs[-1].append(marker)
    return {marker.start for run in runs if len(run) > 1 and _is_prose_between(text, run) for marker in run}


def _is_prose_between(text: str, run: Sequence[Marker]) -> bool:
    """Whether sentences stand between most of the numbers, as between no rows of a table."""
    said = [text[above.line_end : below.start] for above, below in pairwise(run)]
    return sum(1 for between in said if "。" in between) * 2 > len(said)


def _scanned(text: str) -> list[Marker | Annex]:
    found: list[Marker | Annex] = []
    letter = ""  # of the annex; A.1 is a number in annex A only
    listed_before = contents(text)
    annexes_listed: int | None = None  # number of the last entry of a list "附件：1.… 2.…"
    entry_lines = 0  # below the first line of that entry
    for start, end in _lines(text):
        if start in listed_before:
            continue
        annex = annex_at(text, start, end)
        if annex is not None:
            if isinstance(annex, Annex):
                found.append(annex)
                annexes_listed, letter = None, letter_of(annex.label)
            else:
                annexes_listed, entry_lines = annex, 0
            continue
        here = [marker for marker in _candidates(text, start, end) if marker.letter in ("", letter)]
        if annexes_listed is not None and not here and entry_lines < LONGEST_ENTRY:
            entry_lines += 1  # an entry may go on below
        elif annexes_listed is not None:
            entry_lines = 0
            listed = bool(here) and here[0].style is Style.ARABIC and here[0].number == annexes_listed + 1
            annexes_listed = annexes_listed + 1 if listed else None
            if listed:
                continue
        found.extend(here)
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The stripped lines as offsets; a line that holds a whole document is cut where a number may begin."""
    for line in lines(text):
        start, body, end = line.start, line.body, line.end
        inner = _INNER if len(body) > LONGEST_LINE and _is_poured(text, start, end) else _LOST_BREAK
        cuts = [start, *(m.end() for m in inner.finditer(text, start + 1, end)), end]
        yield from ((left, right) for left, right in pairwise(cuts) if left < right)


def _is_poured(text: str, start: int, end: int) -> bool:
    """Whether headings stand inside a long line; 一是…。二是… inside it is a paragraph, however long."""
    inner = (number_at(text, gap.end(), end) for gap in _INNER.finditer(text, start + 1, end))
    return any(number is not None and number.style not in WEAK for number in inner)


def _candidates(text: str, start: int, end: int) -> Iterator[Marker]:
    """The number a line begins with, and the first one of the next level further along the same line."""
    marker = number_at(text, start, end)
    if marker is not None:
        yield marker
        if marker.style in (*CONTAINERS, Style.CHINESE):
            yield from _following(text, marker, end)


def _following(text: str, marker: Marker, end: int) -> Iterator[Marker]:
    """第一章　总则　　第一条 …: the article that stands on the line of its chapter."""
    for gap in _NEXT_ON_LINE.finditer(text, marker.title_start, min(end, marker.title_start + 60)):
        if "。" in text[marker.title_start : gap.start()] or not text[marker.title_start : gap.start()].strip():
            return
        nested = next(_candidates(text, gap.end(), end), None)
        if nested is not None and nested.style > marker.style:
            yield nested
            return
