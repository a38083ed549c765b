"""The catalog of a library: one JSON file that names every document, replaced atomically.

    {"format": 1, "documents": [{"document_id", "content_hash", "source", "facts", "findings", "corrections"}]}

`facts` and `findings` are what the file's reader found beside the text, `corrections` what staff set; they are kept so
that a document can be restored from its text alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ingest.errors import LibraryError, reason
from ingest.folders import CATALOG
from ingest.reader import document_from_text
from ingest.records import Document, Finding

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What must be kept of a document beside its text."""

    document_id: str
    content_hash: str
    source: str
    facts: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    corrections: dict[str, str | int | None] = field(default_factory=dict)

    def document(self, text: str, *, as_read: bool = False) -> Document:
        """The document of this entry; `as_read` without what staff corrected."""
        return document_from_text(
            text,
            source=self.source,
            document_id=self.document_id,
            facts=self.facts,
            findings=self.findings,
            corrections={} if as_read else self.corrections,
        )


def read_catalog(folder: Path) -> tuple[list[Entry], str]:
    """The entries and the version (a hash of the file); LibraryError if there is none or it is damaged."""
    where = str(folder)
    try:
        raw = (folder / CATALOG).read_bytes()
    except FileNotFoundError as error:
        action = "请先运行 yaodian ingest 文件 --library 文件夹。"
        raise LibraryError(where, "这里没有文档库", "含 catalog.json 的文件夹", action) from error
    except OSError as error:
        raise LibraryError(where, reason(error, "读不出来"), "可以读取的文档库", "请检查路径和权限。") from error
    try:
        content = json.loads(raw.decode("utf-8"))
        if content["format"] != FORMAT:
            raise LibraryError(
                where, f"文档库格式是 {content['format']}", f"格式 {FORMAT}", "请用相同版本的程序打开或重新导入。"
            )
        entries = [
            Entry(
                entry["document_id"],
                entry["content_hash"],
                entry["source"],
                entry.get("facts", {}),
                tuple(Finding(**finding) for finding in entry.get("findings", ())),
                entry.get("corrections", {}),
            )
            for entry in content["documents"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(where, type(error).__name__) from error
    return entries, _version(raw)


def version_in_place(folder: Path) -> str:
    """The version that `read_catalog` would give, without reading the entries; "" where there is no catalog."""
    try:
        return _version((folder / CATALOG).read_bytes())
    except OSError:
        return ""


def _version(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]


def write_catalog(folder: Path, entries: Sequence[Entry]) -> None:
    """Replace the catalog at once."""
    content = {"format": FORMAT, "documents": [asdict(e) for e in sorted(entries, key=lambda e: e.document_id)]}
    write_atomically(folder / CATALOG, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def damaged(where: str, why: str) -> LibraryError:
    return LibraryError(where, f"文档库损坏（{why}）", "完整的文档库", "请从备份恢复或重新导入。")


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file so that a reader, or a kill, sees the old content or the new, never a part.

    It has the rights of any new file, so that a server under another account can read it.
    """
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
