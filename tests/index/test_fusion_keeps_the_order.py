"""Fusion: both formulas on small numbers, and what an empty side changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import (
    DENSE_UNHELD,
    LATE_FLOOR,
    LATE_HELD,
    LATE_UNHELD,
    RRF_K,
    Scores,
    Sides,
    fused,
    reciprocal_rank_fusion,
    weighted_sum,
)

NOTHING = np.zeros(3)
SCORES = st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3).map(np.array)


def test_weighted_sum_scales_each_side_to_its_best() -> None:
    scores = weighted_sum(np.array([4.0, 1.0, 0.0]), np.array([0.2, 0.4, -0.4]), dense_weight=0.3)
    assert scores == pytest.approx([1 + 0.3 / 2, 1 / 4 + 0.3, 0.0])


def test_where_all_of_a_query_is_held_cosines_count_nothing() -> None:
    sparse, late = np.array([1.0, 2.0, 0.0]), np.array([0.8, 0.4, 0.3])
    score = fused(Sides(sparse, np.array([0.1, 0.2, 0.9]), late, held=1.0))
    assert score == pytest.approx(fused(Sides(sparse, NOTHING, late, held=1.0)))
    assert score == pytest.approx([0.5 + LATE_HELD, 1.0, 0.0])


def test_where_nothing_of_it_is_held_meaning_outweighs_the_words() -> None:
    score = fused(Sides(np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.4, 0.2]), np.array([0.0, 0.3, 0.6]), held=0.0))
    above = LATE_FLOOR * 0.6
    assert score == pytest.approx(
        [1.0, DENSE_UNHELD + LATE_UNHELD * (0.3 - above) / (0.6 - above), DENSE_UNHELD / 2 + LATE_UNHELD]
    )


@given(SCORES, SCORES, SCORES, st.floats(0, 1))
def test_what_is_best_on_every_side_is_best_of_all(sparse: Scores, dense: Scores, late: Scores, held: float) -> None:
    best = Sides(*(np.append(side, side.max()) for side in (sparse, dense, late)), held=held)
    score = fused(best)
    assert score[-1] >= score.max() - 1e-9
    assert np.isfinite(score).all()
    assert (score >= 0).all()


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
