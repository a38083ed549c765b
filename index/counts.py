"""How often each token stands in each item: what is kept of the texts, so that only new ones are cut into tokens.

Law: counts that were put together out of earlier ones and new ones are, bit for bit, those of the whole collection
counted at once.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Unsigned = npt.NDArray[np.unsignedinteger[Any]]

NEW = -1  # stands for the earlier row of an item whose tokens are yet to be counted


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Counts in compressed columns: the items `rows[starts[j]:starts[j + 1]]` hold token j, `counts` of each that often.

    `columns` maps a token to j, tokens ascending, each held by some item; `starts` (tokens + 1,), `rows` ascending in
    a column and `counts` in the smallest unsigned type that fits, both (entries,).
    """

    items: int
    columns: Mapping[str, int]
    starts: Integers
    rows: Integers
    counts: Unsigned

    @classmethod
    def of(cls, token_lists: Iterable[Sequence[str]]) -> TokenCounts:
        """Count the tokens of each item, in the order of the rows; they are read once."""
        place: dict[str, int] = {}
        columns, counts, sizes = array("q"), array("q"), array("q")
        for tokens in token_lists:
            counter = Counter(tokens)
            columns.extend(place.setdefault(token, len(place)) for token in counter)
            counts.extend(counter.values())
            sizes.append(len(counter))
        entries = (np.array(columns, np.int64), np.repeat(np.arange(len(sizes)), sizes), np.array(counts, np.int64))
        return _assembled(len(sizes), list(place), *entries)

    @property
    def lengths(self) -> Places:
        """Tokens of each item, with multiplicity; shape (items,)."""
        return np.bincount(self.rows, self.counts, minlength=self.items).astype(np.int64)

    @property
    def column_of_entry(self) -> Places:
        """Shape (entries,), ascending."""
        return np.repeat(np.arange(len(self.columns)), np.diff(self.starts))

    def with_rows(self, earlier: Places, new: TokenCounts) -> TokenCounts:
        """Counts of a collection whose item i is item `earlier[i]` of this one, or, where that is NEW, the next of `new`.

        An item of this one may be named once.
        """
        row_now = np.full(self.items, NEW, np.int64)
        row_now[earlier[earlier != NEW]] = np.flatnonzero(earlier != NEW)
        rows = row_now[self.rows]
        stays = rows != NEW
        return _assembled(
            len(earlier),
            [*self.columns, *new.columns],
            np.concatenate([self.column_of_entry[stays], len(self.columns) + new.column_of_entry]),
            np.concatenate([rows[stays], np.flatnonzero(earlier == NEW)[new.rows]]),
            np.concatenate([self.counts[stays].astype(np.int64), new.counts.astype(np.int64)]),
        )


def _assembled(items: int, names: Sequence[str], columns: Places, rows: Places, counts: Places) -> TokenCounts:
    """Put entries in their order; a name may occur several times or in no entry, an item and a name in one entry only.

    Stable sorts, which take next to no time for what is nearly in order already.
    """
    used = np.flatnonzero(np.bincount(columns, minlength=len(names))).tolist()
    ordered = dict.fromkeys(sorted(names[place] for place in used))
    tokens = {token: column for column, token in enumerate(ordered)}
    column_of_name = np.zeros(len(names), np.int64)
    column_of_name[used] = [tokens[names[place]] for place in used]
    column = column_of_name[columns]
    order = np.argsort(column * items + rows, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=len(tokens)))])
    smallest = np.min_scalar_type(int(counts.max(initial=0)))
    return TokenCounts(
        items, tokens, starts.astype(np.int32), rows[order].astype(np.int32), counts[order].astype(smallest)
    )
