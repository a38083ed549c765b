"""Text files: UTF-8 (with or without BOM), UTF-16 (with BOM, or recognised by its zero bytes), GB18030, Big5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.errors import SourceError
from ingest.readers import Reading
from ingest.readers.everyday import BIG5, GBK, as_big5, is_misread
from ingest.readers.mending import mended
from ingest.records import Finding

LONGEST_CHARACTER = 4  # bytes
SOUND = 100  # characters that must come on each damaged one; more damage is another encoding or no text
FEW_ACCENTS = 40  # accented letters below which they may be those of names

_ZEROS = re.compile(rb"\x00+")
_ASCII = frozenset(map(chr, range(32, 127))) | frozenset("\t\r\n“”‘’—…·")


def read(path: Path) -> Reading:
    """The characters of the file; line ends become \\n."""
    return decode(path.read_bytes(), str(path))


def decode(raw: bytes, where: str) -> Reading:
    """The text of the bytes; SourceError if they are binary or in no encoding that Chinese offices use.

    A few damaged bytes, zero bytes among the text and a last character that is cut off become �, which the numbering
    audit reports with their place. Zero bytes behind the text are left out and reported here, and so is Big5.
    """
    encodings = _encodings(raw)
    wide = 2 if encodings[0].startswith("utf-16") else 1
    filled = (len(raw) - len(raw.rstrip(b"\x00"))) // wide * wide
    written = raw[: len(raw) - filled]
    encoding, text = _decoded(written if wide == 2 else _ZEROS.sub(b"\x00", written), encodings, where)
    findings = []
    if encoding == BIG5:
        findings.append(Finding("big5", "全文", "文件是 Big5 编码（台湾、香港通行），已按 Big5 读取"))
    if filled:
        message = f"文件末尾有{filled:,}个零字节，不是文字，没有收入；文件可能没有存完，请与原件核对"
        findings.append(Finding("trailing_zeros", "文件末尾", message))
    plain = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return Reading(plain, findings=tuple(findings))


def _decoded(raw: bytes, encodings: Sequence[str], where: str) -> tuple[str, str]:
    """The encoding and the text."""
    for encoding, text in _attempts(raw, encodings):
        if encoding == GBK and (other := as_big5(raw, text)) is not None:
            return BIG5, other
        if _misread(text, encoding):
            break  # what is well-formed UTF-8 is nothing else
        if _readable(text):
            return encoding, mended(raw) if encoding == GBK else text
    else:
        encoding = min(encodings, key=lambda name: raw.decode(name, "replace").count("\ufffd"))
        damaged = _damaged(raw, encoding)
        if encoding == GBK and (other := as_big5(raw, damaged)) is not None:
            return BIG5, other
        sound = damaged.count("\ufffd") * SOUND <= len(damaged)
        if sound and _readable(damaged) and not _misread(damaged, GBK):
            return encoding, damaged
    raise SourceError(
        where, "文字编码认不出来", "UTF-8、GB18030、UTF-16 或 Big5 编码的文本", "请用记事本另存为 UTF-8。"
    )


def _attempts(raw: bytes, encodings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the bytes say without any damage, then with none but at their end: a character that is cut off."""
    cut: list[tuple[str, str]] = []
    for encoding in encodings:
        try:
            yield encoding, raw.decode(encoding)
        except UnicodeDecodeError as error:
            if error.end == len(error.object) and error.end - error.start < LONGEST_CHARACTER:
                cut.append((encoding, _damaged(raw, encoding)))
    yield from cut


def _damaged(raw: bytes, encoding: str) -> str:
    return mended(raw) if encoding == GBK else raw.decode(encoding, "replace")


def _encodings(raw: bytes) -> tuple[str, ...]:
    """The encodings to try, in order; never empty."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    without_mark = [
        name for name in ("utf-16-le", "utf-16-be") if b"\x00" in raw and _reads_as_chinese(raw[:4096], name)
    ]
    return tuple(without_mark) or ("utf-8-sig", GBK)


def _reads_as_chinese(head: bytes, encoding: str) -> bool:
    """Whether next to all characters are Chinese, full-width or ASCII: UTF-16 with its bytes the right way round."""
    text = head[: len(head) // 2 * 2].decode(encoding, "replace").rstrip("\0")
    usual = sum(
        1
        for c in text
        if "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" or c in _ASCII
    )
    return usual >= 0.9 * len(text) > 0


def _readable(text: str) -> bool:
    """Whether the characters are those of a text: next to no control or unassigned ones, private ones apart."""
    strange = sum(1 for c in text if not c.isprintable() and not c.isspace() and not _is_harmless(c))
    return strange * 200 <= len(text)


def _misread(text: str, encoding: str) -> bool:
    """Whether bytes of another encoding came out as characters: UTF-8 as rare Chinese ones, Latin-1 as åäö in rows."""
    chinese = sum(1 for c in text if "\u4e00" <= c <= "\u9fff")
    accented = sum(1 for c in text if "\u0080" <= c <= "\u00ff" and c not in "\u00a0\u00ad·×÷°±§")
    return accented > max(FEW_ACCENTS, chinese) or (encoding == GBK and is_misread(text))


def _is_harmless(character: str) -> bool:
    """Invisible characters of web pages, and the private-use area in which offices keep their own signs."""
    return character in "\ufeff\u200b\u200c\u200d\u00ad\u2060" or "\ue000" <= character <= "\uf8ff"
