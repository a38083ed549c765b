"""Late interaction: every token of a query meets the nearest one of a passage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plans import SHIPPED

from index.encoder import Encoder, load_encoder
from index.engine import LocalIndex
from index.late import LateInteraction, late_interaction
from index.records import Filters, Query
from index.remembered import Remembered
from index.snapshot import LATE_DEPTH
from ingest.reader import read_document
from ingest.records import Document

TEXTS = st.text("养老助餐低保特困孤儿殡葬，。 1x", max_size=24)


@pytest.fixture(scope="module")
def late() -> LateInteraction:
    found = late_interaction(load_encoder(SHIPPED / "encoder"))
    assert found is not None
    return found


def test_a_passage_that_prints_the_query_meets_all_of_it(late: LateInteraction) -> None:
    query = "特困人员供养标准"
    whole, half, other = late.scores(query, [f"今年{query}不降低。", "供养标准不降低。", "清明祭扫。"])
    assert whole == pytest.approx(1.0)
    assert whole > half > other


def test_another_word_for_the_same_thing_is_nearer_than_a_strange_one(late: LateInteraction) -> None:
    canteen, cemetery = late.scores("食堂", ["建设老年人就餐场所。", "建设公益性公墓。"])
    assert canteen > cemetery


def test_one_sentence_of_a_long_item_counts_in_full(late: LateInteraction) -> None:
    """The mean of a long item hardly moves by one sentence; here the rest of the item takes nothing away."""
    sentence, rest = "开展助浴服务。", "加强机关党建。做好信访工作。推进法治建设。规范资金管理。"
    alone, within = late.scores("助浴", [sentence, rest + sentence])
    assert within == pytest.approx(alone)


@given(TEXTS, st.lists(TEXTS, max_size=4), TEXTS)
def test_scores_are_shares_and_more_text_never_lowers_them(
    late: LateInteraction, query: str, passages: list[str], more: str
) -> None:
    scores = late.scores(query, passages)
    assert scores.shape == (len(passages),)
    assert ((scores >= 0) & (scores <= 1 + 1e-6)).all()
    longer = late.scores(query, [f"{passage} {more}" for passage in passages])
    assert (longer >= scores - 1e-6).all()


def test_a_query_or_passage_without_tokens_meets_nothing(late: LateInteraction) -> None:
    assert late.scores("", ["养老服务"]).tolist() == [0.0]
    assert late.scores("养老", ["", "养老"]).tolist() == pytest.approx([0.0, 1.0])
    assert late.scores("养老", []).tolist() == []


def test_of_a_pasted_page_the_tokens_that_say_most_are_compared(late: LateInteraction) -> None:
    page = "".join(item.text for item in read_document(SHIPPED / "documents" / "jilin-2023.txt").items)
    scores = late.scores(page, [page, "清明祭扫。"])
    assert scores[0] == pytest.approx(1.0)
    assert scores[1] < scores[0]


def test_an_encoder_without_token_vectors_has_no_late_interaction() -> None:
    class WholeTexts:
        name, checksum, dimension = "整段", "0", 2

        def encode(self, texts: list[str], *, role: str = "document") -> np.ndarray:
            return np.tile(np.float32([1, 0]), (len(texts), 1))

    assert late_interaction(WholeTexts()) is None


def test_the_search_finds_what_only_the_tokens_know(shipped_documents: tuple[Document, ...], encoder: Encoder) -> None:
    index = LocalIndex.build(shipped_documents, load_encoder(SHIPPED / "encoder"))
    sides = index.sides(Query("上门给老人洗澡"))
    assert len(sides.late) == sum(len(document.items) for document in shipped_documents) <= LATE_DEPTH
    assert (sides.late > 0).all()
    assert not LocalIndex.build(shipped_documents, _Bare(encoder)).sides(Query("上门给老人洗澡")).late.any()


def test_a_filter_changes_no_score(shipped_documents: tuple[Document, ...]) -> None:
    index = LocalIndex.build(shipped_documents, load_encoder(SHIPPED / "encoder"))
    everywhere = {hit.item_id: hit.score for hit in index.search(Query("老年人就餐", k=500)).hits}
    for document in shipped_documents:
        only = Filters(documents=frozenset({document.document_id}))
        found = index.search(Query("老年人就餐", only, 500)).hits
        assert {hit.item_id: hit.score for hit in found}.items() <= everywhere.items()


def test_what_was_worked_out_is_remembered_up_to_a_limit() -> None:
    worked: list[str] = []

    def lengths(texts: object) -> list[int]:
        worked.extend(texts)  # type: ignore[arg-type, call-overload]
        return [len(text) for text in texts]  # type: ignore[attr-defined]

    remembered: Remembered[int] = Remembered(lengths, most=2)
    assert remembered.of(["一二", "一", "一二"]) == [2, 1, 2]
    assert sorted(worked) == ["一", "一二"]
    assert remembered.of(["一二三", "一二"]) == [3, 2]
    assert worked[2:] == ["一二三"]
    assert remembered.of(["一"]) == [1]
    assert worked[3:] == ["一"]


class _Bare:
    """An encoder that gives vectors of whole texts only."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.checksum, self.dimension = encoder.name, encoder.checksum, encoder.dimension
        self.encode = encoder.encode
