"""The errors that a person can cause, and nothing else.

    YaodianError              one line for people: where, what was found, what was expected, what to do
    ├── SourceError           a file or folder that cannot be read as a document
    ├── LibraryError          a library folder that is broken, locked or not one
    ├── IndexFolderError      an index folder that is damaged, stale or of another version
    ├── EncoderError          an encoder that cannot be loaded
    ├── QuestionFileError     a question file (cases or batch) with a wrong line
    └── SettingsError         a flag or an environment variable with a wrong value

Refusals and empty results are values, never errors.
"""

from __future__ import annotations

import errno


class YaodianError(Exception):
    """A mistake in what the program was given; `str(error)` is one Chinese line for people."""

    def __init__(self, where: str, found: str, expected: str, action: str) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.action = action
        line = f"{where}：{found}；应为{expected}。{action}"
        super().__init__(" ".join(line.split()))


class SourceError(YaodianError):
    """A file or folder that cannot be read as a document."""


class LibraryError(YaodianError):
    """A library folder that is broken, locked or not one."""


class IndexFolderError(YaodianError):
    """An index folder that is damaged, stale or of another version."""


class EncoderError(YaodianError):
    """An encoder that cannot be loaded."""


class QuestionFileError(YaodianError):
    """A question file (cases or batch) with a wrong line."""


class SettingsError(YaodianError):
    """A flag or an environment variable with a wrong value."""


_REASONS = {
    errno.ENOENT: "找不到这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "没有权限",
    errno.EISDIR: "是一个文件夹", errno.ENOTDIR: "路径中有一段不是文件夹", errno.EEXIST: "已有同名的文件",
    errno.ENOTEMPTY: "文件夹不是空的", errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘是只读的", errno.EFBIG: "文件太大", errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "同时打开的文件太多", errno.ENFILE: "同时打开的文件太多", errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用", errno.ETXTBSY: "正被别的程序占用", errno.ELOOP: "链接绕成了圈",
    errno.ENOMEM: "内存不够", errno.EADDRINUSE: "端口已被占用", errno.EADDRNOTAVAIL: "这台机器没有这个地址",
}  # fmt: skip


def reason(error: OSError, otherwise: str) -> str:
    """Why the system refused, in Chinese; `otherwise` and the number of the error where it is a rare one."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"{otherwise}（系统错误 {error.errno}）" if error.errno else otherwise
