"""A set phrase with a figure answers from every document that prints it, however different the words around it are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from replies import cited_documents

from assistant.assistant import Assistant
from assistant.echoes import echoes
from assistant.evidence import Evidence
from assistant.records import Reply
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from ingest.quantities import quantities
from ingest.reader import document_from_text
from ingest.records import Item

DATA = Path(__file__).resolve().parents[2] / "data"
FIRST = "2023年山河县民政工作要点\n一、作风建设\n持之以恒落实中央八项规定精神。\n二、养老服务\n打造“二十分钟”养老服务生活圈，新建床位30张。\n"
SECOND = "2024年山河县民政工作要点\n一、作风建设\n筑牢守住中央八项规定的防线。\n二、养老服务\n各街道连成二十分钟养老服务网，新建床位30张。\n"
THIRD = "2025年山河县民政工作要点\n一、作风建设\n完成八项重点任务，抓好四件实事。\n二、养老服务\n加快社区食堂建设。\n"


@pytest.fixture(scope="module")
def ask() -> Callable[[str], Reply]:
    lexicon = Lexicon.load(DATA / "lexicon")
    documents = [
        document_from_text(text, source=f"{name}.txt", document_id=name)
        for name, text in (("a", FIRST), ("b", SECOND), ("c", THIRD))
    ]
    index = LocalIndex.build(documents, load_encoder(DATA / "encoder"), words=lexicon.words, expand=lexicon.expansions)
    return Assistant(index, lexicon, today=date(2025, 6, 1)).ask


def test_each_document_that_prints_the_phrase_is_cited_and_no_other(ask: Callable[[str], Reply]) -> None:
    assert cited_documents(ask("持之以恒落实的是中央几项规定")) == {"a", "b"}


def _evidence(document: str, text: str) -> Evidence:
    document_ = document_from_text(
        f"2024年{document}要点\n一、标题\n{text}\n", source=f"{document}.txt", document_id=document
    )
    item: Item = document_.items[-1]
    return Evidence(item, 0, len(item.text), 0.5, tuple(quantities(item.text)))


def test_a_figure_in_digits_is_a_count_and_no_set_phrase() -> None:
    one, other = _evidence("甲", "新建床位30张护理床。"), _evidence("乙", "改造床位30张护理床。")
    assert echoes([one], [one, other]) == []


def test_what_follows_the_figure_makes_the_phrase() -> None:
    one, same, strange = (
        _evidence("甲", "落实八项规定。"),
        _evidence("乙", "守住八项规定精神。"),
        _evidence("丙", "完成八项任务。"),
    )
    assert echoes([one], [one, same, strange]) == [same]
