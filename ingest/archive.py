"""Zip archives taken whole: each document inside is unpacked to a private folder under its own name.

Worked example: 要点.zip with 2024/吉林省.docx gives ("要点.zip/2024/吉林省.docx", path of the unpacked file).
Names that lead out of the archive, links, archives within archives and files without a door are reported, not opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from ingest import readers
from ingest.errors import SourceError, reason
from ingest.readers.kinds import BROKEN_ZIP, ZIP, kind_of
from ingest.readers.package import Package

_LINK = 0o120000


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: the name to show, and where it lies now, or why it was not unpacked."""

    name: str
    content: Path | SourceError


def is_archive(path: Path) -> bool:
    """Whether a file is an archive by its name, and none of the formats that are zip files inside by its content."""
    return path.suffix.lower() == ".zip" and kind_of(path) in (ZIP, BROKEN_ZIP, None)


def unpacked(archive: Path, folder: Path) -> Iterator[Member]:
    """Unpack the documents of an archive into an empty folder; SourceError if the archive cannot be opened at all."""
    with Package(archive, "zip ") as package:
        found = False
        for number, member in enumerate(package.members):
            inside = _name(member)
            shown = f"{archive}/{inside}"
            if _is_noise(inside):
                continue
            found = True
            error = _danger(shown, inside, member)
            yield Member(
                shown, error or _written(package, member, shown, folder / str(number) / PurePosixPath(inside).name)
            )
        if not found:
            raise SourceError(
                str(archive), "压缩包里没有可读的文件", f"含有 {readers.FORMATS} 的压缩包", "请检查压缩包。"
            )


def _written(package: Package, member: ZipInfo, shown: str, target: Path) -> Path | SourceError:
    """The file that a member becomes, or why it is none or cannot be read."""
    try:
        target.parent.mkdir(parents=True)
        target.write_bytes(package.read(member) or b"")
    except SourceError as damaged:
        return damaged
    except OSError as failed:
        return SourceError(shown, reason(failed, "解不开"), "能解开的文件", "请先自行解压。")
    if readers.is_source(target):
        return target
    if is_archive(target):
        return SourceError(shown, "压缩包里还有压缩包", "一层压缩包", "请先解开里面的压缩包。")
    return readers.refusal(shown, target)


def _danger(shown: str, inside: str, member: ZipInfo) -> SourceError | None:
    path = PurePosixPath(inside)
    if path.is_absolute() or ".." in path.parts or (len(inside) > 1 and inside[1] == ":"):
        return SourceError(
            shown, "文件名指向压缩包之外", "压缩包之内的文件名", "这样的压缩包可能有害，没有解开这个文件。"
        )
    if (member.external_attr >> 16) & 0o170000 == _LINK:
        return SourceError(shown, "是一个链接", "真正的文件", "请把文件本身放进压缩包。")
    return None


def _name(member: ZipInfo) -> str:
    """The name as it was typed: what is not marked as UTF-8 zipfile takes for cp437, but it is UTF-8 or GBK."""
    name = member.filename
    if not member.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeEncodeError, UnicodeDecodeError):
                name = name.encode("cp437").decode(encoding)
                break
    return name.replace("\\", "/")


def _is_noise(inside: str) -> bool:
    """What systems leave in archives: __MACOSX, .DS_Store, Thumbs.db, ~$要点.docx."""
    path = PurePosixPath(inside)
    return "__MACOSX" in path.parts or path.name.startswith((".", "~$")) or path.name in ("Thumbs.db", "desktop.ini")
