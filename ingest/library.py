"""The collection on disk: which documents there are. Search structures are derived from it and live beside it.

    LIBRARY/catalog.json            the one truth: document ids, content hashes, corrections; replaced atomically
    LIBRARY/documents/<sha256>.txt  the text of each document, named by its content hash, never changed
    LIBRARY/index/                  built from the documents, may be deleted at any time
    LIBRARY/lexicon/*.tsv           words of its own beside the shipped lexicon, if it has any (see `own_words`)
    LIBRARY/.lock                   held by the one process that writes

A kill at any moment leaves either the old catalog or the new one. Identity is decided by content hash, by issuer, year,
number and title, never by file name alone (see `versions`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import readers
from ingest.catalog import Entry, damaged, read_catalog, version_in_place, write_atomically, write_catalog
from ingest.errors import LibraryError, SourceError, reason
from ingest.folders import CATALOG, LOCK_FILE, NotTaken
from ingest.handed_over import handed_over
from ingest.lock import exclusive
from ingest.metadata import CORRECTABLE
from ingest.own_words import OWN_WORDS, words_files, words_version
from ingest.reader import document_from_text, read_document, source_files
from ingest.records import Document
from ingest.versions import changes, fingerprint, is_new_version

__all__ = ["SHIPPED_DOCUMENTS", "IngestEntry", "IngestReport", "Library", "write_atomically"]

SHIPPED_DOCUMENTS = Path(__file__).resolve().parent.parent / "data" / "documents"


@dataclass(frozen=True, slots=True)
class IngestEntry:
    """What became of one file: added, updated, unchanged, removed, skipped or failed, with a Chinese phrase that says which.

    Skipped is what is no document by its place: a library below the folder that was handed over.
    """

    path: str
    status: str
    document_id: str | None
    message: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file that was handed over, in order."""

    entries: tuple[IngestEntry, ...]

    @property
    def failed(self) -> bool:
        return any(entry.status == "failed" for entry in self.entries)


class Library:
    """A set of documents with unique ids, in the order of their ids. Opened from a folder or the shipped one."""

    def __init__(self, documents: Sequence[Document], folder: Path | None) -> None:
        self._documents = {d.document_id: d for d in sorted(documents, key=lambda d: d.document_id)}
        self._entries = {d.document_id: Entry(d.document_id, d.content_hash, d.source) for d in documents}
        self.folder = folder
        self.version = ""
        self.words_version = ""

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents[identity] for identity in sorted(self._documents))

    @property
    def index_folder(self) -> Path | None:
        """Where the index of this library is kept; None for the shipped documents, whose place is a setting."""
        return self.folder / "index" if self.folder else None

    @property
    def words_files(self) -> tuple[Path, ...]:
        """The lexicon files of its own, in order; LibraryError where something else lies among them."""
        return words_files(self.folder) if self.folder else ()

    @classmethod
    def shipped(cls) -> Library:
        """The documents that come with the product; read-only."""
        return cls([read_document(path) for path in source_files(SHIPPED_DOCUMENTS)], None)

    @classmethod
    def open(cls, folder: Path) -> Library:
        """Open an existing library; raises LibraryError if it is none or damaged."""
        library = cls([], folder)
        library._load()
        return library

    @classmethod
    def create_or_open(cls, folder: Path) -> Library:
        """Open the library in this folder, or start an empty one where nothing else lies."""
        if (folder / CATALOG).exists():
            return cls.open(folder)
        if folder.exists() and not (folder.is_dir() and all(_is_ours(path) for path in folder.iterdir())):
            raise LibraryError(str(folder), "这里有别的内容，不是文档库", "空的或新的文件夹", "请换一个文件夹。")
        return cls([], folder)

    @property
    def newest_version(self) -> str:
        """The version of catalog and words that is in place on disk now, "" where there is none; costs small reads."""
        if self.folder is None:
            return self.version
        return _joined(version_in_place(self.folder), words_version(self.folder))

    def changed(self) -> bool:
        """Whether another version is in place than the one that was read; also one that is damaged or gone."""
        return self.newest_version != self.version

    def refreshed(self) -> Library:
        """This library, or the version that is in place now; unchanged documents are not read again.

        Raises LibraryError where that version is damaged or gone; this library stays as it is.
        """
        if not self.changed():
            return self
        newest = Library(self.documents, self.folder)
        newest._entries = dict(self._entries)
        newest._load()
        return newest

    def _load(self) -> None:
        assert self.folder is not None
        words = words_version(self.folder)
        entries, version = read_catalog(self.folder)
        documents = {}
        for entry in entries:
            same = self._entries.get(entry.document_id) == entry
            documents[entry.document_id] = self._documents[entry.document_id] if same else self._restored(entry)
        self._documents, self._entries = documents, {e.document_id: e for e in entries}
        self.version, self.words_version = _joined(version, words), words

    def _restored(self, entry: Entry) -> Document:
        document = entry.document(self._text(entry))
        if document.content_hash != entry.content_hash:
            found = f"{entry.document_id} 的内容与登记的校验值不符"
            raise LibraryError(str(self.folder), found, "未被改动的文档库", "请从备份恢复或重新导入这份文件。")
        return document

    def _text(self, entry: Entry) -> str:
        assert self.folder is not None
        try:
            return (
                (self.folder / "documents" / f"{entry.content_hash}.txt").read_bytes().decode("utf-8", "surrogatepass")
            )
        except (OSError, UnicodeDecodeError) as error:
            raise damaged(str(self.folder), f"缺少 {entry.document_id} 的文本") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock and the newest version; what was changed inside is in place afterwards, all or nothing."""
        if self.folder is None:
            raise LibraryError("随附文档", "不能改动随附的文档", "一个文档库文件夹", "请加上 --library 文件夹。")
        with exclusive(self.folder):
            if (self.folder / CATALOG).exists():
                self._load()
            documents, entries = dict(self._documents), dict(self._entries)
            try:
                yield
                if self._entries != entries:
                    self._save(self.folder, {entry.content_hash for entry in entries.values()})
            except BaseException:
                self._documents, self._entries = documents, entries
                raise

    def add(self, paths: Sequence[Path], progress: Callable[[str], None] | None = None) -> IngestReport:
        """Read every file, then put all that could be read in place at once; the others are reported."""
        entries: list[IngestEntry] = []
        with self._writing(), tempfile.TemporaryDirectory(prefix="yaodian-") as unpacking:
            known = {fingerprint(d.text): d.document_id for d in self._documents.values()}
            files = list(handed_over(paths, Path(unpacking)))
            for number, (shown, file) in enumerate(files, 1):
                if progress:
                    progress(f"读取 {number}/{len(files)}：{Path(shown).name}")
                if isinstance(file, SourceError):
                    entries.append(IngestEntry(shown, "failed", None, str(file)))
                elif isinstance(file, NotTaken):
                    entries.append(IngestEntry(shown, "skipped", None, file.error.found))
                else:
                    entries.append(self._add_one(shown, file, known))
        return IngestReport(tuple(entries))

    def _add_one(self, shown: str, path: Path, known: dict[str, str]) -> IngestEntry:
        """Add one file; `known` are the fingerprints of the texts that are there, with their ids."""
        try:
            reading = readers.read(path)
            entry = Entry("", "", _printable(Path(shown).name), reading.facts, reading.findings)
            document = document_from_text(reading.text, source=entry.source, facts=entry.facts, findings=entry.findings)
        except SourceError as error:
            return IngestEntry(shown, "failed", None, str(error).replace(str(path), shown))
        except Exception as error:  # one unreadable file must not keep the others out
            found = f"读取时出错（{type(error).__name__}）"
            line = SourceError(shown, found, "正常的文件", "请另存一份再试，或反馈这份文件。")
            return IngestEntry(shown, "failed", None, str(line))
        same = known.get(fingerprint(document.text))
        if same in self._documents:
            return IngestEntry(shown, "unchanged", same, f"内容已在库中（{same}）")
        old = self._previous(document)
        identity = old.document_id if old else self._free_identity(document)
        corrections = self._entries[identity].corrections if old else {}
        entry = replace(entry, document_id=identity, content_hash=document.content_hash, corrections=corrections)
        if identity != document.document_id or corrections:
            document = entry.document(reading.text)
        self._documents[identity], self._entries[identity] = document, entry
        if old:
            known.pop(fingerprint(old.text), None)
        known[fingerprint(document.text)] = identity
        title = f"{identity}：{document.title}"
        if old:
            return IngestEntry(shown, "updated", identity, f"{title}，{changes(document, old)}")
        return IngestEntry(shown, "added", identity, f"{title}，{len(document.items)} 条")

    def _previous(self, document: Document) -> Document | None:
        """The document that this one is a new version of."""
        for identity in sorted(self._documents):
            old, entry = self._documents[identity], self._entries[identity]
            as_read = entry.document(old.text, as_read=True) if entry.corrections else old
            if is_new_version(document, as_read):
                return old
        return None

    def _free_identity(self, document: Document) -> str:
        """The id that the file suggests, told apart by the content hash where another document has it."""
        taken = document.document_id in self._documents
        return f"{document.document_id}-{document.content_hash[:6]}" if taken else document.document_id

    def remove(self, document_ids: Sequence[str]) -> IngestReport:
        """Take documents out, by id or by a file with the same text; what is not there is reported as failed."""
        entries = []
        with self._writing():
            for name in document_ids:
                identity = name if name in self._documents else self._identity_of(Path(name)) or name
                if identity in self._documents:
                    title = self._documents.pop(identity).title
                    del self._entries[identity]
                    entries.append(IngestEntry(identity, "removed", identity, f"{identity}：{title}"))
                else:
                    entries.append(IngestEntry(identity, "failed", None, f"库里没有 {identity}"))
        return IngestReport(tuple(entries))

    def _identity_of(self, path: Path) -> str | None:
        """The document with the text of this file, None if there is no such file or document."""
        try:
            text = fingerprint(readers.read(path).text)
        except (SourceError, ValueError):
            return None
        return next((name for name, held in self._documents.items() if fingerprint(held.text) == text), None)

    def correct(self, document_id: str, *, clear: Sequence[str] = (), **values: str | int | None) -> Document:
        """Set metadata by hand; it stays set when the document is read again. LibraryError for a wrong field or id.

        None says that the document has no such thing; the fields in `clear` are again what is read from the text.
        """
        unknown = [name for name in (*values, *clear) if name not in CORRECTABLE]
        if unknown:
            raise LibraryError(document_id, f"没有“{unknown[0]}”这一项", "、".join(CORRECTABLE), "请检查名称。")
        with self._writing():
            if document_id not in self._documents:
                raise LibraryError(document_id, "库里没有这份文件", "库中文件的编号", "可用 yaodian documents 查看。")
            old = self._entries[document_id]
            corrections = {name: value for name, value in {**old.corrections, **values}.items() if name not in clear}
            entry = replace(old, corrections=corrections)
            self._entries[document_id] = entry
            self._documents[document_id] = entry.document(self._documents[document_id].text)
        return self._documents[document_id]

    def put_words(self, files: Mapping[str, bytes]) -> None:
        """Put lexicon files in place under their names; a reader sees the old content of each or the new."""
        with self._changing_words() as folder:
            folder.mkdir(exist_ok=True)
            for name, content in files.items():
                write_atomically(folder / name, content)

    def remove_words(self, names: Sequence[str]) -> None:
        """Take lexicon files out; LibraryError, and nothing changed, where there is no such file."""
        with self._changing_words() as folder:
            held = {path.name for path in words_files(folder.parent)}
            for name in names:
                if name not in held:
                    raise LibraryError(name, "库里没有这份词表", "、".join(sorted(held)) or "词表的文件名", "请检查。")
            for name in names:
                (folder / name).unlink()

    @contextmanager
    def _changing_words(self) -> Iterator[Path]:
        with self._writing():
            assert self.folder is not None
            folder = self.folder / OWN_WORDS
            try:
                yield folder
            except OSError as error:
                found = reason(error, "写不进去")
                raise LibraryError(str(folder), found, "可以写入的文件夹", "请检查权限和磁盘空间。") from error
            self._load()

    def _save(self, folder: Path, previous: set[str]) -> None:
        """Put the texts in place, then the catalog; texts of the version before stay for those who still read it."""
        try:
            store = folder / "documents"
            store.mkdir(parents=True, exist_ok=True)
            for document in self._documents.values():
                target = store / f"{document.content_hash}.txt"
                if not target.exists():
                    write_atomically(target, document.text.encode("utf-8", "surrogatepass"))
            write_catalog(folder, list(self._entries.values()))
            self.version = _joined(read_catalog(folder)[1], self.words_version)
            kept = previous | {entry.content_hash for entry in self._entries.values()}
            for path in [*folder.glob(f".{CATALOG}.*"), *(p for p in store.iterdir() if p.stem not in kept)]:
                path.unlink(missing_ok=True)
        except OSError as error:
            found = reason(error, "写不进去")
            raise LibraryError(str(folder), found, "可以写入的文件夹", "请检查权限和磁盘空间。") from error


def _joined(catalog: str, words: str) -> str:
    """The version of a library: that of its catalog, and of its words where it has any; "" without a catalog."""
    return f"{catalog}-{words}" if catalog and words else catalog


def _printable(name: str) -> str:
    """A file name as text: bytes that are no characters of the system's encoding become �."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_ours(path: Path) -> bool:
    """What a first import leaves that was killed before its catalog was in place, and words put there beforehand."""
    return path.name in (LOCK_FILE, "documents", "index", OWN_WORDS) or path.name.startswith(f".{CATALOG}.")
