"""What the tests look at in a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.records import Answer, Citation, Conversation, Reason, Reply


def asking(assistant: Assistant) -> Callable[..., Reply]:
    """Asks some questions in one conversation and gives the reply to the last."""

    def reply_to(*questions: str) -> Reply:
        conversation = Conversation()
        for question in questions[:-1]:
            conversation = conversation.with_turn(question, assistant.ask(question, conversation))
        return assistant.ask(questions[-1], conversation)

    return reply_to


def defect(reason: str) -> pytest.MarkDecorator:
    """A known fault of the engine: the test says what must hold, and fails as soon as it does without this mark."""
    return pytest.mark.xfail(strict=True, reason=reason)


def cited(reply: Reply) -> set[str]:
    """The item ids that are cited; empty for a refusal."""
    return {c.item_id for c in reply.citations} if isinstance(reply, Answer) else set()


def cited_documents(reply: Reply) -> set[str]:
    """The documents that are cited; empty for a refusal."""
    return {c.document_id for c in reply.citations} if isinstance(reply, Answer) else set()


def shown(reply: Reply) -> tuple[Citation, ...]:
    """All quotes of a reply: the citations of an answer, the nearest items of a refusal."""
    return reply.citations if isinstance(reply, Answer) else reply.nearest


def reason(reply: Reply) -> Reason | None:
    """Why it is refused; None for an answer."""
    return None if isinstance(reply, Answer) else reply.reason


def quote_of(reply: Reply, item_id: str) -> str:
    """All that is quoted from an item."""
    return "\n".join(c.quote for c in shown(reply) if c.item_id == item_id)


def says(reply: Reply, *alternatives: str) -> bool:
    """Whether an answer has one of these in its text; a refusal says nothing."""
    return isinstance(reply, Answer) and any(text in reply.text for text in alternatives)


def without_time(reply: Reply) -> Reply:
    """The reply without its timings, which differ from run to run."""
    return replace(reply, timings_ms={})


def same_answer(one: Reply, other: Reply) -> bool:
    """Whether two replies say the same, however the question was put."""
    if isinstance(one, Answer) and isinstance(other, Answer):
        return one.text == other.text and one.citations == other.citations and one.values == other.values
    return reason(one) == reason(other) is not None and shown(one) == shown(other)
