"""Citation, Answer, Refusal: what leaves the assistant. `Reply = Answer | Refusal`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why a question is refused."""

    NOT_IN_DOCUMENTS = "not_in_documents"
    SCOPE_NOT_COVERED = "scope_not_covered"
    ITEM_NOT_FOUND = "item_not_found"
    OUT_OF_DOMAIN = "out_of_domain"
    AMBIGUOUS = "ambiguous"
    EMPTY_QUESTION = "empty_question"


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents a question speaks about; empty fields mean all."""

    years: tuple[int, ...] = ()
    issuers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its source: `quote == item_text[start:end]`, checked when it is built.

    `start` and `end` are code points into `item_text`; `n` is the marker [n] in the answer's text, from 1.
    `note` tells a reader what is doubtful about the place (a finding of the numbering audit), "" if nothing.
    """

    n: int
    item_id: str
    document_id: str
    year: int | None
    issuer: str | None
    title: str
    section: int
    section_title: str
    item: int | None
    label: str
    quote: str
    start: int
    end: int
    item_text: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.quote or self.item_text[self.start : self.end] != self.quote:
            raise ValueError(
                f"citation {self.n}: the quote is not the slice [{self.start}:{self.end}] of {self.item_id}"
            )


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of the answer; it stands, with unit and comparator, in the quote of citation `n`."""

    n: int
    indicator: str
    comparator: str
    value: str
    unit: str
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say, with where they say it. An answer without a citation cannot be built."""

    question: str
    understood: str
    scope: Scope
    text: str
    citations: tuple[Citation, ...]
    values: tuple[Value, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("an answer needs at least one citation")
        if [c.n for c in self.citations] != list(range(1, len(self.citations) + 1)):
            raise ValueError("citations are numbered 1, 2, 3 … in order")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing is claimed: the reason, a sentence for people, and the nearest items."""

    question: str
    understood: str
    scope: Scope
    reason: Reason
    text: str
    nearest: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


Reply = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Turn:
    """One finished exchange of a conversation: what was asked, how it was understood, what came back."""

    question: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Conversation:
    """The earlier turns, oldest first. Immutable: `with_turn` returns a longer one."""

    turns: tuple[Turn, ...] = ()

    def with_turn(self, question: str, reply: Reply) -> Conversation:
        return Conversation((*self.turns, Turn(question, reply)))
