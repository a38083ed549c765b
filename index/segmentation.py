"""Cutting a question into words by the most probable path, with how telling each word is.

A unigram model (Viterbi over a word graph): words of the collection, of the lexicon and of everyday language.
Searching does not need it (see tokens.py); understanding what a question is about does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from ingest.errors import SourceError

CORPUS_SIZE = 60_101_967  # words counted in jieba's dictionary, the source of data/words/common.tsv
DOMAIN_FREQUENCY = 100  # assumed count of a domain word that everyday language does not list
LONGEST_WORD = 12  # characters
EVERYDAY = 7.5  # nats: information of 现在, 安排 … which say nothing about a subject
TELLING = 11.5  # nats: information of 殡葬, 孤儿 … which name a subject


class Segmenter:
    """Cuts Chinese text into words; every character is kept, in order.

    >>> Segmenter({"失智": 100, "床位": 94}).cut("失智床位有")
    ('失智', '床位', '有')
    """

    def __init__(
        self, frequencies: dict[str, int], domain_words: Iterable[str] = (), classes: dict[str, str] | None = None
    ) -> None:
        self._log = {word: math.log(count / CORPUS_SIZE) for word, count in frequencies.items()}
        self._classes = classes or dict.fromkeys(frequencies, "")
        domain = math.log(DOMAIN_FREQUENCY / CORPUS_SIZE)
        for word in domain_words:
            self._log.setdefault(word, domain)
        self._unknown = math.log(1 / CORPUS_SIZE)

    @classmethod
    def load(cls, path: Path, domain_words: Iterable[str] = ()) -> Segmenter:
        """Read `word<TAB>frequency<TAB>class` lines (the first is a header)."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()[1:]
            rows = [line.split("\t") for line in lines]
            frequencies = {word: int(count) for word, count, _ in rows}
            classes = {word: name for word, _, name in rows}
        except (OSError, ValueError) as error:
            raise SourceError(str(path), "词表读不出来", "每行“词<TAB>词频<TAB>词类”", "请重新安装。") from error
        return cls(frequencies, domain_words, classes)

    def cut(self, text: str, *, whole: bool = True) -> tuple[str, ...]:
        """The words of the most probable segmentation; a run of Latin letters or digits is one word.

        With `whole=False` the text itself is not taken as one word: what is a compound made of?
        """
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(text) + 1):
            candidates = [(best[end - 1][0] + self._log.get(text[end - 1], self._unknown), end - 1)]
            for start in range(max(0, end - LONGEST_WORD), end - 1):
                piece = text[start:end]
                if not whole and len(piece) == len(text):
                    continue
                if (weight := self._log.get(piece)) is not None or (
                    piece.isascii() and piece.replace(".", "").isalnum()
                ):
                    candidates.append((best[start][0] + (weight or self._unknown), start))
            best.append(max(candidates))
        words: list[str] = []
        end = len(text)
        while end:
            start = best[end][1]
            words.append(text[start:end])
            end = start
        return tuple(reversed(words))

    def word_class(self, word: str) -> str | None:
        """The class of an everyday word (n noun, v verb, d adverb, r pronoun …, jieba's tags), None for others."""
        return self._classes.get(word)

    def telling(self, word: str) -> float:
        """How much a word says about a subject, 0 (everyday) to 1 (names a subject), by its rarity in language."""
        information = -self._log.get(word, self._unknown)
        return min(1.0, max(0.0, (information - EVERYDAY) / (TELLING - EVERYDAY)))
