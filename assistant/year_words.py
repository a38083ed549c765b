"""The years that the words of a question name: 2024年, 24、25这两年, 二〇一七年, 从2017到2025, 去年; 到2025年 is a deadline.

A bare number is a year only where documents of that year are held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.history import BETWEEN, CHANGED, COUNTED_IN, DEVELOPS, EVERY_YEAR, HOW_OFTEN_SAID, OTHER_YEARS, TELL
from assistant.stretches import leads_up, runs_on, with_later_years, year_of
from assistant.wording import MEASURE
from ingest.numerals import CHINESE_NUMERAL

_FULL_YEAR = rf"(?:(?:19|20)\d{{2}}|[一二][九〇○零][{CHINESE_NUMERAL}]{{2}})"
_SHORT_YEAR = r"(?<![\d.])[0-4]\d(?!\d)"
_YEAR = rf"(?:{_FULL_YEAR}|{_SHORT_YEAR})"
_JOIN = r"\s*(?:年度?)?\s*(?:[、，,和与跟同及对比到至—\-－~～→/／]|一直|vs|VS)+\s*"
_YEARS = re.compile(
    rf"(?P<deadline>(?<![轮等换临翻看查找跳转])到(?!了)|截至|截止|直到)?(?P<list>{_YEAR}(?:{_JOIN}{_YEAR})*)\s*年度?(?!代|以来|龄)(?P<end>底前?|末|[之以]前|前(?!言|面|后|提|期))?"
)
_BARE_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d|\s*年)")
_BARE_LIST = re.compile(r"(?<![\d.])([1-4]\d(?:\s*[、，,和与跟]\s*[1-4]\d)+)(?=\s*(?:这|两|三|四|年))")
_SHORT_LIST = re.compile(
    r"(?<![\d.])\d\d(?:\s*[、，,和与跟同到至→]\s*\d\d)+(?![\d.%])(?=[\u4e00-\u9fff，,？?]|$)"
)  # years where all of them are held
_BARE_RANGE = re.compile(
    rf"(?<!\d)((?:19|20)\d{{2}})\s*(?:一直|(?<=[从自由打]\d{{4}})(?:{TELL}))?[到至—\-－~～→]+\s*((?:19|20)\d{{2}})(?!\d|\s*年)"
)
_RANGE = re.compile(r"[到至—\-－~～→]")
_NO_YEAR = re.compile(  # 今年（2025年）: the year is said beside it; 我奶今年八十多: an age
    r"(?:大前年|前年|去年|上年|今年|本年|明年|后年)(?=[（(]\s*(?:19|20)?\d\d\s*年?[）)])|"
    r"今年(?=(?:都|已经|快|刚|才)?(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|\d{2,3})(?:多|来|几|出头)?(?:岁|周岁|了|[，,。？?]|$))"
)
_RELATIVE = {  # 前后年份, 以前年度: no year before or after this one
    re.compile(word): offset
    for word, offset in (
        ("大前年", -3), (r"(?<![前之往以])前年(?![份度头])", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("明年", 1),
        (r"(?<![前之往以])后年(?![份度头])", 2),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidYears:
    """The years that a question says: those it `named`, in order; `deadlines` such as 到2025年; `relative`, how many years
    今年, 去年 … are from this one; `every` is set by 历年, 每年 …"""

    named: tuple[int, ...]
    deadlines: tuple[int, ...]
    relative: tuple[int, ...]
    every: bool


class YearReader:
    """Reads year words against the years `held`, in ascending order. Without `today` 今年 and 去年 are no years."""

    def __init__(self, held: Sequence[int], today: date | None) -> None:
        self._held = held
        self._today = today

    def read(self, text: str) -> tuple[str, SaidYears]:
        """The text without the words that say years, and those years; a deadline stays in the text."""
        text, relative = self._relative(with_later_years(text, self._held))
        text, named, deadlines = self._named(COUNTED_IN.sub("", text) if EVERY_YEAR.search(text) else text)
        if named and OTHER_YEARS.search(text):
            text, named, deadlines = f"历年{OTHER_YEARS.sub('', text)}", (), ()
        if len(named) > 1 and BETWEEN.search(text):
            named = tuple(year for year in self._held if min(named) <= year <= max(named))
        every = EVERY_YEAR.search(text) or (
            not (named or deadlines) and any(p.search(text) for p in (DEVELOPS, HOW_OFTEN_SAID, CHANGED))
        )
        text = DEVELOPS.sub("", CHANGED.sub("", HOW_OFTEN_SAID.sub("", EVERY_YEAR.sub("", text))))
        return text, SaidYears(named, deadlines, relative, bool(every))

    def _named(self, text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        """The text without the years it names, those years in order, and the years of a deadline, which stay in the text."""
        years: list[int] = []
        deadlines: list[int] = []
        latest: re.Match[str] | None = None

        def take(match: re.Match[str]) -> str:
            nonlocal latest
            before, latest = latest, match
            listed = re.findall(_YEAR, match.group("list"))
            numbers = [year for part in listed if (year := year_of(part)) is not None]
            if _RANGE.search(match.group("list")) and len(numbers) == 2 and numbers[0] < numbers[1]:
                if numbers[0] not in self._held and numbers[1] not in self._held:
                    return match.group()  # 2021—2035年规划: part of a name
                numbers = [y for y in range(numbers[0], numbers[1] + 1) if y in self._held or y in numbers]
            if before and years and leads_up(before, match):
                between = self._held if runs_on(before, match) else ()
                years.extend([*(y for y in between if years[-1] < y < numbers[0]), *numbers])
                return ""
            is_deadline = bool(match.group("deadline")) or match.group("end") in ("底前", "前", "之前", "以前", "末")
            if is_deadline and len(numbers) == 1:
                deadlines.extend(numbers)
                return match.group()
            years.extend(numbers)
            return ""

        text = _BARE_RANGE.sub(r"\1年到\2年", text)
        text = _BARE_LIST.sub(lambda m: "、".join(f"20{year}年" for year in re.findall(r"\d\d", m[1])), text)
        text = _SHORT_LIST.sub(self._years_held, text)
        text = _YEARS.sub(take, text)
        for match in list(_BARE_YEARS.finditer(text)):
            year = int(match.group(1))
            if year in self._held:
                years.append(year)
                text = text.replace(match.group(1), "", 1)
        return text, tuple(dict.fromkeys(years)), tuple(deadlines)

    def _relative(self, text: str) -> tuple[str, tuple[int, ...]]:
        """The text without 今年, 去年 …, and how many years each is from this one; none without a reference date."""
        offsets: list[int] = []
        text = _NO_YEAR.sub("", text)
        for word, offset in _RELATIVE.items():
            if self._today and "上年度" not in text and word.search(text):
                offsets.append(offset)
                text = word.sub("", text)
        return text, tuple(offsets)

    def _years_held(self, match: re.Match[str]) -> str:
        """23跟24 as years where documents of all of them are held and no measure word follows, else as it stands."""
        years = [2000 + int(number) for number in re.findall(r"\d\d", match.group())]
        following = match.string[match.end() : match.end() + 1]
        if (following and following in MEASURE) or not set(self._held).issuperset(years):
            return match.group()
        return re.sub(r"\d\d", r"20\g<0>年", match.group())
