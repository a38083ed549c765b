"""Text files: UTF-8 (with or without BOM), UTF-16 (with BOM, or recognised by its zero bytes), GB18030."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import SourceError
from ingest.readers import Reading

NOT_TEXT = {
    b"%PDF": "PDF", b"PK\x03\x04": "压缩包或 docx", b"\xd0\xcf\x11\xe0": "旧版 Office 文档", b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片", b"GIF8": "图片", b"Rar!": "压缩包", b"7z\xbc\xaf": "压缩包", b"\x1f\x8b": "压缩包",
    b"\x7fELF": "程序", b"MZ\x90\x00": "程序",
}  # fmt: skip

EVERYDAY = 0.58  # share of everyday characters: plain text 0.98, traditional in GBK 0.63, Big5 misread 0.43–0.52
SOUND = 100  # characters that must come on each damaged one; more damage is another encoding or no text
FEW_CHARACTERS = 40  # Chinese characters below which that share says nothing
_EVERYDAY_ROWS = range(0xB0, 0xD8)  # first bytes of level 1 of GB 2312, its 3,755 everyday characters

_ASCII = frozenset(map(chr, range(32, 127))) | frozenset("\t\r\n“”‘’—…·")


def read(path: Path) -> Reading:
    """The characters of the file; line ends become \\n."""
    return Reading(decode(path.read_bytes(), str(path)))


def decode(raw: bytes, where: str) -> str:
    """The text of the bytes; SourceError if they are binary or in no encoding that Chinese offices use (no Big5).

    A few damaged bytes become �, which the numbering audit reports with their place.
    """
    for signature, kind in NOT_TEXT.items():
        if raw.startswith(signature):
            raise SourceError(where, f"内容其实是{kind}", "文本文件", "请改成正确的扩展名，或先另存为文本。")
    encodings = _encodings(raw, where)
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _misread(text, encoding):
            break  # what is well-formed UTF-8 is nothing else
        if _readable(text):
            return _with_plain_line_ends(text)
    else:
        damaged = min(
            (raw.decode(encoding, "replace") for encoding in encodings), key=lambda text: text.count("\ufffd")
        )
        if damaged.count("\ufffd") * SOUND <= len(damaged) and _readable(damaged) and not _misread(damaged, "gb18030"):
            return _with_plain_line_ends(damaged)
    raise SourceError(where, "文字编码认不出来", "UTF-8、GB18030 或 UTF-16 编码的文本", "请用记事本另存为 UTF-8。")


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encodings(raw: bytes, where: str) -> tuple[str, ...]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\x00" in raw:
        without_mark = [encoding for encoding in ("utf-16-le", "utf-16-be") if _reads_as_chinese(raw[:4096], encoding)]
        if without_mark and len(raw) % 2 == 0:
            return tuple(without_mark)
        raise SourceError(where, "含有零字节，是二进制文件", "文本文件", "请先另存为文本文件。")
    return ("utf-8-sig", "gb18030")


def _reads_as_chinese(head: bytes, encoding: str) -> bool:
    """Whether next to all characters are Chinese, full-width or ASCII: UTF-16 with its bytes the right way round."""
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    usual = sum(
        1
        for c in text
        if "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" or c in _ASCII
    )
    return usual >= 0.9 * len(text)


def _readable(text: str) -> bool:
    """Whether the characters are those of a text: next to no control or unassigned ones, private ones apart."""
    strange = sum(1 for c in text if not c.isprintable() and not c.isspace() and not _is_harmless(c))
    return strange * 200 <= len(text)


def _misread(text: str, encoding: str) -> bool:
    """Whether bytes of another encoding came out as characters: Big5 as rare Chinese ones, Latin-1 as åäö in rows."""
    chinese = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    accented = sum(1 for c in text if "\u0080" <= c <= "\u00ff" and c not in "\u00a0\u00ad·×÷°±§")
    if accented > max(FEW_CHARACTERS, len(chinese)):
        return True
    if encoding != "gb18030" or len(chinese) < FEW_CHARACTERS:
        return False
    everyday = sum(1 for c in chinese if c.encode("gb2312", "replace")[0] in _EVERYDAY_ROWS)
    return everyday < EVERYDAY * len(chinese)


def _is_harmless(character: str) -> bool:
    """Invisible characters of web pages, and the private-use area in which offices keep their own signs."""
    return character in "\ufeff\u200b\u200c\u200d\u00ad\u2060" or "\ue000" <= character <= "\uf8ff"
