"""What a line-start number means and what it does not: each trap of the design and of other systems as a sentence."""

from __future__ import annotations

import pytest

from ingest.outline import outline
from ingest.records import Unit


def units(text: str) -> list[Unit]:
    return [u for u in outline(text, "d").units if u.number is not None]


def labels(text: str) -> list[str]:
    return [u.label for u in units(text)]


def paths(text: str) -> list[tuple[int, ...]]:
    return [u.path for u in units(text)]


def kinds(text: str) -> list[str]:
    return [f.kind for f in outline(text, "d").findings]


@pytest.mark.parametrize(
    "mention",
    [
        "（一）和（二）所列事项照办。",
        "（二）项规定的除外。",
        "（三）所述情形。",
        "第二条规定的标准。",
        "第三条和第四条不适用。",
    ],
)
def test_a_line_that_begins_with_a_cross_reference_opens_no_unit(mention: str) -> None:
    text = f"一、总则\n（一）甲事。正文。\n{mention}\n（二）乙事。正文。\n（三）丙事。正文。\n"
    assert labels(text) == ["一、", "（一）", "（二）", "（三）"]


def test_a_private_character_behind_a_number_stands_for_the_full_stop_of_its_font() -> None:
    text = "（一）甲\n1\ue010突破关键技术。\n2\ue010强化攻关。\n（二）乙\n3\ue010建设平台。\n"
    assert paths(text) == [(1,), (1, 1), (1, 2), (2,), (2, 3)]


def test_entries_that_begin_with_figures_are_a_list_and_no_decimals() -> None:
    text = "（一）面向下列家庭：\n1.3人户家庭；\n2.2人户中均成年的；\n3.2人户中父女；\n4.4人户及以上。\n（二）乙\n"
    assert [(u.path, u.label) for u in units(text)] == [
        ((1,), "（一）"), ((1, 1), "1."), ((1, 2), "2."), ((1, 3), "3."), ((1, 4), "4."), ((2,), "（二）"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["1.1 甲\n2.1 乙\n3.1 丙\n", "（一）甲占\n1.3成以上，乙占\n2.4成以上。\n（二）丙\n"])
def test_decimals_and_figures_of_a_broken_line_are_no_such_list(text: str) -> None:
    assert "1." not in labels(text)


def test_a_number_of_three_parts_behind_a_full_stop_lost_its_line_break() -> None:
    text = "1.1 甲\n正文。\n1.2 乙\n1.2.1 丙\n正文。1.2.2  丁\n正文。\n1.3 戊\n正文。\n"
    assert paths(text)[1:] == [(1, 2), (1, 2, 1), (1, 2, 2), (1, 3)]


def test_the_body_of_a_line_that_holds_heading_and_text_is_kept() -> None:
    unit = units("（一）提高标准。城市低保标准不低于当地最低工资的20%。\n（二）乙。丙。\n")[0]
    assert unit.title == "提高标准"
    assert unit.text.endswith("不低于当地最低工资的20%。\n")


def test_a_heading_quoted_again_in_the_body_cuts_nothing() -> None:
    text = "一、加强监管\n要按照“一、加强监管”的要求落实，见（一）加强监管。\n二、其他\n正文。\n"
    assert labels(text) == ["一、", "二、"]


@pytest.mark.parametrize("length", [5, 30, 46, 79])
def test_a_heading_of_any_length_is_recognised(length: int) -> None:
    title = "持续深入学习贯彻" * 12
    assert [u.title for u in units(f"一、{title[:length]}\n正文。\n二、乙\n正文。\n")] == [title[:length], "乙"]


def test_equal_passages_of_two_sections_both_stay() -> None:
    text = "一、甲\n（一）同一段话。同样的正文。\n二、乙\n（一）同一段话。同样的正文。\n"
    assert [u.item_id for u in outline(text, "d").units] == ["d:1", "d:1.1", "d:2", "d:2.1"]


def test_the_same_number_printed_twice_gives_two_units_and_a_finding() -> None:
    text = "一、甲\n（一）乙。\n（二）丙。\n（二）丁。\n（三）戊。\n"
    assert [u.item_id for u in outline(text, "d").units] == ["d:1", "d:1.1", "d:1.2", "d:1.2~2", "d:1.3"]
    assert kinds(text) == ["duplicate_number"]


def test_numbering_may_run_on_through_several_sections() -> None:
    text = "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（三）戊。\n三、己\n（四）庚。\n（五）辛。\n"
    assert paths(text) == [(1,), (1, 1), (1, 2), (2,), (2, 3), (3,), (3, 4), (3, 5)]
    assert kinds(text) == []


def test_years_dates_and_plans_at_the_line_start_open_no_unit() -> None:
    text = (
        "一、甲\n2024年，完成任务。\n2024年4月底前完成。\n十四五时期要加强。\n十九大以来。\n"
        "1.3倍的标准。\n3.5万人次。\n二、乙\n"
    )
    assert labels(text) == ["一、", "二、"]


def test_an_enumeration_of_numbers_at_the_line_start_opens_no_unit() -> None:
    text = "一、甲\n一、二、三产业融合发展。\n二、三级医院都要达标。\n二、乙\n正文。\n"
    assert labels(text) == ["一、", "二、"]


def test_a_hard_wrapped_line_that_begins_with_a_bracketed_number_opens_no_unit() -> None:
    text = "一、甲\n（一）按照规定办理（见附件\n2）。对已经开展的工作要总结。\n（二）乙。\n"
    assert labels(text) == ["一、", "（一）", "（二）"]


def test_the_table_of_contents_is_not_the_outline() -> None:
    text = (
        "目　录\n一、总体要求\n二、重点任务\n（一）甲\n三、保障措施\n\n一、总体要求\n正文。\n"
        "二、重点任务\n（一）甲\n正文。\n三、保障措施\n正文。\n"
    )
    assert labels(text) == ["一、", "二、", "（一）", "三、"]
    assert units(text)[0].start > text.index("三、保障措施")


def test_contents_with_dotted_leaders_are_no_units() -> None:
    text = (
        "目录\n一、总体要求........1\n（一）指导思想……2\n二、任务\t3\n一、总体要求\n（一）指导思想\n"
        "正文。\n二、任务\n正文。\n"
    )
    assert labels(text) == ["一、", "（一）", "二、"]


@pytest.mark.parametrize("gap", ["\t", "\t\t", " \t ", "……\t", "…………", "......", " "])
@pytest.mark.parametrize("page", ["{}", "- {} -", "（{}）"])
@pytest.mark.parametrize("behind", ["　", " ", "\t"])
def test_a_contents_hides_no_chapter_however_its_pages_are_set(gap: str, page: str, behind: str) -> None:
    headings = [f"第一章{behind}总则", f"第一节{behind}目标", f"第二章{behind}服务", f"第一节{behind}助餐"]
    listed = "".join(f"{heading}{gap}{page.format(number)}\n" for number, heading in enumerate(headings, 1))
    text = f"青禾县养老服务规划\n目 录\n{listed}\n" + "".join(f"{heading}\n正文。\n" for heading in headings)
    assert [(u.path, u.title) for u in units(text)] == [
        ((1,), "总则"), ((1, 1), "目标"), ((2,), "服务"), ((2, 1), "助餐")
    ]  # fmt: skip
    assert kinds(text) == []
    assert units(text)[0].start == text.rindex("第一章")


@pytest.mark.parametrize("heading", ["", "目录\n", "目　次\n"])
def test_entries_with_a_tab_and_a_page_are_a_contents_under_any_heading_or_none(heading: str) -> None:
    text = f"{heading}前言\t1\n一、甲\t1\n（一）乙\t2\n二、丙\t3\n前言\n一、甲\n（一）乙\n正文。\n二、丙\n正文。\n"
    assert labels(text) == ["一、", "（一）", "二、"]
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一编 总则\n第一章 一般规定\n第一节 甲\n第一条 乙。\n第二条 丙。\n第二节 丁\n第三条 戊。\n",
            [(1,), (1, 1), (1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 2), (1, 1, 2), (1, 1, 2, 3)],
        ),
        (
            "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n②己\n（2）庚\n2.辛\n（二）壬\n二、癸\n",
            [
                (1,),
                (1, 1),
                (1, 1, 1),
                (1, 1, 1, 1),
                (1, 1, 1, 1, 1),
                (1, 1, 1, 1, 2),
                (1, 1, 1, 2),
                (1, 1, 2),
                (1, 2),
                (2,),
            ],
        ),
        (
            "1 范围\n本文件规定了要求。\n2 术语\n2.1 甲\n正文\n2.2 乙\n2.2.1 丙\n2.2.2 丁\n3 要求\n3.1 戊\n3.2 己\n",
            [(2,), (2, 1), (2, 2), (2, 2, 1), (2, 2, 2), (3,), (3, 1), (3, 2)],
        ),
        ("第一条 甲：\n（一）乙；\n（二）丙。\n第二条 丁。\n", [(1,), (1, 1), (1, 2), (2,)]),
        ("一、甲\n1、乙\n2、丙\n二、丁\n3、戊\n4、己\n", [(1,), (1, 1), (1, 2), (2,), (2, 3), (2, 4)]),
        ("一、甲\n一是乙。\n二是丙。\n三是丁。\n二、戊\n", [(1,), (1, 1), (1, 2), (1, 3), (2,)]),
        ("一、甲\n首先，乙。\n其次，丙。\n二、丁\n", [(1,), (1, 1), (1, 2), (2,)]),
        ("一、甲\n第一，乙。\n第二，丙。\n", [(1,), (1, 1), (1, 2)]),
    ],
    ids=["laws", "five levels", "decimal", "article with items", "arabic runs on", "一是", "首先", "第一，"],
)
def test_each_way_of_numbering_gives_the_printed_path(text: str, expected: list[tuple[int, ...]]) -> None:
    assert paths(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "（一） 甲\n（二） 乙\n",
        "(一)甲\n(二)乙\n",
        "〔一〕甲\n〔二〕乙\n",
        "（ 一 ）甲\n（ 二 ）乙\n",
        "  　（一）甲\n  　（二）乙\n",
        "\u00a0\u00a0（一）甲\n\u2003\u2003（二）乙\n",
        "\ufeff（一）甲\n\u200b（二）乙\n",
        "㈠甲\n㈡乙\n",
        "一)甲\n二)乙\n",
        "﹙一﹚甲\n﹙二﹚乙\n",
        "一﹑甲\n二﹑乙\n",
        "1﹒甲\n2﹒乙\n",
        "1․甲\n2․乙\n",
    ],
)
def test_brackets_and_blanks_of_any_width_are_the_same_number(text: str) -> None:
    assert [u.number for u in units(text)] == [1, 2]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("—、甲\n正文。\n二、乙\n正文。\n", [1, 2]),
        ("九、甲\n十、乙\n十—、丙\n†二、丁\n", [9, 10, 11, 12]),
        ("十九、甲\n二O、乙\n二十一、丙\n", [19, 20, 21]),
        ("第十九条 甲\n第二〇条 乙\n第二十一条 丙\n", [19, 20, 21]),
        ("１．甲\n２．乙\n", [1, 2]),
    ],
)
def test_numerals_misread_by_scanners_are_read_as_what_they_stand_for(text: str, numbers: list[int]) -> None:
    assert [u.number for u in units(text)] == numbers


def test_the_first_article_on_the_line_of_its_chapter_is_a_unit_of_its_own() -> None:
    text = (
        "第一章　总则　　第一条 　为规范管理，制定本办法。\n第二条 　适用本办法。\n"
        "第二章　附则　　第三条 　自发布之日起施行。\n"
    )
    assert labels(text) == ["第一章", "第一条", "第二条", "第二章", "第三条"]
    assert units(text)[0].title == "总则"


def test_a_number_that_is_due_is_found_where_its_line_break_was_lost() -> None:
    text = "一、甲\n（一）乙。正文完。（二）丙。正文。\n（三）丁。正文。二、戊\n（一）己。\n三、庚\n正文。\n"
    assert labels(text) == ["一、", "（一）", "（二）", "（三）", "二、", "（一）", "三、"]
    assert kinds(text) == ["lost_line_break", "lost_line_break"]


def test_the_last_heading_of_a_section_is_found_where_its_items_begin_anew() -> None:
    text = "一、甲\n（一）乙\n1.丙。\n2.丁，管理标准等。 （二）戊标准\n1.己。\n2.庚。\n二、辛\n正文。\n"
    assert paths(text) == [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 2), (1, 2, 1), (1, 2, 2), (2,)]


def test_a_number_in_a_sentence_is_not_taken_for_a_lost_heading_while_none_is_due() -> None:
    text = "一、甲\n（一）要做到：（1）及时；（2）准确。（二）项另行规定。\n（二）乙。\n"
    assert labels(text) == ["一、", "（一）", "（二）"]


@pytest.mark.parametrize("end", ["（见图2）。（二）体系内容", "。（二）体系内容", "！二、体系内容"])
def test_a_heading_that_ends_the_line_of_a_paragraph_lost_its_line_break(end: str) -> None:
    outer = "一、甲\n" if "（二）" in end else ""
    first = "（一）" if outer else "一、"
    text = f"{outer}{first}乙\n正文参照相关要求，由各部分组成{end}\n1.丙。\n2.丁。\n"
    assert labels(text)[-4:] == [first, "（二）" if outer else "二、", "1.", "2."]


@pytest.mark.parametrize("end", ["按规定办理。（二）项除外。", "按规定办理。（二）中的事项、其他事项"])
def test_a_mention_that_ends_a_paragraph_is_none(end: str) -> None:
    assert labels(f"一、甲\n（一）乙\n正文{end}\n1.丙。\n2.丁。\n") == ["一、", "（一）", "1.", "2."]


@pytest.mark.parametrize("end", ["。", "！", "，重点做好以下工作：", "。 "])
def test_a_whole_document_in_one_line_is_still_cut_at_its_numbers(end: str) -> None:
    body = "正文内容很长。" * 60 + f"正文{end}"
    text = f"一、甲 {body}（一）乙。{body}（二）丙。{body}二、丁 {body}（一）戊。{body}"
    assert labels(text) == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_a_list_of_annexes_is_no_outline_and_an_annex_starts_its_numbering_anew() -> None:
    text = (
        "一、甲\n正文。\n二、乙\n正文。\n附件：1.申报表\n2.汇总表\n\n附件1\n申报表\n一、填表说明\n"
        "正文。\n二、其他\n正文。\n"
    )
    document = outline(text, "d")
    assert [u.label for u in document.units] == ["一、", "二、", "附件1", "一、", "二、"]
    assert document.findings == ()


@pytest.mark.parametrize("heading", ["附件2 名词解释", "附件2：名词解释", "附 件 2　名词解释"])
def test_an_annex_may_name_its_title_on_its_own_line(heading: str) -> None:
    text = f"一、甲\n正文。\n二、乙\n正文。\n{heading}\n1.四新产业：正文。\n2.一网通办：正文。\n"
    found = outline(text, "d").units
    assert [(u.path, u.title) for u in found][2:] == [
        ((0,), "名词解释"),
        ((1,), "四新产业：正文"),
        ((2,), "一网通办：正文"),
    ]


@pytest.mark.parametrize(
    "mention",
    [
        "附件1：申报表\n附件2：汇总表\n某某市民政局\n2024年2月19日\n",
        "附件1：申报表\n\n某某市民政局\n二〇二四年二月十九日\n",
        "附件2 的材料一式两份；附件3另报。\n正文。\n",
    ],
)
def test_a_list_or_mention_of_annexes_heads_none(mention: str) -> None:
    assert labels(f"一、甲\n正文。\n二、乙\n正文。\n{mention}") == ["一、", "二、"]
    assert [u.label for u in outline(f"一、甲\n正文。\n{mention}", "d").units] == ["一、"]


def test_the_entries_of_a_list_of_annexes_may_go_on_below() -> None:
    text = "一、甲\n正文。\n附件：1.某某专项年度项目申报指南（名单、\n形式审查条件要求）\n2.某某专项\n年度项目申报指南\n3.汇总表\n"
    assert labels(text) == ["一、"]


def test_a_holiday_at_the_start_of_a_broken_line_is_no_heading() -> None:
    text = "一、甲\n正文。\n二、乙\n（一）丙。策划春节、\n五一、国庆等节庆活动，组织音乐节、冰雪节等活动，\n做好服务。\n（二）丁。\n三、戊\n"
    assert labels(text) == ["一、", "二、", "（一）", "（二）", "三、"]
    assert "五一、" not in labels("一、甲\n正文。\n二、乙\n丙。策划春节、\n五一、国庆节活动的\n做好服务。\n三、戊\n")


def test_an_inner_list_of_the_same_style_stands_within_the_outer_number() -> None:
    text = "一、甲\n1.乙\n2.丙：\n1.子\n2.丑\n3.寅\n二、丁\n3.戊\n4.己\n"
    assert paths(text)[-3:] == [(2,), (2, 3), (2, 4)]
    assert (1, 2, 3) in paths(text)


def test_a_lone_one_in_running_text_opens_no_list() -> None:
    assert labels("一、甲\n1.5亿元的投资。\n1.\n二、乙\n正文。\n") == ["一、", "二、"]


def test_a_number_out_of_order_is_kept_and_reported() -> None:
    text = "一、甲项\n正文。\n二、乙项\n正文。\n八、丙项\n正文。\n四、丁项\n正文。\n"
    assert labels(text) == ["一、", "二、", "八、", "四、"]
    assert kinds(text) == ["missing_heading", "unexpected_number"]


def test_a_restart_is_reported_and_its_units_are_told_apart() -> None:
    text = "二〇二三年回顾\n一、甲\n正文。\n二、乙\n正文。\n二〇二四年安排\n一、丙\n正文。\n二、丁\n正文。\n"
    assert [u.item_id for u in outline(text, "d").units] == ["d:0", "d:1", "d:2", "d:1~2", "d:2~2"]
    assert kinds(text) == ["restart"]


def test_a_heading_without_text_is_reported() -> None:
    assert kinds("一、甲\n正文。\n二、乙\n三、丙\n正文。\n") == ["empty_section"]


def test_an_unusually_long_unit_is_reported() -> None:
    text = f"一、甲\n（一）{'很长的正文。' * 700}\n（二）乙。\n"
    assert kinds(text) == ["long_unit"]


def test_a_number_that_fits_nowhere_is_reported_where_it_stands() -> None:
    findings = outline("一、甲\n（一）乙。\n（九）丙。\n（二）丁。\n", "d").findings
    assert [(f.kind, f.where, f.item_id) for f in findings] == [("unplaced_number", "（九）", "d:1.1")]


def test_a_flood_of_one_kind_of_finding_is_summed_up() -> None:
    found = outline("一、甲\n（一）乙。\n" + "（九）丙。\n" * 500, "d").findings
    findings = [f for f in found if f.kind == "unplaced_number"]
    assert len(findings) == 101
    assert "500" in findings[-1].message


def test_undecodable_and_private_characters_are_reported_with_their_code() -> None:
    findings = outline("一、甲\n乱码\ufffd在此，\ue010也在此。\n", "d").findings
    assert [f.kind for f in findings] == ["odd_character", "odd_character"]
    assert "U+FFFD" in findings[0].message


def test_a_rare_character_of_a_short_text_is_reported() -> None:
    findings = outline("一、慈善\n慈善总会羵关于开展募捐。\n", "d").findings
    assert [(f.kind, f.item_id) for f in findings] == [("odd_character", "d:1")]


def test_a_text_without_numbering_is_one_preamble() -> None:
    assert [(u.item_id, u.text) for u in outline("没有编号的通知。\n", "d").units] == [("d:0", "没有编号的通知。\n")]


def test_an_empty_text_has_no_units() -> None:
    assert outline("", "d").units == ()


def test_a_long_text_without_numbering_is_cited_by_paragraph() -> None:
    paragraph = "这是一段没有编号的正文，讲了很多事情。" * 10
    found = outline("\n".join([paragraph] * 20), "d").units
    assert [u.item_id for u in found[:3]] == ["d:0", "d:0p2", "d:0p3"]


def test_an_arabic_number_that_is_missing_does_not_lose_the_others() -> None:
    text = "一、甲\n（一）乙\n1.丙。\n3.丁。\n4.戊。\n（二）己\n1.庚。\n3.辛。\n二、壬\n5.癸。\n"
    assert paths(text) == [
        (1,), (1, 1), (1, 1, 1), (1, 1, 3), (1, 1, 4), (1, 2), (1, 2, 1), (1, 2, 3), (2,), (2, 5),
    ]  # fmt: skip


def test_the_first_of_an_enumeration_that_a_paragraph_announces_is_one_of_it() -> None:
    text = "一、甲\n（一）乙。总体部署如下。一是丙。正文。\n二是丁。正文。\n三是戊。正文。\n（二）己。\n"
    assert paths(text) == [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 1, 3), (1, 2)]


def test_an_enumeration_goes_on_behind_a_numbering_that_it_encloses() -> None:
    text = "第一、甲\n一、乙。\n二、丙。\n第二、丁\n正文。\n"
    assert labels(text) == ["第一、", "一、", "二、", "第二、"]


@pytest.mark.parametrize("dash", ["-", "–", "─", "—"])
def test_a_dash_in_brackets_is_a_misread_one(dash: str) -> None:
    assert paths(f"四、组织实施\n（{dash}）乙。\n（二）丙。\n")[-2:] == [(4, 1), (4, 2)]


def test_a_number_in_a_row_of_a_table_opens_no_unit() -> None:
    text = "一、甲\n1.签约服务覆盖率\t每年增加1%\n2.就诊率\t较上一年增加\n二、\t乙\n正文。\n"
    assert labels(text) == ["一、", "二、"]


def test_a_numbering_that_starts_again_within_an_open_one_stands_inside_it() -> None:
    text = "五、甲乙丙丁\n六、戊己庚辛\n第一、子。\n一、丑。\n二、寅。\n第二、卯。\n一、辰。\n二、巳。\n第三、午。\n"
    assert paths(text) == [
        (5,), (6,), (6, 1), (6, 1, 1), (6, 1, 2), (6, 2), (6, 2, 1), (6, 2, 2), (6, 3),
    ]  # fmt: skip


def test_a_decimal_number_below_its_chapter_does_not_repeat_it_when_others_are_lost() -> None:
    text = "第3章 平台\n3.1 甲\n正文。\n3.2.1 乙\n正文。\n3.2.1.1 丙\n3.2.1.5 丁\n3.4.2 戊\n正文。\n"
    assert paths(text) == [(3,), (3, 1), (3, 2, 1), (3, 2, 1, 1), (3, 2, 1, 5), (3, 4, 2)]


def test_a_blank_after_a_full_stop_before_a_number_is_a_lost_line_break() -> None:
    text = "一、甲\n（一）乙。正文。 （二）丙丁戊己。正文。\n二、庚\n正文。\n"
    assert labels(text) == ["一、", "（一）", "（二）", "二、"]


def test_a_due_number_glued_to_the_words_around_it_is_found() -> None:
    text = "一、促进数字经济发展1.加强统筹谋划。正文。\n2.强化政策。正文。\n打造服务品牌二、加速社会建设全面发展\n3.丙。\n三、甲乙丙\n4.丁。\n"
    assert paths(text) == [(1,), (1, 1), (1, 2), (2,), (2, 3), (3,), (3, 4)]


def test_a_figure_glued_to_words_is_no_number_that_was_lost() -> None:
    assert labels("一、甲\n增长5.5%，发展2.人民。\n1.乙。\n3.丙。\n") == ["一、", "1.", "3."]


def test_a_list_that_starts_again_without_its_second_number_shows_that_its_heading_is_lost() -> None:
    text = "三、甲乙丙丁\n（一）子\n1.丑。\n2.寅。\n3.卯。正文。（二）辰巳午\n1.未。\n3.申。\n4.酉。\n四、戌\n正文。\n"
    assert paths(text)[4:] == [(3, 1, 3), (3, 2), (3, 2, 1), (3, 2, 3), (3, 2, 4), (4,)]


def test_first_second_and_third_industries_open_no_unit() -> None:
    assert labels("（一）甲。\n一、第二、第三产业增加值分别增长。\n（二）乙。\n") == ["（一）", "（二）"]


def test_a_heading_number_keeps_its_unit_where_the_blank_behind_it_is_lost() -> None:
    text = "1总体要求\n1.1指导思想\n正文\n2主要任务\n2.1甲\n3个项目\n3保障\n3.1乙\n"
    assert labels(text) == ["1", "1.1", "2", "2.1", "3", "3.1"]


def test_an_article_that_was_added_later_is_no_repetition() -> None:
    text = "第一条　甲。\n第二条　乙。\n第二条之一　丙。\n第三条　丁。\n"
    assert labels(text) == ["第一条", "第二条", "第二条之一", "第三条"]
    assert kinds(text) == []


def test_a_figure_or_a_mention_that_is_just_what_is_missing_is_the_number() -> None:
    assert labels("1.甲。\n2.乙。\n3.6个专项：丙。\n4.丁。\n") == ["1.", "2.", "3.", "4."]
    assert labels("1.甲。\n2.乙。\n6.6个专项：丙。\n") == ["1.", "2."]
    assert labels("第一条 甲。\n第二条，乙。\n第三条 丙。\n") == ["第一条", "第二条", "第三条"]


def test_a_number_that_the_next_section_prints_again_is_repeated_rather_than_begun_late() -> None:
    text = "一、甲\n（一）子。正文。\n（二）丑。正文。\n二、乙\n（二）寅。正文。\n（三）卯。正文。\n"
    (finding,) = outline(text, "x").findings
    assert (finding.kind, finding.item_id) == ("duplicate_number", "x:2.2")
    assert "缺“（一）”" in finding.message
