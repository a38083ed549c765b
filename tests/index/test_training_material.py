"""The questions that the encoder is trained on: many, about passages of the field, none of them of a document that is asked about."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models

from index import training
from index.contrastive import ASKED, ASKED_EPOCHS, REPLAYED, Encoder, mixed
from index.entries import Entry, Kind
from index.lexicon import Lexicon
from index.training import keep, read_kept
from index.training_material import ASKED as FILE
from index.training_material import LEXICON_ROUNDS, Pair, lexicon_pairs, read_official_lines, read_pairs, read_records
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


def test_a_pair_of_the_lexicon_is_another_name_and_a_sentence_that_prints_the_term() -> None:
    lexicon = Lexicon(
        [
            Entry("特困人员", "五保户", Kind.FORMER_NAME),
            Entry("特困人员", "特因人员", Kind.TYPO),
            Entry("特困人员供养", "养五保户", Kind.COLLOQUIAL),
            Entry("辅助器具", "轮椅", Kind.NARROWER),
            Entry("特困人员", "低保对象", Kind.OPPOSITE),
        ]
    )
    lines = [f"第{n}段。全面做好特困人员的照料服务工作,落实责任。辅助器具可以租赁的有{n}种。" for n in range(40)]
    pairs = lexicon_pairs(lexicon, [*lines, "提高特困人员供养水平,应当逐年安排资金。"], seed=1)
    assert pairs == lexicon_pairs(lexicon, [*lines, "提高特困人员供养水平,应当逐年安排资金。"], seed=1)
    assert {pair.query for pair in pairs} <= {"五保户", "全面做好五保户的照料服务工作", "养五保户", "提高养五保户水平"}
    for pair in pairs:
        assert ("特困人员供养" if "养五保户" in pair.query else "特困人员的") in pair.positive
        assert pair.source.startswith("lexicon opposed") == ("养五保户" not in pair.query)
    for source, count in Counter(pair.source for pair in pairs).items():
        assert count == 1, f"{source}: two sentences of one term would be wrong negatives of one another"
    assert len(pairs) <= 2 * LEXICON_ROUNDS


def test_official_lines_are_those_of_laws_and_documents_without_what_is_held_out(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("第一段文字。\n留出的一段。\n", encoding="utf-8")
    (tmp_path / "text").mkdir()
    for name, text in (("law_articles", "法条一则。"), ("news", "新闻一则。")):
        with gzip.open(tmp_path / "text" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    assert read_official_lines(tmp_path, [Pair(ASKED, "问", "留出的一段。")]) == ["法条一则。", "第一段文字。"]


def test_what_is_kept_of_the_phases_before_the_questions_is_read_back_as_it_was(tmp_path: Path) -> None:
    tokenizer = Tokenizer(models.Unigram([("<unk>", -100.0), ("老", -1.0), ("人", -2.0)], unk_id=0))
    start, general = (Encoder(tokenizer, np.full((3, 4), value, dtype=np.float32)) for value in (1.0, 2.0))
    keep(tmp_path / "kept", start, general)
    read = read_kept(tmp_path / "kept")
    assert [np.array_equal(one.rows, other.rows) for one, other in zip(read, (start, general), strict=True)] == [
        True
    ] * 2
    assert read[1].tokenizer.get_vocab() == tokenizer.get_vocab()


def test_what_training_says_is_kept_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "find_spec", lambda name: name)  # gensim is no part of every installation
    for arguments, log in (
        ([], tmp_path / "out" / "training.log"),
        (["--log", str(tmp_path / "logs" / "a.log")], tmp_path / "logs" / "a.log"),
    ):
        with pytest.raises(SystemExit, match=r"training: .*pairs"):
            training.main(["--material", str(tmp_path), "--output", str(tmp_path / "out"), "--seed", "7", *arguments])
        assert "seed 7" in log.read_text(encoding="utf-8")


def test_a_missing_gensim_is_said_at_once_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"gensim is not installed.*yaodian\[train\]"):
        training.main(["--material", str(tmp_path), "--output", str(tmp_path / "out")])
