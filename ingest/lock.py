"""One writer at a time: an exclusive lock on a folder that the system releases when its holder ends or is killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import LibraryError, reason
from ingest.folders import LOCK_FILE


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; LibraryError at once if another process holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        found = reason(error, "写不进去")
        raise LibraryError(str(folder), found, "可以写入的文件夹", "请检查权限和磁盘空间。") from error
    try:
        if not _lock(handle):
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            found = f"另一个程序{f'（进程 {holder}）' if holder else ''}正在写这个文档库"
            raise LibraryError(str(folder), found, "同一时间只有一个程序在写", "请等它结束后再试。")
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Take the lock of an open file without waiting; whether it was free."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
