"""Whatever people hand over: one clear line for the file, and the others still go in."""

from __future__ import annotations

import errno
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from make_files import make_docx, make_ofd, make_pdf, make_scanned_pdf, make_txt, make_zip
from opencc import OpenCC

from ingest.errors import LibraryError, SourceError, reason
from ingest.library import Library
from ingest.reader import read_document, source_files
from ingest.readers import FORMATS, office

PLAN = "某某市民政局关于印发2025年工作要点的通知\n一、总体要求\n正文。\n二、重点任务\n（一）甲。正文。\n"


def truncated_docx(folder: Path) -> Path:
    path = make_docx(folder / "截断.docx", PLAN)
    path.write_bytes(path.read_bytes()[:2000])
    return path


def docx_with_truncated_member(folder: Path) -> Path:
    path = make_docx(folder / "坏.docx", PLAN)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("word/document.xml").header_offset
    raw[start + 60 : start + 90] = b"\x00" * 30
    path.write_bytes(bytes(raw))
    return path


def bomb(folder: Path) -> Path:
    return make_zip(folder / "炸弹.docx", [("word/document.xml", b" " * (300 * 1024 * 1024))])


def external_entity(folder: Path) -> Path:
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t>'
        b"</w:r></w:p></w:body></w:document>"
    )
    return make_zip(folder / "实体.docx", [("word/document.xml", xml)])


def billion_laughs(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    xml = f'<!DOCTYPE d [<!ENTITY a0 "哈">{entities}]><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">&a11;</ofd:OFD>'
    return make_zip(folder / "笑.ofd", [("OFD.xml", xml.encode())])


def other_package(folder: Path) -> Path:
    return make_zip(folder / "其实是别的.docx", [("a.txt", b"a")])


def encrypted_pdf(folder: Path) -> Path:
    return make_pdf(folder / "加密.pdf", PLAN, password="secret")


def encrypted_docx(folder: Path) -> Path:
    path = folder / "加密.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    return path


def broken_pdf(folder: Path) -> Path:
    path = make_pdf(folder / "坏.pdf", PLAN)
    path.write_bytes(path.read_bytes()[:200])
    return path


def scanned_pdf(folder: Path) -> Path:
    return make_scanned_pdf(folder / "扫描件.pdf")


def huge_text(folder: Path) -> Path:
    path = folder / "巨大.txt"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    return path


def binary_text(folder: Path) -> Path:
    path = folder / "二进制.txt"
    path.write_bytes(bytes(range(256)) * 8)
    return path


def no_bytes(folder: Path) -> Path:
    path = folder / "零字节.docx"
    path.touch()
    return path


def empty_text(folder: Path) -> Path:
    return make_txt(folder / "空.txt", " \n\t\n")


def picture_named_docx(folder: Path) -> Path:
    path = folder / "其实是图片.docx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def sheet(folder: Path) -> Path:
    return make_zip(folder / "表.xlsx", [("[Content_Types].xml", b"<T/>"), ("xl/workbook.xml", b"<w/>")])


def encrypted_office(folder: Path) -> Path:
    path = folder / "加密的.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    return path


def unknown_format(folder: Path) -> Path:
    return make_txt(folder / "表.xlsx", "a")


def missing(folder: Path) -> Path:
    return folder / "没有.txt"


def empty_folder(folder: Path) -> Path:
    (folder / "空文件夹").mkdir()
    return folder / "空文件夹"


BAD: list[tuple[Callable[[Path], Path], str]] = [
    (truncated_docx, "损坏或不完整"),
    (docx_with_truncated_member, "损坏或不完整"),
    (bomb, "压缩炸弹"),
    (external_entity, "外部实体"),
    (billion_laughs, "外部实体|XML 有错误"),
    (other_package, "其实是压缩包（zip）"),
    (encrypted_pdf, "密码"),
    (encrypted_docx, "密码"),
    (broken_pdf, "损坏或不完整"),
    (scanned_pdf, "扫描件"),
    (huge_text, "字节"),
    (binary_text, "二进制|编码"),
    (empty_text, "没有文字"),
    (no_bytes, "文件是空的"),
    (picture_named_docx, "其实是图片"),
    (sheet, "这是电子表格，还不能读取"),
    (encrypted_office, "设了密码"),
    (unknown_format, "还不能读取"),
    (missing, "没有这个文件"),
    (empty_folder, "没有可读的文件"),
]


@pytest.mark.parametrize(("make", "said"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_a_bad_file_gets_one_clear_line_and_the_others_go_in(
    make: Callable[[Path], Path], said: str, tmp_path: Path
) -> None:
    bad = make(tmp_path)
    good = make_txt(tmp_path / "好.txt", PLAN)
    report = Library.create_or_open(tmp_path / "库").add([bad, good])
    assert [entry.status for entry in report.entries] == ["failed", "added"]
    message = report.entries[0].message
    assert "\n" not in message
    assert any(part in message for part in said.split("|")), message
    assert bad.name in message
    assert "root:" not in message
    assert report.failed
    assert len(Library.open(tmp_path / "库").documents) == 1


@pytest.mark.parametrize(
    "name", ["有 空格.txt", "引'号\".txt", "换\n行.txt", "-rf.txt", "%s{}.txt", "长" * 60 + ".txt", "无扩展名"]
)
def test_strange_file_names_are_read(name: str, tmp_path: Path) -> None:
    report = Library.create_or_open(tmp_path / "库").add([make_txt(tmp_path / name, PLAN)])
    assert [entry.status for entry in report.entries] == ["added"]
    assert "\n" not in report.entries[0].message


def test_a_name_that_is_no_text_is_written_as_text(tmp_path: Path) -> None:
    path = make_txt(tmp_path / os.fsdecode("要点.txt".encode("gbk")), PLAN)
    Library.create_or_open(tmp_path / "库").add([path])
    (document,) = Library.open(tmp_path / "库").documents
    assert document.source.encode("utf-8").endswith(b".txt")


def test_a_name_with_a_line_break_does_not_break_the_error_line(tmp_path: Path) -> None:
    report = Library.create_or_open(tmp_path / "库").add([make_txt(tmp_path / "换\n行.txt", " ")])
    assert "\n" not in report.entries[0].message


def test_an_archive_is_taken_whole_and_each_bad_member_gets_its_line(tmp_path: Path) -> None:
    other = PLAN.replace("2025", "2024").replace("甲", "乙")
    archive = make_zip(
        tmp_path / "要点.zip",
        [
            ("2025/某某市.txt", PLAN.encode()),
            ("2024/某某市.docx", make_docx(tmp_path / "a.docx", other).read_bytes()),
            ("../../逃出去.txt", PLAN.encode()),
            ("/绝对.txt", PLAN.encode()),
            ("图片.png", b"x"),
            ("里面.zip", b"PK"),
            ("坏.pdf", b"%PDF-1.4"),
            ("__MACOSX/._a.txt", b"x"),
            (".DS_Store", b"x"),
        ],
    )
    told: list[str] = []
    report = Library.create_or_open(tmp_path / "库").add([archive], told.append)
    statuses = {entry.path.removeprefix(f"{archive}/"): entry.status for entry in report.entries}
    assert statuses == {
        "2025/某某市.txt": "added",
        "2024/某某市.docx": "added",
        "../../逃出去.txt": "failed",
        "/绝对.txt": "failed",
        "图片.png": "failed",
        "里面.zip": "failed",
        "坏.pdf": "failed",
    }
    assert not (tmp_path.parent / "逃出去.txt").exists()
    assert told[0].startswith("读取 1/7：")
    assert all("/tmp/yaodian-" not in entry.message for entry in report.entries)


def test_a_file_of_a_folder_that_no_door_reads_gets_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "来稿"
    folder.mkdir()
    make_txt(folder / "a.txt", PLAN)
    make_txt(folder / "表.xlsx", "x")
    make_txt(folder / "README.md", "x")
    make_txt(folder / "要点", PLAN)
    (folder / "断.txt").symlink_to("没有")
    report = Library.create_or_open(tmp_path / "库").add([folder])
    failed = {Path(e.path).name for e in report.entries if e.status == "failed"}
    assert [Path(e.path).name for e in report.entries if e.status == "added"] == ["a.txt"]
    assert failed == {"表.xlsx", "要点", "断.txt"}


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_unmarked_names_of_archives_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("X" * len("要点".encode(encoding)) + ".txt", PLAN)
    path.write_bytes(path.read_bytes().replace(b"X" * len("要点".encode(encoding)), "要点".encode(encoding)))
    report = Library.create_or_open(tmp_path / "库").add([path])
    assert [(Path(e.path).name, e.status) for e in report.entries] == [("要点.txt", "added")]


def test_two_members_of_an_archive_with_one_name_both_go_in(tmp_path: Path) -> None:
    archive = tmp_path / "重名.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("要点.txt", PLAN.replace("某某市", "甲山市"))
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("要点.txt", PLAN.replace("某某市", "乙山市"))
    report = Library.create_or_open(tmp_path / "库").add([archive])
    assert [entry.status for entry in report.entries] == ["added", "added"]


def test_an_archive_is_no_single_document(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="整个压缩包"):
        read_document(make_zip(tmp_path / "a.zip", [("a.txt", b"a")]))


def test_an_encrypted_archive_says_so(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", [("a.txt", b"a")])
    raw = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    path.write_bytes(bytes(raw))
    report = Library.create_or_open(tmp_path / "库").add([path])
    assert "密码" in report.entries[0].message


def test_a_folder_is_taken_whole_without_notes_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.docx", "README.md", ".x.txt", "~$c.docx", "d.xlsx", "LICENSE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in source_files(tmp_path)] == ["a/c.docx", "b.txt"]


def test_a_word_file_without_libreoffice_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(SourceError, match="另存为 docx"):
        read_document(path)


@pytest.mark.slow
@pytest.mark.skipif(office.shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_word_file_reads_as_its_docx(suffix: str, tmp_path: Path) -> None:
    import subprocess

    source = make_docx(tmp_path / "a.docx", PLAN)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = read_document(tmp_path / "out" / f"a.{suffix}")
    assert [u.label for u in again.units] == [u.label for u in read_document(source).units]


def test_a_page_without_text_among_others_is_a_finding(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "1. This page has a text layer of its own.")
    canvas.showPage()
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.showPage()
    canvas.save()
    findings = [f for f in read_document(path).findings if f.kind == "page_without_text"]
    assert [f.where for f in findings] == ["第2页"]


def test_a_page_of_an_ofd_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    path = make_ofd(tmp_path / "a.ofd", PLAN * 20)
    with zipfile.ZipFile(path) as package:
        kept = [(n, package.read(n)) for n in package.namelist() if "Page_1/" not in n]
    findings = [f for f in read_document(make_zip(path, kept)).findings if f.kind == "page_without_text"]
    assert [f.where for f in findings] == ["第2页"]


@pytest.mark.parametrize("damage", ['Size="x"', 'Size="nan"'])
def test_an_ofd_with_a_figure_that_is_none_is_refused_in_one_line(damage: str, tmp_path: Path) -> None:
    path = make_ofd(tmp_path / "a.ofd", PLAN)
    with zipfile.ZipFile(path) as package:
        members = [(n, package.read(n).replace(b'Size="4.2"', damage.encode())) for n in package.namelist()]
    with pytest.raises(SourceError, match="不合格式的数"):
        read_document(make_zip(path, members))


def test_an_ofd_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="扫描件"):
        read_document(make_ofd(tmp_path / "a.ofd", ""))


def test_the_message_of_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=FORMATS):
        read_document(make_txt(tmp_path / "a.xlsx", "a"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "库"
    folder.mkdir(mode=0o500)
    with pytest.raises(LibraryError):
        Library.create_or_open(folder).add([make_txt(tmp_path / "a.txt", PLAN)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_in_every_encoding_and_with_every_line_end_reads_the_same(
    encoding: str, line_end: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PLAN.replace("\n", line_end).encode(encoding))
    assert read_document(path).text == PLAN


CORPUS = sorted((Path(__file__).parents[2] / "data" / "documents").glob("*.txt"))


@pytest.mark.parametrize("document", CORPUS, ids=lambda path: path.stem)
@pytest.mark.parametrize("length", [60, 200, 100_000])
def test_big5_is_read_as_big5_with_a_finding(document: Path, length: int, tmp_path: Path) -> None:
    text = OpenCC("s2t").convert(document.read_text("utf-8"))[:length].encode("big5", "ignore").decode("big5")
    path = tmp_path / "big5.txt"
    path.write_bytes(text.encode("big5"))
    again = read_document(path)
    assert again.text == text
    assert "big5" in [finding.kind for finding in again.findings]


@pytest.mark.parametrize("document", CORPUS, ids=lambda path: path.stem)
@pytest.mark.parametrize("length", [60, 200, 100_000])
def test_traditional_characters_in_gbk_are_read(document: Path, length: int, tmp_path: Path) -> None:
    text = OpenCC("s2t").convert(document.read_text("utf-8"))[:length]
    path = tmp_path / "traditional.txt"
    path.write_bytes(text.encode("gb18030"))
    assert read_document(path).text == text


def test_utf8_that_was_once_read_as_latin1_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mojibake.txt"
    path.write_text(CORPUS[0].read_text("utf-8").encode("utf-8").decode("latin-1"), "utf-8")
    with pytest.raises(SourceError, match="文字编码认不出来"):
        read_document(path)


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG, 999])
def test_what_the_system_refuses_is_said_in_chinese(number: int) -> None:
    said = reason(OSError(number, "No such file or directory"), "读不出来")
    assert not re.search(r"[A-Za-z]", said), said


def test_a_file_name_that_is_too_long_is_one_chinese_line() -> None:
    with pytest.raises(SourceError, match="文件名太长"):
        read_document(Path("长" * 300 + ".txt"))
