"""The composition root: settings → library → index → assistant, put together once for every surface.

Heavy libraries are imported inside functions, so a command that needs no search loads none of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.library import Library
from ui.replay import Replay
from ui.settings import DATA_FOLDER, Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.verifier import Verifier
    from index.encoder import Encoder
    from index.engine import Index
    from index.lexicon import Lexicon
    from index.records import Hit
    from ingest.records import Document, Item

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Engine:
    """What every surface calls: `replay` for questions, `verifier` for quotes, `index` for words, items, documents."""

    index: Index
    assistant: Assistant
    replay: Replay
    verifier: Verifier
    library: Library
    lexicon: Lexicon
    foundation: Foundation

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self.index.documents)

    def find_document(self, document_id: str) -> Document | None:
        """The document of that id, None if there is none."""
        try:
            return self.index.document(document_id)
        except KeyError:
            return None

    def find_item(self, item_id: str) -> tuple[Item, Document] | None:
        """The item of that id with its document, None if there is none."""
        try:
            item = self.index.item(item_id)
        except KeyError:
            return None
        return item, self.index.document(item.document_id)

    def found(self, hits: Iterable[Hit]) -> Iterator[tuple[Hit, Item, Document]]:
        """Every hit with its item and its document, in the same order."""
        for hit in hits:
            yield hit, self.index.item(hit.item_id), self.index.document(hit.document_id)

    def renewed(self) -> Engine:
        """The engine of the version of the library that is in place now; this one if that is the same.

        Its index is this one's, changed in memory: the writer of the library brings the index on disk up to date. Where
        the library's own words have changed, which cut every text anew, it is that on disk, or else built and saved.
        This engine goes on answering meanwhile and afterwards. Raises a YaodianError where the version in place
        cannot be opened.
        """
        library = self.library.refreshed()
        if library is self.library:
            return self
        if library.words_version != self.library.words_version:
            return self.foundation.engine(library)
        return self.foundation.engine_over(library, self.lexicon, self.index.over(library.documents))


@dataclass(frozen=True, slots=True)
class Foundation:
    """What an engine stands on beside its library; loaded once, it serves every version. The lexicon is the shipped one."""

    settings: Settings
    lexicon: Lexicon
    encoder: Encoder

    @classmethod
    def load(cls, settings: Settings, *, progress: Progress | None = None) -> Foundation:
        """Raises EncoderError where the encoder cannot be loaded."""
        from index.encoder import load_encoder

        if progress:
            progress(f"正在载入编码模型：{settings.encoder}")
        return cls(settings, shipped_lexicon(), load_encoder(settings.encoder))

    def engine(self, library: Library, *, progress: Progress | None = None, notify: Progress | None = None) -> Engine:
        """The engine over a library, its index loaded or built."""
        lexicon = self.lexicon_of(library)
        index = self.index(library, lexicon, progress=progress, notify=notify, warn=notify)
        return self.engine_over(library, lexicon, index)

    def lexicon_of(self, library: Library) -> Lexicon:
        """The shipped lexicon with the library's own words; raises a YaodianError naming file and line of a wrong one."""
        return self.lexicon.extended(*library.words_files)

    def index(
        self,
        library: Library,
        lexicon: Lexicon,
        *,
        progress: Progress | None = None,
        notify: Progress | None = None,
        warn: Progress | None = None,
        written: bool = False,
    ) -> Index:
        """The index of a library, loaded, or else brought up to date and saved; `notify` hears why it was made anew
        (not where the caller has `written` to the library), `warn` where it was not saved.

        The index of the shipped documents is kept in the cache, under a name made of their contents, so two versions
        of the program never overwrite each other's index. A library keeps its index in its own folder.
        """
        from index.engine import open_index

        place = library.index_folder or self.settings.cache / "index" / _fingerprint(library)
        return open_index(
            library.documents,
            self.encoder,
            place,
            words=sorted(lexicon.words),
            expand=lexicon.expansions,
            notify=notify if place.exists() else None,  # a first index is no news, a replaced one is
            progress=progress,
            warn=warn,
            written=written,
        )

    def engine_over(self, library: Library, lexicon: Lexicon, index: Index) -> Engine:
        """The engine over a library, its words and the index of its documents."""
        from assistant.assistant import Assistant
        from assistant.verifier import Verifier

        assistant = Assistant(index, lexicon, today=self.settings.today)
        return Engine(index, assistant, Replay(assistant), Verifier(index), library, lexicon, self)


def shipped_lexicon() -> Lexicon:
    """The words that come with the product."""
    from index.lexicon import Lexicon

    return Lexicon.load(DATA_FOLDER / "lexicon")


def open_library(settings: Settings, folder: Path | None = None) -> Library:
    """The library at `folder`, else the one of the settings, else the shipped documents; raises LibraryError."""
    chosen = folder or settings.library
    return Library.shipped() if chosen is None else Library.open(chosen)


def open_engine(
    settings: Settings,
    folder: Path | None = None,
    *,
    progress: Progress | None = None,
    notify: Progress | None = None,
) -> Engine:
    """Everything opened and ready to answer; raises a YaodianError that says what to do."""
    library = open_library(settings, folder)
    return Foundation.load(settings, progress=progress).engine(library, progress=progress, notify=notify)


def _fingerprint(library: Library) -> str:
    """A short name for the documents that an index is made of: sixteen hexadecimal digits."""
    parts = [f"{document.document_id} {document.content_hash}" for document in library.documents]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
