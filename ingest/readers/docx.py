"""docx → lines: body paragraphs with their automatic numbers, tables, text boxes, footnotes, endnotes at the end.

A footnote is a line of its own, "[1] 注文", below the paragraph or table that cites it: so it belongs to the item that it
explains, is quoted with it, and does not stand between the text and its signature. Endnotes stand where they are printed.

Documents within the document are read where they stand. Headers and footers are parts of their own and are left out,
apart from the office and the number that they print, and what footers say of copies and printing (版记), which is read
at the end of the text; so are deleted text, field codes and hidden text.
A table row is one line with tabs between its cells; a table of one cell is its paragraphs.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SourceError
from ingest.readers import Reading
from ingest.readers.chunks import Chunks
from ingest.readers.drawings import unread, words
from ingest.readers.numbering import Numbering, W
from ingest.readers.package import Package
from ingest.readers.relations import Relation, relations_of
from ingest.records import Finding

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _MATH.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _R.strip("{}").encode(),
}
"""The strict variant of the standard (ISO/IEC 29500), which Word offers as well, has names of its own."""
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "fldChar", "rt")
}
_BLOCKS = {f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}smartTag", f"{W}moveTo"}
_RED_HEAD = re.compile(r"([一-鿿]{4,30})文件")
_RECORD = re.compile(r"^\s*(?:抄\s*[送报]|分\s*送|主\s*送)\s*[：:]|日\s*印发\s*$|共印\s*\d+\s*份")
"""版记, which stands on the last page: some offices print it in the footer of a Word file."""
_NUMBER = re.compile(r"[一-鿿]{2,14}[〔\[［(（](?:19|20)\d\d[〕\]］)）]第?\d+号")
_ENDNOTE = "e"  # before the id of an endnote, which a footnote may have as well
_DEEPEST_STYLE = 20  # styles based on one another; more is a circle


def read(path: Path, depth: int = 0) -> Reading:
    """The text of a docx; SourceError if it is damaged, encrypted or none. `depth` counts the documents around it."""
    with Package(path, "docx ") as package:
        main = _main_part(package)
        document = _xml(package, main)
        if document is None:
            raise SourceError(
                str(path), "里面没有 word/document.xml", "Word 文档（docx）", "请用 Word 或 WPS 另存为 docx。"
            )
        body = document.find(f"{W}body")
        folder = posixpath.dirname(main)
        numbering, styles, footnotes, endnotes = (
            _xml(package, posixpath.join(folder, f"{name}.xml"))
            for name in ("numbering", "styles", "footnotes", "endnotes")
        )
        notes = _notes(footnotes) | _notes(endnotes, _ENDNOTE)
        relations = relations_of(package, main)
        chunks = Chunks(package, relations, read, depth)
        reader = _Body(
            Numbering(numbering), _Styles(styles), notes, chunks, partial(words, relations=relations, package=package)
        )
        lines = [*(reader.lines(body) if body is not None else ()), *reader.endnotes()]
        findings = (*chunks.findings, *reader.unread())
        headers, footers = (
            [line for root in _parts(package, relations, kind) for line in reader.lines(root)]
            for kind in ("header", "footer")
        )
        text = "\n".join(lines).strip("\n") + "\n"
        record = [line.strip() for line in dict.fromkeys(footers) if _RECORD.search(line) and line.strip() not in text]
        return Reading(text + "".join(f"{line}\n" for line in record), _facts([*headers, *footers]), findings)


def _parts(package: Package, relations: Mapping[str, Relation], kind: str) -> list[_Element]:
    targets = [relation.target for relation in relations.values() if relation.type == kind]
    return [root for target in targets if (root := _xml(package, target)) is not None]


def _facts(margins: Iterable[str]) -> dict[str, str]:
    """What headers and footers say of the document: the office of a red head, the number below it."""
    facts: dict[str, str] = {}
    for line in margins:
        written = "".join(line.split())
        if head := _RED_HEAD.fullmatch(written):
            facts.setdefault("issuer", head.group(1))
        if number := _NUMBER.search(written):
            facts.setdefault("document_number", number.group())
    return {**facts, "where": "页眉页脚"} if facts else {}


def _main_part(package: Package) -> str:
    """The part that holds the text; some programs give it another name than Word does."""
    targets = (relation.target for relation in relations_of(package, "").values() if relation.type == "officeDocument")
    return next(targets, "word/document.xml")


def _xml(package: Package, name: str) -> _Element | None:
    return package.xml(name, _STRICT)


class _Styles:
    """Which numbering a paragraph style carries, also through the styles it is based on; which style is the default."""

    def __init__(self, root: _Element | None) -> None:
        self._styles = {} if root is None else {s.get(f"{W}styleId", ""): s for s in root.iterfind(f"{W}style")}
        self.default = next(
            (
                name
                for name, s in self._styles.items()
                if s.get(f"{W}default") == "1" and s.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def numbering(self, style: str) -> tuple[str | None, int | None]:
        """List and depth that the style gives its paragraphs; (None, None) if none."""
        list_id: str | None = None
        depth: int | None = None
        for _ in range(_DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                break
            found, level = _numbering_of(element.find(f"{W}pPr"))
            list_id = found if list_id is None else list_id
            depth = level if depth is None else depth
            based = element.find(f"{W}basedOn")
            style = based.get(f"{W}val", "") if based is not None else ""
        return list_id, depth


class _Body:
    """One pass over the body; counts the automatic numbers and the notes on its way."""

    def __init__(
        self,
        numbering: Numbering,
        styles: _Styles,
        notes: dict[str, _Element],
        chunks: Chunks,
        words_of: Callable[[_Element], Iterator[str]],
    ) -> None:
        self._numbering, self._styles, self._notes = numbering, styles, notes
        self._chunks, self._words_of = chunks, words_of
        self._cited: list[str] = []
        self._due: list[int] = []  # footnotes whose paragraph has not ended
        self._grids = 0  # tables around the paragraph
        self._unread: Counter[str] = Counter()

    def lines(self, container: Iterable[_Element]) -> Iterator[str]:
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
                yield from self._footnotes()
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
                yield from self._footnotes()
            elif child.tag == f"{_MC}AlternateContent":
                yield from self.lines(_chosen(child))
            elif child.tag == f"{W}altChunk":
                yield from self._chunks.lines(child.get(f"{_R}id") or "")
            elif child.tag in _BLOCKS:
                content = child.find(f"{W}sdtContent")
                yield from self.lines(child if content is None else content)

    def endnotes(self) -> Iterator[str]:
        """The endnotes in the order in which the body cites them: "[1] 注文"."""
        for number, key in enumerate(self._cited, 1):
            if key.startswith(_ENDNOTE):
                yield self._note(number)

    def _footnotes(self) -> Iterator[str]:
        """Those cited since the last ones; none within a row of a table, which is one line."""
        if not self._grids:
            due, self._due = self._due, []
            yield from map(self._note, due)

    def _note(self, number: int) -> str:
        words = (line.strip() for line in self.lines(self._notes[self._cited[number - 1]]))
        return " ".join([f"[{number}]", *filter(None, words)])

    def unread(self) -> Iterator[Finding]:
        """What stands in the body and may hold words, but none that can be read."""
        for name, count in self._unread.items():
            yield Finding("unread_object", "正文", f"文档里有{count}处{name}，其中如有文字，没有读出")

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        boxes: list[_Element | str] = []
        text = "".join(self._inline(paragraph, boxes))
        written = bool(text.strip())
        label = self._label(paragraph) if written or _is_shown(paragraph) else ""  # Word counts an empty paragraph too
        for line in ((label if written else "") + text).split("\n"):
            yield line.rstrip()
        for box in boxes:
            yield from (box,) if isinstance(box, str) else self.lines(box)

    def _label(self, paragraph: _Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        list_id, depth = _numbering_of(properties)
        name = style.get(f"{W}val", "") if style is not None else self._styles.default
        inherited, inherited_depth = self._styles.numbering(name)
        if list_id is None and inherited_depth is None and inherited is not None:
            inherited_depth = self._numbering.depth_of_style(inherited, name)
        list_id = inherited if list_id is None else list_id
        depth = inherited_depth if depth is None else depth
        if list_id is None or list_id == "0":
            return ""
        return self._numbering.label(list_id, depth or 0)

    def _inline(self, element: Iterable[_Element], boxes: list[_Element | str]) -> Iterator[str]:
        """The characters of a paragraph in order; text boxes are put aside for after it."""
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag in (f"{W}t", f"{_MATH}t"):
                yield child.text or ""
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}sym":
                yield chr(int(child.get(f"{W}char", "FFFD"), 16))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._note_mark(child, _ENDNOTE if tag.endswith("endnoteReference") else "")
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                yield from self._inline(_chosen(child), boxes)
            elif tag == f"{W}subDoc":
                boxes += self._chunks.lines(child.get(f"{_R}id") or "")
            elif tag == f"{W}r" and _is_hidden(child):
                continue
            else:
                if tag in _DRAWINGS:
                    boxes += self._words_of(child)
                    self._unread.update(unread(child))
                yield from self._inline(child, boxes)

    def _note_mark(self, reference: _Element, kind: str) -> str:
        key = kind + reference.get(f"{W}id", "")
        if key not in self._notes:
            return ""
        self._cited.append(key)
        if kind != _ENDNOTE:
            self._due.append(len(self._cited))
        return f"[{len(self._cited)}]"

    def _table(self, table: _Element) -> Iterator[str]:
        rows = [list(_cells(row)) for row in _rows(table)]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    yield from self.lines(cell)
            return
        for row in rows:
            self._grids += 1
            cells = [" ".join(line.strip() for line in self.lines(cell) if line.strip()) for cell in row]
            self._grids -= 1
            yield "\t".join(cells).rstrip()


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table, also those within a content control or a tracked insertion."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _BLOCKS:
            content = child.find(f"{W}sdtContent")
            yield from _rows(child if content is None else content)


def _chosen(alternatives: _Element) -> Iterable[_Element]:
    """The richer of two renderings of the same content."""
    choice = alternatives.find(f"{_MC}Choice")
    fallback = alternatives.find(f"{_MC}Fallback")
    chosen = choice if choice is not None else fallback
    return () if chosen is None else chosen


def _cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row; one that only continues a merged cell above has no text of its own."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iterfind(f"{W}sdtContent/{W}tc")


def _numbering_of(properties: _Element | None) -> tuple[str | None, int | None]:
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None, None
    list_id, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    return (
        list_id.get(f"{W}val") if list_id is not None else None,
        int(depth.get(f"{W}val", "0")) if depth is not None else None,
    )


def _is_hidden(element: _Element, properties: str = "rPr") -> bool:
    vanish = element.find(f"{W}{properties}/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _is_shown(paragraph: _Element) -> bool:
    """Whether Word shows the end of a paragraph: one that is hidden, deleted or moved away has no number."""
    mark = f"{W}pPr/{W}rPr"
    gone = any(paragraph.find(f"{mark}/{W}{name}") is not None for name in ("del", "moveFrom"))
    return not gone and not _is_hidden(paragraph, f"pPr/{W}rPr")


def _notes(root: _Element | None, kind: str = "") -> dict[str, _Element]:
    """The notes by id, without the separators that Word keeps among them."""
    if root is None:
        return {}
    return {kind + note.get(f"{W}id", ""): note for note in root if note.get(f"{W}type") is None}
