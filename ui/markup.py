"""Text → HTML that gives back exactly that text: the one escape that every page goes through."""

from __future__ import annotations

from collections.abc import Iterable

# Gradio runs inspect.cleandoc over every message (tabs widened, line ends and common indents lost), and HTML itself
# turns CR into LF. Written as character references, these three reach the page as they are.
KEPT = {ord("\t"): "&#9;", ord("\n"): "&#10;", ord("\r"): "&#13;"}
ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
TABLE = {**KEPT, **ESCAPED, 0: "\ufffd"}  # HTML cannot hold NUL


def escape(text: str) -> str:
    """`text` for element content and attribute values: parsed back it is the same, character by character."""
    return text.translate(TABLE)


def element(name: str, *children: str, **attributes: str | None) -> str:
    """One element. Children are HTML already, attribute values are text; `class_` is class, None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


def joined(parts: Iterable[str | None], separator: str) -> str:
    """The parts that are there, escaped, with a separator between them."""
    return escape(separator.join(part for part in parts if part))
