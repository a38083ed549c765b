"""What a browser remembers of a conversation: the questions with their filters, and nothing that was answered.

The browser may have been tampered with, so everything that comes back is checked; what makes no sense is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.records import Filters
from ui.models import LONGEST_QUESTION
from ui.replay import MAX_TURNS, Asked

SHOWN_TURNS = 12  # on the screen
REMEMBERED_TURNS = SHOWN_TURNS + MAX_TURNS  # so the oldest on the screen still has all the turns that bear on it
MOST_VALUES = 50  # years or issuers of one filter


def remember(turns: Sequence[Asked]) -> list[dict[str, Any]]:
    """The last turns as JSON for the browser."""
    return [
        {"question": turn.question, "years": sorted(turn.filters.years), "issuers": sorted(turn.filters.issuers)}
        for turn in turns[-REMEMBERED_TURNS:]
    ]


def recall(remembered: object) -> tuple[Asked, ...]:
    """The turns that `remember` wrote, oldest first."""
    if not isinstance(remembered, list):
        return ()
    entries = [entry for entry in remembered[-REMEMBERED_TURNS:] if isinstance(entry, dict)]
    turns = (read_turn(entry.get("question"), entry.get("years"), entry.get("issuers")) for entry in entries)
    return tuple(turn for turn in turns if turn is not None)


def read_turn(question: object, years: object, issuers: object) -> Asked | None:
    """One question with its filters, or None where there is no question that could be asked."""
    if not isinstance(question, str) or not question.strip() or len(question) > LONGEST_QUESTION:
        return None
    if any("\ud800" <= character <= "\udfff" for character in question):
        return None
    return Asked(question.strip(), Filters(years=frozenset(_numbers(years)), issuers=frozenset(_texts(issuers))))


def _numbers(values: object) -> list[int]:
    """Whole numbers; a browser may send 2024 as "2024"."""
    return [int(value) for value in _list(values) if str(value).isascii() and str(value).isdigit()]


def _texts(values: object) -> list[str]:
    return [value for value in _list(values) if isinstance(value, str)]


def _list(values: object) -> list[Any]:
    return values[:MOST_VALUES] if isinstance(values, list) else []
