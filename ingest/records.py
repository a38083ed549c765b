"""The domain records: Document > Section > Item, the units of its outline, and what was found doubtful.

All offsets are code points into `Document.text`, half-open `[start, end)`; every `text` is the verbatim
slice at its offsets. Nothing here knows how a record is made, searched or shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class UnitLevel(StrEnum):
    """Levels of the outline of a Chinese official document (GB/T 9704: 一、（一）1.（1）; laws: 编章节条)."""

    PREAMBLE = "preamble"
    CHAPTER = "chapter"
    SECTION = "section"
    ITEM = "item"
    SUBITEM = "subitem"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Unit:
    """One tile of the outline: the units in order cover every character of the text exactly once.

    `number` is the printed ordinal (None for preamble and paragraphs), `path` the printed ordinals from the
    outermost level down, `label` the printed number as it stands ("（八）"), `title` its heading text.
    """

    item_id: str
    level: UnitLevel
    label: str
    number: int | None
    path: tuple[int, ...]
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with all that belongs to it; `number` is the printed ordinal, the preamble is 0."""

    number: int
    label: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """The unit of retrieval and of citation; identity `document_id:section.item` in printed ordinals.

    A section without items is itself an item (`item` is None); a long one is split into paragraphs, the
    first keeps the section's id, the others are `document_id:13p2`, `…p3` with `paragraph` 2, 3.
    The preamble is section 0. `label` is what people write: "二、（八）", "十三、第2段", "前言".
    `title` is the item's own heading without number, "" where it has none.
    """

    item_id: str
    document_id: str
    section: int
    section_title: str
    item: int | None
    paragraph: int | None
    label: str
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about the numbering or the text, reported instead of hidden; `item_id` is where it matters."""

    kind: str
    where: str
    message: str
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text itself says about the document; what is not there is None.

    `year` is the plan year (年度), not the year of issue; `issued_on` is ISO 8601; `level` is 国家/省/市/县;
    `region` the administrative area of the issuer ("吉林省", "舒兰市"). `issuer` names all of several, joined by 、.
    `addressees` are those of the salutation (主送机关), `annexes` the titles of the annexes that the text names.
    `read_at` says of each field where it was read: ("issuer", "落款"), or "人工更正" where staff set it.
    """

    title: str
    issuer: str | None
    document_number: str | None
    issued_on: str | None
    year: int | None
    level: str | None
    region: str | None
    addressees: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    read_at: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One official document: metadata, verbatim text, sections, citable items, outline units, findings."""

    document_id: str
    metadata: Metadata
    source: str
    content_hash: str
    text: str
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def year(self) -> int | None:
        return self.metadata.year

    @property
    def issuer(self) -> str | None:
        return self.metadata.issuer

    @property
    def title(self) -> str:
        """What people call the document: its title, or the name of its file where it prints none."""
        return self.metadata.title or self.source.rsplit(".", 1)[0]

    def findings_at(self, item: Item) -> tuple[Finding, ...]:
        """The doubts about a citable place: those of every unit that stands in it, and of the heading above it."""
        inside = {unit.item_id for unit in self.units if item.start <= unit.start < item.end}
        places = inside | {item.item_id, f"{self.document_id}:{item.section}"}
        return tuple(finding for finding in self.findings if finding.item_id in places)


class Role(StrEnum):
    """What a figure does in its sentence; only a STATED one says how much or how many of something there shall be."""

    STATED = "stated"
    NAME = "name"  # part of a name: “四个意识”, 三级网络
    LIST = "list"  # counts the list before it: 独居、失能等8类老年人
    CONDITION = "condition"  # says who or what is meant: 80岁及以上老年人
    BASE = "base"  # where a change begins: 由60%提高到80%
    GIVEN = "given"  # what exists already: 依托全省13个重点帮扶县


@dataclass(frozen=True, slots=True)
class Target:
    """指标: one figure of an item with what it measures; `start`/`end` are offsets into the item's text.

    `comparator` is as printed ("不低于", "以上", "" where none), `value` and `unit` as printed ("1.3", "倍"),
    `deadline` as printed ("2025年", "6月底前") or None, `clause` the verbatim clause that holds the figure.
    `indicator` joins verbatim pieces of the sentence, `text[sentence_start:sentence_end]` of the item.
    """

    item_id: str
    indicator: str
    comparator: str
    value: str
    unit: str
    deadline: str | None
    start: int
    end: int
    clause: str
    role: Role
    sentence_start: int
    sentence_end: int
