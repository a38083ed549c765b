"""Replies and rankings as plain text for a terminal. Quotes stay verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.records import Answer, Citation, Reply
from index.records import Hit
from index.tokens import normalise
from ingest.records import Document, Item

EXCERPT = 72  # characters of an item that stand under a hit; the item itself is one command away


def restated(reply: Reply) -> bool:
    """Whether a question was understood in other words than typed: other widths, spaces and capitals are none."""
    return bool(reply.understood) and _letters(reply.understood) != _letters(reply.question)


def _letters(text: str) -> str:
    return "".join(normalise(text).split())


def reply_text(reply: Reply) -> str:
    """The reply, then its numbered sources; a refusal shows the nearest items instead. No quote stands there twice."""
    parts = []
    if restated(reply):
        parts.append(f"理解为：{reply.understood}\n")
    parts.append(reply.text)
    if isinstance(reply, Answer):
        parts.append("\n出处")
        words = "".join(reply.text.split())
        parts += [
            _source(f"[{citation.n}] ", citation, quoted="".join(citation.quote.split()) not in words)
            for citation in reply.citations
        ]
    elif reply.nearest:
        parts.append("\n最接近的条目")
        parts += [_source("· ", citation, quoted=True) for citation in reply.nearest]
    if reply.suggestions:
        parts.append("\n可以接着问")
        parts += [f"· {suggestion}" for suggestion in reply.suggestions]
    return "\n".join(parts)


def _source(marker: str, citation: Citation, *, quoted: bool) -> str:
    lines = [f"{marker}{source_line(citation)}  {citation.item_id}"]
    indent = "    "
    if quoted:
        lines += [indent + line for line in citation.quote.split("\n")]
    if citation.note:
        lines.append(f"{indent}（{citation.note}）")
    return "\n".join(lines)


def source_line(citation: Citation) -> str:
    """Where a quote stands, for people: 2023年 二、（八） 《2023年全省民政工作要点》（吉林省民政厅）."""
    issuer = f"（{citation.issuer}）" if citation.issuer and citation.issuer not in citation.title else ""
    return " ".join(filter(None, [year_text(citation.year), citation.label, f"《{titled(citation.title)}》{issuer}"]))


def citation_text(citation: Citation) -> str:
    """What 复制引文 copies: the quote, then its source in brackets."""
    issuer = citation.issuer if citation.issuer and citation.issuer not in citation.title else None
    place = [issuer, f"《{titled(citation.title)}》", year_text(citation.year), citation.label]
    return f"“{citation.quote}”（{'，'.join(filter(None, place))}）"


def titled(title: str) -> str:
    """A title as it stands between 《》: inner marks become 〈〉 (GB/T 15834)."""
    return title.replace("《", "〈").replace("》", "〉")


def year_text(year: int | None) -> str:
    return "" if year is None else f"{year}年"


def coverage_text(documents: Sequence[Document]) -> str:
    """What is held, in one phrase: 收录 2017–2025 年 5 份文件."""
    years = sorted({document.year for document in documents if document.year is not None})
    span = "" if not years else f"{years[0]} 年 " if years[0] == years[-1] else f"{years[0]}–{years[-1]} 年 "
    return f"收录 {span}{len(documents)} 份文件"


def hits_text(hits: Iterable[tuple[Hit, Item, Document]]) -> str:
    """A ranking, one item per two lines."""
    lines = []
    for rank, (hit, item, document) in enumerate(hits, 1):
        head = " ".join(filter(None, [year_text(document.year), item.label, document.issuer]))
        lines.append(f"{rank:>2}. {head}  {hit.item_id}  {hit.score:.4f}")
        words = " ".join(item.text.split())
        lines.append("    " + (words if len(words) <= EXCERPT else words[:EXCERPT] + "…"))
    return "\n".join(lines) if lines else "没有找到含有这些词的条目。"
