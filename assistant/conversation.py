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
from collections.abc import Callable

from assistant.asked import Kind
from assistant.carried import carried, moves, together, without_time
from assistant.completed import DEADLINE, LEADING, body_of, in_its_place
from assistant.heard import FollowUp, heard
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
from assistant.named_parts import by_number
from assistant.other_years import of_other_years
from assistant.pointing import cited, cited_place, nth_listed, place_name, points
from assistant.question import QuestionReader, clean
from assistant.records import Answer, Conversation
from assistant.returning import Way, way
from assistant.same_document import document_cited, of_document
from assistant.terms import SPOKEN_OF, Term
from assistant.topics import standing_scope
from index.tokens import normalise

_THIS_PLACE = re.compile(r"(?:这|那|该)一?(?:条|项|款)(?:里面?|中|当中)的?")
_IN_THERE = re.compile(r"^[这那]?里[面边头]的?(?=\S)")
_NAMED_ITEM = re.compile(  # 那养老大院那条原文: the item on another subject
    r"^(?:那|再看|再发)?(?!刚才|上面|前面|后面|下面)(?P<what>[\u4e00-\u9fffA-Za-z0-9]{2,12})[那这]一?(?:条|项|款)的?(?P<rest>原文|全文|原话|内容|怎么[说写])(?:发我|给我|是啥|是什么)?[？?呢]*$"
)
_ONLY_WHICH_YEAR = re.compile(  # every answer says it
    r"(?:那|这)?(?:是|都是|具体是)?哪一?(?:年|个年份|份文件|个文件)(?:度|份)?(?:里面?)?(?:说|写|提|定|规定|要求|讲|发)?(?:过|到)?的?(?:文件|要点)?[啊呀呢？?]*"
)
_EMPTY_TITLE = re.compile(r"《\s*》")  # left where a title was read
_COURTESY = re.compile(r"(?:谢谢|多谢|感谢|好的?|嗯+|行|知道了?|明白了?|辛苦了?|再见|拜拜)[你您了啊呀吧！!。，, ]*")
_NUMBERED_NAME = re.compile(r"(?:[二两三四五六七八九]|十[一二三四五六七八九]?)[个项大类][\u4e00-\u9fff]{2}")

SHORT_POINTER = 14  # characters of a question that only points: 其中第四个展开说说
OWN = 0.2  # weight from which a word of a follow-up must be spoken of in its answer
BRIEF_QUESTION = 6  # characters of a question that is asked of what was cited if that speaks of its words
_MEASURES = frozenset("钱户人个张岁元次家")
_KIND_BEFORE = r"(?:什么样?的?|哪[一个些种类家条项]{0,2}|啥样?的?)"


def resolve(text: str, conversation: Conversation, reader: QuestionReader) -> str:
    """The question made complete, in words that can be shown and sent back; unchanged if it stands alone.

    A turn that says only whose documents are meant holds for what follows until others are named: 查江海市的 · 几户.
    """
    completed = by_number(_resolved(text, conversation, reader), reader)
    here = reader.read(completed)
    if here.reading.explicit or not (here.terms or here.reference):
        return completed
    return f"{standing_scope(conversation, reader)}{completed}"


def _resolved(text: str, conversation: Conversation, reader: QuestionReader) -> str:
    current = clean(text)
    if not conversation.turns or _COURTESY.fullmatch(current):
        return current
    current, conversation, said = way(current, conversation, reader)
    if said is Way.AWAY:
        return current
    follow_up = heard(current, conversation, reader)
    for way_to_complete in _WAYS:
        if (completed := way_to_complete(follow_up)) is not None:
            return completed
    return _on_the_topic(follow_up, back=said is Way.BACK)


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


def _of_the_listed(said: FollowUp) -> str | None:
    """About one of the things that were listed, in the scope of the list unless it names another: 第二类怎么办."""
    if not said.spoken or said.kept_section or len(said.subjects) > 1:
        return None
    listed = nth_listed(said.text, said.spoken[0], said.reply)
    if listed is None:
        return None
    member, current = listed
    if not member:
        return current
    here = said.reader.read(current.replace(member, ""))
    scope, everything = carried(current, here, said.spoken, said.years, said.reader.scope, pointing=True)
    prefix = "历年" if everything else "、".join(f"{year}年" for year in scope.years)
    rest = LEADING.sub("", said.reader.scope.read(current).text)
    return f"{prefix}{'和'.join(scope.issuers)}{DEADLINE.sub('', rest)}"


def _the_item_on(said: FollowUp) -> str | None:
    """The item on another subject: 那养老大院那条原文."""
    named = _NAMED_ITEM.match(said.text)
    if said.before is None or named is None or not said.unscoped:
        return None
    subjects = telling(said.reader.read(named["what"]).terms, said.reader)
    if not known(subjects) or all(map(relational, subjects)):
        return None
    return f"{said.before.scope_words}{named['what']}{named['rest']}"


def _of_the_document(said: FollowUp) -> str | None:
    """About the document that was cited, as a whole: 有效期几年."""
    if said.before is None or not of_document(said.first, said.before, said.reply, said.reader):
        return None
    document = (document_cited(said.reply) or said.before.scope_words) if said.unscoped else ""
    return f"{document}{LEADING.sub('', said.text)}"


def _at_cited(said: FollowUp) -> str | None:
    """What was cited is pointed at: 原文发我, 第二个, 下一条, 这条里的倍数是多少."""
    citations = cited(said.reply)
    if not citations or not said.unscoped or said.here.reference or together(said.text):
        return None
    if _THIS_PLACE.search(said.text):
        return place_name(citations[0]) + _THIS_PLACE.sub("", said.text)
    if said.subjects and not (points(said.text) and len(said.text) <= SHORT_POINTER):
        return None
    return cited_place(said.text, said.reply)


def _in_there(said: FollowUp) -> str | None:
    """Asked of the place that was asked for by its number: 第三条 · 里面写了几项."""
    if not (said.last.reference and said.unscoped and _IN_THERE.search(said.text)):
        return None
    return f"{said.last.text}{_IN_THERE.sub('', said.text)}"


def _another_number(said: FollowUp) -> str | None:
    """Another printed place of the document that was spoken of: 2024年第十三项 · 那第十四项呢. After a section was listed,
    第二条 is the one of that section."""
    reference = said.here.reference
    if said.before is None or reference is None or not said.unscoped:
        return None
    numbered = [citation for citation in cited(said.reply) if citation.item == reference.item]
    if reference.section is None and not reference.offset and len(numbered) == 1:
        return f"{place_name(numbered[0])}原文"
    earlier = said.last if said.last.reference else said.before
    return f"{earlier.scope_words}{said.kept_section}{LEADING.sub('', said.text)}"


def _by_itself(said: FollowUp) -> str | None:
    """Complete as it stands: nothing was spoken of, it says a place by number, or it names by its number what another
    document prints: 四个一批 after 十个一批."""
    if said.before is None or said.here.reference:
        return said.text
    quoted = "".join(normalise(citation.item_text) for citation in cited(said.reply))
    numbered = (name for name in _NUMBERED_NAME.findall(said.text) if name not in quoted)
    return said.text if said.unscoped and any(map(said.reader.terms.held, numbered)) else None


def _of_the_cited_item(said: FollowUp) -> str | None:
    """Without scope or subject of its own, asked of the item of one document that speaks of its words: 几个律师."""
    citations = cited(said.reply)
    own = [term for term in known(said.here.terms) if term.subject or term in weighty(said.here.terms)]
    if said.before is None or not said.unscoped or not own or len({c.document_id for c in citations}) != 1:
        return None
    another_figure = said.before.asked.kind is Kind.FIGURE and ELLIPSIS.search(said.text)
    brief = len(said.text) <= BRIEF_QUESTION and INTERROGATIVE.search(said.text)
    nouns = (term for term in said.subjects if term.noun)
    if another_figure or moves(said.text) or not (brief or all(map(relational, nouns))):
        return None
    for citation in citations:
        text = normalise(citation.item_text)
        if all(term.presence(text) >= SPOKEN_OF for term in own):
            return f"{place_name(citation)}{_IN_THERE.sub('', LEADING.sub('', said.text))}"
    return None


def _both_figures(said: FollowUp) -> str | None:
    """The last two questions for figures, on different matters, set side by side: 两个数哪个大."""
    last_two = said.conversation.turns[-2:]
    if len(said.spoken) > 1 or len(last_two) < 2 or not together(said.text) or not said.unscoped or said.subjects:
        return None
    questions = [said.reader.read(turn.reply.understood) for turn in last_two]
    asked = all(question.asked.kind is Kind.FIGURE and question.terms for question in questions)
    return "；".join(question.text for question in questions) if asked else None


_WAYS: tuple[Callable[[FollowUp], str | None], ...] = (
    of_other_years,
    _of_the_listed,
    _the_item_on,
    _of_the_document,
    _at_cited,
    _in_there,
    _another_number,
    _by_itself,
    _of_the_cited_item,
    _both_figures,
)
"""How a follow-up is completed, first to last: each gives the question, or None where it is not one of its kind."""


def _on_the_topic(said: FollowUp, *, back: bool) -> str:
    """The topic with the new scope, answer or subject put in; a question that does not lean on it stands as it is."""
    here, reply, reader, current, before = said.here, said.reply, said.reader, said.text, said.spoken[0]
    ellipsis = ELLIPSIS.search(current) is not None
    bare = len(current) <= SHORT_QUESTION and not INTERROGATIVE.search(current) and bool(said.subjects)  # 婚姻
    pointing = said.corrects or bare or back or points_back(current, here, reply)
    if not leans(current, here, reader, pointing=pointing):
        goes_on = ellipsis and said.unscoped and isinstance(reply, Answer)
        return f"{before.scope_words or document_cited(reply)}{LEADING.sub('', current)}" if goes_on else current
    scope, everything = carried(current, here, said.spoken, said.years, reader.scope, pointing=ellipsis)
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
