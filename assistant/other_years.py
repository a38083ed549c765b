"""A follow-up that asks whether the other years speak of a thing: all but those cited, not the item just cited.

2024年辽源建什么 · 别的年份提到过辽源吗       → 2017年、2023年、2025年提到辽源
2023年江北街道做什么 · 这个地方其他年份说过吗  → 2017年、2024年、2025年提到江北街道
"""

from __future__ import annotations

import re

from assistant.completed import LEADING
from assistant.heard import FollowUp
from assistant.leaning import INTERROGATIVE, known
from assistant.pointing import cited
from assistant.records import Answer, Scope

_EXCEPT = r"除[了去开]?[^，,。]{0,6}年(?:之外|以外|外)?[，,]?"
_YEARS = r"[几些各一]*个?(?:年份|年度|年头|年)(?:的?(?:文件|要点))?(?:里[面头]?|中|当中|上)?"
_OTHER = re.compile(
    rf"(?:{_EXCEPT})?在?(?:(?:别的?|其他的?|其它的?|其余的?|另外的?|剩下的?)那?{_YEARS}|还有哪{_YEARS}|哪{_YEARS}(?=[还也]))|{_EXCEPT}(?=[还也])"
)
_SAID = re.compile(
    r"[也还又都再]*(?:有没有|有无|是否|有)?[也还又再]*"
    r"(?:(?:([提说讲写])[没不]\1|[提说讲写谈点])(?:[到及起]过?|[过了])|提|出现过?|涉及过?|点过?名)(?:没有?|[吗么不了])*"
)
_THERE = re.compile(r"[这那该]一?个?(?:地方|地儿|地名|城市|市|州|县|区|街道|乡镇?|镇|村|社区)|[这那]里|[这那]儿")
_AROUND = re.compile(r"^[的，,]+|(?:的|呢|吗|啊|[，,？?。！!])+$")


def of_other_years(said: FollowUp) -> str | None:
    """The question whether the years that were not cited speak of a thing that the follow-up names, or of the place that
    it points at; None for any other follow-up, and where no other year is held."""
    text = LEADING.sub("", said.text)
    without_years = _OTHER.sub("", text, count=1)
    rest = _SAID.sub("", without_years, count=1)
    if without_years == text or rest == without_years:
        return None
    thing = _thing(_AROUND.sub("", rest), said)
    cited_years = {citation.year for citation in cited(said.reply)} if isinstance(said.reply, Answer) else set()
    spoken_of = {*(cited_years or said.years), *said.here.reading.scope.years} - {None}
    held = said.reader.scope.held
    years = tuple(year for year in held.years if year not in spoken_of)
    if not (thing and spoken_of and years):
        return None
    issuers = (said.before or said.last).reading.scope.issuers
    of_office = tuple(year for year in years if held.covers(Scope((year,), issuers))) if issuers else ()
    prefix = "、".join(f"{year}年" for year in of_office or years)
    return f"{prefix}{'和'.join(issuers) if of_office else ''}提到{thing}"


def _thing(rest: str, said: FollowUp) -> str:
    """The thing that the words left of a follow-up name, or the one place spoken of that they point at; else empty."""
    if _THERE.fullmatch(rest):
        spoken = (said.before, said.last)
        return next((q.reading.places[0] for q in spoken if q and len(q.reading.places) == 1), "")
    named = said.reader.read(rest)
    if INTERROGATIVE.search(rest) or named.reading.explicit or named.reference or len(rest) < 2:
        return ""
    return rest if named.reading.places or known(named.terms) else ""
