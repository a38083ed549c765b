"""Chinese numerals as official documents print them, both ways.

Example: 三十一 → 31, 一百零五 → 105, 廿三 → 23, 二〇二五 → 2025, １２ → 12; 31 → 三十一.
"""

from __future__ import annotations

import re
import unicodedata

DIGITS = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}

CHINESE_NUMERAL = "〇零○一二两三四五六七八九十廿卅百千万亿"
"""Characters of a Chinese number, for use inside a regular-expression class."""
CHINESE_DIGITS = "〇零○一二三四五六七八九"
"""The digits of a heading number (两 counts things, it does not number headings)."""
YEAR = rf"(?:(?:19|2[0OＯ])[0-9OＯ]{{2}}|(?:一九|二[〇零○OＯ])[{CHINESE_DIGITS}OＯ]{{2}})"
"""A year of four digits for use inside a regular expression: 2024, 二〇二四, and as scanners print them, 2O24 and 二O二四."""
_LOOK_ALIKES = str.maketrans(
    {
        "O": "〇",
        "o": "〇",
        "Ｏ": "〇",
        "l": "1",
        "†": "十",
        "—": "一",
        "－": "一",
        "ー": "一",
        "-": "一",
        "–": "一",
        "─": "一",
    }
)
"""What scanners print for a numeral: 二O → 二〇, †二 → 十二, — → 一, （l） → （1）."""


def parse_numeral(text: str) -> int | None:
    """The value of a whole number written in Chinese, Arabic or mixed full-width digits; None if it is none.

    >>> parse_numeral("三十一"), parse_numeral("二〇二五"), parse_numeral("廿三"), parse_numeral("１２")
    (31, 2025, 23, 12)
    """
    text = unicodedata.normalize("NFKC", text).strip().replace("廿", "二十").replace("卅", "三十")
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(c in DIGITS or c.isdigit() for c in text):  # 二〇二五: digit by digit
        return int("".join(str(DIGITS[c]) if c in DIGITS else c for c in text))
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += (digit or (1 if section % (TENS[character] * 10) == 0 else 0)) * TENS[character]
            digit = 0
        elif character in MYRIADS:
            total += (section + digit or 1) * MYRIADS[character]
            section = digit = 0
        else:
            return None
    return total + section + digit


def year_numeral(printed: str) -> int | None:
    """The value of a year that matches `YEAR`, the letter O read as the zero that it stands for.

    >>> year_numeral("2024"), year_numeral("二〇二四"), year_numeral("2O24"), year_numeral("二O二四")
    (2024, 2024, 2024, 2024)
    """
    return parse_numeral(re.sub("[OＯ]", "〇", printed))


def heading_numeral(printed: str) -> int | None:
    """The number of a heading, with the look-alikes of scanned text read as what they stand for; None if none.

    >>> heading_numeral("二O"), heading_numeral("†二"), heading_numeral("—"), heading_numeral("十十")
    (20, 12, 1, None)
    """
    numeral = printed.translate(_LOOK_ALIKES) if not printed.isascii() or printed in ("O", "o", "-", "l") else printed
    if len(numeral) == 2 and numeral[1] in "〇○零" and numeral[0] in "一二三四五六七八九":
        return DIGITS[numeral[0]] * 10
    if "十十" in numeral or "百百" in numeral or numeral in ("〇", "零", "○"):
        return None
    number = parse_numeral(numeral)
    return number if number else None


def chinese_numeral(number: int) -> str:
    """The number as headings print it, for 0 ≤ number < 10,000.

    >>> chinese_numeral(31), chinese_numeral(10), chinese_numeral(105)
    ('三十一', '十', '一百零五')
    """
    if not 0 <= number < 10_000:
        raise ValueError(f"0 ≤ number < 10000, got {number}")
    if number < 10:
        return "〇一二三四五六七八九"[number]
    parts: list[str] = []
    zero_pending = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            if zero_pending and parts:
                parts.append("零")
            zero_pending = False
            parts.append("一二三四五六七八九"[digit - 1] + name)
        else:
            zero_pending = True
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text
