"""The formats people have, one door each: bytes of a file → the text as it reads.

A door imports its library only when a file comes through it. All doors obey one law: the same text gives the same
lines, whatever the format, so that the outline does not depend on how an office saved its file.

    text.py      txt in UTF-8, UTF-16, GB18030         docx.py      docx with its automatic numbering
    markdown.py  md                                    html.py      pages of government portals
    pdf.py       pdf; scanned pages by recognition.py  ofd.py       OFD (GB/T 33190), the national fixed layout
    office.py    doc, wps, rtf, odt through LibreOffice
"""

from __future__ import annotations

import importlib
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import SourceError, reason
from ingest.records import Finding

DOORS = {
    ".txt": "text", ".text": "text", "": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".docx": "docx", ".docm": "docx",
    ".doc": "office", ".wps": "office", ".rtf": "office", ".odt": "office", ".wpt": "office",
    ".pdf": "pdf", ".ofd": "ofd",
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html",
}  # fmt: skip
FORMATS = "txt、md、docx、doc、wps、rtf、odt、pdf、ofd、html、zip"
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


def is_readable(path: Path) -> bool:
    """Whether the name says that there is a door for it."""
    return path.suffix.lower() in DOORS


def read(path: Path) -> Reading:
    """Read one file; raises SourceError in one line if it cannot be read."""
    where = str(path)
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(where, reason(error, "读不出来"), "可以读取的文件", "请检查路径和权限。") from error
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(where, "这是一个文件夹", "一个文件", "请给出文件，或用 ingest 导入整个文件夹。")
    suffix = path.suffix.lower()
    if suffix == ".zip":
        raise SourceError(where, "这是一个压缩包", "一个文件", "请用 ingest 导入整个压缩包，或先解开。")
    if suffix not in DOORS:
        raise SourceError(where, f"格式 {suffix} 还不能读取", FORMATS, "请先另存为其中一种格式。")
    largest = LARGEST_TEXT if DOORS[suffix] in ("text", "markdown", "html") else LARGEST_FILE
    if status.st_size > largest:
        raise SourceError(where, f"文件有 {status.st_size:,} 字节", f"至多 {largest:,} 字节", "请拆分后再导入。")
    door: Callable[[Path], Reading] = importlib.import_module(f"ingest.readers.{DOORS[suffix]}").read
    try:
        reading = door(path)
    except OSError as error:
        raise SourceError(where, reason(error, "读不出来"), "可以读取的文件", "请检查路径和权限。") from error
    except RecursionError as error:
        raise SourceError(where, "里面一层套一层，套得太深", "普通的文件", "请把文字另存为 txt 或 docx。") from error
    except (ValueError, ArithmeticError) as error:
        found = "里面有不合格式的数，读不下去"
        raise SourceError(where, found, "没有损坏的文件", "请重新下载或另存一份。") from error
    if not reading.text.strip():
        raise SourceError(where, "文件里没有文字", "有文字的文件", "请检查是否选错了文件。")
    return reading
