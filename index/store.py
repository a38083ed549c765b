"""An index on disk: a folder that holds the old index or the new one, whole, at every moment.

    folder/manifest.json         what the index was built from, and the SHA-256 of every file
    folder/generation-x1y2z3/    tokens.txt  sparse.npz  vectors.faiss  words.txt  keys.txt

A generation is written under a name of its own; then the manifest that names it is put in place with one
rename. Whoever is killed before that leaves the old index, after it the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.dense import DenseIndex
from index.sparse import SparseIndex
from index.tokens import TOKENS_VERSION, KnownWords
from ingest.errors import IndexFolderError, reason

FORMAT = "yaodian-index"
FORMAT_VERSION = 3
MANIFEST = "manifest.json"
ENCODER, WORDS, DOCUMENTS = "编码模型", "词典", "文档内容"  # parts of a source

_GENERATION = "generation-"
_ABANDONED_AFTER = 24 * 3600  # seconds; a generation that no manifest names is then nobody's work in progress
_PACKAGES = ("jieba", "rank-bm25", "faiss-cpu")  # whose version decides what the files contain
_REBUILD = "将重新建立索引。"


@dataclass(frozen=True, slots=True)
class Source:
    """All that an index depends on; two equal sources give the same index.

    `documents` and `words` are digests of what is indexed and of the further dictionary words.
    """

    documents: str
    words: str
    encoder: str
    encoder_checksum: str
    dimension: int

    def entries(self) -> dict[str, Any]:
        """As written to the manifest: Chinese name of the part → its state."""
        return {
            "索引格式版本": FORMAT_VERSION,
            "分词版本": TOKENS_VERSION,
            "依赖包版本": {package: version(package) for package in _PACKAGES},
            ENCODER: {"sha256": self.encoder_checksum, "dimension": self.dimension},
            WORDS: self.words,
            DOCUMENTS: self.documents,
        }


class StaleIndexError(IndexFolderError):
    """A sound index of another source; `parts` are those of the source that have changed."""

    def __init__(self, where: str, named: str, parts: tuple[str, ...]) -> None:
        super().__init__(where, f"索引建立后{named}已改变", "与当前一致的索引", _REBUILD)
        self.parts = parts


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """What is kept: row i of both indexes is item i in the order of item ids; `keys[i]` is the digest it is made of."""

    sparse: SparseIndex
    dense: DenseIndex
    words: KnownWords
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An index whose rows may be used again: those of `tokens` and of `vectors`, None where they would now be others."""

    tokens: StoredIndex | None = None
    vectors: StoredIndex | None = None


def save(stored: StoredIndex, source: Source, folder: Path) -> None:
    """Put a new generation in place; raises IndexFolderError where the folder is not ours or not writable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(folder)
        superseded = _named_generation(folder)
        generation = folder / f"{_GENERATION}{secrets.token_hex(4)}"
        generation.mkdir()
        files: dict[str, str] = {}
        for name, content in _contents(stored).items():
            _write(generation / name, content)
            files[name] = hashlib.sha256(content).hexdigest()
        manifest = {
            "format": FORMAT,
            "source": source.entries(),
            "encoder_name": source.encoder,
            "generation": generation.name,
            "files": files,
        }
        draft = generation / MANIFEST
        _write(draft, json.dumps(manifest | {"seal": _seal(manifest)}, ensure_ascii=False, indent=1).encode())
        draft.replace(folder / MANIFEST)
        _discard(folder, superseded)
    except OSError as error:
        raise IndexFolderError(
            str(folder), f"无法写入（{reason(error, '写不进去')}）", "可写的文件夹", "请检查权限和磁盘空间。"
        ) from error


def load(folder: Path, source: Source) -> StoredIndex:
    """The index of exactly this source; raises IndexFolderError for any other, and for every kind of damage."""
    manifest = _manifest(folder)
    changed = tuple(part for part, state in source.entries().items() if manifest["source"].get(part) != state)
    if changed:
        encoders = " → ".join(dict.fromkeys([str(manifest.get("encoder_name")), source.encoder]))
        names = [f"{part}（{encoders}）" if part == ENCODER else part for part in changed]
        raise StaleIndexError(str(folder), "、".join(names), changed)
    return _read(folder, manifest)


def load_earlier(folder: Path, source: Source) -> Earlier:
    """What an index whose documents have changed still gives to the one of this source; nothing where it is damaged."""
    try:
        manifest = _manifest(folder)
        states, now = manifest["source"], source.entries()
        changed = {part for part, state in now.items() if states.get(part) != state}
        if changed & {"索引格式版本", "依赖包版本"}:
            return Earlier()
        stored = _read(folder, manifest)
    except IndexFolderError:
        return Earlier()
    return Earlier(
        tokens=None if changed & {"分词版本", WORDS} else stored,
        vectors=None if ENCODER in changed else stored,
    )


def _contents(stored: StoredIndex) -> dict[str, bytes]:
    return {
        "tokens.txt": "\n".join(stored.sparse.columns).encode(),
        "sparse.npz": stored.sparse.to_bytes(),
        "vectors.faiss": stored.dense.to_bytes(),
        "words.txt": "\n".join(stored.words).encode(),
        "keys.txt": "\n".join(stored.keys).encode(),
    }


def _read(folder: Path, manifest: Mapping[str, Any]) -> StoredIndex:
    contents: dict[str, bytes] = {}
    for name in ("tokens.txt", "sparse.npz", "vectors.faiss", "words.txt", "keys.txt"):
        path = folder / manifest["generation"] / name
        try:
            contents[name] = path.read_bytes()
        except OSError as error:
            raise IndexFolderError(str(path), "文件读不到", "完整的索引文件", _REBUILD) from error
        if hashlib.sha256(contents[name]).hexdigest() != manifest["files"].get(name):
            raise IndexFolderError(str(path), "文件不完整或已损坏", "与清单一致的内容", _REBUILD)
    return StoredIndex(
        sparse=SparseIndex.from_bytes(contents["sparse.npz"], _lines(contents["tokens.txt"])),
        dense=DenseIndex.from_bytes(contents["vectors.faiss"]),
        words=KnownWords(_lines(contents["words.txt"])),
        keys=_lines(contents["keys.txt"]),
    )


def _lines(content: bytes) -> tuple[str, ...]:
    return tuple(content.decode().split("\n")) if content else ()


def _manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise IndexFolderError(str(folder), "尚无索引", "已建立的索引", "将建立索引。") from error
    except (OSError, ValueError) as error:
        raise IndexFolderError(str(path), "索引清单读不出", "完整的清单", _REBUILD) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexFolderError(str(path), "不是本程序的索引清单", f"格式为 {FORMAT} 的清单", "请换一个文件夹。")
    generation = manifest.get("generation")
    whole = isinstance(generation, str) and generation.startswith(_GENERATION) and "/" not in generation
    whole = whole and all(isinstance(manifest.get(key), dict) for key in ("source", "files"))
    if not whole or manifest.pop("seal", None) != _seal(manifest):
        raise IndexFolderError(str(path), "索引清单不完整或已改动", "完整的清单", _REBUILD)
    return manifest


def _seal(manifest: Mapping[str, Any]) -> str:
    """SHA-256 of the manifest itself: a file that damage has changed says so, wherever it was hit."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _refuse_foreign(folder: Path) -> None:
    """Never write among the files of others: a folder is ours when it is empty or holds a generation of ours."""
    names = [path.name for path in folder.iterdir()]
    if names and not any(name.startswith(_GENERATION) for name in names):
        raise IndexFolderError(str(folder), "文件夹中有其他文件", "空文件夹或本程序的索引文件夹", "请换一个文件夹。")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _named_generation(folder: Path) -> str | None:
    """The generation in place, None where there is none that can be read."""
    try:
        return str(_manifest(folder)["generation"])
    except IndexFolderError:
        return None


def _discard(folder: Path, superseded: str | None) -> None:
    """Remove the generation that was in place and what killed processes left; another one may be at work."""
    for path in folder.glob(f"{_GENERATION}*"):
        abandoned = time.time() - path.stat().st_mtime > _ABANDONED_AFTER
        if path.name == superseded or abandoned:
            shutil.rmtree(path, ignore_errors=True)
