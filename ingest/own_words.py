"""The words that a library adds to the shipped lexicon: LIBRARY/lexicon/*.tsv, put there by hand or by `yaodian lexicon`.

What stands in the files is the matter of `index.lexicon`; here they are part of a version of the library.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.errors import LibraryError

OWN_WORDS = "lexicon"
SUFFIX = ".tsv"


def words_files(folder: Path) -> tuple[Path, ...]:
    """The files in the order of their names; LibraryError for one that would never be read."""
    files = _files(folder)
    for path in files:
        if not is_words_file(path) or not path.is_file():
            raise LibraryError(str(path), "不是词表文件", f"后缀为 {SUFFIX} 的文件", "请改后缀，或移到别处。")
    return files


def is_words_file(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX


def words_version(folder: Path) -> str:
    """The same for the same files, "" where there are none; costs one read of each."""
    digest, files = hashlib.sha256(), _files(folder)
    for path in files:
        digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError:  # its reader says what is wrong
            digest.update(b"\0")
    return digest.hexdigest()[:16] if files else ""


def _files(folder: Path) -> tuple[Path, ...]:
    """What lies there, but for hidden files, those of an open editor, and notes to readers."""
    try:
        found = sorted((folder / OWN_WORDS).iterdir())
    except OSError:
        return ()
    return tuple(path for path in found if not path.name.startswith((".", "~$")) and path.stem.upper() != "README")
