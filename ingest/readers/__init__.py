"""The formats people have, one door each: bytes of a file → the text as it reads.

A door imports its library only when a file comes through it. All doors obey one law: the same text gives the same
lines, whatever the format, so that the outline does not depend on how an office saved its file.

    text.py      txt in UTF-8, UTF-16, GB18030, Big5   docx.py      docx with its automatic numbering
    markdown.py  md                                    html.py      pages of government portals
    pdf.py       pdf; scanned pages by recognition.py  ofd.py       OFD (GB/T 33190), the national fixed layout
    office.py    doc, wps, rtf, odt through LibreOffice  mhtml.py   pages saved as one file

A file goes through the door of its content (`kinds`), and through the one of its name where the content shows no kind.
"""

from __future__ import annotations

import importlib
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from ingest.errors import SourceError, reason
from ingest.readers.kinds import TEXT, ZIP, kind_of
from ingest.records import Finding

DOORS = {
    ".txt": "text", ".text": "text", "": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".docx": "docx", ".docm": "docx",
    ".doc": "office", ".wps": "office", ".rtf": "office", ".odt": "office", ".wpt": "office",
    ".pdf": "pdf", ".ofd": "ofd",
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html", ".mht": "mhtml", ".mhtml": "mhtml",
}  # fmt: skip
FORMATS = "txt、md、docx、doc、wps、rtf、odt、pdf、ofd、html、mht、zip"
WRITTEN = ("text", "markdown", "html", "mhtml")
"""Doors of what is written in characters."""
_LINE_ENDS = dict.fromkeys(map(ord, "\v\x85\u2028\u2029"), "\n")
"""What ends a line beside \\n: the line break of Word and slides, NEL, the line and paragraph separators of Unicode."""
LARGEST_TEXT = 64 * 1024 * 1024  # bytes; an official document of 20 million characters does not exist
LARGEST_FILE = 256 * 1024 * 1024  # bytes of a file that may hold pictures


@dataclass(frozen=True, slots=True)
class Reading:
    """What a door found: the text, what the file says of itself beside the text, and what could not be read.

    `facts` holds metadata printed outside of the text, such as the table of a portal page ("issuer": "吉林省民政厅").
    """

    text: str
    facts: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def is_source(path: Path) -> bool:
    """Whether there is a door for a file: by its name, or by its content where the name says nothing."""
    if path.suffix and path.suffix.lower() in DOORS:
        return True
    try:
        kind = kind_of(path)
    except OSError:
        return False
    return kind is not None and bool(kind.door)


def refusal(where: str, path: Path) -> SourceError:
    """What to say of a file that no door reads."""
    kind = kind_of(path) if path.is_file() else None
    if kind is not None:
        return SourceError(where, f"这是{kind.name}，还不能读取", FORMATS, kind.action)
    suffix = path.suffix.lower() or "（无扩展名）"
    return SourceError(where, f"格式 {suffix} 还不能读取", FORMATS, "请先另存为其中一种格式。")


def read(path: Path) -> Reading:
    """Read one file; raises SourceError in one line if it cannot be read."""
    where = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(where, "这是一个文件夹", "一个文件", "请给出文件，或用 ingest 导入整个文件夹。")
        largest = LARGEST_TEXT if DOORS.get(path.suffix.lower()) in WRITTEN else LARGEST_FILE
        if status.st_size > largest:
            raise _too_large(where, status.st_size, largest)
        if not status.st_size:
            raise SourceError(where, "文件是空的（0 字节）", "有文字的文件", "请检查是否选错了文件，或重新下载。")
        name, findings = door_of(path)
        if name in WRITTEN and status.st_size > LARGEST_TEXT:
            raise _too_large(where, status.st_size, LARGEST_TEXT)
        door: Callable[[Path], Reading] = importlib.import_module(f"ingest.readers.{name}").read
        reading = door(path)
    except OSError as error:
        raise SourceError(where, reason(error, "读不出来"), "可以读取的文件", "请检查路径和权限。") from error
    except RecursionError as error:
        raise SourceError(where, "里面一层套一层，套得太深", "普通的文件", "请把文字另存为 txt 或 docx。") from error
    except (ValueError, ArithmeticError) as error:
        found = "里面有不合格式的数，读不下去"
        raise SourceError(where, found, "没有损坏的文件", "请重新下载或另存一份。") from error
    if not reading.text.strip():
        doubt = f"（{reading.findings[0].message}）" if reading.findings else ""
        raise SourceError(where, f"文件里没有文字{doubt}", "有文字的文件", "请检查是否选错了文件。")
    return replace(reading, text=reading.text.translate(_LINE_ENDS), findings=(*findings, *reading.findings))


def door_of(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """The door of a file by its content, or else by its name, and a finding where the two differ."""
    suffix = path.suffix.lower()
    named = DOORS.get(suffix, "")
    kind = kind_of(path)
    if kind is not None and named in kind.left_to:
        kind = None
    if kind is None and named not in ("", "text", "markdown") and _is_text(path, named):
        kind = TEXT
    if kind is None or kind.door == named != "":
        if not named:
            raise refusal(str(path), path)
        return named, ()
    if kind.door:
        name = f"文件名的后缀是 {suffix}" if suffix else "文件名没有后缀"
        message = f"{name}，内容其实是{kind.name}，已按{kind.name}读取"
        return kind.door, (Finding("other_format", "文件", message),)
    if suffix == ".zip" and kind is ZIP:
        raise SourceError(str(path), "这是一个压缩包", "一个文件", "请用 ingest 导入整个压缩包，或先解开。")
    if not named:
        raise refusal(str(path), path)
    raise SourceError(str(path), f"内容其实是{kind.name}", f"名副其实的 {suffix} 文件", kind.action)


def _is_text(path: Path, named: str) -> bool:
    """Whether a file that bears the name of another format holds plain text."""
    content = path.read_bytes()
    if named in ("html", "mhtml"):
        return b"<" not in content
    text: ModuleType = importlib.import_module("ingest.readers.text")
    try:
        return bool(text.decode(content, "").text.strip())
    except SourceError:
        return False


def _too_large(where: str, size: int, largest: int) -> SourceError:
    return SourceError(where, f"文件有 {size:,} 字节", f"至多 {largest:,} 字节", "请拆分后再导入。")
