"""What a document says about itself: title, issuer, number, date, plan year, level, region.

Everything is read from the text (GB/T 9704: 标题、文号、主送机关、署名、成文日期), never from the file name; what is
not printed stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.numerals import CHINESE_NUMERAL, parse_numeral
from ingest.records import Metadata
from ingest.regions import level_of, regions

HEAD_LINES = 25  # non-empty lines before the first number in which title, number and signature may stand
TAIL_LINES = 8  # non-empty lines at the end in which a signature may stand

_NUMBER = re.compile(r"[一-鿿A-Za-z]{1,14}\s?[〔\[［(（]\s?((?:19|20)\d{2})\s?[〕\]］)）]\s?第?\s?\d+\s?号")
_DATE = re.compile(
    rf"^[（(]?((?:19|20)\d{{2}}|[{CHINESE_NUMERAL}]{{4}})\s*年\s*(\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})\s*月"
    rf"\s*(\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})\s*日[）)]?$"
)
_GENRE = (
    "通知|要点|意见|方案|办法|规定|条例|计划|规划|报告|细则|公告|通告|决定|决议|纲要|措施|批复|函|请示|通报|议案|纪要|"
    "总结|制度|规程|规范|指南|指引|标准|章程|守则|清单|法|令"
)
_TITLE_END = re.compile(rf"(?:{_GENRE})(?:》)?(?:的(?:通知|公告|决定|函|批复|意见))?(?:[（(][^（）()]{{1,20}}[）)])?$")
_ORGAN_END = re.compile(
    r"(?:厅|局|部|委|委员会|办公厅|办公室|政府|法院|检察院|总会|协会|中心|院|署|会|社|公司|管委会|领导小组|联席会议)$"
)
_YEAR = re.compile(rf"((?:19|20)\d{{2}}|二[〇○零][{CHINESE_NUMERAL}]{{2}})\s*年")
_ABOUT = re.compile(r"^(.{2,60}?)\s*关于")


def read_metadata(text: str, head_end: int) -> Metadata:
    """Read the metadata of a text whose first numbered unit starts at `head_end`."""
    head = _lines(text[:head_end])[:HEAD_LINES] or _lines(text)[:HEAD_LINES]
    tail = _lines(text)[-TAIL_LINES:]
    title = _title(head)
    issuer, issued_on = _signature(head, tail)
    issuer = _issuer_of_title(title) or issuer
    areas = regions(issuer) if issuer else ()
    number = next((m.group() for line in head if (m := _NUMBER.search(line)) and len(line) < 40), None)
    return Metadata(
        title=title,
        issuer=issuer,
        document_number=number,
        issued_on=issued_on,
        year=_plan_year(title, head),
        level=_level(issuer, areas),
        region=areas[-1] if areas else None,
    )


def _lines(text: str) -> list[str]:
    return [stripped for line in text.split("\n") if (stripped := " ".join(line.split()))]


def _title(head: Sequence[str]) -> str:
    """The first line, or run of at most three lines, that ends as the title of an official document does."""
    for position, line in enumerate(head):
        if _is_no_title(line):
            continue
        for length in (1, 2, 3):
            joined = "".join(head[position : position + length])
            if any(_is_no_title(part) for part in head[position : position + length]) or len(joined) > 120:
                break
            if _TITLE_END.search(joined):
                return joined
    return next((line for line in head if not _is_no_title(line)), head[0][:60] if head else "")


def _is_no_title(line: str) -> bool:
    """Prose, a date, a document number, or a remark in brackets such as （此件公开发布）."""
    remark = line[0] in "（(【" and line[-1] in "）)】"
    return remark or _is_prose(line) or bool(_DATE.match(line)) or bool(_NUMBER.fullmatch(line))


def _is_prose(line: str) -> bool:
    """A sentence or an addressee line, as opposed to a heading."""
    return line.endswith(("：", ":", "。", "；", "，")) or "。" in line or len(line) > 90


def _issuer_of_title(title: str) -> str | None:
    match = _ABOUT.match(title)
    name = match.group(1).strip() if match else ""
    return name if name and _ORGAN_END.search(name.split(" ")[-1]) else None


def _signature(head: Sequence[str], tail: Sequence[str]) -> tuple[str | None, str | None]:
    """Issuer and ISO date of the signature: an organ's name in the line(s) above a line that is only a date."""
    for lines in (tail, head):
        for position in range(len(lines) - 1, -1, -1):
            match = _DATE.match(lines[position])
            if not match:
                continue
            organs: list[str] = []
            for line in reversed(lines[:position]):
                if not _ORGAN_END.search(line) or _is_prose(line) or len(line) > 40:
                    break
                organs.insert(0, line)
            if organs or lines is head:
                return (" ".join(organs) or None), _iso(match)
    return None, None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (parse_numeral(group) for group in match.groups())
    try:
        return date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None


def _plan_year(title: str, head: Sequence[str]) -> int | None:
    """The year the plan is for: printed in the title, or in another heading line of the head."""
    headings = [title, *(line for line in head if not _is_prose(line) and _TITLE_END.search(line))]
    for line in headings:
        if match := _YEAR.search(line):
            return parse_numeral(match.group(1))
    return None


def _level(issuer: str | None, areas: Sequence[str]) -> str | None:
    if issuer is None:
        return None
    if areas:
        return level_of(areas[-1])
    national = issuer.startswith(("国务院", "中共中央", "中华人民共和国", "全国", "中央")) or issuer.endswith("部")
    return "国家" if national else None
