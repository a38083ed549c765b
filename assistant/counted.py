"""Names that begin with a number: printed as a name, or the set of things that one sentence lists in quotation marks.

五大体系 where a document prints “五大体系”;  四化 where one prints “法治化、标准化、社会化、信息化”
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from assistant.wording import NUMERALS
from index.tokens import normalise

LONGEST_NAME = 7  # characters of a name with its number
SHORTEST_NAME = 4  # the same: 五大体系, not 六治

_NAMED = re.compile(rf"(?=([{NUMERALS}][大个项种][一-鿿]{{2,{LONGEST_NAME - 2}}}))")
_SET = re.compile(rf"([{NUMERALS}])([化性力感心度治])")
_QUOTED_LIST = re.compile(r"[“\"]([一-鿿]{2,6}(?:、[一-鿿]{2,6})+)[”\"]")
_VALUES = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "双": 2}


class CountedNames:
    """Looks such names up in normalised texts."""

    def __init__(self, text: Callable[[], str]) -> None:
        self._read = text
        self.members = lru_cache(maxsize=1_024)(self._members)

    @cached_property
    def _lists(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match[1] for match in _QUOTED_LIST.finditer(self._read())))

    def _members(self, word: str) -> tuple[str, ...]:
        """The quoted lists of as many things as a word says, all of its kind: 法治化、标准化、社会化、信息化 for 四化."""
        if not (named := _SET.fullmatch(word)):
            return ()
        of_kind = (found for found in self._lists if all(thing.endswith(named[2]) for thing in found.split("、")))
        return tuple(found for found in of_kind if len(found.split("、")) == _VALUES[named[1]])


def counted_names(text: str, held: Callable[[str], bool], members: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """The names with a number that a text uses and some document prints in quotation marks, the longest of each, or
    lists there by its `members`."""
    yield from (match.group() for match in _SET.finditer(text) if members(match.group()))
    for match in _NAMED.finditer(text):
        run = match[1]
        names = (run[:end] for end in range(len(run), SHORTEST_NAME - 1, -1))
        if name := next((name for name in names if held(normalise(f"“{name}”"))), ""):
            yield name
