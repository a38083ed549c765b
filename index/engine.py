"""The engine: documents in, rankings out. `Index` is the seam behind which another engine can stand.

Importing this module loads no numeric library; building, loading or searching an index does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.records import Query, Ranking
from index.remembered import Remembered
from index.tokens import normalise
from ingest.errors import IndexFolderError
from ingest.records import Document, Item

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from index.encoder import Encoder
    from index.fusion import Scores, Sides
    from index.snapshot import Snapshot
    from index.store import Earlier

    Floats = npt.NDArray[np.float32]

Expand = Callable[[str, Callable[[str], bool]], tuple[tuple[str, float], ...]]
"""Other names of the words in a query with weights in (0, 1], as `Lexicon.expansions` gives them: it is told of each
word whether it stands in the collection."""

REMEMBERED_PASSAGES = 4096  # vectors kept for `similarity`; 4 MB at 256 dimensions


class Index(Protocol):
    """A searchable collection. Searching changes nothing and may be done from several threads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents in the order of their ids."""

    def document(self, document_id: str) -> Document:
        """Raises KeyError for an id that is not in the collection."""

    def item(self, item_id: str) -> Item:
        """Raises KeyError for an id that is not in the collection."""

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents; one with a known id takes the place of the old one."""

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove documents; an unknown id changes nothing."""

    def over(self, documents: Iterable[Document]) -> Index:
        """Another index, of these documents, at a cost in proportion to what is new; this one stays as it is."""

    def search(self, query: Query) -> Ranking:
        """The best `query.k` items among those that the filters admit; no hits where nothing fits."""

    @property
    def words(self) -> frozenset[str]:
        """The dictionary words that stand somewhere in the collection."""

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a piece of text: near 0 for what stands everywhere, high for what is rare."""

    def similarity(self, text: str, passages: Sequence[str]) -> Floats:
        """Cosines of a text with each passage, shape (passages,), −1…1; 0 where one of the two is empty."""

    def nearness(self, words: str, passages: Sequence[str]) -> Scores:
        """How near each passage has words to these, each by itself, shape (passages,), 0…1; 0 where nothing can tell."""


class LocalIndex:
    """The collection in this process: BM25 and exact cosines over every item, fused.

    A change builds a new snapshot and puts it in place at once; a search reads one snapshot from start to end.
    """

    def __init__(
        self, snapshot: Snapshot, encoder: Encoder, words: tuple[str, ...], expand: Expand | None = None
    ) -> None:
        from index.late import late_interaction

        self._snapshot = snapshot
        self._expand = expand
        self._encoder = encoder
        self._words = words
        self._changing = threading.Lock()
        self._passage_vectors: Remembered[Floats] = Remembered(encoder.encode, REMEMBERED_PASSAGES)
        self._late = late_interaction(encoder)

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        encoder: Encoder,
        *,
        words: Iterable[str] = (),
        expand: Expand | None = None,
        progress: Callable[[str], None] | None = None,
        earlier: Earlier | None = None,
    ) -> LocalIndex:
        """Index documents. `words` go to the dictionary beside jieba's own, `expand` gives a query without expansions its own, `progress` gets a line for each step.

        `earlier` is an index of the same words and encoder: what it holds is neither cut into tokens nor encoded again.
        """
        from index.collection import Collection
        from index.snapshot import build
        from index.store import Earlier

        further = _sorted_words(words)
        snapshot = build(Collection(documents), encoder, further, earlier or Earlier(), progress or _say_nothing)
        return cls(snapshot, encoder, further, expand)

    @classmethod
    def load(
        cls,
        documents: Iterable[Document],
        encoder: Encoder,
        folder: Path,
        *,
        words: Iterable[str] = (),
        expand: Expand | None = None,
    ) -> LocalIndex:
        """The saved index of exactly these inputs; raises IndexFolderError where it is missing, stale or damaged."""
        from index import store
        from index.collection import Collection
        from index.snapshot import Snapshot, source_of

        collection, further = Collection(documents), _sorted_words(words)
        stored = store.load(folder, source_of(collection, encoder, further))
        return cls(Snapshot(collection, stored), encoder, further, expand)

    def save(self, folder: Path) -> None:
        """Put the index into a folder in one step; raises IndexFolderError where it cannot be written."""
        from index import store
        from index.snapshot import source_of

        snapshot = self._snapshot
        store.save(snapshot.stored, source_of(snapshot.collection, self._encoder, self._words), folder)

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._snapshot.collection.documents

    def document(self, document_id: str) -> Document:
        return self._snapshot.collection.by_id[document_id]

    def item(self, item_id: str) -> Item:
        collection = self._snapshot.collection
        return collection.items[collection.row_of[item_id]]

    def add(self, documents: Iterable[Document]) -> None:
        with self._changing:
            added = {document.document_id: document for document in documents}
            self._snapshot = self._changed({**self._snapshot.collection.by_id, **added}.values())

    def remove(self, document_ids: Iterable[str]) -> None:
        with self._changing:
            gone = frozenset(document_ids)
            kept = (document for document in self.documents if document.document_id not in gone)
            self._snapshot = self._changed(kept)

    def over(self, documents: Iterable[Document]) -> LocalIndex:
        return LocalIndex(self._changed(documents), self._encoder, self._words, self._expand)

    def search(self, query: Query) -> Ranking:
        snapshot, wider = self._snapshot, query
        if self._expand and not query.expansions:
            wider = replace(query, expansions=self._expand(query.text, snapshot.holds))
        return Ranking(query, snapshot.hits(wider, self._query_vector(query.text), self._late))

    def sides(self, query: Query) -> Sides:
        """The scores of all items in the order of their ids by each way of searching, filters and fusion apart.

        Only the expansions that the query itself has; for measurements.
        """
        return self._snapshot.sides(query, self._query_vector(query.text), self._late)

    def holds(self, word: str) -> bool:
        """Whether a word stands in some item, headings included."""
        return self._snapshot.holds(word)

    def preference(self, query: Query) -> Scores:
        """By what the score of each item is multiplied for the year and the area that a query names; for measurements."""
        return self._snapshot.preference(query.text)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self._snapshot.stored.words)

    def rarity(self, term: str) -> float:
        return self._snapshot.rarity(term)

    def similarity(self, text: str, passages: Sequence[str]) -> Floats:
        import numpy as np

        if not passages:
            return np.zeros(0, np.float32)
        vectors = np.stack(self._passage_vectors.of([normalise(passage) for passage in passages]))
        cosines: Floats = vectors @ self._query_vector(text)
        return cosines

    def nearness(self, words: str, passages: Sequence[str]) -> Scores:
        import numpy as np

        return self._late.scores(normalise(words), passages) if self._late else np.zeros(len(passages))

    def _query_vector(self, text: str) -> Floats:
        vector: Floats = self._encoder.encode([normalise(text)], role="query")[0]
        return vector

    def _changed(self, documents: Iterable[Document]) -> Snapshot:
        """The snapshot of these documents, keeping the rows of what stays."""
        from index.collection import Collection
        from index.snapshot import build
        from index.store import Earlier

        now = self._snapshot
        collection = Collection(documents, earlier=now.collection)
        return build(collection, self._encoder, self._words, Earlier(now.stored, now.stored), _say_nothing)


def open_index(
    documents: Iterable[Document],
    encoder: Encoder,
    folder: Path,
    *,
    words: Iterable[str] = (),
    expand: Expand | None = None,
    notify: Callable[[str], None] | None = None,
    progress: Callable[[str], None] | None = None,
    warn: Callable[[str], None] | None = None,
    written: bool = False,
) -> LocalIndex:
    """The saved index if it is that of these inputs, else a new one, saved; `notify` is told why in one line.

    Where the caller has `written` to the library, changed documents and words are no news to it; what else has changed
    is. A folder that cannot be written costs the saving, not the searching; `warn`, else `notify`, is told so.
    """
    from index import store
    from index.collection import Collection
    from index.snapshot import source_of

    documents, further, tell = tuple(documents), _sorted_words(words), notify or _say_nothing
    try:
        return LocalIndex.load(documents, encoder, folder, words=further, expand=expand)
    except IndexFolderError as error:
        known = isinstance(error, store.StaleIndexError) and {*error.parts} <= {store.DOCUMENTS, store.WORDS}
        if not (written and known):
            tell(str(error))
    earlier = store.load_earlier(folder, source_of(Collection(documents), encoder, further))
    index = LocalIndex.build(documents, encoder, words=further, expand=expand, progress=progress, earlier=earlier)
    try:
        index.save(folder)
    except IndexFolderError as error:
        (warn or tell)(f"索引未能保存，下次启动将重新建立。{error}")
    return index


def _sorted_words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({normalise(word) for word in words}))


def _say_nothing(line: str) -> None:
    """For those who want no messages."""
