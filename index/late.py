"""Late interaction: how fully the tokens of a query are met by those of a passage, each by the one nearest in meaning.

The vector of a passage is the mean of its tokens, so one sentence of a long item hardly moves it; here every token of the
query finds its own counterpart (MaxSim of Khattab and Zaharia 2020, ColBERT, with the token vectors of a static model).
On 402 held-out everyday questions over 7,018 sentences recall@1 / @5 is .169 / .433 with means alone, .234 / .488 with both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.encoding import Floats
from index.remembered import Remembered

Scores = npt.NDArray[np.float64]

REMEMBERED_PASSAGES = 16_384  # whose tokens are kept; half a kilobyte each
MOST_TOKENS = 48  # of a query that are compared: a question has some fifteen, a pasted page thousands
REMEMBERED_SETS = 4  # sets of passages that are kept as one matrix; 5 MB for the shipped documents


class TokenEncoder(Protocol):
    """An encoder whose tokens have vectors of their own, apart from the text they stand in."""

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text in order."""

    def token_vectors(self, ids: Sequence[int]) -> Floats:
        """Shape (ids, dimension), float32, of any length: the longer, the more the token says."""


@dataclass(frozen=True, slots=True)
class _Passages:
    """Unit vectors of all tokens of some passages, shape (vocabulary, dimension), the last of them zero; `columns` are
    the tokens of one passage after the other, `starts` where each passage begins among them."""

    vectors: Floats
    columns: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]


class LateInteraction:
    """Compares a query with passages token by token."""

    def __init__(self, encoder: TokenEncoder) -> None:
        self._encoder = encoder
        self._tokens = Remembered(self._distinct, REMEMBERED_PASSAGES)
        self._together = lru_cache(maxsize=REMEMBERED_SETS)(self._put_together)

    def scores(self, text: str, passages: Sequence[str]) -> Scores:
        """Shape (passages,), 0…1: the mean over the query's tokens of the cosine of the nearest token of the passage.

        A token counts by the square of its vector's length, which is small for what stands everywhere; of a long query
        the MOST_TOKENS that count most. 0 where the query or the passage has no token.
        """
        ids, times = np.unique(np.array(self._encoder.token_ids([text])[0], np.int64), return_counts=True)
        vectors = self._encoder.token_vectors(ids.tolist())
        weights = times * (vectors.astype(np.float64) ** 2).sum(axis=1)
        if not passages or not weights.any():
            return np.zeros(len(passages))
        most = np.argsort(-weights, kind="stable")[:MOST_TOKENS]
        vectors, weights = vectors[most], weights[most]
        against = self._together(tuple(passages))
        cosines = _unit(vectors) @ against.vectors.T
        nearest = np.maximum.reduceat(cosines[:, against.columns], against.starts, axis=1)
        scores: Scores = weights / weights.sum() @ np.maximum(nearest, 0.0)
        return scores

    def _distinct(self, passages: Sequence[str]) -> list[npt.NDArray[np.int32]]:
        return [np.unique(np.array(ids, np.int32)) for ids in self._encoder.token_ids(passages)]

    def _put_together(self, passages: tuple[str, ...]) -> _Passages:
        tokens = self._tokens.of(passages)
        vocabulary = np.unique(np.concatenate(tokens))
        vectors = self._encoder.token_vectors(vocabulary.tolist())
        nothing = np.array([len(vocabulary)])  # stands for the tokens of an empty passage
        columns = [np.searchsorted(vocabulary, own) if len(own) else nothing for own in tokens]
        ends = np.cumsum([len(own) for own in columns])
        zero = np.zeros((1, vectors.shape[1]), np.float32)
        return _Passages(np.vstack([_unit(vectors), zero]), np.concatenate(columns), ends - [len(c) for c in columns])


def late_interaction(encoder: Any) -> LateInteraction | None:
    """The comparison by the tokens of an encoder, None for one whose tokens have no vectors of their own."""
    return LateInteraction(encoder) if hasattr(encoder, "token_vectors") else None


def _unit(vectors: Floats) -> Floats:
    """Rows scaled to length 1, zero rows left as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled
