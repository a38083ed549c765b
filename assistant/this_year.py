"""Which year 今年 and 去年 mean: that of today, or that of the newest documents where an office's year goes on.

今年省里床位多少 in 2026, where the newest plan is of 2025 → 2025年; 今年积分入户要多少分 → the rules of no year on it
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.coverage import Coverage
from assistant.records import Scope
from assistant.titles import RIVAL

_PLANNED = re.compile(r"目标|计划|打算|任务|安排|准备|预期")

OLDEST_PRESENT = 2  # years before today's from which the newest documents of an office may be meant by 今年


@dataclass(frozen=True, slots=True)
class Now:
    """The `years` that 今年, 去年 … mean. `edition` is the year of the newest documents for which 今年 was taken, None where
    it is that of today. `documents` are the ids of those that may speak of this year though they are not for it, and
    `unstated` is this year where they are for none."""

    years: tuple[int, ...] = ()
    edition: int | None = None
    documents: tuple[str, ...] = ()
    unstated: int | None = None


class ThisYear:
    """Reads 今年 against the documents held, on the reference date `today`. `on_matter` gives the ids of the documents
    whose title tells the matter of a text, and how telling it is."""

    def __init__(self, held: Coverage, on_matter: Callable[[str], Mapping[str, float]], today: date | None) -> None:
        self._held = held
        self._on_matter = on_matter
        self._year = today.year if today else 0

    def read(self, relative: Sequence[int], years: Sequence[int], scope: Scope, question: str, matter: str) -> Now:
        """What a question means that says years `relative` to this one, beside `years` by number, within a scope."""
        if not (relative and self._year):
            return Now()
        edition = None if years else self._edition(scope, relative, question)
        if relative == (0,) and not (years or edition or scope.issuers) and (undated := self._undated(scope, matter)):
            newest = max(d.year or 0 for d in self._held.documents if d.document_id in undated)
            return Now(edition=newest or None, documents=undated, unstated=None if newest else self._year)
        return Now(tuple(offset + (edition or self._year) for offset in relative), edition)

    def _edition(self, scope: Scope, relative: Sequence[int], question: str) -> int | None:
        """The year that 今年 means where it is not that of today: that of the newest documents of the offices named, or
        of reports where a report is meant, if they are of one of the two years before. A report's 去年 is the year it looks back on.
        """
        reports = not (scope.issuers or scope.documents)
        if reports and not ("报告" in question or {-1, 0} <= set(relative)):
            return None
        scopes = self._held.meanings(scope)
        meant = [d for d in self._held.documents if d.year and any(self._held.lies_in(d, s) for s in scopes)]
        looking_back = [d for d in meant if self._held.looks_back(d)]
        newest = max((d.year or 0 for d in (looking_back if reports else meant)), default=0)
        if not 1 <= self._year - newest <= OLDEST_PRESENT:
            return None
        own = 0 in relative or (bool(looking_back) and not _PLANNED.search(question))
        return newest if own and max(relative) <= 0 else None

    def _undated(self, scope: Scope, matter: str) -> tuple[str, ...]:
        """The documents that may speak of this year where none is for it: for no year, or for one of the two before;
        those named, or those of no place whose title tells the matter that is asked: 今年积分入户 of last year's questions on it."""
        if self._year in self._held.years:
            return ()
        telling = dict.fromkeys(scope.documents, 1.0) or self._on_matter(matter)
        told = {
            d.document_id: telling[d.document_id]
            for d in self._held.documents
            if d.document_id in telling
            and (d.year is None or self._year - d.year <= OLDEST_PRESENT)
            and not (d.year and d.issuer)
            and (scope.documents or not d.metadata.region)
        }
        best = max(told.values(), default=0.0)
        return tuple(sorted(document_id for document_id, share in told.items() if share >= best * RIVAL))
