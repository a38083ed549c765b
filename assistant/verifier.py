"""Whether a sentence stands in the documents, where, and word for word or not.

Found means found letter by letter (`folding`); a part of a sentence whose sense the words before it reverse (不得, 不低于),
or that cuts a figure in two, is not found. What is not found is set beside the nearest sentence, never called alike on the
strength of a similarity alone: words and figures that differ are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice

from assistant.compose import Composer
from assistant.figures import FigureCheck, State, check_figures, figures, overlap
from assistant.folding import NUMERALS, fold, folded_document, offsets
from assistant.labels import recency
from assistant.verification import Comparison, Difference, Verdict, Verification
from index.engine import Index
from index.records import Filters, Query
from index.variants import simplified
from ingest.quantities import COMPARATORS_AFTER, Quantity, quantities
from ingest.records import Document, Item, UnitLevel
from ingest.sentences import Span, sentences

ALIKE = 0.5  # share of the pairs of characters of a sentence, figures apart, that the nearest one must hold
CANDIDATES = 20  # items whose sentences are compared
MOST_COMPARISONS = 3
EQUAL = 0.99  # the same from which the place whose figures agree goes first
MOST_CHECKED = 8  # places that are compared
AS_GOOD = 0.95  # share of the best closeness from which another place is shown beside it
MOST_PLACES = 50  # citations of one sentence; a word that stands everywhere is no sentence
NEAREST = 3
OTHER_YEAR = 0.8  # factor for a sentence of another year than the one that is named
LONGEST_QUERY = 300  # characters by which items are looked for

_REVERSED = re.compile(
    r"(?:不|未|没有|没|无|非|勿|别|禁止|严禁|杜绝|防止|避免|取消|停止|不再|不得|不能|不准|不许|尚未|并非)\s*$"
)
_NUMERAL = re.compile(f"[{NUMERALS}]")
_VALUE = re.compile(rf"百分之|[{NUMERALS}]")
_AFTER = re.compile(rf"\s*(?:{COMPARATORS_AFTER})\s*$")
_NUMBER_BEFORE = re.compile(rf"[{NUMERALS}](?:[.．—–~～\-]+|[,，](?=\d{{3}}))?$")
_NUMBER_AFTER = re.compile(rf"[{NUMERALS}%％‰]|[.．—–~～\-]+[{NUMERALS}]|,\d{{3}}")
_HAN = re.compile("[\u3400-\u9fff]")
_DIGITS = frozenset("0123456789.")
_JOINED = "这几个字在原文里与前后的字相连，意思不同，见原文。"

LONGEST_REVERSAL = 6  # characters before a stretch that may reverse it
LONGEST_FIGURE = 12  # characters behind a stretch in which a figure may go on

Place = tuple[Document, Span]
Ranked = tuple[float, Item, Span]


@dataclass(frozen=True, slots=True)
class _Alike:
    """A sentence of an item that is near what was given, with the figures checked against it."""

    item: Item
    span: Span
    checks: tuple[FigureCheck, ...]

    @property
    def wrong(self) -> int:
        return sum(check.state is not State.SAME for check in self.checks)

    @property
    def absent(self) -> int:
        return sum(check.state is State.ABSENT for check in self.checks)


class Verifier:
    """Checks sentences against one collection."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._composer = Composer(index)

    def verify(self, sentence: str, filters: Filters | None = None) -> Verification:
        """The verdict within the filters. Of several sentences each must be found, if not in one piece then singly.

        A sentence in traditional characters has the verdict of the same sentence in simplified ones.
        """
        admitted = filters or Filters()
        documents = sorted((d for d in self._index.documents if admitted.admits(d)), key=recency)
        if not fold(sentence):
            return Verification(sentence, Verdict.NOT_FOUND, "没有可以核对的文字。")
        if not documents:
            held = self._composer.labels.held()
            return Verification(sentence, Verdict.NOT_FOUND, f"没有收录这个范围的文件；收录的是{held}。")
        as_given = self._verify(sentence, documents, admitted)
        plain = simplified(sentence)
        if as_given.verdict is Verdict.VERBATIM or not _differs_in_characters_only(sentence, plain):
            return as_given
        return _in_other_characters(sentence, self._verify(plain, documents, admitted))

    def _verify(self, sentence: str, documents: list[Document], filters: Filters) -> Verification:
        if whole := _places(sentence, documents):
            return self._verbatim(sentence, whole)
        parts = [part for part in sentences(sentence) if fold(part.of(sentence))]
        found = [_places(part.of(sentence), documents) for part in parts]
        if len(parts) > 1 and all(found):
            note = "各句都逐字一致，但不连在一处。"
            return self._verbatim(sentence, [place for places in found for place in places], note)
        wrong = [part for part, places in zip(parts, found, strict=True) if not places]
        return self._compared(sentence, wrong[0] if len(parts) > 1 else Span(0, len(sentence)), documents, filters)

    def _verbatim(self, sentence: str, places: Iterable[Place], note: str = "") -> Verification:
        held = list(places)
        cited = (piece for document, span in held for piece in _in_items(document, span))
        citations = tuple(self._composer.citation(n, *piece) for n, piece in enumerate(dict.fromkeys(cited), 1))
        printed = dict.fromkeys(figure for document, span in held for figure in _completed(document.text, span))
        notes = [note, f"原文的数字写作{'、'.join(f'“{figure}”' for figure in printed)}。" if printed else ""]
        return Verification(sentence, Verdict.VERBATIM, "".join(notes), citations)

    def _compared(self, sentence: str, part: Span, documents: list[Document], filters: Filters) -> Verification:
        """The nearest sentences with what differs; NOT_FOUND where none is near enough."""
        given = part.of(sentence)
        joined = [(1.0, *place) for place in self._sentences_at(_letters(given, documents))]
        ranked = [*joined, *self._ranked(given, filters)]
        if not ranked or ranked[0][0] < ALIKE:
            places = [(item, span.start, span.end) for _, item, span in ranked[:NEAREST]]
            nearest = tuple(self._composer.citation(n, *place) for n, place in enumerate(places, 1))
            return Verification(sentence, Verdict.NOT_FOUND, nearest=nearest)
        shown = self._alike(given, part, ranked)
        comparisons = tuple(self._comparison(n, sentence, part, one) for n, one in enumerate(shown, 1))
        note = _JOINED if joined else _figures_note(comparisons[0])
        return Verification(sentence, Verdict.DIFFERS, note, comparisons=comparisons)

    def _alike(self, given: str, part: Span, ranked: list[Ranked]) -> list[_Alike]:
        """The places that are as near as the nearest, of equally near ones those first whose figures agree."""
        closest = ranked[0][0]
        near: dict[tuple[Item, Span], float] = {}
        for close, item, span in ranked:
            if close >= closest * AS_GOOD and len(near) < MOST_CHECKED:
                near.setdefault((item, span), close)
        alike = [_Alike(item, span, self._checks(given, part, item, span)) for item, span in near]
        less_near = [close < closest * EQUAL for close in near.values()]
        order = sorted(range(len(alike)), key=lambda n: (less_near[n], alike[n].wrong, n))
        first = alike[order[0]]
        return [alike[n] for n in order if alike[n].absent <= first.absent][:MOST_COMPARISONS]

    def _checks(self, given: str, part: Span, item: Item, span: Span) -> tuple[FigureCheck, ...]:
        """The figures of a part of the sentence against those of one sentence of an item."""
        checks = check_figures(given, item.text, span, self._index.document(item.document_id).year)
        return tuple(replace(c, start=c.start + part.start, end=c.end + part.start) for c in checks)

    def _ranked(self, given: str, filters: Filters) -> list[Ranked]:
        """The sentences of the items that the index finds, the nearest first."""
        words = _without_figures(given)
        years = {figure.value[:4] for figure in figures(given) if figure.kind.startswith("date")}
        hits = self._index.search(Query(given[:LONGEST_QUERY], filters=filters, k=CANDIDATES)).hits
        scored = []
        for hit in hits:
            item = self._index.item(hit.item_id)
            year = str(self._index.document(item.document_id).year)
            for span in sentences(item.text):
                said = span.of(item.text)
                fits = not years or year in years or any(named in said for named in years)
                scored.append((overlap(words, said) * (1.0 if fits else OTHER_YEAR), item, span))
        return sorted(scored, key=lambda entry: -entry[0])  # stable: equals stay in the order of the ranking

    def _sentences_at(self, places: Iterable[Place]) -> Iterator[tuple[Item, Span]]:
        """The sentences that hold the places, the first few."""
        for document, place in islice(places, MOST_COMPARISONS):
            for item, start, _ in _in_items(document, place):
                yield from ((item, span) for span in sentences(item.text) if span.start <= start < span.end)

    def _comparison(self, n: int, sentence: str, part: Span, alike: _Alike) -> Comparison:
        citation = self._composer.citation(n, alike.item, alike.span.start, alike.span.end)
        return Comparison(citation, tuple(_differences(sentence, part, alike.item.text, alike.span)), alike.checks)


def _differs_in_characters_only(sentence: str, plain: str) -> bool:
    """Whether one is the other letter for letter, Han for Han; 10² is no other spelling of 102."""
    pairs = list(zip(sentence, plain, strict=False))
    changed = [one for one, other in pairs if fold(one) != fold(other)]
    return len(sentence) == len(plain) and bool(changed) and all(map(_HAN.match, changed))


def _in_other_characters(sentence: str, plain: Verification) -> Verification:
    """The verdict on `plain`, the same sentence letter for letter in other characters, said of `sentence`."""
    note = f"换成简体字后逐字一致。{plain.note}" if plain.verdict is Verdict.VERBATIM else plain.note
    comparisons = tuple(
        replace(
            one,
            differences=tuple(replace(d, given=sentence[d.start : d.end]) for d in one.differences),
            figures=tuple(replace(f, printed=sentence[f.start : f.end].strip()) for f in one.figures),
        )
        for one in plain.comparisons
    )
    return replace(plain, sentence=sentence, note=note, comparisons=comparisons)


def _places(sentence: str, documents: Iterable[Document]) -> list[Place]:
    """Every place where the letters of the sentence stand and mean what they mean there, up to MOST_PLACES."""
    whole = (place for place in _letters(sentence, documents) if not _cut(place[0].text, place[1]))
    return list(islice(whole, MOST_PLACES))


def _letters(sentence: str, documents: Iterable[Document]) -> Iterator[Place]:
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


def _completed(text: str, span: Span) -> Iterator[str]:
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


def _in_items(document: Document, span: Span) -> Iterator[tuple[Item, int, int]]:
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


def _without_figures(text: str) -> str:
    """The words of a text: what is left when its figures are taken out."""
    kept, left = [], 0
    for figure in figures(text):
        kept.append(text[left : figure.start])
        left = figure.end
    return "".join([*kept, text[left:]])


def _differences(sentence: str, part: Span, text: str, span: Span) -> Iterator[Difference]:
    """Where the words differ, numbers whole; what the document has before and after a part of a sentence is none."""
    given, printed = fold(part.of(sentence)), fold(span.of(text))
    here, there = offsets(part.of(sentence)), offsets(span.of(text))
    codes = [c for c in SequenceMatcher(None, given, printed, autojunk=False).get_opcodes() if c[0] != "equal"]
    for a, b, c, d in _joined(given, printed, [code[1:] for code in codes]):
        if a == b and (c == 0 or d == len(printed)):
            continue
        start, end = _stretch(here, a, b, part.start)
        printed_start, printed_end = _stretch(there, c, d, span.start)
        yield Difference(sentence[start:end], start, end, text[printed_start:printed_end], printed_start, printed_end)


def _joined(given: str, printed: str, changes: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Changes that only a letter separates become one; a change within a number is one of the whole number."""
    joined: list[tuple[int, int, int, int]] = []
    for a, b, c, d in changes:
        changed = given[a:b], printed[c:d]
        if any(text[:1] in _DIGITS for text in changed if text):
            while a and c and given[a - 1] == printed[c - 1] and given[a - 1] in _DIGITS:
                a, c = a - 1, c - 1
        if any(text[-1:] in _DIGITS for text in changed if text):
            while b < len(given) and d < len(printed) and given[b] == printed[d] and given[b] in _DIGITS:
                b, d = b + 1, d + 1
        if joined and a - joined[-1][1] <= 1 and c - joined[-1][3] <= 1:
            a, c = min(a, joined[-1][0]), min(c, joined[-1][2])
            joined.pop()
        joined.append((a, b, c, d))
    return joined


def _stretch(places: tuple[int, ...], first: int, last: int, start: int) -> tuple[int, int]:
    """Folded letters [first, last) as offsets of the text that begins at `start`; an empty one keeps its place."""
    if first == last:
        at = start + (places[first] if first < len(places) else places[-1] + 1)
        return at, at
    return start + places[first], start + places[last - 1] + 1


def _figures_note(comparison: Comparison) -> str:
    """What the figures say, in one line."""
    wrong = [f"{c.printed}（原文{c.in_document}）" for c in comparison.figures if c.state is State.DIFFERENT]
    absent = [c.printed for c in comparison.figures if c.state is State.ABSENT]
    notes = [
        f"数字与原文不一致：{'、'.join(wrong)}。" if wrong else "",
        f"原文没有：{'、'.join(absent)}。" if absent else "",
    ]
    return "".join(notes) or ("数字一致，文字有出入。" if comparison.figures else "文字有出入。")
