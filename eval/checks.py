"""Checks that hold for every reply, whatever its case expects: quotes verbatim, figures only from cited quotes.

A figure is a run of digits with its decimals and the character after it as unit ("1.3倍", "50%", "6·19救"), or a
Chinese numeral before a counting unit ("一万户", "两倍"). A figure at the end of a clause asserts no unit.
What belongs to the names of sources is no figure: [n] markers, plan years, labels, titles, issuers,
document numbers, "第8项" of a cited item, the number of a list line.

This code shares nothing with the assistant's own verification, so that the one can find the other wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.records import Answer, Citation
from assistant.titles import short_title
from eval.judge import comparable
from ingest.records import Document

_NUMBER = re.compile(r"(\d+(?:[.·]\d+)*)([^\W\d_]|%|‰)?")
_CHINESE_NUMBER = re.compile(
    r"([零〇一二两三四五六七八九十百千万亿半]+)(个百分点|倍|成|张|户|元|岁|周岁|万|亿|人次|平方米|公里|床)"
)
_PERCENT_IN_WORDS = re.compile(r"百分之[零〇一二两三四五六七八九十百点]+")
_MARKER = re.compile(r"\[\d+\]")
_LIST_NUMBER = re.compile(r"^[ \t\u3000]*[(（]?\d{1,2}[)）.、．](?!\d)", re.MULTILINE)
_ORDINAL = re.compile(r"第(\d{1,3})(?:项|条|款|段|部分|节|章)")
_GAP = "\n"  # left by a removed name: no figure reaches over it
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def quote_faults(citations: Iterable[Citation], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """One line for each citation whose quote is no slice of its item, or whose item is not in the stored text."""
    return tuple(fault for citation in citations if (fault := _fault(citation, documents.get(citation.document_id))))


def _fault(citation: Citation, document: Document | None) -> str:
    if citation.item_text[citation.start : citation.end] != citation.quote:
        return f"[{citation.n}] 引文不是 {citation.item_id} 的第{citation.start}–{citation.end}字"
    if document is None:
        return f"[{citation.n}] 没有文件 {citation.document_id}"
    if citation.item_text not in document.text:
        return f"[{citation.n}] {citation.item_id} 的原文不在文件里"
    return ""


def uncited_figures(answer: Answer, documents: Iterable[Document]) -> tuple[str, ...]:
    """The figures of the answer's text that stand in none of its quotes, in their order."""
    quotes = [comparable(citation.quote) for citation in answer.citations]
    cited = {pair for quote in quotes for pair in _figures(quote)}
    cited |= {(number, "") for number, _ in cited}
    text = _without_source_names(answer, documents)
    return tuple(dict.fromkeys(number + unit for number, unit in _figures(text) if (number, unit) not in cited))


def _figures(text: str) -> list[tuple[str, str]]:
    """(number, unit) pairs in a comparable text, e.g. [("1.3", "倍"), ("一万", "户")]."""
    pairs = [(match[1], match[2] or "") for match in _NUMBER.finditer(text)]
    pairs += [(match[1], match[2]) for match in _CHINESE_NUMBER.finditer(text)]
    pairs += [(match[0], "") for match in _PERCENT_IN_WORDS.finditer(text)]
    return pairs


def _without_source_names(answer: Answer, documents: Iterable[Document]) -> str:
    text = _LIST_NUMBER.sub(_GAP, _MARKER.sub(_GAP, answer.text))
    names = {name for c in answer.citations for name in (c.label, c.title, c.section_title, c.issuer or "")}
    years = {c.year for c in answer.citations} | set(answer.scope.years)
    for document in documents:
        names |= {document.title, short_title(document.title), document.issuer or ""}
        names.add(document.metadata.document_number or "")
        years.add(document.year)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if name:  # the label 1. is none in 1.6万个
            text = re.sub(rf"(?<![\d.]){re.escape(name)}(?!\d)" if name[0].isdigit() else re.escape(name), _GAP, text)
    ordinals = {number for c in answer.citations for number in (c.section, c.item)}
    text = _ORDINAL.sub(lambda match: _GAP if int(match[1]) in ordinals else match[0], text)
    text = _YEAR.sub(lambda match: _GAP if int(match[1]) in years else match[0], text)
    return _GAP.join(comparable(piece) for piece in text.split(_GAP))
