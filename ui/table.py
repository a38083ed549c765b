"""Columns on a terminal, where a Chinese character takes two places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "


def width(text: str) -> int:
    """Places that a text takes on a terminal: two for each wide or full-width character, none for marks on another."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1 for c in text
    )


def fitted(text: str, places: int) -> str:
    """The text cut to `places`, with … where something is left out."""
    if width(text) <= places:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > places - 1:
            break
        kept += character
    return kept + "…"


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """One line for each row, cells side by side; nothing stands behind the last cell."""
    held = [tuple(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*held, strict=True)]
    return [
        GAP.join(cell + " " * (places - width(cell)) for cell, places in zip(row, widths, strict=True)).rstrip()
        for row in held
    ]
