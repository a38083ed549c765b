"""Progress of long work on stderr: one changing line at a terminal, else a line now and then, none if it is quick."""

from __future__ import annotations

import time
from typing import TextIO

QUIET_SECONDS = 10.0  # work shorter than this says nothing unless a person watches
PAUSE_SECONDS = 5.0  # between two lines in a log


class Progress:
    """Call it with what is being done; leave the `with` block and the changing line is gone."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._next = time.monotonic() + QUIET_SECONDS
        self._shown = False

    def __call__(self, message: str) -> None:
        line = " ".join(message.split())
        if self._terminal:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
            self._shown = True
        elif time.monotonic() >= self._next:
            self._stream.write(line + "\n")
            self._stream.flush()
            self._next = time.monotonic() + PAUSE_SECONDS

    def say(self, line: str) -> None:
        """A line that stays, in the place of the changing one."""
        self._clear()
        self._stream.write(" ".join(line.split()) + "\n")
        self._stream.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def _clear(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
