"""Gradio's page made ours: style, script, header and source panel are put into the HTML before it is sent.

Gradio's own ways (css=, head=) come late and lose rules inside @media; what stands in the served HTML is there with
the first paint, in Chinese, without a flash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.records import Document
from ui.markup import element, escape, joined
from ui.plain import coverage_text

STATIC_FOLDER = Path(__file__).resolve().parent / "static"

# Gradio speaks Chinese only to a browser whose language is exactly zh-CN, and half-follows a dark system theme.
EARLY_SCRIPT = """
Object.defineProperty(navigator,"language",{get:()=>"zh-CN"});
Object.defineProperty(navigator,"languages",{get:()=>["zh-CN"]});
(()=>{const u=new URL(location.href);if(u.searchParams.get("__theme")!=="light"){
u.searchParams.set("__theme","light");history.replaceState(null,"",u)}})();
"""

# Gradio's own viewport, and its previews for social networks, which name other servers.
ADVERTISING = re.compile(r'<meta\s+(?:name="viewport"|property="og:|name="twitter:)[^>]*>')
VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"


@cache
def static_path(name: str) -> str:
    """The address of a static file relative to a page one level down; it changes with the content of the file."""
    digest = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"../static/{name}?v={digest}"


def head_html() -> str:
    """What stands at the start of <head>."""
    return (
        f'<meta name="viewport" content="{VIEWPORT}">'
        '<meta name="color-scheme" content="light">'
        f"<script>{EARLY_SCRIPT}</script>"
        f'<link rel="icon" href="{static_path("icon.svg")}" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{static_path("yaodian.css")}">'
        f'<script defer src="{static_path("yaodian.js")}"></script>'
    )


def body_html(documents: Sequence[Document]) -> str:
    """What stands at the start of <body>: header, connection banner, source panel with the list of documents."""
    name = element("b", "要点", class_="yd-name")
    header = element(
        "header",
        name,
        element("span", "民政工作要点问答", class_="yd-tagline"),
        _coverage(documents),
        element("button", "新对话", id="yd-new", type="button"),
        element("button", "原文", id="yd-show", type="button", aria_controls="yd-side"),
        id="yd-head",
    )
    side = element(
        "aside",
        element(
            "div",
            element("b", "收录的文件", id="yd-side-title"),
            element("button", "✕", id="yd-hide", type="button", aria_label="关闭"),
            id="yd-side-head",
        ),
        element("div", id="yd-side-cards"),
        element("ul", *(_held(document) for document in documents), id="yd-side-held"),
        id="yd-side",
        aria_label="原文出处",
        tabindex="-1",
    )
    banner = element("div", "与服务的连接断了，正在重新连接……", id="yd-banner", role="status")
    noscript = element("noscript", element("p", "这个页面需要浏览器允许脚本运行。", class_="yd-message-page"))
    return header + banner + side + noscript


def renewed_html(documents: Sequence[Document]) -> str:
    """What an answer brings to a page that was opened on other documents; yaodian.js puts it into header and panel."""
    return element("div", _coverage(documents), element("ul", *(_held(document) for document in documents)))


def _coverage(documents: Sequence[Document]) -> str:
    return element("span", escape(coverage_text(documents)), class_="yd-coverage")


def _held(document: Document) -> str:
    facts = joined([document.issuer, document.metadata.document_number, f"{len(document.items)} 条"], " · ")
    return element("li", escape(document.title), element("small", facts))


class PageInjection:
    """ASGI layer around Gradio: HTML replies get the parts above, everything else passes untouched."""

    def __init__(self, app: ASGIApp, documents: Callable[[], Sequence[Document]]) -> None:
        self.app = app
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        collected = bytearray()

        async def inject(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                collected.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                html = self._rewrite(collected.decode("utf-8")).encode("utf-8")
                MutableHeaders(scope=start)["content-length"] = str(len(html))
                await send(start)
                await send({"type": "http.response.body", "body": html})
            else:
                await send(message)

        await self.app(scope, receive, inject)

    def _rewrite(self, html: str) -> str:
        html = html.replace('lang="en"', 'lang="zh-CN"', 1)
        html = ADVERTISING.sub("", html)
        html = html.replace("<head>", "<head>" + head_html(), 1)
        before, body, after = html.partition("<body")
        tag, close, rest = after.partition(">")
        return before + body + tag + close + body_html(self._documents()) + rest


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
