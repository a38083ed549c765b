"""Settings: the only place that reads the environment.

    YAODIAN_ENCODER   path of an encoder, or the name of one that is stored on this machine   data/encoder
    YAODIAN_LIBRARY   folder of a library made by `yaodian ingest`                            the shipped documents
    YAODIAN_CACHE     folder for what can be made again (indexes)                             $XDG_CACHE_HOME/yaodian
    YAODIAN_HOST      address that `yaodian serve` listens on                                 127.0.0.1
    YAODIAN_PORT      port that `yaodian serve` listens on, 0 for any free one                8000
    YAODIAN_TODAY     reference date for 今年 and 去年, YYYY-MM-DD                            the day the program starts
    YAODIAN_DEBUG     1 shows the traceback of an internal error                              0

An empty variable counts as not set. A flag of the command line goes before a variable.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

from ingest.errors import SettingsError

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Settings:
    """What the surroundings decide; `library` None means the shipped documents."""

    encoder: str
    library: Path | None
    cache: Path
    host: str
    port: int
    debug: bool
    today: date


def load_settings(environment: Mapping[str, str] | None = None, *, encoder: str | None = None) -> Settings:
    """The settings of this process, checked; raises SettingsError with the name of the wrong variable.

    `encoder` is that of the command line, None where it names none.
    """
    values = os.environ if environment is None else environment
    library = values.get("YAODIAN_LIBRARY", "").strip()
    return Settings(
        encoder=encoder or values.get("YAODIAN_ENCODER", "").strip() or str(DATA_FOLDER / "encoder"),
        library=Path(library).expanduser() if library else None,
        cache=_cache(values),
        host=values.get("YAODIAN_HOST", "").strip() or DEFAULT_HOST,
        port=port_number(values.get("YAODIAN_PORT", "").strip() or str(DEFAULT_PORT), where="环境变量 YAODIAN_PORT"),
        debug=_switch(values, "YAODIAN_DEBUG"),
        today=_today(values),
    )


def version() -> str:
    """The version of the installed package."""
    try:
        return metadata.version("yaodian")
    except metadata.PackageNotFoundError:
        return "0"  # run from a checkout that was never installed


def port_number(text: str, *, where: str) -> int:
    """The port that `text` names; raises SettingsError unless it is a whole number from 0 to 65535."""
    if text.isascii() and text.isdigit() and int(text) <= LAST_PORT:
        return int(text)
    raise SettingsError(where, f"“{text}”不是端口号", f"0 到 {LAST_PORT} 的整数", "请改正后重试。")


def _cache(values: Mapping[str, str]) -> Path:
    """The cache folder; it need not exist, but a file must not stand in its place."""
    named = values.get("YAODIAN_CACHE", "").strip()
    if named:
        cache = Path(named).expanduser()
    else:
        # The XDG specification: a relative XDG_CACHE_HOME is invalid and ignored.
        base = Path(values.get("XDG_CACHE_HOME", "").strip())
        cache = (base if base.is_absolute() else _home(values) / ".cache") / "yaodian"
    if cache.exists() and not cache.is_dir():
        raise SettingsError("环境变量 YAODIAN_CACHE", f"“{cache}”是一个文件", "一个文件夹", "请改为文件夹的路径。")
    return cache


def _home(values: Mapping[str, str]) -> Path:
    home = values.get("HOME", "").strip()
    return Path(home) if home else Path.home()


def _today(values: Mapping[str, str]) -> date:
    text = values.get("YAODIAN_TODAY", "").strip()
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError("环境变量 YAODIAN_TODAY", f"值是 {text}", "日期，如 2025-03-01", "请改正或不设。") from None


def _switch(values: Mapping[str, str], name: str) -> bool:
    """A variable that is 1 or 0; not set means 0."""
    text = values.get(name, "").strip()
    if text in ("", "0", "1"):
        return text == "1"
    raise SettingsError(f"环境变量 {name}", f"“{text}”", "1 或 0", "请改正后重试。")
