"""指标: every figure of an item with what it measures, each part a slice of the item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.quantities import quantities
from ingest.records import Document, Item, Target
from ingest.sentences import clauses, sentences
from ingest.targets import targets

quick = settings(max_examples=200, deadline=None, derandomize=True)
ITEM = Item("a:1.1", "a", 1, "一", 1, None, "一、（一）", "", "", 0, 0)


def of(text: str) -> list[Target]:
    return list(targets(replace(ITEM, text=text, end=len(text))))


def check(item: Item) -> None:
    for target in targets(item):
        printed = item.text[target.start : target.end]
        assert target.unit in printed
        assert target.value.rstrip("万亿千百") in printed
        assert target.clause in item.text
        assert printed in target.clause
        assert target.indicator in item.text
        assert target.deadline is None or target.deadline in item.text
        assert all(c in item.text for c in target.comparator)
        assert target.item_id == item.item_id


@quick
@given(text=st.text(alphabet="新增床位不少于到达600183.张户倍元%，。；：2025年底前的标准", max_size=60))
def test_every_part_of_a_target_is_printed_in_its_item(text: str) -> None:
    check(replace(ITEM, text=text, end=len(text)))


def test_every_target_of_the_shipped_documents_is_printed(shipped: dict[str, Document]) -> None:
    for document in shipped.values():
        for item in document.items:
            check(item)


def test_no_figure_of_the_shipped_documents_is_left_out(shipped: dict[str, Document]) -> None:
    for document in shipped.values():
        for item in document.items:
            seen = {
                (q.start, q.end)
                for sentence in sentences(item.text)
                for clause in clauses(item.text, sentence)
                for q in quantities(item.text, clause.start, clause.end)
            }
            assert {(t.start, t.end) for t in targets(item)} == seen


def test_a_second_figure_of_the_same_subject_keeps_the_indicator() -> None:
    first, second = of("新增失智照护床位不少于600张，到2025年新增不少于1800张。")
    assert (first.indicator, first.comparator, first.value, first.unit) == ("新增失智照护床位", "不少于", "600", "张")
    assert (second.comparator, second.value, second.deadline) == ("不少于", "1800", "到2025年")


def test_a_comparator_before_what_is_compared_with_belongs_to_the_figure() -> None:
    (target,) = of("特困人员供养标准不低于当地上年度城乡低保标准的1.3倍。")
    assert (target.indicator, target.comparator, target.value) == ("特困人员供养标准", "不低于", "1.3")


@pytest.mark.xfail(
    strict=True,
    reason="the comparator is looked for behind the figure before: 不低于…1.3倍和2倍 leaves 2倍 without one",
)
def test_a_comparator_belongs_to_all_figures_that_are_joined() -> None:
    first, second = of("特困人员供养标准不低于低保标准的1.3倍和2倍。")
    assert first.comparator == second.comparator == "不低于"


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2024年6月底前，新增床位500张。", "2024年6月底前"),
        ("村内街路巷命名年底前达到90%。", "年底前"),
        ("新增床位500张。", None),
    ],
)
def test_the_deadline_is_the_one_printed_with_the_figure(text: str, deadline: str | None) -> None:
    assert [target.deadline for target in of(text)] == [deadline]


def test_a_deadline_of_a_later_clause_is_not_taken() -> None:
    first = of("新增床位600张，到2025年新增1800张。")[0]
    assert first.deadline is None
