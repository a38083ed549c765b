"""Sentences and clauses as offsets into a text; nothing is changed and nothing is lost.

Example: "提高标准。扩大范围，达到800元。" → sentences [0:5], [5:16]; a closing quotation mark stays with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = "。！？；!?;"
CLOSING = "”’」』）)》】"

_SENTENCE = re.compile(rf"[^{SENTENCE_END}\n]*(?:[{SENTENCE_END}]+[{CLOSING}]*|\n|$)")
_CLAUSE = re.compile(r"(?:[^，,：:\n]|(?<=\d),(?=\d{3}(?!\d)))*(?:[，,：:\n]|$)")  # a comma in 3,000 separates nothing


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text without surrounding white space, in order; those without a letter are left out."""
    return tuple(_trimmed(text, _SENTENCE, 0, len(text)))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses (between commas and colons) of one sentence, in order."""
    return tuple(_trimmed(text, _CLAUSE, sentence.start, sentence.end))


def _trimmed(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
    for match in pattern.finditer(text, start, end):
        left, right = match.span()
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if any(c.isalnum() for c in text[left:right]):
            yield Span(left, right)
