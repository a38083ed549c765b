"""Printed numbers that may open a unit: where they stand, how they are printed, which number they say.

Only a number at the start of a line is a candidate: after indentation, with half- or full-width brackets, with
blanks inside. Three layouts hide the start of a line, and are read as well: a chapter heading with its first
article on the same line ("第一章　总则　　第一条 　为规范…"), a whole document poured into one line (candidates
stand after a full stop), and numbers misread by scanners ("—、总体要求" is 一、, "†二、" is 十二、).

Whether a candidate opens a unit is decided by its neighbours: see `succession`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from typing import TypeGuard

from ingest.numerals import CHINESE_DIGITS, heading_numeral

LONGEST_LINE = 1_500  # characters; a longer line is a document whose line breaks were lost, not a paragraph
BLANKS = (
    " \t\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)
"""Everything that indents a line unseen: all Unicode spaces, and the zero-width signs of web pages."""
LONGEST_ENTRY = 2  # lines below the first one of an entry in a list of annexes
LONGEST_HEADING = 80  # characters of a heading; a longer first sentence is text


class Style(IntEnum):
    """How a number is printed, from the outermost to the innermost customary use (GB/T 9704, 立法技术规范)."""

    BOOK = 0  # 第一编
    PART = 1  # 第一部分
    CHAPTER = 2  # 第一章
    DIVISION = 3  # 第一节
    ARTICLE = 4  # 第一条
    CHINESE = 5  # 一、
    CHINESE_BRACKET = 6  # （一）
    ARABIC = 7  # 1. 1、 1．
    DECIMAL_2 = 8  # 3.2
    DECIMAL_3 = 9  # 3.2.1
    DECIMAL_4 = 10  # 3.2.1.4
    BARE = 16  # 3 术语和定义: read as 3. where 3.1 follows
    ARABIC_BRACKET = 11  # （1） 1）
    CIRCLED = 12  # ①
    ORDINAL = 13  # 第一，首先，其次，
    FIRST_IS = 14  # 一是
    FIRST_OF_ALL = 15  # 其一，


CONTAINERS = (Style.BOOK, Style.PART, Style.CHAPTER, Style.DIVISION)
HEADINGS = (*CONTAINERS, Style.CHINESE)
PARAGRAPH_OPENERS = (Style.ORDINAL, Style.FIRST_IS, Style.FIRST_OF_ALL)
"""Enumerating words rather than printed numbers: they need a successor at the start of a later line."""
WEAK = (Style.ARABIC, Style.ARABIC_BRACKET, Style.CIRCLED, *PARAGRAPH_OPENERS)
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


@dataclass(frozen=True, slots=True)
class Annex:
    """The heading line of an annex: 附件, 附件1, 附件2：名单."""

    label: str
    start: int
    title_start: int
    line_end: int


_H = rf"(?:[{CHINESE_DIGITS}十百廿卅OoＯ†]{{1,6}}[—－]?|[—－ー])"  # 三十一, 二〇, 二O, 十†; — is how scanners read 一
_HN = rf"[{CHINESE_DIGITS}十百千OoＯ†]{{1,8}}"
_D = r"[0-9０-９]{1,3}"
_DOT = "[.．﹒․]"
_COMMA = "[、﹑､]"  # full-width, small and half-width
_OPEN, _CLOSE = "[（(﹙]", "[）)﹚]"
_LOST_DOT = "[\ue000-\uf8ff]"  # a private character stands where a font had its own full stop: 1\ue010突破
_COUNTED_THINGS = "个项年月日家人次户条名点米倍座处所件份级类大种批届期岁天周小分亩吨只台辆套床张万亿元千百十度秒号"
"""Words behind a figure: 3个项目 is no heading 3, 3术语和定义 is one whose blank was lost."""
_ENDS = r"(?![。，,；;：:）)》〉”%％‰~～\-—－])"  # no heading begins with what closes or continues a phrase
_ARTICLE = rf"[【\[]?第\s*({_HN}|{_D})\s*条(?:之[一二三四五六七八九十]{{1,2}})?[】\]]?"
_ARTICLE += rf"(?![的规所和及与或至、第款，,；;。]|\s*(?:第[{CHINESE_DIGITS}十\d]+[款项]|规定))"  # not as a mention
_PATTERNS: tuple[tuple[Style, str], ...] = (
    (Style.BOOK, rf"第\s*({_HN}|{_D})\s*[编篇](?=[\s　]|$)"),
    (Style.PART, rf"第\s*({_HN})\s*部分(?=[\s　：:、]|$|[^的由为])[：:、]?"),
    (Style.CHAPTER, rf"第\s*({_HN}|{_D})\s*章(?=[\s　]|$|[^的规所和至])"),
    (Style.DIVISION, rf"第\s*({_HN}|{_D})\s*节(?=[\s　]|$|[^的规所和至课])"),
    (
        Style.ARTICLE,
        _ARTICLE,
    ),
    (Style.CHINESE, rf"({_H})\s*(?:{_COMMA}|{_DOT})(?!\s*[、。，])"),
    (Style.CHINESE_BRACKET, rf"(?:[（(〔\[【﹙]\s*({_H}|[-–─])\s*[）)〕\]】﹚]|({_H})\s*{_CLOSE})"),
    (Style.CHINESE_BRACKET, r"([㈠-㈩])"),
    (Style.DECIMAL_4, rf"({_D}(?:{_DOT}{_D}){{3}}){_DOT}?(?=[\s　]*(?:[^\s\d.．%％‰万亿元年月倍~～\-—）)]|$))"),
    (Style.DECIMAL_3, rf"({_D}(?:{_DOT}{_D}){{2}}){_DOT}?(?=[\s　]*(?:[^\s\d.．%％‰万亿元年月倍~～\-—）)]|$))"),
    (Style.DECIMAL_2, rf"({_D}{_DOT}{_D}){_DOT}?(?=[\s　]*(?:[^\s\d.．%％‰万亿元年月倍个米吨公~～\-—）)]|$))"),
    (Style.ARABIC, rf"({_D})\s*(?:{_DOT}(?![0-9０-９])|{_DOT}(?=\d{{4}}年)|{_COMMA}|{_LOST_DOT}(?=[一-鿿]))"),
    (Style.ARABIC, r"([⒈-⒛])"),
    (Style.BARE, rf"({_D})(?:[\s　]+|(?![{_COUNTED_THINGS}]))(?=[一-鿿][^。，；]{{0,40}}$)"),
    (Style.ARABIC_BRACKET, rf"(?:{_OPEN}\s*({_D})\s*{_CLOSE}|({_D}){_CLOSE})"),
    (Style.ARABIC_BRACKET, r"([⑴-⒇])"),
    (Style.CIRCLED, r"([①-⑳]|[❶-❿])"),
    (Style.ORDINAL, r"(?:第([一二三四五六七八九十]{1,3})|(首先|其次|再次|再者))[，,、：:]"),
    (Style.FIRST_IS, r"([一二三四五六七八九十]{1,2})[ 　]?(?:是|要)"),
    (Style.FIRST_OF_ALL, r"其([一二三四五六七八九十])[，,、：:是]"),
)
_COMPILED = tuple((style, re.compile(pattern + _ENDS)) for style, pattern in _PATTERNS)
_OPENERS = re.compile(rf"[第首其再（(﹙〔\[【0-9０-９{CHINESE_DIGITS}十百廿卅OoＯ†—－ー㈠-㈩①-⑳❶-❿⑴-⒇⒈-⒛]")
_FIRST_WORDS = {
    Style.ORDINAL: ("第一，", "第一、", "首先"), Style.FIRST_IS: ("一是", "一要"), Style.FIRST_OF_ALL: ("其一",)
}  # fmt: skip
_FIRSTLY = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
_SINGLE_CHARACTERS = (("①", 20), ("❶", 10), ("㈠", 10), ("⑴", 20), ("⒈", 20))

_REFERENCE = re.compile(
    rf"\s*(?:[、和及与或至到]\s*[（(第{CHINESE_DIGITS}十]|所列|所述|所称|规定|[项款](?:规定|所|的|、|和)|条规定|的)"
)
_MENTIONED = (*CONTAINERS, Style.ARTICLE, Style.CHINESE_BRACKET, Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4,
              Style.ARABIC_BRACKET, Style.CIRCLED)  # fmt: skip
_HEADING = re.compile(r"[\s　]*[^。；;]{1,39}[^。；;，、]$")
_COUNTED = re.compile(rf"第?([{CHINESE_DIGITS}十]+)")
_ANNEX = re.compile(rf"附\s*[件录]\s*({_D}|[{CHINESE_DIGITS}十]{{1,3}})?(?:-\d+)?\s*[：:]?(?=[\s　]|$|[^\s])")
_ANNEX_ALONE = re.compile(rf"附\s*[件录]\s*(?:{_D}|[{CHINESE_DIGITS}十]{{1,3}})?(?:-\d+)?\s*[：:]?$")
_ANNEX_TITLED = re.compile(
    rf"(附\s*[件录]\s*(?:{_D}|[{CHINESE_DIGITS}十]{{1,3}})(?:-\d+)?)(?:\s*[：:]\s*|[\s　]+)(?![\d：:、及和与])[^。；;]{{2,60}}$"
)
_ANNEX_LIST = re.compile(rf"附\s*[件录]\s*[：:]\s*(?:({_D})\s*(?:{_DOT}|、))?")
_DATE_ALONE = re.compile(
    rf"[\d{CHINESE_DIGITS}十○]{{4}}\s*年\s*[\d十一二三四五六七八九]{{1,3}}\s*月\s*[\d十一二三四五六七八九]{{1,3}}\s*日$"
)
_CONTENTS = re.compile(r"目[\s　]*[录次]$")
_LEADERS = re.compile(r"(?:[….·．]{4,}|…{2,}|\t)\s*[-—]?\s*\d{1,4}\s*[-—]?$")
_ROW = re.compile(r"[\s　]*[^\s\t][^\t\n]*\t\s*\S")  # text, a tab, more text: cells of a table side by side
_AFTER_BREAK = "(?<=[。！？；：，!?;:,”）)　 \u00a0])"
_GLUED = rf"(?<=[一-鿿])(?<![第{CHINESE_DIGITS}十百年月])(?:{{}})(?=[一-鿿“《][^，。；、]{{{{3,}}}})"
_DOUBTFUL = {
    Style.ARABIC: rf"({_D}){_DOT}(?=\d)",
    Style.ARTICLE: rf"第\s*({_HN}|{_D})\s*条(?=[，,])",
}
"""At the start of a line these are figures and mentions, unless they are just what is missing: 7. 8.6个专项 9."""
_INNER = re.compile(r"(?<=[。！？：\s　])[\s　]*(?=[（(〔第\d一二三四五六七八九十])")
_LOST_BREAK = re.compile(
    r"(?<=[。！？])[\s　]+(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。，；]{4,})"
    r"|(?<=[。！？])(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。，；：、？！（）()]{2,20}$)"
    r"|(?<=[。！？])(?=\d{1,2}(?:\.\d{1,2}){2,3}[\s　]+[一-鿿])"
)
"""A sentence ends, a blank, and a Chinese number; or it and a few words end the line; or a number of three parts follows:
no running text goes on so."""
_NEXT_ON_LINE = re.compile(r"[\s　]{1,}(?=第\s*[一二三四五六七八九十百\d]{1,7}\s*[节条]|[（(]\s*一\s*[）)])")


def markers(text: str) -> list[Marker | Annex]:
    """The candidates of a text in order, without those of a table of contents and of a list of annexes."""
    return list(_with_bare_numbers(_with_entries_that_begin_with_figures(text, _scanned(text))))


def _with_entries_that_begin_with_figures(text: str, found: list[Marker | Annex]) -> list[Marker | Annex]:
    """1.3人户家庭；2.2人户…；3.2人户…: entries 1. 2. 3. that begin with figures, for 1.3, 2.2, 3.2 are no succession.

    Each must stand behind the end of a sentence or phrase, as no line broken within a sentence does.
    """
    result = list(found)
    for first, candidate in enumerate(found):
        if not (_is_decimal(candidate, 1) and candidate.number != 1):
            continue
        last = first
        while last + 1 < len(found) and _is_decimal(found[last + 1], last + 2 - first):
            last += 1
        run = [c for c in found[first : last + 1] if isinstance(c, Marker)]
        if len(run) > 1 and all(_ends_phrase(text, marker.start) for marker in run):
            result[first : last + 1] = [as_entry(marker) for marker in run]
    return result


def _is_decimal(candidate: Marker | Annex, outer: int) -> TypeGuard[Marker]:
    return isinstance(candidate, Marker) and candidate.style is Style.DECIMAL_2 and candidate.prefix == (outer,)


def _ends_phrase(text: str, position: int) -> bool:
    return (
        text[max(0, position - LONGEST_LINE) : position]
        .rstrip(BLANKS + "\n")
        .endswith(("。", "；", "：", ";", ":", "！", "？"))
    )


def as_entry(marker: Marker) -> Marker:
    """3．10种有色金属 as entry 3 of a list, not the decimal 3.10."""
    label = marker.label[: len(str(marker.prefix[0])) + 1]
    return replace(
        marker, style=Style.ARABIC, number=marker.prefix[0], prefix=(), label=label, title_start=marker.start + len(label)
    )  # fmt: skip


def _with_bare_numbers(found: list[Marker | Annex]) -> Iterator[Marker | Annex]:
    """A bare number before a heading counts only where a decimal one belongs to it: 3 术语和定义, 3.1 …."""
    roots = {c.prefix[0] for c in found if isinstance(c, Marker) and c.style is Style.DECIMAL_2}
    for candidate in found:
        if isinstance(candidate, Marker) and candidate.style is Style.BARE:
            if candidate.number in roots:
                yield replace(candidate, style=Style.ARABIC)
        else:
            yield candidate


def _scanned(text: str) -> list[Marker | Annex]:
    found: list[Marker | Annex] = []
    contents_until: tuple[Style, int] | None = None  # the first entry of a table of contents closes it
    in_contents = False
    annexes_listed: int | None = None  # number of the last entry of a list "附件：1.… 2.…"
    entry_lines = 0  # below the first line of that entry
    for start, end in _lines(text):
        body = text[start:end]
        if in_contents is False and _CONTENTS.match(body):
            in_contents, contents_until = True, None
            continue
        if _LEADERS.search(body):
            if in_contents and contents_until is None and (listed_first := next(_candidates(text, start, end), None)):
                contents_until = (listed_first.style, listed_first.number)
            continue
        annex = _annex(text, start, end)
        if annex is not None:
            if isinstance(annex, Annex):
                found.append(annex)
                in_contents, annexes_listed = False, None
            else:
                annexes_listed, entry_lines = annex, 0
            continue
        here = list(_candidates(text, start, end))
        if in_contents:
            if here and contents_until is None and len(body) <= LONGEST_HEADING and "。" not in body:
                contents_until = (here[0].style, here[0].number)
                continue
            ended = "。" in body or (here and (here[0].style, here[0].number) == contents_until)
            if not ended:
                continue
            in_contents = False
        if annexes_listed is not None and not here and entry_lines < LONGEST_ENTRY:
            entry_lines += 1  # an entry may go on below
        elif annexes_listed is not None:
            entry_lines = 0
            listed = bool(here) and here[0].style is Style.ARABIC and here[0].number == annexes_listed + 1
            annexes_listed = annexes_listed + 1 if listed else None
            if listed:
                continue
        found.extend(here)
    return found


def markers_inside_lines(text: str, style: Style, numbers: Sequence[int], start: int, end: int) -> list[Marker]:
    """The numbers that are due between two offsets and were not seen: "…得到落实。（五）加强监管。" lost its line break.

    Each must stand after punctuation or a blank, or be glued to the words around it ("…快速发展5.狠抓招商引资。"), or
    begin a line as a figure or a mention does ("8.6个专项", "第十七条，…"); in order, and none that is not there.
    """
    found: list[Marker] = []
    position = start
    for number in numbers:
        patterns = [pattern.pattern for s, pattern in _COMPILED if s is style]
        glued = patterns if style in (Style.CHINESE, Style.CHINESE_BRACKET, Style.ARABIC) else []
        doubtful = [_DOUBTFUL[style]] if style in _DOUBTFUL else []
        for pattern in (*(f"{_AFTER_BREAK}(?:{p})" for p in patterns), *(_GLUED.format(p) for p in glued), *doubtful):
            inside = re.compile(pattern)
            matches = (_marker(text, style, m, _line_end(text, m.end())) for m in inside.finditer(text, position, end))
            stands = _begins_line if pattern in doubtful else _stands_inside
            marker = next((m for m in matches if m and m.number == number and stands(text, m)), None)
            if marker is not None:
                found.append(marker)
                position = marker.title_start
                break
    return found


def _stands_inside(text: str, marker: Marker) -> bool:
    """Whether text stands before the marker on its line, and the line is none of a table of contents."""
    start = text.rfind("\n", 0, marker.start) + 1
    return bool(text[start : marker.start].strip()) and not _LEADERS.search(text[start : marker.line_end].rstrip())


def _begins_line(text: str, marker: Marker) -> bool:
    return not text[text.rfind("\n", 0, marker.start) + 1 : marker.start].strip(BLANKS)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The stripped lines as offsets; a line that holds a whole document is cut where a number may begin."""
    for line in re.finditer(r"[^\n]+", text):
        raw = line.group()
        body = raw.strip(BLANKS)
        if not body:
            continue
        start = line.start() + raw.index(body)
        end = start + len(body)
        inner = _INNER if len(body) > LONGEST_LINE else _LOST_BREAK
        cuts = [start, *(m.end() for m in inner.finditer(text, start + 1, end)), end]
        yield from ((left, right) for left, right in pairwise(cuts) if left < right)


def _annex(text: str, start: int, end: int) -> Annex | int | None:
    """The heading of an annex, or the number of the first entry of a list of annexes (附件：1.…), or None."""
    if text[start] != "附":
        return None
    body = text[start:end]
    if (titled := _ANNEX_TITLED.match(body)) and _stands_alone(text, start, end):
        return Annex(titled.group(1), start, start + titled.end(1), end)
    if _ANNEX_ALONE.match(body) and not (body.endswith(("：", ":")) and body[-2] in "件录"):
        return Annex(body.rstrip("：:").strip(), start, end, end)
    if match := _ANNEX_LIST.match(body):
        return int(match.group(1)) if match.group(1) else 0
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether 附件2 名词解释 heads an annex: in a list of annexes another entry or the date of signature is near."""
    before = text[max(0, start - LONGEST_LINE) : start].rstrip(BLANKS + "\n")
    behind = [line for line in text[end : end + 4 * LONGEST_HEADING].split("\n")[1:] if line.strip(BLANKS)][:4]
    near = [before[before.rfind("\n") + 1 :].strip(BLANKS), *(line.strip(BLANKS) for line in behind[:1])]
    return (
        bool(behind)
        and not any(line.startswith("附") for line in near)
        and not any(_DATE_ALONE.search(line.strip(BLANKS)) for line in behind)
    )


def _candidates(text: str, start: int, end: int) -> Iterator[Marker]:
    """The number a line begins with, and the first one of the next level further along the same line."""
    if not _OPENERS.match(text, start, end):
        return
    for style, pattern in _COMPILED:
        match = pattern.match(text, start, end)
        if not match:
            continue
        marker = None if _ROW.match(text, match.end(), end) else _marker(text, style, match, end)
        if marker is not None:
            yield marker
            if style in (*CONTAINERS, Style.CHINESE):
                yield from _following(text, marker, end)
        return


def _following(text: str, marker: Marker, end: int) -> Iterator[Marker]:
    """第一章　总则　　第一条 …: the article that stands on the line of its chapter."""
    for gap in _NEXT_ON_LINE.finditer(text, marker.title_start, min(end, marker.title_start + 60)):
        if "。" in text[marker.title_start : gap.start()] or not text[marker.title_start : gap.start()].strip():
            return
        nested = next(_candidates(text, gap.end(), end), None)
        if nested is not None and nested.style > marker.style:
            yield nested
            return


def _marker(text: str, style: Style, match: re.Match[str], end: int) -> Marker | None:
    printed = next(group for group in match.groups() if group)
    ordinals = _ordinals(style, printed)
    if ordinals is None or _refers(text, style, ordinals[-1], match.end(), end):
        return None
    announced = style in PARAGRAPH_OPENERS and ordinals[-1] == 2 and _announced(text, style, match.start())
    return Marker(
        style, ordinals[-1], match.group().strip(), match.start(), match.end(), end, ordinals[:-1], announced,
        style in HEADINGS and bool(_HEADING.match(text, match.end(), end)),
    )  # fmt: skip


def _announced(text: str, style: Style, start: int) -> bool:
    """Whether the paragraph before says 一是 (第一，首先，) inside: then 二是 opens the second of the enumeration."""
    before = [line for line in text[max(0, start - LONGEST_LINE) : start].split("\n") if line.strip()][-2:]
    return any(word in line for word in _FIRST_WORDS[style] for line in before)


def _ordinals(style: Style, printed: str) -> tuple[int, ...] | None:
    if printed in _FIRSTLY:
        return (_FIRSTLY[printed],)
    if style in (Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4):
        return tuple(int(part) for part in re.split(_DOT, printed))
    for first, count in _SINGLE_CHARACTERS:
        if len(printed) == 1 and 0 <= ord(printed) - ord(first) < count:
            return (ord(printed) - ord(first) + 1,)
    number = heading_numeral(printed)
    return None if number is None else (number,)


def _refers(text: str, style: Style, number: int, position: int, end: int) -> bool:
    """Whether what follows the number makes it a mention: （一）和（二）所列, 一、二、三产业, 第一、第二产业, 11.5.14.2 的试验."""
    if style in _MENTIONED and _REFERENCE.match(text, position, end):
        return True
    if style is Style.CHINESE:
        counted = _COUNTED.match(text, position, end)
        return counted is not None and heading_numeral(counted.group(1)) == number + 1
    return False
