"""The refusal thresholds decide what is answered: their curve shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.selection import Thresholds
from eval.cases import load_cases
from eval.thresholds import passed
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from ingest.library import Library

DATA = Path(__file__).resolve().parents[2] / "data"


def test_a_threshold_that_nothing_reaches_refuses_all_that_is_searched_for() -> None:
    lexicon = Lexicon.load(DATA / "lexicon")
    index = LocalIndex.build(
        Library.shipped().documents, load_encoder(DATA / "encoder"), words=lexicon.words, expand=lexicon.expansions
    )
    cases = load_cases(DATA / "questions" / "development.jsonl")
    kinds = [c for c in cases if c.category in ("numeric", "unanswerable_far")]
    out_of_reach = Thresholds(figure=2.0, ordinal=2.0, statement=2.0, spoken=2.0, closest=2.0)
    today = date(2026, 11, 22)
    answerable, refused = passed(kinds, index, lexicon, today, Thresholds())
    assert answerable > 0.9
    assert refused > 0.9
    answerable, refused = passed(kinds, index, lexicon, today, out_of_reach)
    assert answerable < 0.1  # printed places and facts about a document are looked up, not searched for
    assert refused == 1.0
