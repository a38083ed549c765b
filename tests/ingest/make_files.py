"""Files that tests read back: the same text as txt, docx, pdf, html, md and ofd, made here and never stored."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

FONT = "STSong-Light"
OFD = "http://www.ofdspec.org/2016"


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def make_txt(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def make_docx(path: Path, text: str) -> Path:
    document = docx.Document()
    for line in paragraphs(text):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def make_html(path: Path, text: str) -> Path:
    body = "\n".join(f"<p>　　{escape(line)}</p>" for line in paragraphs(text))
    path.write_text(
        f"<html><head><meta charset='utf-8'><title>门户</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<div id='zoom'>{body}</div><div class='footer'>主办：某某</div></body></html>",
        encoding="utf-8",
    )
    return path


def make_md(path: Path, text: str) -> Path:
    path.write_text("\n\n".join(paragraphs(text)), encoding="utf-8")
    return path


def make_pdf(
    path: Path,
    text: str,
    *,
    columns: int = 1,
    head: str = "",
    page_numbers: bool = False,
    password: str | None = None,
    indent: bool = True,
) -> Path:
    """Pages of A4 with 12-point lines, Chinese line breaking, running heads and page numbers on demand."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    gap, width = 24.0, (A4[0] - 144 - 24 * (columns - 1)) / columns
    frames = [Frame(72 + i * (width + gap), 72, width, A4[1] - 144, 0, 0, 0, 0) for i in range(columns)]

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, A4[1] - 40, head)
        if page_numbers:
            canvas.drawCentredString(A4[0] / 2, 36, f"— {document.page} —")

    style = ParagraphStyle(
        "body",
        fontName=FONT,
        fontSize=12,
        leading=20,
        wordWrap="CJK",
        firstLineIndent=24 if indent else 0,
        spaceAfter=2,
    )
    document = BaseDocTemplate(str(path), pagesize=A4, encrypt=password)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=decorate)])
    document.build([Paragraph(escape(line), style) for line in paragraphs(text)])
    return path


def make_scanned_pdf(path: Path) -> Path:
    from PIL import Image

    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return path


def make_ofd(path: Path, text: str, *, characters: int = 36, lines: int = 30) -> Path:
    """Fixed layout in millimetres: wrapped lines with an indent of two characters."""
    size, step = 4.2, 7.0
    printed: list[tuple[float, str]] = []
    for paragraph in paragraphs(text):
        rest, left = paragraph, 2
        while rest:
            printed.append((25 + left * size, rest[: characters - left]))
            rest, left = rest[characters - left :], 0
    pages = [printed[i : i + lines] for i in range(0, len(printed), lines)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>'
            "</ofd:OFD>",
        )
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        package.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
            f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for number, page in enumerate(pages):
            objects = "".join(
                f'<ofd:TextObject ID="{i}" Boundary="{left} {30 + i * step} 180 {size}" Size="{size}">'
                f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {max(0, len(line) - 1)} {size}">{escape(line)}'
                "</ofd:TextCode></ofd:TextObject>"
                for i, (left, line) in enumerate(page)
            )
            package.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>',
            )
    return path


MAKERS: dict[str, Callable[[Path, str], Path]] = {
    "txt": make_txt, "docx": make_docx, "html": make_html, "md": make_md, "pdf": make_pdf, "ofd": make_ofd,
}  # fmt: skip


def make_zip(path: Path, members: Sequence[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return path
