"""The scope that a follow-up keeps or moves: the years and offices spoken of, one of them changed, all of them together.

2024年… · 上一年呢 → 2023年       2023年… · 后来呢 → 2024年、2025年       2017年… · 六年后呢 → 2023年
2024年… · 2025年呢 · 两年哪个高 → 2024年、2025年      2025年… · 还有别的年份吗 → 历年
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.records import Scope
from assistant.scope import ScopeReader
from ingest.numerals import parse_numeral

_OTHER_YEARS = re.compile(r"(?:别的|其他|其它|另外的?)(?:年份?|年度|文件|地方)|还有(?:哪|别的|其他)|别处")
_COUNT = r"([一二两三四五六七八九十\d]{1,2})年"
_YEAR_WORD = r"(?:面|头|推|数|回)?的?(?:那?一年度?|那年|个年头)(?!底)"  # 上年 and 前年 count from today, in `scope`
_YEAR_BEFORE = re.compile(rf"(?:再|又)?(?:往|倒|向)?[上前头]{_YEAR_WORD}|再(?:往|倒|向)[前上回](?!.*年)")
_YEAR_AFTER = re.compile(
    rf"(?:再|又)?(?:往|向)?[下后]{_YEAR_WORD}|第二年|次年|[接往]下来?的?一年|隔年|再(?:往|向)[后下](?!.*年)"
)
_YEARS_BEFORE = re.compile(rf"(?:往前|倒回去?|倒退|往回|前推|早){_COUNT}|{_COUNT}(?:以|之)?前")
_YEARS_AFTER = re.compile(rf"(?:往后|再过|过了?|后推|晚){_COUNT}|{_COUNT}(?:以|之)?后")
_GOING_ON = r"(?=呢|怎么|又|还|都|有|的|是|也|没|提|说|写|讲|[，,？?]|$)"
_SOME_YEARS = r"(?:(?:的)?(?:那|这)?(?:几|两|些)年)?"
_LATER = re.compile(rf"^(?:那|再)?(?:然后|后来|后面|之后|此后|以后|往后|接着){_SOME_YEARS}{_GOING_ON}")
_EARLIER = re.compile(rf"^(?:那|再)?(?:之前|此前|以前|前面|早先|原来|原先|更早|往前){_SOME_YEARS}{_GOING_ON}")
_NOW = re.compile(r"^(?:那|到)?(?:现在|目前|如今|眼下|最新的?)(?:的?(?:年份|文件|要点))?")
_ADDED = re.compile(
    r"连同?|加上|算上|带上|加进|放进|[和跟与同](?:前面|刚才|之前|上面|它们)"
)  # 连2025年一起，三年排一下
_AGAINST = re.compile(r"^(?:那么?|它|这个)?[，,]?(?:[和跟与同比]|相?(?:较|对)于|对比|拿)")  # 跟省里差在哪
_SAME_YEAR = re.compile(r"那一?年|[当同]一?年度?|这一年|该年")
_LAST_YEAR = "去年"
_MOVES = (_YEARS_BEFORE, _YEARS_AFTER, _YEAR_BEFORE, _YEAR_AFTER, _LATER, _EARLIER, _NOW)
_TOGETHER = re.compile(
    r"[两三]个?(?:年份?|数字?|者|份|边|地)|二者|(?:[两三]个|[这那它]?俩)(?:数|都)?(?:是不是|是否|有)?(?:一样|相同|哪里?不|差|有?啥不)|[放摆合列搁](?:在|到)?一[起块]|一[起块](?:发|说|看|列|给|摆)|都列出来|并排|"
    r"哪(?:个|一?年|边|份)(?:更|最|要|得)?(?:多|少|高|低|大|小)|相?[差涨降增减升跌多少](?:了|出|加了?|少了?)(?:多少|几)|相?差多少"
)


def moves(current: str) -> bool:
    """Whether a follow-up says when by counting from the years spoken of: 前一年, 后来, 两年."""
    return any(pattern.search(current) for pattern in (*_MOVES, _TOGETHER))


def with_same_year(current: str, years: Sequence[int]) -> str:
    """The follow-up with the year spoken of in the place of 那年, 当年, 同年."""
    return _SAME_YEAR.sub(f"{years[0]}年", current, count=1) if len(years) == 1 else current


def with_year_before(current: str, years: Sequence[int], issuers: Sequence[str], reader: ScopeReader) -> str:
    """The follow-up with the year before the one spoken of for 去年, where that of today was just spoken of or is not held
    of the same office: what a report of 2024 did 去年 was done in 2023."""
    if len(years) != 1 or _LAST_YEAR not in current:
        return current
    today = reader.read(_LAST_YEAR).scope.years
    held = bool(today) and today[0] != years[0] and reader.held.covers(Scope(today, tuple(issuers)))
    return current if held else current.replace(_LAST_YEAR, f"{years[0] - 1}年", 1)


def together(current: str) -> bool:
    """Whether a follow-up sets what was spoken of side by side: 两年哪个高, 两个数放一起."""
    return _TOGETHER.search(without_time(current)) is not None


def asks_elsewhere(current: str) -> bool:
    """Whether a follow-up is after the other documents: 还有别的年份吗."""
    return _OTHER_YEARS.search(current) is not None


def without_time(text: str) -> str:
    """The text without the words that count from the years spoken of."""
    for pattern in _MOVES:
        text = pattern.sub("", text)
    return text


def carried(
    current: str,
    here: Question,
    spoken: Sequence[Question],
    years_said: Sequence[int],
    reader: ScopeReader,
    *,
    pointing: bool,
) -> tuple[Scope, bool]:
    """The new scope over the old one, and whether every year is meant; an inherited part that leads nowhere is dropped.

    `spoken` are the earlier questions on the subject, the latest first; `years_said` what the last one was answered with.
    """
    before = spoken[0]
    new, old = here.reading.scope, before.reading.scope
    if union := _union(current, here, spoken):
        return union, not union.years
    if asks_elsewhere(current) or here.reading.all_years:
        return Scope(issuers=new.issuers), True
    held = tuple(year for year in here.reading.deadline_years if year in reader.held.years)
    years = new.years or here.reading.uncovered_years or held
    moved = _moved(current, years_said, reader) if years_said and not years else ()
    if here.asked.compares and (moved or (years and not pointing)):  # 比2024年多还是少, 第二年变了没
        years = tuple(sorted({*old.years, *years, *moved}))
    years = years or moved
    if here.asked.compares and new.issuers and old.issuers and _AGAINST.search(current):  # 跟省里比差在哪
        offices = {issuer for question in (here, *spoken) for issuer in question.reading.scope.issuers}
        return Scope(years or old.years, tuple(sorted(offices))), before.reading.all_years
    if not years and before.reading.all_years and not new.issuers:
        return Scope(issuers=old.issuers), True
    kept = () if new.issuers else old.documents
    wanted = Scope(years or old.years, new.issuers or old.issuers, new.documents or kept)
    if reader.held.covers(wanted) or reader.held.prints(wanted) or not (old.years or old.issuers):
        return wanted, False
    narrower = Scope(years, new.issuers, new.documents)
    return (narrower if reader.held.covers(narrower) else wanted), False


def _moved(current: str, said: Sequence[int], reader: ScopeReader) -> tuple[int, ...]:
    """The years that are meant, counted from the ones spoken of; empty where nothing moves them."""
    if match := _YEARS_BEFORE.search(current):
        return (said[0] - _count(match),)
    if match := _YEARS_AFTER.search(current):
        return (said[-1] + _count(match),)
    if _YEAR_BEFORE.search(current):
        return (said[0] - 1,)
    if _YEAR_AFTER.search(current):
        return (said[-1] + 1,)
    if _LATER.search(current):
        return tuple(year for year in reader.held.years if year > said[-1])
    if _EARLIER.search(current):
        return tuple(year for year in reader.held.years if year < said[0])
    return reader.held.years[-1:] if _NOW.search(current) else ()


def _count(match: re.Match[str]) -> int:
    return parse_numeral(next(filter(None, match.groups())).replace("两", "二")) or 0


def _union(current: str, here: Question, spoken: Sequence[Question]) -> Scope | None:
    """The union of the scopes that were spoken of on the subject, where it is asked for, with one more if it is added;
    years are free where there is one."""
    added = here.reading.scope
    named = bool(added.years or added.issuers)
    if (named and not _ADDED.search(current)) or not together(current):
        return None
    scopes = [question.reading.scope for question in ((here, *spoken) if named else spoken)]
    years, issuers = (tuple(sorted({v for s in scopes for v in getattr(s, name)})) for name in ("years", "issuers"))
    if not all(scope.issuers for scope in scopes):
        issuers = ()
    return replace(spoken[0].reading.scope, years=years if len(years) > 1 or len(issuers) > 1 else (), issuers=issuers)
