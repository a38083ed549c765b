"""Years that a stretch of time names: from one on, from one to another. The words of the matter are left as they stand.

2017年以来, 从2017年那份起, 2017年写了，后来呢, 2017年修了，后面叫什么 → 2017 and every later year held
从2017年那份一直到2025年 → all between; 2023年怎么说，到2025年又怎么说 → those two; 2023年定的到2025年达到多少 → a deadline
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.history import NOW, TELL
from ingest.numerals import parse_numeral

_FROM = "(?:自打|打从|[从自由打以])"
_FIRST_YEAR = r"((?:19|20)\d{2}|(?<!\d)[0-4]\d(?=\s*年))(?:\s*年)?"
_LATER = "(?:再?后来|后[面头续]|之后|以后|再?往后|此后|其后|随后|接下来|接着|跟着)"
_NEXT = "(?:最后|最终|[后之]续|下一?步)"
_ANY_YEAR = r"(?:(?:19|20)\d\d|(?<!\d)[0-4]\d(?=\s*年))"
_BEGUN = "[提写说讲定推]|启动|起步|开始|出台|印发|起草|修订|试点"
_SINCE = tuple(  # the words between are kept
    re.compile(pattern)
    for pattern in (
        rf"{_FROM}?{_FIRST_YEAR}()(?:往后|以后|以来|至今|打头|(?:{TELL})?到{NOW}|(?:{TELL})起(?!来)|起(?!草)|开始(?={TELL})|[和跟与同及比、]?(?:后来|后面|之后)|[和跟与同比]{NOW})",
        rf"{_FROM}{_FIRST_YEAR}([^，。？?\d到]{{0,12}}?)(?:起(?![草来])|开始|以来|至今|打头|往后|为起点|(?:{TELL})?到{NOW})",
        rf"{_FIRST_YEAR}([^，。；？?]{{0,18}}[，,；;])(?:到了?|那么?|而)?(?:{_LATER}|{NOW}|{_NEXT})(?:[几各两三四]年|[几各两三四]份)?(?![^。？?]*{_ANY_YEAR})",
        rf"{_FIRST_YEAR}([^，。？?\d]{{0,8}}(?:{_BEGUN})[^，。？?\d]{{0,5}})[之以]?后(?=[^，。？?]{{0,4}}(?:怎|咋|如何|又|还|都|各年|每|逐|情况|进展|进度))",
    )
)
_BEFORE = re.compile(
    rf"{_FIRST_YEAR}(?:之前|以前)(?=[^，。？?]{{0,4}}(?:有没有|[提写说讲]|怎|咋|如何|的?(?:要点|文件)|各|几))"
)
_SPOKEN_YEAR = re.compile(
    r"(?<![〇○零一二三四五六七八九十百千第])([一二])([〇○零一二三四五六七八九])(?=年)"
)  # 一七年, 二三年
_UP_TO = re.compile(
    r"又|再|怎|咋|如何|各|都|分别|为止|变|落|[这那]|的?(?:[写提说]法|要点|文件|材料)|份"
)  # 到2025年又怎么写
_PAUSE = re.compile(r"[，,。；;？?]")


def with_later_years(text: str, held: Sequence[int]) -> str:
    """The text with all the years that are meant by 2017年以来, 2017年到现在, 2023年之前有没有提; `held` in ascending order."""
    text = _SPOKEN_YEAR.sub(lambda spoken: _held_spoken(spoken, held), text)
    for since in _SINCE:
        for match in list(since.finditer(text)):
            later = "、".join(f"{year}年" for year in held if year >= (year_of(match[1]) or 0))
            text = text.replace(match.group(), f"{later}{match[2]}", 1) if later else text
    for match in list(_BEFORE.finditer(text)):
        earlier = "、".join(f"{year}年" for year in held if year < (year_of(match[1]) or 0))
        text = text.replace(match.group(), earlier, 1) if earlier else text
    return text


def leads_up(first: re.Match[str], last: re.Match[str]) -> bool:
    """Whether two years are the ends of a stretch or of a change: 从2017年那份一直到2025年, 2023年怎么说，到2025年又怎么说;
    no deadline as in 2023年定的到2025年达到多少."""
    text = last.string
    if not (last["deadline"] or text[last.start() - 1] == "到") or last["end"]:
        return False
    return bool(_UP_TO.match(text, last.end())) or text[: first.start()].endswith(("从", "自", "由", "打"))


def runs_on(first: re.Match[str], last: re.Match[str]) -> bool:
    """Whether no pause stands between two years, so that what lies between them is meant too."""
    return _PAUSE.search(last.string, first.end(), last.start()) is None


def year_of(text: str) -> int | None:
    """A year as people write it: 2017, 二〇一七, 17; None where it is no number."""
    number = parse_numeral(text)
    if number is None:
        return None
    return number + 2000 if number < 100 else number


def _held_spoken(spoken: re.Match[str], held: Sequence[int]) -> str:
    """一七 as 2017 where documents of that year are held, else as it stands."""
    year = 2000 + 10 * (parse_numeral(spoken[1]) or 0) + (parse_numeral(spoken[2]) or 0)
    return str(year) if year in held else spoken.group()
