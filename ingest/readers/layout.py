"""Fixed layout → lines of text: what PDF and OFD share.

A page is a set of fragments with places (`placed`). They become visual lines, columns are read one after the other
(`columns`), running heads and page numbers are left out (`running_heads`), and lines become paragraphs again
(`paragraphs`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.columns import lines_of
from ingest.readers.paragraphs import paragraphs_of
from ingest.readers.placed import Page
from ingest.readers.running_heads import without_running_heads


def text_of(pages: Sequence[Page]) -> str:
    """The text of all pages, one paragraph a line."""
    return "\n".join(paragraphs_of(without_running_heads(lines_of(pages), pages))) + "\n"
