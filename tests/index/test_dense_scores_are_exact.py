"""Dense scores: plain inner products, equal for equal vectors, nothing missing and nothing padded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.dense import DenseIndex

VECTORS = np.random.default_rng(3).standard_normal((40, 16)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


@given(st.integers(0, 39))
def test_scores_are_inner_products(row: int) -> None:
    np.testing.assert_allclose(DenseIndex.fit(VECTORS).scores(VECTORS[row]), VECTORS @ VECTORS[row], atol=1e-6)


def test_equal_vectors_have_equal_scores_wherever_they_stand() -> None:
    vectors = np.concatenate([VECTORS, VECTORS[:5], VECTORS])
    scores = DenseIndex.fit(vectors).scores(VECTORS[7])
    assert scores[:40].tolist() == scores[45:].tolist()
    assert scores[:5].tolist() == scores[40:45].tolist()


def test_opposite_vectors_have_a_score_too() -> None:
    assert DenseIndex.fit(-VECTORS[:1]).scores(VECTORS[0])[0] < -0.999


def test_the_zero_vector_scores_nothing() -> None:
    assert not DenseIndex.fit(VECTORS).scores(np.zeros(16, np.float32)).any()


def test_an_empty_index_has_no_scores() -> None:
    assert DenseIndex.fit(np.zeros((0, 16), np.float32)).scores(VECTORS[0]).shape == (0,)


def test_the_bytes_can_lie_under_a_chinese_path(tmp_path: Path) -> None:
    path = tmp_path / "民政 工作要点" / "向量.faiss"
    path.parent.mkdir()
    path.write_bytes(DenseIndex.fit(VECTORS).to_bytes())
    again = DenseIndex.from_bytes(path.read_bytes())
    assert (again.items, again.dimension) == (40, 16)
    assert again.vectors().tolist() == VECTORS.tolist()
