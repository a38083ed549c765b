"""What a docx holds beside its paragraphs: documents within it, WordArt, SmartArt, objects, pictures."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from make_files import make_docx
from PIL import Image

from ingest.errors import SourceError
from ingest.reader import read_document
from ingest.readers import office, read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HTML = (
    "<html><head><title>页</title></head><body><p>一、提高标准，<b>扩大</b>范围。</p><p>来源：各县。</p></body></html>"
)
CHUNK = '<w:altChunk r:id="c1"/>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def package(path: Path, body: str, parts: dict[str, bytes], relations: dict[str, tuple[str, str]]) -> Path:
    """A docx of this body; `relations` are id → (type, target)."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", f"<w:document {W} {R} {V}><w:body>{body}</w:body></w:document>")
        made.writestr("word/_rels/document.xml.rels", f"<Relationships>{listed}</Relationships>")
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def with_chunk(tmp_path: Path, name: str, content: bytes, target: str = "") -> Path:
    body = paragraph("总的要求") + CHUNK + paragraph("二、加强监管。")
    relations = {"c1": ("aFChunk", target or f"/word/{name}")}
    return package(tmp_path / "a.docx", body, {f"word/{name}": content}, relations)


def archived(page: str) -> bytes:
    message = EmailMessage()
    message.set_content(page, subtype="html", charset="utf-8", cte="base64")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("afchunk.htm", HTML.encode()),
        ("afchunk.htm", HTML.encode("gbk")),
        ("afchunk.mht", archived(HTML)),
        ("afchunk.dat", HTML.encode("utf-16")),
        ("afchunk.txt", "一、提高标准，扩大范围。\n来源：各县。".encode("gbk")),
        ("afchunk.dat", "一、提高标准，扩大范围。\n来源：各县。".encode()),
    ],
)
@pytest.mark.parametrize("target", ["", "afchunk"])
def test_a_page_or_text_within_a_docx_is_read_where_it_stands(
    name: str, content: bytes, target: str, tmp_path: Path
) -> None:
    reading = read(with_chunk(tmp_path, name, content, target and name))
    assert reading.text.split("\n") == ["总的要求", "一、提高标准，扩大范围。", "来源：各县。", "二、加强监管。", ""]
    assert not reading.findings


def test_a_docx_within_a_docx_is_read_where_it_stands(tmp_path: Path) -> None:
    inner = make_docx(tmp_path / "inner.docx", "一、提高标准。\n来源：各县。").read_bytes()
    assert read(with_chunk(tmp_path, "part.docx", inner)).text.split() == [
        "总的要求", "一、提高标准。", "来源：各县。", "二、加强监管。",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(office.shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rich_text_within_a_docx_is_read_where_it_stands(tmp_path: Path) -> None:
    rtf = b"{\\rtf1\\ansi\\ansicpg936 {\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 \\'d2\\'bb\\'a1\\'a2\\'bc\\'d7\\par}"
    assert read(with_chunk(tmp_path, "a.rtf", rtf)).text.split() == ["总的要求", "一、甲", "二、加强监管。"]


@pytest.mark.parametrize(
    ("name", "content", "target", "said"),
    [
        ("a.png", b"\x89PNG\r\n", "", "图片"),
        ("a.rtf", b"{\\rtf1 a}", "", "LibreOffice"),
        ("a.dat", bytes(range(1, 256)), "", "编码"),
        ("a.htm", b"", "b.htm", "不在这个文件里"),
        ("a.docx", b"PK\x03\x04broken", "", "损坏"),
    ],
)
def test_a_part_that_cannot_be_read_is_a_finding_that_names_it(
    name: str, content: bytes, target: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    document = read_document(with_chunk(tmp_path, name, content, target))
    (finding,) = [f for f in document.findings if f.kind == "unread_part"]
    assert (target or name) in finding.message
    assert said in finding.message
    assert document.text.split() == ["总的要求", "二、加强监管。"]


def test_a_docx_that_holds_nothing_but_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    path = package(tmp_path / "a.docx", CHUNK, {"word/a.png": b"\x89PNG"}, {"c1": ("aFChunk", "a.png")})
    with pytest.raises(SourceError, match=r"没有文字（文档里嵌入的部件 word/a\.png 没有读出"):
        read(path)


def test_a_docx_that_holds_itself_many_times_over_ends(tmp_path: Path) -> None:
    inner = make_docx(tmp_path / "inner.docx", "最里面").read_bytes()
    for depth in range(8):
        path = with_chunk(tmp_path, "a.docx", inner)
        inner = path.rename(tmp_path / f"{depth}.docx").read_bytes()
    reading = read(tmp_path / "7.docx")
    assert reading.text.count("总的要求") == 5
    assert ["套得太深" in finding.message for finding in reading.findings] == [True]


def test_a_document_that_only_refers_to_others_says_which(tmp_path: Path) -> None:
    body = paragraph("一、甲") + '<w:p><w:subDoc r:id="s"/></w:p>'
    path = package(tmp_path / "a.docx", body, {}, {"s": ("subDocument", "第二章.docx")})
    assert ["第二章.docx" in f.message for f in read(path).findings] == [True]


def test_a_red_head_in_word_art_is_read(tmp_path: Path) -> None:
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="某某市民政局文件"/></v:shape></w:pict></w:r></w:p>'
    path = package(tmp_path / "a.docx", art + paragraph("一、甲"), {}, {})
    assert read(path).text.split() == ["某某市民政局文件", "一、甲"]


def test_the_words_of_a_diagram_are_read(tmp_path: Path) -> None:
    names = (
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    )
    drawing = f'<w:p><w:r><w:drawing><dgm:relIds {names} r:dm="d"/></w:drawing></w:r></w:p>'
    points = "".join(f"<dgm:pt><dgm:t><a:p><a:r><a:t>{t}</a:t></a:r></a:p></dgm:t></dgm:pt>" for t in ("受理", "审核"))
    parts = {"word/diagrams/data1.xml": f"<dgm:dataModel {names}>{points}</dgm:dataModel>".encode()}
    path = package(
        tmp_path / "a.docx", paragraph("流程") + drawing, parts, {"d": ("diagramData", "diagrams/data1.xml")}
    )
    assert read(path).text.split() == ["流程", "受理", "审核"]


def test_a_page_pasted_as_a_picture_is_a_finding_and_a_seal_is_none(tmp_path: Path) -> None:
    Image.new("L", (40, 56), 200).save(tmp_path / "a.png")
    document = docx.Document()
    document.add_paragraph("一、甲")
    document.add_picture(str(tmp_path / "a.png"), width=docx.shared.Cm(4))
    document.save(str(tmp_path / "seal.docx"))
    document.add_picture(str(tmp_path / "a.png"), width=docx.shared.Cm(15))
    document.save(str(tmp_path / "page.docx"))
    assert not read(tmp_path / "seal.docx").findings
    assert [f.message for f in read(tmp_path / "page.docx").findings] == ["文档里有1处大图，其中如有文字，没有读出"]


def test_embedded_objects_are_counted_by_their_program(tmp_path: Path) -> None:
    sheet = '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    reading = read(package(tmp_path / "a.docx", paragraph("一、甲") + sheet * 2, {}, {}))
    assert [f.message for f in reading.findings] == ["文档里有2处嵌入的对象（Excel.Sheet.12），其中如有文字，没有读出"]
