"""The phases of training on the documents that ship: each is run for real, on little."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.contrastive import Encoder, train_contrastive
from index.encoder import load_encoder
from index.training import save_encoder
from index.training_material import Pair, paragraphs
from index.word_vectors import (
    DIMENSION,
    ROW_SIZE,
    SEEN_ENOUGH,
    build_tokenizer,
    count_words,
    train_word2vec,
    weigh_rows,
)
from ingest.library import Library

LINES = [line for document in Library.shipped().documents for line in paragraphs(document.text)]
PAIRS = [Pair("plans", item.title, item.text) for d in Library.shipped().documents for item in d.items if item.title]


@pytest.fixture(scope="module")
def start() -> Encoder:
    """An encoder before any training: the pieces of the documents, with rows at random."""
    tokenizer = build_tokenizer(count_words(LINES))
    rows = np.random.default_rng(1).normal(scale=0.01, size=(tokenizer.get_vocab_size(), DIMENSION))
    rows[0] = 0
    return Encoder(tokenizer, rows.astype(np.float32))


def test_every_common_character_is_a_piece_and_a_word_of_the_field_is_one(start: Encoder) -> None:
    characters = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
    assert not [character for character in characters if 0 in start.tokenizer.encode(character).ids]
    assert start.tokenizer.encode("适老化改造").tokens[0] == "适老化"


def test_a_heading_comes_nearer_to_its_own_item_and_the_unknown_piece_stays_zero(start: Encoder) -> None:
    learnt = train_contrastive(start, PAIRS, seed=1, size=32)
    assert _margin(learnt) > _margin(start) + 0.1
    assert not learnt.rows[0].any()


def test_a_piece_that_is_often_seen_has_a_row_and_the_unknown_piece_none(start: Encoder) -> None:
    pytest.importorskip("gensim")
    rows, counts = train_word2vec(start.tokenizer, LINES, seed=1)
    assert rows[1:][counts[1:] >= SEEN_ENOUGH].any(axis=1).all()
    assert not rows[0].any()


def test_a_frequent_piece_weighs_less(start: Encoder) -> None:
    counts = np.ones(len(start.rows), dtype=np.float32)
    counts[1:100] = 1_000
    weighed = weigh_rows(start.rows, counts)
    lengths = np.linalg.norm(weighed, axis=1)
    assert lengths[1:100].max() < lengths[100:].min()
    assert np.sqrt(np.mean(np.square(weighed))) == pytest.approx(ROW_SIZE, rel=1e-3)


def test_an_encoder_that_is_saved_encodes_as_before(start: Encoder, tmp_path: Path) -> None:
    save_encoder(start, tmp_path, {})
    texts = ["特困人员供养标准", "适老化改造多少户"]
    np.testing.assert_allclose(load_encoder(tmp_path).encode(texts), start.encode(texts), atol=1e-3)


def _margin(encoder: Encoder) -> float:
    """How much nearer a heading is to its own item than to the others, as a mean of cosines."""
    scores = encoder.encode([pair.query for pair in PAIRS]) @ encoder.encode([pair.positive for pair in PAIRS]).T
    own = np.diag(scores)
    return float(own.mean() - (scores.sum() - own.sum()) / (scores.size - own.size))
