"""Quotes of an item that need no search: all of it, its heading, its heading with the first sentence."""

from __future__ import annotations

from assistant.evidence import Evidence
from assistant.passages import passage_of
from ingest.records import Item

CERTAIN = 1.0  # support of what was named by its printed place or heading


def whole(item: Item) -> Evidence:
    """The whole printed item, without the white space around it."""
    return Evidence(item, _start(item), len(item.text.rstrip()), CERTAIN)


def heading(item: Item) -> Evidence:
    """The printed number and heading of an item, or its first line."""
    title = item.title or item.section_title
    at = item.text.find(title) if title else -1
    if at >= 0:
        return Evidence(item, _start(item), at + len(title), CERTAIN)
    line_end = item.text.find("\n", _start(item))
    return Evidence(item, _start(item), line_end if line_end > 0 else len(item.text.rstrip()), CERTAIN)


def lead(item: Item) -> Evidence:
    """The heading of an item and its first sentence."""
    sentences = passage_of(item).sentences
    end = sentences[0].span.end if sentences else len(item.text.rstrip())
    return Evidence(item, _start(item), end, CERTAIN)


def _start(item: Item) -> int:
    return len(item.text) - len(item.text.lstrip())
