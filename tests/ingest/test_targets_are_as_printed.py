"""指标: every figure of an item with what it measures, each part a slice of the item."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.measured import all_measured, measured
from ingest.quantities import coverages, quantities
from ingest.records import Document, Item, Role, Target
from ingest.sentences import clauses, sentences
from ingest.targets import figures, targets

quick = settings(max_examples=200, deadline=None, derandomize=True)
ITEM = Item("a:1.1", "a", 1, "一", 1, None, "一、（一）", "", "", 0, 0)
GOLD = Path(__file__).with_name("gold_targets.tsv")
KNOWN_MISTAKES = {("jilin-2017:7", "4个")}  # read as asked for: 辉南县4个省级联系点, which exist


def item_of(text: str) -> Item:
    return replace(ITEM, text=text, end=len(text))


def of(text: str) -> list[Target]:
    return list(targets(item_of(text)))


def check(item: Item) -> None:
    for target in figures(item):
        printed = item.text[target.start : target.end]
        sentence = item.text[target.sentence_start : target.sentence_end]
        assert target.unit in printed
        assert target.value.rstrip("万亿千百余多") in printed
        assert target.clause in sentence
        assert printed in target.clause
        assert target.deadline is None or target.deadline in sentence
        assert all(c in target.clause for c in target.comparator)
        assert target.item_id == item.item_id
    for found in all_measured(item.text):
        assert found.indicator(item.text) in "".join(span.of(item.text) for span in found.spans)
        assert all(0 <= span.start < span.end <= len(item.text) for span in found.spans)
        assert measured(item.text, found.quantity.start) is found
    assert set(targets(item)) <= set(figures(item))


@quick
@given(
    text=st.text(
        alphabet="新增床位不少于到达600183.张户倍元%，。；：2025年底前的标准分别为、和每个乡镇率全覆盖“”（）",
        max_size=60,
    )
)
def test_every_part_of_a_target_is_printed_in_its_item(text: str) -> None:
    check(item_of(text))


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
                for kind in (quantities, coverages)
                for q in kind(item.text, clause.start, clause.end)
            }
            assert {(t.start, t.end) for t in figures(item)} == seen


def printed_core(item: Item, target: Target) -> str:
    """A figure as the gold table writes it: value and unit, without comparators before and after."""
    printed = item.text[target.start : target.end]
    if not target.unit:
        return target.value
    pattern = (
        rf"百分之{target.value}" if target.unit == "百分之" else rf"{re.escape(target.value)}\s*[余多]?{target.unit}"
    )
    found = re.search(pattern, printed.replace(" ", ""))
    assert found, printed
    return found.group()


def gold_rows() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", gold_rows(), ids=lambda row: f"{row['place']} {row['figure']}")
def test_a_figure_is_read_as_a_person_reads_it(row: dict[str, str], shipped: dict[str, Document]) -> None:
    """The gold table was written from the documents by eye: what is measured, comparator and deadline of 125 figures,
    and 55 figures that set no target. `sentence` is empty for shipped documents; `figure` may say which one: 两个#2."""
    if row["sentence"]:
        item = item_of(row["sentence"])
    else:
        item = next(i for i in shipped[row["place"].split(":")[0]].items if i.item_id == row["place"])
    figure, _, nth = row["figure"].partition("#")
    alike = [t for t in figures(item) if printed_core(item, t) == figure]
    found = alike[int(nth or 1) - 1 :][:1]
    if row["target"] == "n":
        assert (row["place"], figure) in KNOWN_MISTAKES or all(t.role is not Role.STATED for t in found)
        return
    (target,) = found
    assert target.role is Role.STATED
    assert row["head"] in target.indicator
    assert [word for word in row["words"].split() if word not in target.indicator] == []
    assert target.comparator == row["comparator"]
    assert (target.deadline or "") == row["deadline"]


def test_a_second_figure_of_the_same_subject_keeps_the_indicator() -> None:
    first, second = of("新增失智照护床位不少于600张，到2025年新增不少于1800张。")
    assert (first.indicator, first.comparator, first.value, first.unit) == ("新增失智照护床位", "不少于", "600", "张")
    assert (second.indicator, second.comparator, second.value) == ("新增失智照护床位", "不少于", "1800")
    assert (first.deadline, second.deadline) == (None, "到2025年")


def test_a_comparator_before_what_is_compared_with_belongs_to_the_figure() -> None:
    (target,) = of("特困人员供养标准不低于当地上年度城乡低保标准的1.3倍。")
    assert (target.indicator, target.comparator, target.value) == ("特困人员供养标准", "不低于", "1.3")


def test_a_comparator_belongs_to_all_figures_that_are_joined() -> None:
    first, second = of("特困人员供养标准不低于低保标准的1.3倍和2倍。")
    assert first.comparator == second.comparator == "不低于"


def test_what_a_figure_is_compared_with_is_not_what_it_measures() -> None:
    text = "特困人员供养标准不低于当地上年度城乡低保标准的1.3倍。"
    (found,) = all_measured(text)
    assert [span.of(text) for span in found.spans] == ["特困人员供养标准"]


def test_own_and_inherited_words_are_told_apart() -> None:
    text = "建设区域养老服务中心，乡镇覆盖率达到40%。"
    (found,) = all_measured(text)
    assert [span.of(text) for span in found.own] == ["乡镇覆盖率"]
    assert [span.of(text) for span in found.inherited] == ["区域养老服务中心"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("城市和农村低保标准分别为每人每月800元和600元。", ["城市低保标准", "农村低保标准"]),
        ("每个街道建成助餐场所不少于2个，每个乡镇不少于1个。", ["每个街道建成助餐场所", "每个乡镇建成助餐场所"]),
        ("改造燃气管网623公里、供热管网150公里。", ["改造燃气管网", "改造供热管网"]),
        ("完成不少于7000户改造任务。", ["改造任务"]),
        ("建设1个平台、2个中心。", ["建设平台", "建设中心"]),
        ("住宿业和餐饮业营业额分别增长12%、15%以上。", ["住宿业营业额增长", "餐饮业营业额增长"]),
        ("开工项目609个、竣工279个。", ["开工项目", "竣工项目"]),
        ("接待游客2997万人次、实现旅游收入178亿元。", ["接待游客", "旅游收入"]),
        ("赤字规模4.06万亿元，比上年年初预算增加1800亿元。", ["赤字规模", "赤字规模增加"]),
        ("获得资金404亿元、排全省前列。", ["获得资金"]),
        ("十二是提速164个在建重点项目。", ["提速在建重点项目"]),
        ("为37.2万名65岁以上老年人免费体检。", ["65岁以上老年人免费体检"]),
    ],
)
def test_the_indicator_names_what_is_measured(text: str, indicators: list[str]) -> None:
    assert [target.indicator for target in of(text)] == indicators


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("增强“四个意识”", Role.NAME),
        ("三级养老服务网络", Role.NAME),
        ("为80岁及以上老年人发放高龄津贴", Role.CONDITION),
        ("独居、失能等8类老年人", Role.LIST),
        ("依托全省13个乡村振兴重点帮扶县", Role.GIVEN),
        ("由60%提高到80%", Role.BASE),
        ("新增床位500张", Role.STATED),
        ("30户以上自然村寨覆盖率达90%", Role.CONDITION),
        ("500万元以上技改项目302个", Role.CONDITION),
        ("实施“稳外贸23条”", Role.NAME),
        ("力争用5年时间", Role.CONDITION),
    ],
)
def test_only_what_is_asked_for_is_a_target(text: str, role: Role) -> None:
    first = figures(item_of(text))[0]
    assert first.role is role
    assert (first in targets(item_of(text))) == (role is Role.STATED)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2024年6月底前，新增床位500张。", "2024年6月底前"),
        ("村内街路巷命名年底前达到90%。", "年底前"),
        ("新增床位500张，力争三年内完成。", None),
        ("力争三年内，新增床位500张。", "三年内"),
        ("2025年覆盖率达到60%。", "2025年"),
        ("2026年1月起，标准提高至290元。", None),
        ("新增床位500张。", None),
    ],
)
def test_the_deadline_is_the_one_printed_with_the_figure(text: str, deadline: str | None) -> None:
    assert [target.deadline for target in of(text)] == [deadline]


def test_a_deadline_of_a_later_clause_is_not_taken() -> None:
    first = of("新增床位600张，到2025年新增1800张。")[0]
    assert first.deadline is None
