"""What a file is by its content, whatever its name says: a pdf named .docx, a page named .doc, a docx named .txt.

Portals and offices hand out files under the wrong name; a name is a promise, the first bytes are the fact. What begins
with no known sign may be text, and is left to the door of its name.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

HEAD = 4096  # bytes that are looked at
UNPACK = "请先解开，再导入里面的文件。"
RECOGNISE = "请先做文字识别，另存为 docx 或 txt。"
SAVE_AS = "请另存为 docx、pdf 或 txt。"


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: what people call it, its door ("" where there is none), what to do where there is none.

    `left_to` are doors that tell a person more about a damaged file of this kind when it bears their name.
    """

    name: str
    door: str = ""
    action: str = SAVE_AS
    left_to: tuple[str, ...] = ()


TEXT = Kind("纯文本", "text")
PDF = Kind("PDF", "pdf")
DOCX = Kind("Word 文档（docx）", "docx")
OFD = Kind("OFD", "ofd")
DOC = Kind("旧版 Word 文档（doc）", "office")
RTF = Kind("RTF 文档", "office")
ODT = Kind("ODT 文档", "office")
WORD_XML = Kind("Word 的 XML 文档", "office")
PAGE = Kind("网页", "html")
FRAGMENT = Kind("网页", "html", left_to=("markdown",))  # Markdown may hold HTML
WEB_ARCHIVE = Kind("单个文件的网页（mht）", "mhtml")
ZIP = Kind("压缩包（zip）", action="请改名为 .zip 再导入，或先解开。")
BROKEN_ZIP = Kind("docx 或压缩包", "docx", left_to=("docx", "ofd"))
OLD_OFFICE = Kind("旧版 Office 文档", "office", left_to=("docx",))
SHEET, SLIDES, PICTURE = Kind("电子表格"), Kind("演示文稿"), Kind("图片", action=RECOGNISE)
LOCKED = Kind("设了密码的 Office 文档", action="请去掉密码后另存一份。")

_SIGNS: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", RTF),
    (b"\x89PNG", PICTURE), (b"\xff\xd8\xff", PICTURE), (b"GIF8", PICTURE), (b"II*\x00", PICTURE), (b"MM\x00*", PICTURE),
    (b"Rar!", Kind("压缩包（rar）", action=UNPACK)), (b"7z\xbc\xaf", Kind("压缩包（7z）", action=UNPACK)),
    (b"\x1f\x8b", Kind("压缩包（gz）", action=UNPACK)), (b"BZh", Kind("压缩包（bz2）", action=UNPACK)),
    (b"\xfd7zXZ", Kind("压缩包（xz）", action=UNPACK)),
    (b"Founder CEB", Kind("方正 CEB 文件", action="请用 Apabi Reader 打开，打印或另存为 pdf。")),
    (b"CAJ\x00", Kind("知网 CAJ 文件", action="请用 CAJViewer 打开，打印或另存为 pdf。")),
    (b"\x7fELF", Kind("程序", action="请检查是否选错了文件。")), (b"MZ\x90\x00", Kind("程序", action="请检查是否选错了文件。")),
)  # fmt: skip
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE, of Office up to 2003 and of what Office encrypts
_STREAMS = (("WordDocument", DOC), ("EncryptedPackage", LOCKED), ("Workbook", SHEET), ("PowerPoint Document", SLIDES))
_WORD_XML = re.compile(
    rb"<\?xml[^>]*>.*?(?:progid=\"Word\.Document\"|<w:wordDocument|<pkg:package|<office:document)", re.S
)
_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-\d")  # readers look for it in the first kilobyte
_PAGE = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(!doctype\s+html|html|(?:head|body|meta|title|div|p|table|span|center|h[1-6]))[\s>]", re.I | re.S)  # fmt: skip
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:MIME-Version|Content-Type):", re.I)


def kind_of(path: Path) -> Kind | None:
    """The kind that the content shows, None where it shows none (text, or damaged from its first byte)."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(_CONTAINER):
        return _contained(path)
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    return _written(_plain(head))


def _plain(head: bytes) -> bytes:
    """The head without byte order mark and blanks; UTF-16 as single bytes, Chinese apart."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2 : len(head) // 2 * 2].decode(encoding, "replace").encode("ascii", "replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _written(head: bytes) -> Kind | None:
    """The kind of what is written in characters."""
    if _PDF.search(head[:1024]):
        return PDF
    if _WORD_XML.match(head):
        return WORD_XML
    if page := _PAGE.match(head):
        return PAGE if page.group(1).lower().endswith(b"html") else FRAGMENT
    if _MAIL.match(head) and re.search(rb"multipart/related|text/html", head, re.I):
        return WEB_ARCHIVE
    return None


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            names = frozenset(package.namelist())
            mimetype = package.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return BROKEN_ZIP
    if b"opendocument" in mimetype:
        return ODT if b".text" in mimetype else SHEET if b".spreadsheet" in mimetype else SLIDES
    for part, kind in (("OFD.xml", OFD), ("word/document.xml", DOCX), ("xl/workbook.xml", SHEET),
                       ("ppt/presentation.xml", SLIDES), ("_rels/.rels", DOCX)):  # fmt: skip
        if part in names:
            return kind
    return ZIP


def _contained(path: Path) -> Kind:
    """The kind of an OLE container by the names of its streams, which stand in it as UTF-16."""
    content = path.read_bytes()
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return OLD_OFFICE
