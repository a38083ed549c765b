"""An element of a page → the lines that a browser shows: a row of a table is one, an ordered list prints its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.numerals import chinese_numeral

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tbody", "thead", "tr", "section",
    "article", "header", "main", "blockquote", "pre", "dl", "dt", "dd", "center", "hr", "address", "figure",
    "figcaption", "caption", "body", "html", "fieldset",
}  # fmt: skip
DOWNLOAD = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|7z|tif|jpe?g|png)(?:$|[?#])", re.IGNORECASE)
_LINKED = re.compile("\x01[^\x02]*\x02")
_ENTRY = re.compile(r"[\s　\u00a0\d一二三四五六七八九十：:.．、，；;（）()]*(?:下载|附件下载[：:\s]*)?")
_ANNEXED = re.compile(
    r"[\x01\s　\u00a0]*附\s*件\s*[：:]"
)  # 附件说明 of the document itself, though its entry is a link
_NUMBERED = re.compile(r"[\x01\s　\u00a0]*\d{1,2}\s*[.．、]")
_CHINESE_LIST = re.compile(r"list-style(?:-type)?:(?:cjk-ideographic|(?:simp|trad)-chinese|ideographic)")
_CJK = r"[⺀-鿿　-〿＀-￯]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_BLANK = re.compile(r"[ \t\r\n\f]+")


def lines_of(article: HtmlElement) -> Iterator[str]:
    """The lines as a browser would show them; a table row is one line, an ordered list prints its numbers."""
    shown = _Shown()
    yield from shown.element(article)
    yield from shown.line()


class _Shown:
    """The line that is being gathered. The text of a link to a file stands between \x01 and \x02 until the line is whole.

    `_annexes` tells whether the line before names an annex by a link to its file, `_announced` whether it is 附件： alone;
    portals put it above their own lists too, but number no entry there.
    """

    def __init__(self) -> None:
        self._gathered: list[str] = []
        self._annexes = False
        self._announced = False

    def line(self) -> Iterator[str]:
        """What has been gathered, unless it is blank or an entry of a portal's list of attachments."""
        text = _BLANK.sub(" ", _BREAK_IN_CHINESE.sub("", "".join(self._gathered))).strip(" ")
        self._gathered.clear()
        beside = _LINKED.sub("", text)
        listed = beside != text and bool(_ENTRY.fullmatch(beside))  # nothing but links to files: a list of attachments
        if text:
            opens = _ANNEXED.match(text)
            first = (beside != text and opens is not None) or (self._announced and bool(_NUMBERED.match(text)))
            self._annexes = first or (self._annexes and listed and "附件下载" not in beside)
            self._announced = opens is not None and opens.end() == len(text)
        if not listed or self._annexes:
            text = text.replace("\x01", "").replace("\x02", "")
            if text.strip():
                yield text

    def text(self, text: str | None, *, preserved: bool) -> Iterator[str]:
        """The lines that a text ends, where its line breaks are `preserved`."""
        first, *rest = (text or "").splitlines() or [""] if preserved else [text or ""]
        self._gathered.append(first)
        for line in rest:
            yield from self.line()
            self._gathered.append(line)

    def element(self, element: HtmlElement, *, preserved: bool = False) -> Iterator[str]:
        """The lines that an element ends and holds; its last one may go on behind it."""
        tag = element.tag
        block = tag in BLOCKS
        grid = tag == "table" and _is_grid(element)
        if tag == "br" or block:
            yield from self.line()
        if grid:
            yield from _rows(element)
        if tag == "br" or grid:
            return
        preserved = preserved or tag == "pre" or "white-space:pre" in (element.get("style") or "").replace(" ", "")
        download = tag == "a" and _is_download(element)
        self._gathered += [_list_number(element) if tag == "li" else "", "\x01" if download else ""]
        yield from self.text(element.text, preserved=preserved)
        for child in element:
            yield from self.element(child, preserved=preserved)
            yield from self.text(child.tail, preserved=preserved)
        self._gathered.append("\x02" if download else "")
        if block:
            yield from self.line()


def _is_grid(table: HtmlElement) -> bool:
    """Whether a table shows cells side by side; a table of single cells only lays the page out."""
    nested = table.find(".//table") is not None
    return not nested and any(len([c for c in row if c.tag in ("td", "th")]) > 1 for row in table.iter("tr"))


def _rows(table: HtmlElement) -> Iterator[str]:
    for row in table.iter("tr"):
        cells = (_BLANK.sub(" ", " ".join(lines_of(cell))).strip() for cell in row if cell.tag in ("td", "th"))
        line = "\t".join(cells).rstrip()
        if line.strip():
            yield line


def _list_number(item: HtmlElement) -> str:
    """The number that an ordered list prints before its entry: 1. or, in the style of the list, 一、 or a."""
    parent = item.getparent()
    style = (parent.get("style") or "").replace(" ", "") if parent is not None else ""
    if parent is None or parent.tag != "ol" or "none" in style:
        return ""
    number = int(parent.get("start") or "1") if (parent.get("start") or "1").isdigit() else 1
    for entry in (child for child in parent if child.tag == "li"):
        number = int(entry.get("value") or "") if (entry.get("value") or "").isdigit() else number
        if entry is item:
            break
        number += 1
    if _CHINESE_LIST.search(style):
        return f"{chinese_numeral(number)}、"
    letters = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}.get(parent.get("type") or "", "")
    return f"{letters[number - 1] if 0 < number <= len(letters) else number}. "


def _is_download(link: HtmlElement) -> bool:
    """A link to a file that shows the file's name: an entry of a portal's list of attachments."""
    return bool(DOWNLOAD.search(link.get("href") or "")) and bool(DOWNLOAD.search(link.text_content().strip()))
