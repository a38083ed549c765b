"""The same text gives the same units, whatever the format it was saved in."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import MAKERS, make_pdf

from ingest.reader import read_document
from ingest.records import Document

SHIPPED = ["jilin-2017", "jilin-2023", "jilin-2024", "jilin-2025", "shulan-2023"]


def numbered(document: Document) -> list[tuple[tuple[int, ...], str, str]]:
    return [(u.path, u.label, squeezed(u.title)) for u in document.units if u.number is not None]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("suffix", [s for s in MAKERS if s != "txt"])
@pytest.mark.parametrize("document_id", SHIPPED)
def test_a_shipped_document_reads_the_same_in_every_format(
    document_id: str, suffix: str, shipped: dict[str, Document], tmp_path: Path
) -> None:
    original = shipped[document_id]
    again = read_document(MAKERS[suffix](tmp_path / f"文件.{suffix}", original.text))
    assert numbered(again) == numbered(original)
    assert squeezed(again.text) == squeezed(original.text.replace("羵", "羵"))
    assert again.metadata.issuer == original.metadata.issuer
    assert again.metadata.year == original.metadata.year


@pytest.mark.parametrize("document_id", ["jilin-2024", "jilin-2025"])
def test_two_columns_with_running_heads_and_page_numbers_read_the_same(
    document_id: str, shipped: dict[str, Document], tmp_path: Path
) -> None:
    original = shipped[document_id]
    path = make_pdf(
        tmp_path / "a.pdf", original.text, columns=2, head="吉林省民政厅公报　2024年第3期", page_numbers=True
    )
    again = read_document(path)
    assert numbered(again) == numbered(original)
    assert squeezed(again.text) == squeezed(original.text)


@pytest.mark.parametrize("indent", [True, False])
def test_paragraphs_of_a_pdf_are_joined_from_their_lines(
    indent: bool, shipped: dict[str, Document], tmp_path: Path
) -> None:
    original = shipped["jilin-2025"]
    again = read_document(make_pdf(tmp_path / "a.pdf", original.text, indent=indent))
    expected = [squeezed(line) for line in original.text.split("\n") if line.strip()]
    found = [squeezed(line) for line in again.text.split("\n") if line.strip()]
    assert len(set(found) & set(expected)) >= 0.9 * len(expected)
    assert numbered(again) == numbered(original)


@pytest.mark.parametrize("kind", ["province_gwr_2025", "city_gwr_2024"])
def test_reports_as_txt_and_docx_give_the_same_units(kind: str, training_documents: Path) -> None:
    folder = training_documents / kind
    for path in sorted((folder / "docx").glob("*.docx"))[::3]:
        as_text = read_document(folder / "txt" / f"{path.stem}.txt")
        as_docx = read_document(path)
        assert numbered(as_docx) == numbered(as_text), path.name
        assert (as_docx.metadata.issuer, as_docx.metadata.year) == (as_text.metadata.issuer, as_text.metadata.year)
