"""指标 of a collection: which are asked for, as JSON, as CSV for a spreadsheet, as a table for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.records import Filters
from index.tokens import normalise
from ingest.measured import measured
from ingest.records import Document, Item, Target
from ingest.targets import targets
from ui.plain import coverage_text, titled, year_text
from ui.table import columns, fitted

LONGEST_INDICATOR = 48  # places on a terminal; JSON and CSV hold all of it
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as the encoding of the system
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so would be computed (OWASP, CSV injection)
CSV_HEADINGS = (
    "年度", "发文机关", "文件", "条款", "指标", "比较", "数值", "单位", "期限", "原句", "条目编号", "起", "止",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """One target with the place where it is stated."""

    target: Target
    item: Item
    document: Document

    @property
    def sentence(self) -> str:
        """The sentence that states it, verbatim."""
        return self.item.text[self.target.sentence_start : self.target.sentence_end]

    @property
    def printed(self) -> str:
        """The figure as printed with its comparator: 不低于…1.3倍."""
        found = measured(self.item.text, self.target.start)
        return found.printed(self.item.text) if found else self.target.value


def stated(documents: Iterable[Document], filters: Filters, indicator: str = "") -> list[Stated]:
    """The targets within the filters whose indicator holds every one of the words, newest document first."""
    words = [normalise(word) for word in indicator.split()]
    found = [
        Stated(target, item, document)
        for document in documents
        if filters.admits(document)
        for item in document.items
        for target in targets(item)
        if all(word in normalise(target.indicator) for word in words)
    ]
    return sorted(found, key=lambda s: (-(s.document.year or 0), s.document.document_id, s.item.start, s.target.start))


def target_json(found: Stated) -> dict[str, Any]:
    """One target; `quote` is `item_text[start:end]` as in a citation, the figure stands at `figure_start`."""
    target, item, document = found.target, found.item, found.document
    return {
        "item_id": item.item_id,
        "document_id": document.document_id,
        "year": document.year,
        "issuer": document.issuer,
        "title": document.title,
        "section": item.section,
        "item": item.item,
        "label": item.label,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "deadline": target.deadline,
        "quote": found.sentence,
        "start": target.sentence_start,
        "end": target.sentence_end,
        "figure_start": target.start,
        "figure_end": target.end,
    }


def targets_csv(found: Iterable[Stated]) -> str:
    """A table that a spreadsheet opens as it is: byte order mark, no cell that would be computed."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")  # the stream that it is written to ends lines as the system does
    writer.writerow(CSV_HEADINGS)
    for one in found:
        target, document = one.target, one.document
        cells = (
            document.year, document.issuer, document.title, one.item.label, target.indicator, target.comparator,
            target.value, target.unit, target.deadline, one.sentence, one.item.item_id, target.sentence_start,
            target.sentence_end,
        )  # fmt: skip
        writer.writerow([_inert(cell) for cell in cells])
    return BYTE_ORDER_MARK + stream.getvalue()


def _inert(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def targets_text(found: Sequence[Stated], documents: Sequence[Document]) -> str:
    """The targets document by document, in columns; what is held where there are none."""
    if not found:
        return f"没有符合的指标（{coverage_text(documents)}）。"
    lines = []
    for document in dict.fromkeys(one.document for one in found):
        rows = [one for one in found if one.document is document]
        issuer = f"（{document.issuer}）" if document.issuer and document.issuer not in document.title else ""
        head = " ".join(filter(None, [year_text(document.year), f"《{titled(document.title)}》{issuer}"]))
        lines.append(f"{head}  {len(rows)} 项")
        lines += ["    " + line for line in columns(tuple(_row(one)) for one in rows)]
    lines.append(f"共 {len(found)} 项。")
    return "\n".join(lines)


def _row(one: Stated) -> Iterator[str]:
    yield one.item.label
    yield fitted(" ".join(one.target.indicator.split()) or "—", LONGEST_INDICATOR)
    yield " ".join(one.printed.split())
    yield one.target.deadline or ""
