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
a sum of scores keeps it. So the engine takes the weighted sum, and weighs meaning by how little of what the query
speaks of the sparse side can see.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

DENSE_UNHELD = 3.0  # weight of the cosines beside 1 for the sparse side, where nothing that the query says is held
LATE_UNHELD = 1.1  # the same of the late interaction, which goes by words: worth less for everyday speech
LATE_HELD = 0.1  # where everything is held, as in a copied sentence; the cosines count nothing there
UNHELD_POWER = 1.5  # of the unheld share: a frame of asking around held words is no everyday speech
LATE_FLOOR = 0.5  # of the best late score: below it a passage shares no more with the query than any other
RRF_K = 60  # Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion"


@dataclass(frozen=True, slots=True)
class Sides:
    """The scores of all items by each way of searching, shape (items,) each: BM25, cosines, late interaction; and the
    share of what the query says that the collection holds, 0…1."""

    sparse: Scores
    dense: Scores
    late: Scores
    held: float


def fused(sides: Sides) -> Scores:
    """One score for each item, shape (items,): the less of the query is held, the more meaning counts."""
    unheld = (1 - sides.held) ** UNHELD_POWER
    dense = DENSE_UNHELD * unheld * _scaled_to_best(sides.dense)
    late = (LATE_HELD + (LATE_UNHELD - LATE_HELD) * unheld) * _scaled_to_best(_above_floor(sides.late))
    scores: Scores = _scaled_to_best(sides.sparse) + dense + late
    return scores


def _above_floor(late: Scores) -> Scores:
    """By how much late scores are above LATE_FLOOR of the best one, 0 for those below."""
    above: Scores = np.maximum(late - LATE_FLOOR * late.max(initial=0.0), 0.0)
    return above


def weighted_sum(sparse: Scores, dense: Scores, *, dense_weight: float = 1.0) -> Scores:
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
    """Scores as shares of the best one, 0…1; what is negative counts 0."""
    best = float(scores.max(initial=0.0))
    return np.maximum(scores, 0.0) / best if best > 0 else np.zeros_like(scores)


def _ranks(scores: Scores) -> Scores:
    """1, 2, … in the order (-score, row); infinity for scores that are not positive."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(scores.shape)
    ranks[order] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, ranks, np.inf)
