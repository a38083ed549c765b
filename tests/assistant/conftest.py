"""The real engine over the five shipped documents, opened once in a session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from replies import asking

from assistant.assistant import Assistant
from assistant.question import QuestionReader
from assistant.records import Reply
from index.encoder import load_encoder
from index.engine import Index, open_index
from index.lexicon import Lexicon
from ingest.library import Library

DATA = Path(__file__).resolve().parents[2] / "data"
TODAY = date(2026, 11, 22)

Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.load(DATA / "lexicon")


@pytest.fixture(scope="session")
def index(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("shipped") / "索引"
    encoder = load_encoder(DATA / "encoder")
    return open_index(
        Library.shipped().documents, encoder, folder, words=sorted(lexicon.words), expand=lexicon.expansions
    )


@pytest.fixture(scope="session")
def assistant(index: Index, lexicon: Lexicon) -> Assistant:
    """今年 is 2026, 去年 2025."""
    return Assistant(index, lexicon, today=TODAY)


@pytest.fixture(scope="session")
def reader(index: Index, lexicon: Lexicon) -> QuestionReader:
    return QuestionReader(index, lexicon, TODAY)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """The reply to the last of the questions, the earlier ones being the conversation."""
    return asking(assistant)
