"""Measures of a ranked list against its relevant items, and percentiles; names and values as in ir_measures.

A run maps a question's id to its ranked item ids, best first; qrels map it to the relevant ones (binary gain).
Every mean is over the questions of the qrels: one without results counts as zero, it is never dropped.

    R@k        share of the relevant items among the first k
    Success@k  1 if a relevant item is among the first k
    RR         1 / rank of the first relevant item
    nDCG@k     discounted gain 1 / log2(rank + 1) of the first k, over that of the best order (Järvelin 2002)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

Run = Mapping[str, Sequence[str]]
Qrels = Mapping[str, Collection[str]]


def recall_at_k(run: Run, qrels: Qrels, k: int) -> float:
    """Mean R@k."""
    return _mean(run, qrels, lambda ranked, relevant: len(set(ranked[:k]) & set(relevant)) / len(set(relevant)))


def success_at_k(run: Run, qrels: Qrels, k: int) -> float:
    """Mean Success@k."""
    return _mean(run, qrels, lambda ranked, relevant: float(any(item in relevant for item in ranked[:k])))


def reciprocal_rank(run: Run, qrels: Qrels) -> float:
    """Mean RR, without a cutoff."""
    return _mean(
        run, qrels, lambda ranked, relevant: next((1 / r for r, i in enumerate(ranked, 1) if i in relevant), 0.0)
    )


def ndcg_at_k(run: Run, qrels: Qrels, k: int) -> float:
    """Mean nDCG@k with binary gains."""

    def ndcg(ranked: Sequence[str], relevant: Collection[str]) -> float:
        gain = math.fsum(_discount(rank) for rank, item in enumerate(ranked[:k], 1) if item in relevant)
        return gain / math.fsum(_discount(rank) for rank in range(1, min(k, len(set(relevant))) + 1))

    return _mean(run, qrels, ndcg)


def measures(run: Run, qrels: Qrels) -> dict[str, float]:
    """The measures of a report under their labels."""
    return {
        "Success@1": success_at_k(run, qrels, 1),
        "Success@5": success_at_k(run, qrels, 5),
        "R@5": recall_at_k(run, qrels, 5),
        "R@10": recall_at_k(run, qrels, 10),
        "RR": reciprocal_rank(run, qrels),
        "nDCG@10": ndcg_at_k(run, qrels, 10),
    }


def percentile(values: Collection[float], percent: int) -> float:
    """The smallest value that at least `percent` % of the values do not exceed (nearest rank); 0 for no values."""
    if not values:
        return 0.0
    rank = max(1, math.ceil(Fraction(percent, 100) * len(values)))
    return sorted(values)[rank - 1]


def _mean(run: Run, qrels: Qrels, of_one: Callable[[Sequence[str], Collection[str]], float]) -> float:
    if not qrels:
        return 0.0
    return math.fsum(of_one(run.get(question, ()), relevant) for question, relevant in qrels.items()) / len(qrels)


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)
