"""How far an answer reaches, by what was asked: a table. One figure, years side by side, a list, a mention."""

from __future__ import annotations

from assistant.asked import Kind, Tense
from assistant.question import Question
from assistant.quoting import LIST_BUDGET
from assistant.selection import Breadth

FIRST_OF_SEVERAL = 0.85  # share of the threshold that the best sentence of several years or offices needs
FEWEST_SIDES = 2  # years or offices that are two sides by themselves
OTHER_SIDE = 0.7  # share of the best support that the other of two figures of one document needs, where both are asked
FURTHER = 0.4  # share of the best support that more of its item needs where one year and one office are named
SPOKEN_ITEMS = 4  # items that a question in everyday words is answered with: the further ones are seldom what was meant
SPOKEN_LENGTH = 420  # characters over all quotes of such an answer
MENTION_AGAIN = 0.85  # share of a document's best mention of a thing that its further ones need


def breadth(question: Question, least: float, *, spoken: bool = False) -> Breadth:
    """How far to reach: what one office says in one year is told at length, lists and mentions take more places."""
    kind, asked, scope = question.asked.kind, question.asked, question.reading.scope
    named = max(len(scope.years) + len(scope.issuers), len(question.reading.sources))
    figure = kind is Kind.FIGURE
    sides = figure and (question.side_by_side or named > 1)
    first = least if kind is Kind.EXISTS else least * FIRST_OF_SEVERAL
    each_year = figure and asked.tense is Tense.OPEN and not scope.years
    rows = (  # the first that holds; two sides of one matter each lack the other's words
        (
            sides and named < FEWEST_SIDES and asked.several,
            Breadth(0.35, margin=0.55, first_least=least * FIRST_OF_SEVERAL, within=OTHER_SIDE, by_year=True),
        ),
        (sides, Breadth(0.35, margin=0.55, first_least=least, by_year=True)),
        (named > 1, Breadth(0.3, margin=0.5, pieces=3, within=0.85, first_least=first, further=FURTHER, by_year=True)),
        (
            kind is Kind.LIST or (kind is Kind.SUMMARY and not spoken),
            Breadth(least, pieces=3, sentences=3, within=0.7, each=LIST_BUDGET),
        ),
        (
            spoken and kind in (Kind.STATEMENT, Kind.SUMMARY),
            Breadth(least, margin=0.65, pieces=3, within=0.7, items=SPOKEN_ITEMS, length=SPOKEN_LENGTH),
        ),
        (kind is Kind.EXISTS, Breadth(least, pieces=3, within=MENTION_AGAIN)),
        (figure and asked.strict, Breadth(least, margin=0.62, by_year=each_year)),
        (True, Breadth(least, margin=0.72, by_year=each_year)),
    )
    return next(row for holds, row in rows if holds)
