"""The files below a folder, and what lies there and is not taken: links that lead out of it, and libraries.

A link inside a folder that someone hands over may point anywhere; what it points to was not handed over. A library holds
its own copies of texts (see `library`), no originals.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError

CATALOG, LOCK_FILE, STORE = "catalog.json", ".lock", "documents"
"""What makes a folder a library; see `library`."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something below a folder that is passed over; `error` says why and what to do."""

    path: Path
    error: SourceError
    is_library: bool


def is_library(folder: Path) -> bool:
    """Whether a library lies in the folder, also one whose first import was killed."""
    return (folder / STORE).is_dir() and any((folder / name).is_file() for name in (CATALOG, LOCK_FILE))


def walked(folder: Path) -> Iterator[Path | NotTaken]:
    """Everything below a folder that is no folder, in the order of its path; what is not taken in its place."""
    found: list[Path | NotTaken] = []
    inside = folder.resolve()
    for name, folders, files in os.walk(folder):
        here = Path(name)
        if is_library(here):
            folders.clear()
            found.append(NotTaken(here, _library_error(here), True))
            continue
        for path in (here / entry for entry in (*folders, *files)):
            if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(inside):
                found.append(NotTaken(path, _link_error(path), False))
            elif path.name in files:
                found.append(path)
    yield from sorted(found, key=lambda entry: entry if isinstance(entry, Path) else entry.path)


def _library_error(folder: Path) -> SourceError:
    found = "这是一个文档库，里面是程序自己存的文字"
    return SourceError(str(folder), found, "放原文件的文件夹", "请导入原文件；库里有什么可用 yaodian documents 查看。")


def _link_error(path: Path) -> SourceError:
    found = "是指向这个文件夹之外的链接，没有读"
    return SourceError(str(path), found, "文件夹里的文件", "要收录的话，请把文件本身放进来，或直接导入它。")
