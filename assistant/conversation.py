"""A follow-up made whole: what it leaves out is taken from the turns before; a complete question takes nothing.

特困标准是几倍 · 那2024年呢？        → 2024年特困标准是几倍
2023年采暖补贴户均多少 · 原文发我     → 2023年 二、（八）原文
… five turns later a complete question is answered as if it were the first.
"""

from __future__ import annotations

import re

from assistant.asked import Kind
from assistant.question import QuestionReader, clean
from assistant.records import Answer, Conversation, Turn

_ELLIPSIS = re.compile(
    r"呢[？?！!。]*$|^那|^(?:它|其|这个|那个|这项|该|这条|那条|上面|刚才|同样|还有)|别的年份|其他年份|还有(?:别的|其他)|另外"
)
_ORIGINAL = re.compile(r"原文|原话|哪一?条|出处|全文|依据|在哪(?:里|儿)?写|第几条|哪个文件|发我|完整")
_NTH = re.compile(r"第\s*([一二三四五六七八九\d])\s*(?:个|份)|(?:最后|末)一?个")
_NEXT = re.compile(r"下一?(?:条|项|款|个)|后一?(?:条|项)|再下面")
_PREVIOUS = re.compile(r"上一?(?:条|项|款)|前一?(?:条|项)|再上面")
_PRONOUN = re.compile(r"它|其中|这个|那个|这项|那项|该项|这条|那条|上述|刚才(?:那个|说的)?")
_LEADING = re.compile(r"^(?:那么?|还有|另外|再问一?下?|然后|顺便问?|请问)+[，,]?")
_PARTICLE = re.compile(r"(?:呢|吗|吧|啊|呀)?[？?。！!]*$")
_OTHER_YEARS = re.compile(r"(?:别的|其他|其它|另外的?)(?:年份?|年度|文件)|还有(?:哪|别的|其他)")

FEW_TERMS = 1  # a question with at most this many content words may lean on the one before


def resolve(text: str, conversation: Conversation, reader: QuestionReader) -> str:
    """The question made complete, in words that can be shown and sent back; unchanged if it stands alone."""
    current = clean(text)
    if not conversation.turns:
        return current
    last = conversation.turns[-1]
    if cited := _cited(current, last, reader):
        return cited
    topic = _topic(conversation, reader)
    if topic is None or not _leans(current, reader):
        return current
    return _joined(current, topic, reader)


def _topic(conversation: Conversation, reader: QuestionReader) -> str | None:
    """The latest turn that was about something, as it was understood."""
    for turn in reversed(conversation.turns):
        if reader.read(turn.reply.understood).terms:
            return turn.reply.understood
    return None


def _leans(current: str, reader: QuestionReader) -> bool:
    """Whether a question leaves something out: nothing but scope or kind, a pronoun, or an ellipsis with few words."""
    question = reader.read(current)
    telling = [term for term in question.terms if term.weight >= 1.0]
    if question.reference:
        return False
    if not telling:
        return True
    short = len(telling) <= FEW_TERMS
    return bool(short and (_ELLIPSIS.search(current) or _PRONOUN.search(current)))


def _cited(current: str, last: Turn, reader: QuestionReader) -> str | None:
    """Follow-ups that point at what was cited: 原文发我, 第二个, 下一条."""
    reply = last.reply
    if not isinstance(reply, Answer):
        return None
    question = reader.read(current)
    if [t for t in question.terms if t.weight >= 1.0] or question.reading.explicit or question.reference:
        return None
    places = list(dict.fromkeys((c.year, c.issuer, c.document_id, c.section, c.item, c.label) for c in reply.citations))
    if match := _NTH.search(current):
        ordinal = match.group(1)
        number = len(places) if ordinal is None else "一二三四五六七八九".find(ordinal) + 1 or int(ordinal)
        if 1 <= number <= len(places):
            return _place_name(places[number - 1])
    if _ORIGINAL.search(current):
        scope = "、".join(_place_name(place) for place in places[:1])
        return scope
    return None


def _place_name(place: tuple[int | None, str | None, str, int, int | None, str]) -> str:
    year, issuer, _, section, item, _ = place
    where = "前言" if section == 0 else f"第{section}部分" + (f"第（{item}）项" if item is not None else "")
    return f"{year or ''}{'年' if year else ''}{issuer or ''}{where}原文"


def _joined(current: str, topic: str, reader: QuestionReader) -> str:
    """The topic with the new scope, kind or subject put in."""
    here = reader.read(current)
    before = reader.read(topic)
    telling = [term for term in here.terms if term.weight >= 1.0]
    body = before.reading.text
    if telling:  # 那城市低保呢: another subject in the same question
        fresh = _PARTICLE.sub("", _LEADING.sub("", _PRONOUN.sub("", here.reading.text)))
        kind = before.asked.kind
        body = (
            f"{fresh}{_question_part(body)}"
            if kind is Kind.FIGURE and here.asked.kind is not Kind.FIGURE
            else f"{fresh}"
        )
        subject = " ".join(t.text for t in before.terms if t.weight >= 1.0)
        if _PRONOUN.search(current):
            body = f"{subject}{fresh}"
    elif here.asked.kind not in (Kind.STATEMENT,) and (here.asked.kind is not before.asked.kind or here.asked.strict):
        subject = "".join(t.text for t in before.terms)
        rest = _PARTICLE.sub("", _LEADING.sub("", _PRONOUN.sub("", here.reading.text)))
        body = f"{subject}{rest}"
    scope = here.reading.scope
    years = scope.years or here.reading.uncovered_years
    everything = here.reading.all_years or bool(_OTHER_YEARS.search(current))
    if not years and not everything:
        years = before.reading.scope.years if not scope.issuers or before.reading.scope.years else ()
    issuers = scope.issuers or (() if everything else before.reading.scope.issuers)
    prefix = "历年" if everything else "、".join(f"{year}年" for year in years)
    return f"{prefix}{'和'.join(issuers)}{body}"


def _question_part(text: str) -> str:
    """The words of a question that ask: …不低于低保的多少倍 → 多少倍."""
    match = re.search(r"(?:多少|几|多大|百分之几)[^，。？?]*", text)
    return match.group() if match else ""
