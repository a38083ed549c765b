"""Signature and date of a document (落款、成文日期) and the other places that name issuer and date.

Worked example, the lines of a notice::

    吉林省民政厅            issuer, since a line follows that is only a date
    2025年2月8日            2025-02-08
    （此件公开发布）

Both may share a line; the seal may be noted ("（盖章）"); joint notices have several names above one date; short names
are spread ("科 技 部"). Laws say it in brackets below the title: （2021年7月27日国务院令第746号公布）; reports say where and
when they were given; where no one signed, the printer's line at the end does: 山东省人民政府办公厅2020年12月10日印发.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.numerals import CHINESE_NUMERAL, parse_numeral
from ingest.organs import organs

_YEAR = rf"((?:19|20)\s?\d\s?\d|[{CHINESE_NUMERAL}OＯ]{{4}})"
_DAY = rf"\s*年\s*(\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})\s*月\s*(\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})\s*日"
DATE = re.compile(_YEAR + _DAY)
_DATE_LINE = re.compile(rf"[（(]?\s*{_YEAR}{_DAY}\s*(?:签发)?[）)]?")
_FIGURES = re.compile(r"\s*((?:19|20)\d\d)([./-])(\d{1,2})\2(\d{1,2})")
_PRINTED = re.compile(rf"(.{{2,40}}?)\s*{_YEAR}{_DAY}\s*印发")
_PROMULGATED = re.compile(
    rf"^[（(]\s*{_YEAR}{_DAY}\s*(.{{2,60}}?)\s*(令第\s*\d+\s*号)?\s*(?:公布|发布|通过|印发|施行|修订).*[）)]?$"
)
_GIVEN = re.compile(rf"^[—\-－\s]*{_YEAR}{_DAY}\s*.{{0,30}}?在.{{2,60}}会议?上")
_NOTED = re.compile(r"^[（(【].{1,20}[）)】]$")
_SEALED = re.compile(r"[（(](.{3,30}?)\s*(?:代?章|代印)[）)]")
_SPREAD = re.compile(r"[一-鿿](?: [一-鿿])+")
LONGEST_DATE = 60  # characters of a line that ends in the date of a signature
MOST_ORGANS = 12  # lines of names above a date


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when (ISO 8601), and the words for where this was read."""

    issuers: tuple[str, ...]
    issued_on: str | None
    document_number: str | None
    where: str


def signature(lines: Sequence[str], head: int) -> Signature | None:
    """The first signature of the text; `head` is the number of lines before the first printed number.

    A date alone on its line counts with names above it anywhere, without names only in the head and at the end.
    """
    dated: Signature | None = None
    for position, line in enumerate(lines):
        found = _at(lines, position) or (_below_title(line) if position < max(head, 8) else None)
        if found is None:
            continue
        if found.issuers:
            return found if dated is None or position > head else _merged(dated, found)
        if dated is None and (position < head or position >= len(lines) - 8):
            dated = found
    return dated or _printed(lines)


def _at(lines: Sequence[str], position: int) -> Signature | None:
    line = lines[position]
    if (
        len(line) <= LONGEST_DATE and (match := _FIGURES.search(line)) and match.end() == len(line)
    ):  # 2025.2.20, below a name
        before = line[: match.start()]
        names = organs(before) if before else names_above(lines[max(0, position - MOST_ORGANS) : position])
        return Signature(names, iso(match.group(1, 3, 4)), None, "落款") if names else None
    if len(line) > LONGEST_DATE or "日" not in line:
        return None
    match = _DATE_LINE.fullmatch(line)
    if match:
        return Signature(
            names_above(lines[max(0, position - MOST_ORGANS) : position]), iso(match.groups()), None, "落款"
        )
    match = _DATE_LINE.search(line)
    if match and match.end() >= len(line) - 1 and (names := organs(line[: match.start()])):
        return Signature(names, iso(match.groups()), None, "落款")
    return None


def _printed(lines: Sequence[str]) -> Signature | None:
    """版记: the office that had the document printed, and the day, on one of the last lines."""
    for line in reversed(lines[-4:]):
        if (match := _PRINTED.fullmatch(line)) and (names := organs(match.group(1))):
            return Signature(names, iso(match.groups()[1:]), None, "版记")
    return None


def is_date_line(line: str) -> bool:
    """Whether nothing but a date stands on the line."""
    return len(line) <= LONGEST_DATE and "日" in line and _DATE_LINE.fullmatch(line) is not None


def names_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The organs that sign on the last of these lines, above a date."""
    names: tuple[str, ...] = ()
    for line in reversed(lines[-MOST_ORGANS:]):
        found = organs(_unsealed(line))
        if not found or line.endswith(("：", ":")):
            if _NOTED.match(line) and not names:
                continue
            break
        names = (*found, *names)
    return names


def _unsealed(line: str) -> str:
    """（国家粮食局办公室代章） and 科 技 部 → the name alone."""
    if sealed := _SEALED.fullmatch(line):
        return sealed.group(1)
    return line.replace(" ", "") if _SPREAD.fullmatch(line) else line


def _below_title(line: str) -> Signature | None:
    """What stands in brackets or after a dash below a title."""
    if match := _PROMULGATED.match(line):
        number = f"{match.group(4)}{match.group(5) or ''}" if match.group(5) else None
        names = organs(match.group(4))
        named = number.replace("中华人民共和国", "") if number else None
        return Signature(names or (), iso(match.groups()[:3]), named, "题注")
    if match := _GIVEN.match(line):
        return Signature((), iso(match.groups()), None, "题注")
    return None


def _merged(dated: Signature, signed: Signature) -> Signature:
    return Signature(signed.issuers, signed.issued_on or dated.issued_on, signed.document_number, signed.where)


def iso(groups: Sequence[str | None]) -> str | None:
    """2025, 2, 8 or 二〇二五, 二, 八 → 2025-02-08; None for what is no day of the calendar."""
    year, month, day = (
        parse_numeral(re.sub(r"[\sOＯ]", lambda m: "" if m.group().isspace() else "〇", g or "")) for g in groups[:3]
    )
    try:
        return date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None
