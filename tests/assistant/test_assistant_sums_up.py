"""Summaries: a section or a theme by its headings, whatever way it is asked for; never one for a thing inside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replies import cited, says

from assistant.asked import Kind, read_asked
from assistant.overview import overview
from assistant.question import QuestionReader
from assistant.records import Answer, Reply
from index.engine import Index

Ask = Callable[..., Reply]


def items(document: str, section: int, first: int, last: int) -> set[str]:
    return {f"{document}:{section}.{n}" for n in range(first, last + 1)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2024年儿童福利质量怎么提升，省里的路子说一说", items("jilin-2024", 3, 7, 9)),
        ("24年全面从严治党落到哪几项工作上", items("jilin-2024", 11, 37, 39)),
        ("2025年社会救助体系往下怎么健全，理个头绪", items("jilin-2025", 3, 1, 4)),
        ("2023年省里“强化社会事务管理”包括哪些工作", items("jilin-2023", 8, 33, 36)),
    ],
)
def test_words_that_no_sentence_of_the_theme_holds_do_not_hide_it(ask: Ask, question: str, expected: set[str]) -> None:
    assert cited(ask(question)) == expected


def test_the_heading_of_an_item_is_read_with_that_of_its_section(ask: Ask) -> None:
    assert cited(ask("24年社会组织工作里讲“并重”的几条概括一下")) == items("jilin-2024", 6, 18, 20)


def test_a_section_is_meant_where_most_of_its_items_bear_the_name(ask: Ask) -> None:
    assert cited(ask("舒兰未成年人保护概括一下")) == items("shulan-2023", 4, 16, 18)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2025年儿童福利和残疾人关爱概括一下", items("jilin-2025", 4, 1, 2)),
        ("2024年婚姻登记与殡葬两件事总结一下", items("jilin-2024", 8, 25, 26)),
        ("2023年全省婚姻、殡葬、救助管理三块概括一下", items("jilin-2023", 8, 34, 36)),
    ],
)
def test_subjects_side_by_side_are_all_summed_up(ask: Ask, question: str, expected: set[str]) -> None:
    assert cited(ask(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2024年养老服务要建多少个助餐点，概括一下", "jilin-2024:5.13"),
        ("2025年慈善事业要推广哪些地方的做法", "jilin-2025:6.4"),
        ("2024年社会救助的手机申请程序说说", "jilin-2024:2.6"),
    ],
)
def test_what_a_sentence_below_the_heading_says_is_answered_with_it(ask: Ask, question: str, expected: str) -> None:
    assert cited(ask(question)) == {expected}


@pytest.mark.parametrize("question", ["要出台哪些办法", "依托哪两套体系", "有哪几种方式", "开哪两个会", "有什么平台"])
def test_things_of_a_kind_are_asked_for(question: str) -> None:
    assert read_asked(question).things


@pytest.mark.parametrize("question", ["有哪些工作", "抓哪几件事", "有什么安排", "哪几个方面", "讲了啥内容", "分哪几块"])
def test_all_that_is_done_is_asked_for(question: str) -> None:
    assert not read_asked(question).things


@pytest.mark.parametrize(
    "question",
    ["怎么铺开", "咋个优化", "怎么个改革法", "主要抓什么", "理一理头绪", "每条一句话", "各是什么", "说几句"],
)
def test_an_open_question_asks_for_a_summary(question: str) -> None:
    assert read_asked(question).kind is Kind.SUMMARY


def test_those_few_items_are_no_number_asked_for(ask: Ask) -> None:
    assert read_asked("那几条说说").kind is Kind.SUMMARY
    assert read_asked("有几条").kind is Kind.FIGURE
    assert read_asked("有几种，列一列").kind is Kind.LIST


def test_a_history_of_many_years_is_no_summary_of_sections(ask: Ask) -> None:
    assert len(cited(ask("地名管理按年份捋一捋：2017、2023、2024、2025"))) <= 5


def test_a_list_side_by_side_in_one_document_is_quoted_to_its_end(ask: Ask) -> None:
    reply = ask("2017年民办养老机构监管“四个一批”分别指什么")
    assert cited(reply) == {"jilin-2017:4"}
    for member in ("整改一批", "取缔一批", "疏导一批", "新建一批"):
        assert says(reply, member)


@pytest.mark.parametrize("question", ["重点巡访的8类老人是什么人", "2024年巡访关爱的8类重点老年人都是哪类人"])
def test_kinds_of_people_are_no_name_asked_for(ask: Ask, question: str) -> None:
    assert says(ask(question), "计划生育特殊家庭")


@pytest.mark.parametrize(
    ("question", "place"), [("公益性公墓试点有哪个县", "农安县"), ("2023年公益性公墓试点举的是哪个县的例子", "农安县")]
)
def test_a_county_is_known_by_the_gazetteer(ask: Ask, question: str, place: str) -> None:
    assert says(ask(question), place)


@pytest.mark.parametrize(
    ("question", "meeting"),
    [
        ("2024年要点是在什么会议上审议通过的", "2024年第6次党组会议审议通过"),
        ("23年省里的工作要点经哪次会议通过", "2023年第2次党组会议审议通过"),
    ],
)
def test_the_meeting_that_adopted_a_plan_is_quoted_from_its_head(ask: Ask, question: str, meeting: str) -> None:
    assert says(ask(question), meeting)


def test_entries_to_be_listed_are_no_next_item(ask: Ask) -> None:
    assert cited(ask("2023年省要点第七部分列一下条目")) == items("jilin-2023", 7, 30, 32)


def test_a_word_beside_the_subjects_names_no_theme_of_its_own(ask: Ask) -> None:
    assert cited(ask("舒兰地名和殡葬两类管理工作怎么抓")) == {"shulan-2023:7.27", "shulan-2023:7.32"}


def test_most_items_of_a_section_that_is_named_are_the_section(ask: Ask) -> None:
    assert cited(ask("2025年老龄事业与养老服务总结一下")) == items("jilin-2025", 2, 1, 6)


@pytest.mark.parametrize("question", ["2025年全省民政工作要点的目录", "2025年民政工作要点分哪些板块"])
def test_a_plan_whose_title_says_it_all_is_summed_up_by_its_sections(ask: Ask, question: str) -> None:
    assert {item.partition(":")[2].partition(".")[0] for item in cited(ask(question))} == set("1234567")


def test_a_digital_thing_asks_for_no_figure() -> None:
    assert read_asked("城市数字化转型怎么推进").kind is Kind.LIST
    assert read_asked("覆盖率的数字是多少").kind is Kind.FIGURE
    assert read_asked("信息化的安排，归成几点").kind is Kind.SUMMARY


def test_an_overview_shows_less_of_each_item_the_less_room_there_is(reader: QuestionReader, index: Index) -> None:
    documents, terms = [index.document("jilin-2023")], reader.read("党的二十大精神有哪些任务").terms
    all_of_it, sentences, headings = (overview(documents, terms, budget=room) for room in (5_000, 700, 0))
    assert {e.item.item_id for e in headings} == {e.item.item_id for e in all_of_it} == items("jilin-2023", 1, 1, 7)
    assert all(e.quote == e.item.text.strip() for e in all_of_it)
    assert all(e.quote.endswith(e.item.title) for e in headings)
    assert all(h.quote in s.quote for h, s in zip(headings, sentences, strict=True))


def test_how_anything_is_done_is_an_open_question() -> None:
    assert read_asked("公共服务怎么丰富").kind is Kind.SUMMARY
    assert read_asked("低保怎么申请").kind is Kind.STATEMENT


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2023年省里志愿服务体系和福利彩票怎么要求", items("jilin-2023", 9, 39, 39) | items("jilin-2023", 9, 41, 41)),
        ("2024年法治化、安全管理两方面的部署", items("jilin-2024", 10, 32, 32) | items("jilin-2024", 10, 35, 35)),
    ],
)
def test_a_heading_that_holds_one_subject_does_not_speak_for_the_other(
    ask: Ask, question: str, expected: set[str]
) -> None:
    assert cited(ask(question)) == expected


@pytest.mark.parametrize("question", ["收录了哪些文件", "有哪些文件可以查？", "都有什么资料？"])
def test_what_is_held_is_told_by_the_titles_of_all_documents(ask: Ask, index: Index, question: str) -> None:
    assert {item.partition(":")[0] for item in cited(ask(question))} == {d.document_id for d in index.documents}


@pytest.mark.parametrize("question", ["2025年的文件", "吉林省2025年要点"])
def test_a_document_named_and_nothing_else_is_told_by_its_sections(ask: Ask, index: Index, question: str) -> None:
    sections = {item.section for item in index.document("jilin-2025").items} - {0}
    assert {f"jilin-2025:{n}" for n in sections} == {item.partition(".")[0] for item in cited(ask(question))}


@pytest.mark.parametrize("asked", ["的工作重点", "的主要任务是什么", "的重点任务概括一下"])
def test_what_is_mainly_done_is_asked_of_the_theme(ask: Ask, asked: str) -> None:
    sections = {item_id.split(".")[0] for item_id in cited(ask(f"2023年舒兰社会救助{asked}"))}
    assert sections == {"shulan-2023:2"}


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "舒兰的救助寻亲、福利彩票、地名三件事各怎么推进",
            {"shulan-2023:7.30", "shulan-2023:9.34", "shulan-2023:7.27"},
        ),
        ("2025年婚姻登记和救助管理，分别推广哪里的做法", {"jilin-2025:5.2", "jilin-2025:5.3"}),
        ("舒兰的老年食堂和农村养老大院各建在哪里", {"shulan-2023:3.12", "shulan-2023:3.14"}),
        ("殡葬连带婚姻，2024年都讲了什么", {"jilin-2024:8.25", "jilin-2024:8.26"}),
    ],
)
def test_each_of_the_matters_named_side_by_side_is_answered(ask: Ask, question: str, items: set[str]) -> None:
    assert items <= cited(ask(question))


def test_what_one_matter_quotes_is_not_quoted_again_for_the_next(ask: Ask) -> None:
    reply = ask("2023年省里社会工作和志愿服务分别怎么安排")
    assert isinstance(reply, Answer)
    quotes = [(c.item_id, c.quote) for c in reply.citations]
    assert len(quotes) == len(set(quotes))
    assert all(f"[{c.n}]" in reply.text for c in reply.citations)


@pytest.mark.parametrize("question", ["各地各部门怎么落实", "养老机构怎么加强安全管理", "省里带头做什么"])
def test_one_matter_stays_one_question(ask: Ask, question: str) -> None:
    assert ask(question).understood == question
