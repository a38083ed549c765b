"""A folder is taken whole, and nothing outside of it, and no library that lies in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import make_txt

from ingest.errors import SourceError
from ingest.library import IngestReport, Library
from ingest.reader import source_files

PLAN = "青禾县民政局2025年工作要点\n一、社会救助\n提高低保标准。\n二、养老服务\n新增床位600张。\n"


def outcome(report: IngestReport) -> list[tuple[str, str]]:
    return [(Path(entry.path).name, entry.status) for entry in report.entries]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document, beside a private one."""
    inside, outside = tmp_path / "来稿", tmp_path / "私人"
    (inside / "2025").mkdir(parents=True)
    outside.mkdir()
    make_txt(inside / "2025" / "要点.txt", PLAN)
    make_txt(outside / "工资.txt", PLAN.replace("青禾", "私人"))
    return inside


def test_links_that_lead_out_of_a_folder_are_not_followed_and_named(folder: Path, tmp_path: Path) -> None:
    (folder / "工资.txt").symlink_to(tmp_path / "私人" / "工资.txt")
    (folder / "别处").symlink_to(tmp_path / "私人", target_is_directory=True)
    report = Library.create_or_open(tmp_path / "库").add([folder])
    assert outcome(report) == [("别处", "failed"), ("工资.txt", "failed"), ("要点.txt", "added")]
    assert all("链接" in entry.message for entry in report.entries if entry.status == "failed")


def test_links_within_a_folder_and_a_folder_named_by_a_link_are_read(folder: Path, tmp_path: Path) -> None:
    (folder / "同一份.txt").symlink_to("2025/要点.txt")
    (tmp_path / "链接").symlink_to(folder, target_is_directory=True)
    assert [path.name for path in source_files(tmp_path / "链接")] == ["要点.txt", "同一份.txt"]
    assert outcome(Library.create_or_open(tmp_path / "库").add([tmp_path / "链接"])) == [
        ("要点.txt", "added"), ("同一份.txt", "unchanged"),
    ]  # fmt: skip


def test_a_library_below_the_folder_is_passed_over_and_named(folder: Path) -> None:
    library = Library.create_or_open(folder / "库")
    first, second = library.add([folder]), library.add([folder])
    assert outcome(first) == [("要点.txt", "added")]
    assert outcome(second) == [("库", "skipped"), ("要点.txt", "unchanged")]
    assert not second.failed
    assert len(library.documents) == 1


def test_a_library_handed_over_itself_is_refused_with_what_to_do(folder: Path) -> None:
    library = Library.create_or_open(folder / "库")
    library.add([folder / "2025"])
    report = library.add([folder / "库"])
    assert outcome(report) == [("库", "failed")]
    assert "文档库" in report.entries[0].message
    with pytest.raises(SourceError, match="文档库"):
        source_files(folder / "库")


def test_a_folder_of_documents_beside_another_catalog_is_no_library(tmp_path: Path) -> None:
    make_txt(tmp_path / "catalog.json", "{}")
    make_txt(tmp_path / "要点.txt", PLAN)
    assert [path.name for path in source_files(tmp_path)] == ["要点.txt"]
