"""Markdown → the text that it shows: heading marks, emphasis, links and tables resolved, list numbers kept.

The front matter of a file (--- title: … ---, or Title: … Markdown Content: of a clipper) is metadata, no text; of a page
that was clipped from a portal the article is the text (`clipped`).

Law: a document whose Chinese numbering is written out reads the same with and without Markdown around it.
Worked example: "## 一、总体要求" → 一、总体要求; "1. **扩大范围**" → 1. 扩大范围; "| 床位 | 600张 |" → 床位⇥600张.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers import Reading
from ingest.readers.clipped import MarkedLine, article_lines, is_clipped
from ingest.readers.text import decode
from ingest.records import Finding

if TYPE_CHECKING:
    from markdown_it.token import Token


FRONT_MATTER = {
    "title": "title", "标题": "title", "issuer": "issuer", "author": "issuer", "发文机关": "issuer", "发布机构": "issuer",
    "date": "issued_on", "日期": "issued_on", "成文日期": "issued_on", "发布日期": "issued_on",
    "document_number": "document_number", "文号": "document_number", "发文字号": "document_number",
}  # fmt: skip
"""Fields of a front matter that say what the table of a portal says."""
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"(\w[\w -]{0,29})\s*[:：](?:\s+|$|(?<=：))(.*)$")
_CLIPPED = re.compile(r"\s*(Title:[^\n]*\n(?:\s*[A-Z][A-Za-z ]{2,20}:[^\n]*\n)*?)\s*Markdown Content:[ \t]*\n")
_SEPARATORS = re.compile(r"[\s|｜·•>＞/_—\-]+")
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
"""CommonMark takes **（一）提高标准。**城市 for no emphasis, for a full-width mark stands before the closing one."""


def read(path: Path) -> Reading:
    """The lines that a Markdown file shows."""
    from markdown_it import MarkdownIt

    parser = (
        MarkdownIt("commonmark", {"maxNesting": 200})
        .enable("table")
        .disable(["html_block", "html_inline", "code", "reference"])
    )
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # a link to javascript: is no text either
    written = decode(path.read_bytes(), str(path))
    front, body = _front_matter(written.text)
    facts = {name: value for key, value in front.items() if value and (name := FRONT_MATTER.get(key.lower()))}
    findings = list(written.findings)
    if front:
        found = f"文件头有{len(front)}项（{'、'.join(front)}），不是正文，没有收入"
        findings.append(Finding("front_matter", "文件头", f"{found}；标题、机关、日期、文号读作元数据"))
    lines = list(_lines(parser.parse(body)))
    if _CLIPPED.match(written.text) or is_clipped(lines):
        article = article_lines(lines, facts.get("title", ""))
        left_out = sum(1 for line in lines if line.text.strip()) - len(article)
        if article[0].heading:
            facts["title"] = article[0].text
        if left_out > 0:
            message = f"像是从网页剪存的，正文前后和标题下的{left_out}行导航、分享、链接没有收入"
            findings.append(Finding("clipped_page", "全文", message))
        lines = article
    text = "\n".join(line.text for line in lines) + "\n"
    return Reading(text, facts={**facts, "where": "文件头"} if facts else {}, findings=tuple(findings))


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields between two lines --- or of a clipper with which a file begins, and the text behind them."""
    block = _FRONT.match(text) or _CLIPPED.match(text)
    if block is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in block.group(1).splitlines():
        if field := _FIELD.match(line):
            fields[field.group(1)] = field.group(2).strip().strip("\"'")
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, text
    return (fields, text[block.end() :]) if fields else ({}, text)


def _lines(tokens: Sequence[Token]) -> Iterator[MarkedLine]:
    label = ""  # of the list item that begins with the next line
    numbers: list[int | None] = []  # next number of each open list; None for bullets
    row: list[str] | None = None
    heading = False
    for token in tokens:
        kind = token.type
        if kind == "ordered_list_open":
            numbers.append(int(token.attrGet("start") or 1))
        elif kind == "bullet_list_open":
            numbers.append(None)
        elif kind in ("ordered_list_close", "bullet_list_close"):
            numbers.pop()
        elif kind == "list_item_open":
            number = numbers[-1]
            label = f"{token.info or number}{token.markup} " if number is not None else ""
        elif kind in ("heading_open", "heading_close"):
            heading = kind == "heading_open"
        elif kind == "tr_open":
            row = []
        elif kind == "tr_close":
            yield MarkedLine("\t".join(row or []).rstrip())
            row = None
        elif kind == "inline":
            if row is not None:
                row.append(_shown(token).replace("\n", " "))
            else:
                linked, pictured = _marked(token)
                for line in (label + _shown(token)).split("\n"):
                    yield MarkedLine(line, linked, pictured, heading)
                label = ""
        elif kind in ("fence", "code_block"):
            yield from map(MarkedLine, token.content.rstrip("\n").split("\n"))


def _marked(token: Token) -> tuple[bool, bool]:
    """Whether the line is links and pictures and nothing else, and whether there is a picture."""
    within, beside, marked = 0, "", False
    for child in token.children or []:
        within += child.nesting if child.type in ("link_open", "link_close") else 0
        marked = marked or child.type in ("link_open", "image")
        beside += child.content if child.type in ("text", "code_inline") and not within else ""
    return marked and not _SEPARATORS.sub("", beside), any(child.type == "image" for child in token.children or [])


def _shown(token: Token) -> str:
    """The characters of a line without its marks; pictures show nothing."""
    pieces = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
    return _STRONG.sub(r"\1", "".join(pieces)).rstrip()
