"""What was meant by a word that no document holds: one character off, the same sound, or pinyin letters.

    特因人员 → 特困人员 (one character)   底保 → 低保 (same sound)   shilaohua → 适老化 (letters)

Only pieces that fall apart into single characters are doubted: a text that is cut into known words is left as it is.
The only door to pypinyin, which is loaded when the first doubtful piece is met.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from index.segmentation import Segmenter

SHORTEST_CHANGED = 3  # characters; of a two-character word one changed character leaves nothing to go by
SHORTEST_COMMON = 3  # characters of a word that is no domain word and yet may be meant
LONGEST_FRAGMENT = 2  # characters: a slip breaks a word into short pieces; 婚姻登记|通 is no slip for 婚姻登记员
LONGEST_WORD = 8  # characters of a word that is looked for
SHORTEST_LETTERS = 4  # Latin letters that may be pinyin

_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_ORDINAL = r"第[〇零一二三四五六七八九十百]+[\u4e00-\u9fff]?"  # 第二十三条: a printed number, never a slip
_NEVER_MEANT = frozenset(
    "的了是在有之和与及或几哪什么吗呢吧谁多少个不没要能会怎这那他她它我你一二三四五六七八九十两都上下由等往到给让被把从对岁年月日中里跟同为还也就才又再只很太啥咋啊呀嘛么请问说讲写该"
)  # small words: a person who types one means it


class Speller:
    """Corrects a text towards the words of a collection.

    `domain` are words of the field, `others` further words of the collection; `held` tells whether a piece stands in
    a document, `rarity` orders several candidates, the commonest first. `named` tells whether a document prints another
    name of a word: letters may spell such a word too, wubaohu → 五保户. `proper` gives the names in a text, which are
    left as they are: 磐石市残疾人 is no slip for 实施.
    """

    def __init__(
        self,
        domain: Iterable[str],
        others: Iterable[str],
        segmenter: Segmenter,
        held: Callable[[str], bool],
        rarity: Callable[[str], float],
        named: Callable[[str], bool] = lambda word: False,
        proper: Callable[[str], Iterable[str]] = lambda text: (),
    ) -> None:
        self._domain = frozenset(word for word in domain if _may_be_meant(word))
        self._others = frozenset(w for w in others if _may_be_meant(w) and len(w) >= SHORTEST_COMMON) - self._domain
        self._letter_words = frozenset(word for word in others if _may_be_meant(word)) | self._domain
        self._segmenter = segmenter
        self._held = held
        self._rarity = rarity
        self._named = named
        self._proper = proper

    def correct(self, text: str) -> str:
        """The text with doubtful pieces replaced by the word that was meant; everything else stays as it is."""
        text = _LETTERS.sub(self._from_letters, text)
        left = re.compile(f"({'|'.join((_ORDINAL, *map(re.escape, self._proper(text))))})")
        pieces = left.split(text)  # every second piece is an ordinal or a proper name
        pieces[::2] = [_HAN_RUN.sub(self._corrected_run, piece) for piece in pieces[::2]]
        return "".join(pieces)

    def _corrected_run(self, match: re.Match[str]) -> str:
        words = list(self._segmenter.cut(match.group()))
        position = 0
        while position < len(words):
            for stop in range(min(len(words), position + LONGEST_WORD), position, -1):
                group = words[position:stop]
                piece = "".join(group)
                broken = len(group) > 1 and any(len(w) == 1 for w in group)
                if broken and max(map(len, group)) <= LONGEST_FRAGMENT and (meant := self._meant(piece)):
                    words[position:stop] = [meant]
                    break
            position += 1
        return "".join(words)

    def _meant(self, piece: str) -> str | None:
        """The word meant by a piece that stands in no document, None if none is near."""
        if len(piece) > LONGEST_WORD or len(piece) < 2 or self._held(piece):
            return None
        candidates: set[str] = set()
        if len(piece) >= SHORTEST_CHANGED:
            for position, typed in enumerate(piece):
                if typed not in _NEVER_MEANT:
                    similar = self._by_pattern.get(_pattern(piece, position), ())
                    apart = self._is_beside_a_word(piece, position)
                    candidates.update(
                        w for w in similar if (w in self._domain and not apart) or _sound(w[position]) == _sound(typed)
                    )
        if not candidates and not _NEVER_MEANT.intersection(piece):
            candidates.update(self._by_sound.get(_sound(piece), ()))
        return self._best(candidates - {piece})

    def _is_beside_a_word(self, piece: str, position: int) -> bool:
        """Whether the rest of a piece is a word that a further character may follow or precede: 失业|金 is not 失业率."""
        rest = piece[1:] if position == 0 else piece[:-1] if position == len(piece) - 1 else ""
        return len(rest) > 1 and self._segmenter.cut(rest) == (rest,)

    def _best(self, candidates: Iterable[str]) -> str | None:
        held = [word for word in candidates if self._held(word)]
        return min(held, key=lambda word: (word not in self._domain, self._rarity(word), word), default=None)

    def _from_letters(self, match: re.Match[str]) -> str:
        """A run of letters that spells words of the collection from the left, the longest first."""
        letters = match.group().lower()
        if len(letters) < SHORTEST_LETTERS:
            return match.group()
        found: list[str] = []
        while letters:
            for length in range(len(letters), SHORTEST_LETTERS - 1, -1):
                if word := self._spelt(self._by_letters.get(letters[:length], ())):
                    found.append(word)
                    letters = letters[length:]
                    break
            else:
                return match.group()
        return "".join(found)

    def _spelt(self, candidates: Iterable[str]) -> str | None:
        """The word that letters spell: one that stands in a document, else a longer one that has another name there."""
        named = (word for word in candidates if len(word) >= SHORTEST_COMMON and self._named(word))
        return self._best(candidates) or min(named, default=None)

    @cached_property
    def _by_pattern(self) -> Mapping[str, list[str]]:
        patterns: dict[str, list[str]] = defaultdict(list)
        for word in self._domain | self._others:
            if len(word) >= SHORTEST_CHANGED:
                for position in range(len(word)):
                    patterns[_pattern(word, position)].append(word)
        return dict(patterns)

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, ...], list[str]]:
        sounds: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in self._domain:
            sounds[_sound(word)].append(word)
        return dict(sounds)

    @cached_property
    def _by_letters(self) -> Mapping[str, list[str]]:
        letters: dict[str, list[str]] = defaultdict(list)
        for word in self._letter_words:
            letters["".join(_sound(word))].append(word)
        return dict(letters)


def _pattern(word: str, position: int) -> str:
    return word[:position] + "?" + word[position + 1 :]


def _may_be_meant(word: str) -> bool:
    return 2 <= len(word) <= LONGEST_WORD and _HAN_RUN.fullmatch(word) is not None


@lru_cache(maxsize=50_000)
def _sound(word: str) -> tuple[str, ...]:
    """The syllables of a word without tones."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))
