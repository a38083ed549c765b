"""Figures in Chinese text: value, unit and comparator as printed, with offsets.

Examples: "不低于当地上年度城乡低保标准的1.3倍" → 1.3 倍; "新增失智照护床位不少于600张" → 不少于 600 张;
"达到60%以上" → 达到…以上 60 %; "2024年4月底前" is a deadline, "第五轮" an ordinal: neither is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.numerals import parse_numeral

UNIT_FAMILIES: dict[str, tuple[str, ...]] = {
    "ratio": ("%", "％", "个百分点", "百分点", "‰", "成"),
    "multiple": ("倍",),
    "money": ("元", "美元", "块钱", "块", "角"),
    "household": ("户次", "户"),
    "bed": ("张",),
    "person": ("人次", "人", "名", "位"),
    "age": ("周岁", "岁"),
    "place": ("家", "所", "处", "座", "栋", "间", "个"),
    "count": (
        "项", "件", "次", "场", "期", "类", "种", "条", "款", "级", "批", "届", "套", "部", "辆", "支", "对", "例",
        "起", "份", "只", "台", "笔", "轮", "篇", "本", "卷", "大", "方面", "部门", "盏", "株", "棵", "头", "口", "眼",
        "艘", "架", "枚", "片", "列", "趟", "辆次", "架次", "场次", "批次", "件次", "车次", "班次", "学时", "课时", "幅", "门", "艘次", "航线",
    ),
    "amount": ("公斤", "千克", "斤", "吨", "千瓦时", "千瓦", "立方米"),
    "area": ("平方米", "平方公里", "公顷", "亩", "米", "公里"),
    "score": ("分",),
    "duration": ("周年", "个工作日", "工作日", "个月", "小时", "分钟", "天", "日", "年", "周"),
}  # fmt: skip
"""Unit → family: figures of one family answer the same kind of "how much"."""

BOUNDS = (
    "不低于|不少于|不超过|不高于|不得低于|不得超过|不得少于|不得高于|不小于|不大于|低于|少于|高于|多于|超过|达到|突破|控制在|稳定在|保持在|"
    "提高到|提高至|增加到|增加至|增长到|扩大到|提升到|提升至|降低到|降低至|下降到|减少到|缩短至|缩短到|压缩到|压减到"
)
"""Comparators that also stand before what is compared with: 不低于当地低保标准的1.3倍."""

PER = r"户均|人均|平均|每(?:人每月|人每年|人每天|户每年|人|户|生|家|张|月|年|天|次|亩|名|位|床)"
COMPARATORS_BEFORE = rf"{BOUNDS}|至少|最多|最低|最高|超|达|增至|降至|降到|约为|(?<![签节预大合制协])约|近|[≥≤＞＜><]"
COMPARATORS_AFTER = "以上|以下|以内|左右|之内"

PARTS_BEFORE = ("百分之", "千分之", "万分之")  # the units that stand before their value
_UNITS = sorted((unit for units in UNIT_FAMILIES.values() for unit in units), key=len, reverse=True)
FAMILY_OF = {unit: family for family, units in UNIT_FAMILIES.items() for unit in units} | dict.fromkeys(
    PARTS_BEFORE, "ratio"
)
_ARABIC = r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?"
_CHINESE = r"[一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?"  # 一点五倍
_CHINESE_RANGE = rf"(?:(?P<low>[级个名家户张岁年天月次项类]?)(?:至|到){_CHINESE}(?=(?P=low)))?"  # 一级至二级, 三至五个
_RANGE = r"(?:\s*(?:[-—－–~～]+|至|到)\s*{number})?"
_AFTER = rf"(?P<after>(?:\s*(?:{COMPARATORS_AFTER}))?)"
_NOT_A_WORD = (  # 4周边 counts no weeks, 图2所示 no places, 3分公司 no points
    r"(?!(?<=周)[期边末围]|(?<=所)[示述列有在指属]|(?<=分)(?!以[上下内]|左右|[的者及且即方时才可])[\u4e00-\u9fff])"
)
_QUANTITY = re.compile(
    rf"(?P<before>(?:(?:{COMPARATORS_BEFORE})\s*(?:到)?)?(?:{PER})?)"
    rf"(?:(?P<part>{'|'.join(PARTS_BEFORE)})(?P<percent>[零一二三四五六七八九十百点]+|{_ARABIC})|"
    rf"\s*(?P<value>(?P<arabic>{_ARABIC}{_RANGE.format(number=_ARABIC)})|{_CHINESE}{_CHINESE_RANGE})"
    rf"\s*(?P<scale>(?:[余多]?(?:万亿|[万亿千百]))?)(?P<more>[余多]?)(?P<unit>{'|'.join(map(re.escape, _UNITS))}){_NOT_A_WORD}){_AFTER}"
)
DEADLINE = re.compile(
    r"(?:(?:19|20)\d{2}年(?:年底|上半年|下半年|\d{1,2}月)?|\d{1,2}月|年|年底|月|季度|上半年|下半年|“?十[一二三四五]五”?(?:期)?末?|当年)"
    r"(?:\d{1,2}日)?(?:底)?(?:之?前|以前|为止)|到(?:19|20)\d{2}年(?:年底|底|末)?|(?:19|20)\d{2}年年?底|"
    r"到?“?十[一二三四五]五”?期?末|(?:\d{1,2}|[一二两三四五六七八九十])年之?内|今年(?:年?底|内)?"
)
_CHINESE_COUNTS = frozenset(UNIT_FAMILIES["ratio"]) | frozenset(
    "倍 元 位 人 处 场 批 天 岁 个 类 项 种 张 户 所 家 分钟 大 方面 件 名 次 级 个月 小时 日 工作日 个工作日 年 周岁 "
    "平方米 平方公里 公顷 亩 公里".split()
)
"""Units that Chinese numerals count; with others they are mostly words: 四条, 三支."""
_MEASURES = frozenset({"multiple", "ratio", "money", "area", "amount"})
"""Families of what is measured and may have decimals in words: 一点五倍, no 两点三次."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: `value` and `unit` as printed, `family` of the unit, `comparator` words as printed.

    `start`/`end` span comparator, value and unit in the text; `number` is the value when it is one number;
    `named` says that the figure begins a quoted name: “四个意识”, “十五分钟”.
    """

    value: str
    unit: str
    family: str
    comparator: str
    start: int
    end: int
    number: float | None
    named: bool = False


def quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The figures between two offsets in order; dates and ordinals (第五轮) are none."""
    return tuple(_scan(text, start, len(text) if end is None else end))


_CODE = re.compile(r"(?<![\d.·,，〔（(年月第/-])\d{2,8}(?![\d.·,％%年月日号条项〕/-])")


def codes(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The bare numbers between two offsets that have no unit, as figures of the family "code": 314151, 119, 2000系."""
    found = _CODE.finditer(text, start, len(text) if end is None else end)
    measured = {n for q in quantities(text, start, end) for n in range(q.start, q.end)}
    return tuple(
        Quantity(m.group(), "", "code", "", m.start(), m.end(), float(m.group()))
        for m in found
        if m.start() not in measured
    )


_ORDINAL = re.compile(
    r"(?:第(?P<value>\d{1,3}|[一二三四五六七八九十]{1,4})|(?P<first>首))(?P<unit>个五年|个|届|轮|次|批|期|版|位|名)|"
    r"(?P<session>[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3})(?P<sitting>[次中])|"
    r"(?P<plan>十[一二三四五六七八九])五(?!年|[一二三四五六七八九十])"
)


def ordinals(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The ordinals between two offsets in order, as figures of the family "ordinal": 第五轮, 第十三届, 首届, 十二届二次, 十五五."""
    found = _ORDINAL.finditer(text, start, len(text) if end is None else end)
    return tuple(
        Quantity(
            value=m["value"] or m["first"] or m["session"] or m["plan"],
            unit=m["unit"] or m["sitting"] or "个五年",
            family="ordinal",
            comparator="第" if m["unit"] else "",
            start=m.start(),
            end=m.end(),
            number=_number(m["value"] or "1", "") if m["unit"] else None,
        )
        for m in found
    )


_TERM_OF_YEARS = re.compile(r"以[上下]|的(?=[，。；）])|期|[，。；、）]|$")  # 满五年。 and no deadline: 三年内
_WITHIN_YEARS = re.compile(r"(?P<value>[二两三四五六七八九十]{1,2})年(?=之?内)")


def periods(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The terms of years in words between two offsets: 三年内不得再次申请. As deadlines they are no `quantities`."""
    found = _WITHIN_YEARS.finditer(text, start, len(text) if end is None else end)
    return tuple(Quantity(m["value"], "年", "duration", "", m.start(), m.end(), _number(m["value"], "")) for m in found)


_MONTH_BEFORE = re.compile(r"(?:月|日\s*[-—－–~～至到、和及]+)\s*$")  # what stands before a day of the month


def _scan(text: str, start: int, end: int) -> Iterator[Quantity]:
    position = start
    while match := _QUANTITY.search(text, position, end):
        position = match.end()
        quantity = _percentage(match) if match["percent"] else _counted(text, match)
        if quantity is not None:
            yield quantity


def _percentage(match: re.Match[str]) -> Quantity:
    """百分之六十, 千分之二: the unit stands before the value."""
    value, unit = match["percent"], match["part"]
    number = _number(value, "")
    comparator = match["before"] + match["after"].strip()
    return Quantity(value, unit, FAMILY_OF[unit], comparator, match.start(), match.end(), number)


def _counted(text: str, match: re.Match[str]) -> Quantity | None:
    """A value with the unit behind it; None for dates, ordinals and words."""
    value, unit = match["value"], match["unit"]
    left = match.start("value")
    if text[max(0, left - 1) : left] == "第" or _is_date(text, match):
        return None
    if match["arabic"] is None and (unit not in _CHINESE_COUNTS or _is_word(text, match)):
        return None
    return Quantity(
        value + match["scale"],
        unit,
        FAMILY_OF[unit],
        match["before"] + match["more"] + match["after"].strip(),
        match.start() if match["before"] else left,
        match.end(),
        _number(value, match["scale"]),
        named=text[max(0, left - 1) : left] in ("“", "‘"),
    )


def _is_date(text: str, match: re.Match[str]) -> bool:
    """2025年, 2021—2035年 and 5月20日 are dates; 3年 and 20日 are durations."""
    value, unit = match.group("value"), match.group("unit")
    if unit == "日":
        return _MONTH_BEFORE.search(text, 0, match.start("value")) is not None
    return unit == "年" and re.fullmatch(r"(?:\d[.．])?(?:19|20)\d{2}(?:\D+(?:19|20)?\d{2})?", value) is not None


_BOUNDED = re.compile(r"不(?:得)?(?:低于|少于|超过|高于|多于|小于|大于)|至少|最[多少高低]")


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Numerals that count nothing: 一个, 统一, 二十大, 十届二次 (sessions and congresses are names)."""
    value, unit, left = (
        match.group("value"),
        match.group("unit"),
        text[max(0, match.start("value") - 1) : match.start("value")],
    )
    congress = unit == "大" and len(value) > 1
    if unit == "年" and (left == "个" or not _TERM_OF_YEARS.match(text, match.end("unit"))):  # 三年行动, 第八个五年
        return True
    if "点" in value and FAMILY_OF[unit] not in _MEASURES:
        return True
    if value == "一" and (unit == "倍" or match["after"].strip() or _BOUNDED.match(match["before"])):
        return left in ("统", "唯", "之", "专", "第")  # 一倍以上, 至少一名
    return value in ("一", "百", "千") or left in ("统", "唯", "之", "专", "届") or congress


def _number(value: str, scale: str) -> float | None:
    factor = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 10**12}[scale.lstrip("余多")]
    plain = value.replace(",", "").replace("，", "").replace("．", ".")
    try:
        return float(plain) * factor
    except ValueError:
        whole, _, decimals = value.partition("点")
        number = parse_numeral(whole)
        behind = parse_numeral(decimals) if decimals else 0
        if number is None or behind is None:
            return None
        return float((number + behind / 10 ** len(decimals)) * factor)


_MAY_HOLD = re.compile(
    rf"\d|全覆盖|{'|'.join(PARTS_BEFORE)}|{_CHINESE}\s*[余多万亿千百]*(?:{'|'.join(map(re.escape, sorted(_CHINESE_COUNTS)))})"
)


def may_hold_figures(text: str, start: int, end: int) -> bool:
    """Whether a stretch is worth reading: False means that it has no figure, True promises nothing."""
    return _MAY_HOLD.search(text, start, end) is not None


_COVERAGE = re.compile(r"(?P<before>(?:达到|做到)?)全覆盖(?![的式、])")


def coverages(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The places between two offsets that ask for all of something: 力争年底前达到全覆盖; value 全覆盖, no unit."""
    found = _COVERAGE.finditer(text, start, len(text) if end is None else end)
    return tuple(Quantity("全覆盖", "", "coverage", m["before"], m.start(), m.end(), None) for m in found)


def deadlines(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[str, int, int], ...]:
    """The deadlines between two offsets as (printed, start, end): 2024年4月底前, 年底前, 到2025年."""
    return tuple(
        (m.group(), m.start(), m.end()) for m in DEADLINE.finditer(text, start, len(text) if end is None else end)
    )
