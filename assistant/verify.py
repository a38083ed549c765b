"""The gate that no answer goes round: quotes by offset, figures by value and unit, scope by document.

A reply that does not pass is a defect of the engine; it is turned into a refusal, never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.labels import Labels
from assistant.records import Answer
from assistant.years import lies_in
from index.engine import Index
from ingest.numerals import parse_numeral
from ingest.quantities import Quantity, quantities

COMPUTED = "（程序清点，不是原文）"  # marks a line whose figures are counted, not quoted
_MARKER = re.compile(r"\[\d+\]")
_QUOTED = re.compile(r"“([^\n]*)”\[(\d+)\]")


def faults(answer: Answer, index: Index) -> tuple[str, ...]:
    """What is wrong with an answer, empty if nothing: each fault names the citation or the figure."""
    return (*_citation_faults(answer, index), *_text_faults(answer, index), *_value_faults(answer))


def _citation_faults(answer: Answer, index: Index) -> Iterator[str]:
    for citation in answer.citations:
        try:
            item = index.item(citation.item_id)
        except KeyError:
            yield f"[{citation.n}] 没有这一条"
            continue
        if item.text != citation.item_text or item.text[citation.start : citation.end] != citation.quote:
            yield f"[{citation.n}] 引文与原文不符"
        if not lies_in(index.document(item.document_id), answer.scope):
            yield f"[{citation.n}] 不在所问的范围内"


def _text_faults(answer: Answer, index: Index) -> Iterator[str]:
    """Quotation marks before a marker hold the quote of that marker; other figures stand in a quote or in the name of
    a document: 《残疾人两项补贴发放标准》."""
    quotes = {citation.n: _plain(citation.quote) for citation in answer.citations}
    markers = {int(m.group()[1:-1]) for m in _MARKER.finditer(answer.text)}
    if not markers <= quotes.keys():
        yield "有编号没有对应的引文"
    for quoted, n in _QUOTED.findall(answer.text):
        if _plain(quoted) != quotes.get(int(n)):
            yield f"[{n}] 引号里的话不是引文"
    held = {_figure(q) for citation in answer.citations for q in quantities(citation.quote)}
    own_words = "\n".join(line for line in _QUOTED.sub("", answer.text).split("\n") if COMPUTED not in line)
    labels = Labels(index.documents)
    for name in sorted((labels.document(d.document_id) for d in index.documents), key=len, reverse=True):
        own_words = own_words.replace(name, "")
    for quantity in quantities(own_words):
        if _figure(quantity) not in held:
            yield f"数字{quantity.value}{quantity.unit}不在引文里"


def _value_faults(answer: Answer) -> Iterator[str]:
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for value in answer.values:
        if value.n not in quotes or value.value not in quotes[value.n] or value.unit not in quotes[value.n]:
            yield f"指标值{value.value}{value.unit}不在引文[{value.n}]里"


def _plain(text: str) -> str:
    return "".join(text.split())


def _figure(quantity: Quantity) -> tuple[str, str]:
    """Value and unit in one spelling: 两倍 and 2倍 are the same figure."""
    plain = unicodedata.normalize("NFKC", quantity.value).replace(",", "")
    number = parse_numeral(plain)
    return (str(number) if number is not None else plain, unicodedata.normalize("NFKC", quantity.unit))
