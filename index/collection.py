"""The documents and items of an index in their fixed order, and what of an item is searched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.naming import Naming
from index.records import Filters
from index.tokens import normalise
from ingest.records import Document, Item


class Collection:
    """Documents by document id, items by item id: the order of the rows of every matrix and of every tie."""

    def __init__(self, documents: Iterable[Document], *, earlier: Collection | None = None) -> None:
        """`earlier` spares the work on items that it holds too; it changes nothing else."""
        self.documents = tuple(sorted(documents, key=lambda document: document.document_id))
        self.by_id = {document.document_id: document for document in self.documents}
        self.items = tuple(
            sorted((item for document in self.documents for item in document.items), key=lambda item: item.item_id)
        )
        self.row_of = {item.item_id: row for row, item in enumerate(self.items)}
        if len(self.by_id) < len(self.documents) or len(self.row_of) < len(self.items):
            raise ValueError("document ids and item ids must be unique in a collection")
        place = {document.document_id: number for number, document in enumerate(self.documents)}
        self._document_of_row = np.array([place[item.document_id] for item in self.items], np.intp)
        self._naming = Naming(self.documents)
        known = dict(zip(earlier.items, earlier.passages, strict=True)) if earlier else {}
        self._known_passages = {item: known[item] for item in self.items if item in known}

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """What is searched, row by row, normalised; shape (items,)."""
        return tuple(self._known_passages.get(item) or passage(item) for item in self.items)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Digests of all that the rows of an index are made of, row by row; shape (items,)."""
        return tuple(digest([text, item.title]) for text, item in zip(self.passages, self.items, strict=True))

    @cached_property
    def fingerprint(self) -> str:
        """Digest of everything that is searched; the same file read differently is another collection."""
        contents = [part for document in self.documents for part in (document.document_id, document.content_hash)]
        searched = [part for item in self.items for part in (item.item_id, item.section_title, item.text)]
        return digest([str(len(contents)), *contents, *searched])

    def named(self, text: str) -> npt.NDArray[np.int64]:
        """How many facts of the document of each row, its year and its area, a text names; shape (items,), 0 … 2."""
        return self._naming.named(normalise(text))[self._document_of_row]

    def admitted(self, filters: Filters) -> npt.NDArray[np.bool_]:
        """Whether each row lies in a document that the filters admit; shape (items,)."""
        documents = np.fromiter(map(filters.admits, self.documents), np.bool_, len(self.documents))
        return documents[self._document_of_row]


def passage(item: Item) -> str:
    """The heading under which an item stands, then its own number, title and text; normalised, one line each.

    Year and issuer are filters, not text. An item that is itself a section has its heading in its text.
    """
    is_section = item.item is None and item.paragraph is None
    lines = (item.text,) if is_section else (item.section_title, item.text)
    return "\n".join(normalise(line) for line in lines if line)


def digest(parts: Iterable[str]) -> str:
    """SHA-256 over the parts in order, 64 hexadecimal digits; a byte that UTF-8 does not have closes each part."""
    state = hashlib.sha256()
    for part in parts:
        state.update(part.encode("utf-8", "surrogatepass") + b"\xff")
    return state.hexdigest()
