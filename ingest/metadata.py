"""What a document says about itself: title, issuer, number, date, plan year, level, region, addressees, annexes.

Everything is read from the text (GB/T 9704: 标题、发文字号、主送机关、附件说明、署名、成文日期), or from the table that
a portal prints beside it, never from the file name; what is not printed stays None. `read_at` says where it was found.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.contents import contents
from ingest.lines import Line
from ingest.lines import lines as lines_of
from ingest.numerals import YEAR, parse_numeral, year_numeral
from ingest.organs import level_and_region, organs
from ingest.records import Metadata
from ingest.regions import known_regions, level_of, region_within
from ingest.reports import is_report, planned_year, reporting_organ, year_spoken_of
from ingest.signature import DATE, Signature, iso, signature
from ingest.title import Title, issuers_of_title, read_title

CORRECTABLE = ("title", "issuer", "document_number", "issued_on", "year", "level", "region")
"""Fields that staff may set."""
CORRECTED = "人工更正"
"""The place that `read_at` names for what staff set."""
LONGEST_HEADING = 40  # characters of a line that may be a heading such as 二、2024年重点工作
HEAD_LINES = 40  # non-empty lines before the first number in which number, addressees and signature stand

_NUMBER = re.compile(
    r"^(?:发文字号|文\s*号|文件编号)?[：:\s]*[（(]?\s*"
    r"([一-鿿A-Za-z]{1,14}\s?[〔\[［【（(]\s?(?:19|2[0OＯ])[0-9OＯ]\s?[0-9OＯ]\s?[〕\]］】）)]\s?第?\s?\d+\s?号)\s*[）)]?(?:\s*签发人?\s*[：:].*)?$"
)
_ORDER = re.compile(r"^(?:中华人民共和国)?(.{2,20}令)$")
_ORDINAL = re.compile(r"^第\s*\d+\s*号$")
_PRINTED_FACTS = {
    "title": re.compile(r"^(?:标\s*题|(?:文件|信息)?名\s*称)\s*[：:]\s*(.{4,120})$"),
    "issuer": re.compile(r"(?:发文机[关构]|发文单位|发布机[关构]|发布单位|制定机关)\s*[：:]\s*([^\s：:，]{2,60})"),
    "document_number": re.compile(
        r"(?:发文字号|文\s*号)\s*[：:]\s*([^\s：:]{1,20}[〔\[（(](?:19|20)\d\d[〕\]）)]\s?第?\s?\d+\s?号)"
    ),
    "issued_on": re.compile(
        r"(?:成文|发文|生成)日期\s*[：:]\s*((?:19|20)\d\d\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2})"
    ),
}
"""The table of a portal that was copied as text: 发文机关：江西省民政厅."""
FACT_LINES = 15  # non-empty lines at the beginning in which it stands
_YEAR = re.compile(
    rf"({YEAR})(?!\d)(?!\s*年?\s*(?:\d{{1,2}}\s*月)?\s*[)）]?\s*[版修])\s*年?\s*度?(?P<range>\s*[—－\-–~～至]+)?"
)
_RANGE = re.compile(r"(?:19|20)\d{2}\s*年?\s*[—－\-–~～至]+\s*(?:19|20)?\d{2}")
_PLANS = re.compile(
    r"((?:19|20)\d{2})\s*年(?:的)?(?:政府|经济社会|全[省市县区]|发展)?.{0,6}"
    r"(?:工作安排|目标任务|主要工作|工作建议|主要预期目标|重点工作|工作打算|主要任务|工作重点|工作计划|主要目标|总体要求|工作任务|工作要点|工作思路|目标和任务|重点任务)"
)
_OF_YEAR = re.compile(r"((?:19|20)\d{2})\s*年度(?!.*(?:回顾|总结|情况|决算|执行))")  # 2023年度资助计划
_BEFORE_PLACE = re.compile(r"^(?:关于)?(?:印发|转发|发布)?[《“]?(?:(?:19|20)\d\d\s*年(?:度)?[，,]?\s*)?(?:关于)?")
_ANNEX = re.compile(r"^附\s*件\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]?\s*(.*)$")
_ANNEX_AGAIN = re.compile(r"^附\s*件\s*\d{0,2}\s*[：:]?\s*")  # 附件：附件1 申请表.docx, as portals name their files
_NO_TITLE = re.compile(r"\s*(?:\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar)|[.…·]{4,}\s*\d*)$", re.IGNORECASE)
"""What stands behind the title of an annex: the suffix of its file, the leaders of a table of contents."""
_BETWEEN_ADDRESSEES = re.compile(r"(?:[，,；;]|(?<=[局厅委部府会室院位门构司社团处业）)])、)(?![^（(]*[）)])")
_NO_ADDRESS = re.compile(r"^(?:各位|同志|女士|附\s*件|现将|来源|为|根据|按照)|如下|如下：|印发|《|。|联系")
_ADDRESSEE = re.compile(
    r"[局厅委部府会室院位门构司社团处业店站所园馆校区县市州盟厂矿协]$|单位|部门|[）)]$|^各|等\d*位?(?:代表|委员)$"
)
_ENTRY = re.compile(r"^\d{1,2}\s*[.．、]\s*(.+)$")


def read_metadata(
    text: str, head_end: int, facts: Mapping[str, str] | None = None, headings: Sequence[str] = ()
) -> Metadata:
    """Read the metadata of a text whose first numbered unit starts at `head_end`.

    `facts` is what a page adds, or the margin of a docx ("where" says so), `headings` are the titles of the numbered sections.
    """
    listed = contents(text)
    printed = lines_of(text)
    lines = _lines(printed, listed)
    head = _lines(printed, listed, head_end)[:HEAD_LINES]
    facts = {**_printed_facts(head), **(facts or {})}
    beside = facts.get("where", "网页信息表")
    order = _order(head)
    title = read_title(head[2:] if order else head, facts.get("title"))
    signed = signature(lines, len(head))
    found = _Found()
    found.put("title", title.text, title.where)
    found.put("issuer", "、".join(organs(order[0].removesuffix("令"))) if order else None, "发文字号")
    _put_issuer(found, title, signed, head, facts, text)
    number = next((m.group(1) for line in head if (m := _NUMBER.match(line))), None)
    found.put("document_number", _squeezed(number), "发文字号")
    found.put("document_number", signed.document_number if signed else None, "题注")
    found.put("document_number", "".join(order) if order else None, "发文字号")
    found.put("document_number", _squeezed(facts.get("document_number")), beside)
    found.put("issued_on", signed.issued_on if signed else None, signed.where if signed else "")
    found.put("issued_on", title.issued_on, "标题")
    found.put("issued_on", _iso_of_fact(facts.get("issued_on")), beside)
    year, where = _plan_year(title, head, lines, headings)
    found.put("year", year, where)
    _put_place(found, title)
    return Metadata(
        title=found.text("title") or "",
        issuer=found.text("issuer"),
        document_number=found.text("document_number"),
        issued_on=found.text("issued_on"),
        year=year,
        level=found.text("level"),
        region=found.text("region"),
        addressees=_addressees(head),
        annexes=tuple(_annexes(_lines(printed, ()))),  # a contents may name them in full
        read_at=tuple(found.where.items()),
    )


def _printed_facts(head: Sequence[str]) -> dict[str, str]:
    """What a portal's table says where it stands in the text itself."""
    found: dict[str, str] = {}
    for line in head[:FACT_LINES]:
        for name, pattern in _PRINTED_FACTS.items():
            if name not in found and (match := pattern.search(line)):
                found[name] = match.group(1)
    return found


def _order(head: Sequence[str]) -> tuple[str, str] | None:
    """命令: 民政部令 above 第70号, before the text that it promulgates."""
    if len(head) > 2 and (match := _ORDER.match(head[0])) and _ORDINAL.match(head[1]):
        return match.group(1), "".join(head[1].split())
    return None


def corrected(metadata: Metadata, corrections: Mapping[str, str | int | None]) -> Metadata:
    """The metadata with what staff set in place of what was read."""
    if not corrections:
        return metadata
    values = {name: value for name, value in corrections.items() if name in CORRECTABLE}
    read_at = {**dict(metadata.read_at), **dict.fromkeys(values, CORRECTED)}
    return replace(metadata, **values, read_at=tuple(read_at.items()))  # type: ignore[arg-type]


class _Found:
    """The first value of each field and where it was read."""

    def __init__(self) -> None:
        self.values: dict[str, str | int] = {}
        self.where: dict[str, str] = {}

    def put(self, name: str, value: str | int | None, where: str) -> None:
        if value and name not in self.values:
            short = (
                value.replace("中华人民共和国国务院", "国务院")
                if name == "issuer" and isinstance(value, str)
                else value
            )
            self.values[name], self.where[name] = short, where

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return str(value) if value is not None else None


def _put_place(found: _Found, title: Title) -> None:
    """The level and the region of the first issuer; without an issuer those of the place that the title names."""
    issuer = found.text("issuer")
    if issuer:
        level, region = level_and_region(issuer.split("、")[0])
        where = "发文机关名称"
    else:
        named = known_regions(_BEFORE_PLACE.sub("", title.text))
        region = named[-1] if named else region_within(title.text)
        level, where = level_of(region) if region else None, "标题"
    found.put("level", level, where)
    found.put("region", region, where)


def _put_issuer(
    found: _Found, title: Title, signed: Signature | None, head: Sequence[str], facts: Mapping[str, str], text: str
) -> None:
    """The title names all of several issuers, the signature the full name of one; the page's table comes last."""
    of_title = issuers_of_title(title.text)
    of_signature = signed.issuers if signed else ()
    if len(of_signature) > len(of_title) and set(of_title) <= set(of_signature):
        of_title = ()
    found.put("issuer", "、".join(of_title), "标题")
    found.put("issuer", "、".join(_letterhead(head)), "版头")
    found.put("issuer", "、".join(of_signature), signed.where if signed else "")
    found.put("issuer", "、".join(title.issuers), "标题")
    found.put("issuer", reporting_organ(head, text), "正文“代表…报告工作”")
    if facts.get("issuer"):
        found.put("issuer", "、".join(organs(facts["issuer"])), facts.get("where", "网页信息表"))


def _letterhead(head: Sequence[str]) -> tuple[str, ...]:
    """版头: 吉林省民政厅文件, or several names above 文件."""
    for position, line in enumerate(head[:10]):
        if line.endswith("文件") and len(line) <= 40:
            own = organs(line.removesuffix("文件").strip()) if line != "文件" else ()
            above = [name for name in head[:position] if organs(name)]
            return tuple(name for part in above for name in organs(part)) + own
    return ()


def _lines(printed: Sequence[Line], listed: Container[int], end: int | None = None) -> list[str]:
    """The lines before `end` with single blanks, without those of a table of contents, whose offsets are `listed`."""
    said = [line for line in printed if line.start not in listed and (end is None or line.start < end)]
    return [" ".join(line.body[: None if end is None else end - line.start].split()) for line in said]


def _squeezed(text: str | None) -> str | None:
    return "".join(text.split()) if text else None


def _iso_of_fact(printed: str | None) -> str | None:
    if not printed:
        return None
    parts = re.findall(r"\d+", printed)
    return iso(parts[:3]) if len(parts) >= 3 else None


def _plan_year(
    title: Title, head: Sequence[str], lines: Sequence[str], headings: Sequence[str]
) -> tuple[int | None, str]:
    """The one year the plan is for: printed in the title or a subtitle, else in a heading such as 2024年重点工作.

    Of several years the last is the planned one (2024年总结和2025年计划). A range of years (2021—2023年) is no plan
    year, and a date or an edition (2022年版) is none.
    """
    for line in (title.text, *title.others):
        found = list(_YEAR.finditer(DATE.sub("", line)))
        if found and not _RANGE.search(line) and not found[-1].group("range"):
            return year_numeral(found[-1].group(1)), "标题"
    if title.text and not re.search(r"报告|总结|计划|要点|安排", title.text):
        return None, ""
    short = [line for line in lines if len(line) <= LONGEST_HEADING and "。" not in line]
    if is_report(head):
        year = planned_year([*headings, *short])
        return (year, "章节标题") if year else (year_spoken_of(lines), "正文“…年是…”")
    of_year = [int(match.group(1)) for heading in headings if (match := _OF_YEAR.match(heading))]
    planned = next((int(match.group(1)) for line in short if (match := _PLANS.search(line))), None)
    return planned or max(of_year, default=None), "章节标题"


def _addressees(head: Sequence[str]) -> tuple[str, ...]:
    """主送机关: the line that ends in a colon before the text begins; a greeting (各位代表：) is none."""
    for line in head[:12]:
        if line.endswith(("。", "；")) and len(line) > 40:
            break
        if line.endswith(("：", ":")) and 3 < len(line) <= 400 and not _NO_ADDRESS.search(line):
            names = [name.strip() for name in _BETWEEN_ADDRESSEES.split(line.rstrip("：: ")) if name.strip()]
            if sum(1 for name in names if _ADDRESSEE.search(name)) * 2 > len(names):
                return tuple(names)
    return ()


def _annexes(lines: Sequence[str]) -> Iterable[str]:
    """The titles after 附件：, one each line, or below the heading 附件1 where no list before has named it."""
    listing = False
    listed = 0  # the highest number named so far
    seen: set[str] = set()
    for position, line in enumerate(lines):
        match = _ANNEX.match(line) if len(line) <= 120 else None
        entry = _ENTRY.match(line) if listing else None
        if match:
            number = parse_numeral(match.group(1)) if match.group(1) else None
            rest = _ANNEX_AGAIN.sub("", match.group(2))
            listing = line.rstrip("：: ").endswith("件") or bool(_ENTRY.match(rest))
            if number is not None and number <= listed:
                continue
            below = lines[position + 1 : position + 3]
            signs = len(below) == 2 and bool(DATE.fullmatch(below[1])) and bool(organs(below[0]))
            named = rest or (below[0] if below and not signs else "")
            inner = _ENTRY.match(named)
            title = (inner.group(1) if inner else named).strip()
            listed = number or listed + bool(title)
        elif entry:
            title = entry.group(1).strip()
            listed += 1
        else:
            listing = False
            continue
        title = _NO_TITLE.sub("", title)
        key = "".join(title.split())
        if 2 < len(title) <= 80 and not title.endswith("。") and key not in seen:
            seen.add(key)
            yield title
