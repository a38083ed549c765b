"""Bare numbers: chapters of standards with decimals below them and annexes with a letter, and 01, 02 of boxes and pages."""

from __future__ import annotations

import pytest

from ingest.outline import outline

STANDARD = (
    "社区养老服务规范\n前言\n本文件按照GB/T 1.1起草。\n1 范围\n本文件规定了要求。\n2 规范性引用文件\n本文件没有规范性引用文件。\n"
    "3 术语和定义\n下列术语适用于本文件。\n3.1\n社区养老服务\n以社区为依托的服务。\n3.2\n助餐服务\n提供餐食的服务。\n"
    "4 基本要求\n4.1 机构应具备资质。\n4.2 人员应持证上岗。\n5 评价与改进\n每年至少评价一次。\n"
)


def found(text: str) -> list[tuple[tuple[int, ...], str]]:
    return [(unit.path, unit.label) for unit in outline(text, "d").units if unit.label]


@pytest.mark.parametrize("blank", [" ", "　", "  "])
def test_every_chapter_of_a_standard_is_a_part_with_its_decimals_below(blank: str) -> None:
    text = STANDARD.replace(" ", blank)
    assert found(text) == [
        ((1,), "1"), ((2,), "2"), ((3,), "3"), ((3, 1), "3.1"), ((3, 2), "3.2"), ((4,), "4"), ((4, 1), "4.1"),
        ((4, 2), "4.2"), ((5,), "5"),
    ]  # fmt: skip
    assert not outline(text, "d").findings


def test_chapters_without_decimals_are_parts_where_sentences_stand_between_them() -> None:
    text = "1 范围\n本文件规定了要求。\n2 术语\n下列术语适用。\n3 要求\n应符合规定。\n"
    assert found(text) == [((1,), "1"), ((2,), "2"), ((3,), "3")]


@pytest.mark.parametrize("rows", ["1 张三\n2 李四\n3 王五\n", "1 甲镇\n120人\n2 乙镇\n80人\n3 丙镇\n60人\n"])
def test_rows_of_a_table_are_no_chapters(rows: str) -> None:
    assert found(f"一、名单\n{rows}二、要求\n正文。\n") == [((1,), "一、"), ((2,), "二、")]


@pytest.mark.parametrize(
    "heading", ["附录A", "附 录 A", "附录Ａ", "附录A（规范性）", "附录A 服务项目", "附录A（资料性）服务项目"]
)
def test_an_annex_with_a_letter_is_a_part(heading: str) -> None:
    text = f"{STANDARD}{heading}\n助餐每日两餐。\n助浴每月两次。\n"
    last = outline(text, "d").units[-1]
    assert (last.path, last.text) == ((0,), f"{heading}\n助餐每日两餐。\n助浴每月两次。\n")
    assert last.label.endswith(("A", "Ａ", "）"))


@pytest.mark.parametrize("mention", ["附录A给出了服务项目。", "附录 A 的要求适用于助餐。", "附录A和附录B适用。"])
def test_a_mention_of_an_annex_with_a_letter_heads_none(mention: str) -> None:
    assert [label for _, label in found(f"{STANDARD}{mention}\n另行规定。\n")][-1] == "5"


def test_padded_numbers_of_a_box_are_units_below_its_section_each_run_from_the_first() -> None:
    text = (
        "一、推广应用\n正文。\n专栏1 行动\n01 智能场景\n打造场景。\n02 智能车间\n建设车间。\n"
        "专栏2 行动\n01 装备领域\n建设产线。\n02 信息领域\n开展管控。\n二、保障措施\n落实到位。\n"
    )
    assert found(text) == [
        ((1,), "一、"), ((1, 1), "01"), ((1, 2), "02"), ((1, 1), "01"), ((1, 2), "02"), ((2,), "二、"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines", ["01 城关镇\n02 河东镇\n03 河西镇\n", "01 智能场景\n打造场景。\n", "02 甲\n说明。\n03 乙\n说明。\n"]
)
def test_rows_of_a_code_table_and_padded_numbers_without_a_first_or_a_second_are_none(lines: str) -> None:
    assert found(f"一、代码\n说明如下。\n{lines}") == [((1,), "一、")]


ANNEX = (
    "附录A\n（规范性）\n服务项目\nA.1 助餐\nA.1.1 每日两餐。\nA.1.2 应留样，步骤如下：\n（1）取样。\n（2）封存。\n"
    "A.2 助浴\n每月两次，见A.1.2。\nA.2.1 应有人陪同。\n附录B\nB.1\n表格\n见表B.1。\nB.2 填写\n如实填写。\n"
)


@pytest.mark.parametrize("text", [ANNEX, ANNEX.replace("A.", "Ａ．").replace("录A", "录Ａ").replace("A ", "Ａ ")])
def test_numbers_with_the_letter_of_their_annex_are_units_below_it(text: str) -> None:
    units = [(unit.path, unit.label.replace("Ａ．", "A.")) for unit in outline(STANDARD + text, "d").units][11:]
    assert units == [
        ((1,), "A.1"), ((1, 1), "A.1.1"), ((1, 2), "A.1.2"), ((1, 2, 1), "（1）"), ((1, 2, 2), "（2）"), ((2,), "A.2"),
        ((2, 1), "A.2.1"), ((0,), "附录B"), ((1,), "B.1"), ((2,), "B.2"),
    ]  # fmt: skip
    assert not outline(STANDARD + text, "d").findings


def test_decimals_of_an_annex_whose_outer_number_is_not_printed_are_units() -> None:
    assert found(STANDARD + "附录A\nA.1.1 每日两餐。\nA.1.2 应留样。\n")[-2:] == [((1, 1), "A.1.1"), ((1, 2), "A.1.2")]


def test_a_lost_number_of_an_annex_is_reported_with_its_letter() -> None:
    (finding,) = outline(STANDARD + "附录C\nC.1 甲\n每日。\nC.3 乙\n每月。\nC.4 丙\n每周。\n", "d").findings
    assert finding.message == "“C.1”之后直接是“C.3”，缺“C.2”"


@pytest.mark.parametrize(
    "lines",
    [
        "A.1 助餐\n每日。\nA.2 助浴\n每月。\n",  # no annex A
        "附录B\nA.1 助餐\n每日。\nA.2 助浴\n每月。\n",
        "附录A\nA.1的规定适用。\nA.2和A.3所列项目除外。\n",
        "附录A\nA.5 左右为宜。\n",
        "附录A\nA.1 助餐\t每日\nA.2 助浴\t每月\n",  # rows of a table
    ],
)
def test_letters_and_figures_that_count_on_nothing_are_none(lines: str) -> None:
    assert not [label for _, label in found(STANDARD + lines) if label[:1] == "A"]
