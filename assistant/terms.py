"""A content word with its weight, and how fully it stands in a text: itself, another name, its parts, a short form.

特困供养标准 stands in “特困人员救助供养标准” by its parts, 联检 in “联合检查” as a short form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

ALTERNATIVE = 0.95  # presence of an equivalent word of the lexicon
PARTS = 0.9  # presence of a compound whose parts follow one another: 特困人员救助供养标准 for 特困供养标准
PARTS_APART = 0.65  # the same where the parts stand apart: 居家养老…照护床位 is not 家庭养老床位
PARTS_GAP = 10  # characters between parts that follow one another
ABBREVIATION = 0.75  # presence of a short form by its characters in order: 联检 in 联合检查
ABBREVIATION_HELD = 0.65  # the same where the documents print the short form too: 银行 is not 银龄行动
PIECES = 0.7  # presence of a longer word of which only some neighbouring characters stand in the text
ABBREVIATION_STRETCH = 2  # characters of text that one character of a short form may stand for
SPOKEN_OF = 0.6  # presence of a word from which an item, or a heading, speaks of it


@dataclass(frozen=True, slots=True)
class Term:
    """One content word: `weight` > 0, `forms` are normalised spellings with how fully each stands for it.

    `parts` are the words of a compound: together they stand for it. `required` terms must stand in the item.
    """

    text: str
    weight: float
    forms: tuple[tuple[str, float], ...]
    required: bool = False
    parts: tuple[Term, ...] = ()
    abbreviation: re.Pattern[str] | None = None
    printed: bool = True  # whether some document prints the word itself
    joined: re.Pattern[str] | None = None
    noun: bool = True
    subject: bool = True  # whether it can be what a question is about: not a bare verb, not the kind of thing asked for
    opposites: tuple[
        tuple[tuple[str, ...], str], ...
    ] = ()  # (names of a word of it, what is set against it): 农村, 城市
    strange: bool = False  # whether it names a thing that no document knows by any name: 股票, 轿车

    @property
    def members(self) -> tuple[str, ...]:
        """The lists of what the word sums up: 法治化、标准化、社会化、信息化 for 四化."""
        return tuple(form for form, _ in self.forms if "、" in form)

    def presence(self, normalised_text: str) -> float:
        """How fully the term stands in a normalised text, 0…1: itself, an equivalent, or its pieces."""
        best = 0.0
        for form, credit in self.forms:
            if credit > best and form in normalised_text:
                best = credit
        if self.required or best >= PARTS:
            return best
        if self.parts:
            total = sum(part.weight for part in self.parts)
            share = sum(p.weight * p.presence(normalised_text) for p in self.parts) / total
            together = self.joined is not None and self.joined.search(normalised_text) is not None
            best = max(best, (PARTS if together else PARTS_APART) * share)
        elif best == 0.0 and len(self.text) >= 3:
            pieces = [self.text[i : i + 2] for i in range(len(self.text) - 1)]
            share = sum(piece in normalised_text for piece in pieces) / len(pieces)
            best = PIECES * share if share >= 0.5 else 0.0
        if self.abbreviation and best < ABBREVIATION and self.abbreviation.search(normalised_text):
            best = max(best, ABBREVIATION if len(self.forms) == 1 and not self.printed else ABBREVIATION_HELD)
        return best

    def against(self, question: str) -> Term:
        """The term opposed only to what the question does not name: 特困供养标准是低保的几倍 compares with 低保."""
        return replace(self, opposites=tuple(pair for pair in self.opposites if pair[1] not in question))

    def exact(self) -> Term:
        """The term as a quoted phrase, for which no part of it stands: “六项行动” is not any 行动."""
        return replace(self, parts=(), joined=None, abbreviation=None)

    def literal(self) -> Term:
        """The term as the word itself, for which no other name stands: whether 老年协会 is printed, not 社区社会组织."""
        return replace(self.exact(), forms=((self.text, 1.0),)) if self.printed else self

    def contradicted(self, normalised_text: str) -> bool:
        """Whether a text speaks of the opposite and not of the term itself: 城市低保 where 农村低保 is asked."""
        against = [names for names, other in self.opposites if other in normalised_text]
        if not against or any(form in normalised_text for form, credit in self.forms if credit >= ALTERNATIVE):
            return False
        return any(not any(name in normalised_text for name in names) for names in against)


def main_word(terms: Iterable[Term]) -> Term | None:
    """The heaviest word that can be the subject and that the documents print by some name; None where there is none."""
    subjects = [term for term in terms if term.subject and (term.printed or len(term.forms) > 1)]
    return max(subjects, key=lambda term: term.weight, default=None)


def parts_pattern(parts: tuple[Term, ...]) -> re.Pattern[str] | None:
    """A pattern for the parts of a compound in order with little between them."""
    if len(parts) < 2:
        return None
    choices = ("|".join(re.escape(form) for form, _ in part.forms) for part in parts)
    return _compiled(f".{{0,{PARTS_GAP}}}?".join(f"(?:{choice})" for choice in choices))


_compiled = lru_cache(maxsize=8_192)(re.compile)  # re remembers 512 patterns, fewer than a day of questions holds


@lru_cache(maxsize=8_192)
def short_form_pattern(word: str) -> re.Pattern[str] | None:
    """A pattern for the full form of a short word: each character begins at most a few characters of text."""
    if not all("\u4e00" <= c <= "\u9fff" for c in word):
        return None
    gap = rf"[\u4e00-\u9fff]{{0,{ABBREVIATION_STRETCH}}}?"
    return re.compile(gap.join(map(re.escape, word)))
