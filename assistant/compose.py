"""From evidence to an answer: quotes numbered once, one line for each source, figures taken from the quotes.

The citations array is the only source of markers: text, list, API and history cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from assistant.evidence import Evidence
from assistant.labels import Labels
from assistant.records import Answer, Citation, Reason, Refusal, Scope, Value
from index.engine import Index
from ingest.measured import measured
from ingest.quantities import Quantity
from ingest.records import Item
from ingest.sentences import unwrapped
from ingest.targets import figures

COMES_CLOSEST = "没有直接这样写，最接近的是"  # before the first quote of a document that says little on the matter
COMES_CLOSE = "相近的还有"  # before its further ones
SHORT_NAME = 10  # characters of what a figure counts that is named with it
CLOSE_TOGETHER = 12  # characters within which figures are one expression: 1.3倍和2倍
_COUNTS = frozenset({"place", "count", "person", "household", "bed"})
_EACH = re.compile("每一?个?(?:街道|乡镇|社区|村|县|市|区|镇|省|家|户|人|所)")
_LINE_BREAK = re.compile(r"\s*\n\s*")  # between heading and body; nothing else of a quote is touched


class Composer:
    """Builds citations and replies over one collection."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.labels = Labels(index.documents)

    def citation(self, n: int, item: Item, start: int, end: int) -> Citation:
        """The citation of `item.text[start:end]`, with the doubts that the numbering audit has about its place."""
        document = self._index.document(item.document_id)
        notes = [finding.message for finding in document.findings_at(item)]
        return Citation(
            n=n,
            item_id=item.item_id,
            document_id=item.document_id,
            year=document.year,
            issuer=document.issuer,
            title=document.title,
            section=item.section,
            section_title=item.section_title,
            item=item.item,
            label=item.label,
            quote=item.text[start:end],
            start=start,
            end=end,
            item_text=item.text,
            note="；".join(notes),
        )

    def answer(
        self,
        understood: str,
        scope: Scope,
        evidence: Sequence[Evidence],
        *,
        lead: str = "",
        remarks: Sequence[str] = (),
        suggestions: Sequence[str] = (),
        distant: Collection[str] = (),
    ) -> Answer:
        """One line for each piece of evidence, in the given order: source, quote, marker; of the `distant` documents it
        is said that they only come close."""
        citations = [self.citation(n, e.item, e.start, e.end) for n, e in enumerate(evidence, 1)]
        lines = [line for line in (lead, self._figures_first(evidence)) if line]
        before = ""
        for citation, piece in zip(citations, evidence, strict=True):
            near = COMES_CLOSE if citation.document_id == before else COMES_CLOSEST
            near, before = near if citation.document_id in distant else "", citation.document_id
            lines.append(f"{self.labels.item(piece.item)}：{near}“{_on_one_line(citation)}”[{citation.n}]")
        lines.extend(remarks)
        return Answer(
            question=understood,
            understood=understood,
            scope=scope,
            text="\n".join(lines),
            citations=tuple(citations),
            values=tuple(value for c, e in zip(citations, evidence, strict=True) for value in _values(c, e)),
            suggestions=tuple(dict.fromkeys(suggestions)),
        )

    def _figures_first(self, evidence: Sequence[Evidence]) -> str:
        """The asked figures as printed, equal ones grouped: 不低于…1.3倍：2025年、2023年（…）；不低于…1.3倍和2倍：2023年（…）."""
        sources: dict[str, list[str]] = {}
        for piece in evidence:
            if printed := _printed_figures(piece):
                sources.setdefault(printed, []).append(self.labels.document(piece.item.document_id))
        if not sources:
            return ""
        return "；".join(f"{printed}：{'、'.join(dict.fromkeys(names))}" for printed, names in sources.items())

    def refusal(
        self,
        understood: str,
        scope: Scope,
        reason: Reason,
        text: str,
        nearest: Iterable[Evidence] = (),
        suggestions: Sequence[str] = (),
    ) -> Refusal:
        """A refusal with what comes nearest; nothing in it is claimed to be the answer."""
        return Refusal(
            question=understood,
            understood=understood,
            scope=scope,
            reason=reason,
            text=text,
            nearest=tuple(self.citation(n, e.item, e.start, e.end) for n, e in enumerate(nearest, 1)),
            suggestions=tuple(dict.fromkeys(suggestions)),
        )


def _on_one_line(citation: Citation) -> str:
    """The quote without line breaks: those that the width of a page made go, others are blanks."""
    joined = unwrapped(citation.item_text)[citation.start : citation.end]
    kept = (c for c, shown in zip(citation.quote, joined, strict=True) if c == shown or c != "\n")
    return _LINE_BREAK.sub(" ", "".join(kept))


def _printed_figures(evidence: Evidence) -> str:
    """The figures of a piece of evidence as printed; close together in one stretch, else one after the other, of several
    each with what it counts: 1个平台，3个基础库; with whom it is for: 每个街道…不少于2个."""
    text, figures = evidence.item.text, [q for q in evidence.quantities if q.unit]
    if not figures:
        return ""
    start, end = figures[0].start, figures[-1].end
    printed = [_for_each(text, q) + text[q.start : q.end] for q in figures]
    counted = [_counted(text, q) for q in figures] if len(figures) > 1 else [""]
    if end - start <= CLOSE_TOGETHER and "\n" not in text[start:end] and not any(counted[:-1]):
        return _bound(text, figures[0]) + _for_each(text, figures[0]) + text[start:end]
    return "，".join(dict.fromkeys(one + thing for one, thing in zip(printed, counted, strict=True)))


def _for_each(text: str, figure: Quantity) -> str:
    """For which unit a figure is meant where it is not the total: 每个街道…, else nothing."""
    found = measured(text, figure.start)
    each = _EACH.match(found.indicator(text)) if found else None
    return f"{each.group()}…" if each else ""


def _counted(text: str, figure: Quantity) -> str:
    """The short name of what a figure counts right behind it: 基础库 in 3个基础库, else nothing."""
    found = measured(text, figure.start) if figure.family in _COUNTS else None
    behind = next((span for span in found.own if span.start == figure.end), None) if found else None
    return behind.of(text) if behind and behind.end - behind.start <= SHORT_NAME else ""


def _bound(text: str, figure: Quantity) -> str:
    """The comparator that stands apart from its figure: 不低于… for 不低于当地低保标准的1.3倍, else nothing."""
    found = measured(text, figure.start)
    return found.printed(text).removesuffix(text[figure.start : figure.end].strip()) if found else ""


def _values(citation: Citation, evidence: Evidence) -> Iterable[Value]:
    """The figures of a quote as records, those that were asked for only."""
    asked = {(q.start, q.end) for q in evidence.quantities}
    for target in figures(evidence.item):
        if (target.start, target.end) in asked:
            yield Value(citation.n, target.indicator, target.comparator, target.value, target.unit, target.deadline)
