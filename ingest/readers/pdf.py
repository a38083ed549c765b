"""PDF with a text layer → lines; scanned pages are recognised where the extra `ocr` is installed, else refused."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
HYPHEN = "\x02"  # what pdfium calls a hyphen at the end of a line
_BESIDE_CHINESE = re.compile(f"(?<=[^\x01-\x7f]){GENERATED}+|{GENERATED}+(?=[^\x00-\x7f])")
"""Between Chinese and figures such a gap is typography (2024 年 is 2024年)."""


SAMPLE = 100  # characters of a page that tell which way it is turned


@dataclass(frozen=True, slots=True)
class Turn:
    """How the places of a page become those of the page as it is read, whose characters stand upright.

    `quarter` counts how often the characters are turned counter-clockwise, `across` and `up` are the size that the
    file gives the page.
    """

    quarter: int
    across: float
    up: float

    @property
    def width(self) -> float:
        return self.up if self.quarter % 2 else self.across

    @property
    def height(self) -> float:
        return self.across if self.quarter % 2 else self.up

    def point(self, x: float, y: float) -> tuple[float, float]:
        return ((x, y), (y, self.across - x), (self.across - x, self.up - y), (self.up - y, x))[self.quarter]

    def box(self, x0: float, x1: float, y0: float, y1: float) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), max(a, c), min(b, d), max(b, d)


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
        if page.get_rotation() in (90, 270):
            width, height = height, width  # as the file counts
        text = page.get_textpage()
        try:
            turn = Turn(_quarter(text), width, height)
            return Page(turn.width, turn.height, tuple(_fragments(text, turn)))
        finally:
            text.close()
    finally:
        page.close()


def _quarter(page: pypdfium2.PdfTextPage) -> int:
    """By how many quarters, counter-clockwise, most characters of a page are turned; pdfium counts clockwise."""
    from pypdfium2 import raw

    count = page.count_chars()
    places = range(0, count, max(1, count // SAMPLE))
    angles = [angle for place in places if (angle := raw.FPDFText_GetCharAngle(page, place)) >= 0]  # -1 is none
    quarters = Counter(round(-angle / (math.pi / 2)) % 4 for angle in angles)
    return quarters.most_common(1)[0][0] if quarters else 0


def _fragments(page: pypdfium2.PdfTextPage, turn: Turn) -> list[Fragment]:
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
        character = "-" if character == HYPHEN else character
        if character in ("\r", "\n", ""):
            flush()
            continue
        generated = raw.FPDFText_IsGenerated(page, index) == 1
        if generated or character in (" ", "\u00a0", "\u3000"):
            if characters:
                characters.append(GENERATED if generated else character)
            continue
        raw.FPDFText_GetCharBox(page, index, *(ctypes.byref(value) for value in box))
        x0, x1, y0, y1 = turn.box(*(value.value for value in box))
        font = raw.FPDFText_GetFontSize(page, index) or (y1 - y0)
        # the box of ink is small for 一 and 。: the line is taken from the font size around the ink's base
        origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, index, ctypes.byref(origin_x), ctypes.byref(origin_y))
        start, y = turn.point(origin_x.value, origin_y.value)
        base = turn.height - y
        visible = font * _scale(page, index)
        jumps = x0 < right - visible or x0 - right > 1.5 * visible
        gapes = _is_chinese(characters[-1:]) and start - place > LARGEST_PITCH * visible
        if characters and (abs(base - bottom) > 0.3 * visible or jumps or gapes):
            flush()
        if not characters:
            left, right, bottom, size = min(x0, start), x1, base, visible
            top = base - visible
        right, place = max(right, x1), start
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
