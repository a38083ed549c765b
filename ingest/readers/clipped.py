"""A page of a portal that was clipped as Markdown: which of its lines are the article.

Clippers (Jina Reader, MarkDownload, Obsidian) write the whole page: navigation, the bar below the title, share icons,
lists of attachments and related pages, the foot. Names of elements, by which `article` tells them, are gone; what is left
is which characters were links or pictures. The article runs from its title to the last sentence before the foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.article import FEW, is_bar, opens_foot, says_site, squeezed

FEWEST_LINKS = 10  # lines that are links and nothing else, from which a file is a clipped page
SHORTEST_TITLE = 6  # characters of a heading that is the title of the page
LONGEST_CAPTION = 40  # characters beside an icon
_ANNEX = re.compile(r"\s*附\s*件(?!下载)")  # the document names its annexes, though they are links to files
REPEATED = 20  # characters that show a line to be repeated
_SENTENCE = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line that a Markdown file shows; `linked` says that it is links or pictures and nothing else."""

    text: str
    linked: bool = False
    pictured: bool = False
    heading: bool = False


def is_clipped(lines: Sequence[MarkedLine]) -> bool:
    """Whether a file without the head of a clipper is one: no one types so many lines of links."""
    return sum(1 for line in lines if line.linked and line.text.strip()) >= FEWEST_LINKS


def article_lines(lines: Sequence[MarkedLine], title: str) -> list[MarkedLine]:
    """The lines of the article, its title first; all lines where none says a sentence."""
    said = _said(lines)
    if not any(said):
        return list(lines)
    first = _start(lines, said, title)
    body = next(
        index
        for index in range(first, len(lines))
        if (said[index] and not lines[index].heading) or index + 1 == len(lines)
    )
    last = _foot(lines, said, body)
    above = [line for line in lines[first:body] if line.heading or not _is_furniture(line)]
    while last > body and (not lines[last - 1].text.strip() or _is_furniture(lines[last - 1])):
        last -= 1
    return [line for line in (*above, *lines[body:last]) if line.text.strip()]


def _said(lines: Sequence[MarkedLine]) -> list[int]:
    """The characters of each line that says a sentence which the lines above do not; below the foot they are repeated."""
    said: list[int] = []
    above = ""
    for line in lines:
        text = squeezed(line.text)
        new = not line.linked and bool(_SENTENCE.search(text)) and text[len(text) // 2 :][:REPEATED] not in above
        said.append(len(text) if new else 0)
        above += text
    return said


def _start(lines: Sequence[MarkedLine], said: Sequence[int], title: str) -> int:
    """Where the title stands: what the page is named after, as a heading or else a line, or the first heading."""
    shown = [index for index, line in enumerate(lines) if not line.linked and not is_bar(line.text)]
    headings = [index for index in shown if lines[index].heading]
    first = next(index for index, length in enumerate(said) if length)
    named = squeezed(title)
    for index in (*headings, *(index for index in shown if index <= first)):
        line = squeezed(lines[index].text)
        if len(line) >= SHORTEST_TITLE and named.startswith(line):
            return index
    return next((index for index in headings if index <= first), first)


def _foot(lines: Sequence[MarkedLine], said: Sequence[int], body: int) -> int:
    """Where the page goes on behind the article: the first bar, list or heading of the kind with little text below it."""
    few = FEW * sum(said[body:])
    below = sum(said[body:])
    titles = {squeezed(line.text) for line in lines[:body] if line.heading}
    for index in range(body, len(lines)):
        if below <= few and (
            opens_foot(lines[index].text) or (lines[index].heading and squeezed(lines[index].text) in titles)
        ):
            return index
        below -= said[index]
    return len(lines)


def _is_furniture(line: MarkedLine) -> bool:
    if _SENTENCE.search(line.text):
        return False
    if line.linked and _ANNEX.match(line.text):
        return False
    icon = line.pictured and len(line.text) <= LONGEST_CAPTION
    return line.linked or icon or is_bar(line.text) or says_site(line.text)
