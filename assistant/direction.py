"""Whether a figure rose or fell from one year to the next: said only where office, unit and indicator agree.

2023年 不少于7000户 · 2024年 8000户 · 2025年 7000户以上, each of 适老化改造 → 2024年比2023年多，2025年比2024年少
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.evidence import Evidence
from assistant.terms import Term
from index.engine import Index
from index.tokens import normalise
from ingest.measured import Measured, all_measured, measured
from ingest.records import Document, Role
from ingest.sentences import clauses, sentences

SAME_INDICATOR = 0.5  # Dice coefficient of the character pairs of two indicators from which they measure the same
_TASK = re.compile(r"(?:工作|任务|目标|建设)+$")  # ends an indicator and measures nothing
_CUMULATIVE = re.compile(r"累计|总数|总量|到(?:19|20)\d{2}年")
SPOKEN_OF = 0.35  # presence of the main word of the question in the indicator
RATES = frozenset(("ratio", "multiple"))  # families that are high or low; others are many or few


@dataclass(frozen=True, slots=True)
class _Figure:
    """The only figure that one document states on the subject; `indicator` are the character pairs of its name,
    `head` the last two characters (床位, 访率), `cumulative` says that it is counted up to a year (到2025年, 累计)."""

    issuer: str
    year: int
    number: float
    unit: str
    family: str
    indicator: frozenset[str]
    head: str
    cumulative: bool


def direction(evidence: Sequence[Evidence], index: Index, subject: Term | None) -> str:
    """One line on the figures of each office in the order of their years; "" where they cannot be compared."""
    by_document: dict[str, list[Evidence]] = {}
    for piece in evidence:
        by_document.setdefault(piece.item.document_id, []).append(piece)
    figures = [f for i, pieces in by_document.items() if (f := _only_figure(pieces, index.document(i), subject))]
    figures.sort(key=lambda figure: (figure.issuer, figure.year))
    several = len({figure.issuer for figure in figures}) > 1
    chains = [(issuer, _steps(list(chain))) for issuer, chain in groupby(figures, key=lambda f: f.issuer)]
    said = [f"{issuer if several else ''}{'，'.join(steps)}" for issuer, steps in chains if steps]
    return f"按所印的数字，{'；'.join(said)}。" if said else ""


def _only_figure(pieces: Sequence[Evidence], document: Document, subject: Term | None) -> _Figure | None:
    """The figure of one document, if its evidence states one and no other, and one of what was asked about."""
    found = [
        (m, piece.item.text)
        for piece in pieces
        for m in _measured(piece)
        if m.role is Role.STATED and m.quantity.number is not None
    ]
    if len({(m.quantity.number, m.quantity.unit) for m, _ in found}) != 1 or document.year is None:
        return None
    m, text = found[0]
    name, q = _TASK.sub("", m.indicator(text)), m.quantity
    clause = next(c.of(text) for s in sentences(text) for c in clauses(text, s) if c.start <= q.start < c.end)
    assert q.number is not None
    if subject and subject.presence(normalise(name)) < SPOKEN_OF:
        return None
    return _Figure(
        issuer=document.issuer or "",
        year=document.year,
        number=q.number,
        unit=q.unit,
        family=q.family,
        indicator=frozenset(map("".join, pairwise(name))),
        head=name[-2:],
        cumulative=_CUMULATIVE.search(clause) is not None,
    )


def _measured(piece: Evidence) -> Iterator[Measured]:
    """The figures that were asked for; of a sentence that was not chosen for one, all of them."""
    if piece.quantities:
        yield from (m for q in piece.quantities if (m := measured(piece.item.text, q.start)))
    else:
        yield from (m for m in all_measured(piece.item.text) if piece.start <= m.quantity.start < piece.end)


def _steps(chain: Sequence[_Figure]) -> list[str]:
    """Each year against the one before it; none at all where one of them measures something else."""
    pairs = list(pairwise(chain))
    return [_step(*pair) for pair in pairs] if all(_comparable(*pair) for pair in pairs) else []


def _comparable(one: _Figure, other: _Figure) -> bool:
    if one.unit != other.unit or one.year == other.year or not (one.indicator and other.indicator):
        return False
    if one.head != other.head or one.cumulative != other.cumulative:
        return False
    shared = 2 * len(one.indicator & other.indicator) / (len(one.indicator) + len(other.indicator))
    return shared >= SAME_INDICATOR


def _step(earlier: _Figure, later: _Figure) -> str:
    more, less = ("高", "低") if later.family in RATES else ("多", "少")
    if later.number == earlier.number:
        return f"{later.year}年与{earlier.year}年相同"
    return f"{later.year}年比{earlier.year}年{more if later.number > earlier.number else less}"
