"""Pages of government portals → the text of the article, without what the portal puts around it.

`article` finds it and what the page says of itself, `shown` gives its lines.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SourceError
from ingest.readers import Reading
from ingest.readers.article import (
    article_of,
    drop_furniture,
    drop_site,
    drop_unseen,
    facts_of,
    squeezed,
    weigh,
    without_bars,
)
from ingest.readers.page_title import title_around
from ingest.readers.shown import lines_of
from ingest.readers.text import decode
from ingest.title import read_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:第?[一二三四五六七八九十]+[、章节条]|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])")
_LOADED = re.compile(r"<(?:i?frame|script)\b", re.IGNORECASE)


def read(path: Path) -> Reading:
    """The article of a page; SourceError if the page has no text."""
    return read_bytes(path.read_bytes(), str(path))


def read_bytes(raw: bytes, where: str, charset: str = "") -> Reading:
    """The same for bytes; `charset` is what came with them, which counts before what the page says of itself."""
    page = decoded(raw, where, charset)
    reading = read_page(page.text, where)
    if not reading.text.strip() and _LOADED.search(page.text):
        found = "网页里没有文字，正文由框架或脚本另外载入"
        raise SourceError(where, found, "有文字的网页", "请在浏览器里打开，等正文出来后把正文另存为 txt、docx 或 mht。")
    return replace(reading, findings=page.findings)


def read_whole(raw: bytes, where: str, charset: str = "") -> Reading:
    """All that a page shows, where it is no page of a portal but a part of a document."""
    page = decoded(raw, where, charset)
    root = _parsed(page.text, where)
    drop_unseen(root)
    return replace(page, text="\n".join(lines_of(root)) + "\n")


def read_page(page: str, where: str) -> Reading:
    """The same for a page that is already decoded."""
    root = _parsed(page, where)
    facts = facts_of(root)
    declared = root.findtext(".//title") or ""
    drop_unseen(root)
    drop_site(root)
    drop_furniture(root, weigh(root))
    mass = weigh(root)
    article = article_of(root, mass)
    around = title_around(root, article, declared)
    drop_furniture(article, mass)
    printed = list(lines_of(article))
    if around and "title" not in facts and (_shows(printed, around) or not _prints_title(printed)):
        facts["title"] = around
    title = facts.get("title", "")
    lines = without_bars(printed, title)
    if title and lines and not _shows(lines, title):
        lines.insert(0, title)
    return Reading("\n".join(lines) + "\n", facts)


def _prints_title(lines: list[str]) -> bool:
    """Whether the lines above the first number have a title of their own."""
    above = takewhile(lambda line: not _NUMBERED.match(line), lines[:12])
    return bool(read_title([line.strip() for line in above]).text)


def _shows(lines: list[str], title: str) -> bool:
    return squeezed(title) in squeezed("".join(lines[:12]))


def _parsed(page: str, where: str) -> HtmlElement:
    from lxml import html

    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        return html.document_fromstring(page, parser=html.HTMLParser(no_network=True, huge_tree=True))
    except Exception as error:  # lxml raises ParserError, ValueError and others for pages without any element
        raise SourceError(where, "网页里没有内容", "有文字的网页", "请在浏览器里重新保存网页。") from error


def decoded(raw: bytes, where: str, charset: str = "") -> Reading:
    """The characters of a page in the encoding that is declared, or else in the one that reads as Chinese."""
    said = _CHARSET.search(raw[:4096])
    declared = charset or (said.group(1).decode("ascii", "replace") if said else "")
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = {"gb2312": "gb18030", "gbk": "gb18030"}.get(declared.lower(), declared)
        with suppress(LookupError, UnicodeDecodeError):
            return Reading(raw.decode(encoding))
    return decode(raw, where)
