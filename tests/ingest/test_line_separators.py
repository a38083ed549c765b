"""Every sign that ends a line in some program ends one here."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import MAKERS

from ingest.reader import read_document

LINES = ("青禾县2025年民政工作要点", "一、社会救助", "提高低保标准。", "二、养老服务", "新增床位600张。")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\v", "\r", "\r\n"])
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_a_line_ends_at_every_separator(separator: str, suffix: str, tmp_path: Path) -> None:
    break_ = separator * (2 if suffix == "md" else 1)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes((break_.join(LINES) + break_).encode())
    document = read_document(path)
    assert document.metadata.title == LINES[0]
    assert [unit.label for unit in document.units] == ["", "一、", "二、"]
    assert not document.findings


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_separator_inside_a_docx_or_page_ends_a_line(separator: str, tmp_path: Path) -> None:
    for suffix in ("docx", "html"):
        path = MAKERS[suffix](tmp_path / f"a.{suffix}", separator.join(LINES[1:]) + "\n")
        assert [unit.label for unit in read_document(path).units if unit.label] == ["一、", "二、"]
