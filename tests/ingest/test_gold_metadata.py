"""Real documents against metadata that was read and written down by hand, before the program was asked.

Each line of the gold names the document under ../shared/training/documents; what the text does not say is null. The
place of a city's report (淮南市人民政府) is gold where the text makes it plain, though it prints only 市人民政府.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.reader import read_document

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold_metadata.jsonl").read_text(encoding="utf-8").splitlines()
]
FIELDS = ("title", "issuer", "document_number", "issued_on", "year", "level")


@pytest.fixture(scope="module")
def wrong(training_documents: Path) -> list[tuple[str, str, object, object]]:
    """Path, field, gold and what was read, for every field that differs."""
    found = []
    for gold in GOLD:
        metadata = read_document(training_documents / gold["path"]).metadata
        read = {field: getattr(metadata, field) or None for field in FIELDS}
        found += [(gold["path"], field, gold[field], read[field]) for field in FIELDS if gold[field] != read[field]]
    return found


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_read_from_real_documents(field: str, wrong: list[tuple[str, str, object, object]]) -> None:
    missed = [line for line in wrong if line[1] == field]
    assert len(missed) <= 0.05 * len(GOLD), missed


def test_the_reports_of_cities_never_name_a_wrong_government(training_documents: Path) -> None:
    """The name of the file is the truth here; three of them hold the report of the State Council instead."""
    read = {p.stem: read_document(p).metadata.issuer for p in (training_documents / "city_gwr_2024" / "txt").glob("*")}
    named = {city: issuer for city, issuer in read.items() if issuer and issuer != "国务院"}
    assert len(named) >= 0.9 * len(read)
    assert [(city, issuer) for city, issuer in named.items() if not issuer.startswith(city)] == []
