"""A file → a Document: its text through a door of `readers`, then outline, metadata, citable items."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ingest import readers
from ingest.errors import SourceError
from ingest.folders import NotTaken, walked
from ingest.items import items, sections
from ingest.metadata import corrected, read_metadata
from ingest.outline import outline
from ingest.records import Document, Finding, Metadata, UnitLevel


def read_document(path: Path) -> Document:
    """Read one file of any supported format; raises SourceError in one line if it cannot be read."""
    reading = readers.read(path)
    return document_from_text(reading.text, source=path.name, facts=reading.facts, findings=reading.findings)


def source_files(path: Path) -> tuple[Path, ...]:
    """The files that a path stands for: itself, or all documents below a folder, sorted by path (see `folders`)."""
    if not path.exists():
        raise SourceError(str(path), "没有这个文件或文件夹", "已有的文件或文件夹", "请检查路径。")
    if path.is_file():
        return (path,)
    listed = list(walked(path))
    found = [entry for entry in listed if isinstance(entry, Path) and entry.is_file() and _is_source(entry)]
    if not found:
        for entry in listed:
            if isinstance(entry, NotTaken) and entry.path == path:
                raise entry.error
        raise SourceError(
            str(path), "文件夹里没有可读的文件", f"含有 {readers.FORMATS} 文件的文件夹", "请换一个文件夹或先转成文本。"
        )
    return tuple(found)


def _is_source(path: Path) -> bool:
    """Documents and archives; not notes to readers, hidden files, and what programs leave beside their files."""
    if path.stem.upper() == "README" or path.name.startswith((".", "~$")) or is_beside_page(path):
        return False
    return path.suffix.lower() == ".zip" or readers.is_source(path)


def is_beside_page(path: Path) -> bool:
    """Whether a file lies in the folder that a browser or Word saves beside a page: 要点.html, 要点_files/a.css."""
    for folder in path.parents:
        for mark in ("_files", ".files"):
            stem = folder.name.removesuffix(mark)
            if stem != folder.name and any((folder.parent / f"{stem}{end}").is_file() for end in (".html", ".htm")):
                return True
    return False


def document_from_text(
    text: str,
    *,
    source: str,
    document_id: str | None = None,
    facts: Mapping[str, str] | None = None,
    findings: tuple[Finding, ...] = (),
    corrections: Mapping[str, str | int | None] | None = None,
) -> Document:
    """Build the Document of a text; never fails, a text without numbering is one preamble.

    `facts` is metadata printed beside the text (the table of a portal page), `findings` what its reader found
    doubtful, `corrections` the metadata that staff set.
    """
    content_hash = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    draft = outline(text, "draft")
    head_end = next((u.start for u in draft.units if u.level is not UnitLevel.PREAMBLE), len(text))
    headings = [u.title for u in draft.units if u.level in (UnitLevel.CHAPTER, UnitLevel.SECTION)]
    metadata = corrected(read_metadata(text, head_end, facts, headings), corrections or {})
    identity = document_id or _slug(Path(source).stem, metadata)
    units = tuple(replace(u, item_id=identity + u.item_id.removeprefix("draft")) for u in draft.units)
    located = (
        replace(f, item_id=identity + f.item_id.removeprefix("draft")) if f.item_id else f for f in draft.findings
    )
    return Document(
        document_id=identity,
        metadata=metadata,
        source=source,
        content_hash=content_hash,
        text=text,
        sections=sections(units, len(text)),
        items=tuple(items(units, text, identity)),
        units=units,
        findings=(*findings, *located),
    )


def _slug(stem: str, metadata: Metadata) -> str:
    """An ASCII identity: the stem if it is ASCII, else a hash of issuer, title, year and number, or of the stem."""
    if stem.isascii() and (slug := re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")):
        return slug
    facts = (metadata.issuer, metadata.title, metadata.year, metadata.document_number)
    identity = "|".join(str(fact) for fact in facts if fact) if metadata.title else stem
    return "doc-" + hashlib.sha256(identity.encode()).hexdigest()[:10]
