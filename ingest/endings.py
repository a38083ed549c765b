"""Where a numbering ends, and its next number may have lost its line break: no later number says that it is due.

Worked example; （三） is looked for between （二） and 二、::

    一、社会救助
    （一）低保。按月发放。
    （二）特困。提高标准。（三）临时救助。简化程序。
    二、养老服务
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.markers import Annex, Marker, Style
from ingest.steps import Gap, Opened

LEAST_SERIES = 3  # numbers from 1 on inside lines that prove each other
MOST_LOST = 20  # numbers in a row that may have lost their line breaks
GOES_ON = (Style.ARTICLE, Style.CHINESE, Style.CHINESE_BRACKET, Style.ARABIC, Style.ARABIC_BRACKET)


def endings(opened: Sequence[Opened | Annex], refused: Sequence[Marker], length: int) -> Iterator[Gap]:
    """The numbers that may follow the last ones of each numbering, and a first one that stands alone.

    `length` is that of the text; a number is looked for up to the next one of the same or an outer level.
    """
    later: dict[Style, int] = {}  # the next number of each style
    starts: dict[int, int] = {}  # where the next number of each depth begins
    end = length
    for entry in reversed(opened):
        if isinstance(entry, Annex):
            later, starts, end = {}, {}, entry.start
            continue
        marker, depth = entry.marker, len(entry.trail)
        if later.get(marker.style) != marker.number + 1 and not marker.prefix:
            yield from _gap(marker, min((s for level, s in starts.items() if level <= depth), default=end))
        later[marker.style] = marker.number
        starts = {level: start for level, start in starts.items() if level < depth} | {depth: marker.start}
    beginnings = sorted(e.start if isinstance(e, Annex) else e.marker.start for e in opened)
    for marker in refused:
        if marker.number == 1 and not marker.prefix:
            yield from _gap(marker, next((start for start in beginnings if start > marker.start), length))


def beginnings(length: int) -> Iterator[Gap]:
    """The numbers of a text none of whose lines begins with one: …稳中求进。一、社会救助。…。二、养老服务。…。"""
    for style in GOES_ON:
        yield Gap(style, tuple(range(1, 1 + MOST_LOST)), 0, length, at_end=True)


def _gap(marker: Marker, end: int) -> Iterator[Gap]:
    if marker.style in GOES_ON:
        numbers = tuple(range(marker.number + 1, marker.number + 1 + MOST_LOST))
        yield Gap(marker.style, numbers, marker.title_start, end, at_end=True)
