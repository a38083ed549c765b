"""Documents within a docx (altChunk, ECMA-376 part 1, 17.17.2): pages, texts and Word files read where they stand.

Word takes such a part in when it opens the file; programs that merge documents, and web sites that export them, leave
the whole text there. What cannot be read is a finding that names the part.
"""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ingest import readers
from ingest.errors import SourceError, YaodianError
from ingest.readers import Reading, html, mhtml
from ingest.readers.package import Package
from ingest.readers.relations import Relation
from ingest.records import Finding

DEEPEST = 4  # documents within documents; more is a file that holds itself


class Chunks:
    """The documents within one docx; `findings` fills while they are read."""

    def __init__(
        self, package: Package, relations: Mapping[str, Relation], read_docx: Callable[[Path, int], Reading], depth: int
    ) -> None:
        self._package, self._relations, self._read_docx, self._depth = package, relations, read_docx, depth
        self.findings: list[Finding] = []

    def lines(self, identity: str) -> list[str]:
        """The lines of the document with this id of relation; none, and a finding, where it cannot be read."""
        relation = self._relations.get(identity)
        name = relation.target if relation is not None else identity or "（没有名称）"
        try:
            reading = self._reading(relation, name)
        except YaodianError as error:
            message = f"文档里嵌入的部件 {name} 没有读出：{error.found}"
            self.findings.append(Finding("unread_part", name, message))
            return []
        self.findings += [Finding(f.kind, f"{name} {f.where}", f.message) for f in reading.findings]
        return reading.text.strip("\n").split("\n")

    def _reading(self, relation: Relation | None, name: str) -> Reading:
        content = None if relation is None or relation.external else self._package.read(name)
        if content is None:
            raise SourceError(name, "它不在这个文件里", "文件里的部件", "请另存一份完整的文档。")
        if self._depth >= DEEPEST:
            raise SourceError(name, "文档里一层套一层，套得太深", f"至多 {DEEPEST} 层", "请另存一份普通的文档。")
        suffix = posixpath.splitext(name)[1].lower()
        with tempfile.TemporaryDirectory(prefix="yaodian-") as folder:
            path = Path(folder) / f"part{suffix if suffix in readers.DOORS else '.txt'}"
            path.write_bytes(content)
            door, _ = readers.door_of(path)
            if door == "docx":
                return self._read_docx(path, self._depth + 1)
            if door == "html":
                return html.read_whole(content, name)
            if door == "mhtml":
                page, charset = mhtml.page_of(content) or (b"", "")
                return html.read_whole(page, name, charset)
            return readers.read(path)
