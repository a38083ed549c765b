"""PDF with a text layer → lines; scanned pages are recognised where the extra `ocr` is installed, else refused."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SourceError
from ingest.readers import Reading, recognition
from ingest.readers.layout import text_of
from ingest.readers.placed import Fragment, Page
from ingest.records import Finding

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

FEWEST_CHARACTERS = 10  # on a page; below this a page with a picture is a scan
MOST_PAGES = 5_000
LARGEST_PITCH = 1.25  # characters from one to the next; in a wider gap stands what the file draws later, such as “
GENERATED = "\x00"  # a blank that is not in the file but guessed from a gap
_BESIDE_CHINESE = re.compile(f"(?<=[^\x01-\x7f]){GENERATED}+|{GENERATED}+(?=[^\x00-\x7f])")
"""Between Chinese and figures such a gap is typography (2024 年 is 2024年)."""


def read(path: Path) -> Reading:
    """The text of a PDF; SourceError if it is damaged, encrypted or scanned."""
    import pypdfium2

    where = str(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(where, "PDF 设了密码", "没有密码的 PDF", "请去掉密码后另存一份。") from error
        raise SourceError(where, "PDF 损坏或不完整", "完整的 PDF", "请重新下载或另存一份。") from error
    with document:
        if len(document) > MOST_PAGES:
            raise SourceError(where, f"PDF 有 {len(document):,} 页", f"至多 {MOST_PAGES:,} 页", "请拆分后再导入。")
        pages = [_page(document, number) for number in range(len(document))]
        scanned = _empty(pages)
        if scanned and recognition.is_installed():
            for number in scanned:
                pages[number - 1] = recognition.recognised(document[number - 1])
    empty = _empty(pages)
    if len(empty) == len(pages) or len(empty) > 0.8 * len(pages):
        raise SourceError(
            where, "PDF 是扫描件，没有文字层", "可以选中文字的 PDF",
            "请先做文字识别（例如用 WPS 的“转文字”），或装上识别扩展（pip install rapidocr-onnxruntime），再导入。",
        )  # fmt: skip
    findings = tuple(
        Finding("page_without_text", f"第{number}页", f"第{number}页没有文字层，可能是扫描页或图片，内容没有读出")
        for number in empty
    ) + tuple(
        Finding("recognised_page", f"第{number}页", f"第{number}页是扫描页，文字由程序识别得来，可能有错字，请对照原件")
        for number in scanned
        if number not in empty
    )
    return Reading(text_of(pages), findings=findings)


def _empty(pages: Sequence[Page]) -> list[int]:
    """The ordinals of the pages without text."""
    return [n for n, page in enumerate(pages, 1) if sum(len(f.text) for f in page.fragments) < FEWEST_CHARACTERS]


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        try:
            return Page(width, height, tuple(_fragments(text, height)))
        finally:
            text.close()
    finally:
        page.close()


def _fragments(page: pypdfium2.PdfTextPage, height: float) -> list[Fragment]:
    """Runs of characters that stand next to each other on one base line."""
    from pypdfium2 import raw

    fragments: list[Fragment] = []
    characters: list[str] = []
    left = top = right = bottom = size = place = 0.0
    box = [ctypes.c_double() for _ in range(4)]

    def flush() -> None:
        if characters and "".join(characters).strip():
            written = _BESIDE_CHINESE.sub("", "".join(characters)).replace(GENERATED, " ")
            fragments.append(Fragment(written, left, top, right, bottom, size))
        characters.clear()

    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if character in ("\r", "\n", ""):
            flush()
            continue
        generated = raw.FPDFText_IsGenerated(page, index) == 1
        if generated or character in (" ", "\u00a0", "\u3000"):
            if characters:
                characters.append(GENERATED if generated else character)
            continue
        raw.FPDFText_GetCharBox(page, index, *(ctypes.byref(value) for value in box))
        x0, x1, y0, y1 = (value.value for value in box)
        font = raw.FPDFText_GetFontSize(page, index) or (y1 - y0)
        # the box of ink is small for 一 and 。: the line is taken from the font size around the ink's base
        origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, index, ctypes.byref(origin_x), ctypes.byref(origin_y))
        base = height - origin_y.value
        visible = font * _scale(page, index)
        jumps = x0 < right - visible or x0 - right > 1.5 * visible
        gapes = _is_chinese(characters[-1:]) and origin_x.value - place > LARGEST_PITCH * visible
        if characters and (abs(base - bottom) > 0.3 * visible or jumps or gapes):
            flush()
        if not characters:
            left, right, bottom, size = min(x0, origin_x.value), x1, base, visible
            top = base - visible
        right, place = max(right, x1), origin_x.value
        characters.append(character)
    flush()
    return fragments


def _is_chinese(last: list[str]) -> bool:
    """Whether the last character is one that fills a square; a generated blank behind it does not count."""
    return bool(last) and ((last[0] >= "⺀" and last[0] != "\u3000") or last[0] == GENERATED)


def _scale(page: pypdfium2.PdfTextPage, index: int) -> float:
    """How much the text matrix stretches the font size, which writers set to 1 or to the real size."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(page, index, ctypes.byref(matrix)):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0
