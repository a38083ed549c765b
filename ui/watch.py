"""A running server follows its library: a new version is opened aside, then takes the place of the old one at once.

Questions that are being answered keep the engine they began with. A version that cannot be opened changes nothing:
the old one goes on, one line says why, and the next version is tried as soon as it is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ingest.errors import YaodianError
from ui.api import EngineSlot
from ui.plain import coverage_text

CHECK_SECONDS = 0.5  # between two looks at the catalog; each reads and hashes one small file
RETRY_SECONDS = 30.0  # before a version that could not be opened is tried again


class Watch:
    """Looks after the engine in a slot; `tell` gets one line for each new version, and for each that fails."""

    def __init__(self, slot: EngineSlot, tell: Callable[[str], None]) -> None:
        self._slot = slot
        self._tell = tell
        self._failed_version: str | None = None
        self._failed_at = 0.0
        self._told = ""

    def look(self) -> bool:
        """Put the engine of a new version in place; whether there is one now. Takes as long as opening it does."""
        engine = self._slot.engine
        if engine is None:
            return False
        version = engine.library.newest_version
        if version == engine.library.version:
            self._failed_version, self._told, self._slot.notice = None, "", None
            return False
        if version == self._failed_version and time.monotonic() < self._failed_at + RETRY_SECONDS:
            return False
        try:
            renewed = engine.renewed()
        except Exception as error:  # whatever it is, the old version goes on
            if engine.library.newest_version == version:  # else a writer was faster; the next look sees the newest
                self._fail(version, error)
            return False
        self._slot.engine, self._slot.notice, self._failed_version, self._told = renewed, None, None, ""
        self._tell(f"文件库已更新：{coverage_text(renewed.documents)}。")
        return True

    def _fail(self, version: str, error: Exception) -> None:
        """Say it once; a YaodianError is a line for people already."""
        self._failed_version, self._failed_at = version, time.monotonic()
        why = str(error) if isinstance(error, YaodianError) else f"程序内部出错（{type(error).__name__}：{error}）。"
        line = f"文件库的新版本打不开，继续使用原来的版本。{why}"
        if line != self._told:
            self._told = self._slot.notice = line
            self._tell(line)
