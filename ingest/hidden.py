"""Printed numbers whose line break was lost: looked for inside the lines only where just they are due."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.contents import LEADERS
from ingest.markers import BLANKS, Marker, Style
from ingest.numerals import CHINESE_DIGITS
from ingest.printed import DIGITS, DOT, LONG_NUMERAL, PATTERNS, read_number

_AFTER_BREAK = "(?<=[。！？；：，!?;:,”）)　 \u00a0])"
_GLUED = rf"(?<=[一-鿿])(?<![第{CHINESE_DIGITS}十百年月])(?:{{}})(?=[一-鿿“《][^，。；、]{{{{3,}}}})"
_DOUBTFUL = {
    Style.ARABIC: rf"({DIGITS}){DOT}(?=\d)",
    Style.ARTICLE: rf"第\s*({LONG_NUMERAL}|{DIGITS})\s*条(?=[，,])",
}
"""At the start of a line these are figures and mentions, unless they are just what is missing: 7. 8.6个专项 9."""


def markers_inside_lines(text: str, style: Style, numbers: Sequence[int], start: int, end: int) -> list[Marker]:
    """The numbers that are due between two offsets and were not seen: "…得到落实。（五）加强监管。" lost its line break.

    Each must stand after punctuation or a blank, or be glued to the words around it ("…快速发展5.狠抓招商引资。"), or
    begin a line as a figure or a mention does ("8.6个专项", "第十七条，…"); in order, and none that is not there.
    """
    found: list[Marker] = []
    position = start
    for number in numbers:
        patterns = [pattern.pattern for s, pattern in PATTERNS if s is style]
        glued = patterns if style in (Style.CHINESE, Style.CHINESE_BRACKET, Style.ARABIC) else []
        doubtful = [_DOUBTFUL[style]] if style in _DOUBTFUL else []
        for pattern in (*(f"{_AFTER_BREAK}(?:{p})" for p in patterns), *(_GLUED.format(p) for p in glued), *doubtful):
            inside = re.compile(pattern)
            matches = (
                read_number(text, style, m, _line_end(text, m.end())) for m in inside.finditer(text, position, end)
            )
            stands = _begins_line if pattern in doubtful else _stands_inside
            marker = next((m for m in matches if m and m.number == number and stands(text, m)), None)
            if marker is not None:
                found.append(marker)
                position = marker.title_start
                break
    return found


def _stands_inside(text: str, marker: Marker) -> bool:
    """Whether text stands before the marker on its line, and the line is none of a table of contents."""
    start = text.rfind("\n", 0, marker.start) + 1
    return bool(text[start : marker.start].strip()) and not LEADERS.search(text[start : marker.line_end].rstrip())


def _begins_line(text: str, marker: Marker) -> bool:
    return not text[text.rfind("\n", 0, marker.start) + 1 : marker.start].strip(BLANKS)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
