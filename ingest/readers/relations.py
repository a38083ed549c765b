"""How the parts of an Office package point at each other (ECMA-376 part 2, 8.3): word/document.xml → word/media/a.png."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from ingest.readers.package import Package


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer: the last word of its type ("aFChunk"), the name of the part, whether it lies outside of the file."""

    type: str
    target: str
    external: bool


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """The pointers of a part by id; those of the whole package for the part ""."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = {}
    for entry in () if root is None else root.iterfind("{*}Relationship"):
        external = entry.get("TargetMode") == "External"
        target = entry.get("Target", "")
        inside = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        kind = entry.get("Type", "").rpartition("/")[2]
        found[entry.get("Id", "")] = Relation(kind, target if external else inside, external)
    return found
