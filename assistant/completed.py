"""What a completed follow-up says behind its scope: the old subject with the new words, or the other way round.

职工每人多少元 · 居民呢              → 居民每人多少元        (a word for its counterpart)
一等奖发多少 · 二等奖呢              → 二等奖发多少          (a number for another)
适老化改造多少户 · 什么时候完成      → 适老化改造 什么时候完成
床位占比多少 · 集中供养率呢          → 集中供养率多少        (it has a bearer of its own)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import Kind
from assistant.carried import asks_elsewhere, without_time
from assistant.leaning import ADDS, ATTRIBUTE, INTERROGATIVE, PRONOUN, YEAR, cannot_stand, relational, telling, weighty
from assistant.pointing import cited
from assistant.question import Question, QuestionReader
from assistant.records import Reply
from assistant.terms import Term
from index.tokens import normalise

_FIELD = re.compile(
    r"[这那]一?(?:块儿?|方面|部分|头)(?!的)|[这那]一?份(?:文件|要点|材料)?(?:里面?|中|上)?|(?<=.)那[个句条项种](?=[？?]*$)"
)
_FACET = re.compile(r"(?<=..)方面的?[？?]*$")
LEADING = re.compile(r"^(?:那么?|还有|另外|再问一?下?|然后|后来|顺便问?|请问|结果呢?|算了|嗯+|好的?)+[，,。]?")
_PARTICLE = re.compile(r"(?:呢|吗|吧|啊|呀)?[？?。！!]*$")
_GOES_ON = re.compile(r"^(?:还|也|又|继续)[^，。]{1,8}(?:吗|没有?|不[^，。]{0,2})$")
_STILL_SAID = re.compile(r"^[还也又](?:在)?[提写说讲]")
_CLAUSE = re.compile(r"[，,。？?！!；;]+")
_DELIVERY = re.compile(
    r"^(?:不要|不用|别|无需|不必)[^，。]{1,6}$|^(?:请|就|直接)?(?:告诉|给|发|念)我?(?:看|听)?(?:下|一下)?(?:原话|原文)?$|^把[^，。]{1,8}(?:列|发|说|摆|给)[^，。]{0,4}$"
)
_ASKING = re.compile(
    r"第几[届个轮次批期]?|百分之几|(?:多少|几)[万亿千百]?(?:倍|张|户|人|元|个|家|所|处|项|次|类|岁|名|场|件|天|年|%)?|多大|什么时候|哪一?[天年]"
)
_WHEN = re.compile(r"(?:什么时候|何时|啥时候?|哪一?天|几月|几号|哪个月|什么时间)[^，。？]*")
DEADLINE = re.compile(r"(到|至)(?:19|20)\d{2}年")
_LINKING = frozenset("的了是在有和与及或跟对把被给让向从到就都也还又再没不很要")  # ends no name
_NUMBERED = re.compile(
    r"(?P<nth>第?)(?:\d+|[一二两三四五六七八九十]+)(?P<of>等[奖次]?|年级|[级类档件次胎孩批岁期户套层种])"
)
_ASKED_AGAIN = re.compile(r"(?:的|又|都)?是?(?:多少|几[^，。]{0,2})$")  # 乡镇的又是多少
ALIKE = 2  # characters that follow two words alike where a text sets them side by side


def in_its_place(here: Question, before: Question, reply: Reply) -> str | None:
    """The topic with a word replaced by its counterpart, as the cited item prints both: 职工每人105元、居民每人50元."""
    if len(here.reading.places) == len(before.reading.places) == 1:
        return before.reading.text.replace(before.reading.places[0], here.reading.places[0])
    fresh = _ASKED_AGAIN.sub("", _fresh(here.reading.text)).removesuffix("的")
    if (numbered := _NUMBERED.fullmatch(fresh)) and (other := _like(numbered, before.reading.text)):
        return before.reading.text.replace(other, fresh)
    text = "".join(normalise(citation.item_text) for citation in cited(reply))
    for head in (fresh[:stop] for stop in range(len(fresh), 1, -1)):  # 居民参保: 居民 in the place of 职工
        found = re.finditer(re.escape(normalise(fresh)), text)
        following = {text[match.start() + len(head) : match.end() + ALIKE] for match in found}
        for term in before.terms:
            alike = any(len(end) >= ALIKE and f"{term.text}{end}" in text for end in following)
            if alike and len(term.text) > 1 and term.text in before.reading.text and term.text not in head:
                return before.reading.text.replace(term.text, head)
    return None


def _like(numbered: re.Match[str], text: str) -> str:
    """What a text counts in the same way: 第一件 for 第二件; empty where it does not, or in several ways."""
    others = {m.group() for m in _NUMBERED.finditer(text) if m["of"] == numbered["of"] and m["nth"] == numbered["nth"]}
    return others.pop() if len(others) == 1 else ""


def body_of(current: str, here: Question, before: Question, reader: QuestionReader) -> str:
    """What the completed question says behind its scope: the old subject with the new words, or the other way round."""
    topic = _with_deadline(before.reading.text, here)
    fresh = _fresh(here.reading.text)
    subject = subject_of(before, weighty(before.terms), reader)
    part = subject_of(before, telling(before.terms, reader), reader)
    own = telling(here.terms, reader)
    bare = current.rstrip("？?").endswith("呢") and not here.asked.strict
    timeless = [term for term in here.terms if not YEAR.fullmatch(term.text)]
    if cannot_stand(current, here, reader):
        return f"{subject} {fresh}"
    if bare and timeless and (not own or fresh.endswith("的")):  # 居民呢, 乡镇的呢: a part of the same subject
        return f"{part} {fresh.removesuffix('的')}{_asking(topic)}"
    if own and _FACET.search(current):  # 地名方面的: the same asked of one of its fields
        return f"{_FACET.sub('', fresh)}{topic}"
    attributes = [term for term in before.terms if ATTRIBUTE.search(term.text) and not term.text[0].isdigit()]
    if own and attributes and ATTRIBUTE.search(fresh) and not all(map(relational, own)):
        return f"{fresh}多少"  # 集中供养率呢 after 床位占比: it has a bearer of its own
    if own and ATTRIBUTE.search(fresh) and len(own) <= 2 and not INTERROGATIVE.search(fresh):
        return f"{subject} {fresh}多少"
    more = ADDS.match(here.reading.text) and not any(term.noun and term.text[-1] != "了" for term in own)
    if own and (more or PRONOUN.search(current) or all(map(relational, own))):
        return f"{subject} {fresh}"
    if own:  # another subject
        asks = here.asked.strict or INTERROGATIVE.search(fresh)
        if before.asked.kind is Kind.DATE and not asks:
            return f"{fresh}{_date_asked(topic)}"
        same_kind = before.asked.kind is Kind.FIGURE and not asks
        return f"{fresh}{_asking(topic)}" if same_kind else fresh
    said = _fresh(here.reading.text, particle=True)
    mentioned = before.asked.kind is Kind.FIGURE and _STILL_SAID.search(said)  # 还提吗: whether, not how many
    if mentioned or (before.asked.kind is Kind.DATE and _GOES_ON.search(said)):  # 还搞吗: whether, not when
        return f"{subject} {fresh}"
    asked = any(INTERROGATIVE.search(clause) for clause in _CLAUSE.split(said if timeless else fresh) if clause)
    return topic if not asked or here.asked.compares or asks_elsewhere(current) else f"{subject} {fresh}"


def subject_of(question: Question, words: Sequence[Term], reader: QuestionReader) -> str:
    """What a question is about: its weighty words, each as far as the documents print it on: 圆梦 → 圆梦大学."""
    text = question.reading.text
    named = [term.text for term in words if not term.text[0].isdigit()]
    covered: set[int] = set()
    for word in named:
        if (start := text.find(word)) < 0:
            continue
        stop = start + len(word)
        while start and text[start - 1] not in _LINKING and reader.terms.held(text[start - 1 : stop]):
            start -= 1
        if start and text[start - 1] in _LINKING and text.find(word) - start == 1:  # the 业 of 就业
            start += 1
        while stop < len(text) and text[stop] not in _LINKING and reader.terms.held(text[start : stop + 1]):
            stop += 1
        covered.update(range(start, stop))
    unprinted = [word for word in named if word not in text]
    subject = "".join(text[at] for at in sorted(covered)) + "".join(unprinted)
    return subject or "".join(term.text for term in question.terms)


def _fresh(text: str, *, particle: bool = False) -> str:
    """What a follow-up itself says: without what ties it to the turn before and how the answer is to be delivered."""
    clauses = [
        c for c in _CLAUSE.split(LEADING.sub("", _FIELD.sub("", PRONOUN.sub("", without_time(text))))) if c.strip()
    ]
    kept = [clause for clause in clauses if not _DELIVERY.search(clause.strip())] or clauses[:1]
    said = "，".join(kept)
    return (said.rstrip("呢？?") if particle else _PARTICLE.sub("", said)).strip(" ，,")


def _with_deadline(topic: str, here: Question) -> str:
    """The topic with the deadline that is now asked for: 到2025年的目标 · 2030年呢 → 到2030年的目标."""
    years = here.reading.scope.years or here.reading.uncovered_years or here.reading.deadline_years
    return DEADLINE.sub(rf"\g<1>{years[0]}年", topic, count=1) if years else topic


def _date_asked(topic: str) -> str:
    """What a question for a date asks, for another subject: 甲园哪天报名 · 乙园呢 → 哪天报名."""
    match = _WHEN.search(topic)
    return "" if match is None else match.group()


def _asking(topic: str) -> str:
    """What a question for a figure asks, for another subject: its ordinal, else how much."""
    match = _ASKING.search(topic)
    return "" if match is None else match.group() if match.group().startswith("第") else "多少"
