"""Fusion: both formulas on small numbers, and what an empty side changes."""

from __future__ import annotations

import numpy as np
import pytest

from index.fusion import DENSE_WEIGHT, RRF_K, reciprocal_rank_fusion, weighted_sum


def test_weighted_sum_scales_each_side_to_its_best() -> None:
    fused = weighted_sum(np.array([4.0, 1.0, 0.0]), np.array([0.2, 0.4, -0.4]))
    assert fused == pytest.approx([1 + DENSE_WEIGHT / 2, 1 / 4 + DENSE_WEIGHT, 0.0])


def test_reciprocal_ranks_are_summed() -> None:
    fused = reciprocal_rank_fusion(np.array([4.0, 1.0, 0.0]), np.array([0.2, 0.4, -0.4]))
    assert fused == pytest.approx([1 / (RRF_K + 1) + 1 / (RRF_K + 2), 1 / (RRF_K + 2) + 1 / (RRF_K + 1), 0.0])


@pytest.mark.parametrize("fusion", [weighted_sum, reciprocal_rank_fusion])
def test_a_side_without_scores_leaves_the_order_of_the_other(fusion: object) -> None:
    scores, nothing = np.array([0.3, 0.9, 0.1]), np.zeros(3)
    assert callable(fusion)
    assert np.argsort(-fusion(scores, nothing)).tolist() == [1, 0, 2]
    assert np.argsort(-fusion(nothing, scores)).tolist() == [1, 0, 2]


@pytest.mark.parametrize("fusion", [weighted_sum, reciprocal_rank_fusion])
def test_an_empty_collection_has_no_scores(fusion: object) -> None:
    assert callable(fusion)
    assert fusion(np.zeros(0), np.zeros(0)).shape == (0,)
