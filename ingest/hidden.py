"""Printed numbers whose line break was lost: looked for inside the lines only where just they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.contents import LEADERS
from ingest.markers import BLANKS, Marker, Style
from ingest.numerals import CHINESE_DIGITS
from ingest.printed import DIGITS, DOT, LONG_NUMERAL, PATTERNS, read_number
from ingest.steps import Gap

_AFTER_BREAK = "(?<=[。！？；：，!?;:,”）)　 \u00a0])"
_GLUED = rf"(?<=[一-鿿])(?<![第{CHINESE_DIGITS}十百年月])(?:{{}})(?=[一-鿿“《][^，。；、])"
_GLUED_ARTICLE = r"(?<=[一-鿿])(?:{})(?=[\s　])"
_GLUED_STYLES = (Style.CHINESE, Style.CHINESE_BRACKET, Style.ARABIC)
_AFTER_SENTENCE = r"(?:(?<=[。！？])|(?<=[。！？][”’）)\s　]))"
_DOUBTFUL = {
    Style.ARABIC: rf"({DIGITS}){DOT}(?=\d)",
    Style.ARTICLE: rf"第\s*({LONG_NUMERAL}|{DIGITS})\s*条(?=[，,])",
}
"""At the start of a line these are figures and mentions, unless they are just what is missing: 7. 8.6个专项 9."""


def markers_inside_lines(text: str, gap: Gap) -> list[Marker]:
    """The numbers that are due between two offsets and were not seen: "…得到落实。（五）加强监管。" lost its line break.

    Each must stand after punctuation or a blank, or be glued to the words around it ("…快速发展5.狠抓招商引资。"), or
    begin a line as a figure or a mention does ("8.6个专项", "第十七条，…"); in order, and none that is not there.
    One that no later number proves must stand behind the end of a sentence, and not in an enumeration that begins anew.
    """
    found: list[Marker] = []
    position = gap.start
    for number in gap.numbers:
        marker = _after_sentence(text, gap, number, position) if gap.at_end else _anywhere(text, gap, number, position)
        if marker is not None:
            found.append(marker)
            position = marker.title_start
        elif gap.at_end:
            break
    return found


def _anywhere(text: str, gap: Gap, number: int, position: int) -> Marker | None:
    printed = [pattern.pattern for style, pattern in PATTERNS if style is gap.style]
    glued = [_GLUED.format(p) for p in printed] if gap.style in _GLUED_STYLES else []
    glued += [_GLUED_ARTICLE.format(p) for p in printed] if gap.style is Style.ARTICLE else []
    doubtful = [_DOUBTFUL[gap.style]] if gap.style in _DOUBTFUL else []
    for pattern in (*(f"{_AFTER_BREAK}(?:{p})" for p in printed), *glued, *doubtful):
        stands = _begins_line if pattern in doubtful else _stands_inside
        for marker in _read(text, gap, pattern, position):
            if marker.number == number and stands(text, marker):
                return marker
    return None


def _after_sentence(text: str, gap: Gap, number: int, position: int) -> Marker | None:
    for style, pattern in PATTERNS:
        if style is gap.style:
            for marker in _read(text, gap, f"{_AFTER_SENTENCE}(?:{pattern.pattern})", position):
                if marker.number == number and _stands_inside(text, marker):
                    return marker
                if marker.number <= number:
                    return None
    return None


def _read(text: str, gap: Gap, pattern: str, position: int) -> Iterator[Marker]:
    for match in re.compile(pattern).finditer(text, position, gap.end):
        if marker := read_number(text, gap.style, match, _line_end(text, match.end())):
            yield marker


def _stands_inside(text: str, marker: Marker) -> bool:
    """Whether text stands before the marker on its line, and the line is none of a table of contents."""
    start = text.rfind("\n", 0, marker.start) + 1
    return bool(text[start : marker.start].strip()) and not LEADERS.search(text[start : marker.line_end].rstrip())


def _begins_line(text: str, marker: Marker) -> bool:
    return not text[text.rfind("\n", 0, marker.start) + 1 : marker.start].strip(BLANKS)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
