"""The files that people hand over: one by one, all below a folder, all inside an archive; and what is there that cannot be read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest import readers
from ingest.archive import is_archive, unpacked
from ingest.errors import SourceError
from ingest.folders import NotTaken, walked
from ingest.reader import is_beside_page, source_files

NOTES = ("desktop.ini", "Thumbs.db", "LICENSE")
"""What systems and projects leave in folders; passed over without a word."""


def handed_over(paths: Sequence[Path], unpacking: Path) -> Iterator[tuple[str, Path | SourceError | NotTaken]]:
    """Every file that the paths stand for, those of folders and archives one by one, with the name to show; archives are
    unpacked below the folder `unpacking`."""
    for path in paths:
        try:
            files = source_files(path)
        except SourceError as error:
            yield str(path), error
            continue
        yield from _unreadable(path)
        for file in files:
            if not is_archive(file):
                yield str(file), file
                continue
            try:
                inside = Path(tempfile.mkdtemp(dir=unpacking))
                for member in unpacked(file, inside):
                    yield member.name, member.content
            except SourceError as error:
                yield str(file), error


def _unreadable(folder: Path) -> Iterator[tuple[str, SourceError | NotTaken]]:
    """What lies below a folder and no door reads, each with its line; notes to readers and hidden files apart."""
    for entry in walked(folder) if folder.is_dir() else ():
        path = entry if isinstance(entry, Path) else entry.path
        shown = str(path)
        if isinstance(entry, NotTaken):
            yield shown, entry if entry.is_library else entry.error
        elif path.name.startswith((".", "~$")) or path.name in NOTES or path.stem.upper() == "README":
            continue
        elif not path.is_file():
            found = "不是能读的文件（链接断了，或是设备、管道）"
            yield shown, SourceError(shown, found, "真正的文件", "请把文件本身放进文件夹。")
        elif not is_beside_page(path) and path.suffix.lower() != ".zip" and not readers.is_source(path):
            yield shown, readers.refusal(shown, path)
