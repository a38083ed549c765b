"""Documents, items and hits as JSON, for the command line and HTTP alike; replies are in `assistant.wire`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from index.records import Hit
from ingest.metadata import CORRECTED
from ingest.records import Document, Item, Metadata


def metadata_json(metadata: Metadata) -> dict[str, Any]:
    """What a document says of itself, null where it does not; `read_at` maps a field to the place it was read at."""
    return {**asdict(metadata), "title": metadata.title or None, "read_at": dict(metadata.read_at)}


def corrections_json(metadata: Metadata) -> dict[str, Any]:
    """What staff set, field by field."""
    return {field: getattr(metadata, field) for field, place in metadata.read_at if place == CORRECTED}


def document_json(document: Document) -> dict[str, Any]:
    """One line of a list of documents."""
    return {
        "document_id": document.document_id,
        **metadata_json(document.metadata),
        "title": document.metadata.title,
        "corrections": corrections_json(document.metadata),
        "source": document.source,
        "sections": len(document.sections),
        "items": len(document.items),
        "findings": [asdict(finding) for finding in document.findings],
    }


def item_json(item: Item, document: Document) -> dict[str, Any]:
    """One citable item with its source; `start` and `end` are code points into the document's text."""
    return {
        "item_id": item.item_id,
        "document_id": item.document_id,
        "year": document.year,
        "issuer": document.issuer,
        "title": document.title,
        "section": item.section,
        "section_title": item.section_title,
        "item": item.item,
        "paragraph": item.paragraph,
        "label": item.label,
        "heading": item.title,
        "text": item.text,
        "start": item.start,
        "end": item.end,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as batch files hold it (DESIGN §4)."""
    return {
        "item_id": hit.item_id,
        "document_id": hit.document_id,
        "section": hit.section,
        "item": hit.item,
        "score": hit.score,
    }


def found_json(hit: Hit, item: Item, document: Document) -> dict[str, Any]:
    """A hit with the words that were found and where they stand."""
    source = {"year": document.year, "issuer": document.issuer, "title": document.title}
    return {**hit_json(hit), **source, "label": item.label, "text": item.text}
