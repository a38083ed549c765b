"""Automatic numbering of docx: the printed label that exists only as list formatting (ECMA-376 part 1, 17.9).

Worked example: the level text "第%1条" with format chineseCounting prints 第一条, 第二条, …; "（%2）" below it prints
（一） anew after each. A legal "%1.%2" prints 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.numerals import chinese_numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEGAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(number: int) -> str:
    printed = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        printed += letters * count
    return printed


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda n: chinese_numeral(n).translate(_LEGAL),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "ideographEnclosedCircle": _circled,
    "none": lambda n: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is printed and where it starts."""

    format: str
    text: str
    start: int
    restart_after: int | None  # the level whose number restarts this one; 0 never
    legal: bool
    suffix: str


class Numbering:
    """The lists of a document; `label` is called for each numbered paragraph in order and counts."""

    def __init__(self, root: _Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], Level | int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._depth_of_style: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: _Element) -> None:
        linked = {_value(abstract, "styleLink"): abstract for abstract in root.iterfind(f"{W}abstractNum")}
        for abstract in root.iterfind(f"{W}abstractNum"):
            identity = abstract.get(f"{W}abstractNumId", "")
            source = linked.get(
                _value(abstract, "numStyleLink") or "", abstract
            )  # 17.9.21: a list style has the levels
            self._levels[identity] = {}
            for element in source.iterfind(f"{W}lvl"):
                depth = int(element.get(f"{W}ilvl", "0"))
                self._levels[identity][depth] = _level(element)
                self._depth_of_style[identity, _value(element, "pStyle") or ""] = depth
        for number in root.iterfind(f"{W}num"):
            identity = number.get(f"{W}numId", "")
            self._abstract_of[identity] = _value(number, "abstractNumId") or ""
            for override in number.iterfind(f"{W}lvlOverride"):
                depth = int(override.get(f"{W}ilvl", "0"))
                level = override.find(f"{W}lvl")
                start = _value(override, "startOverride")
                if level is not None:
                    self._overrides[identity, depth] = _level(level)
                elif start is not None:
                    self._overrides[identity, depth] = int(start)

    def depth_of_style(self, list_id: str, style: str) -> int | None:
        """The level that the list keeps for paragraphs of this style (17.9.23), None where it names none."""
        return self._depth_of_style.get((self._abstract_of.get(list_id, ""), style))

    def label(self, list_id: str, depth: int) -> str:
        """The printed label of the next paragraph of this list at this depth, with a blank where one is printed."""
        abstract = self._abstract_of.get(list_id)
        level = self._level(list_id, depth)
        if abstract is None or level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        override = self._overrides.get((list_id, depth))
        if isinstance(override, int) and (list_id, depth) not in self._started:
            counts[depth] = override - 1
        self._started.add((list_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            below = self._level(list_id, deeper)
            if below is None or below.restart_after is None or depth < below.restart_after:
                del counts[deeper]
        return self._printed(list_id, level, depth, counts)

    def _level(self, list_id: str, depth: int) -> Level | None:
        override = self._overrides.get((list_id, depth))
        if isinstance(override, Level):
            return override
        return self._levels.get(self._abstract_of.get(list_id, ""), {}).get(depth)

    def _printed(self, list_id: str, level: Level, depth: int, counts: dict[int, int]) -> str:
        if level.format == "bullet":
            return ""
        label = level.text
        for outer in range(depth + 1):
            place = f"%{outer + 1}"
            if place not in label:
                continue
            shown = self._level(list_id, outer)
            number = counts.setdefault(outer, shown.start if shown else 1)
            arabic = level.legal and outer < depth
            name = "decimal" if shown is None or arabic else shown.format
            label = label.replace(place, _FORMATS.get(name, str)(number))
        blank = level.suffix != "nothing" and label and (label[-1].isalnum() or label[-1] in "条章节编")
        return f"{label} " if blank else label


def _level(element: _Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        start=int(_value(element, "start") or 1),
        restart_after=int(restart) if restart is not None else None,
        legal=element.find(f"{W}isLgl") is not None,
        suffix=_value(element, "suff") or "tab",
    )


def _value(element: _Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None
