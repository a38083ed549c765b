"""The title that a page prints around its article: in a heading above it, or in <title> before the name of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMED = re.compile(r"(?:^|[\s_-])(?:\w*title|tit|bt|biaoti)(?:$|[\s_-])", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[_|｜]+\s*|\s*[-—–]+\s*(?=[^\d\s—–-])")
_SITE = re.compile(
    r"(?:网|网站|门户|平台|频道|政府|局|厅|部|委|委员会|办公室|首页|公开|公告|公示|动态|文件|政策|要闻|通知)$"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
SHORTEST, LONGEST = 6, 120  # characters of a title; a shorter one is the name of a column


def title_around(root: HtmlElement, article: HtmlElement, declared: str) -> str:
    """The heading above the article that <title> repeats, or else <title> without the site, or else the first heading.

    "临水市民政局2027年工作要点-临水市民政局" → "临水市民政局2027年工作要点"; "" where the page has none.
    """
    headings = list(_headings(root, article))
    repeated = next((heading for heading in headings if heading in " ".join(declared.split())), "")
    return repeated or _without_site(declared) or next(iter(headings), "")


def _headings(root: HtmlElement, article: HtmlElement) -> list[str]:
    found: list[str] = []
    inside = set(article.iter())
    for element in root.iter("h2", "h3", "div", "p", "td", "span"):
        if element is article:
            break
        named = element.tag in ("h2", "h3") or _NAMED.search(f"{element.get('id') or ''} {element.get('class') or ''}")
        text = " ".join(element.text_content().split()) if named and element not in inside else ""
        if _is_title(text) and not element.findall(".//a"):
            found.append(text)
    return found


def _without_site(declared: str) -> str:
    pieces = _SEPARATOR.split(" ".join(declared.split()))
    first = pieces[0]
    if len(pieces) == 1 and _SITE.search(first) and not first.endswith("通知"):
        return ""
    return first if _is_title(first) and (len(pieces) == 1 or all(map(_SITE.search, pieces[1:]))) else ""


def _is_title(text: str) -> bool:
    return len(_CHINESE.findall(text)) >= SHORTEST and len(text) <= LONGEST and "。" not in text
