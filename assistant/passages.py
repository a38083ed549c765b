"""An item cut into the pieces that evidence is made of: sentences, clauses, figures, each with offsets.

The heading is context, not evidence: "（八）深入推进社会救助制度改革。" names what follows and states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.tokens import normalise
from ingest.quantities import Quantity, codes, ordinals, periods, quantities
from ingest.records import Item
from ingest.sentences import Span, clauses, sentences


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas with its matching copy and the figures in it."""

    span: Span
    normalised: str
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses; `lead` is what an enumeration that it belongs to begins with, normalised."""

    span: Span
    normalised: str
    clauses: tuple[Clause, ...]
    lead: str = ""
    opens: bool = False  # whether this one begins an enumeration, of the next sentences or of the next items


@dataclass(frozen=True, slots=True)
class Passage:
    """An item ready for matching; `headings` is its section title and title, `whole` all of it, normalised."""

    item: Item
    title: str
    section_title: str
    whole: str
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=20_000)
def passage_of(item: Item) -> Passage:
    """Cut an item once; later calls for the same item are free."""
    body = _body_start(item)
    spans = [span for span in sentences(item.text) if span.start >= body]
    leads = (*_leads(item.text, spans), "")
    cut = tuple(
        Sentence(
            span,
            normalised,
            tuple(Clause(c, normalise(c.of(item.text)), _figures(item.text, c)) for c in clauses(item.text, span)),
            leads[n],
            _OPENS.search(normalised) is not None and (normalised in leads[n + 1] or span is spans[-1]),
        )
        for n, span in enumerate(spans)
        for normalised in (normalise(span.of(item.text)),)
    )
    return Passage(item, normalise(item.title), normalise(item.section_title), normalise(item.text), cut)


_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[（(][一二三四五六七八九十]+[）)]", r"\d{1,2}[.．、](?!\d)", r"[（(]\d{1,2}[）)]", r"[①-⑳]", r"[一二三四五六七八九十]+是",
    )
)  # fmt: skip


_OPENS = re.compile(r"[：:]$")

GOES_ON = re.compile(  # a sentence of a rule that leaves out whom it is about
    r"(?:拒不|逾期(?:不|未|仍)|情节(?:较轻|较重|轻微|严重|特别严重|恶劣)|造成[^，。；]{0,6}(?:后果|损失)|有违法所得|没有违法所得|构成犯罪)"
)

GRAVER = re.compile(r"拒不|不改|逾期|超期|情节|严重|轻微|后果|犯罪|违法所得")  # a question about such a case


_GOES_ON_LISTING = ("；", ";")  # what ends an entry before the last; the mark of the next one may be lost


def _leads(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """For each sentence what governs it: 2.个人缴费费率 · （4）退休人员为0.12% is about 个人缴费费率.

    An enumeration begins below a line that ends with a colon or below a mark of another kind; a new line without a
    mark ends it. 拒不改正的，处罚款 is about the case that the sentence before it puts.
    """
    opening = ""
    above: list[tuple[int, str]] = []
    end = 0
    case = ""
    for span in spans:
        sentence = span.of(text)
        if case and "\n" not in text[end : span.start] and GOES_ON.match(sentence):
            yield normalise(case)
            end = span.end
            continue
        case = sentence
        mark = next((kind for kind, pattern in enumerate(_MARKS) if pattern.match(sentence)), None)
        if mark is not None:
            kinds = [kind for kind, _ in above]
            above = above[: kinds.index(mark)] if mark in kinds else above
            yield normalise(opening + "".join(words for _, words in above))
            above.append((mark, sentence))
        elif above and ("\n" not in text[end : span.start] or (opening and text[end - 1 : end] in _GOES_ON_LISTING)):
            yield normalise(opening + "".join(words for _, words in above))
        else:
            above = []
            yield ""
            opening = sentence if sentence.endswith(("：", ":")) else ""
        end = span.end


def _figures(text: str, clause: Span) -> tuple[Quantity, ...]:
    found = (
        figure for kind in (quantities, ordinals, codes, periods) for figure in kind(text, clause.start, clause.end)
    )
    return tuple(sorted(found, key=lambda figure: figure.start))


_STATES = re.compile(  # a heading that says something: 东苑大厦12套，位于…; 组织实施“……质量提升行动”
    r"\d[^，。]{0,8}，|，[^，。]*\d|[“《][^”》]{6,}[”》]"
)


def _body_start(item: Item) -> int:
    """Where the text after the heading begins; 0 where heading and body are one or there is no heading."""
    heading = item.title or (item.section_title if item.item is None and item.paragraph is None else "")
    if not heading:
        return 0
    if _STATES.search(heading):
        return 0
    at = item.text.find(heading)
    end = at + len(heading)
    if at < 0 or not re.search(r"\w", item.text[end:]):
        return 0
    return end
