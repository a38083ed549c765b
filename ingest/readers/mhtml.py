"""A page saved as one file (mht, mhtml), as browsers and Word save it: a MIME message whose HTML part is the text."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

from ingest.errors import SourceError
from ingest.readers import Reading, html


def read(path: Path) -> Reading:
    """The article of the page; SourceError if no part of the file is one."""
    found = page_of(path.read_bytes())
    if found is None:
        raise SourceError(str(path), "里面没有网页", "单个文件的网页（mht）", "请在浏览器里重新保存网页。")
    page, charset = found
    return html.read_bytes(page, str(path), charset)


def page_of(raw: bytes) -> tuple[bytes, str] | None:
    """The bytes of the first HTML part and the encoding that the message names, None if there is none."""
    message = message_from_bytes(raw.lstrip(), policy=policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes) and content.strip():
            return content, part.get_content_charset() or ""
    return None
