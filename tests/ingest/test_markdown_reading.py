"""Markdown: what it shows, without the marks that make it so."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import make_txt

from ingest.reader import read_document
from ingest.readers import read


def test_a_footnote_of_markdown_is_text(tmp_path: Path) -> None:
    text = "# 要点\n\n一、建设36个站。[^1]\n\n[^1]: 含村级站。\n"
    assert "[^1]: 含村级站。" in read_document(make_txt(tmp_path / "a.md", text)).text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**（一）提高标准。**城市低保标准不低于780元。", "（一）提高标准。城市低保标准不低于780元。"),
        ("落实**“全国通办”**要求，**严把**准入关。", "落实“全国通办”要求，严把准入关。"),
        ("**一、总体要求**", "一、总体要求"),
        ("### **（一）提高标准**", "（一）提高标准"),
        ("面积3**4，体积", "面积3**4，体积"),
    ],
)
def test_emphasis_beside_full_width_marks_is_resolved(written: str, shown: str, tmp_path: Path) -> None:
    assert read(make_txt(tmp_path / "a.md", written)).text == shown + "\n"
