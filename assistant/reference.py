"""Printed numbers in a question: 第十三项, 第五部分, 六（二十）, 三、（一）, 第三章第十条, 前言.

Arabic, Chinese and full-width numerals are read alike. A count ("哪三项任务") is no reference: a reference has
第, brackets, or a section number in front.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.numerals import CHINESE_NUMERAL, chinese_numeral, parse_numeral

LARGEST_SPOKEN = 1000  # larger ordinals are written in digits; no plan prints them
_ORDINAL = rf"([{CHINESE_NUMERAL}]{{1,9}}|\d{{1,12}})"
_BRACKETED = rf"(?<![A-Za-z])[（(]\s*{_ORDINAL}\s*[）)]"
_ITEM_WORD = r"(?:(?:小?项|小?条|小?点|款)(?!例|件|目|补贴|政策))"
_SECTION_WORD = r"(?:大?部分|部份|章|大项|大条|大点|大?块|大段|节)"

_SECTION = re.compile(rf"第\s*[（(]?{_ORDINAL}[）)]?\s*(?:个)?{_SECTION_WORD}")
_SECTION_BEFORE_ITEM = re.compile(rf"(?<![{CHINESE_NUMERAL}\d第]){_ORDINAL}\s*(?:、|\.|之|部分|的)?\s*(?={_BRACKETED})")
_ITEM = re.compile(
    rf"第\s*(?:{_BRACKETED}|{_ORDINAL})\s*个?{_ITEM_WORD}|第\s*{_BRACKETED}|{_BRACKETED}\s*{_ITEM_WORD}?"
)
_ITEM_BESIDE = re.compile(rf"\s*(?:和|跟|与|同|及|、|以及|比)\s*第\s*{_ORDINAL}\s*个?{_ITEM_WORD}")
_LAST = r"(?:最后|最末|末尾?|结尾)(?:面|头)?的?(?:那|这)?一?个?"
_SECTION_FROM_END = re.compile(rf"(?:倒数第?{_ORDINAL}个?|{_LAST})(?:大?部分|部份|章|大块|大条|大项|节)")
_ITEM_FROM_END = re.compile(rf"(?:倒数第?{_ORDINAL}个?|{_LAST}){_ITEM_WORD}")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\s*(?:条|项|节)")
_PREAMBLE = re.compile(r"前言|序言|引言|导语|开头(?:部分|那段|一段)?|帽子段|总体要求那段")

_BEFORE = re.compile(r"(?:的|之)?(?:上|前)(?:面)?(?:一|那)?(?:条|项|款|个)")
_AFTER = re.compile(r"(?:的|之)?(?:(?<!一)下|后)(?:面)?(?:一|那)?(?:条(?![目例件])|项(?!目)|款|个)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A printed place: section and item ordinals, either may be None; section 0 is the preamble, −1 is the last.

    `offset` is −1 for 上一条 and 1 for 下一条 of that place; `also` are further items named beside it: 第七条和第八条.
    """

    section: int | None
    item: int | None
    offset: int = 0
    also: tuple[int, ...] = ()

    @property
    def each(self) -> tuple[Reference, ...]:
        """The places one by one."""
        return tuple(replace(self, item=item, also=()) for item in (self.item, *self.also))

    @property
    def label(self) -> str:
        """The place as a person would say it: 第三部分第（一）项."""
        section = "" if self.section is None else "前言" if self.section == 0 else f"{_ordinal(self.section)}部分"
        item = (
            ""
            if self.item is None
            else f"{_ordinal(self.item)}项"
            if self.item < 0
            else f"第（{_spoken(self.item)}）项"
        )
        return section + item


def _ordinal(number: int) -> str:
    return f"第{_spoken(number)}" if number > 0 else "最后一" if number == -1 else f"倒数第{_spoken(-number)}"


def _spoken(number: int) -> str:
    return chinese_numeral(number) if number < LARGEST_SPOKEN else str(number)


def read_reference(text: str) -> tuple[Reference | None, str]:
    """The reference in a question without scope words, and the text without it."""
    if match := _DOTTED.search(text):
        return Reference(int(match[1]), int(match[2])), _without(text, match)
    if match := _PREAMBLE.search(text):
        return Reference(0, None), _without(text, match)
    section: int | None = None
    if match := _SECTION_FROM_END.search(text):
        section = -(parse_numeral(match[1]) or 1) if match[1] else -1
        text = _without(text, match)
    elif match := _SECTION.search(text) or _SECTION_BEFORE_ITEM.search(text):
        section = parse_numeral(match.group(1))
        text = _without(text, match)
    item: int | None = None
    also: list[int] = []
    if match := _ITEM_FROM_END.search(text):
        item = -(parse_numeral(match[1]) or 1) if match[1] else -1
        text = _without(text, match)
    elif match := _ITEM.search(text):
        item = parse_numeral(next(group for group in match.groups() if group))
        while beside := _ITEM_BESIDE.match(text, match.end()):
            also.append(parse_numeral(beside[1]) or 0)
            text = text[: match.end()] + text[beside.end() :]
        text = _without(text, match)
    if section is None and item is None:
        return None, text
    offset = -1 if _BEFORE.search(text) else 1 if _AFTER.search(text) else 0
    return Reference(section, item, offset, tuple(n for n in also if n)), _AFTER.sub("", _BEFORE.sub("", text))


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]
