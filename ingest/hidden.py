"""Printed numbers whose line break was lost: looked for inside the lines only where just they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.contents import LEADERS
from ingest.markers import BLANKS, Marker, Style
from ingest.numerals import CHINESE_DIGITS
from ingest.printed import DIGITS, DOT, LONG_NUMERAL, PATTERNS, read_number
from ingest.steps import Gap, label_like

_AFTER_BREAK = "(?<=[。！？；：，!?;:,”）)　 \u00a0])"
_GLUED = rf"(?<=[一-鿿])(?<![第{CHINESE_DIGITS}十百年月])(?:{{}})(?=[一-鿿“《][^，。；、])"
_GLUED_ARTICLE = r"(?<=[一-鿿])(?:{})(?=[\s　])"
_GLUED_STYLES = (Style.CHINESE, Style.CHINESE_BRACKET, Style.ARABIC)
_BESIDE_WORDS = "(?<=[一-鿿，；。！？：,;”）)])(?<![第条项款和、])"
LEAST_RUN = 2  # numbers behind sentences within one line that prove each other
_RUN_TOGETHER = (Style.CHINESE, Style.CHINESE_BRACKET, Style.ARABIC, Style.ARABIC_BRACKET)
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


def markers_run_together(text: str) -> list[Marker]:
    """Numbers that stand behind sentences within one line, two or more that count on: …各项工作。（二）监管…。（三）保障…。

    They are headings whose line breaks were lost where the number before the first of them stands nowhere on the line;
    from 1 on the line lists what it announces: …十件实事。（1）…。（2）…。
    """
    found: list[Marker] = []
    for style in _RUN_TOGETHER:
        printed = "|".join(f"(?:{pattern.pattern})" for listed, pattern in PATTERNS if listed is style)
        run: list[Marker] = []
        for match in re.compile(f"{_AFTER_SENTENCE}(?:{printed})").finditer(text):
            marker = read_number(text, style, match, _line_end(text, match.end()))
            if marker is None or not _stands_inside(text, marker):
                continue
            if not (run and marker.line_end == run[-1].line_end and marker.number == run[-1].number + 1):
                found += _proved(text, run)
                run = []
            run.append(marker)
        found += _proved(text, run)
    return found


def numbers_left_inside(text: str, number: int | None) -> Iterator[str]:
    """The labels of bracketed numbers within one paragraph that count on and were not split: （二）监管，（三）保障。

    `number` is that with which the paragraph begins, if any; a list that begins with （一） inside it is none.
    """
    printed = next(pattern.pattern for style, pattern in PATTERNS if style is Style.CHINESE_BRACKET)
    previous = number
    for match in re.compile(f"{_BESIDE_WORDS}(?:{printed})(?=[一-鿿“《])").finditer(text):
        marker = read_number(text, Style.CHINESE_BRACKET, match, len(text))
        if marker is None:
            continue
        if marker.number == 1:
            return
        if previous is not None and marker.number == previous + 1:
            yield marker.label
        previous = marker.number


def _proved(text: str, run: Sequence[Marker]) -> Sequence[Marker]:
    """The run if it was headings."""
    if len(run) < LEAST_RUN:
        return ()
    first = run[0]
    line = text[text.rfind("\n", 0, first.start) + 1 : first.start]
    return () if first.number == 1 or label_like(first, first.number - 1) in line else run


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
        marker = read_number(text, gap.style, match, _line_end(text, match.end()))
        if marker is not None and not marker.letter:
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
