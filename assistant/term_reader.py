"""The words a question is about: content terms with weights, and what may stand for each in a text.

"给老年痴呆的人准备添多少张床" → 老年痴呆 (失智), 床 (床位), 添 (新增); everyday words weigh next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from assistant.counted import counted_names
from assistant.terms import ALTERNATIVE, Term, parts_pattern, short_form_pattern
from assistant.wording import (
    AS_A_WORD,
    COUNTED,
    DRAFTING,
    EACH,
    FUNCTION,
    KIND_AHEAD,
    POINTING,
    QUESTION_WORDS,
    QUOTED,
    SEPARATORS,
    STOP_WORDS,
)
from index.lexicon import Lexicon
from index.segmentation import Segmenter
from index.tokens import normalise

NARROWER = 0.6  # presence of a word that the lexicon lists as a kind or part
VERB = 0.7  # factor on the weight of a verb or an adjective, which people reword more often than names
SINGLE_CHARACTER = 0.35  # factor on the weight of a one-character word, which stands inside many others
UNHELD_EVERYDAY = 0.15  # factor on the weight of an everyday word that no document holds: 一共, 那边, 念书
UNHELD_NOUN = 0.5  # the same for a noun, which names a subject: 红楼梦, 方程
UNHELD_SPECIAL = 0.7  # factor on the weight of a special word that no document holds: 防滑垫, 落户
ASKED_KIND = 0.4  # factor on the weight of the kind of thing asked for: 什么平台
REQUIRED_WEIGHT = 0.5  # a place is a condition, hardly a subject: that it stands there supports nothing yet
PARTICULAR = 0.5  # how telling a word must be in language to name something particular
LEAST_WEIGHT = 0.15
LEAST_CUT = 0.6  # share of a compound that its words of two characters or more must make up

_TOTAL = re.compile(
    r"总(?=产量|产值|面积|人数|户数|数量|金额|投资|收入|支出|里程|长度|规模|量(?!子)|额)"
)  # a text says 产量达到4万吨

_ASKS = re.compile("多少|什么|怎[么样]|如何|[哪啥咋]")  # no part of a subject, though a heading may ask too: 提高到多少
_SPOKEN_PLACE = re.compile("[村屯寨镇厂店园院]子")  # plans print the first character: 村总数, 厂区


class TermReader:
    """Finds the content terms of a question; `rarity` is the index's idf of a substring."""

    def __init__(
        self,
        segmenter: Segmenter,
        lexicon: Lexicon,
        rarity: Callable[[str], float],
        attested: Callable[[str], bool] = lambda word: True,
        members: Callable[[str], tuple[str, ...]] = lambda word: (),
    ) -> None:
        self._attested = attested
        self._members = members
        self._segmenter = segmenter
        self._lexicon = lexicon
        self._rarity = rarity
        self._unheld = rarity("\x00")  # the rarity of what stands nowhere

    def read(self, text: str, places: tuple[str, ...] = (), extra: tuple[str, ...] = ()) -> tuple[Term, ...]:
        """The terms in order of appearance, each once; places are required in full."""
        for place in places:
            text = re.sub(rf"{re.escape(place)}[省市州县区]?", " ", text)
        literal = {normalise(word) for match in AS_A_WORD.finditer(text) if (word := self._as_a_word(match))}
        text = AS_A_WORD.sub(self._quoted, text)
        kinds = self._kinds(text)
        quoted = {normalise(match.group(1)) for match in QUOTED.finditer(text)}
        quoted.update(normalise(name) for name in counted_names(text, self.held, self._members))
        terms = self._distinct((*self._pieces(text), *extra, *places), places)
        terms = tuple(t.literal() if t.text in literal else t for t in terms)
        return tuple(
            replace(term, weight=term.weight * ASKED_KIND, subject=False) if term.text in kinds else term
            for term in (t.exact() if t.text in quoted and t.printed else t for t in terms)
        )

    def _quoted(self, match: re.Match[str]) -> str:
        """A word that is asked for as a word in quotation marks: 哪里有银龄行动这几个字 → 哪里有“银龄行动”."""
        word = self._as_a_word(match)
        return f"{match['word'].removesuffix(word)}“{word}”" if word and not match["closed"] else match.group()

    def _as_a_word(self, match: re.Match[str]) -> str:
        """The end of what stands before 这个词 as far as the documents print it."""
        run = match["word"]
        return next((run[at:] for at in range(len(run) - 1) if self.held(normalise(run[at:]))), "")

    def small_words(self, text: str) -> tuple[Term, ...]:
        """The everyday words of a question that holds nothing else, if the documents print them: 数字, 指标; no number."""
        words = (word for run in SEPARATORS.split(text) for word in self._segmenter.cut(run))
        return self._distinct(
            [w for w in words if len(w) > 1 and not w.isdigit() and w not in POINTING and self.held(w)], ()
        )

    def _kinds(self, text: str) -> frozenset[str]:
        """The words right after what or which: the kind of thing that is asked for, 什么平台, 哪些行业."""
        following = (normalise(match.group(1)) for match in KIND_AHEAD.finditer(text))
        return frozenset(self._segmenter.cut(words)[0] for words in following if words)

    def _distinct(self, pieces: Iterable[str], places: tuple[str, ...]) -> tuple[Term, ...]:
        terms: dict[str, Term] = {}
        for piece in pieces:
            word = normalise(piece)
            if word and word not in terms and (term := self._term(word, places)):
                terms[word] = term
        return tuple(terms.values())

    def _pieces(self, text: str) -> Iterator[str]:
        for match in QUOTED.finditer(text):
            if self.held(normalise(match.group(1))):
                yield match.group(1)
                text = text.replace(match.group(), " ")
        for name in counted_names(text, self.held, self._members):
            if self._segmenter.cut(name) != (name,) or not self.held(name):  # 五大|体系 would lose its number
                yield name
                text = text.replace(name, " ")
        for match in EACH.finditer(text):
            if each := next(
                (match.group()[:n] for n in range(len(match.group()), 2, -1) if self.held(match.group()[:n])), ""
            ):
                yield each
                text = text.replace(each, " ")
        for run in SEPARATORS.split(self._without_question_words(text)):
            yield from self._words(run)

    def _without_question_words(self, text: str) -> str:
        """The text without what is said around a subject; 查 in 巡查 and 最低 in 最低生活保障 are part of the subject."""
        word_at: list[tuple[int, int]] = []  # for each character where the word that it belongs to begins and ends
        for word in self._segmenter.cut(text):
            word_at.extend([(len(word_at), len(word_at) + len(word))] * len(word))

        def said_around(match: re.Match[str]) -> str:
            start, end = word_at[match.start()]
            word = text[start:end]
            inside = match.end() <= end and len(word) > len(match.group())
            named = inside and not _ASKS.search(word) and word not in STOP_WORDS
            return match.group() if named and self.held(normalise(word)) else " "

        return QUESTION_WORDS.sub(said_around, text)

    def _words(self, run: str, *, whole: bool = True) -> Iterator[str]:
        """The content words of a run; single characters in a row are one word where the documents print them so."""
        single = ""
        before = ""  # the word that the single characters follow, not yet given
        for word in (*self._segmenter.cut(run, whole=whole), ""):
            if len(word) == 1:
                single += word
                continue
            if (
                single
                and before
                and before not in STOP_WORDS
                and self._is_suffix(single[0])
                and self.held(before + single[0])
            ):
                before, single = before + single[0], single[1:]  # 帮扶|县 → 帮扶县
            if before and before not in STOP_WORDS and not before.isdigit():
                yield before
            if single:
                yield from self._joined(single)
            single, before = "", word

    def _is_suffix(self, character: str) -> bool:
        """Whether a single character can end a name: 县, 站, 员."""
        return character not in FUNCTION and (self._segmenter.word_class(character) or "").startswith(("n", "k"))

    def _joined(self, single: str) -> Iterator[str]:
        """省|界|联|检 → 省界, 联检: the longest pieces that stand in a document, the rest character by character."""
        start = 0
        while start < len(single):
            longest = next((n for n in range(start, len(single)) if single[n] in FUNCTION), len(single))
            end = next((e for e in range(longest, start + 1, -1) if self.held(single[start:e])), start + 1)
            if single[start:end] not in STOP_WORDS:
                yield single[start:end]
            start = end

    def held(self, word: str) -> bool:
        """Whether the word stands in a document."""
        return self._rarity(word) < self._unheld

    def has_printed_name(self, word: str) -> bool:
        """Whether a word of the lexicon, spelt as it should be, has another name that stands in a document."""
        names = self._lexicon.alternatives(word) if self._lexicon.correct(word) == word else ()
        return any(self.held(normalise(name)) for name in names)

    def _term(self, word: str, places: tuple[str, ...]) -> Term | None:
        required = word in places
        forms = {word: 1.0}
        for other in self._lexicon.alternatives(word):
            forms.setdefault(normalise(other), ALTERNATIVE)
        for other, weight in self._lexicon.expansions(word) if self._mostly_listed(word) else ():
            if weight >= 0.5:
                forms.setdefault(normalise(other), NARROWER)
        if _SPOKEN_PLACE.fullmatch(word) and not self.held(word):
            forms.setdefault(word[0], NARROWER)
        if not self.held(word):
            for listed in self._members(word):
                forms.setdefault(listed, ALTERNATIVE)
        if _TOTAL.match(word):
            forms.setdefault(word[1:], ALTERNATIVE)
        if word in DRAFTING:
            for other in DRAFTING - {word}:
                forms.setdefault(other, NARROWER)
        broken = len(word) > 1 and self.held(word) and not self._attested(word)  # only across two other words
        forms = {f: credit for f, credit in forms.items() if (f == word and not broken) or (f != word and self.held(f))}
        parts = self._parts(word) if len(word) >= 4 and not required else ()
        weight = self._weight(word, forms, parts, required)
        if weight < LEAST_WEIGHT:
            return None
        ordered = tuple(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0])))
        short = short_form_pattern(word) if 2 <= len(word) <= 3 and not required else None
        return Term(
            word,
            weight,
            ordered,
            required,
            parts,
            short,
            self.held(word) and not broken,
            parts_pattern(parts),
            self._is_noun(word),
            self._is_noun(word) or len(forms) > 1,
            tuple(self._opposites((word, *(part.text for part in parts)))),
            not (parts or required or forms.keys() - {word} or self.held(word)) and self._names_a_thing(word),
        )

    def _names_a_thing(self, word: str) -> bool:
        """Whether everyday language lists a word as the name of something particular: 股票, 世界杯, not 日子."""
        word_class = self._segmenter.word_class(word) or ""
        return word_class.startswith(("n", "vn")) and len(word) > 1 and self._segmenter.telling(word) >= PARTICULAR

    def _mostly_listed(self, word: str) -> bool:
        """Whether words of the lexicon make up at least half of a word; what stands for less stands for that part only."""
        return 2 * sum(mention.end - mention.start for mention in self._lexicon.mentions(word)) >= len(word)

    def _opposites(self, words: Iterable[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        """For each noun its names and what the lexicon sets against it, where the documents print that."""
        for word in filter(self._is_noun, words):
            names = (word, *map(normalise, self._lexicon.alternatives(word)))
            for other in sorted(map(normalise, self._lexicon.opposites(word))):
                if self.held(other):
                    yield names, other

    def _is_noun(self, word: str) -> bool:
        """Whether a word names a thing; words that everyday language does not list are taken for names."""
        return not (self._segmenter.word_class(word) or "n").startswith(("v", "d", "a"))

    def _weight(self, word: str, forms: dict[str, float], parts: tuple[Term, ...], required: bool) -> float:
        """Rarity in the collection times how telling the word is in language."""
        if required:
            return REQUIRED_WEIGHT
        if COUNTED.fullmatch(word):
            return 0.0  # 八项都是哪八项: how many the person expects
        telling = max(self._segmenter.telling(word), 0.15)
        rarest = min((self._rarity(form) for form in forms), default=self._unheld)
        if rarest >= self._unheld:
            if parts:
                return min(self._unheld, sum(part.weight for part in parts))
            word_class = self._segmenter.word_class(word)
            noun = word_class is not None and word_class.startswith("n")
            if word.isascii():
                return rarest * UNHELD_EVERYDAY  # letters and digits that no document prints: markup, orders, noise
            factor = UNHELD_SPECIAL if word_class is None else UNHELD_NOUN if noun else UNHELD_EVERYDAY
            return rarest * telling * factor
        weight = max(rarest, 0.2) * telling * (1.0 if self._is_noun(word) else VERB)
        return weight * SINGLE_CHARACTER if len(word) == 1 and len(forms) == 1 else weight

    def _parts(self, word: str) -> tuple[Term, ...]:
        """The words of a compound, each a term of its own; empty if it cannot be cut."""
        pieces = [piece for piece in self._words(word, whole=False) if piece != word]
        if sum(len(piece) for piece in pieces if len(piece) > 1) < len(word) * LEAST_CUT:
            return ()
        found = (self._term(piece, ()) for piece in pieces)
        return tuple(term for term in found if term)
