"""Phrases that a person knows but for a number: “几风”建设 is “四风”, 几社联动 is 五社联动."""

from __future__ import annotations

from collections.abc import Callable

from assistant.wording import BLANK, NUMERALS
from index.tokens import normalise

MOST_BLANKS = 2  # blanks of a phrase that are filled together: 几随机、几公开
SHORTEST_QUOTED = 2  # characters of a quoted phrase with a blank: “几风”
SHORTEST_FILLED = 3  # the same without quotation marks: 几社联


def fill_blanks(text: str, held: Callable[[str], bool], rarity: Callable[[str], float]) -> str:
    """The question with 几 replaced by the numeral with which the documents print the phrase: 几社联动 → 五社联动.

    `held` tells whether a normalised phrase stands in a document, `rarity` how rare it is.
    """
    for match in reversed(list(BLANK.finditer(text))):
        phrase = match.group(1) or match.group(2)
        shortest = SHORTEST_QUOTED if match.group(1) else SHORTEST_FILLED
        if phrase and (filled := _filled(phrase, shortest, held, rarity)):
            start = match.start(1) if match.group(1) else match.start(2)
            text = text[:start] + filled + text[start + len(filled) :]
    return text


def _filled(phrase: str, shortest: int, held: Callable[[str], bool], rarity: Callable[[str], float]) -> str | None:
    """The longest beginning of a phrase with its blanks filled that stands in a document, the commonest first."""
    for end in range(len(phrase), shortest - 1, -1):
        if phrase[:end].count("几") > MOST_BLANKS:
            continue
        variants = [""]
        for character in phrase[:end]:
            choices = NUMERALS if character == "几" else character
            variants = [variant + choice for variant in variants for choice in choices]
        if printed := [variant for variant in variants if held(normalise(variant))]:
            return min(printed, key=lambda variant: (rarity(normalise(variant)), variant))
    return None
