"""One score out of two, the sparse and the dense one.

Measured on 200 known items among 4,000 of other plans, 800 held-out policy questions among 4,058 answers, and the
sample questions on the shipped documents (mean reciprocal rank; before titles were counted twice; shipped encoder):

                                   verbatim   words shuffled   policy questions   sample questions
    sparse alone                     .940          .882              .197              .757
    dense alone                      .429          .418              .133              .598
    reciprocal ranks, 1 : 1          .630          .621              .167              .769
    reciprocal ranks, 1 : 0.3        .753          .723              .184              .785
    weighted sum, 1 : 0.3            .933          .869              .202              .793

The present figures, part by part and rule by rule: `python -m eval.ablation`, printed in data/encoder/README.md.

Ranks forget by how much the sparse side was sure, and a dense side that is worth less then pulls exact matches down;
a sum of scores keeps it. So the engine takes the weighted sum, and weighs the dense side by how little of the query's
own words the sparse side can see.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

DENSE_WEIGHT = 0.05  # beside 1 for the sparse side, where every token of the query is held: a copied sentence
DENSE_WEIGHT_UNHELD = 1.0  # where it holds none, as in everyday speech: BM25 sees only other names of the words then
RRF_K = 60  # Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion"


def dense_weight(held: float) -> float:
    """The weight of the dense side beside 1 for the sparse one, by the share of the query's tokens that are held, 0…1."""
    return DENSE_WEIGHT_UNHELD + (DENSE_WEIGHT - DENSE_WEIGHT_UNHELD) * held


def weighted_sum(sparse: Scores, dense: Scores, *, dense_weight: float = DENSE_WEIGHT) -> Scores:
    """Sparse / its best + `dense_weight` x dense / its best, shape (items,), 0 … 1 + `dense_weight`.

    Negative scores count 0, and a side without a positive score adds nothing.
    """
    return _scaled_to_best(sparse) + dense_weight * _scaled_to_best(dense)


def reciprocal_rank_fusion(sparse: Scores, dense: Scores, *, dense_weight: float = 1.0) -> Scores:
    """1 / (RRF_K + rank), the dense side's x `dense_weight`, summed, shape (items,).

    What scores 0 or less on a side has no rank there. For encoders that are worth as much as BM25, and for engines
    that give ranks only.
    """
    return 1 / (RRF_K + _ranks(sparse)) + dense_weight / (RRF_K + _ranks(dense))


def _scaled_to_best(scores: Scores) -> Scores:
    best = float(scores.max(initial=0.0))
    return np.maximum(scores, 0.0) / best if best > 0 else np.zeros_like(scores)


def _ranks(scores: Scores) -> Scores:
    """1, 2, … in the order (-score, row); infinity for scores that are not positive."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(scores.shape)
    ranks[order] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, ranks, np.inf)
