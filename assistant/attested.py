"""Whether a word stands in the documents as a word: 进制 does not stand in 先进制造业, whose words are 先进 and 制造业."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

from index.segmentation import Segmenter

AROUND = 5  # characters of text on either side that decide where words begin and end
LOOKED_AT = 6  # occurrences that are cut; a word that is none in the first ones is hardly one in a later one


class Attested:
    """Looks words up in normalised texts; what has been looked up is remembered."""

    def __init__(self, text: Callable[[], str], segmenter: Segmenter) -> None:
        self._read = text
        self._segmenter = segmenter
        self.stands = lru_cache(maxsize=20_000)(self._stands)

    @cached_property
    def _text(self) -> str:
        return self._read()

    def _stands(self, word: str) -> bool:
        """Whether some occurrence begins and ends with words, or lies inside one; True for what occurs nowhere."""
        at = self._text.find(word)
        looked_at = 0
        while at >= 0 and looked_at < LOOKED_AT:
            start = max(0, at - AROUND)
            if _whole(self._segmenter.cut(self._text[start : at + len(word) + AROUND]), at - start, len(word)):
                return True
            looked_at += 1
            at = self._text.find(word, at + 1)
        return looked_at == 0


def _whole(words: tuple[str, ...], start: int, length: int) -> bool:
    """Whether the stretch of a cut text is made of whole words or lies inside one of them."""
    borders = [0]
    for word in words:
        borders.append(borders[-1] + len(word))
    within = [border for border in borders if start < border < start + length]
    return (start in borders and start + length in borders) or not within
