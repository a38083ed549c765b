"""Files as staff hand them over: a small plan, and one of every kind that cannot be taken in."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from reportlab.pdfgen.canvas import Canvas

PLAN = (
    "{place}民政局关于印发{year}年工作要点的通知\n各乡镇人民政府：\n一、加强养老服务\n"
    "（一）建设床位。全年新增养老床位不少于{beds}张。\n（二）改造设施。完成适老化改造。\n"
    "附件：1.任务分工表\n{place}民政局\n{year}年1月31日\n"
)


def plan(place: str = "梅山市", year: int = 2022, beds: int = 321) -> str:
    return PLAN.format(place=place, year=year, beds=beds)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def truncated_docx(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(plan())
    document.save(str(path))
    path.write_bytes(path.read_bytes()[:2000])


def encrypted_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(72, 700, "plan")
    canvas.save()


def scanned_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(10, 10, 300, 300, fill=1)
    canvas.save()


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (300 * 1024 * 1024))


def external_entity(path: Path) -> None:
    xml = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", xml)


def huge_text(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)


def other_format(path: Path) -> None:
    path.write_bytes(b"x")


BAD_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "加密.pdf": (encrypted_pdf, "密码"),
    "扫描件.pdf": (scanned_pdf, "扫描"),
    "截断 的.docx": (truncated_docx, "损坏"),
    "炸弹.docx": (zip_bomb, "压缩炸弹"),
    "实体.docx": (external_entity, "外部实体"),
    "巨大.txt": (huge_text, "字节"),
    "换\n行'\".xlsx": (other_format, "还不能读取"),
}
"""File name → how it is made, and a word of the line that it gets."""

STRANGE_NAMES = ("有 空格.txt", "引'号\".txt", "换\n行.txt", "-rf.txt", "%s{}$(x).txt", os.fsdecode(b"\xd2\xaa.txt"))
"""Names of good files; the last is GBK on a system that speaks UTF-8."""


def hostile_archive(path: Path) -> Path:
    """A zip with one good plan, two names that lead out of it, an archive within the archive, and a broken file."""
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("2021/松花江市.txt", plan("松花江市", 2021))
        package.writestr("../../逃出去.txt", plan())
        package.writestr("/绝对.txt", plan())
        package.writestr("里面.zip", inner.getvalue())
        package.writestr("坏.pdf", b"%PDF-1.4")
    return path
