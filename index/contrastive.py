"""An encoder that learns from pairs: a question and its passage are moved together, away from the passages beside it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.training_material import HELD_OUT, Pair, stable_hash
from index.word_vectors import Rows, piece_ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SCALE = 20.0  # of the cosine, an inverse temperature
BATCH = 1024
LEARNING_RATE = 1e-3
ASKED = "asked"  # the source of the everyday questions, trained on at the end
ASKED_EPOCHS = 3
ASKED_BATCH = 256
REPLAYED = 45_000  # other pairs beside them, or what was learnt before fades: reading comprehension recall@5 .71 → .64
LONGEST_PASSAGE = 512  # pieces, while training only

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Encoder:
    """A tokenizer and a row for each of its pieces; row 0, the unknown piece, is zero."""

    tokenizer: Tokenizer
    rows: Rows

    def encode(self, texts: Sequence[str]) -> Rows:
        """Give (texts, DIMENSION) unit vectors, the normalised means of the rows; an empty text gives zeros."""
        every_ids = piece_ids(self.tokenizer, texts)
        means = np.array([self.rows[ids or [0]].mean(axis=0) for ids in every_ids], dtype=np.float32)
        return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def train_contrastive(encoder: Encoder, pairs: Sequence[Pair], *, seed: int, size: int = BATCH) -> Encoder:
    """Move the rows so that a question is nearest to its own passage among the passages of its batch; one pass.

    Henderson et al. 2017 (MultipleNegativesRankingLoss): cross-entropy over (size, size) scores, SCALE x cosine. A
    batch is of one source, so that its passages are hard to tell apart; a second copy of the passage is no negative.
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    table = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(encoder.rows.copy()), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(table.parameters(), lr=LEARNING_RATE)
    queries = list(piece_ids(encoder.tokenizer, [pair.query for pair in pairs]))
    passages = [ids[:LONGEST_PASSAGE] for ids in piece_ids(encoder.tokenizer, [pair.positive for pair in pairs])]
    passage_keys = np.array([stable_hash(pair.positive) for pair in pairs], dtype=np.int64)

    def embed(texts: Sequence[list[int]]) -> torch.Tensor:
        offsets = torch.from_numpy(np.cumsum([0, *map(len, texts[:-1])]))
        return functional.normalize(table(torch.tensor([number for ids in texts for number in ids]), offsets))

    generator = np.random.default_rng(seed)
    batches: list[NDArray[np.int64]] = []
    for source in sorted({pair.source for pair in pairs}):
        places = generator.permutation([place for place, pair in enumerate(pairs) if pair.source == source])
        batches += [places[start : start + size] for start in range(0, len(places), size)]
    batches = [batches[place] for place in generator.permutation(len(batches))]
    for step, batch in enumerate(batches):
        done = step / len(batches)
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * min((done + 0.001) / 0.1, (1 - done) / 0.9)  # up, then down
        scores = SCALE * embed([queries[place] for place in batch]) @ embed([passages[place] for place in batch]).T
        keys = torch.from_numpy(passage_keys[batch])
        copies = (keys[:, None] == keys) & ~torch.eye(len(batch), dtype=torch.bool)
        loss = functional.cross_entropy(scores.masked_fill(copies, -torch.inf), torch.arange(len(batch)))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 20 == 0:
            log.info("contrastive: step %d of %d, loss %.2f", step, len(batches), loss.item())
    rows = table.weight.detach().numpy().copy()
    rows[0] = 0
    return Encoder(encoder.tokenizer, rows)


def mixed(asked: Sequence[Pair], others: Sequence[Pair], *, seed: int) -> list[Pair]:
    """Give the everyday questions ASKED_EPOCHS times, each time as a source of its own, and REPLAYED of the other pairs."""
    chosen = np.random.default_rng(seed).permutation(len(others))[:REPLAYED]
    times = [Pair(f"{ASKED} {n}", pair.query, pair.positive) for n in range(ASKED_EPOCHS) for pair in asked]
    return [*(others[place] for place in chosen), *times]


def recall(encoder: Encoder, held_out: Sequence[Pair], every: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Give recall@1 and @5 for each source: its held-out questions against all its passages, trained on or not."""
    figures: dict[str, dict[str, float]] = {}
    for source in HELD_OUT:
        questions = [pair for pair in held_out if pair.source == source]
        passages = sorted({pair.positive for pair in every if pair.source == source})
        place = {passage: number for number, passage in enumerate(passages)}
        gold = np.array([place[pair.positive] for pair in questions])[:, None]
        scores = encoder.encode([pair.query for pair in questions]) @ encoder.encode(passages).T
        better = (scores > np.take_along_axis(scores, gold, axis=1)).sum(axis=1)
        found = {f"recall@{k}": round(float(np.mean(better < k)), 3) for k in (1, 5)}
        figures[source] = {"questions": len(questions), "passages": len(passages), **found}
    return figures
