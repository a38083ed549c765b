"""Corrections of metadata as staff type them: 项目=内容, checked before any library is opened.

year=2024  年度=2024        the value in place of what was read; the name in English or Chinese
document_number=-           the document has none, whatever was read
issuer=                     the correction is taken back: what is read from the text counts again
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ingest.metadata import CORRECTABLE
from ingest.signature import iso

FIELD_NAMES = {
    "title": "标题",
    "issuer": "发文机关",
    "document_number": "文号",
    "issued_on": "成文日期",
    "year": "年度",
    "level": "层级",
    "region": "地区",
    "addressees": "主送机关",
    "annexes": "附件",
}
"""What people call the fields of `ingest.records.Metadata`."""
LEVELS = ("国家", "省", "市", "县", "乡")
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_TEXT = 200  # characters; the longest real title has about 100
NONE_PRINTED = "-"


@dataclass(frozen=True, slots=True)
class Correction:
    """One field with its new value; `clear` takes an earlier correction back, a value of None says there is none."""

    field: str
    value: str | int | None = None
    clear: bool = False


def read_correction(text: str) -> Correction:
    """The correction that is written as 项目=内容; raises ValueError with a Chinese phrase that says what is wrong.

    >>> read_correction("年度=2024")
    Correction(field='year', value=2024, clear=False)
    """
    name, equals, written = (part.strip() for part in text.replace("＝", "=", 1).partition("="))
    if not equals:
        raise ValueError(f"“{text}”里没有等号，应为 项目=内容，例如 year=2024")
    known = {**{chinese: field for field, chinese in FIELD_NAMES.items()}, **{field: field for field in CORRECTABLE}}
    field = known.get(name, name)
    if field not in CORRECTABLE:
        listed = "、".join(f"{field}（{FIELD_NAMES[field]}）" for field in CORRECTABLE)
        raise ValueError(f"没有“{name}”这一项，可以更正的有 {listed}")
    if not written:
        return Correction(field, clear=True)
    if written == NONE_PRINTED:
        if field == "title":
            raise ValueError("标题不能设为没有，应为文字；留空则取消更正")
        return Correction(field)
    return Correction(field, READERS.get(field, _text)(written))


def conflicting(corrections: Iterable[Correction]) -> str | None:
    """The Chinese name of a field that is given twice."""
    seen: set[str] = set()
    for correction in corrections:
        if correction.field in seen:
            return FIELD_NAMES[correction.field]
        seen.add(correction.field)
    return None


def _text(written: str) -> str:
    if not written.isprintable():
        raise ValueError("含有换行或不能显示的字符，应为一行文字")
    if len(written) > LONGEST_TEXT:
        raise ValueError(f"有 {len(written)} 个字，应不超过 {LONGEST_TEXT} 个字")
    return written


def _year(written: str) -> int:
    digits = written.removesuffix("年")
    if digits.isascii() and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return int(digits)
    raise ValueError(f"“{written}”不是年份，应为四位数字，例如 year=2024")


def _date(written: str) -> str:
    """ISO 8601; 2024年1月31日 is read too."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        parts = written.replace("年", "-").replace("月", "-").removesuffix("日").replace("/", "-").split("-")
        printed = iso(parts) if len(parts) == 3 and all(part.isdigit() for part in parts) else None
        if printed is None:
            raise ValueError(f"“{written}”不是日期，应为 2024-01-31 这样的日期") from None
        return printed


def _level(written: str) -> str:
    if written not in LEVELS:
        raise ValueError(f"“{written}”不是层级，应为 {'、'.join(LEVELS)} 之一")
    return written


READERS: dict[str, Callable[[str], str | int]] = {"year": _year, "issued_on": _date, "level": _level}
