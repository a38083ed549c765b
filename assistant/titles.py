"""Documents that a question names by title, in full or in short: 市场主体条例第十条 → 市场主体登记管理条例.

A short title is a run of words that begins in the title, ends with its genre (条例, 办法, 方案 …) and tells the document
from the others held: words that all titles share (全省民政工作要点) name none of them. The beginning of a title names it
without its genre where a document must be meant: 数字江海里…, 数字江海2021第二部分.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ingest.records import Document

GENRE = "条例|规则|解读|详解|问答|须知|办法|规定|细则|方案|要点|意见|计划|规划|通知|通告|公告|报告|决定|纲要|指南|指引|规程|章程|清单|工作报告"
LEAST_TELLING = 1.2  # sum of log(N / df) over the shared character pairs from which a short title names a document
TELLING_MATTER = (
    1.8  # the same for the matter of a question, which names no title: a pair that one of seven documents has
)
RIVAL = 0.75  # share of the best sum from which another document is meant as well
SHORTEST_NAME, LONGEST_NAME = 3, 12  # characters of a word of a title that may go by another name
LONGEST_SLACK = 8  # characters that a short title may stand apart from its words

_WRAPPING = re.compile(r"^.{0,40}?关于(?:印发|转发|发布|公布|开展|做好|推进)?|的(?:通知|公告|通告)$|[《》“”]")
_YEARS = re.compile(
    r"(?:19|20)\d{2}年?|[（(][^（）()\w]*(?:(?:19|20)\d{2}[^（）()]*)?[）)]"
)  # they are scope, not title
_GENRE_END = re.compile(rf"(?:{GENRE})")
_YEAR_WITHIN = re.compile(r"(?<!\d)(?:(?:19|20)\d\d年?|\d\d年)")
_AROUND = re.compile(r"[的里那这份个\s]|工作")
_THAT = re.compile(rf"[那这]一?[个份](?=(?:{GENRE}))")  # 某局那个办法: the measure word is no part of a title
_NARROW_GAP = re.compile(r"[^\W和与跟及]{0,4}")  # what may stand between two runs of a title that is shortened
_REFERENCE_NEXT = re.compile(r"[的里中]{0,2}第|[的里中]{0,2}[（(]")
_WITHIN = re.compile(  # behind the beginning of a title: what is asked stands in the document
    r"[里中](?!国|央|心|小学|学|医|等)|[那这]一?[份个](?:文件|材料)?|的?第\s*[一二三四五六七八九十\d]+\s*(?:大?部分|[章条项节])|\s*(?:19|20)\d\d|[里中]?[（(][一二三四五六七八九十]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_CALLS_ITSELF = re.compile(rf"本((?:实施|行动|工作|管理|暂行)?(?:{GENRE}))")
_SHORT_NAME = re.compile(
    r"([^，。；：（(\n]{3,40})[（(](?:以下)?(?:统称|简称)[为：:]?[“\"]?([^”\"（）()，。\n]{2,10})[”\"]?[）)]"
)
HEAD = 2_000  # characters at the beginning of a document in which it says what it is for
_OWN_GENRE = rf"(?:实施|行动|工作|管理|暂行|指导|政策|若干)?(?:{GENRE}|规范|措施|政策|规则)"
_NOTIFIES = re.compile(rf"现?[将就]([^，。；：]{{0,50}}?)({GENRE})(?:如下|各位)")
_DECIDED = re.compile(
    r"(?<=[，。；：\w])(?:决定|现启动|现开展)(?:在全[^，。；]{1,6})?(?:联合)?(?:组织)?(?:开展|推广|实施|推行|支持|建设)*([^，。；：]{4,50})"
)
_DRAWN_UP = re.compile(
    rf"(?:^|[，。；：])(?:现|特|并|联合|组织|研究|[我本][部省市县区委局])*(?:制定|制订|提出|编制)了?(?:本|如下|以下)?([^，。；：、的《》]{{0,40}}?)({_OWN_GENRE})(?=[，。；：]|$)"
)
_MEANT_TO = re.compile(
    r"(?:^|[，。；：\w])为了?([^。；：]{4,160}?)(?:，(?:现|特)?(?:就|将|制定|制订|提出|编制|经|决定|根据|依据|按照|组织)|特?制定[本如以])"
)
_NO_MATTER = re.compile(r"(?:有关|相关|具体)?(?:事项|事宜|工作|要求|情况)?")
_ON_GROUNDS = re.compile(r"根据|依据|按照|结合|经|全面贯彻|深入贯彻|认真贯彻|贯彻|全面落实|认真落实|落实")
SHORTEST_BEGINNING = 4  # characters of a title that name it without its genre
_LAST_GENRE = re.compile(rf"(?:{GENRE})$")


@dataclass(frozen=True, slots=True)
class Titled:
    """A title as typed, and the ids of the documents that it names; a `bare` one is a genre and no more: 要点第九条."""

    typed: str
    documents: frozenset[str]
    bare: bool


class TitleReader:
    """Finds the documents whose titles a question uses. `issued` gives the ids of the documents of the office or place
    that a word names: where they are several, the name is no title of one of them."""

    def __init__(
        self,
        documents: Sequence[Document],
        names: Callable[[str], frozenset[str]] = lambda _: frozenset(),
        issued: Callable[[str], frozenset[str]] = lambda _: frozenset(),
    ) -> None:
        self._issued = issued
        self._titles = {
            d.document_id: _with_short_names(_spellings(_YEARS.sub("", _called(d)), names), d.text) for d in documents
        }
        holding = Counter(
            pair for titles in self._titles.values() for pair in {p for title in titles for p in _pairs(title)}
        )
        self._telling = {pair: math.log(len(documents) / count) for pair, count in holding.items()}

    def read(self, text: str) -> tuple[str, tuple[Titled, ...]]:
        """The question without titles, and the titles in it, the last first. A year within one stays in the question."""
        text = _THAT.sub("", text)
        found: list[Titled] = []
        while named := self._named(text) or self._begun(text):
            start, end = max((start, end) for _, start, end in named.values())
            typed = text[start:end]
            found.append(Titled(typed, frozenset(named), _GENRE_END.fullmatch(typed) is not None))
            text = f"{text[:start]} {''.join(_YEAR_WITHIN.findall(typed))} {text[end:]}"
        return text, tuple(found)

    def on_matter(self, text: str) -> dict[str, float]:
        """How telling the character pairs are that a text shares with the title of each document, where they tell it from
        others: 积分入户 of 积分制入户热点问答."""
        asked = set(_pairs(text)) - _COMMON_PAIRS
        told = {
            document_id: max(sum(self._telling[p] for p in asked.intersection(_pairs(title))) for title in titles)
            for document_id, titles in self._titles.items()
        }
        return {document_id: telling for document_id, telling in told.items() if telling >= TELLING_MATTER}

    def _named(self, text: str) -> dict[str, tuple[float, int, int]]:
        """The documents that the most telling short title in a text names, each with its match."""
        found: dict[str, tuple[float, int, int]] = {}
        for genre in _GENRE_END.finditer(text):
            for document_id, titles in self._titles.items():
                for title in titles:
                    match = self._match(text, genre.end(), title) if genre.group() in title else None
                    if match and not self._names_a_place(text[match[1] : match[2]], document_id):
                        found[document_id] = max(found.get(document_id, (0.0, 0, 0)), match)
        best = max((score for score, _, _ in found.values()), default=0.0)
        if best < LEAST_TELLING:
            return {}
        place = max(match for match in found.values())[1:]
        named = {i: m for i, m in found.items() if m[0] >= best * RIVAL and m[1] < place[1] and place[0] < m[2]}
        return {} if len(named) == len(self._titles) else named

    def _begun(self, text: str) -> dict[str, tuple[float, int, int]]:
        """The document whose title begins as a text says, where the text goes on as of something in a document."""
        found: dict[str, tuple[float, int, int]] = {}
        for document_id, titles in self._titles.items():
            for title in titles:
                at = text.find(title[:SHORTEST_BEGINNING]) if len(title) >= SHORTEST_BEGINNING else -1
                if at >= 0:
                    end = at + next((n for n in range(len(title)) if text[at + n : at + n + 1] != title[n]), len(title))
                    telling = sum(self._telling[pair] for pair in set(_pairs(text[at:end])))
                    if telling >= LEAST_TELLING and _WITHIN.match(text, end) and not self._issued(text[at:end]):
                        found[document_id] = max(found.get(document_id, (0.0, 0, 0)), (telling, at, end))
        return found if len(found) == 1 else {}

    def _names_a_place(self, typed: str, document_id: str) -> bool:
        """Whether words are an office or a place with a year and a genre, and more documents than one are of it:
        江海24年要点, 江海的条例."""
        issued = self._issued(_AROUND.sub("", _YEAR_WITHIN.sub("", _GENRE_END.sub("", typed))))
        return bool(issued - {document_id})

    def _match(self, text: str, end: int, title: str) -> tuple[float, int, int] | None:
        """How telling the words up to `end` are for a title, and the stretch they fill."""
        begin = max(0, end - len(title) - LONGEST_SLACK)
        blocks = [
            block
            for block in SequenceMatcher(None, text[begin:end], title, autojunk=False).get_matching_blocks()
            if block.size >= 2
        ]
        if not blocks or begin + blocks[-1].a + blocks[-1].size != end:
            return None
        for earlier, later in zip(blocks[-2::-1], blocks[:0:-1], strict=True):
            if not _NARROW_GAP.fullmatch(text, begin + earlier.a + earlier.size, begin + later.a):
                blocks = [block for block in blocks if block.a >= later.a]
                break
        shared = {pair for block in blocks for pair in _pairs(title[block.b : block.b + block.size])}
        if not _REFERENCE_NEXT.match(text, end):  # 条例第三十条: the genre alone will do
            shared -= _COMMON_PAIRS
        telling = sum(self._telling[pair] for pair in shared)
        return telling, begin + blocks[0].a, end


def _spellings(title: str, names: Callable[[str], frozenset[str]]) -> tuple[str, ...]:
    """A title as printed and with one of its words in each other name: 长期护理保险办法, 长护险办法."""
    spelt = [title]
    for start in range(len(title)):
        for end in range(start + SHORTEST_NAME, min(len(title), start + LONGEST_NAME) + 1):
            spelt += [title[:start] + name + title[end:] for name in sorted(names(title[start:end]))]
    return tuple(dict.fromkeys(spelt))


def _with_short_names(titles: Sequence[str], text: str) -> tuple[str, ...]:
    """Titles as spelt and with the short names that a document gives to what stands in them: 知识库、规则库（以下简称“两库”）."""
    spelt = list(titles)
    for match in _SHORT_NAME.finditer(text):
        full, short = match.groups()
        begin = next((n for n in range(len(full) - SHORTEST_NAME + 1) if any(full[n:] in t for t in titles)), None)
        if begin is not None:
            called = (t.replace(full[begin:], name) for t in titles for name in (short, f"“{short}”"))
            spelt += [t for t in called if t not in titles]
    return tuple(dict.fromkeys(spelt))


def is_titled(document: Document) -> bool:
    """Whether a document has a title of its own and not only the name of its file."""
    return _HAN.search(document.title) is not None


def _called(document: Document) -> str:
    """The short title; of a document without one, what it calls itself: 本办法 → 办法."""
    if is_titled(document):
        return short_title(document.title)
    own = _CALLS_ITSELF.search(document.text)
    return _purpose(document.text) or (own[1] if own else document.title)


def _purpose(text: str) -> str:
    """What a document without a title says that it is about or for, with its genre; empty where it says no such thing.

    现就做好防汛有关工作通知如下 → 做好防汛有关工作通知;  为加快园区发展，根据……，制定本办法 → 加快园区发展办法
    """
    head = "".join(text[:HEAD].split())
    notified, drawn, decided = _NOTIFIES.search(head), _DRAWN_UP.search(head), _DECIDED.search(head)
    own = notified or drawn
    matter = own[1] if own and not _NO_MATTER.fullmatch(own[1]) else ""
    matter = matter or (decided[1] if decided else "")
    if own and not matter and (meant := _MEANT_TO.search(head)):
        matter = "".join(clause for clause in meant[1].split("，") if not _ON_GROUNDS.match(clause))
    return f"{matter}{own[2] if own else '通知'}" if matter else ""


def short_title(title: str) -> str:
    """The title of the matter: without 某机关关于印发 … 的通知 and brackets; it ends with its genre."""
    short = _WRAPPING.sub("", _WRAPPING.sub("", title))
    genre = _LAST_GENRE.search(title)
    return short if genre is None or _LAST_GENRE.search(short) else short + genre.group()


def _pairs(text: str) -> list[str]:
    return [left + right for left, right in pairwise(text)]


_COMMON_PAIRS = frozenset(
    pair
    for word in f"{GENRE}|管理办法|实施方案|工作方案|工作通知|暂行规定|行动计划".split("|")
    for pair in _pairs(word)
)
