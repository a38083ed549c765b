"""A file → a Document. The one way in: decode, read the outline and the metadata, build the citable items."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import SourceError
from ingest.metadata import read_metadata
from ingest.outline import outline
from ingest.records import Document, Finding, Item, Metadata, Section, Unit, UnitLevel

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
LARGEST_FILE = 64 * 1024 * 1024  # bytes; an official document of 20 million characters does not exist


def read_document(path: Path) -> Document:
    """Read one file; raises SourceError in one line if it is missing, empty, binary or of an unknown encoding."""
    return document_from_text(read_text(path), source=path.name)


def source_files(path: Path) -> tuple[Path, ...]:
    """The files that a path stands for: itself, or all documents below a folder, sorted by path."""
    if not path.exists():
        raise SourceError(str(path), "没有这个文件或文件夹", "已有的文件或文件夹", "请检查路径。")
    if path.is_file():
        return (path,)
    found = sorted(
        p
        for p in path.rglob("*")
        if p.is_file()
        and p.suffix.lower() in TEXT_SUFFIXES
        and p.stem.upper() != "README"
        and not p.name.startswith(".")
    )
    if not found:
        kinds = "、".join(sorted(TEXT_SUFFIXES))
        raise SourceError(
            str(path), "文件夹里没有可读的文件", f"含有 {kinds} 文件的文件夹", "请换一个文件夹或先转成文本。"
        )
    return tuple(found)


def read_text(path: Path) -> str:
    """The characters of a text file: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030; line ends become \\n."""
    where = str(path)
    if path.is_dir():
        raise SourceError(where, "这是一个文件夹", "一个文件", "请给出文件，或用 ingest 导入整个文件夹。")
    if path.suffix.lower() not in TEXT_SUFFIXES and path.suffix:
        kinds = "、".join(sorted(TEXT_SUFFIXES))
        raise SourceError(where, f"格式 {path.suffix} 还不能读取", kinds, "请先另存为文本文件。")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SourceError(
                where, f"文件有 {path.stat().st_size:,} 字节", f"至多 {LARGEST_FILE:,} 字节", "请拆分后再导入。"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(where, error.strerror or "读不出来", "可以读取的文件", "请检查路径和权限。") from error
    text = decode(raw, where)
    if not text.strip():
        raise SourceError(where, "文件是空的", "有文字的文件", "请检查是否选错了文件。")
    return text


def decode(raw: bytes, where: str) -> str:
    """The text of the bytes; SourceError if they are binary or in no encoding that Chinese offices use."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
        if b"\x00" in raw:
            raise SourceError(where, "含有零字节，是二进制文件", "文本文件", "请先另存为文本文件。")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise SourceError(where, "文字编码认不出来", "UTF-8、GB18030 或 UTF-16 编码的文本", "请用记事本另存为 UTF-8。")


def _readable(text: str) -> bool:
    """Whether the characters are those of a text: next to no control, private-use or unassigned ones."""
    strange = sum(1 for c in text if not c.isprintable() and not c.isspace() and c not in "\ufeff\u200b\u00ad")
    return strange * 200 <= len(text)


def document_from_text(text: str, *, source: str, document_id: str | None = None) -> Document:
    """Build the Document of a text; never fails, a text without numbering is one preamble."""
    content_hash = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    draft = outline(text, "draft")
    head_end = next((u.start for u in draft.units if u.level is not UnitLevel.PREAMBLE), len(text))
    metadata = read_metadata(text, head_end)
    identity = document_id or _slug(Path(source).stem, metadata)
    units = tuple(replace(u, item_id=identity + u.item_id.removeprefix("draft")) for u in draft.units)
    return Document(
        document_id=identity,
        metadata=metadata,
        source=source,
        content_hash=content_hash,
        text=text,
        sections=_sections(units, len(text)),
        items=tuple(_items(units, text, identity)),
        units=units,
        findings=tuple(_located(f, units) for f in draft.findings),
    )


def _slug(stem: str, metadata: Metadata) -> str:
    """A stable ASCII identity: the file's stem if it is ASCII, else a hash of issuer, title, year and number."""
    if stem.isascii() and (slug := re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")):
        return slug
    identity = "|".join(
        str(part) for part in (metadata.issuer, metadata.title, metadata.year, metadata.document_number) if part
    )
    return "doc-" + hashlib.sha256((identity or stem).encode()).hexdigest()[:10]


def _sections(units: Sequence[Unit], length: int) -> tuple[Section, ...]:
    outer = [u for u in units if u.level in (UnitLevel.PREAMBLE, UnitLevel.CHAPTER, UnitLevel.SECTION)]
    ends = [*(u.start for u in outer[1:]), length]
    return tuple(
        Section(0 if u.number is None else u.number, u.label, u.title, u.start, end)
        for u, end in zip(outer, ends, strict=True)
    )


def _items(units: Sequence[Unit], text: str, document_id: str) -> Iterator[Item]:
    """Everything that can be cited: each unit with text of its own; subitems belong to the item they stand in."""
    heading: Unit | None = None
    for position, unit in enumerate(units):
        if unit.level in (UnitLevel.CHAPTER, UnitLevel.SECTION):
            heading = unit
            if not _has_body(unit):
                continue
        if unit.level is UnitLevel.SUBITEM:
            continue
        end = unit.end
        for follower in units[position + 1 :]:
            if follower.level is not UnitLevel.SUBITEM:
                break
            end = follower.end
        is_item = unit.level in (UnitLevel.ITEM, UnitLevel.ARTICLE)
        own = unit.level in (UnitLevel.PREAMBLE,)
        section = None if own else heading
        ordinal = _paragraph_ordinal(unit)
        yield Item(
            item_id=unit.item_id,
            document_id=document_id,
            section=0 if own or (section is None) else (section.number or 0),
            section_title=section.title if section else "",
            item=unit.number if is_item else None,
            paragraph=ordinal,
            label=_human_label(unit, section, ordinal),
            title=unit.title if is_item else "",
            text=text[unit.start : end],
            start=unit.start,
            end=end,
        )


def _has_body(unit: Unit) -> bool:
    """Whether a section or chapter says more than its heading."""
    return len("".join(unit.text.split())) > len("".join((unit.label + unit.title).split())) + 1


def _paragraph_ordinal(unit: Unit) -> int | None:
    if unit.level is not UnitLevel.PARAGRAPH:
        return None
    return int(unit.item_id.rsplit("p", 1)[1].split("~")[0])


def _human_label(unit: Unit, section: Unit | None, paragraph: int | None) -> str:
    """What people write after the year: 二、（八） · 第二章第十条 · 七 · 十三、第2段 · 前言."""
    if unit.level is UnitLevel.PREAMBLE:
        return "前言"
    if paragraph is not None and section is not None:
        return f"{section.label}第{paragraph}段"
    if unit is section or section is None:
        return unit.label.rstrip("、")
    return f"{section.label}{unit.label}"


def _located(finding: Finding, units: Sequence[Unit]) -> Finding:
    """The finding with the id of the unit it speaks of, if that label is printed once."""
    named = [u.item_id for u in units if u.label == finding.where]
    return replace(finding, item_id=named[0]) if len(named) == 1 else finding
