"""Cosines of all items with one vector. The only door to faiss.

The index is flat, hence exact: below 100,000 items it takes a few milliseconds (see ARCHITECTURE).
"""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_EVERYTHING = -2.0  # below every inner product of unit vectors: a search within this radius returns all items


class DenseIndex:
    """Vectors of unit length (or zero, for an empty text) in the order of the rows, compared by inner product."""

    def __init__(self, faiss_index: Any) -> None:
        self._faiss = faiss_index

    @classmethod
    def fit(cls, vectors: Floats) -> DenseIndex:
        """`vectors` has shape (items, dimension), float32."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors, np.float32))
        return cls(flat)

    @property
    def items(self) -> int:
        return int(self._faiss.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._faiss.d)

    def scores(self, vector: Floats) -> npt.NDArray[np.float64]:
        """Inner products with all items, shape (items,).

        All of them are asked for, so no k cuts between equal vectors and no id −1 fills a short list;
        equal vectors get equal scores wherever they stand.
        """
        scores = np.zeros(self.items)
        _, found, rows = self._faiss.range_search(np.ascontiguousarray(vector[np.newaxis], np.float32), _EVERYTHING)
        scores[rows] = found
        return scores

    def vectors(self) -> Floats:
        """The stored vectors, shape (items, dimension)."""
        vectors: Floats = self._faiss.reconstruct_n(0, self.items)
        return vectors

    def to_bytes(self) -> bytes:
        """To be written through Python: faiss itself cannot open a path with Chinese characters everywhere."""
        serialised: bytes = faiss.serialize_index(self._faiss).tobytes()
        return serialised

    @classmethod
    def from_bytes(cls, serialised: bytes) -> DenseIndex:
        """The index that `to_bytes` gave; the caller has checked the bytes. Raises RuntimeError for anything else."""
        return cls(faiss.deserialize_index(np.frombuffer(serialised, np.uint8)))
