"""Which documents a query names, by their year or their area: a hint, where a filter is a decision.

    "24年适老化改造多少户"   the documents of 2024
    "从2023到2025怎么推的"   those of 2023, 2024 and 2025
    "2017年以来的变化"       none: every year since is meant
    "舒兰的殡葬服务"         those of 舒兰市

A document that a query names in no way is neither shut out nor scored lower; see `snapshot.NAMED_SHARE`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.records import Document

SHORTEST_STEM = 2  # characters; 沙县 is named in full only

_JOIN = "[、,和与跟及]"
_TO = "[到至~—-]+"
_FULL = r"(?<![\d.])(?:19|20)\d\d(?![\d.%万亿千百个张户元名人家所件次项])"  # 2000张 is no year
_SHORT = rf"(?<![\d.])\d\d(?=(?:(?:{_JOIN}|{_TO})\d\d)*(?:这[两几三四五])?年(?![代龄]))"
_YEAR = re.compile(rf"(?:{_FULL}|{_SHORT})(?!年?(?:往后|以后|以来|至今|起))")
_RANGE = re.compile(rf"({_FULL}|{_SHORT})年?{_TO}({_FULL}|{_SHORT})")
_AREA_SUFFIX = re.compile(r"(?:特别行政区|(?:[壮回]族|维吾尔)?自治区|自治[州县旗]|地区|[省市州县区旗盟])$")
_OTHER_AREA = "(?![省市州县区旗盟])"


class Naming:
    """Knows the years and areas of documents. `named` may be asked from several threads."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._years = np.array([document.year or 0 for document in documents], np.int64)
        areas = [document.metadata.region or "" for document in documents]
        distinct = {area: number for number, area in enumerate(dict.fromkeys(areas))}
        self._area_of_document = np.array([distinct[area] for area in areas], np.intp)
        self._patterns = [_pattern(area) for area in distinct]

    def named(self, normalised: str) -> npt.NDArray[np.int64]:
        """How many facts of each document, year and area, a query names; shape (documents,), 0 … 2."""
        years = set(map(_year, _YEAR.findall(normalised)))
        for first, last in _RANGE.findall(normalised):
            years.update(range(_year(first), _year(last) + 1))
        areas = np.array([bool(pattern and pattern.search(normalised)) for pattern in self._patterns], np.int64)
        return np.isin(self._years, sorted(years)).astype(np.int64) + areas[self._area_of_document]


def _year(printed: str) -> int:
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _pattern(area: str) -> re.Pattern[str] | None:
    """The name of an area, in full or without its suffix: 吉林省 is named by 吉林的, not by 吉林市."""
    if not area:
        return None
    stem = _AREA_SUFFIX.sub("", area)
    short = f"|{re.escape(stem)}{_OTHER_AREA}" if len(stem) >= SHORTEST_STEM else ""
    return re.compile(re.escape(area) + short)
