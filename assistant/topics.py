"""What the turns of a conversation were about: its subject, the years and the scope that were said.

Only the turns that share a subject count, and only as far as they were about the documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.about import asks_of_itself
from assistant.completed import subject_of
from assistant.leaning import relational, weighty
from assistant.matching import heading_share
from assistant.pointing import cited
from assistant.question import Question, QuestionReader, clean
from assistant.records import Conversation, Reason, Refusal, Reply
from assistant.reference import read_reference

_WHICH_YEAR = re.compile(r"哪一?年|哪个年")

MOST_TURNS = 8  # turns that are remembered: what was said before them is taken up by naming it again


def spoken_of(conversation: Conversation, reader: QuestionReader) -> list[Question]:
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


def _of_topic(question: Question, topic: Question, reader: QuestionReader) -> Question:
    """A question asked of a place, as one about the topic: 第3部分第(12)项覆盖率 after 老年食堂 is 老年食堂覆盖率."""
    years = "、".join(f"{year}年" for year in topic.reading.scope.years)
    subject = subject_of(topic, weighty(topic.terms), reader)
    rest = read_reference(question.reading.text)[1]
    return _without_aspect(reader.read(f"{years}{'和'.join(topic.reading.scope.issuers)}{subject} {rest}"))


def years_said(spoken: Sequence[Question], reply: Reply) -> tuple[int, ...]:
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


def standing_scope(conversation: Conversation, reader: QuestionReader) -> str:
    """The scope that was said last, if it was said by itself; empty where it came with a question."""
    for turn in reversed(conversation.turns):
        said = reader.read(turn.question)
        if not said.reading.explicit:
            continue
        understood = reader.read(turn.reply.understood)
        alone = isinstance(turn.reply, Refusal) and not (understood.terms or understood.reference)
        return understood.scope_words if alone else ""
    return ""
