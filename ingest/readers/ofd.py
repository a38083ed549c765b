"""OFD (GB/T 33190-2016), the national fixed layout → lines: zipped XML pages whose text objects carry places in mm."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ingest.errors import SourceError
from ingest.readers import Reading
from ingest.readers.layout import text_of
from ingest.readers.package import Package
from ingest.readers.placed import Fragment, Page
from ingest.records import Finding

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 72 / 25.4  # points of a millimetre
A4 = (0.0, 0.0, 210.0, 297.0)  # mm


def read(path: Path) -> Reading:
    """The text of all documents in the file; SourceError if it is damaged, none or has no text objects."""
    where = str(path)
    with Package(path, "OFD ") as package:
        root = package.xml("OFD.xml")
        if root is None:
            raise SourceError(where, "里面没有 OFD.xml", "OFD 版式文件", "请重新下载或另存一份。")
        found = [page for place in root.iterfind(".//{*}DocRoot") for page in _pages(package, _text(place))]
    pages = [page for page, _ in found]
    if not any(page.fragments for page in pages):
        raise SourceError(where, "OFD 里没有文字，可能是扫描件", "有文字的 OFD", "请先做文字识别，或换成 docx、pdf。")
    findings = tuple(
        Finding("page_without_text", f"第{number}页", f"第{number}页没有文字，可能是扫描页或图片，内容没有读出")
        for number, (page, is_pictured) in enumerate(found, 1)
        if is_pictured and not page.fragments
    )
    return Reading(text_of(pages), findings=findings)


def _pages(package: Package, document: str) -> Iterator[tuple[Page, bool]]:
    """Each page, and whether it may show something other than text: pictures, or a part that is not there."""
    root = package.xml(document.lstrip("/"))
    if root is None:
        return
    folder = posixpath.dirname(document)
    usual = _numbers(_text(root.find(".//{*}CommonData/{*}PageArea/{*}PhysicalBox"))) or A4
    templates = {
        entry.get("ID", ""): tuple(_fragments(page))
        for entry in root.iterfind(".//{*}CommonData/{*}TemplatePage")
        if (page := _part(package, folder, entry)) is not None
    }
    for entry in root.iterfind(".//{*}Pages/{*}Page"):
        page = _part(package, folder, entry)
        if page is None:
            yield Page(usual[2] * POINTS, usual[3] * POINTS, ()), True
            continue
        pictured = next(page.iter("{*}ImageObject"), None) is not None
        box = _numbers(_text(page.find("{*}Area/{*}PhysicalBox"))) or usual
        below = [f for used in page.iterfind("{*}Template") for f in templates.get(used.get("TemplateID", ""), ())]
        yield Page(box[2] * POINTS, box[3] * POINTS, (*below, *_fragments(page))), pictured


def _part(package: Package, folder: str, entry: _Element) -> _Element | None:
    place = entry.get("BaseLoc", "")
    name = place if place.startswith("/") else posixpath.join(folder, place)
    return package.xml(posixpath.normpath(name).lstrip("/"))


def _fragments(page: _Element) -> Iterator[Fragment]:
    for text in page.iter("{*}TextObject"):
        boundary = _numbers(text.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        matrix = _numbers(text.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = float(text.get("Size") or 3.7) * ((c * c + d * d) ** 0.5 or 1.0)
        for code in text.iter("{*}TextCode"):
            characters = code.text or ""
            if not characters.strip():
                continue
            x, y = float(code.get("X") or 0), float(code.get("Y") or 0)
            left, base = boundary[0] + a * x + c * y + e, boundary[1] + b * x + d * y + f
            advances = [a * delta for delta in _deltas(code.get("DeltaX"))]
            if not advances and code.get("DeltaY") is None:  # those of the font
                advances = [size * (1.0 if east_asian_width(character) in "WF" else 0.5) for character in characters]
            blanks = len(characters) - len(characters.lstrip())
            left += sum(advances[:blanks])
            width = sum(advances[blanks : len(characters) - 1]) + size
            yield Fragment(
                characters,
                left * POINTS,
                (base - size) * POINTS,
                (left + max(width, size)) * POINTS,
                base * POINTS,
                size * POINTS,
            )


def _deltas(printed: str | None) -> list[float]:
    """The advances of the characters: "g 3 3.5 4" is 3.5 3.5 3.5 4."""
    deltas: list[float] = []
    words = iter((printed or "").split())
    for word in words:
        if word == "g":
            count, value = int(next(words, "0")), float(next(words, "0"))
            deltas.extend([value] * min(count, 10_000))
        else:
            deltas.append(float(word))
    return deltas


def _numbers(printed: str | None) -> tuple[float, ...]:
    try:
        return tuple(float(word) for word in (printed or "").split())
    except ValueError:
        return ()


def _text(element: _Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
