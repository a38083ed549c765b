"""Words of civil affairs: what people say, what plans print, and which words must never be merged.

A lexicon is a folder of files of `index.entries`. The module knows words only: it reads no documents and ranks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from index.entries import SHORTEST_WORD, Entry, Kind, read_entries
from index.scattered import ScatteredPhrases
from ingest.errors import SourceError

OFFICIAL_WEIGHT = 0.8  # the same thing in official language: nearly the user's own word, never above it
SPOKEN_WEIGHT = 0.7  # the same thing in everyday language: a spoken word covers more than the official one
TYPO_WEIGHT = 0.9  # the user meant the correct form, only listed slips are changed
NARROWER_WEIGHT = 0.5  # a kind or part: the text may speak of the whole or of another part
RELATED_WEIGHT = 0.3  # helps recall only and must not outrank a real match
HELD_SHARE = 0.5  # of the weight of a name, where the documents print the word that leads to it
OTHER_TIMES_SHARE = 0.5  # of the weight of a name that was not in use in the years that are asked about

WEIGHTS: Mapping[Kind, float] = MappingProxyType(
    {
        Kind.SYNONYM: OFFICIAL_WEIGHT,
        Kind.ABBREVIATION: OFFICIAL_WEIGHT,
        Kind.FORMER_NAME: OFFICIAL_WEIGHT,
        Kind.COLLOQUIAL: SPOKEN_WEIGHT,
        Kind.REGIONAL: SPOKEN_WEIGHT,
        Kind.TYPO: TYPO_WEIGHT,
        Kind.NARROWER: NARROWER_WEIGHT,
        Kind.RELATED: RELATED_WEIGHT,
    }
)
EQUIVALENT = frozenset(WEIGHTS) - {Kind.NARROWER, Kind.RELATED}
SPOKEN = frozenset({Kind.COLLOQUIAL, Kind.REGIONAL})
NEVER_PRINTED = frozenset({Kind.COLLOQUIAL, Kind.TYPO})  # words to understand, not to look for in official texts

_NARROW = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Mention:
    """A listed word at `text[start:end]`; `word` is its listed spelling (Latin letters may differ in case)."""

    start: int
    end: int
    word: str


class Lexicon:
    """Other names of words, found by longest match; immutable once built.

    Equivalence reaches one term far: a term and its equivalent variants, and the variants of one term among
    themselves. It is not followed from term to term, so a spoken word of two meanings does not merge its two terms.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._names: dict[str, dict[str, Kind]] = defaultdict(dict)  # correct form -> its equivalent variants
        self._terms: dict[str, tuple[str, ...]] = {}  # variant -> the terms it is equivalent to, nearly always one
        self._loose: dict[str, dict[str, Kind]] = defaultdict(dict)  # narrower and related, both ways
        self._opposed: dict[str, set[str]] = defaultdict(set)
        self._correct_form: dict[str, str] = {}
        self._given_up: dict[str, int] = {}  # former name -> the year of the last change away from it
        self._taken_up: dict[str, int] = {}  # term -> the year of the last change to it
        for entry in self.entries:
            term, variant, kind = entry.term, entry.variant, entry.kind
            if kind is Kind.OPPOSITE:
                self._opposed[term].add(variant)
                self._opposed[variant].add(term)
            elif kind in EQUIVALENT:
                self._names[term][variant] = kind
                self._terms[variant] = (*self._terms.get(variant, ()), term)
                if kind is Kind.TYPO:
                    self._correct_form[variant] = term
                if year := entry.renamed_in:
                    self._given_up[variant] = max(year, self._given_up.get(variant, year))
                    self._taken_up[term] = max(year, self._taken_up.get(term, year))
            else:
                self._loose[term][variant] = kind
                self._loose[variant][term] = kind

    @classmethod
    def load(cls, folder: Path, *more_files: Path) -> Lexicon:
        """Read every `*.tsv` of the folder in the order of names, then `more_files` in the order given.

        A pair that an earlier file holds (either way round) is replaced by the later line, so a library can overrule
        what is shipped. Raises `SourceError` naming file and line for a wrong line, or the folder if it holds none.
        """
        shipped = sorted(folder.glob("*.tsv"))
        if not shipped:
            raise SourceError(str(folder), "没有词表文件", "含有 *.tsv 的文件夹", "请检查词表文件夹的路径。")
        return cls(()).extended(*shipped, *more_files)

    def extended(self, *files: Path) -> Lexicon:
        """This lexicon with the lines of further files, which replace what it says of the same pairs; see `load`."""
        if not files:
            return self
        by_pair = {(entry.term, entry.variant): entry for entry in self.entries}
        for path in files:
            for entry in read_entries(path):
                by_pair.pop((entry.variant, entry.term), None)
                by_pair[entry.term, entry.variant] = entry
        return type(self)(by_pair.values())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every term and variant without white space, for the dictionary of a tokenizer."""
        return frozenset(word for word in self._surfaces.values() if not any(character.isspace() for character in word))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The listed words in the text, in its order: the longest first (then the leftmost), none overlapping.

        >>> [text[m.start : m.end] for m in lexicon.mentions("城市低保标准")]  # lists 低保, 城市低保 and 标准
        ['城市低保', '标准']
        """
        found = sorted(self._occurrences(text), key=lambda mention: (mention.start - mention.end, mention.start))
        taken = [False] * len(text)
        chosen = []
        for mention in found:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
                chosen.append(mention)
        return tuple(sorted(chosen, key=lambda mention: mention.start))

    def expansions(
        self, text: str, held: Callable[[str], bool] = lambda word: False, *, years: Sequence[int] = ()
    ) -> tuple[tuple[str, float], ...]:
        """Other names of the words in the text with weights in (0, 1), ordered by (-weight, word).

        They lead to what plans print: from a spoken word to the official ones (要饭的 → 流浪乞讨人员), never to another
        spoken word or a misspelling. Names that the text already holds and opposites of its words are left out; a name
        that two words lead to has the larger weight. Names share parts (流浪人员, 乞讨人员): who cuts them into tokens
        must take the largest weight of a token, not the sum.

        `held` tells whether a word stands in the collection: it then finds by itself, and its names count HELD_SHARE.
        Where `years` are asked about, a name that was given up before them, or taken up after them, counts
        OTHER_TIMES_SHARE: plans go on printing old names for some years, so none is left out.
        """
        text = self.gathered(text)
        mentioned = [mention.word for mention in self.mentions(text)]
        barred = {opposite for word in mentioned for opposite in self.opposites(word)}
        weights: dict[str, float] = {}
        for word in mentioned:
            share = HELD_SHARE if held(word) else 1.0
            for name, full in self._reach(word).items():
                weight = share * full * (1.0 if self._in_use(name, years) else OTHER_TIMES_SHARE)
                if name not in text and name not in barred and weight > weights.get(name, 0.0):
                    weights[name] = weight
        return tuple(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))

    def gathered(self, text: str, wanted: Callable[[str], bool] = lambda phrase: True) -> str:
        """The text with the pieces of each scattered phrase of everyday speech put together where its first one stands.

        Only phrases that are `wanted` are; one is left scattered where a listed word at least as long holds a piece of it.

        >>> lexicon.gathered("男人出去打工，撂家里的媳妇们有人过问没")  # lists 男人打工的媳妇
        ' 男人打工的媳妇 出去 ，撂家里的 们有人过问没'
        """
        scattered = self._spoken_phrases.find(text)
        if not scattered:
            return text
        mentions = self.mentions(text)
        changes: list[tuple[int, int, str]] = []
        for found in scattered:
            if wanted(found.phrase) and not any(
                m.start < end and start < m.end and m.end - m.start >= len(found.phrase)
                for m in mentions
                for start, end in found.pieces
            ):
                (start, end), *further = found.pieces
                changes += [(start, end, f" {found.phrase} "), *((s, e, " ") for s, e in further)]
        for start, end, word in sorted(changes, reverse=True):
            text = text[:start] + word + text[end:]
        return text

    def alternatives(self, word: str) -> frozenset[str]:
        """The words that mean the same, without the word itself; symmetrical, empty for an unknown word. Latin letters
        may differ in case: gdp is GDP."""
        listed = self._surfaces.get(word.lower(), word)
        return self._equals(listed) - self._opposed.get(listed, set()) - {word}

    def opposites(self, word: str) -> frozenset[str]:
        """The words that must never be merged with this one or with another name of it; symmetrical."""
        same = self.alternatives(word) | {word}
        against = {opposite for name in same for opposite in self._opposed.get(name, ())}
        return frozenset(name for opposite in against for name in (opposite, *self.alternatives(opposite))) - same

    def correct(self, text: str) -> str:
        """The text with listed misspellings replaced, nothing else.

        A misspelling inside a longer listed word is left alone, so 兜底保障 is never read as a slip for 低保.
        """
        pieces = []
        end = 0
        for mention in self.mentions(text):
            as_written = text[mention.start : mention.end]
            pieces += [text[end : mention.start], self._correct_form.get(mention.word, as_written)]
            end = mention.end
        return "".join([*pieces, text[end:]])

    def _in_use(self, name: str, years: Sequence[int]) -> bool:
        """Whether a name was in use in some of the years; also where none are given, or none is noted for it."""
        return not years or (
            min(years) < self._given_up.get(name, max(years) + 1) and max(years) >= self._taken_up.get(name, min(years))
        )

    def _equals(self, word: str) -> frozenset[str]:
        names = set(self._names.get(word, ()))
        for term in self._terms.get(word, ()):
            names.add(term)
            names.update(self._names[term])
        return frozenset(names - {word})

    def _reach(self, word: str) -> dict[str, float]:
        """Every printed name that the word leads to: its neighbours, and the names of its terms at the product."""
        correct = self._correct_form.get(word)
        if correct is not None:
            return {correct: TYPO_WEIGHT} | {
                name: round(TYPO_WEIGHT * weight, 2) for name, weight in self._reach(correct).items()
            }
        reached: dict[str, float] = {}

        def add_names(term: str, share: float) -> None:
            for name, kind in self._names.get(term, {}).items():
                if kind not in NEVER_PRINTED and name != word:
                    reached[name] = max(reached.get(name, 0.0), round(share * WEIGHTS[kind], 2))

        add_names(word, 1.0)
        terms = ((term, self._names[term][word]) for term in self._terms.get(word, ()))
        for other, kind in (*terms, *self._loose.get(word, {}).items()):
            reached[other] = max(reached.get(other, 0.0), WEIGHTS[kind])
            if kind is not Kind.RELATED:
                add_names(other, WEIGHTS[kind])
        return reached

    @cached_property
    def _spoken_phrases(self) -> ScatteredPhrases:
        return ScatteredPhrases(entry.variant for entry in self.entries if entry.kind in SPOKEN)

    @cached_property
    def _surfaces(self) -> dict[str, str]:
        """Lower-cased spelling -> listed spelling; brackets also in the width that a question is read in."""
        listed = {word.lower(): word for entry in self.entries for word in (entry.term, entry.variant)}
        return {word.translate(_NARROW): listed[word] for word in listed if "（" in word} | listed

    @cached_property
    def _by_prefix(self) -> dict[str, tuple[str, ...]]:
        """First two characters -> the lower-cased words that begin with them."""
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._surfaces:
            groups[word[:SHORTEST_WORD]].append(word)
        return {prefix: tuple(words) for prefix, words in groups.items()}

    def _occurrences(self, text: str) -> Iterator[Mention]:
        lowered = text.lower()
        if len(lowered) != len(text):  # a rare letter such as İ grows when lowered: offsets would shift
            lowered = text
        for start in range(len(lowered) - SHORTEST_WORD + 1):
            for word in self._by_prefix.get(lowered[start : start + SHORTEST_WORD], ()):
                end = start + len(word)
                if lowered.startswith(word, start) and not _inside_latin(lowered, start, end):
                    yield Mention(start, end, self._surfaces[word])


def _inside_latin(text: str, start: int, end: int) -> bool:
    """Whether the slice cuts a Latin word or a number in two: AI in MAIL, 12345 in 123456."""
    cut_before = start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start])
    cut_after = end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
    return cut_before or cut_after


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
