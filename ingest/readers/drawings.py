"""Drawings of a docx: the words that they show, and what they show that no program can read as words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.readers.package import Package
from ingest.readers.relations import Relation

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGE = 90_000.0  # square points, a sixth of A4: a seal or an emblem is smaller, a pasted page is not
EMU = 12_700  # a point in English metric units
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML = "{urn:schemas-microsoft-com:vml}"
_PICTURES = (f"{_VML}imagedata", "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic")
_SIZE = re.compile(r"(?:^|;)\s*(width|height):\s*([\d.]+)(pt|in|cm|mm)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "": 1.0}


def words(drawing: _Element, relations: Mapping[str, Relation], package: Package) -> Iterator[str]:
    """The lines that stand in no paragraph of the document: those of WordArt (often a red head) and of SmartArt."""
    for art in _own(drawing, f"{_VML}textpath"):
        yield from (line for line in (art.get("string") or "").splitlines() if line.strip())
    for diagram in _own(drawing, "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"):
        relation = relations.get(diagram.get(f"{_R}dm") or "")
        root = None if relation is None or relation.external else package.xml(relation.target)
        for point in () if root is None else root.iter("{*}pt"):
            for paragraph in point.iter(f"{_A}p"):
                line = "".join(text.text or "" for text in paragraph.iter(f"{_A}t"))
                if line.strip():
                    yield line


def unread(drawing: _Element) -> Iterator[str]:
    """What may hold words that are not read: charts, embedded objects, large pictures; a Chinese phrase for each."""
    embedded = [
        found.get("ProgID") or "" for found in _own(drawing, "{urn:schemas-microsoft-com:office:office}OLEObject")
    ]
    yield from (f"嵌入的对象（{name or '类型不明'}）" for name in embedded)
    if next(_own(drawing, "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"), None) is not None:
        yield "图表"
    pictured = next(_own(drawing, *_PICTURES), None) is not None
    if pictured and not embedded and _area(drawing) >= LARGE:
        yield "大图"


def _own(drawing: _Element, *tags: str) -> Iterator[_Element]:
    """The elements of these names in a drawing, without those in its text boxes, which are read on their own."""
    for child in drawing:
        if child.tag in tags:
            yield child
        if not (isinstance(child.tag, str) and child.tag.endswith("}txbxContent")):
            yield from _own(child, *tags)


def _area(drawing: _Element) -> float:
    """Of the drawing as it is shown, in square points."""
    areas = [float(e.get("cx") or 0) * float(e.get("cy") or 0) / EMU**2 for e in drawing.iterfind("*/{*}extent")]
    for shape in _own(drawing, f"{_VML}shape"):
        sizes = {name: float(size) * _POINTS[unit] for name, size, unit in _SIZE.findall(shape.get("style") or "")}
        areas.append(sizes.get("width", 0.0) * sizes.get("height", 0.0))
    return max(areas, default=0.0)
