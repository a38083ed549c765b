"""Lookups: a printed number leads to the item that bears it, to a question back, or to "not printed"."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replies import cited, reason, shown

from assistant.records import Answer, Reason, Reply
from index.engine import Index
from ingest.numerals import chinese_numeral

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    "question",
    [
        "2024年第十三项",
        "2024年第13项",
        "2024年第１３项",
        "2024年第十三条原文",
        "2024年（十三）",
        "2024年(13)",
        "24年第十三项",
        "二〇二四年第十三项",
        "吉民发〔2024〕4号第十三项",
        "吉民发[2024]4号第十三条",
        "2024年第十三項",
    ],
)
def test_a_number_that_runs_through_the_document_names_one_item(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"jilin-2024:5.13"}


@pytest.mark.parametrize(
    "question",
    ["2025年第三部分第一条", "2025年第三部分第（一）项", "2025年三、（一）", "2025年第3部分第1项", "2025年3.1条"],
)
def test_a_number_that_restarts_is_read_with_its_section(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"jilin-2025:3.1"}


def test_the_nth_item_of_a_section_is_counted_where_the_numbers_run_through(ask: Ask) -> None:
    assert cited(ask("2024年第五部分第一项")) == {"jilin-2024:5.13"}


def test_the_province_and_the_city_are_told_apart_by_name(ask: Ask) -> None:
    assert cited(ask("23年省里要点（八）")) == {"jilin-2023:2.8"}
    assert cited(ask("舒兰第八项")) == {"shulan-2023:2.8"}


def test_an_item_is_quoted_whole(ask: Ask, index: Index) -> None:
    reply = ask("2024年第十三项")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == index.item("jilin-2024:5.13").text.strip()


def test_a_section_without_items_is_quoted_itself(ask: Ask) -> None:
    assert cited(ask("2025年第七部分")) == {"jilin-2025:7"}
    assert cited(ask("2017年第四部分")) == {"jilin-2017:4"}


def test_a_section_gives_all_its_items_in_order(ask: Ask) -> None:
    reply = ask("2024年第三部分有哪些内容")
    assert [c.item_id for c in shown(reply)] == ["jilin-2024:3.7", "jilin-2024:3.8", "jilin-2024:3.9"]


def test_a_restarting_number_alone_asks_back_with_all_candidates(ask: Ask) -> None:
    reply = ask("2025年（一）")
    assert reason(reply) is Reason.AMBIGUOUS
    assert {c.item_id for c in shown(reply)} == {f"jilin-2025:{section}.1" for section in range(1, 7)}


def test_a_number_without_a_document_asks_back_across_documents(ask: Ask) -> None:
    reply = ask("第十三项")
    assert reason(reply) is Reason.AMBIGUOUS
    assert {"jilin-2024:5.13", "jilin-2023:3.13", "shulan-2023:3.13"} <= {c.item_id for c in shown(reply)}


def test_a_number_of_a_year_with_two_issuers_asks_back(ask: Ask) -> None:
    reply = ask("2023年第八项")
    assert reason(reply) is Reason.AMBIGUOUS
    assert {c.item_id for c in shown(reply)} == {"jilin-2023:2.8", "shulan-2023:2.8"}


@pytest.mark.parametrize(
    "question",
    [
        "舒兰第六项",
        "舒兰（六）",
        "舒兰第八部分",
        "2024年第40项",
        "2024年第一百项",
        "2025年第八部分",
        "2025年第七部分第一项",
        "2017年第十四部分",
    ],
)
def test_a_number_that_is_not_printed_is_said_to_be_missing(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert reason(reply) is Reason.ITEM_NOT_FOUND
    assert reply.text


def test_the_neighbours_of_a_missing_number_are_shown(ask: Ask) -> None:
    assert {c.item_id for c in shown(ask("舒兰第六项"))} >= {"shulan-2023:1.5", "shulan-2023:1.7"}


@pytest.mark.parametrize(
    "number",
    [
        "第0项",
        "第九百九十九项",
        "第999999999999项",
        "第一万项",
        "第九亿项",
        "第1000项",
    ],
)
def test_a_number_out_of_all_bounds_is_missing_too(ask: Ask, number: str) -> None:
    assert reason(ask(f"2024年{number}")) is Reason.ITEM_NOT_FOUND


def test_items_under_a_missing_heading_are_filed_as_printed_with_a_doubt(ask: Ask) -> None:
    """Shulan lacks the heading 八: （三十） stands under 七 as printed, and the citation says that it is doubtful."""
    reply = ask("舒兰（三十）")
    assert isinstance(reply, Answer)
    assert [(c.item_id, c.section) for c in reply.citations] == [("shulan-2023:7.30", 7)]
    assert reply.citations[0].note


def test_a_question_about_one_item_is_answered_from_that_item(ask: Ask) -> None:
    reply = ask("2024年第十三项里适老化改造多少户")
    assert cited(reply) == {"jilin-2024:5.13"}
    assert "8000户" in reply.text


def test_what_the_item_does_not_say_is_not_answered_with_the_whole_item(ask: Ask) -> None:
    reply = ask("2024年第十三项里采暖补贴多少元")
    assert reason(reply) is Reason.NOT_IN_DOCUMENTS


def test_the_preamble_is_a_place(ask: Ask) -> None:
    reply = ask("2024年前言")
    assert cited(reply) == {"jilin-2024:0"}
    assert "2024年全省民政工作要坚持以" in shown(reply)[0].quote


def test_a_count_is_no_printed_number(ask: Ask) -> None:
    """哪三项 counts; it does not name the item 3."""
    assert reason(ask("平安边界创建活动以哪三项活动为载体")) is None
    assert cited(ask("平安边界创建活动以哪三项活动为载体")) == {"jilin-2024:9.29"}


@pytest.mark.parametrize(
    ("year", "digits", "numeral"), [("2024年", "11个部分", "十一个部分"), ("2025年", "7个部分", "七个部分")]
)
def test_the_parts_of_a_document_can_be_counted(ask: Ask, year: str, digits: str, numeral: str) -> None:
    reply = ask(f"{year}要点一共有几个部分")
    assert isinstance(reply, Answer)
    assert f"共{digits}" in reply.text or f"共{numeral}" in reply.text


def test_the_last_printed_place_is_the_last_section(ask: Ask) -> None:
    """2025 ends with section 七, which has no items."""
    assert cited(ask("2025年要点一共有几个部分")) == {"jilin-2025:7"}


@pytest.mark.parametrize(
    ("question", "item", "printed"),
    [
        ("舒兰的要点落款是哪一天", "shulan-2023:10.36", "2023年3月21日"),
        ("2024年的要点是什么时候印发的", "jilin-2024:0", "2024年2月19日"),
        ("2024年要点的文号是什么", "jilin-2024:0", "吉民发〔2024〕4号"),
        ("省里2024年那份要点哪次党组会上过的", "jilin-2024:0", "已经省民政厅2024年第6次党组会议审议通过"),
        ("2024年要点的落款单位是谁", "jilin-2024:0", "吉林省民政厅"),
        (
            "2025年要点印发给哪些单位",
            "jilin-2025:0",
            "各市（州）民政局、长白山管委会民政局，各县（市、区）民政局，厅机关各处（室）、直属事业单位",
        ),
    ],
)
def test_facts_about_a_document_are_quoted_from_where_it_prints_them(
    ask: Ask, question: str, item: str, printed: str
) -> None:
    reply = ask(question)
    assert cited(reply) == {item}
    assert shown(reply)[0].quote == printed


def test_a_document_number_that_is_not_printed_is_not_out_of_domain(ask: Ask) -> None:
    assert reason(ask("2025年要点的文号是什么")) is Reason.NOT_IN_DOCUMENTS


@pytest.mark.parametrize("number", range(1, 47))
def test_an_ordinal_in_chinese_numerals_finds_the_same_place_as_in_digits(
    ask: Callable[..., Reply], number: int
) -> None:
    spoken, digits = (ask(f"省厅2023年第{written}条") for written in (chinese_numeral(number), number))
    assert isinstance(spoken, Answer)
    assert cited(spoken) == cited(digits)


@pytest.mark.parametrize("question", ["2024年银发经济是第几条", "2024年银发经济写在第几部分"])
def test_where_a_subject_stands_is_said_by_its_source(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"jilin-2024:4.10"}


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("2025年第四部分最后一条", "jilin-2025:4.2"),
        ("2025年第二部分倒数第二条", "jilin-2025:2.5"),
        ("2024年要点的最后一项", "jilin-2024:11.39"),
        ("舒兰市2023年最末一条", "shulan-2023:10.36"),
    ],
)
def test_places_are_counted_from_the_end(ask: Ask, question: str, item: str) -> None:
    reply = ask(question)
    assert item in cited(reply)
    assert len(cited(reply)) == 1


def test_the_last_part_gives_all_its_items(ask: Ask) -> None:
    assert cited(ask("2024年最后一部分")) == {f"jilin-2024:11.{number}" for number in (37, 38, 39)}


def test_from_the_end_further_than_the_beginning_is_not_printed(ask: Ask) -> None:
    reply = ask("2025年第三部分倒数第九条")
    assert reason(reply) is Reason.ITEM_NOT_FOUND
    assert "倒数第九项" in reply.text


def test_how_a_place_is_turned_to_asks_nothing_within_it(ask: Ask) -> None:
    reply = ask("翻到2025年第二大部分第6条")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote.startswith("（六）提升综合监管效能")


def test_all_of_a_section_is_given_on_request_whatever_names_it(ask: Ask) -> None:
    reply = ask("2017年第二部分，脱贫攻坚那块，整段发过来")
    assert cited(reply) == {"jilin-2017:2"}
    assert isinstance(reply, Answer)
    assert len(reply.citations[0].quote) > 300


@pytest.mark.parametrize(
    "question",
    ["2024年儿童福利那部分有几项", "2024年儿童福利这一块一共多少条", "24年儿童福利部分里有几条呀"],
)
def test_the_items_of_a_part_named_by_its_subject_are_counted_out(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert reply.understood.startswith("2024年第3部分")
    assert cited(reply) == {f"jilin-2024:3.{n}" for n in (7, 8, 9)}


def test_a_part_may_be_named_by_what_most_of_its_items_are_on(ask: Ask) -> None:
    assert cited(ask("2025年养老服务板块总共几条")) == {f"jilin-2025:2.{n}" for n in range(1, 7)}


def test_an_item_is_found_in_the_part_that_is_named_by_its_subject(ask: Ask) -> None:
    assert cited(ask("2025年社会福利那块第二条怎么说")) == {"jilin-2025:4.2"}


def test_a_part_that_two_offices_have_is_asked_back(ask: Ask) -> None:
    assert reason(ask("2023年儿童部分有几条")) is Reason.AMBIGUOUS
