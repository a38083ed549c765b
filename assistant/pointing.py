"""What a follow-up points at in the reply before: a cited item, the one next to it, or the nth of what was listed.

第二个原文 · 最后那条 → the item cited there      紧挨着的下一条 · 再往前一条 → the item next to the one cited
《甲办法》《乙办法》 · 后一个呢 → 《乙办法》       整改一批。取缔一批。 · 第二个一批 → 取缔一批
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.records import Answer, Citation, Reply
from assistant.titles import short_title
from assistant.wording import KIND_AHEAD
from ingest.numerals import parse_numeral

_NUMERAL = r"[一二两三四五六七八九十\d]"
_NTH = re.compile(
    rf"(?:其中|里面?|那|这)?的?(?:倒数第(?P<back>{_NUMERAL}{{1,2}})(?:个|条|项|种|份|点)?|第\s*(?P<number>{_NUMERAL}{{1,2}})\s*(?:个|份|处|种|样|类|件|点)|"
    r"(?P<last>最后|末尾?)(?:面|头)?的?(?:一|那)?(?:个|处|条|项|种|份|点|样)|(?P<first>前)(?:一个|者)|(?P<second>后)(?:一个|者))(?!五年)"
)
_STEP_UNIT = r"(?:条|项|款|小节)"
_AFTER = r"(?:[下后](?:面|头|边)?|紧接着|紧挨着|挨着|接着|接下来|隔壁|随后|底下)"
_BEFORE = r"(?:[上前](?:面|头|边)?)"
_NEXT = re.compile(
    rf"(?:再|往)*{_AFTER}的?(?:[那这一的下后再]|面|边)*{_STEP_UNIT}|下一?个(?!月|季|星期|周|阶段|五年)|再下[面一]"
)
_PREVIOUS = re.compile(rf"(?:再|往)*{_BEFORE}的?(?:[那这一的上前再]|面|边)*{_STEP_UNIT}|再上[面一]")
_ORIGINAL = re.compile(
    r"原文|原话|哪一?条(?=$|[，,。？?里上中]|[写说讲提规印有]|的?规定)|出处|出自|来源|全文|依据|在哪(?:里|儿)?写|第几(?:条|项|款|章|个?大?部分)|哪个文件|发我|完整|念给我"
)
_COUNT_ASKED = re.compile(rf"(?:哪|这|那|有|是|的)?({_NUMERAL}{{1,2}}|几)(?:个|项|种|类|大|份|部|条|点|方面)")

_LISTS = (  # a list and its members
    (re.compile(r"《[^》]+》(?:[、，和及与以]*《[^》]+》)+"), r"《[^》]+》"),
    (re.compile(r"[^，。；：、]{2,20}(?:、[^，。；：、]{2,20})+"), r"[^、和及与]{2,}"),
)
_ONLY_WHAT = re.compile(r"那?(?:又|都)?(?:呢|是|叫|指|怎么说)?(?:的是|做)?(?:什么|啥|哪个)?(?:意思|名字|内容)?[呢？?]*")
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"[一二三四五六七八九]是(.+?)(?=[；。，]?[一二三四五六七八九]是|[；。]|$)")
_MOST_OF_A_MEMBER = 24  # characters of a listed sentence that are enough to find it again


def cited(reply: Reply) -> tuple[Citation, ...]:
    """What the reply rests on, or, where it refused, what came nearest; each item once."""
    citations = reply.citations if isinstance(reply, Answer) else reply.nearest
    return tuple({citation.item_id: citation for citation in reversed(citations)}.values())[::-1]


def place_name(citation: Citation, step: str = "") -> str:
    """The printed place of a citation in words that are read back: 2024年吉林省民政厅第5部分第(13)项, 《某条例》第2部分第(8)项."""
    where = "前言" if citation.section == 0 else f"第{citation.section}部分"
    item = f"第（{citation.item}）项" if citation.item is not None else ""
    return f"{document_name(citation)}{where}{item}{f'的{step}' if step else ''}"


def document_name(citation: Citation) -> str:
    """The document of a citation in words that are read back: its year and office, else its title."""
    if citation.year and citation.issuer:
        return f"{citation.year}年{citation.issuer}"
    return titled(citation) or (f"{citation.year}年" if citation.year else citation.issuer or "")


def titled(citation: Citation) -> str:
    """The title of a cited document in brackets, empty where it is only the name of a file."""
    title = short_title(citation.title)
    return f"《{title}》" if _HAN.search(title) else ""


def nth_listed(current: str, before: Question, reply: Reply) -> tuple[str, str] | None:
    """The thing that a follow-up counts out of what the reply lists, and the follow-up with that thing in its words.

    Where several items were cited they are what is counted, unless a quote lists just as many things as were asked for.
    Where no more is asked than what it is, the thing is empty and the follow-up is asked of the item that lists it.
    """
    match = _NTH.search(current)
    citations = cited(reply)
    if match is None or _ORIGINAL.search(current):
        return None
    rest = current[match.end() :]
    kind, count = _kind_asked(before), _count_asked(before)
    for citation in reply.citations if isinstance(reply, Answer) else reply.nearest:
        noun = _noun(rest, citation.item_text)
        for members in _lists(citation, noun, kind, count):
            number = _ordinal(match, len(members))
            meant = noun or len(citations) == 1 or len(members) == count or _of_kind(members, kind)
            if meant and 1 <= number <= len(members):
                member = _trimmed(members)[number - 1][:_MOST_OF_A_MEMBER]
                rest = rest.removeprefix(noun)
                if _ONLY_WHAT.fullmatch(current[: match.start()] + rest):
                    return "", f"{place_name(citation)}{member}"
                return member, f"{current[: match.start()]}{member} {rest}"
    return None


def cited_place(current: str, reply: Reply) -> str | None:
    """The place that a follow-up names by its position or asks the words of: 第二个, 下一条, 原文发我."""
    items = cited(reply)
    if not items:
        return None
    if match := _NTH.search(current):
        number = _ordinal(match, len(items))
        return f"{place_name(items[number - 1])}原文" if 1 <= number <= len(items) else None
    asked = "标题" if _HEADING.search(current) else "原文"
    first = [item for item in items if item.document_id == items[0].document_id]
    if match := _NEXT.search(current):
        return f"{place_name(first[-1], '下一条')}{asked}"
    if match := _PREVIOUS.search(current):
        return f"{place_name(items[0], '上一条')}{asked}"
    return f"{place_name(items[0])}原文" if _ORIGINAL.search(current) else None


_HEADING = re.compile(r"标题|题目|叫什么|叫啥")


def counts_back(current: str) -> bool:
    """Whether a follow-up counts from the end of what was said: 倒数第二条, 最后那条."""
    return (match := _NTH.search(current)) is not None and (match["back"] or match["last"]) is not None


def points(current: str) -> bool:
    """Whether a follow-up counts or steps from what was cited."""
    return any(pattern.search(current) for pattern in (_NTH, _NEXT, _PREVIOUS))


def _ordinal(match: re.Match[str], last: int) -> int:
    """The number meant, from 1; 0 for the former of more than two."""
    if match["back"]:
        return last + 1 - (parse_numeral(match["back"].replace("两", "二")) or 0)
    if match["number"]:
        return parse_numeral(match["number"].replace("两", "二")) or 0
    if match["first"]:
        return 1 if last == 2 else 0
    return last


def _count_asked(before: Question) -> int:
    """How many things the question before was after: 哪三个办法; 0 where it did not say."""
    count = _COUNT_ASKED.search(before.text)
    return 0 if count is None else parse_numeral(count[1].replace("两", "二")) or 0


def _trimmed(members: Sequence[str]) -> tuple[str, ...]:
    """The members of a list without the words before and after it: 支持甲市、乙市和丙市建站 → 甲市, 乙市, 丙市."""
    first, *middle, last = members
    if not middle:
        return tuple(members)
    begins, ends = _shared_start(middle), _shared_start([member[::-1] for member in middle])[::-1]
    if len(begins) > 1 and begins in first:
        first = first[first.index(begins) :]
    if ends and ends in last:
        last = last[: last.rindex(ends) + len(ends)]
    return (first, *middle, last)


def _shared_start(words: Sequence[str]) -> str:
    """The characters with which all of some words begin."""
    least, most = min(words), max(words)
    return least[
        : next((at for at, pair in enumerate(zip(least, most, strict=False)) if pair[0] != pair[1]), len(least))
    ]


def _kind_asked(before: Question) -> str:
    """The name of the things that the question before was after: 哪些办法; empty where it did not say."""
    kind = KIND_AHEAD.search(before.text)
    return kind[1][:2] if kind else ""


def _of_kind(members: Sequence[str], kind: str) -> bool:
    """Whether listed things bear the name that was asked for: 《甲办法》《乙办法》, 甲市、乙市 for 哪些城市."""
    return bool(kind) and all(member.rstrip("》").endswith(kind[-1]) for member in members[:-1])


def _lists(citation: Citation, noun: str, kind: str, count: int) -> list[tuple[str, ...]]:
    """The lists that a quote holds: of the asked kind first, then of the asked length, then as printed.

    Things that share a noun are looked for in the whole item.
    """
    if noun:
        member = rf"(?<=[。；，、：])([\u4e00-\u9fff]{{1,4}}{re.escape(noun)})(?=[。；，、：])"
        return [tuple(re.findall(member, citation.item_text))]
    found: list[tuple[int, tuple[str, ...]]] = []
    if len(numbered := list(_NUMBERED.finditer(citation.quote))) > 1:
        found.append((numbered[0].start(), tuple(match[1] for match in numbered)))
    for pattern, member in _LISTS:
        found += [(m.start(), tuple(re.findall(member, m.group()))) for m in pattern.finditer(citation.quote)]
    found.sort(key=lambda at: (not _of_kind(at[1], kind), len(at[1]) != count, at[0]))
    return [members for _, members in found]


def _noun(rest: str, text: str) -> str:
    """The noun right behind an ordinal that names the members in a text: 第三个一批, where 疏导一批 is printed."""
    for length in (4, 3, 2):
        if len(noun := rest[:length]) == length and text.count(noun) > 1 and re.fullmatch("[\u4e00-\u9fff]+", noun):
            return noun
    return ""
