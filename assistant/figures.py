"""The figures of a sentence and those of another, one by one: same, different, or not there at all.

集中供养率不低于60%  against  …护理型床位占比不低于50%，生活不能自理特困老年人集中供养率达到60%以上
60% is compared with the 60% of 集中供养率, whatever other percentages stand in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.folding import fold
from ingest.measured import measured
from ingest.numerals import parse_numeral
from ingest.quantities import Quantity, codes, coverages, ordinals, quantities
from ingest.sentences import Span
from ingest.targets import deadline

CONTEXT = 8  # characters before a figure
NEAR_BY = 0.6  # what words count that stand in the sentence of a figure but do not name what it measures
AS_CLOSE = 0.9  # share of the closest from which figures are about the same thing
LEAST_SUBJECT = 0.34  # share of the words of a figure that the other must be about

_DATE = re.compile(
    r"(?:19|20)\d{2}\s*(?:[-—－–~～至]+\s*(?:19|20)?\d{2}\s*)?年?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?=\D|$)|"
    r"(?<!\d)\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|(?<!\d)\d{1,2}\s*日"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBER = re.compile(r"\d+(?:[.．·:：/—–-]\d+)*[号#]?")
# Comparators that say the same, each under one name.
_SENSES = (
    ("least", re.compile("不低于|不少于|不得低于|不得少于|不小于|至少|最低|≥|以上")),
    ("most", re.compile("不超过|不高于|不得超过|不得高于|不大于|最多|最高|≤|以内|之内")),
    ("less", re.compile("低于|少于|<|＜|以下")),
    ("more", re.compile("超过|高于|多于|突破|超|>|＞|多$|余$")),
    ("about", re.compile("约|近|左右")),
)


class State(StrEnum):
    """How a figure stands to the documents."""

    SAME = "same"
    DIFFERENT = "different"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or date at [start, end), `printed` with its comparator, which may stand apart: 不低于…1.3倍.

    `kind` says with what it can be compared, `words` what it is about, `around` what its sentence says up to those words,
    `year` by when it is asked for, `before` are the characters before it: all that tells figures apart.
    """

    printed: str
    start: int
    end: int
    kind: str
    value: str
    sense: str
    before: str
    words: str = ""
    around: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """One figure of what was given, at [start, end) there, and the figure of the document that answers to it."""

    printed: str
    start: int
    end: int
    state: State
    in_document: str | None


def figures(text: str, region: Span | None = None) -> tuple[Figure, ...]:
    """The figures, ordinals, bare numbers and dates of a text in order; none overlaps another."""
    span = region or Span(0, len(text))
    found = sorted(_all(text, span), key=lambda figure: (figure.start, -figure.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return tuple(kept)


def _all(text: str, span: Span) -> Iterator[Figure]:
    for quantity in (*quantities(text, span.start, span.end), *coverages(text, span.start, span.end)):
        yield _figure(text, quantity)
    for numbered in (*ordinals(text, span.start, span.end), *codes(text, span.start, span.end)):
        printed = text[numbered.start : numbered.end]
        yield Figure(printed, numbered.start, numbered.end, numbered.family + numbered.unit, fold(printed), "", "")
    for date in _DATE.finditer(text, span.start, span.end):
        printed = date.group().strip()
        kind = "date" + re.sub(r"[\d\s]+", "#", printed)
        yield Figure(printed, date.start(), date.start() + len(printed), kind, fold(printed), "", "")

    for number in _NUMBER.finditer(text, span.start, span.end):
        before = text[max(span.start, number.start() - CONTEXT) : number.start()]
        yield Figure(number.group(), number.start(), number.end(), "number", fold(number.group()), "", before)


def _figure(text: str, quantity: Quantity) -> Figure:
    found = measured(text, quantity.start)
    before = text[max(0, quantity.start - CONTEXT) : quantity.start]
    value, printed = _value(quantity), text[quantity.start : quantity.end]
    if found is None:
        return Figure(
            printed, quantity.start, quantity.end, quantity.family, value, _sense(quantity.comparator), before
        )
    end = max((span.end for span in found.spans), default=found.sentence.start)
    return Figure(
        printed=found.printed(text),
        start=quantity.start,
        end=quantity.end,
        kind=quantity.family,
        value=value,
        sense=_sense(found.comparator),
        before=before,
        words="".join(span.of(text) for span in found.spans),
        around=text[found.sentence.start : max(end, found.sentence.start)],
        year="".join(_YEAR.findall(deadline(text, found) or "")),
    )


def _value(quantity: Quantity) -> str:
    """Value and unit in one spelling: 两倍 and 2倍, 60％ and 百分之六十, 1万人 and 10000人 are the same."""
    unit = {"％": "%", "百分之": "%", "千分之": "‰"}.get(quantity.unit, quantity.unit)
    number = quantity.number if quantity.number is not None else parse_numeral(quantity.value)
    return f"{float(number):g}{unit}" if number is not None else fold(quantity.value) + unit


def _sense(comparator: str) -> str:
    return next((name for name, pattern in _SENSES if pattern.search(comparator)), "")


def check_figures(given: str, text: str, sentence: Span, year: int | None) -> tuple[FigureCheck, ...]:
    """Every figure of `given` against those of one sentence of a document of that plan year."""
    printed = figures(text, sentence)
    return tuple(_check(figure, given, printed, year) for figure in figures(given))


def _check(figure: Figure, given: str, printed: tuple[Figure, ...], year: int | None) -> FigureCheck:
    said = given[figure.start : figure.end].strip()
    if figure.kind.startswith("date") and year is not None and fold(said).rstrip("年") == str(year):
        return FigureCheck(said, figure.start, figure.end, State.SAME, f"{year}年")
    other = _counterpart(figure, [p for p in printed if p.kind == figure.kind])
    if other is None:
        return FigureCheck(said, figure.start, figure.end, State.ABSENT, None)
    same = figure.value == other.value and (not figure.sense or figure.sense == other.sense)
    return FigureCheck(said, figure.start, figure.end, State.SAME if same else State.DIFFERENT, other.printed)


def _counterpart(figure: Figure, others: list[Figure]) -> Figure | None:
    """The figure about the same thing; among equals one of the same value; None where none is about it."""
    if not others:
        return None
    if not figure.words:
        return max(others, key=lambda o: (overlap(figure.before, o.before), o.value == figure.value, -o.start))
    scored = [(_about(figure, other), n) for n, other in enumerate(others)]
    same = [others[n] for about, n in scored if about >= LEAST_SUBJECT and about >= max(scored)[0] * AS_CLOSE]
    return max(same, key=lambda other: _likeness(figure, other), default=None)


def _about(figure: Figure, other: Figure) -> float:
    """How far another figure is about the same thing, 0…1."""
    return max(overlap(figure.words, other.words), NEAR_BY * overlap(figure.words, other.around))


def _likeness(figure: Figure, other: Figure) -> tuple[bool, bool, float, int]:
    """Of figures about the same thing: the one of the same year, then of the same value, then after the same words."""
    same_year = bool(figure.year) and figure.year == other.year
    return same_year, figure.value == other.value, overlap(figure.before, other.before), -other.start


def overlap(one: str, other: str) -> float:
    """Share of the neighbouring pairs of characters of one text that stand in the other, 0…1."""
    pairs = set(pairwise(fold(one)))
    return len(pairs & set(pairwise(fold(other)))) / len(pairs) if pairs else 0.0
