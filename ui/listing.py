"""Documents for a terminal: what is held, and how one file is read. Every doubt has its line, every fact its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.records import Document
from ui.corrections import FIELD_NAMES
from ui.plain import coverage_text, year_text

EXCERPT = 72  # characters of a unit, or of a list of names, that stand on its line


def documents_text(documents: Sequence[Document], *, findings: bool = False) -> str:
    """What is held: each document with its facts, where they were read, and its doubts, counted or listed."""
    lines = [coverage_text(documents)]
    for document in documents:
        lines.append(f"{document.document_id}  {document.title}")
        lines += ["    " + line for line in _facts(document)]
        if findings:
            lines += [f"    · {line}" for line in finding_lines(document)]
    doubts = sum(len(document.findings) for document in documents)
    if doubts and not findings:
        lines.append(f"疑点共 {doubts} 处，加 --findings 逐条列出。")
    elif findings and not doubts:
        lines.append("没有疑点。")
    return "\n".join(lines)


def _facts(document: Document) -> Iterable[str]:
    metadata = document.metadata
    place = "".join(filter(None, [metadata.region, f"（{metadata.level}级）" if metadata.level else ""]))
    issued = f"{metadata.issued_on} 成文" if metadata.issued_on else ""
    doubts = f"{len(document.findings)} 处疑点" if document.findings else ""
    issuer, number = metadata.issuer or "发文机关不明", metadata.document_number or "无文号"
    year = year_text(metadata.year) or "年度不明"
    yield " · ".join(filter(None, [issuer, year, number, issued, place, f"{len(document.items)} 条", doubts]))
    if metadata.addressees:
        yield f"主送：{excerpt('、'.join(metadata.addressees))}"
    if metadata.annexes:
        yield f"附件：{excerpt('；'.join(metadata.annexes))}"
    if metadata.read_at:
        yield f"读自：{_places(document)}"


def _places(document: Document) -> str:
    """Where the facts were read, place by place: 标题（标题、年度）；落款（发文机关、成文日期）."""
    fields: dict[str, list[str]] = {}
    for field, place in document.metadata.read_at:
        fields.setdefault(place, []).append(FIELD_NAMES.get(field, field))
    return "；".join(f"{place}（{'、'.join(names)}）" for place, names in fields.items())


def finding_lines(document: Document) -> list[str]:
    """Every doubt: where, what."""
    return [f"{finding.where}：{finding.message}" for finding in document.findings]


def metadata_lines(document: Document) -> list[str]:
    """Every fact on a line of its own, with the place where it was read: 年度：2024（标题）."""
    metadata = document.metadata
    values = {
        "title": metadata.title,
        "issuer": metadata.issuer or "不明",
        "document_number": metadata.document_number or "无",
        "issued_on": metadata.issued_on or "不明",
        "year": str(metadata.year or "不明"),
        "level": metadata.level or "不明",
        "region": metadata.region or "不明",
        "addressees": "、".join(metadata.addressees) or "无",
        "annexes": "；".join(metadata.annexes) or "无",
    }
    places = dict(metadata.read_at)
    return [
        f"{FIELD_NAMES[field]}：{value}{f'（{places[field]}）' if field in places else ''}"
        for field, value in values.items()
    ]


def outline_text(document: Document) -> str:
    """How a file was read: metadata, the tree of its units, and every doubt."""
    lines = [*metadata_lines(document), ""]
    for unit in document.units:
        indent = "  " * max(len(unit.path) - 1, 0)
        label = unit.label or ("前言" if unit.level == "preamble" else "")
        said = unit.title or unit.text.strip().removeprefix(unit.label)
        lines.append(f"{indent}{label}{excerpt(said)}  {unit.item_id}")
    lines.append("")
    lines.append(f"疑点 {len(document.findings)} 处" if document.findings else "没有疑点")
    lines += [f"  {line}" for line in finding_lines(document)]
    return "\n".join(lines)


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    words = " ".join(text.split())
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"
