"""The library on disk: what is one document, what a new version is, and that no one ever sees half of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from make_files import make_docx, make_txt

from ingest.catalog import write_atomically
from ingest.errors import LibraryError
from ingest.library import SHIPPED_DOCUMENTS, Library
from ingest.lock import exclusive

ROOT = Path(__file__).resolve().parents[2]
PLAN = (
    "某某市民政局关于印发2025年工作要点的通知\n各县（市、区）民政局：\n一、总体要求\n"
    "坚持以人民为中心的发展思想，做好工作。\n二、重点任务\n（一）提高标准。低保标准不低于20%。\n"
    "（二）扩大范围。覆盖更多困难群众，兜住底线。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "库"


def statuses(library: Library, *paths: Path) -> list[str]:
    return [entry.status for entry in library.add(list(paths)).entries]


def test_the_shipped_documents_are_five_and_read_only() -> None:
    library = Library.shipped()
    assert [d.document_id for d in library.documents] == [
        "jilin-2017",
        "jilin-2023",
        "jilin-2024",
        "jilin-2025",
        "shulan-2023",
    ]
    with pytest.raises(LibraryError, match="--library"):
        library.add([])


def test_what_was_added_is_there_when_the_library_is_opened_again(folder: Path) -> None:
    library = Library.create_or_open(folder)
    library.add([SHIPPED_DOCUMENTS])
    again = Library.open(folder)
    assert again.documents == library.documents == Library.shipped().documents


def test_the_order_of_the_files_changes_nothing(folder: Path, tmp_path: Path) -> None:
    files = sorted(SHIPPED_DOCUMENTS.glob("*.txt"))
    Library.create_or_open(folder).add(files)
    Library.create_or_open(tmp_path / "b").add(files[::-1])
    assert Library.open(folder).documents == Library.open(tmp_path / "b").documents


def test_the_same_file_under_another_name_is_one_document(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    one, other = make_txt(tmp_path / "要点.txt", PLAN), make_txt(tmp_path / "复制.txt", PLAN)
    assert statuses(library, one, other) == ["added", "unchanged"]
    assert len(library.documents) == 1


def test_a_new_version_replaces_the_old_one_and_says_what_changed(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    path = make_txt(tmp_path / "要点.txt", PLAN)
    library.add([path])
    identity = library.documents[0].document_id
    make_txt(path, PLAN.replace("20%", "25%") + "（三）加强监管。压实责任。\n")
    entry = library.add([path]).entries[0]
    assert (entry.status, entry.document_id) == ("updated", identity)
    assert "修改 1 条（二、（一））" in entry.message
    assert "新增 1 条（二、（三））" in entry.message
    assert [d.text.count("25%") for d in Library.open(folder).documents] == [1]


def test_the_last_of_several_versions_in_one_import_is_the_one_that_stays(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    old, new = make_txt(tmp_path / "a.txt", PLAN), make_txt(tmp_path / "b.txt", PLAN.replace("20%", "25%"))
    assert statuses(library, old, new, old) == ["added", "updated", "updated"]
    assert "20%" in Library.open(folder).documents[0].text


def test_a_new_version_may_come_in_another_format_under_another_name(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    library.add([make_txt(tmp_path / "要点.txt", PLAN)])
    assert statuses(library, make_docx(tmp_path / "最终版.docx", PLAN.replace("20%", "25%"))) == ["updated"]


def test_the_same_text_in_another_format_is_the_same_document(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    files = make_txt(tmp_path / "a.txt", PLAN), make_docx(tmp_path / "b.docx", PLAN)
    assert statuses(library, *files) == ["added", "unchanged"]
    assert statuses(library, *files) == ["unchanged", "unchanged"]


def test_documents_of_two_offices_under_one_file_name_both_stay(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
    one = make_txt(tmp_path / "甲" / "要点.txt", PLAN)
    other = make_txt(tmp_path / "乙" / "要点.txt", PLAN.replace("某某市民政局", "另一市民政局"))
    assert statuses(library, one, other) == ["added", "added"]
    assert len({d.document_id for d in library.documents}) == 2


def test_reports_without_any_title_are_never_taken_for_one_another(training_documents: Path, folder: Path) -> None:
    files = sorted((training_documents / "city_gwr_2024" / "txt").glob("*.txt"))[:30]
    library = Library.create_or_open(folder)
    assert statuses(library, *files) == ["added"] * 30
    assert len(Library.open(folder).documents) == 30


def test_a_document_can_be_removed(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    library.add([make_txt(tmp_path / "plan.txt", PLAN)])
    report = library.remove(["plan", "unknown"])
    assert [(e.document_id, e.status) for e in report.entries] == [("plan", "removed"), (None, "failed")]
    assert Library.open(folder).documents == ()


def test_a_document_can_be_removed_by_a_file_with_its_text(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    library.add([make_txt(tmp_path / "plan.txt", PLAN)])
    other = make_docx(tmp_path / "另存.docx", PLAN)
    strange = make_txt(tmp_path / "b.txt", PLAN + "又一行。\n")
    report = library.remove([str(strange), str(other)])
    assert [(e.document_id, e.status) for e in report.entries] == [(None, "failed"), ("plan", "removed")]


def test_a_correction_survives_reopening_and_a_new_version(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    path = make_txt(tmp_path / "plan.txt", PLAN)
    library.add([path])
    library.correct("plan", issuer="某某市民政局（含老龄办）", year=2026)
    assert Library.open(folder).documents[0].issuer == "某某市民政局（含老龄办）"
    make_txt(path, PLAN.replace("20%", "25%"))
    assert statuses(library, path) == ["updated"]
    metadata = Library.open(folder).documents[0].metadata
    assert (metadata.issuer, metadata.year) == ("某某市民政局（含老龄办）", 2026)
    assert dict(metadata.read_at)["year"] == "人工更正"


def test_a_correction_can_say_that_there_is_none_and_can_be_taken_back(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    library.add([make_txt(tmp_path / "plan.txt", PLAN)])
    read = library.documents[0].metadata
    assert library.correct("plan", year=None, issuer="另一个局").year is None
    assert Library.open(folder).documents[0].metadata.issuer == "另一个局"
    assert library.correct("plan", clear=["issuer", "year", "region"]).metadata == read
    assert Library.open(folder).documents[0].metadata == read


@pytest.mark.parametrize("values", [{"colour": "red"}, {"units": ()}])
def test_only_metadata_can_be_corrected(folder: Path, tmp_path: Path, values: dict[str, str]) -> None:
    library = Library.create_or_open(folder)
    library.add([make_txt(tmp_path / "plan.txt", PLAN)])
    with pytest.raises(LibraryError, match="没有"):
        library.correct("plan", **values)


def test_a_reader_notices_a_new_version_and_picks_it_up(folder: Path, tmp_path: Path) -> None:
    Library.create_or_open(folder).add([make_txt(tmp_path / "a.txt", PLAN)])
    reader = Library.open(folder)
    assert not reader.changed()
    assert reader.refreshed() is reader
    Library.open(folder).add([SHIPPED_DOCUMENTS])
    assert reader.changed()
    assert len(reader.refreshed().documents) == 6
    assert len(reader.documents) == 1


def test_a_refreshed_reader_reads_only_what_changed(folder: Path, tmp_path: Path) -> None:
    Library.create_or_open(folder).add([make_txt(tmp_path / "a.txt", PLAN)])
    reader = Library.open(folder)
    Library.open(folder).add([SHIPPED_DOCUMENTS])
    refreshed = reader.refreshed()
    kept = {d.document_id: d for d in refreshed.documents}["a"]
    assert kept is reader.documents[0]
    assert refreshed.documents == Library.open(folder).documents
    Library.open(folder).correct("a", year=2030)
    assert {d.document_id: d.year for d in refreshed.refreshed().documents}["a"] == 2030


def test_a_version_that_is_damaged_or_gone_is_a_change_and_the_reader_keeps_what_it_has(
    folder: Path, tmp_path: Path
) -> None:
    Library.create_or_open(folder).add([make_txt(tmp_path / "a.txt", PLAN)])
    reader = Library.open(folder)
    (folder / "catalog.json").write_text("{", encoding="utf-8")
    assert reader.changed()
    with pytest.raises(LibraryError, match="损坏"):
        reader.refreshed()
    (folder / "catalog.json").unlink()
    with pytest.raises(LibraryError, match="没有文档库"):
        reader.refreshed()
    assert len(reader.documents) == 1


def test_a_writer_works_on_what_another_writer_has_left(folder: Path, tmp_path: Path) -> None:
    first, second = Library.create_or_open(folder), Library.create_or_open(folder)
    first.add([make_txt(tmp_path / "a.txt", PLAN)])
    second.add([SHIPPED_DOCUMENTS / "jilin-2024.txt"])
    assert {d.document_id for d in Library.open(folder).documents} == {"a", "jilin-2024"}


def test_two_writers_exclude_each_other_with_a_clear_message(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryError, match=f"进程 {holder.pid}"), exclusive(folder):
            pass
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with exclusive(folder):
        pass


HOLD_LOCK = """
import sys, time
from pathlib import Path
from ingest.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""

KEEP_WRITING = """
import sys
from pathlib import Path
from ingest.library import Library, write_atomically
folder, sources = Path(sys.argv[1]), Path(sys.argv[2])
round = 0
while True:
    round += 1
    for path in sorted(sources.glob("*.txt")):
        text = path.read_text(encoding="utf-8").split("第")[0] + f"第{round}版。"
        write_atomically(path, text.encode("utf-8"))
    Library.create_or_open(folder).add([sources])
    print(round, flush=True)
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_kill_at_any_moment_leaves_a_whole_library(folder: Path, tmp_path: Path) -> None:
    sources = tmp_path / "来源"
    sources.mkdir()
    for number in range(4):
        make_txt(sources / f"plan-{number}.txt", PLAN.replace("某某市", f"某{'甲乙丙丁'[number]}市"))
    for delay in (0.02, 0.05, 0.08, 0.11, 0.15, 0.2):
        writer = subprocess.Popen(
            [sys.executable, "-c", KEEP_WRITING, str(folder), str(sources)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment(),
        )  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        library = Library.open(folder)
        versions = {d.text.rsplit("第", 1)[1] for d in library.documents}
        assert len(library.documents) == 4
        assert len(versions) == 1, "all documents are of one version: the old library or the new one"


def test_a_damaged_library_says_so(folder: Path, tmp_path: Path) -> None:
    Library.create_or_open(folder).add([make_txt(tmp_path / "a.txt", PLAN)])
    text = next((folder / "documents").glob("*.txt"))
    text.write_text("改过", encoding="utf-8")
    with pytest.raises(LibraryError, match="校验值不符"):
        Library.open(folder)
    text.unlink()
    with pytest.raises(LibraryError, match="损坏"):
        Library.open(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "documents": [{}]}'])
def test_a_damaged_catalog_says_so(folder: Path, content: str) -> None:
    folder.mkdir()
    (folder / "catalog.json").write_text(content, encoding="utf-8")
    with pytest.raises(LibraryError, match="损坏"):
        Library.open(folder)


def test_a_library_of_another_format_is_not_touched(folder: Path) -> None:
    folder.mkdir()
    (folder / "catalog.json").write_text(json.dumps({"format": 99, "documents": []}), encoding="utf-8")
    with pytest.raises(LibraryError, match="格式是 99"):
        Library.create_or_open(folder)


def test_a_folder_with_other_things_is_never_made_a_library(tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    with pytest.raises(LibraryError, match="别的内容"):
        Library.create_or_open(tmp_path)


def test_an_import_of_nothing_but_bad_files_leaves_no_library(folder: Path, tmp_path: Path) -> None:
    assert statuses(Library.create_or_open(folder), tmp_path / "没有.txt") == ["failed"]
    with pytest.raises(LibraryError, match="没有文档库"):
        Library.open(folder)
    assert statuses(Library.create_or_open(folder), make_txt(tmp_path / "a.txt", PLAN)) == ["added"]


def test_texts_that_no_version_needs_are_swept(folder: Path, tmp_path: Path) -> None:
    library = Library.create_or_open(folder)
    path = tmp_path / "plan.txt"
    for number in range(5):
        library.add([make_txt(path, PLAN.replace("20%", f"{20 + number}%"))])
    assert len(list((folder / "documents").glob("*.txt"))) == 2  # this version, and the one before for its readers


def test_what_one_account_writes_others_may_read_as_the_system_says(folder: Path, tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        Library.create_or_open(folder).add([make_txt(tmp_path / "a.txt", PLAN)])
    finally:
        os.umask(mask)
    written = [folder / "catalog.json", *(folder / "documents").iterdir()]
    assert [path.stat().st_mode & 0o777 for path in written] == [0o640, 0o640]


def test_a_write_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    write_atomically(target, b"old")

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
