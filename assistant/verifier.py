"""Whether a sentence stands in the documents, where, and word for word or not.

Found means found letter by letter (`folding`); a part of a sentence whose sense the words before it reverse (不得, 不低于),
or that cuts a figure in two, is not found. What is not found is set beside the nearest sentence, never called alike on the
strength of a similarity alone: words and figures that differ are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from assistant.compose import Composer
from assistant.differing import differences
from assistant.figures import FigureCheck, State, check_figures, figures, overlap
from assistant.folding import fold
from assistant.labels import recency
from assistant.places import Place, completed, in_items, letters, places
from assistant.verification import Comparison, Verdict, Verification
from index.engine import Index
from index.records import Filters, Query
from index.variants import simplified
from ingest.records import Document, Item
from ingest.sentences import Span, sentences

ALIKE = 0.5  # share of the pairs of characters of a sentence, figures apart, that the nearest one must hold
CANDIDATES = 20  # items whose sentences are compared
MOST_COMPARISONS = 3
EQUAL = 0.99  # the same from which the place whose figures agree goes first
MOST_CHECKED = 8  # places that are compared
AS_GOOD = 0.95  # share of the best closeness from which another place is shown beside it
NEAREST = 3
OTHER_YEAR = 0.8  # factor for a sentence of another year than the one that is named
LONGEST_QUERY = 300  # characters by which items are looked for

_HAN = re.compile("[\u3400-\u9fff]")
_JOINED = "这几个字在原文里与前后的字相连，意思不同，见原文。"


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
        if whole := places(sentence, documents):
            return self._verbatim(sentence, whole)
        parts = [part for part in sentences(sentence) if fold(part.of(sentence))]
        found = [places(part.of(sentence), documents) for part in parts]
        if len(parts) > 1 and all(found):
            note = "各句都逐字一致，但不连在一处。"
            return self._verbatim(sentence, [place for each in found for place in each], note)
        wrong = [part for part, each in zip(parts, found, strict=True) if not each]
        return self._compared(sentence, wrong[0] if len(parts) > 1 else Span(0, len(sentence)), documents, filters)

    def _verbatim(self, sentence: str, where: Iterable[Place], note: str = "") -> Verification:
        held = list(where)
        cited = (piece for document, span in held for piece in in_items(document, span))
        citations = tuple(self._composer.citation(n, *piece) for n, piece in enumerate(dict.fromkeys(cited), 1))
        printed = dict.fromkeys(figure for document, span in held for figure in completed(document.text, span))
        notes = [note, f"原文的数字写作{'、'.join(f'“{figure}”' for figure in printed)}。" if printed else ""]
        return Verification(sentence, Verdict.VERBATIM, "".join(notes), citations)

    def _compared(self, sentence: str, part: Span, documents: list[Document], filters: Filters) -> Verification:
        """The nearest sentences with what differs; NOT_FOUND where none is near enough."""
        given = part.of(sentence)
        joined = [(1.0, *place) for place in self._sentences_at(letters(given, documents))]
        ranked = [*joined, *self._ranked(given, filters)]
        if not ranked or ranked[0][0] < ALIKE:
            near = [(item, span.start, span.end) for _, item, span in ranked[:NEAREST]]
            nearest = tuple(self._composer.citation(n, *place) for n, place in enumerate(near, 1))
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

    def _sentences_at(self, where: Iterable[Place]) -> Iterator[tuple[Item, Span]]:
        """The sentences that hold the places, the first few."""
        for document, place in islice(where, MOST_COMPARISONS):
            for item, start, _ in in_items(document, place):
                yield from ((item, span) for span in sentences(item.text) if span.start <= start < span.end)

    def _comparison(self, n: int, sentence: str, part: Span, alike: _Alike) -> Comparison:
        citation = self._composer.citation(n, alike.item, alike.span.start, alike.span.end)
        return Comparison(citation, tuple(differences(sentence, part, alike.item.text, alike.span)), alike.checks)


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


def _without_figures(text: str) -> str:
    """The words of a text: what is left when its figures are taken out."""
    kept, left = [], 0
    for figure in figures(text):
        kept.append(text[left : figure.start])
        left = figure.end
    return "".join([*kept, text[left:]])


def _figures_note(comparison: Comparison) -> str:
    """What the figures say, in one line."""
    wrong = [f"{c.printed}（原文{c.in_document}）" for c in comparison.figures if c.state is State.DIFFERENT]
    absent = [c.printed for c in comparison.figures if c.state is State.ABSENT]
    notes = [
        f"数字与原文不一致：{'、'.join(wrong)}。" if wrong else "",
        f"原文没有：{'、'.join(absent)}。" if absent else "",
    ]
    return "".join(notes) or ("数字一致，文字有出入。" if comparison.figures else "文字有出入。")
