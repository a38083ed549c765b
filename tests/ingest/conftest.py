"""Shared by the tests of `ingest`: the five shipped documents, read once, and their readable golden form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.library import SHIPPED_DOCUMENTS
from ingest.reader import read_document
from ingest.records import Document

TRAINING_DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "training" / "documents"


@pytest.fixture(scope="session")
def shipped() -> dict[str, Document]:
    """The five documents by id."""
    return {path.stem: read_document(path) for path in sorted(SHIPPED_DOCUMENTS.glob("*.txt"))}


@pytest.fixture(scope="session")
def golden_lines() -> Callable[[Document], list[str]]:
    """One line per unit: id, level, label, title, offsets, first and last characters (line breaks as ⏎)."""

    def lines(document: Document) -> list[str]:
        return [
            f"{u.item_id} | {u.level.value} | {u.label} | {u.title} | {u.start}-{u.end} | {_ends(u.text)}"
            for u in document.units
        ]

    return lines


def _ends(text: str) -> str:
    stripped = text.strip().replace("\n", "⏎")
    return stripped if len(stripped) <= 30 else f"{stripped[:14]}…{stripped[-14:]}"


@pytest.fixture(scope="session")
def training_documents() -> Path:
    """The folder of real documents that lies beside the checkout; tests on it are skipped where it is absent."""
    if not TRAINING_DOCUMENTS.is_dir():
        pytest.skip("the real documents under ../shared/training are not here")
    return TRAINING_DOCUMENTS
