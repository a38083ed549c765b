"""What comes after a candidate: the next of a style, how far a numbering counts on, whether it stands within another.

An annex ends every numbering: nothing behind it is looked at from before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.markers import Annex, Marker, Style

FARTHEST_LOOK = 100  # numbers of one style that are looked at to see whether an outer one goes on behind them
LONG_RUN = 3  # numbers in a row that prove a numbering, wherever it begins


class Lookahead:
    """The candidates of a text, asked by position. `following[position]` is the next one of the same style, None at the end."""

    def __init__(self, candidates: Sequence[Marker | Annex]) -> None:
        self.following = _following_of_style(candidates)
        self._candidates = candidates
        self._annexes = [i for i, candidate in enumerate(candidates) if isinstance(candidate, Annex)]
        self._positions: dict[Style, list[int]] = {}
        for position, candidate in enumerate(candidates):
            if isinstance(candidate, Marker):
                self._positions.setdefault(candidate.style, []).append(position)

    def next_of(self, style: Style, position: int) -> int | None:
        """The position of the next candidate of a style after this one, within the same annex."""
        positions = self._positions.get(style, [])
        found = bisect_right(positions, position)
        if found == len(positions):
            return None
        annex = bisect_right(self._annexes, position)
        ends = self._annexes[annex] if annex < len(self._annexes) else len(self._candidates)
        return positions[found] if positions[found] < ends else None

    def number_at(self, position: int) -> int:
        candidate = self._candidates[position]
        return candidate.number if isinstance(candidate, Marker) else -1

    def run_length(self, position: int) -> int:
        """How many candidates of this style count on from here, up to LONG_RUN: 3. 4. 5. is 3."""
        style, length = self._style_at(position), 1
        while (later := self.next_of(style, position)) is not None:
            if self.number_at(later) != self.number_at(position) + 1:
                break
            position, length = later, length + 1
            if length == LONG_RUN:
                break
        return length

    def is_enclosed(self, position: int, due: int) -> bool:
        """Whether the numbering that starts again stands within the open one, which later goes on: 2. (1. 2. 3.) 3."""
        style = self._style_at(position)
        expected, run = 2, 1
        for _ in range(FARTHEST_LOOK):
            later = self.next_of(style, position)
            if later is None:
                return False
            position, number = later, self.number_at(later)
            if number == expected:
                expected, run = expected + 1, run + 1
            elif number == due:
                return run > 1
            elif number == 1:
                expected, run = 2, run + 1
            else:
                return False
        return False

    def _style_at(self, position: int) -> Style:
        candidate = self._candidates[position]
        assert isinstance(candidate, Marker)
        return candidate.style


def _following_of_style(candidates: Sequence[Marker | Annex]) -> list[Marker | None]:
    """For every candidate the next one of the same style, up to the next annex."""
    following: list[Marker | None] = [None] * len(candidates)
    seen: dict[Style, Marker] = {}
    for position in range(len(candidates) - 1, -1, -1):
        candidate = candidates[position]
        if isinstance(candidate, Annex):
            seen = {}
        else:
            following[position] = seen.get(candidate.style)
            seen[candidate.style] = candidate
    return following
