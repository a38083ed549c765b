"""Figures: value, unit and comparator as printed, at their offsets; dates and names are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.quantities import (
    FAMILY_OF,
    PARTS_BEFORE,
    UNIT_FAMILIES,
    Quantity,
    coverages,
    deadlines,
    ordinals,
    quantities,
)

quick = settings(max_examples=300, deadline=None, derandomize=True)
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="第一二三十百万不低于少达到以上约0123456789.,%％倍户张元个年月项岁—－~", max_size=40),
)


def check(text: str, found: tuple[Quantity, ...]) -> None:
    position = 0
    for quantity in found:
        assert position <= quantity.start < quantity.end <= len(text)
        position = quantity.end
        printed = text[quantity.start : quantity.end]
        assert quantity.unit in printed
        assert "".join(printed.split()).find(quantity.value.replace(" ", "")[:1]) >= 0
        assert all(c in printed for c in quantity.comparator)


@quick
@given(text=texts)
def test_figures_are_slices_in_order(text: str) -> None:
    found = quantities(text)
    check(text, found)
    assert all(quantity.family == FAMILY_OF[quantity.unit] for quantity in found)
    check(text, ordinals(text))


@quick
@given(text=texts, cut=st.integers(0, 40))
def test_offsets_restrict_what_is_seen(text: str, cut: int) -> None:
    start = min(cut, len(text))
    assert all(start <= quantity.start for quantity in quantities(text, start))
    assert all(quantity.end <= start for quantity in quantities(text, 0, start))


@quick
@given(
    number=st.integers(1, 999_999),
    unit=st.sampled_from(sorted(FAMILY_OF.keys() - set(PARTS_BEFORE))),
    comparator=st.sampled_from(("", "不低于", "不少于", "达到")),
)
def test_a_figure_reads_back(number: int, unit: str, comparator: str) -> None:
    if unit == "年" and 1900 <= number < 2100:
        return  # a date
    (quantity,) = quantities(f"标准{comparator}{number}{unit}。")
    assert (quantity.value, quantity.unit, quantity.comparator) == (str(number), unit, comparator)
    assert quantity.number == number


@quick
@given(number=st.integers(1, 999), scale=st.sampled_from(("万", "亿")))
def test_a_scale_belongs_to_the_value(number: int, scale: str) -> None:
    (quantity,) = quantities(f"投入{number}{scale}元")
    assert quantity.value == f"{number}{scale}"
    assert quantity.number == number * {"万": 10_000, "亿": 100_000_000}[scale]


def test_each_unit_belongs_to_one_family() -> None:
    assert len(FAMILY_OF) == sum(len(units) for units in UNIT_FAMILIES.values()) + len(PARTS_BEFORE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不低于当地上年度城乡低保标准的1.3倍", [("1.3", "倍", "")]),
        ("新增失智照护床位不少于600张，到2025年新增不少于1800张", [("600", "张", "不少于"), ("1800", "张", "不少于")]),
        ("达到60%以上", [("60", "%", "达到以上")]),
        ("1.3倍和2倍", [("1.3", "倍", ""), ("2", "倍", "")]),
        ("户均800元", [("800", "元", "户均")]),
        ("1,800张", [("1,800", "张", "")]),
        ("可设置30---49张床位", [("30---49", "张", "")]),
        ("80岁及以上", [("80", "岁", "")]),
        ("自受理之日起20日内", [("20", "日", "")]),
        ("７０００户", [("７０００", "户", "")]),
        ("提高到百分之六十以上", [("六十", "百分之", "提高到以上")]),
        ("百分之60", [("60", "百分之", "")]),
        ("每人每月3,000元", [("3,000", "元", "每人每月")]),
        ("1000余公里", [("1000", "公里", "余")]),
        ("430多万人次", [("430多万", "人次", "")]),
        ("总金额4.6万亿元", [("4.6万亿", "元", "")]),
        ("识别率≥80%", [("80", "%", "≥")]),
        ("就业4．6万人", [("4．6万", "人", "")]),
        ("新签约5000万元", [("5000万", "元", "")]),
        ("192.5亿美元", [("192.5亿", "美元", "")]),
        ("每间不小于十八平方米", [("十八", "平方米", "不小于")]),
        ("占地三亩以上", [("三", "亩", "以上")]),
        ("不超过工资的两点五倍", [("两点五", "倍", "")]),
        ("按日加收千分之三的滞纳金", [("三", "千分之", "")]),
        ("高出百分之十二点五", [("十二点五", "百分之", "")]),
    ],
)
def test_figures_of_plans_are_read_as_printed(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(q.value, q.unit, q.comparator) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年全省民政工作要点",
        "2021—2035年规划",
        "第五轮联合检查",
        "党的二十大精神",
        "统一部署",
        "〔2024〕4号",
        "12349热线",
        "6月19日",
        "5月19日至22日",
        "（如图2所示）",
    ],
)
def test_dates_ordinals_and_names_are_no_figures(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize("text", ["一级至二级", "三至五个", "两名到四名"])
def test_a_range_in_chinese_numerals_is_one_figure(text: str) -> None:
    (only,) = quantities(f"评定为{text}，")
    assert f"评定为{text}，"[only.start : only.end] == text
    assert only.number is None


@pytest.mark.parametrize(
    "text", ["第五轮", "第十三届", "第2次", "第八个五年", "十二届四次", "“十五五”规划", "第86位", "第三名"]
)
def test_ordinals_are_ordinals(text: str) -> None:
    assert [q.family for q in ordinals(text)] == ["ordinal"]
    assert quantities(text) == ()


@pytest.mark.parametrize(
    "text", ["2024年4月底前", "年底前", "到2025年", "2024年年底", "6月底前", "三年内", "今年", "“十四五”末"]
)
def test_deadlines_are_slices_and_no_figures(text: str) -> None:
    assert deadlines(text)
    for printed, start, end in deadlines(text):
        assert text[start:end] == printed
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "comparators"),
    [("力争年底前达到全覆盖", ["达到"]), ("实现乡镇全覆盖", [""]), ("多形式、全覆盖的学习交流", [])],
)
def test_a_place_that_asks_for_all_is_a_coverage(text: str, comparators: list[str]) -> None:
    found = coverages(text)
    assert [(q.value, q.comparator, text[q.start : q.end]) for q in found] == [
        ("全覆盖", comparator, f"{comparator}全覆盖") for comparator in comparators
    ]


def test_points_are_a_unit_and_branches_are_none() -> None:
    found = quantities("总积分满150分的可以申请，设3分公司，答题用时10分钟，85分以上为合格，分5分类")
    assert [(q.value, q.unit) for q in found] == [("150", "分"), ("10", "分钟"), ("85", "分")]


def test_a_figure_in_a_cell_of_a_table_begins_with_itself() -> None:
    text = "护理型床位占比\t60%\t不低于 55%"
    assert [text[q.start : q.end] for q in quantities(text)] == ["60%", "不低于 55%"]


@pytest.mark.parametrize(
    ("text", "number"), [("两点五倍", 2.5), ("百分之十二点五", 12.5), ("二十平方米", 20), ("1.3倍", 1.3)]
)
def test_decimals_in_words_have_a_value(text: str, number: float) -> None:
    (only,) = quantities(text)
    assert only.number == number


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("金额一倍以上三倍以下", ["一倍以上", "三倍以下"]),
        ("配备至少一名护士", ["至少一名"]),
        ("统一以上标准", []),
        ("达到一个新水平", []),
        ("第一名以上", []),
    ],
)
def test_one_is_a_figure_where_it_is_a_bound(text: str, printed: list[str]) -> None:
    assert [text[q.start : q.end] for q in quantities(text)] == printed


def test_what_is_counted_has_no_decimals_in_words() -> None:
    assert quantities("下午两点三次碰头") == ()
