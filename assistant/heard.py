"""A follow-up as it is heard: corrections taken off, years put in, beside what the turns before were about.

不是江海市，是省里            → 省里, in the place of what was asked
不对，我问的是2024年          → 2024年, a correction
那年的补贴多少               → 2023年的补贴多少, after an answer of 2023
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.carried import with_same_year, with_year_before, without_time
from assistant.leaning import INTERROGATIVE, known, telling
from assistant.named_parts import section_named
from assistant.pointing import cited, counts_back
from assistant.question import Question, QuestionReader
from assistant.records import Conversation, Reply
from assistant.same_document import in_the_same
from assistant.terms import Term
from assistant.topics import spoken_of, years_said

_CORRECTION = re.compile(
    r"^(?:(?:不对|不是|错了?|[说搞弄记问]错了?|我)?[，,。]?我?(?:是)?(?:想|要)?(?:[问说指](?:的|得)?是|要的是|想问的?)|(?:不对|不是的?|错了?|[说搞弄记问]错了?)[，,。])[，,]?(?:我?要)?"
)
_NOT_THIS = re.compile(  # 不是江海市，是省里 · 没问床位，我要的是餐厅
    r"^(?:不对|错了?)?[，,]?我?(?:要的|问的|说的|指的)?(?:不是|不要|没问|没说|别看)(?:问|说|要|指|看|查)?(?P<not>[^，,。；吗？?]{1,12}?)"
    r"(?:[，,。；](?:我|而)?(?:是|要|问|说|看|指|查)(?:的?是|的)?|(?<!是)是(?![不否]))(?P<but>\S.*)$"
)
_WHERE_WRITTEN = re.compile(  # asked beside something else; every answer says it
    r"[，,](?:是|在|又是)?(?:第几|哪一?)(?:条|项)(?:里面?|里头)?(?:写|说|规定|提|讲|定)?[到过了着]*的?[？?]*$"
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up (`text`, understood as `here`) and what it follows.

    `spoken` are the earlier questions on the subject, the latest first; `last` is the question that `reply` answered, with
    `years` its years. `corrects` is set where it takes the place of what was asked, `kept_section` names the section of which
    another item is meant. `first` is the text before a year or a document was put into it.
    """

    text: str
    first: str
    here: Question
    spoken: tuple[Question, ...]
    last: Question
    years: tuple[int, ...]
    conversation: Conversation
    corrects: bool
    kept_section: str
    reader: QuestionReader

    @property
    def reply(self) -> Reply:
        return self.conversation.turns[-1].reply

    @property
    def before(self) -> Question | None:
        """The latest question on the subject."""
        return self.spoken[0] if self.spoken else None

    @property
    def unscoped(self) -> bool:
        """Whether it says nothing about whose documents are meant, or of when."""
        return not self.here.reading.explicit

    @property
    def subjects(self) -> list[Term]:
        """The words that name a subject the documents know."""
        return known(telling(self.here.terms, self.reader))


def heard(text: str, conversation: Conversation, reader: QuestionReader) -> FollowUp:
    """The follow-up to a conversation of one turn at least."""
    spoken = tuple(spoken_of(conversation, reader))
    reply = conversation.turns[-1].reply
    first = (_instead(text, spoken[0], reader) or _CORRECTION.sub("", text)) if spoken else text
    corrects = bool(first) and first != text
    first = first or text
    years = years_said(spoken, reply)
    current = with_same_year(in_the_same(first, reply), years)
    if spoken:
        current = with_year_before(current, years, spoken[0].reading.scope.issuers, reader.scope)
    if (asked := _WHERE_WRITTEN.sub("", current)) and INTERROGATIVE.search(asked):
        current = asked
    here = reader.read(without_time(current) if spoken else current)
    last = reader.read(reply.understood)
    section = _section_kept(here, last, reply, reader)
    placed = here.reference is not None and (here.reading.explicit or here.reference.section is not None)
    if counts_back(current) and not placed and not section:
        here = replace(here, reference=None)
    return FollowUp(current, first, here, spoken, last, years, conversation, corrects, section, reader)


def _instead(current: str, before: Question, reader: QuestionReader) -> str:
    """What is put in the place of something that was asked: 省里 in 不是江海市，是省里; empty where nothing is."""
    match = _NOT_THIS.match(current)
    if match is None:
        return ""
    dropped = reader.read(match["not"])
    named = dropped.reading.explicit or {t.text for t in dropped.terms} & {t.text for t in before.terms}
    return match["but"] if named else ""


def _section_kept(here: Question, last: Question, reply: Reply, reader: QuestionReader) -> str:
    """The section that was asked for, where an item of it is meant: 第三部分第一条 · 第二条呢, 救助那部分有几条 · 第二条呢.

    Where items are numbered through the document, their number says enough, unless it counts from the end.
    """
    wanted, asked = here.reference, last.reference
    if wanted is None or wanted.item is None or wanted.section is not None or here.reading.explicit:
        return ""
    listed = {citation.item for citation in cited(reply)}
    if wanted.item > 0 and (asked is None or asked.item is None):  # a part was spoken of, by its subject or its number
        part = section_named(last, reader) if asked is None else asked.section
        return f"第{part}部分" if part and (asked is None or wanted.item not in listed) else ""
    if asked is None or asked.section is None or asked.item is None:
        return ""
    places = {(citation.document_id, citation.section) for citation in cited(reply)}
    if len(places) != 1 or not (wanted.item < 0 or reader.restarts(next(iter(places))[0])):
        return ""
    return f"第{next(iter(places))[1]}部分"
