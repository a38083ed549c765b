"""Files whose name says one format and whose content is another: read as what they are, or refused by what they are."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from make_files import MAKERS, make_docx, make_html, make_md, make_pdf, make_txt, make_zip

from ingest.errors import SourceError
from ingest.library import Library
from ingest.reader import read_document, source_files
from ingest.readers import office

PLAN = (
    "某某市民政局2025年工作要点\n一、总体要求\n坚持以人民为中心，做好各项工作。\n"
    "二、重点任务\n（一）提高标准。扩大覆盖范围。\n（二）加强监管。压实工作责任。\n"
)
PAGE = (
    f"<html><head><meta charset='gbk'></head><body>{''.join(f'<p>{line}</p>' for line in PLAN.split())}</body></html>"
)


def web_archive(path: Path, text: str = PLAN) -> Path:
    """A page saved as one file, with a picture beside it."""
    message = EmailMessage()
    message["Subject"] = "要点"
    message.set_content(PAGE.replace(PLAN, text), subtype="html", charset="gb2312", cte="quoted-printable")
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    path.write_bytes(message.as_bytes())
    return path


def labels(path: Path) -> list[tuple[tuple[int, ...], str, str]]:
    return [(u.path, u.label, "".join(u.title.split())) for u in read_document(path).units if u.number is not None]


NAMES = ["txt", "docx", "doc", "wps", "pdf", "ofd", "html", "rtf", "mht", "zip", "PDF下载", "", "xls"]


@pytest.mark.parametrize("kind", ["pdf", "docx", "ofd", "html"])
@pytest.mark.parametrize("suffix", NAMES)
def test_a_document_is_read_by_its_content_whatever_its_name(
    kind: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    right = MAKERS[kind](tmp_path / f"a.{kind}", PLAN)
    expected = labels(right)
    wrong = right.rename(tmp_path / f"要点.{suffix}".rstrip("."))
    assert labels(wrong) == expected
    said = [f.message for f in read_document(wrong).findings if f.kind == "other_format"]
    assert len(said) == (kind != suffix)
    assert all("内容其实是" in message and "读取" in message for message in said)


@pytest.mark.parametrize("suffix", ["docx", "doc", "wps", "pdf", "ofd", "html", "mht"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_text_under_the_name_of_another_format_is_read(
    suffix: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    path = tmp_path / f"要点.{suffix}"
    path.write_bytes(PLAN.encode(encoding))
    document = read_document(path)
    assert document.text == PLAN
    assert [f.message for f in document.findings if f.kind == "other_format"] == [
        f"文件名的后缀是 .{suffix}，内容其实是纯文本，已按纯文本读取"
    ]


@pytest.mark.parametrize("name", ["要点.mht", "要点.mhtml", "要点.doc", "要点.txt"])
def test_a_page_saved_as_one_file_is_read(name: str, tmp_path: Path) -> None:
    assert read_document(web_archive(tmp_path / name)).text == PLAN


def test_markdown_that_holds_html_stays_markdown(tmp_path: Path) -> None:
    path = make_md(tmp_path / "a.md", "<p align='center'>\n\n# 要点\n\n## 一、总体要求")
    assert "other_format" not in [f.kind for f in read_document(path).findings]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Rar!\x1a\x07\x00", "压缩包（rar）"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\x7fELF\x02\x01", "程序"),
        (b"Founder CEB 3.0", "方正 CEB 文件"),
    ],
)
@pytest.mark.parametrize("suffix", ["docx", "txt", "pdf", "xyz"])
def test_what_has_no_door_is_refused_by_what_it_is(content: bytes, said: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(content + bytes(300))
    with pytest.raises(SourceError) as refused:
        read_document(path)
    assert said in str(refused.value)
    assert refused.value.action


@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt", "doc"])
def test_an_archive_under_another_name_says_what_to_do(suffix: str, tmp_path: Path) -> None:
    path = make_zip(tmp_path / f"a.{suffix}", [("要点.txt", PLAN.encode())])
    with pytest.raises(SourceError, match=r"压缩包（zip）.*改名为 \.zip"):
        read_document(path)


@pytest.mark.parametrize("make", [make_docx, make_pdf, make_html])
def test_in_folders_and_archives_the_content_counts_as_well(make: Callable[[Path, str], Path], tmp_path: Path) -> None:
    content = make(tmp_path / "a", PLAN).read_bytes()
    folder = tmp_path / "来稿"
    folder.mkdir()
    (folder / "关于印发2025年.工作要点").write_bytes(content)
    make_zip(folder / "一包.zip", [("没有后缀", content.replace(b"x", b"x")), ("图.png", b"\x89PNG")])
    (folder / "其实是文档.zip").write_bytes(content)
    report = Library.create_or_open(tmp_path / "库").add([folder])
    statuses = sorted((Path(e.path).name, e.status) for e in report.entries)
    assert [status for _, status in statuses].count("failed") == 1
    assert [status for name, status in statuses if name == "图.png"] == ["failed"]


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    make_html(tmp_path / "要点.html", PLAN)
    beside = tmp_path / "要点_files"
    beside.mkdir()
    make_html(beside / "广告.html", PLAN)
    make_txt(beside / "a.css", "p{}")
    make_txt(tmp_path / "b.css", "p{}")
    assert [p.name for p in source_files(tmp_path)] == ["要点.html"]
    report = Library.create_or_open(tmp_path / "库").add([tmp_path])
    assert [(Path(e.path).name, e.status) for e in report.entries if e.path.endswith(("css", "html"))] == [
        ("b.css", "failed"),
        ("要点.html", "added"),
    ]
