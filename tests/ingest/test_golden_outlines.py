"""The five shipped documents, read by eye against data/documents and frozen: one line per unit.

The golden files are read in review and corrected by hand; they are never regenerated to make red go green.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.records import Document, UnitLevel

GOLDEN = Path(__file__).parent / "golden"
CITABLE = {"jilin-2017": 14, "jilin-2023": 47, "jilin-2024": 40, "jilin-2025": 23, "shulan-2023": 36}


@pytest.mark.parametrize("document_id", sorted(CITABLE))
def test_every_unit_is_where_the_golden_file_says(
    document_id: str, shipped: dict[str, Document], golden_lines: Callable[[Document], list[str]]
) -> None:
    expected = (GOLDEN / f"{document_id}.txt").read_text(encoding="utf-8").splitlines()
    assert golden_lines(shipped[document_id]) == expected


@pytest.mark.parametrize(("document_id", "count"), sorted(CITABLE.items()))
def test_every_section_and_item_is_citable_once(document_id: str, count: int, shipped: dict[str, Document]) -> None:
    cited = {(item.section, item.item) for item in shipped[document_id].items}
    assert len(cited) == count


def test_the_five_documents_have_160_citable_units(shipped: dict[str, Document]) -> None:
    assert sum(len({(i.section, i.item) for i in d.items}) for d in shipped.values()) == 160


def test_numbering_runs_through_the_whole_document_of_2024(shipped: dict[str, Document]) -> None:
    numbers = [u.number for u in shipped["jilin-2024"].units if u.level is UnitLevel.ITEM]
    assert numbers == list(range(1, 40))


def test_a_section_heading_of_46_characters_is_a_heading(shipped: dict[str, Document]) -> None:
    section = shipped["jilin-2024"].sections[1]
    title = section.title
    assert len(section.label + title) == 46
    assert title.endswith("习近平总书记关于民政工作的重要论述")


def test_numbering_restarts_in_every_section_of_2025_and_section_seven_has_no_items(
    shipped: dict[str, Document],
) -> None:
    items = shipped["jilin-2025"].items
    assert [i.item for i in items if i.section == 3] == [1, 2, 3, 4]
    assert [(i.item_id, i.item) for i in items if i.section == 7] == [("jilin-2025:7", None)]


def test_items_after_the_missing_heading_of_shulan_stay_under_seven_as_printed(shipped: dict[str, Document]) -> None:
    document = shipped["shulan-2023"]
    assert [i.item for i in document.items if i.section == 7] == [27, 28, 29, 30, 31, 32]
    finding = next(f for f in document.findings if f.kind == "missing_heading")
    assert (finding.where, finding.item_id) == ("七、", "shulan-2023:7")
    assert "缺“八、”" in finding.message


def test_the_missing_sixth_item_of_shulan_is_reported_where_it_is_missed(shipped: dict[str, Document]) -> None:
    finding = next(f for f in shipped["shulan-2023"].findings if f.kind == "missing_number")
    assert (finding.where, finding.item_id) == ("（七）", "shulan-2023:1.7")
    assert "缺“（六）”" in finding.message


def test_the_rare_character_in_shulan_33_is_reported_with_its_place(shipped: dict[str, Document]) -> None:
    finding = next(f for f in shipped["shulan-2023"].findings if f.kind == "odd_character")
    assert finding.item_id == "shulan-2023:9.33"
    assert "羵" in finding.message


def test_no_other_shipped_document_has_a_finding(shipped: dict[str, Document]) -> None:
    assert {d.document_id for d in shipped.values() if d.findings} == {"shulan-2023"}


def test_2017_has_sections_only_and_the_last_is_cited_by_paragraph(shipped: dict[str, Document]) -> None:
    document = shipped["jilin-2017"]
    assert all(i.item is None for i in document.items)
    assert [i.item_id for i in document.items if i.section == 13] == [
        "jilin-2017:13", *(f"jilin-2017:13p{n}" for n in range(2, 8)),
    ]  # fmt: skip


def test_every_item_knows_the_year_of_its_document(shipped: dict[str, Document]) -> None:
    assert {d.document_id: d.year for d in shipped.values()} == {
        "jilin-2017": 2017, "jilin-2023": 2023, "jilin-2024": 2024, "jilin-2025": 2025, "shulan-2023": 2023,
    }  # fmt: skip
    assert all(i.item_id.startswith(f"{d.document_id}:") for d in shipped.values() for i in d.items)


@pytest.mark.parametrize("document_id", sorted(CITABLE))
def test_every_text_is_the_slice_at_its_offsets(document_id: str, shipped: dict[str, Document]) -> None:
    document = shipped[document_id]
    assert all(document.text[u.start : u.end] == u.text for u in document.units)
    assert all(document.text[i.start : i.end] == i.text for i in document.items)
    assert "".join(u.text for u in document.units) == document.text
