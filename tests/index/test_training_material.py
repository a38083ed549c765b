"""The questions that the encoder is trained on: many, about passages of the field, none of them of a document that is asked about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models

from index.training import ASKED, ASKED_EPOCHS, REPLAYED, Encoder, keep, mixed, read_kept
from index.training_material import ASKED as FILE
from index.training_material import Pair, read_pairs, read_records
from ingest.library import Library

LEAST_COMMON = 30  # characters in a row by which a passage counts as taken from a document


@pytest.fixture(scope="module")
def records() -> list[dict[str, str]]:
    return read_records(FILE)


def test_every_question_is_asked_once_of_a_passage(records: list[dict[str, str]]) -> None:
    assert len(records) > 30_000
    assert len({record["query"] for record in records}) == len(records)
    assert all(record["query"] and record["positive"] for record in records)
    assert set(Counter(record["positive"] for record in records).values()) <= {1, 2, 3, 4, 5, 8}


def test_no_passage_is_of_a_document_that_ships(records: list[dict[str, str]]) -> None:
    shipped = "".join("".join(document.text.split()) for document in Library.shipped().documents)
    for passage in {record["positive"] for record in records}:
        plain = "".join(passage.split())
        start = max(0, (len(plain) - LEAST_COMMON) // 2)
        assert plain[start : start + LEAST_COMMON] not in shipped


def test_all_questions_of_a_passage_fall_on_one_side(tmp_path: Path) -> None:
    (tmp_path / "pairs").mkdir()
    (tmp_path / "pairs" / "few.jsonl.gz").write_bytes(FILE.read_bytes()[:0])
    sides = read_pairs(tmp_path, seed=1)
    passages = [{pair.positive for pair in side if pair.source == ASKED} for side in sides]
    assert all(passages)
    assert sum(map(len, passages)) == len(set().union(*passages))


def test_the_last_pass_holds_every_question_and_some_of_the_rest() -> None:
    asked = [Pair(ASKED, f"问{n}", "文") for n in range(5)]
    others = [Pair("other", f"题{n}", "文") for n in range(REPLAYED + 7)]
    last = mixed(asked, others, seed=1)
    assert Counter(pair.query for pair in last if pair.source.startswith(ASKED)) == {
        f"问{n}": ASKED_EPOCHS for n in range(5)
    }
    assert sum(pair.source == "other" for pair in last) == REPLAYED


def test_what_is_kept_of_the_phases_before_the_questions_is_read_back_as_it_was(tmp_path: Path) -> None:
    tokenizer = Tokenizer(models.Unigram([("<unk>", -100.0), ("老", -1.0), ("人", -2.0)], unk_id=0))
    start, general = (Encoder(tokenizer, np.full((3, 4), value, dtype=np.float32)) for value in (1.0, 2.0))
    keep(tmp_path / "kept", start, general)
    read = read_kept(tmp_path / "kept")
    assert [np.array_equal(one.rows, other.rows) for one, other in zip(read, (start, general), strict=True)] == [
        True
    ] * 2
    assert read[1].tokenizer.get_vocab() == tokenizer.get_vocab()
