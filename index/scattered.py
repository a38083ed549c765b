"""Phrases of everyday speech whose pieces stand apart: 男人打工的媳妇 in 男人出去打工，撂家里的媳妇们有人过问没.

People say what a listed phrase says, with a few words of their own in between. A phrase stands in a text scattered if
its characters, 的 left out, follow one another there in pieces of at least PIECE characters, at most GAP characters
apart, within one sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

PIECE = 2  # characters of the shortest piece: a single one stands inside too many other words
GAP = 5  # characters between two pieces
SHORTEST = 2 * PIECE  # characters of a phrase that has pieces

_UNSAID = re.compile(r"[的\s]")
_ASKING = re.compile(r"[多几哪啥谁吗]|什么|怎么")  # 补贴多少 asks for a figure, whatever stands between
_SENTENCE = re.compile(r"[。！？!?；;\n]")


@dataclass(frozen=True, slots=True)
class Scattered:
    """A phrase and its pieces `text[start:end)` in their order, two or more."""

    phrase: str
    pieces: tuple[tuple[int, int], ...]


class ScatteredPhrases:
    """Finds phrases in pieces. What stands in a text in one piece is not scattered and is left to others."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_piece: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for phrase in sorted(set(phrases)):
            said = _UNSAID.sub("", phrase)
            if len(said) >= SHORTEST and not _ASKING.search(said):
                self._by_piece[said[:PIECE]].append((said, phrase))

    def find(self, text: str) -> list[Scattered]:
        """The scattered phrases of a text, the longest first (then the leftmost), no character in two of them."""
        places = [at for at, character in enumerate(text) if not _UNSAID.match(character)]
        said = "".join(text[at] for at in places)
        found = []
        for start in range(len(said) - PIECE + 1):
            for letters, phrase in self._by_piece.get(said[start : start + PIECE], ()):
                pieces = _pieces(letters, said, start)
                if pieces and len(pieces) > 1:
                    found.append(Scattered(phrase, tuple((places[s], places[e - 1] + 1) for s, e in pieces)))
        found.sort(key=lambda scattered: (-len(scattered.phrase), scattered.pieces))
        return list(_apart(found))


def _pieces(letters: str, text: str, start: int) -> list[tuple[int, int]] | None:
    """Where the letters stand in the text from `start` on, in the longest pieces; None if they do not."""
    for length in range(len(letters), PIECE - 1, -1):
        if not text.startswith(letters[:length], start):
            continue
        rest, end = letters[length:], start + length
        if not rest:
            return [(start, end)]
        if len(rest) < PIECE:
            continue
        for further in range(end, min(end + GAP, len(text) - len(rest)) + 1):
            if _SENTENCE.search(text[end:further]):
                break
            if found := _pieces(rest, text, further):
                return [(start, end), *found]
    return None


def _apart(found: Iterable[Scattered]) -> Iterator[Scattered]:
    taken: set[int] = set()
    for scattered in found:
        own = {at for start, end in scattered.pieces for at in range(start, end)}
        if not own & taken and not any(end == start for (_, end), (start, _) in pairwise(scattered.pieces)):
            taken |= own
            yield scattered
