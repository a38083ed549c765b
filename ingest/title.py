"""The title of an official document (标题): where it stands, and what it says of issuer, date and kind.

Worked examples::

    吉林省民政厅关于印发2024年全省民政工作要点的通知     issuer 吉林省民政厅, others: the title of what is issued, below
    （转载）广州市人民政府办公厅关于…的通知              the remark is no part of the title
    2025年云南省政府工作报告                             issuer 云南省人民政府
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numerals import YEAR
from ingest.organs import is_organ, organs
from ingest.regions import AUTONOMOUS_REGIONS, regions
from ingest.signature import DATE, iso

LONGEST_LINE = 90  # characters of one printed line of a title
LONGEST_PLAIN = 60  # characters of a title that names no kind of document
LONGEST_TITLE = 160  # characters; joint issuers make titles long
SHORTEST_TITLE = 4  # characters
TITLE_LINES = 4  # lines over which a title may run

_GENRE = (
    "通知|要点|意见|方案|办法|规定|条例|计划|规划|报告|细则|公告|通告|决定|决议|纲要|措施|批复|函|请示|通报|议案|纪要|公报|"
    "总结|制度|规程|规范|指南|指引|标准|章程|守则|清单|法|令|政策|若干政策|讲话|说明|解读|问答|答复|简介|目录|名单|汇编|白皮书|攻略|详解|技术要求"
)
_TITLE_END = re.compile(
    rf"(?:{_GENRE})》?(?:的(?:通知|公告|决定|函|批复|意见))?(?:\s*[（(][^（）()]{{1,30}}[）)])?(?:\s*[（(][^（）()]{{1,20}}[）)])?$"
)
_REMARK = re.compile(r"^(?:[（(【\[](?:转载|转发|关注|最新|收藏|人社|政策|公告|通知)[^）)】\]]{0,8}[）)】\]]\s*)+")
_DATED = re.compile(rf"\s*[（(]\s*{DATE.pattern}\s*[）)]$")
_CHINESE = re.compile(r"[一-鿿]")
_NUMBERED = re.compile(r"[、）]|\d(?!\d{3}\s*年)")
_QUALIFIER = re.compile(
    r"(?:\s*[（(](?:(?:19|20)\d\d[^月]{0,12}|试行|暂行|草案|修订.{0,4}|(?:征求意见|送审|讨论)稿)[）)])+"
)
"""What stands in brackets below a title and belongs to it: （2021—2025年）, （试行）, （2021版）（征求意见稿）."""
_TITLE_PAGE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月|目\s*[录次]|前\s*言")  # what stands below a title
_SPACED = re.compile(r"\S(?:[\s　]+\S)+")
_ADDRESSED = re.compile(
    r"^(?:代?(?:省长|市长|州长|县长|区长|主席))[\s　]|^(?:各位|同志们|女士们|尊敬的)|^(?:来源|作者|发布|信息来源|原文链接|【法宝)|https?://|^[\x00-\x7f]+$|"
    r"^(?:附\s*件|附\s*录|抄\s*送|(?:联\s*系|地\s*址|邮\s*[编箱]|电\s*话|传\s*真|网\s*址|公示)[^：:]{0,6}[：:])|"
    r"^(?:(?:当前|您的|所在)位置|内部(?:资料|文件)|[特加]急|[绝机秘]密)|\d{7}|@|^\d{1,2}\s*[.．、]|^(?:索\s*引\s*号|主题|发文|发布|生成|成文|制定机关|文\s*号|有效性|公文种类|(?:文件|信息)?名\s*称|标\s*题)[^：:]{0,6}[：:]"
)
_LABELLED = re.compile(r"^(?:Title|标\s*题|题\s*名|附\s*件\s*\d{0,2})\s*[：:]\s*")
_SITE = re.compile(r"\s*[-–—_|]\s*[^-–—_|]{2,20}(?:网|网站|门户|平台|政府)$")
"""The name of the portal behind the title of a page: … - 广州市人民政府门户网站."""
_OPENS_TEXT = re.compile(r"^(?:为|根据|按照|近年|当前|随着|近日)|工作回顾$")
_OF_TITLE = re.compile(r"^(.{2,120}?)\s*(?:关于|印发|转发|发布|公布|对(?=[“《]))")
_BEFORE_YEAR = re.compile(rf"^([一-鿿]{{3,30}})\s?{YEAR}\s*年")
_REPORT = re.compile(r"^(?:(?:19|20)\d\d\s*年)?\s*(?:中华人民共和国)?(.{2,12}?)(?:人民)?政府工作报告")


@dataclass(frozen=True, slots=True)
class Title:
    """The title without remarks, other titles near it, and what its words say of issuer and date."""

    text: str
    where: str = ""
    others: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    issued_on: str | None = None


def read_title(head: Sequence[str], of_page: str | None = None) -> Title:
    """The title of a text with these first lines; `of_page` is the title that a web page declares."""
    if head and _LABELLED.match(head[0]):
        of_page, head = _SITE.sub("", _LABELLED.sub("", head[0])), head[1:]
    candidates = list(_titles(head))
    if of_page and any(_squeezed(line) == _squeezed(of_page) for line in head):
        candidates.insert(0, of_page)
    elif of_page and not (candidates and _squeezed(candidates[0]) == _squeezed(of_page)):
        fuller = next(
            (c for c in candidates if _squeezed(c).startswith(_squeezed(_REMARK.sub("", of_page))[:12])), None
        )
        candidates.insert(0, fuller or of_page)
    if not candidates:
        candidates = [head[0]] if head and is_plain_title(head) else []
    if not candidates:
        return Title("")
    printed = _REMARK.sub("", candidates[0]).strip()
    if _SPACED.fullmatch(printed):  # 政 府 工 作 报 告
        printed = _squeezed(printed)
    dated = DATE.search(match.group()) if (match := _DATED.search(printed)) else None
    text = re.sub(r"^《([^《》]+)》$", r"\1", _DATED.sub("", printed))
    return Title(text, "标题", tuple(candidates[1:]), _issuer_of_report(text), iso(dated.groups()) if dated else None)


def is_plain_title(head: Sequence[str]) -> bool:
    """Whether the first line is a title that names no kind of document: short, no sentence; 各位代表： may follow it."""
    first = head[0]
    addressed = len(head) > 1 and bool(_ADDRESSED.search(head[1]))
    if (
        len(first) > LONGEST_PLAIN
        or len(_CHINESE.findall(first)) < SHORTEST_TITLE
        or _is_no_title(first)
        or _OPENS_TEXT.search(first)
    ):
        return False
    return not re.search(r"[。；]" if addressed else r"[，。；]", first) and not _NUMBERED.match(first)


def _titles(head: Sequence[str]) -> list[str]:
    """The lines, or runs of lines, that end as the title of an official document does, none within a paragraph."""
    found: list[str] = []
    position = 0
    open_sentence = False  # the line before was text that goes on
    while position < len(head):
        line = head[position]
        if open_sentence or _is_no_title(line):
            open_sentence = _is_prose(line) and not line.endswith(("。", "：", ":", "；", "！", "”", "）", ")"))
            position += 1
            continue
        joined, length = _title_at(head, position)
        if length:
            found.append(joined)
        position += length or 1
    return found


def is_title(line: str) -> bool:
    """Whether a line is a whole title by itself: it names its kind of document at the end and is no sentence."""
    return title_lines((line,)) == 1


def title_lines(lines: Sequence[str]) -> int:
    """Over how many of these lines the title runs that they begin with; 0 where they begin with none."""
    return 0 if not lines or _is_no_title(lines[0]) else _title_at(lines, 0)[1]


def _title_at(head: Sequence[str], position: int) -> tuple[str, int]:
    """The title that begins with this line, and over how many lines it runs; 0 where none does."""
    for length in range(1, TITLE_LINES + 1):
        parts = head[position : position + length]
        joined = _join(parts)
        if len(parts) < length or any(_is_no_title(part) for part in parts) or len(joined) > LONGEST_TITLE:
            break
        again = length == 2 and len(parts[1]) > SHORTEST_TITLE and _squeezed(parts[1]) in _squeezed(parts[0])
        if again:  # the title of the page, then the printed one
            return parts[0], length
        if _TITLE_END.search(joined) and not (
            length < len(head) - position and _goes_on(joined, head[position + length])
        ):
            qualifier = head[position + length : position + length + 1]
            if qualifier and _QUALIFIER.fullmatch(qualifier[0]):
                return joined + qualifier[0], length + 1
            return joined, length
    return "", 0


def _goes_on(joined: str, following: str) -> bool:
    """关于印发《…要点》 with the words 的通知 on the next line: the title is not complete yet."""
    if following.startswith("的"):
        return len(following) <= 12 and not joined.endswith("通知")
    if _squeezed(following) in _squeezed(joined):
        return False
    remainder = len(following) <= 12 and bool(_TITLE_END.search(following)) and not re.match(r"关于|\d", following)
    return remainder and not joined.endswith(("通知", "》"))


def _join(parts: Sequence[str]) -> str:
    """Lines of one title: a blank is kept between names of organs, as printed side by side."""
    joined = parts[0]
    for part in parts[1:]:
        joined += (" " if is_organ(joined.rsplit(" ", 1)[-1]) else "") + part
    return joined


def _is_no_title(line: str) -> bool:
    """Prose, a date, a document number, a greeting, or a remark in brackets such as （此件公开发布）."""
    remark = line[0] in "（(【" and line[-1] in "）)】" and len(_REMARK.sub("", line)) == len(line)
    number = (
        bool(re.search(rf"[〔\[［（(]\s?{YEAR}\s?[〕\]］）)]\s?第?\s?\d+\s?号[）)]?(?:\s*签发.*)?$", line))
        and len(line) < 40
    )
    dated = bool(re.match(rf"[（(—\-\s]*{DATE.pattern}(?:[）)]?$|.*会议?上)", line))
    letterhead = (
        line.endswith("文件") and len(line) <= 40 and (line == "文件" or is_organ(line.removesuffix("文件").strip()))
    )
    front = bool(_TITLE_PAGE.fullmatch(line))
    return remark or number or dated or front or letterhead or _is_prose(line) or bool(_ADDRESSED.search(line))


def _is_prose(line: str) -> bool:
    """A sentence or an addressee line, as opposed to a heading."""
    return (
        line.endswith(("：", ":", "。", "；", "，", "、"))
        or "。" in line
        or len(line) > LONGEST_LINE
        or line.count("，") > 1
    )


def issuers_of_title(title: str) -> tuple[str, ...]:
    """The organs before 关于, 印发 or a year: 吉林省民政厅关于…, 长春市民政局2024年工作要点; () where none is named."""
    match = _OF_TITLE.match(title) or _BEFORE_YEAR.match(title)
    return organs(match.group(1)) if match else ()


def _issuer_of_report(title: str) -> tuple[str, ...]:
    """2025年云南省政府工作报告 → 云南省人民政府; of the State Council → 国务院; short names have no issuer."""
    match = _REPORT.match(title)
    if not match:
        return ()
    place = match.group(1).strip()
    if "国务院" in place:
        return ("国务院",)
    place = AUTONOMOUS_REGIONS.get(place, place)
    return (f"{place}人民政府",) if regions(place) == (place,) else ()


def _squeezed(text: str) -> str:
    return "".join(text.split())
