"""Printed numbers that may open a unit: how they are printed, and which number they say.

`printed` reads one, `candidates` finds all that may open a unit, `succession` decides which of them do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

LONGEST_LINE = 1_500  # characters; a longer line is a document whose line breaks were lost, not a paragraph
BLANKS = (
    " \t\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)
"""Everything that indents a line unseen: all Unicode spaces, and the zero-width signs of web pages."""
LONGEST_HEADING = 80  # characters of a heading; a longer first sentence is text


class Style(IntEnum):
    """How a number is printed, from the outermost to the innermost customary use (GB/T 9704, 立法技术规范)."""

    BOOK = 0  # 第一编
    PART = 1  # 第一部分
    CHAPTER = 2  # 第一章
    DIVISION = 3  # 第一节
    ARTICLE = 4  # 第一条
    LETTERED = 5  # A.1 in annex A of a standard; A.1.1 is a decimal number below it
    CHINESE = 6  # 一、
    CHINESE_BRACKET = 7  # （一）
    ARABIC = 8  # 1. 1、 1．
    DECIMAL_2 = 9  # 3.2
    DECIMAL_3 = 10  # 3.2.1
    DECIMAL_4 = 11  # 3.2.1.4
    ARABIC_BRACKET = 12  # （1） 1）
    CIRCLED = 13  # ①
    ORDINAL = 14  # 第一，首先，其次，
    FIRST_IS = 15  # 一是
    FIRST_OF_ALL = 16  # 其一，
    BARE = 17  # 3 术语和定义: read as 3. where 3.1 follows


CONTAINERS = (Style.BOOK, Style.PART, Style.CHAPTER, Style.DIVISION)
HEADINGS = (*CONTAINERS, Style.CHINESE)
PARAGRAPH_OPENERS = (Style.ORDINAL, Style.FIRST_IS, Style.FIRST_OF_ALL)
"""Enumerating words rather than printed numbers: they need a successor at the start of a later line."""
WEAK = (Style.LETTERED, Style.ARABIC, Style.ARABIC_BRACKET, Style.CIRCLED, *PARAGRAPH_OPENERS)
"""Styles whose first number also stands in running text, so that a second one must follow."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number at the start of a line that may open a unit; `number` is its last ordinal.

    `prefix` holds the outer ordinals of a decimal number: 3.2.1 has prefix (3, 2) and number 1.
    `announced` says of 二是 that 一是 stands inside the paragraph before; `is_heading` of 一、 and 第一章 that nothing
    but a short heading stands on the line, which no mention does.
    """

    style: Style
    number: int
    label: str
    start: int  # of the line, or of the label where it stands inside a line
    title_start: int  # first character after the label
    line_end: int  # without the line break
    prefix: tuple[int, ...] = ()
    announced: bool = False
    is_heading: bool = False
    letter: str = ""  # the A of A.1 and A.1.1


@dataclass(frozen=True, slots=True)
class Annex:
    """The heading line of an annex: 附件, 附件1, 附件2：名单."""

    label: str
    start: int
    title_start: int
    line_end: int


def as_entry(marker: Marker) -> Marker:
    """3．10种有色金属 as entry 3 of a list, not the decimal 3.10."""
    label = marker.label[: len(str(marker.prefix[0])) + 1]
    return replace(
        marker, style=Style.ARABIC, number=marker.prefix[0], prefix=(), label=label, title_start=marker.start + len(label)
    )  # fmt: skip
