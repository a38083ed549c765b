"""A follow-up made whole: what it leaves out is taken from the turns before; a complete question takes nothing.

    特困标准是几倍 · 那2024年呢？          → 2024年特困标准是几倍            (other scope: `carried`)
    2025年助餐点建多少 · 上一年呢          → 2024年助餐点建多少
    适老化改造多少户 · 什么时候完成        → 适老化改造 什么时候完成          (other answer)
    城市低保标准多少 · 农村的呢            → 农村的标准多少                  (other subject)
    2023年采暖补贴户均多少 · 原文发我       → 2023年…第2部分第（8）项原文     (what was cited: `pointing`)
    2024年未成年人保护抓什么 · 热线怎么设   → 2024年…第3部分第（9）项热线怎么设 (asked of what was cited)

Asked as the fifth turn, a complete question is answered as if it were the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.about import asks_of_itself
from assistant.asked import Kind
from assistant.carried import carried, moves, together, with_same_year, with_year_before, without_time
from assistant.completed import DEADLINE, LEADING, body_of, in_its_place, subject_of
from assistant.leaning import (
    ELLIPSIS,
    INTERROGATIVE,
    SHORT_QUESTION,
    YEAR,
    known,
    leans,
    points_back,
    relational,
    telling,
    weighty,
)
from assistant.matching import heading_share
from assistant.pointing import cited, cited_place, counts_back, nth_listed, place_name, points
from assistant.question import Question, QuestionReader, clean
from assistant.records import Answer, Conversation, Reason, Refusal, Reply
from assistant.reference import read_reference
from assistant.returning import Way, way
from assistant.same_document import document_cited, in_the_same, of_document
from assistant.terms import SPOKEN_OF, Term
from index.tokens import normalise

_CORRECTION = re.compile(
    r"^(?:(?:不对|不是|错了?|[说搞弄记问]错了?|我)?[，,。]?我?(?:是)?(?:想|要)?(?:[问说指](?:的|得)?是|要的是|想问的?)|(?:不对|不是的?|错了?|[说搞弄记问]错了?)[，,。])[，,]?(?:我?要)?"
)
_NOT_THIS = re.compile(  # 不是江海市，是省里 · 没问床位，我要的是餐厅
    r"^(?:不对|错了?)?[，,]?我?(?:要的|问的|说的|指的)?(?:不是|不要|没问|没说|别看)(?:问|说|要|指|看|查)?(?P<not>[^，,。；吗？?]{1,12}?)"
    r"(?:[，,。；](?:我|而)?(?:是|要|问|说|看|指|查)(?:的?是|的)?|(?<!是)是(?![不否]))(?P<but>\S.*)$"
)
_THIS_PLACE = re.compile(r"(?:这|那|该)一?(?:条|项|款)(?:里面?|中|当中)的?")
_IN_THERE = re.compile(r"^[这那]?里[面边头]的?(?=\S)")
_WHERE_WRITTEN = re.compile(  # asked beside something else; every answer says it
    r"[，,](?:是|在|又是)?(?:第几|哪一?)(?:条|项)(?:里面?|里头)?(?:写|说|规定|提|讲|定)?[到过了着]*的?[？?]*$"
)
_NAMED_ITEM = re.compile(  # 那养老大院那条原文: the item on another subject
    r"^(?:那|再看|再发)?(?!刚才|上面|前面|后面|下面)(?P<what>[\u4e00-\u9fffA-Za-z0-9]{2,12})[那这]一?(?:条|项|款)的?(?P<rest>原文|全文|原话|内容|怎么[说写])(?:发我|给我|是啥|是什么)?[？?呢]*$"
)
_ONLY_WHICH_YEAR = re.compile(  # every answer says it
    r"(?:那|这)?(?:是|都是|具体是)?哪一?(?:年|个年份|份文件|个文件)(?:度|份)?(?:里面?)?(?:说|写|提|定|规定|要求|讲|发)?(?:过|到)?的?(?:文件|要点)?[啊呀呢？?]*"
)
_WHICH_YEAR = re.compile(r"哪一?年|哪个年")


_EMPTY_TITLE = re.compile(r"《\s*》")  # left where a title was read
_COURTESY = re.compile(r"(?:谢谢|多谢|感谢|好的?|嗯+|行|知道了?|明白了?|辛苦了?|再见|拜拜)[你您了啊呀吧！!。，, ]*")

SHORT_POINTER = 14  # characters of a question that only points: 其中第四个展开说说
MOST_TURNS = 8  # turns that are remembered: what was said before them is taken up by naming it again
OWN = 0.2  # weight from which a word of a follow-up must be spoken of in its answer
BRIEF_QUESTION = 6  # characters of a question that is asked of what was cited if that speaks of its words
_NUMBERED_NAME = re.compile(r"(?:[二两三四五六七八九]|十[一二三四五六七八九]?)[个项大类][\u4e00-\u9fff]{2}")
_MEASURES = frozenset("钱户人个张岁元次家")
_KIND_BEFORE = r"(?:什么样?的?|哪[一个些种类家条项]{0,2}|啥样?的?)"


def resolve(text: str, conversation: Conversation, reader: QuestionReader) -> str:
    """The question made complete, in words that can be shown and sent back; unchanged if it stands alone.

    A turn that says only whose documents are meant holds for what follows until others are named: 查江海市的 · 几户.
    """
    completed = _resolved(text, conversation, reader)
    here = reader.read(completed)
    if here.reading.explicit or not (here.terms or here.reference):
        return completed
    return f"{_standing_scope(conversation, reader)}{completed}"


def _standing_scope(conversation: Conversation, reader: QuestionReader) -> str:
    """The scope that was said last, if it was said by itself; empty where it came with a question."""
    for turn in reversed(conversation.turns):
        said = reader.read(turn.question)
        if not said.reading.explicit:
            continue
        understood = reader.read(turn.reply.understood)
        alone = isinstance(turn.reply, Refusal) and not (understood.terms or understood.reference)
        return understood.scope_words if alone else ""
    return ""


def _resolved(text: str, conversation: Conversation, reader: QuestionReader) -> str:
    current = clean(text)
    if not conversation.turns or _COURTESY.fullmatch(current):
        return current
    current, conversation, said = way(current, conversation, reader)
    if said is Way.AWAY:
        return current
    spoken = _spoken(conversation, reader)
    corrected = spoken and (_instead(current, spoken[0], reader) or _CORRECTION.sub("", current))
    correction = bool(corrected) and corrected != current
    reply = conversation.turns[-1].reply
    years = _years_said(spoken, reply)
    asked_first = corrected or current
    current = with_same_year(in_the_same(asked_first, reply), years)
    if spoken:
        current = with_year_before(current, years, spoken[0].reading.scope.issuers, reader.scope)
    if (asked := _WHERE_WRITTEN.sub("", current)) and INTERROGATIVE.search(asked):
        current = asked
    here = reader.read(without_time(current) if spoken else current)
    before = spoken[0] if spoken else None
    last = reader.read(reply.understood)
    section = _section_kept(here, last, reply, reader)
    placed = here.reference is not None and (here.reading.explicit or here.reference.section is not None)
    if counts_back(current) and not placed and not section:
        here = replace(here, reference=None)
    if spoken and not section and (listed := nth_listed(current, spoken[0], reply)) and _only_counts(here, reader):
        member, question = listed
        return _about_listed(member, question, spoken, years, reader) if member else question
    if before and (named := _NAMED_ITEM.match(current)) and not here.reading.explicit:
        item = reader.read(named["what"])
        if known(telling(item.terms, reader)) and not all(map(relational, telling(item.terms, reader))):
            return f"{before.scope_words}{named['what']}{named['rest']}"
    if before and of_document(asked_first, before, reply, reader):
        document = "" if here.reading.explicit else document_cited(reply) or before.scope_words
        return f"{document}{LEADING.sub('', current)}"
    if (place := _at_cited(current, here, reply, reader)) and not together(current):
        return place
    if last.reference and _IN_THERE.search(current) and not here.reading.explicit:
        return f"{last.text}{_IN_THERE.sub('', current)}"
    if before and here.reference and not here.reading.explicit:
        of_last = last if last.reference else before
        return _cited_number(here, reply) or _in_same_document(current, of_last, section)
    if before is None or here.reference or (_numbered_elsewhere(current, reply, reader) and not here.reading.explicit):
        return current
    noun = len(current) <= SHORT_QUESTION and not INTERROGATIVE.search(current)
    bare = noun and bool(known(telling(here.terms, reader)))  # 婚姻: a subject and no question
    pointing = correction or bare or said is Way.BACK or points_back(current, here, reply)
    if (place := _asked_of_cited(current, here, before, reply, reader)) and not moves(current):
        return place
    if both := _both_figures(current, here, spoken, conversation, reader):
        return both
    if not leans(current, here, reader, pointing=pointing):
        goes_on = ELLIPSIS.search(current) and not here.reading.explicit and isinstance(reply, Answer)
        return f"{before.scope_words or document_cited(reply)}{LEADING.sub('', current)}" if goes_on else current
    return _completed(current, here, spoken, reply, reader)


def _instead(current: str, before: Question, reader: QuestionReader) -> str:
    """What is put in the place of something that was asked: 省里 in 不是江海市，是省里; empty where nothing is."""
    match = _NOT_THIS.match(current)
    if match is None:
        return ""
    dropped = reader.read(match["not"])
    named = dropped.reading.explicit or {t.text for t in dropped.terms} & {t.text for t in before.terms}
    return match["but"] if named else ""


def added(text: str, understood: str, reader: QuestionReader) -> tuple[Term, ...]:
    """The words that a follow-up itself put into its completed question and that the answer must speak of.

    Words that only say what kind of answer is wanted are none (什么条件), nor those that no document prints: they
    may be other words for what is printed.
    """
    current = clean(text)
    if current == understood:
        return ()
    return tuple(
        term
        for term in reader.read(without_time(current)).terms
        if term.weight >= OWN
        and term.printed
        and term.text in understood
        and term.text not in _MEASURES
        and not YEAR.fullmatch(term.text)
        and not INTERROGATIVE.search(term.text)
        and not re.search(_KIND_BEFORE + re.escape(term.text), current)
    )


def _spoken(conversation: Conversation, reader: QuestionReader) -> list[Question]:
    """The turns that were about the documents, as they were understood, the latest first, as far as they share a subject.

    A turn that leant on a cited place is about what that place was cited for. One that was refused as foreign is a topic
    only where there is no other.
    """
    topics: list[Question] = []
    recent = conversation.turns[-MOST_TURNS:]
    foreign = [isinstance(t.reply, Refusal) and t.reply.reason is Reason.OUT_OF_DOMAIN for t in recent]
    for turn, other in zip(recent, foreign, strict=True):
        reply = turn.reply
        if (other and not all(foreign)) or (isinstance(reply, Refusal) and reply.reason is Reason.EMPTY_QUESTION):
            continue
        question = reader.read(reply.understood)
        if topics and question.reference and not reader.read(turn.question).reference:
            if question.terms and not question.wants_original:
                topics.append(_of_topic(question, topics[-1], reader))
        elif question.terms or question.reference or asks_of_itself(question.text):
            topics.append(question if question.text == clean(turn.question) else _without_aspect(question))
    spoken = topics[-1:]
    for question in reversed(topics[:-1]):
        if not {t.text for t in weighty(spoken[0].terms)} & {t.text for t in weighty(question.terms)}:
            break
        spoken.append(question)
    return spoken


def _without_aspect(question: Question) -> Question:
    """A completed follow-up without the aspects that it asked about: 适老化改造 培训多少 is about 适老化改造."""
    subject, _, fresh = question.reading.text.rpartition(" ")
    kept = tuple(t for t in question.terms if t.text in subject or not (t.text in fresh and relational(t)))
    return replace(question, terms=kept) if weighty(kept) else question


def _both_figures(
    current: str, here: Question, spoken: Sequence[Question], conversation: Conversation, reader: QuestionReader
) -> str:
    """The last two questions for figures, on different matters, where the two are set side by side; empty otherwise."""
    if len(spoken) > 1 or len(conversation.turns) < 2 or not together(current):
        return ""
    if here.reading.explicit or known(telling(here.terms, reader)):
        return ""
    last_two = [reader.read(turn.reply.understood) for turn in conversation.turns[-2:]]
    asked = all(question.asked.kind is Kind.FIGURE and question.terms for question in last_two)
    return "；".join(question.text for question in last_two) if asked else ""


def _of_topic(question: Question, topic: Question, reader: QuestionReader) -> Question:
    """A question asked of a place, as one about the topic: 第3部分第(12)项覆盖率 after 老年食堂 is 老年食堂覆盖率."""
    years = "、".join(f"{year}年" for year in topic.reading.scope.years)
    subject = subject_of(topic, weighty(topic.terms), reader)
    rest = read_reference(question.reading.text)[1]
    return _without_aspect(reader.read(f"{years}{'和'.join(topic.reading.scope.issuers)}{subject} {rest}"))


def _years_said(spoken: Sequence[Question], reply: Reply) -> tuple[int, ...]:
    """The years that the turn before was about: those asked for, else the one of all that was cited, or, where it was
    asked which year, the one that speaks of most of it."""
    dated = [citation for citation in cited(reply) if citation.year]
    asked = spoken[0].reading.scope.years if spoken else ()
    if asked or not dated or len({citation.year for citation in dated}) == 1:
        return asked or tuple({citation.year for citation in dated if citation.year})
    if not _WHICH_YEAR.search(spoken[0].text if spoken else ""):
        return ()
    held = [(heading_share(citation.item_text, spoken[0].terms), citation.year or 0) for citation in dated]
    best, year = max(held)
    return (year,) if all(share < best for share, other in held if other != year) else ()


def _only_counts(here: Question, reader: QuestionReader) -> bool:
    """Whether a question only counts what was listed and asks about it."""
    return len(known(telling(here.terms, reader))) <= 1


def _about_listed(
    member: str, current: str, spoken: Sequence[Question], years: Sequence[int], reader: QuestionReader
) -> str:
    """A question about one of the things that were listed, in the scope of the list unless it names another."""
    here = reader.read(current.replace(member, ""))
    scope, everything = carried(current, here, spoken, years, reader.scope, pointing=True)
    prefix = "历年" if everything else "、".join(f"{year}年" for year in scope.years)
    rest = LEADING.sub("", reader.scope.read(current).text)
    return f"{prefix}{'和'.join(scope.issuers)}{DEADLINE.sub('', rest)}"


def _at_cited(current: str, here: Question, reply: Reply, reader: QuestionReader) -> str | None:
    """Follow-ups that point at what was cited: 原文发我, 第二个, 下一条, 这条里的倍数是多少."""
    citations = cited(reply)
    if not citations or here.reading.explicit or here.reference:
        return None
    if _THIS_PLACE.search(current):
        return place_name(citations[0]) + _THIS_PLACE.sub("", current)
    if known(telling(here.terms, reader)) and not (points(current) and len(current) <= SHORT_POINTER):
        return None
    return cited_place(current, reply)


def _asked_of_cited(current: str, here: Question, before: Question, reply: Reply, reader: QuestionReader) -> str | None:
    """A question without scope or subject of its own, asked of the item of one document that speaks of its words."""
    citations = cited(reply)
    own = [term for term in known(here.terms) if term.subject or term in weighty(here.terms)]
    if here.reading.explicit or not own or len({c.document_id for c in citations}) != 1:
        return None
    another_figure = before.asked.kind is Kind.FIGURE and ELLIPSIS.search(current)
    named = [term for term in known(telling(here.terms, reader)) if term.noun]
    brief = len(current) <= BRIEF_QUESTION and INTERROGATIVE.search(current)  # 几个律师
    if another_figure or not (brief or all(map(relational, named))):
        return None
    for citation in citations:
        text = normalise(citation.item_text)
        if all(term.presence(text) >= SPOKEN_OF for term in own):
            return f"{place_name(citation)}{_IN_THERE.sub('', LEADING.sub('', current))}"
    return None


def _numbered_elsewhere(current: str, reply: Reply, reader: QuestionReader) -> bool:
    """Whether a follow-up names by its number what another document prints: 四个一批 after 十个一批."""
    quoted = "".join(normalise(citation.item_text) for citation in cited(reply))
    return any(name not in quoted and reader.terms.held(name) for name in _NUMBERED_NAME.findall(current))


def _cited_number(here: Question, reply: Reply) -> str | None:
    """The cited item that bears the printed number: after a section was listed, 第二条 is the one of that section."""
    reference = here.reference
    if reference is None or reference.section is not None or reference.offset:
        return None
    numbered = [citation for citation in cited(reply) if citation.item == reference.item]
    return f"{place_name(numbered[0])}原文" if len(numbered) == 1 else None


def _section_kept(here: Question, last: Question, reply: Reply, reader: QuestionReader) -> str:
    """The section of the item that was asked for, where another item of it is meant: 第三部分第一条 · 第二条呢.

    Where items are numbered through the document, their number says enough, unless it counts from the end.
    """
    wanted, asked = here.reference, last.reference
    if wanted is None or wanted.item is None or wanted.section is not None:
        return ""
    if asked is None or asked.section is None or asked.item is None or here.reading.explicit:
        return ""
    places = {(citation.document_id, citation.section) for citation in cited(reply)}
    if len(places) != 1 or not (wanted.item < 0 or reader.restarts(next(iter(places))[0])):
        return ""
    return f"第{next(iter(places))[1]}部分"


def _in_same_document(current: str, before: Question, section: str = "") -> str:
    """Another printed place of the document that was spoken of: 2024年第十三项 · 那第十四项呢."""
    return f"{before.scope_words}{section}{LEADING.sub('', current)}"


def _completed(current: str, here: Question, spoken: Sequence[Question], reply: Reply, reader: QuestionReader) -> str:
    """The topic with the new scope, answer or subject put in."""
    before = spoken[0]
    ellipsis = ELLIPSIS.search(current) is not None
    scope, everything = carried(current, here, spoken, _years_said(spoken, reply), reader.scope, pointing=ellipsis)
    if DEADLINE.search(before.reading.text) and not reader.scope.held.covers(scope):  # 到2025年的目标 · 2030年呢
        scope = before.reading.scope
    until = DEADLINE.search(current)
    if until and any(until.group() in normalise(citation.item_text) for citation in cited(reply)):
        scope, everything = before.reading.scope, before.reading.all_years  # 覆盖率20% · 到2025年呢: printed beside it
    prefix = "历年" if everything else "、".join(f"{year}年" for year in scope.years)
    named = (here.reading.named or before.reading.named) if scope.documents else ()
    whole = together(current) or _ONLY_WHICH_YEAR.fullmatch(current)
    body = before.reading.text if whole else in_its_place(here, before, reply) if ellipsis else None
    if not (everything or scope.years or scope.issuers or named):
        prefix = document_cited(reply) if isinstance(reply, Answer) else ""
    body = _EMPTY_TITLE.sub("", body or body_of(current, here, before, reader))
    return f"{prefix}{'和'.join(scope.issuers or named)}{body}"
