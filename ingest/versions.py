"""When is a file a new version of a document that is already there, and what changed between the two.

Law: two documents of different offices, years or numbers are never versions of one another, however alike they read
(a county copies its province's plan, the same file name "工作要点.docx" comes from every office).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ingest.records import Document

ALIKE = 0.5  # share of common paragraphs above which two texts may be versions of one document
SHORTEST_PARAGRAPH = 10  # characters; shorter lines are headings that many documents share
MOST_NAMED = 5  # changed items that the message names


def is_new_version(new: Document, old: Document) -> bool:
    """Whether `new` replaces `old`; both as read, without corrections."""
    a, b = new.metadata, old.metadata
    pairs = ((a.issuer, b.issuer), (a.year, b.year), (a.document_number, b.document_number))
    if any(x is not None and y is not None and x != y for x, y in pairs):
        return False
    if a.document_number and a.document_number == b.document_number and a.title == b.title:
        return True
    same_title = bool(a.title) and a.title == b.title
    if new.source == old.source:
        alike = likeness(new.text, old.text)
        return alike >= ALIKE or (same_title and alike > 0)
    return same_title and a.issuer is not None and likeness(new.text, old.text) >= ALIKE


def fingerprint(text: str) -> str:
    """The same for texts that differ in blanks and line breaks only, as one text saved as docx, txt and pdf does."""
    return hashlib.sha256(_squeezed(text).encode("utf-8", "surrogatepass")).hexdigest()


def likeness(left: str, right: str) -> float:
    """The share of paragraphs that two texts have in common (Jaccard), blanks apart."""
    one, other = set(_paragraphs(left)), set(_paragraphs(right))
    return len(one & other) / len(one | other) if one or other else 1.0


def _paragraphs(text: str) -> Iterable[str]:
    return (squeezed for line in text.split("\n") if len(squeezed := "".join(line.split())) >= SHORTEST_PARAGRAPH)


def changes(new: Document, old: Document) -> str:
    """What changed, for people: 修改 2 条（二、（八）；三、（一）），新增 1 条（四、（三）），删去 0 条."""
    after = {item.item_id.split(":", 1)[1]: item for item in new.items}
    before = {item.item_id.split(":", 1)[1]: item for item in old.items}
    changed = [
        after[key].label for key in after if key in before and _squeezed(after[key].text) != _squeezed(before[key].text)
    ]
    added = [item.label for key, item in after.items() if key not in before]
    removed = [item.label for key, item in before.items() if key not in after]
    parts = [
        f"{verb} {len(labels)} 条（{_named(labels)}）"
        for verb, labels in (("修改", changed), ("新增", added), ("删去", removed))
        if labels
    ]
    return "，".join(parts) or "只有空白不同"


def _named(labels: list[str]) -> str:
    return "；".join(labels[:MOST_NAMED]) + ("…" if len(labels) > MOST_NAMED else "")


def _squeezed(text: str) -> str:
    return "".join(text.split())
