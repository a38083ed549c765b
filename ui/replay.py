"""A question after earlier questions: the earlier ones are asked again, so that no caller can forge a reply.

A chat page, an HTTP client or a batch file remembers only what a person asked. The replies are made anew from the
documents each time; the engine is deterministic, so they are the replies that were given. Every surface answers
through this one door, which is why they all give the same answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from assistant.records import Conversation, Reply
from index.records import Filters

MAX_TURNS = 8  # earlier questions that count; older ones have left the subject of the conversation
MEMORY = 2048  # replies kept for conversations that go on; about 10 KB each


class Answering(Protocol):
    """What answers: `assistant.assistant.Assistant`, or a stand-in."""

    def ask(self, question: str, conversation: Conversation, filters: Filters) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the filters that were set when it was asked."""

    question: str
    filters: Filters = field(default=Filters())


class Replay:
    """Answers a question after earlier ones. Safe to call from several threads."""

    def __init__(self, assistant: Answering, *, memory: int = MEMORY) -> None:
        self._assistant = assistant
        self._memory = memory
        self._replies: OrderedDict[tuple[Asked, ...], Reply] = OrderedDict()
        self._lock = Lock()

    def answer(self, asked: Asked, earlier: Sequence[Asked] = ()) -> Reply:
        """The reply to `asked` after the last MAX_TURNS of `earlier` (oldest first); always made, never remembered."""
        turns = tuple(earlier)[-MAX_TURNS:]
        conversation = Conversation()
        for position, turn in enumerate(turns, 1):
            conversation = conversation.with_turn(turn.question, self._earlier(turns[:position], conversation))
        reply = self._assistant.ask(asked.question, conversation, asked.filters)
        self._remember((*turns, asked), reply)
        return reply

    def _earlier(self, turns: tuple[Asked, ...], conversation: Conversation) -> Reply:
        """The reply to the last of `turns`; `conversation` holds the ones before it."""
        with self._lock:
            reply = self._replies.get(turns)
        if reply is None:
            reply = self._assistant.ask(turns[-1].question, conversation, turns[-1].filters)
            self._remember(turns, reply)
        return reply

    def _remember(self, turns: tuple[Asked, ...], reply: Reply) -> None:
        with self._lock:
            self._replies[turns] = reply
            self._replies.move_to_end(turns)
            while len(self._replies) > self._memory:
                self._replies.popitem(last=False)
