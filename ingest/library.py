"""The collection on disk: which documents there are. Search structures are derived from it and live beside it.

    LIBRARY/catalog.json            the one truth: document ids, content hashes, sources; replaced atomically
    LIBRARY/documents/<sha256>.txt  the text of each document, named by its content hash, never changed
    LIBRARY/index/                  built from the documents, may be deleted at any time

A kill at any moment leaves either the old catalog or the new one. Identity is decided by content hash and
document id, never by file name alone.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import LibraryError, SourceError
from ingest.reader import document_from_text, read_document, read_text, source_files
from ingest.records import Document

FORMAT = 1
SHIPPED_DOCUMENTS = Path(__file__).resolve().parent.parent / "data" / "documents"


@dataclass(frozen=True, slots=True)
class IngestEntry:
    """What became of one file: added, updated, unchanged or failed, with a Chinese line for people."""

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
        self.folder = folder

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents.values())

    @property
    def index_folder(self) -> Path | None:
        """Where the index of this library is kept; None for the shipped documents, whose place is a setting."""
        return self.folder / "index" if self.folder else None

    @classmethod
    def shipped(cls) -> Library:
        """The documents that come with the product; read-only."""
        return cls([read_document(path) for path in source_files(SHIPPED_DOCUMENTS)], None)

    @classmethod
    def open(cls, folder: Path) -> Library:
        """Open an existing library; raises LibraryError if it is none or damaged."""
        catalog = folder / "catalog.json"
        where = str(folder)
        if not catalog.is_file():
            raise LibraryError(
                where, "这里没有文档库", "含 catalog.json 的文件夹", "请先运行 yaodian ingest 文件 --library 文件夹。"
            )
        try:
            content = json.loads(catalog.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                raise LibraryError(
                    where, f"文档库格式是 {content['format']}", f"格式 {FORMAT}", "请用相同版本的程序打开或重新导入。"
                )
            documents = [cls._restore(folder, entry) for entry in content["documents"]]
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise LibraryError(
                where, f"文档库损坏（{type(error).__name__}）", "完整的文档库", "请从备份恢复或重新导入。"
            ) from error
        return cls(documents, folder)

    @classmethod
    def create_or_open(cls, folder: Path) -> Library:
        """Open the library in this folder, or start an empty one where nothing else lies."""
        if (folder / "catalog.json").exists():
            return cls.open(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise LibraryError(str(folder), "这里有别的内容，不是文档库", "空的或新的文件夹", "请换一个文件夹。")
        return cls([], folder)

    @staticmethod
    def _restore(folder: Path, entry: dict[str, Any]) -> Document:
        text = (folder / "documents" / f"{entry['content_hash']}.txt").read_bytes().decode("utf-8")
        document = document_from_text(text, source=entry["source"], document_id=entry["document_id"])
        if document.content_hash != entry["content_hash"]:
            found = f"{entry['document_id']} 的内容与登记的校验值不符"
            raise LibraryError(str(folder), found, "未被改动的文档库", "请从备份恢复或重新导入这份文件。")
        return document

    def add(self, paths: Sequence[Path], progress: Callable[[str], None] | None = None) -> IngestReport:
        """Read every file, then put all that could be read in place at once; the others are reported."""
        if self.folder is None:
            raise LibraryError("随附文档", "不能导入到随附的文档里", "一个文档库文件夹", "请加上 --library 文件夹。")
        files: list[Path] = []
        entries: list[IngestEntry] = []
        for path in paths:
            try:
                files.extend(source_files(path))
            except SourceError as error:
                entries.append(IngestEntry(str(path), "failed", None, str(error)))
        for number, path in enumerate(files, 1):
            if progress:
                progress(f"读取 {number}/{len(files)}：{path.name}")
            entries.append(self._add_one(path))
        if any(entry.status in ("added", "updated") for entry in entries):
            self._save()
        return IngestReport(tuple(entries))

    def _add_one(self, path: Path) -> IngestEntry:
        try:
            text = read_text(path)
        except SourceError as error:
            return IngestEntry(str(path), "failed", None, str(error))
        document = document_from_text(text, source=path.name)
        same = next((d for d in self.documents if d.content_hash == document.content_hash), None)
        if same:
            return IngestEntry(str(path), "unchanged", same.document_id, f"内容已在库中（{same.document_id}）")
        before = self._documents.get(document.document_id)
        if before and before.title != document.title:  # another document whose file happens to have the same name
            document = document_from_text(
                text, source=path.name, document_id=f"{document.document_id}-{document.content_hash[:6]}"
            )
            before = None
        self._documents[document.document_id] = document
        status, verb = ("updated", "更新") if before else ("added", "新增")
        return IngestEntry(
            str(path),
            status,
            document.document_id,
            f"{verb} {document.document_id}：{document.title}，{len(document.items)} 条",
        )

    def _save(self) -> None:
        assert self.folder is not None
        try:
            store = self.folder / "documents"
            store.mkdir(parents=True, exist_ok=True)
            for document in self.documents:
                target = store / f"{document.content_hash}.txt"
                if not target.exists():
                    write_atomically(target, document.text.encode("utf-8"))
            catalog = {
                "format": FORMAT,
                "documents": [
                    {"document_id": d.document_id, "content_hash": d.content_hash, "source": d.source}
                    for d in sorted(self.documents, key=lambda d: d.document_id)
                ],
            }
            text = json.dumps(catalog, ensure_ascii=False, indent=1) + "\n"
            write_atomically(self.folder / "catalog.json", text.encode("utf-8"))
        except OSError as error:
            found = error.strerror or "写不进去"
            raise LibraryError(str(self.folder), found, "可以写入的文件夹", "请检查权限和磁盘空间。") from error


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file so that a reader, or a kill, sees the old content or the new, never a part."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
