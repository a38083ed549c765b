"""A follow-up made whole: what it leaves out is taken from the turns before; a complete question takes nothing.

    特困标准是几倍 · 那2024年呢？          → 2024年特困标准是几倍            (other scope)
    2025年助餐点建多少 · 上一年呢          → 2024年助餐点建多少
    适老化改造多少户 · 什么时候完成        → 适老化改造 什么时候完成          (other answer)
    城市低保标准多少 · 农村的呢            → 农村的标准多少                  (other subject)
    2023年采暖补贴户均多少 · 原文发我       → 2023年…第2部分第（8）项原文     (what was cited)

Asked as the fifth turn, a complete question is answered as if it were the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import Kind
from assistant.question import Question, QuestionReader, clean
from assistant.records import Answer, Citation, Conversation, Reason, Refusal, Scope
from assistant.terms import Term

_ELLIPSIS = re.compile(r"呢[？?！!。]*$|^那(?!年)|^(?:同样|还有|另外)|也是(?:这样|一样)?吗?[？?]*$")
_PRONOUN = re.compile(r"它们?|其中|这个|那个|这项|那项|该项|这条|那条|上述|刚才(?:那个|说的)?|这(?=[是要得怎什为])")
_ORIGINAL = re.compile(r"原文|原话|哪一?条|出处|全文|依据|在哪(?:里|儿)?写|第几条|哪个文件|发我|完整|念给我")
_THIS_PLACE = re.compile(r"(?:这|那|该)一?(?:条|项|款)(?:里面?|中|当中)的?")
_IN_THERE = re.compile(r"^[这那]?里[面边头]的?(?=\S)")
_ATTRIBUTE = re.compile(r"(?:率|标准|比例|占比|数量?|时间|期限|金额|范围|对象|年龄|人数|户数)$")
_NTH = re.compile(r"第\s*([一二三四五六七八九\d])\s*(?:个|份|处|种)|(?:最后|末)(?:一|那)?(?:个|处|条|项)")
_NEXT = re.compile(r"[下后](?:[面头边]?[那这]?)?一?(?:条|项|款)|下一?个|再下面")
_PREVIOUS = re.compile(r"[上前](?:[面头边]?[那这]?)?一?(?:条|项|款)|再上面")
_LEADING = re.compile(r"^(?:那么?|还有|另外|再问一?下?|然后|顺便问?|请问)+[，,]?")
_PARTICLE = re.compile(r"(?:呢|吗|吧|啊|呀)?[？?。！!]*$")
_OTHER_YEARS = re.compile(r"(?:别的|其他|其它|另外的?)(?:年份?|年度|文件|地方)|还有(?:哪|别的|其他)|别处")
_YEAR_BEFORE = re.compile(r"[上前头]一?(?:年|年度)(?!底)")
_YEAR_AFTER = re.compile(r"[下后]一?(?:年|年度)(?!底)|第二年|次年")
_ASKING = re.compile(
    r"第几[届个轮次批期]?|百分之几|(?:多少|几)[万亿千百]?(?:倍|张|户|人|元|个|家|所|处|项|次|类|岁|名|场|件|天|年|%)?|多大|什么时候|哪一?[天年]"
)
_INTERROGATIVE = re.compile(r"哪|谁|什么|怎么|怎样|如何|为什么|为啥|啥|咋|多少|几|吗[？?]?$|没有?[？?]?$")

_YEAR = re.compile(r"(?:19|20)\d{2}年")  # a deadline is a condition, no subject
_DEADLINE = re.compile(r"(到|至)(?:19|20)\d{2}年")

SHORT_ELLIPSIS = 12  # characters of a question that may name two words and still lean: 乡镇覆盖率呢
_COURTESY = re.compile(r"(?:谢谢|多谢|感谢|好的?|嗯+|行|知道了?|明白了?|辛苦了?|再见|拜拜)[你您了啊呀吧！!。，, ]*")

SHORT_QUESTION = 4  # characters of a question that cannot but lean
SHORT_POINTER = 12  # characters of a question that only points: 其中第四个展开说说
TELLING = 1.0  # weight from which a word names a subject


def resolve(text: str, conversation: Conversation, reader: QuestionReader) -> str:
    """The question made complete, in words that can be shown and sent back; unchanged if it stands alone."""
    current = clean(text)
    if not conversation.turns:
        return current
    here = reader.read(current)
    if place := _cited_place(current, here, conversation):
        return place
    before = _topic(conversation, reader)
    if before and before.reference and _IN_THERE.search(current) and not here.reading.explicit:
        return f"{before.text}{_IN_THERE.sub('', current)}"
    if before and here.reference and not here.reading.explicit:
        return _in_same_document(current, before)
    if before is None or not _leans(current, here):
        return current
    return _completed(current, here, before, reader)


def _topic(conversation: Conversation, reader: QuestionReader) -> Question | None:
    """The latest turn that was about the documents, as it was understood."""
    for turn in reversed(conversation.turns):
        reply = turn.reply
        if isinstance(reply, Refusal) and reply.reason in (Reason.OUT_OF_DOMAIN, Reason.EMPTY_QUESTION):
            continue
        question = reader.read(reply.understood)
        if question.terms or question.reference:
            return question
    return None


def _telling(terms: Sequence[Term]) -> list[Term]:
    return [term for term in terms if term.weight >= TELLING and term.subject and not _YEAR.fullmatch(term.text)]


def _cannot_stand(current: str, here: Question) -> bool:
    """Whether a question is too short to be one of its own: 多少钱, 谁能领."""
    known = [term for term in _telling(here.terms) if term.printed or len(term.forms) > 1]
    return not known and len(current) <= SHORT_QUESTION and _INTERROGATIVE.search(current) is not None


def _leans(current: str, here: Question) -> bool:
    """Whether a question leaves its subject out: it names none, or points back with an ellipsis or a pronoun."""
    if here.reference:
        return False
    pointing = bool(_ELLIPSIS.search(current) or _PRONOUN.search(current))
    telling = _telling(here.terms)
    if _COURTESY.fullmatch(current):
        return False
    if _cannot_stand(current, here):
        return True
    if telling:
        short = len(current) <= SHORT_ELLIPSIS or bool(_PRONOUN.search(current))
        return pointing and len(telling) <= (2 if short else 1)
    unheld = [term for term in here.terms if not term.printed and len(term.forms) == 1]
    return pointing or here.reading.explicit or bool(here.reading.deadline_years) or not unheld


def _cited_place(current: str, here: Question, conversation: Conversation) -> str | None:
    """Follow-ups that point at what was cited: 原文发我, 第二个, 下一条."""
    reply = conversation.turns[-1].reply
    citations = reply.citations if isinstance(reply, Answer) else reply.nearest
    if not citations or here.reading.explicit or here.reference:
        return None
    if _THIS_PLACE.search(current):
        return _place_name(citations[0]).removesuffix("原文") + _THIS_PLACE.sub("", current)
    if _telling(here.terms) and not (_NTH.search(current) and len(current) <= SHORT_POINTER):
        return None
    items = list({c.item_id: c for c in citations}.values())
    if match := _NTH.search(current):
        number = _number(match.group(1), len(items))
        return _place_name(items[number - 1]) if 1 <= number <= len(items) else None
    if match := _NEXT.search(current) or _PREVIOUS.search(current):
        return _place_name(items[-1 if _NEXT.search(current) else 0], match.group())
    return _place_name(items[0]) if _ORIGINAL.search(current) else None


def _in_same_document(current: str, before: Question) -> str:
    """Another printed place of the document that was spoken of: 2024年第十三项 · 那第十四项呢."""
    scope = before.reading.scope
    years = "、".join(f"{year}年" for year in scope.years)
    return f"{years}{'和'.join(scope.issuers or before.reading.named)}{_LEADING.sub('', current)}"


def _number(printed: str | None, last: int) -> int:
    if printed is None:
        return last
    return int(printed) if printed.isdigit() else "一二三四五六七八九".index(printed) + 1


def _place_name(citation: Citation, step: str = "") -> str:
    where = "前言" if citation.section == 0 else f"第{citation.section}部分"
    item = f"第（{citation.item}）项" if citation.item is not None else ""
    year = f"{citation.year}年" if citation.year else ""
    return f"{year}{citation.issuer or ''}{where}{item}{f'的{step}' if step else ''}原文"


def _completed(current: str, here: Question, before: Question, reader: QuestionReader) -> str:
    """The topic with the new scope, answer or subject put in."""
    scope, everything = _scope(current, here, before, reader)
    prefix = "历年" if everything else "、".join(f"{year}年" for year in scope.years)
    named = (here.reading.named or before.reading.named) if scope.documents else ()
    return f"{prefix}{'和'.join(scope.issuers or named)}{_body(current, here, before)}"


def _body(current: str, here: Question, before: Question) -> str:
    topic = _with_deadline(before.reading.text, here)
    fresh = _PARTICLE.sub("", _LEADING.sub("", _PRONOUN.sub("", here.reading.text))).strip(" ，,")
    subject = "".join(term.text for term in _telling(before.terms) or before.terms)
    if _cannot_stand(current, here):
        return f"{subject} {fresh}"
    if _telling(here.terms) or (here.terms and current.rstrip("？?").endswith("呢") and not here.asked.strict):
        if current.rstrip("？?").endswith("的呢"):  # 乡镇的呢: another part of the same subject
            return f"{subject} {fresh.removesuffix('的')}{_asking(topic)}"
        if _PRONOUN.search(current):
            return f"{subject} {fresh}"
        if not _telling(here.terms):  # 居民呢: a part of the same subject, not one of its own
            return f"{subject} {fresh}{_asking(topic)}"
        same_kind = before.asked.kind is Kind.FIGURE and not here.asked.strict
        if _ATTRIBUTE.search(fresh) and len(_telling(here.terms)) <= 2:
            return f"{subject} {fresh}多少"
        return f"{fresh}{_asking(topic)}" if same_kind else fresh
    asks = (
        bool(_INTERROGATIVE.search(here.reading.text.rstrip("？?呢") if here.terms else fresh))
        and not here.asked.compares
        and not _OTHER_YEARS.search(current)
    )
    return f"{subject} {fresh}" if asks else topic


def _with_deadline(topic: str, here: Question) -> str:
    """The topic with the deadline that is now asked for: 到2025年的目标 · 2030年呢 → 到2030年的目标."""
    years = here.reading.scope.years or here.reading.uncovered_years or here.reading.deadline_years
    return _DEADLINE.sub(rf"\g<1>{years[0]}年", topic, count=1) if years else topic


def _asking(topic: str) -> str:
    """What a question for a figure asks, for another subject: its ordinal, else how much."""
    match = _ASKING.search(topic)
    return "" if match is None else match.group() if match.group().startswith("第") else "多少"


def _scope(current: str, here: Question, before: Question, reader: QuestionReader) -> tuple[Scope, bool]:
    """The new scope over the old one, and whether every year is meant; an inherited part that leads nowhere is dropped."""
    new, old = here.reading.scope, before.reading.scope
    if _OTHER_YEARS.search(current) or here.reading.all_years:
        return Scope(issuers=new.issuers), True
    held = tuple(year for year in here.reading.deadline_years if year in reader.scope.years)
    years = new.years or here.reading.uncovered_years or held
    if (
        not years
        and old.years
        and (step := (_YEAR_BEFORE.search(current) and -1) or (_YEAR_AFTER.search(current) and 1))
    ):
        years = (old.years[0] + step,)
    elif years and here.asked.compares and not _ELLIPSIS.search(current):
        years = tuple(sorted({*old.years, *years}))
    if not years and not here.reading.uncovered_years and before.reading.all_years and not new.issuers:
        return Scope(issuers=new.issuers or old.issuers), True
    kept = () if new.issuers else old.documents
    wanted = Scope(years or old.years, new.issuers or old.issuers, new.documents or kept)
    if reader.scope.covers(wanted) or reader.scope.prints(wanted) or not (old.years or old.issuers):
        return wanted, False
    narrower = Scope(years, new.issuers, new.documents)
    return (narrower if reader.scope.covers(narrower) else wanted), False
