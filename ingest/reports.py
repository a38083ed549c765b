"""Reports to a people's congress (政府工作报告): whose one is and for which year, where no title or signature says it.

Worked example, the whole of what many cities publish::

    各位代表：
    现在，我代表市人民政府，向大会报告工作，请予审议。      市人民政府, of which city is not said here
    一、2023年工作回顾                                    the year that is reported
    二、2024年工作安排                                    the year that is planned
    …奋力谱写中国式现代化淮南篇章…                        the place that the text speaks of again and again

A place is taken only from what the text prints: from the name of the congress (玉林市第六届人民代表大会), or where one
city or prefecture is named at least `OFTEN` times, and `AHEAD` times as often as any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ingest.regions import AUTONOMOUS_PREFECTURES, MUNICIPALITIES, PREFECTURE_CITIES, counties, county_cities, regions

OFTEN = 8  # mentions; on 123 reports of cities the own name stands 9 to 90 times
OFTEN_IN_FULL = 3  # mentions of a county by its full name, which is written out less often
AHEAD = 3  # times as often as the second name: neighbours and partner cities stay far behind

_ON_BEHALF = re.compile(r"我(?:受|谨?代表)\s*([^，。、\s向]{0,16}?(?:人民)?政府|国务院)")
_CONGRESS = re.compile(r"([一-鿿]{2,20}?)第[一二三四五六七八九十百]{1,4}届人民代表大会")
_REVIEWED = re.compile(r"(20\d\d)\s*年[^，。；]{0,12}(?:回顾|总结|工作成效|工作情况|完成情况)")
_YEAR = re.compile(r"(20\d\d)\s*年")
_INTRODUCED = re.compile(r"(20\d\d)\s*年是[^。]{2,80}?(?:之年|[一元]年|周年|第.{1,3}年)")
_NO_PLAN = re.compile(
    r"20\d\d\s*年[^，。；]{0,16}(?:回顾|总结|成效|成绩|成就|情况|远景|展望|开始|以来)|[到至]\s*20\d\d\s*年"
)

_OUTER = PREFECTURE_CITIES | MUNICIPALITIES | AUTONOMOUS_PREFECTURES


def reporting_organ(lines: Sequence[str], text: str) -> str | None:
    """The government on whose behalf the report is given, with its place; None for any other text.

    `lines` are those before the first number. 市人民政府 becomes 淮南市人民政府 where the text says which; it stays None
    where it does not.
    """
    found = next((match.group(1) for line in lines if (match := _ON_BEHALF.search(line))), None)
    if found is None or found == "国务院":
        return found
    kind = found.removesuffix("政府").removesuffix("人民")
    if regions(kind):
        return f"{kind}人民政府"
    congress = next((match.group(1) for line in lines if (match := _CONGRESS.search(line))), "")
    place = "".join(regions(congress.rpartition("在")[2])) or _place_often_named(kind, text)
    return f"{place}人民政府" if place else None


def is_report(lines: Sequence[str]) -> bool:
    """Whether the text before the first number is the opening of such a report."""
    return any(_ON_BEHALF.search(line) for line in lines)


def planned_year(headings: Sequence[str]) -> int | None:
    """The latest year that a heading plans for; where only the reported year is printed, the one after it."""
    planned = [int(year) for heading in headings if not _NO_PLAN.search(heading) for year in _YEAR.findall(heading)]
    reviewed = [int(match.group(1)) + 1 for heading in headings if (match := _REVIEWED.search(heading))]
    return max([*planned, *reviewed], default=None)


def year_spoken_of(lines: Sequence[str]) -> int | None:
    """The latest year that a report introduces, for one without headings: 2024年是新中国成立75周年，…"""
    return max((int(year) for line in lines for year in _INTRODUCED.findall(line)), default=None)


def _place_often_named(kind: str, text: str) -> str:
    """The place of this kind (市 or 州) that the text is about, "" if none stands out.

    Cities of county level lie within a prefecture: its report names them too, theirs names it, but less often.
    """
    if kind in ("县", "区", "旗"):
        return _county_often_named(kind, text)
    if kind not in ("市", "州"):
        return ""
    counts = Counter(_places().findall(text)).most_common()
    outer = [(name, count) for name, count in counts if name in _OUTER]
    if kind == "市" and counts and counts[0][0] in county_cities():
        ranked, fitting = counts, county_cities()
    else:
        ranked, fitting = outer, AUTONOMOUS_PREFECTURES if kind == "州" else PREFECTURE_CITIES | MUNICIPALITIES
    if not ranked or ranked[0][1] < OFTEN or (len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]):
        return ""
    return f"{ranked[0][0]}{kind}" if ranked[0][0] in fitting else ""


def _county_often_named(kind: str, text: str) -> str:
    """The county or district that the text names in full, as 黄山区; "" where another stands as often."""
    printed = (match.group(1) for match in re.finditer(rf"(?=([一-鿿]{{1,4}}{kind}))", text))
    ranked = Counter(name for name in printed if name in counties()).most_common(2)
    if not ranked or ranked[0][1] < OFTEN_IN_FULL or (len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]):
        return ""
    return ranked[0][0]


@cache
def _places() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_OUTER | county_cities(), key=len, reverse=True)))
