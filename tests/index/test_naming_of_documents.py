"""A year or an area in a query is a hint: the documents it names come first, no other is shut out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_plans import make_document

from index.encoder import Encoder
from index.engine import LocalIndex
from index.naming import Naming
from index.records import Query
from index.tokens import normalise
from ingest.records import Document

PLANS = [
    (2017, "吉林省"),
    (2023, "吉林省"),
    (2023, "舒兰市"),
    (2024, "内蒙古自治区"),
    (2025, "广西壮族自治区"),
    (2026, "阿坝州"),
]


def plan(number: int, year: int | None, region: str | None) -> Document:
    document = make_document(f"d{number}", 0, "厅", ["低保标准。"])
    return replace(document, metadata=replace(document.metadata, year=year, region=region))


@pytest.fixture(scope="module")
def naming() -> Naming:
    return Naming([*(plan(number, *facts) for number, facts in enumerate(PLANS)), plan(9, None, None)])


def years(naming: Naming, query: str) -> set[int]:
    """The years of the documents that a query names."""
    named = naming.named(normalise(query))
    return {year for (year, _), facts in zip(PLANS, named, strict=False) if facts}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("2024年适老化改造多少户", {2024}),
        ("２０２４ 年适老化改造", {2024}),
        ("2024适老化改造", {2024}),
        ("24年适老化改造", {2024}),
        ("23、24、25年分别跟哪条线", {2023, 2024, 2025}),
        ("24、25这两年", {2024, 2025}),
        ("2017年和2025年相比", {2017, 2025}),
        ("从2023到2025一步步怎么推的", {2023, 2024, 2025}),
        ("23—25年", {2023, 2024, 2025}),
        ("2017年往后的变化", set()),
        ("2023年以来", set()),
        ("新增2017张床位", set()),
        ("第2024017号", set()),
        ("90年代", set()),
        ("24个县", set()),
        ("1949年", set()),
        ("", set()),
    ],
)
def test_a_year_names_its_documents(naming: Naming, query: str, named: set[int]) -> None:
    assert years(naming, query) == named


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("舒兰市的殡葬服务", {2023}),
        ("舒兰那边", {2023}),
        ("吉林省怎么说", {2017, 2023}),
        ("吉林怎么说", {2017, 2023}),
        ("吉林市怎么说", set()),
        ("内蒙古的边界", {2024}),
        ("广西的边界", {2025}),
        ("阿坝州的数据", {2026}),
        ("全省", set()),
    ],
)
def test_an_area_names_its_documents(naming: Naming, query: str, named: set[int]) -> None:
    assert years(naming, query) == named


def test_year_and_area_count_each(naming: Naming) -> None:
    assert naming.named("2023年舒兰的低保").tolist() == [0, 1, 2, 0, 0, 0, 0]


def test_the_same_sentence_of_the_year_named_comes_first(documents: tuple[Document, ...], encoder: Encoder) -> None:
    index = LocalIndex.build(documents, encoder)
    for year, first in ((2023, "jilin-2023:1.4"), (2024, "jilin-2024:1.3")):
        assert index.search(Query(f"{year}年干部队伍建设")).hits[0].item_id == first


@given(st.sampled_from(["特困人员标准", "队伍建设", "火星"]), st.sampled_from(["2023年", "24年", "吉林", "2031年"]))
@settings(deadline=None)
def test_naming_shuts_nothing_out_and_keeps_the_order_within_a_document(
    documents: tuple[Document, ...], encoder: Encoder, words: str, name: str
) -> None:
    named, unnamed = (
        LocalIndex.build(held, encoder).search(Query(name + words, k=99)).hits
        for held in (
            documents,
            [replace(d, metadata=replace(d.metadata, year=None, region=None)) for d in documents],
        )
    )
    assert {hit.item_id for hit in named} == {hit.item_id for hit in unnamed}
    for document in documents:
        order = [[hit.item_id for hit in hits if hit.document_id == document.document_id] for hits in (named, unnamed)]
        assert order[0] == order[1]
