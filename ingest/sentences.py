"""Sentences and clauses as offsets into a text; nothing is changed and nothing is lost.

Example: "提高标准。扩大范围，达到800元。" → sentences [0:5], [5:16]; a closing quotation mark stays with its sentence, and so
does who is named for it behind it: "建设平台。（省数据局牵头）". A line break ends a sentence unless the lines are filled to one width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

SENTENCE_END = "。！？；!?;"
CLOSING = "”’」』）)》】"

RESPONSIBLE = (  # who is named for the sentence in front of it: （省数据局牵头，省财政厅配合）
    r"[（(【](?:[^（）()【】\n]{2,80}?(?:牵头|负责|配合|分工|参与|主办|落实)[^（）()【】\n]{0,40}|"
    r"(?:责任|主管|实施|落实)(?:单位|部门|主体)\s*[:：][^（）()【】\n]{2,160})[）)】]"
)
WIDEST_LINE = 100  # columns, two for a Chinese character; longer lines are paragraphs
NARROWEST_LINE = 40
RAGGED = 12  # columns by which a filled line may be shorter than the widest one
FEWEST_FILLED = 3  # lines of about one width from which a text is taken to be broken by width

_SENTENCE = re.compile(
    rf"[^{SENTENCE_END}\n]*(?:[{SENTENCE_END}]+[{CLOSING}]*(?:\s*{RESPONSIBLE}[{SENTENCE_END}]*)?|\n|$)"
)
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
    return tuple(_trimmed(unwrapped(text), _SENTENCE, 0, len(text)))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses (between commas and colons) of one sentence, in order."""
    return tuple(_trimmed(unwrapped(text), _CLAUSE, sentence.start, sentence.end))


@lru_cache(maxsize=1_024)
def unwrapped(text: str) -> str:
    """The text, of the same length, with a blank for each line break that only the width of the page has made.

    Such lines are filled to about one width and go on in the middle of a sentence; headings, list entries, rows do not.
    """
    lines = text.split("\n")
    if len(lines) <= FEWEST_FILLED:
        return text
    widths = [sum(2 if east_asian_width(c) in "WF" else 1 for c in line.strip()) for line in lines]
    least = max(widths) - RAGGED
    if not NARROWEST_LINE <= max(widths) <= WIDEST_LINE or sum(w >= least for w in widths) < FEWEST_FILLED:
        return text
    joined = lines[0]
    for before, width, line in zip(lines, widths, lines[1:], strict=False):
        goes_on = (
            width >= least and not _ENDS_LINE.search(before) and not BEGINS_LINE.match(line) and "\t" not in before
        )
        joined += (" " if goes_on else "\n") + line
    return joined


_ENDS_LINE = re.compile(rf"[{SENTENCE_END}：:][{CLOSING}]*\s*$|^\s*$")
BEGINS_LINE = re.compile(
    r"\s*(?:$|——|\d+\s*$|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)|第[一二三四五六七八九十百零\d]+[章节条]|[①-⑳]|附件)"
)


def _trimmed(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
    for match in pattern.finditer(text, start, end):
        left, right = match.span()
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if any(c.isalnum() for c in text[left:right]):
            yield Span(left, right)
