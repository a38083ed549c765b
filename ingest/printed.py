"""One printed number: the patterns of every style, and what a match of one says.

Half- and full-width brackets, blanks inside and numbers misread by scanners are read as what they stand for
("—、总体要求" is 一、, "†二、" is 十二、). A number that is followed by what makes it a mention is none
("（一）和（二）所列", "一、二、三产业").
"""

from __future__ import annotations

import re
from unicodedata import normalize

from ingest.markers import CONTAINERS, HEADINGS, PARAGRAPH_OPENERS, Marker, Style
from ingest.numerals import CHINESE_DIGITS, heading_numeral

# 三十一, 二〇, 二O, 十†; — is how scanners read 一
NUMERAL = rf"(?:[{CHINESE_DIGITS}十百廿卅OoＯ†]{{1,6}}[—－]?|[—－ー])"
LONG_NUMERAL = rf"[{CHINESE_DIGITS}十百千OoＯ†]{{1,8}}"
DIGITS = r"[0-9０-９]{1,3}"
DOT = "[.．﹒․]"
_COMMA = "[、﹑､]"  # full-width, small and half-width
_OPEN, _CLOSE = "[（(﹙]", "[）)﹚]"
_LOST_DOT = "[\ue000-\uf8ff]"  # a private character stands where a font had its own full stop: 1\ue010突破
_COUNTED_THINGS = "个项年月日家人次户条名点米倍座处所件份级类大种批届期岁天周小分亩吨只台辆套床张万亿元千百十度秒号"
"""Words behind a figure: 3个项目 is no heading 3, 3术语和定义 is one whose blank was lost."""
_ENDS = r"(?![。，,；;：:）)》〉”%％‰~～\-—－])"  # no heading begins with what closes or continues a phrase
_ARTICLE = rf"[【\[]?第\s*({LONG_NUMERAL}|{DIGITS})\s*条(?:之[一二三四五六七八九十]{{1,2}})?[】\]]?"
_ARTICLE += rf"(?![的规所和及与或至、第款，,；;。]|\s*(?:第[{CHINESE_DIGITS}十\d]+[款项]|规定))"  # not as a mention
_LETTER = "[A-ZＡ-Ｚ]"
_DECIMAL_ENDS = r"(?=[\s　]*(?:[^\s\d.．%％‰万亿元年月倍~～\-—）)]|$))"
_STYLES: tuple[tuple[Style, str], ...] = (
    (Style.BOOK, rf"第\s*({LONG_NUMERAL}|{DIGITS})\s*[编篇](?=[\s　]|$)"),
    (Style.PART, rf"第\s*({LONG_NUMERAL})\s*部分(?=[\s　：:、]|$|[^的由为])[：:、]?"),
    (Style.CHAPTER, rf"第\s*({LONG_NUMERAL}|{DIGITS})\s*章(?=[\s　]|$|[^的规所和至])"),
    (Style.DIVISION, rf"第\s*({LONG_NUMERAL}|{DIGITS})\s*节(?=[\s　]|$|[^的规所和至课])"),
    (Style.ARTICLE, _ARTICLE),
    (Style.CHINESE, rf"({NUMERAL})\s*(?:{_COMMA}|{DOT})(?!\s*[、。，])"),
    (Style.CHINESE_BRACKET, rf"(?:[（(〔\[【﹙]\s*({NUMERAL}|[-–─])\s*[）)〕\]】﹚]|({NUMERAL})\s*{_CLOSE})"),
    (Style.CHINESE_BRACKET, r"([㈠-㈩])"),
    (Style.DECIMAL_3, rf"{_LETTER}{DOT}({DIGITS}(?:{DOT}{DIGITS}){{2}}){_DECIMAL_ENDS}"),
    (Style.DECIMAL_2, rf"{_LETTER}{DOT}({DIGITS}{DOT}{DIGITS}){_DECIMAL_ENDS}"),
    (Style.LETTERED, rf"{_LETTER}{DOT}({DIGITS})(?=[\s　]+[^\s\d]|[一-鿿]|$)"),
    (Style.DECIMAL_4, rf"({DIGITS}(?:{DOT}{DIGITS}){{3}}){DOT}?{_DECIMAL_ENDS}"),
    (Style.DECIMAL_3, rf"({DIGITS}(?:{DOT}{DIGITS}){{2}}){DOT}?{_DECIMAL_ENDS}"),
    (Style.DECIMAL_2, rf"({DIGITS}{DOT}{DIGITS}){DOT}?(?=[\s　]*(?:[^\s\d.．%％‰万亿元年月倍个米吨公~～\-—）)]|$))"),
    (Style.ARABIC, rf"({DIGITS})\s*(?:{DOT}(?![0-9０-９])|{DOT}(?=\d{{4}}年)|{_COMMA}|{_LOST_DOT}(?=[一-鿿]))"),
    (Style.ARABIC, r"([⒈-⒛])"),
    (Style.BARE, rf"({DIGITS})(?:[\s　]+|(?![{_COUNTED_THINGS}]))(?=[一-鿿][^。，；]{{0,40}}$)"),
    (Style.ARABIC_BRACKET, rf"(?:{_OPEN}\s*({DIGITS}|l)\s*{_CLOSE}|({DIGITS}){_CLOSE})"),
    (Style.ARABIC_BRACKET, r"([⑴-⒇])"),
    (Style.CIRCLED, r"([①-⑳]|[❶-❿])"),
    (Style.ORDINAL, r"(?:第([一二三四五六七八九十]{1,3})|(首先|其次|再次|再者))[，,、：:]"),
    (Style.FIRST_IS, r"([一二三四五六七八九十]{1,2})[ 　]?(?:是|要)"),
    (Style.FIRST_OF_ALL, r"其([一二三四五六七八九十])[，,、：:是]"),
)
PATTERNS = tuple((style, re.compile(pattern + _ENDS)) for style, pattern in _STYLES)
_OPENERS = re.compile(
    rf"{_LETTER}{DOT}|[第首其再（(﹙〔\[【0-9０-９{CHINESE_DIGITS}十百廿卅OoＯ†—－ー㈠-㈩①-⑳❶-❿⑴-⒇⒈-⒛]"
)
_ROW = re.compile(r"[\s　]*[^\s\t][^\t\n]*\t\s*\S")  # text, a tab, more text: cells of a table side by side
_FIRST_WORDS = {
    Style.ORDINAL: ("第一，", "第一、", "首先"), Style.FIRST_IS: ("一是", "一要"), Style.FIRST_OF_ALL: ("其一",)
}  # fmt: skip
_FIRSTLY = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
_SINGLE_CHARACTERS = (("①", 20), ("❶", 10), ("㈠", 10), ("⑴", 20), ("⒈", 20))

_REFERENCE = re.compile(
    rf"\s*(?:[、和及与或至到]\s*[（(第{CHINESE_DIGITS}十]|所列|所述|所称|规定|[项款](?![目项])|条规定|中?的|中所)"
)
_MENTIONED = (*CONTAINERS, Style.ARTICLE, Style.LETTERED, Style.CHINESE_BRACKET, Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4,
              Style.ARABIC_BRACKET, Style.CIRCLED)  # fmt: skip
_ANNEX_LETTER = re.compile(rf"^({_LETTER}){DOT}|^附\s*录\s*({_LETTER})")
_HEADING = re.compile(r"[\s　]*[^。；;]{1,39}[^。；;，、]$")
_COUNTED = re.compile(rf"第?([{CHINESE_DIGITS}十]+)")


def number_at(text: str, start: int, end: int) -> Marker | None:
    """The number that the stripped line `text[start:end]` begins with; cells of a table side by side begin with none."""
    if not _OPENERS.match(text, start, end):
        return None
    for style, pattern in PATTERNS:
        if match := pattern.match(text, start, end):
            return None if _ROW.match(text, match.end(), end) else read_number(text, style, match, end)
    return None


def read_number(text: str, style: Style, match: re.Match[str], end: int) -> Marker | None:
    """The marker that a match of a pattern is, on a line that ends at `end`; None where it is a mention or no number."""
    printed = next(group for group in match.groups() if group)
    ordinals = _ordinals(style, printed)
    if ordinals is None or _refers(text, style, ordinals[-1], match.end(), end):
        return None
    announced = style in PARAGRAPH_OPENERS and ordinals[-1] == 2 and _announced(text, style, match.start())
    return Marker(
        style, ordinals[-1], match.group().strip(), match.start(), match.end(), end, ordinals[:-1], announced,
        style in HEADINGS and bool(_HEADING.match(text, match.end(), end)), letter_of(match.group()),
    )  # fmt: skip


def letter_of(label: str) -> str:
    """The letter of an annex with which a number of a standard begins: A.1.2, or that ends the label of one: 附录A."""
    found = _ANNEX_LETTER.search(label)
    return normalize("NFKC", found.group(1) or found.group(2)) if found else ""


def _announced(text: str, style: Style, start: int) -> bool:
    """Whether one of the two lines before says 一是 (第一，首先，) inside: then 二是 opens the second of the enumeration."""
    end = start
    for _ in range(2):
        while end and text[end - 1].isspace():
            end -= 1
        begin = text.rfind("\n", 0, end) + 1
        if any(text.find(word, begin, end) >= 0 for word in _FIRST_WORDS[style]):
            return True
        end = begin
    return False


def _ordinals(style: Style, printed: str) -> tuple[int, ...] | None:
    if printed in _FIRSTLY:
        return (_FIRSTLY[printed],)
    if style in (Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4):
        return tuple(int(part) for part in re.split(DOT, printed))
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
