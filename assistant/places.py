"""Where the letters of a sentence stand in documents, and whether they mean there what they mean alone.

A stretch that begins or ends within a number or a comparator, or behind a word that reverses it, says something else:
"少于600张" stands in 不少于600张, "敢腐" in 不敢腐, "3倍" in 1.3倍.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from assistant.folding import NUMERALS, fold, folded_document, offsets
from ingest.quantities import COMPARATORS_AFTER, Quantity, quantities
from ingest.records import Document, Item, UnitLevel
from ingest.sentences import Span

MOST_PLACES = 50  # citations of one sentence; a word that stands everywhere is no sentence
LONGEST_REVERSAL = 6  # characters before a stretch that may reverse it
LONGEST_FIGURE = 12  # characters behind a stretch in which a figure may go on

_REVERSED = re.compile(
    r"(?:不|未|没有|没|无|非|勿|别|禁止|严禁|杜绝|防止|避免|取消|停止|不再|不得|不能|不准|不许|尚未|并非)\s*$"
)
_NUMERAL = re.compile(f"[{NUMERALS}]")
_VALUE = re.compile(rf"百分之|[{NUMERALS}]")
_AFTER = re.compile(rf"\s*(?:{COMPARATORS_AFTER})\s*$")
_NUMBER_BEFORE = re.compile(rf"[{NUMERALS}](?:[.．—–~～\-]+|[,，](?=\d{{3}}))?$")
_NUMBER_AFTER = re.compile(rf"[{NUMERALS}%％‰]|[.．—–~～\-]+[{NUMERALS}]|,\d{{3}}")
Place = tuple[Document, Span]


def places(sentence: str, documents: Iterable[Document]) -> list[Place]:
    """Every place where the letters of the sentence stand and mean what they mean there, up to MOST_PLACES."""
    whole = (place for place in letters(sentence, documents) if not _cut(place[0].text, place[1]))
    return list(islice(whole, MOST_PLACES))


def letters(sentence: str, documents: Iterable[Document]) -> Iterator[Place]:
    """Every place where the letters of the sentence stand, whatever is around them."""
    wanted = fold(sentence)
    for document in documents:
        folded = folded_document(document.text)
        at = folded.find(wanted)
        while at >= 0:
            place = offsets(document.text)
            yield document, Span(place[at], place[at + len(wanted) - 1] + 1)
            at = folded.find(wanted, at + 1)


def _cut(text: str, span: Span) -> bool:
    """Whether a stretch begins or ends within a number or a comparator, or behind a word that reverses it."""
    if _REVERSED.search(text, max(0, span.start - LONGEST_REVERSAL), span.start):
        return True
    if _NUMERAL.match(text, span.start) and _NUMBER_BEFORE.search(
        text, max(0, span.start - LONGEST_REVERSAL), span.start
    ):
        return True
    if _NUMERAL.match(text, span.end - 1) and _NUMBER_AFTER.match(text, span.end):
        return True
    for figure in _around(text, span):
        value, unit_end = _core(text, figure)
        if figure.start < span.start < figure.end and span.start != value:
            return True
        if figure.start < span.end < unit_end:
            return True
    return False


def completed(text: str, span: Span) -> Iterator[str]:
    """The figures at the ends of a stretch whose comparator it leaves out: 600张 of 不少于600张."""
    for figure in _around(text, span):
        if figure.start < span.start < figure.end or figure.start < span.end < figure.end:
            yield text[figure.start : figure.end].strip()


def _around(text: str, span: Span) -> tuple[Quantity, ...]:
    """The figures in and beside a stretch."""
    begin = max((text.rfind(mark, 0, span.start) for mark in "。；，\n"), default=-1) + 1
    return quantities(text, begin, min(len(text), span.end + LONGEST_FIGURE))


def _core(text: str, figure: Quantity) -> tuple[int, int]:
    """Where the value of a figure begins and its unit ends, without the comparators around them."""
    value = _VALUE.search(text, figure.start, figure.end)
    after = _AFTER.search(text, figure.start, figure.end)
    return value.start() if value else figure.start, after.start() if after else figure.end


def in_items(document: Document, span: Span) -> Iterator[tuple[Item, int, int]]:
    """A stretch of a document as slices of its items; a heading without text of its own is quoted as itself."""
    for item in (*document.items, *_headings(document)):
        start, end = max(span.start, item.start), min(span.end, item.end)
        if start < end and fold(document.text[start:end]):
            yield item, start - item.start, end - item.start


def _headings(document: Document) -> Iterator[Item]:
    """The headings that belong to no item."""
    covered = {place for item in document.items for place in (item.start,)}
    for unit in document.units:
        if unit.level in (UnitLevel.CHAPTER, UnitLevel.SECTION) and unit.start not in covered:
            label, title = unit.label.rstrip("、"), unit.title
            yield Item(
                unit.item_id, document.document_id, unit.number or 0, title, None, None, label, title,
                document.text[unit.start : unit.end], unit.start, unit.end,
            )  # fmt: skip
