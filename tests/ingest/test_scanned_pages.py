"""Scanned pages: read where the extra is installed, refused with what to do where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import make_scanned_pdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import SourceError
from ingest.reader import read_document
from ingest.readers import recognition

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
TEXT = [
    "2024年全市民政工作要点",
    "　　一、提高困难群众基本生活保障水平",
    "　　（一）提高标准。城市低保标准不低于当地最低工资的20%，特困人员",
    "供养标准不低于低保标准的1.3倍，2024年6月底前完成。",
    "　　（二）扩大范围。把更多困难群众纳入保障，做到应保尽保。",
    "　　二、加强组织领导",
    "　　各地要压实责任，确保各项任务落到实处。",
]


def scanned(path: Path) -> Path:
    """A page that is only a picture of text, at 150 dots an inch."""
    from PIL import Image, ImageDraw, ImageFont

    font_file = next((font for font in FONTS if Path(font).is_file()), None)
    if font_file is None:
        pytest.skip("no Chinese font to draw a scanned page with")
    picture = Image.new("L", (1240, 1754), 255)
    drawing, font = ImageDraw.Draw(picture), ImageFont.truetype(font_file, 33)
    for row, line in enumerate(TEXT):
        drawing.text((130, 150 + 62 * row), line, fill=0, font=font)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.skipif(not recognition.is_installed(), reason="the extra ocr is not installed")
def test_a_scanned_page_is_read_and_says_so(tmp_path: Path) -> None:
    document = read_document(scanned(tmp_path / "扫描件.pdf"))
    assert [(u.path, u.label) for u in document.units if u.number is not None] == [
        ((1,), "一、"), ((1, 1), "（一）"), ((1, 2), "（二）"), ((2,), "二、"),
    ]  # fmt: skip
    assert "特困人员供养标准不低于低保标准的1.3倍" in document.text
    assert (document.metadata.title, document.year) == (TEXT[0], 2024)
    assert [(f.kind, f.where) for f in document.findings][:1] == [("recognised_page", "第1页")]


@pytest.mark.skipif(not recognition.is_installed(), reason="the extra ocr is not installed")
def test_a_picture_without_text_is_still_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="扫描件"):
        read_document(make_scanned_pdf(tmp_path / "a.pdf"))


def test_without_the_extra_the_refusal_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "EXTRA", "a_package_that_no_one_has")
    with pytest.raises(SourceError, match="pip install rapidocr-onnxruntime"):
        read_document(make_scanned_pdf(tmp_path / "a.pdf"))
