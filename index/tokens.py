"""What a text is made of when it is searched: words, character bigrams, numbers. The only door to jieba.

    "特困标准不低于1.3倍" -> 标准, 不低, 不低于, …     dictionary words of two characters or more, at any position
                        + 特困, 困标, 标准, …        bigrams of each run of Han characters
                        + 1.3倍, 1.3               numbers and Latin words, whole

A dictionary word counts wherever its characters stand, without disambiguation. So the tokens of a question
that can match anything are decided by the words of the collection alone: searching needs no dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, Protocol

TOKENS_VERSION = 1  # raise it when the same text gives other tokens: saved indexes are then rebuilt
REMEMBERED_TEXTS = 32_768  # normalised copies kept: the same sentences are compared with every question
MIN_WORD = 2  # characters; single characters match everywhere and mean nothing

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_SPACE_OUTSIDE_LATIN = re.compile(r"(?<![0-9a-z]) | (?![0-9a-z])")
_INVISIBLE = re.compile("[\ud800-\udfff\u00ad\u200b-\u200f\u2060\ufeff]")
_MIDDLE_DOT = re.compile(r"(?<=[0-9])[•・‧∙⋅](?=[0-9])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(【]([12][0-9]{3})[〕\])】]第?([0-9]+)号")
_NUMBER_OR_LATIN = re.compile(f"([0-9a-z]+(?:[.·:][0-9a-z]+)*)((?<=[0-9])(?:[%‰℃]|[万亿千百]*[{_HAN}]))?")


class WordFinder(Protocol):
    """Something that knows words; `find` gives all of them, of two characters or more, at every position."""

    def find(self, text: str) -> Iterator[str]: ...


@lru_cache(maxsize=REMEMBERED_TEXTS)
def normalise(text: str) -> str:
    """A copy for matching: NFKC, lower case, one kind of middle dot, no thousands comma, no space around Chinese.

    Every white space is dropped (NBSP, ideographic, line ends), but one blank stays between two Latin words.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    text = _SPACE_OUTSIDE_LATIN.sub("", " ".join(text.split()))
    return _THOUSANDS.sub("", _MIDDLE_DOT.sub("·", text))


def tokens(text: str, words: WordFinder) -> list[str]:
    """All tokens of a text with multiplicity; a dictionary word of two characters counts as word and as bigram.

    >>> sorted(tokens("1.3倍", KnownWords(())))
    ['1.3', '1.3倍', '倍']
    """
    text = normalise(text)
    return [*words.find(text), *han_bigrams(text), *_numbers_and_latin(text)]


def han_bigrams(normalised: str) -> Iterator[str]:
    """Neighbouring characters within each run of Han characters; a run of one character gives that character."""
    for run in _HAN_RUN.findall(normalised):
        if len(run) == 1:
            yield run
        else:
            for left, right in pairwise(run):
                yield left + right


def _numbers_and_latin(normalised: str) -> Iterator[str]:
    """Document numbers in one spelling (〔2024〕4号), numbers with the unit that follows and bare, Latin words."""
    for year, number in _DOCUMENT_NUMBER.findall(normalised):
        yield f"〔{year}〕{number}号"
    for whole, unit in _NUMBER_OR_LATIN.findall(normalised):
        yield whole
        if unit:
            yield whole + unit


class FullDictionary:
    """jieba's dictionary and further words, in a tokenizer of our own that nobody else can change.

    The dictionary is parsed from the package (about 0.6 s) and no cache is written: jieba's default one lies
    in the shared temporary folder, where another user may own it, and the process-wide tokenizer is open to
    everyone's `add_word`. Needed for new texts only, and loaded when the first one is read.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._further = tuple(sorted({normalise(word) for word in words}))

    @cached_property
    def _tokenizer(self) -> Any:
        return _private_tokenizer(self._further)

    def find(self, text: str) -> Iterator[str]:
        """The words of jieba's full mode; in ascending order of position and length."""
        return (word for word in self._tokenizer.cut(text, cut_all=True) if len(word) >= MIN_WORD and _is_han(word))

    def knows(self, word: str) -> bool:
        """Whether `find` gives this word wherever it stands in a run of Han characters."""
        return len(word) >= MIN_WORD and _is_han(word) and bool(self._tokenizer.FREQ.get(word))


class KnownWords:
    """The words of a collection: finds in any text what `FullDictionary` finds, restricted to these words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._prefixes = frozenset(word[:end] for word in self._words for end in range(1, len(word) + 1))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._words))

    def find(self, text: str) -> Iterator[str]:
        for start in range(len(text)):
            end = start + 1
            while end <= len(text) and (piece := text[start:end]) in self._prefixes:
                if piece in self._words:
                    yield piece
                end += 1


@lru_cache(maxsize=1)  # 80 MB each
def _private_tokenizer(words: tuple[str, ...]) -> Any:
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        if len(word) >= MIN_WORD:
            tokenizer.add_word(word, freq=1)
    return tokenizer


def _is_han(word: str) -> bool:
    """Whether jieba took the word from a run of Han characters; its other pieces are ours to cut."""
    return "\u4e00" <= word[0] <= "\u9fd5"
