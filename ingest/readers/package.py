"""Zip packages from strangers: docx, ofd and archives are opened here only, with limits on names and sizes.

A package is refused when it is damaged or encrypted, when it would unpack to more than its limit (zip bomb), or when
a name leads out of it (path traversal). XML is parsed without entities, external ones and network.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ingest.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_UNPACKED = 512 * 1024 * 1024  # bytes of all members together
LARGEST_MEMBER = 256 * 1024 * 1024  # bytes
LARGEST_RATIO = 200  # times its packed size; Chinese XML packs to about a tenth
RATIO_MATTERS = 16 * 1024 * 1024  # bytes; below this a high ratio harms no one
MOST_MEMBERS = 20_000


class Package:
    """The members of one zip file, each read within the limits."""

    def __init__(self, path: Path, kind: str) -> None:
        self.where = str(path)
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise self._other(path) from error
        self._check()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _other(self, path: Path) -> SourceError:
        """Why a file is no zip: Office puts what is encrypted, and its old formats, into an OLE container."""
        with path.open("rb") as stream:
            container = stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        if not container:
            return self._damaged()
        found = "文件设了密码，或其实是旧版 Office 文档"
        return SourceError(
            self.where, found, f"没有密码的 {self._kind} 文件", "请去掉密码，或用 Word、WPS 另存为 docx。"
        )

    def _damaged(self) -> SourceError:
        return SourceError(
            self.where, f"{self._kind} 文件损坏或不完整", f"完整的 {self._kind} 文件", "请重新下载或另存一份。"
        )

    def _check(self) -> None:
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        bomb = unpacked > RATIO_MATTERS and unpacked > LARGEST_RATIO * packed
        if unpacked > LARGEST_UNPACKED or len(members) > MOST_MEMBERS or bomb:
            found = f"解开后有 {unpacked:,} 字节、{len(members):,} 个文件，像是压缩炸弹"
            usual = f"至多 {LARGEST_UNPACKED:,} 字节、{MOST_MEMBERS:,} 个文件，且不大于压缩后的 {LARGEST_RATIO} 倍"
            raise SourceError(self.where, found, usual, "请只保留需要的文件后重新打包。")
        if any(member.flag_bits & 0x1 for member in members):
            raise SourceError(self.where, f"{self._kind}文件设了密码", "没有密码的文件", "请去掉密码后另存一份。")

    @property
    def members(self) -> list[zipfile.ZipInfo]:
        return [member for member in self._zip.infolist() if not member.is_dir()]

    def read(self, name: str | zipfile.ZipInfo) -> bytes | None:
        """The bytes of a member, None if there is none of this name; of two with one name, a ZipInfo tells which."""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(LARGEST_MEMBER + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise self._damaged() from error
        if len(content) > LARGEST_MEMBER:
            shown = name if isinstance(name, str) else name.filename
            raise SourceError(
                self.where, f"其中的 {shown} 超过 {LARGEST_MEMBER:,} 字节", "大小正常的文件", "请检查文件的来源。"
            )
        return content

    def xml(self, name: str, renamed: Mapping[bytes, bytes] = MappingProxyType({})) -> _Element | None:
        """The root of an XML member, None if there is none; entities are left unresolved, so none can leak or grow.

        `renamed` are names of namespaces that stand for others.
        """
        content = self.read(name)
        if content is None:
            return None
        for name_there, usual in renamed.items():
            content = content.replace(name_there, usual)
        return parse_xml(content, f"{self.where} 里的 {name}", self._kind)


def parse_xml(content: bytes, where: str, kind: str) -> _Element:
    """Parse XML from a stranger: no DTD, no external entities, no network, no huge trees."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in content[:4096]:
            raise _with_entities(where, kind) from error
        found = f"XML 从第 {error.lineno} 行起有错误"
        raise SourceError(where, found, f"完整的 {kind} 文件", "请重新下载或另存一份。") from error
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise _with_entities(where, kind)
    return root


def _with_entities(where: str, kind: str) -> SourceError:
    return SourceError(
        where, "XML 里声明了外部实体（DOCTYPE）", f"普通的{kind}文件", "这样的文件可能有害，请检查来源。"
    )
