"""The gate that no answer goes round: quotes by offset, figures by value and unit, scope by document.

A reply that does not pass is a defect of the engine; it is turned into a refusal, never shown.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.records import Answer, Scope
from index.engine import Index
from ingest.quantities import quantities

COMPUTED = "（程序清点，不是原文）"  # marks a line whose figures are counted, not quoted
_MARKER = re.compile(r"\[\d+\]")
_QUOTED = re.compile(r"“[^\n]*”(?=\[\d+\])")


def faults(answer: Answer, index: Index) -> tuple[str, ...]:
    """What is wrong with an answer, empty if nothing: each fault names the citation or the figure."""
    found: list[str] = []
    for citation in answer.citations:
        item = index.item(citation.item_id)
        if item.text != citation.item_text or item.text[citation.start : citation.end] != citation.quote:
            found.append(f"[{citation.n}] 引文与原文不符")
        if not _in_scope(citation.year, citation.issuer, citation.document_id, answer.scope):
            found.append(f"[{citation.n}] 不在所问的范围内")
    markers = {int(m.group()[1:-1]) for m in _MARKER.finditer(answer.text)}
    if not markers <= {c.n for c in answer.citations}:
        found.append("有编号没有对应的引文")
    quoted = {(_digits(q.value), q.unit) for c in answer.citations for q in quantities(c.quote)}
    own_words = "\n".join(line for line in _QUOTED.sub("", answer.text).split("\n") if COMPUTED not in line)
    found.extend(
        f"数字{q.value}{q.unit}不在引文里"
        for q in quantities(own_words)
        if q.value[0].isdigit() and (_digits(q.value), q.unit) not in quoted
    )
    return tuple(found)


def _digits(value: str) -> str:
    return unicodedata.normalize("NFKC", value).replace(",", "")


def _in_scope(year: int | None, issuer: str | None, document_id: str, scope: Scope) -> bool:
    return (
        (not scope.years or year in scope.years)
        and (not scope.issuers or issuer in scope.issuers)
        and (not scope.documents or document_id in scope.documents)
    )
