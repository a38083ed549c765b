"""A second document, or an annex without the word 附件, inside one file is a part of its own and is reported."""

from __future__ import annotations

import pytest

from ingest.reader import document_from_text
from ingest.records import Document

NOTICE = "青禾县民政局关于做好救助工作的通知\n各乡镇：\n一、提高标准\n标准提高到800元。\n二、规范审批\n限时办结。\n"
SIGNED = "青禾县民政局\n2025年1月5日\n"
PLAN = "青禾县2025年民政工作要点\n2025年的总体要求是：服务大局。\n一、社会救助\n（一）低保\n按月发放。\n二、养老服务\n新增床位600张。\n"
LAW = (
    "青禾县养老服务办法\n第一章 总则\n第一条 为了规范服务，制定本办法。\n第二章 附则\n第二条 本办法自印发之日起施行。\n"
)
SECOND_NOTICE = (
    "青禾县民政局关于发放高龄津贴\n有关事项的通知\n各乡镇：\n高龄津贴每月100元。\n青禾县民政局\n2025年2月6日\n"
)


def document(text: str) -> Document:
    return document_from_text(text, source="a.txt")


def parts(text: str) -> list[str]:
    return [unit.title for unit in document(text).units if unit.path == (0,) and unit.start]


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in document(text).findings]


@pytest.mark.parametrize(
    ("second", "title"),
    [
        (PLAN, "青禾县2025年民政工作要点"),
        (LAW, "青禾县养老服务办法"),
        (SECOND_NOTICE, "青禾县民政局关于发放高龄津贴有关事项的通知"),
        ("青禾县救助对象名单\n甲镇 120人\n乙镇 80人\n", "青禾县救助对象名单"),
    ],
)
@pytest.mark.parametrize(
    "between", ["", "（此件公开发布）\n", "抄送：县委办公室。\n青禾县民政局办公室2025年1月6日印发\n"]
)
def test_a_title_behind_the_signature_begins_a_part_of_its_own(second: str, title: str, between: str) -> None:
    text = NOTICE + SIGNED + between + second
    assert parts(text) == [title]
    assert kinds(text) == ["second_document"]
    last_of_first = next(unit for unit in document(text).units if unit.label == "二、")
    assert last_of_first.text == "二、规范审批\n限时办结。\n" + SIGNED + between
    assert "".join(unit.text for unit in document(text).units) == text


def test_a_title_above_which_a_sentence_ends_and_below_which_the_outermost_numbers_start_again_does_too() -> None:
    text = PLAN + PLAN.replace("2025", "2024")
    assert parts(text) == ["青禾县2024年民政工作要点"]
    assert [u.path for u in document(text).units if u.label == "（一）"] == [(1, 1), (1, 1)]


def test_a_title_that_names_no_kind_of_document_does_behind_a_signature_and_above_a_first_number() -> None:
    text = NOTICE + SIGNED + "青禾县养老服务提升工程\n一、助餐\n每日两餐。\n二、助浴\n每月两次。\n"
    assert parts(text) == ["青禾县养老服务提升工程"]
    assert parts(NOTICE + SIGNED + "联系人：张三\n邮编130000\n") == []


def test_a_signature_of_a_person_ends_a_document_too() -> None:
    assert parts(PLAN + "张三\n2025年3月1日\n" + PLAN.replace("2025", "2024")) == ["青禾县2024年民政工作要点"]


def test_documents_without_numbers_are_told_apart_by_their_signatures() -> None:
    first = "青禾县民政局关于做好救助工作的通知\n各乡镇：\n标准提高到800元。\n"
    text = first + SIGNED + SECOND_NOTICE
    assert [unit.text for unit in document(text).units] == [first + SIGNED, SECOND_NOTICE]


def test_the_numbers_of_a_second_document_stand_in_none_of_the_first() -> None:
    text = LAW + SIGNED + PLAN
    assert [u.path for u in document(text).units if u.label in ("一、", "（一）", "二、")] == [(1,), (1, 1), (2,)]


def test_what_can_be_cited_of_its_beginning_is_called_by_its_title() -> None:
    item = next(i for i in document(NOTICE + SIGNED + PLAN).items if i.text.startswith("青禾县2025年"))
    assert (item.label, item.item_id) == ("青禾县2025年民政工作要点", "a:0~2")


def test_the_plan_below_a_notice_without_numbers_stays_one_document() -> None:
    notice = "青禾县民政局关于印发工作要点的通知\n各乡镇：\n现将工作要点印发给你们。\n"
    text = notice + SIGNED + PLAN
    assert parts(text) == []
    assert kinds(text) == []


@pytest.mark.parametrize(
    "inside",
    [
        "2025年1月5日\n关于做好救助工作的通知\n2025年2月6日\n关于发放津贴的通知\n",  # rows of a list: no one signs
        "有关要求的说明\n标准另行公布。\n",
        "（三）评分办法\n1.甲\n2.乙\n",
    ],
)
def test_a_title_inside_the_text_begins_nothing(inside: str) -> None:
    assert parts(NOTICE + inside + "三、做好宣传\n广泛宣传。\n") == []


def test_an_annex_that_says_so_is_reported_by_its_name_only() -> None:
    text = NOTICE + SIGNED + "附件\n" + PLAN
    assert kinds(text) == []
    assert [unit.label for unit in document(text).units if unit.path == (0,)] == ["", "附件"]
