"""Whether a figure or a sentence is of the kind that a question asks for: of its unit, with a date, naming a place or a firm.

多少倍 → 1.3倍, not 20%;  几号 → 4月5日, not 年底前;  哪家公司 → a sentence that names a firm
"""

from __future__ import annotations

import re

from assistant.asked import INSTITUTION, Asked, Expected
from assistant.names import areas, names_company, places
from ingest.quantities import Quantity

LEAST_LARGE = 10_000  # from which a number is one of tens of thousands

_FEASTS = "春节|元旦|清明|端午|七夕|中元|中秋|国庆|重阳|儿童节|妇女节|建军节|两节|寒衣"
_DATE = re.compile(
    r"\d+\s*[月日号]|年底|年前|底前|[上下]半年|季度|\d+·\d+|(?:19|20)\d\d\s*年|[一二三四五六七八九十]+月|期间|当年|每年|"
    + _FEASTS
)
_EXACT_DATE = re.compile(  # the day or the month; 年底前 is neither
    r"\d+\s*[月日号]|\d+·\d+|[一二三四五六七八九十]+[月日号]|(?:周|星期)[一二三四五六日末]|工作日|每月|月[底初末]|"
    + _FEASTS
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年")  # no answer where the day is asked
_ADDRESS = re.compile(r"[路街巷道][^，。；]{0,6}\d+\s*号|\d+\s*号(?:楼|院)|大厦|\d+\s*[楼室](?![一-鿿])|地址[:：]")
_KINDS = {"高校": ("大学", "学院"), "学校": ("学校", "大学", "学院", "小学", "中学")}
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}[点时](?!间)")


def fits(quantity: Quantity, asked: Asked) -> bool:
    """Whether a figure may answer: of the asked families if the unit was named, else any printed in digits."""
    if asked.large and quantity.value[-1] not in "万亿" and (quantity.number or 0) < LEAST_LARGE:
        return False
    if quantity.named and asked.unit and quantity.unit != asked.unit:
        return False
    if asked.unit == "年" and quantity.unit in ("日", "天", "个工作日", "工作日", "小时", "分钟"):
        return False  # a term of years is not one of days
    if quantity.family in ("ordinal", "code") or (asked.strict and asked.families):
        return quantity.family in asked.families
    if quantity.family == "multiple":
        return "multiple" in asked.families  # 1.3倍 compares with a standard, it is none
    return asked.small or quantity.named or quantity.value[0].isdigit() or quantity.family in asked.families


def gives_date(normalised: str, asked: Asked, question: str) -> bool:
    """Whether a sentence gives a date that is not the one asked about: 清明节 is none where 清明节是几号 is asked.

    Sentence and question are normalised.
    """
    dates = (match.group() for match in (_EXACT_DATE if asked.unit else _DATE).finditer(normalised))
    return any(date not in question and not (asked.strict and _YEAR.fullmatch(date)) for date in dates)


def names_expected(text: str, asked: Asked, question: str, own: frozenset[str]) -> bool:
    """Whether a sentence names what the question asks for: a place, a firm; persons are never named in plans.

    Places of the question and the `own` places of the documents are none that it asks for.
    """
    if asked.expected is Expected.PLACE:
        named = {*places(text), *areas(text)}
        return any(place not in question and place not in own for place in named)
    if asked.expected is Expected.CLOCK:
        return _CLOCK.search(text) is not None
    if asked.expected is Expected.COMPANY:
        return names_company(text)
    if asked.expected is Expected.ADDRESS:
        return _ADDRESS.search(text) is not None
    if asked.expected is Expected.INSTITUTION and (kind := INSTITUTION.search(question)):
        return any(re.search(rf"[\u4e00-\u9fff]{{2,}}{name}", text) for name in _KINDS.get(kind[1], (kind[1],)))
    return asked.expected in (Expected.ANYTHING, Expected.RESPONSIBLE)
