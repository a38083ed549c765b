"""Measures: values by hand as fractions, and agreement with ir_measures on random runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from eval.metrics import measures, ndcg_at_k, percentile, recall_at_k, reciprocal_rank, success_at_k

RUN = {"a": ("x", "g1", "y", "g2"), "b": ("g3",), "c": ()}
QRELS = {"a": {"g1", "g2", "g4"}, "b": {"g3"}, "c": {"g5"}, "d": {"g6"}}


def test_recall_counts_questions_without_results_as_zero() -> None:
    assert recall_at_k(RUN, QRELS, 2) == pytest.approx(Fraction(1 + 3, 3 * 4))
    assert recall_at_k(RUN, QRELS, 5) == pytest.approx(Fraction(2 + 3, 3 * 4))


def test_success_counts_questions_without_results_as_zero() -> None:
    assert success_at_k(RUN, QRELS, 1) == Fraction(1, 4)
    assert success_at_k(RUN, QRELS, 5) == Fraction(2, 4)


def test_reciprocal_rank_counts_questions_without_results_as_zero() -> None:
    assert reciprocal_rank(RUN, QRELS) == Fraction(1, 4) * (Fraction(1, 2) + 1)


def test_ndcg_compares_with_the_best_order() -> None:
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3) + 1 / 2
    assert ndcg_at_k(RUN, QRELS, 10) == pytest.approx((gain / best + 1) / 4)


def test_no_questions_measure_zero() -> None:
    assert set(measures({}, {}).values()) == {0.0}


ITEMS = [f"i{n}" for n in range(15)]
ranked = st.lists(st.sampled_from(ITEMS), unique=True, max_size=15)
relevant = st.sets(st.sampled_from(ITEMS), min_size=1, max_size=6)


@settings(deadline=None)
@given(st.lists(st.tuples(ranked, relevant), min_size=1, max_size=5))
def test_measures_agree_with_ir_measures(questions: Sequence[tuple[list[str], set[str]]]) -> None:
    run = {f"q{n}": items for n, (items, _) in enumerate(questions)}
    qrels = {f"q{n}": gold for n, (_, gold) in enumerate(questions)}
    theirs = ir_measures.calc_aggregate(
        [Success @ 1, Success @ 5, R @ 5, R @ 10, RR, nDCG @ 10],
        [ir_measures.Qrel(q, item, 1) for q, gold in qrels.items() for item in sorted(gold)],
        [ir_measures.ScoredDoc(q, item, -rank) for q, items in run.items() for rank, item in enumerate(items)],
    )
    ours = measures(run, qrels)
    assert ours == pytest.approx({str(label): value for label, value in theirs.items()})


def test_percentiles_are_nearest_ranks() -> None:
    assert [percentile([15, 20, 35, 40, 50], p) for p in (5, 30, 40, 50, 95, 100)] == [15, 20, 20, 35, 50, 50]
    assert percentile([7.0], 50) == 7.0
    assert percentile([], 95) == 0.0


@settings(deadline=None)
@given(st.lists(st.integers(), min_size=1), st.integers(min_value=1, max_value=100))
def test_a_percentile_is_a_value_that_enough_do_not_exceed(values: list[int], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)
