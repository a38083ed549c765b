"""Groups of people: what is measured or said of one is no answer on another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replies import reason

from assistant.groups import groups_of, of_others
from assistant.records import Answer, Reason, Reply

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("为经济困难的失能、残疾、高龄老年人提供托养", {"老年人", "残疾人"}),
        ("缴纳养老保险费", set()),
        ("孤儿和事实无人抚养儿童", {"儿童"}),
        ("军休干部和退役士兵", {"军人"}),
        ("规范社会组织登记", set()),
    ],
)
def test_a_text_speaks_of_the_groups_that_it_names(text: str, named: set[str]) -> None:
    assert groups_of(text) == named


def test_the_nearest_text_that_names_a_group_decides() -> None:
    asked = frozenset({"残疾人"})
    assert of_others(asked, "开展适老化改造", "为老年人服务")
    assert not of_others(asked, "为残疾老年人开展适老化改造", "为老年人服务")
    assert not of_others(asked, "开展改造", "加强管理")
    assert not of_others(frozenset(), "为老年人服务")


@pytest.mark.parametrize(
    "question",
    [
        "给残疾人家庭适老化改造多少户",
        "残疾人新增照护床位多少张",
        "儿童福利院的护理床位占比多少",
        "留守儿童的月巡访率达到多少",
        "退役军人的老年食堂建多少个",
    ],
)
def test_a_figure_of_other_people_is_no_answer(ask: Ask, question: str) -> None:
    assert reason(ask(question)) is Reason.NOT_IN_DOCUMENTS


@pytest.mark.parametrize("question", ["低保老人家适老化改造多少户", "失能老人的照护床位新增多少张", "适老化改造多少户"])
def test_people_who_are_old_and_something_else_are_old_people(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Answer)


def test_a_year_that_speaks_of_other_people_only_comes_close(ask: Ask) -> None:
    reply = ask("历年农村留守孩子有什么行动")
    assert isinstance(reply, Answer)
    lines = [line for line in reply.text.split("\n") if "老年人" in line]
    assert all("没有直接这样写" in line or "相近的还有" in line for line in lines)
