"""Scanned pages → fragments, where the extra `ocr` is installed (pip install rapidocr-onnxruntime).

RapidOCR reads with the PP-OCR models that lie in its wheel, offline, in 3 to 17 seconds a page on two cores. What it
reads is a guess: about 1 character in 70 of a clean page was wrong, mostly punctuation; so every such page is a finding.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

from ingest.readers.placed import Fragment, Page

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

EXTRA = "rapidocr_onnxruntime"
PIXELS_PER_POINT = 2  # 144 dots an inch; 3 read worse (0.973 against 0.986 of the characters) and slower
MOST_PIXELS = 4_000  # of the longer side
LINE_HEIGHT = 0.8  # characters are this share of the height of the box around them
SAME_SIZE = (0.7, 1.4)  # times the usual height of a line; boxes of one size vary by that much
_MISREAD = str.maketrans({"丶": "、"})
"""A stroke that no running text holds, for the mark that every one does."""


def is_installed() -> bool:
    """Whether pages can be recognised; looks for the package without loading it."""
    return importlib.util.find_spec(EXTRA) is not None


def recognised(page: pypdfium2.PdfPage) -> Page:
    """The page with what is read from its picture, line by line."""
    width, height = page.get_size()
    scale = min(PIXELS_PER_POINT, MOST_PIXELS / max(width, height))
    found, _ = _engine()(page.render(scale=scale).to_numpy(), use_cls=False)
    boxes = [(box, text.translate(_MISREAD)) for box, text, _ in found or []]
    heights = [(box[2][1] - box[0][1]) / scale for box, _ in boxes]
    usual = median(heights) if heights else 0.0
    fragments = []
    for (box, text), tall in zip(boxes, heights, strict=True):
        size = LINE_HEIGHT * (usual if SAME_SIZE[0] * usual < tall < SAME_SIZE[1] * usual else tall)
        middle = (box[0][1] + box[2][1]) / 2 / scale
        fragments.append(
            Fragment(text, box[0][0] / scale, middle - size / 2, box[2][0] / scale, middle + size / 2, size)
        )
    return Page(width, height, tuple(fragments))


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()
