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
