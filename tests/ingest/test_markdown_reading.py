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


def test_the_front_matter_is_metadata_and_no_text(tmp_path: Path) -> None:
    front = '---\ntitle: "青禾县2025年民政工作要点"\nauthor: 青禾县民政局\ndate: 2025-03-01\ntags:\n  - 民政\n---\n'
    document = read_document(make_txt(tmp_path / "a.md", front + "\n一、社会救助\n\n提高标准。\n"))
    metadata = document.metadata
    assert (metadata.title, metadata.issuer, metadata.issued_on) == (
        "青禾县2025年民政工作要点",
        "青禾县民政局",
        "2025-03-01",
    )
    assert dict(metadata.read_at)["issued_on"] == "文件头"
    assert document.text == "一、社会救助\n提高标准。\n"
    assert [finding.kind for finding in document.findings] == ["front_matter"]
    assert "title、author、date、tags" in document.findings[0].message


@pytest.mark.parametrize(
    "text", ["---\n提高标准。\n---\n一、甲。\n", "---\n一、甲：乙。\n", "一、甲。\n---\ntitle: 乙\n---\n"]
)
def test_rules_between_paragraphs_are_no_front_matter(text: str, tmp_path: Path) -> None:
    document = read_document(make_txt(tmp_path / "a.md", text))
    assert not [finding for finding in document.findings if finding.kind == "front_matter"]
    assert "甲" in document.text
