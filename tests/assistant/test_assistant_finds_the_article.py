"""Which article of a regulation answers: the one that begins the list, that prints the figure in words, that says who approves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replies import cited, quote_of, says
from test_assistant_reads_other_documents import asking

from assistant.asked import Expected, Kind, read_asked
from assistant.records import Reply
from index.lexicon import Lexicon

Ask = Callable[..., Reply]

PARKS = """清江市公园条例
第一章　总则
第一条　为了规范公园管理，制定本条例。
第二条　公园建设坚持公益、便民的原则，公园管理单位应当公示公园服务项目和收费标准。
第二章　建设
第三条　新建居住区每百户应当配建不少于二十五平方米的游园，单处面积不得小于一百二十平方米。
第四条　游园的绿地比例不得低于百分之六十五，补栽费用按照所毁苗木价值的两点五倍计算。
第五条　新建公园由市园林部门提出方案，报市人民政府批准。
游园更名，由区园林部门审批。
乔木移植，由省林业部门审批；已建成的居住区补建游园，每百户不少于十八平方米。
第六条　公园的游乐设施应当定期检查，检查记录应当长期保存。
第三章　服务
第七条　便民服务主要包括下列内容：
（一）晨练、健身等场地服务；
（二）亭廊、座椅等休憩服务；
为老年人、残疾人提供的轮椅借用服务；
（四）饮水、如厕等生活服务。
第八条　公园管理单位提供便民服务，应当佩戴标志；便民服务人员应当参加培训。
第九条　在公园内有下列行为之一的，管理人员不予入园：
（一）携带犬只的；
（二）携带易燃易爆物品的。
第十条　游客应当爱护公园，入园后不得攀折花木，管理人员应当引导游客文明入园。
第十一条　下列物品在公园内不得售卖：
（一）孔明灯；
（二）弹弓。
第十二条　擅自占用游园摆摊的，处二千元以上一万元以下罚款；占用花坛种菜的，并处所毁花木价值一倍以上四倍以下的罚款。
第十三条　每座公园应当配备至少一名急救员。
第十四条　公园问询热线为0999-5550188，服务时间为每日7时至22时。
"""
OFFICE = """2024年清江市园林工作要点
清江市园林局
一、建设
（一）新建公园6个，更新健身设施30处，公园服务满意率达到95%。
二、服务
（二）推行“一码通”。游客入园只需扫码，便民服务网点增加到20个。
"""
CARDS = """清江市游园卡常见问题
一、游园卡能用多久？
游园卡自激活之日起1年内有效。
二、办卡要看哪些方面？
申请人同时符合下列条件的，可以办理游园卡：
（一）在本市居住满半年的。
（二）上年度没有不文明游园记录的。
三、哪些情况要注销游园卡？
持卡人有下列情形之一的，应当注销游园卡：
（一）转借他人的。
（二）迁出本市的。
（三）一年内三次不文明游园的。
四、游园卡丢了怎么办？
持卡人可以到公园补办游园卡，补办收取工本费。
"""


@pytest.fixture(scope="module")
def ask(lexicon: Lexicon) -> Ask:
    return asking({"gongyuan": PARKS, "yuanlin": OFFICE, "youyuanka": CARDS}, lexicon)


@pytest.mark.parametrize("asked", ["都包含些什么", "包括哪些", "有哪几样", "管哪几件事"])
def test_a_list_is_the_article_that_begins_it_with_every_entry(ask: Ask, asked: str) -> None:
    reply = ask(f"公园的便民服务{asked}")
    assert cited(reply) == {"gongyuan:3.7"}
    quote = quote_of(reply, "gongyuan:3.7")
    assert all(entry in quote for entry in ("晨练", "休憩", "轮椅", "如厕"))  # the mark of the third is lost


@pytest.mark.parametrize("asked", ["碰到什么情况公园不让入园", "哪些情形不给入园"])
def test_a_list_of_cases_stands_alone(ask: Ask, asked: str) -> None:
    assert cited(ask(asked)) == {"gongyuan:3.9"}


@pytest.mark.parametrize("asked", ["游园卡哪些情形注销", "碰到什么情况游园卡要注销"])
def test_a_list_whose_entries_are_items_of_their_own_is_given_with_all_of_them(ask: Ask, asked: str) -> None:
    assert cited(ask(asked)) == {"youyuanka:3", "youyuanka:3.1", "youyuanka:3.2", "youyuanka:3.3"}


@pytest.mark.parametrize("asked", ["哪些人能办游园卡", "什么人可以办理游园卡"])
def test_who_may_have_a_thing_is_not_all_that_is_said_of_it(ask: Ask, asked: str) -> None:
    assert cited(ask(asked)) == {"youyuanka:2", "youyuanka:2.1", "youyuanka:2.2"}


def test_a_title_by_itself_says_nothing(ask: Ask) -> None:
    assert "gongyuan:0" not in cited(ask("公园条例怎么说公园的"))


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ("新建居住区一百户要配多大面积的游园", "二十五平方米"),
        ("游园单处最小得多少平", "一百二十平方米"),
        ("游园绿地比例不能低于多少", "百分之六十五"),
        ("毁了苗木补栽费按价值的几倍算", "两点五倍"),
    ],
)
def test_figures_in_words_are_figures(ask: Ask, asked: str, figure: str) -> None:
    assert says(ask(asked), figure)


@pytest.mark.parametrize("asked", ["新公园要谁批准", "建公园要哪一级政府批准", "新建公园归谁审批"])
def test_who_approves_is_where_it_says_so(ask: Ask, asked: str) -> None:
    assert "gongyuan:2.5" in cited(ask(asked))
    assert says(ask(asked), "报市人民政府批准")


@pytest.mark.parametrize("asked", ["移栽乔木谁批准", "乔木移植要哪一级批准"])
def test_what_others_say_without_an_approval_stands_not_beside_it(ask: Ask, asked: str) -> None:
    assert cited(ask(asked)) == {"gongyuan:2.5"}


@pytest.mark.parametrize("asked", ["哪些东西不能在公园里卖", "公园内不让售卖哪些物品"])
def test_what_is_forbidden_is_no_theme(ask: Ask, asked: str) -> None:
    assert cited(ask(asked)) == {"gongyuan:3.11"}
    assert says(ask(asked), "弹弓")


@pytest.mark.parametrize(
    ("asked", "figures"),
    [
        ("占用游园摆摊罚多少", ("二千元以上", "一万元以下")),
        ("在花坛种菜的罚多少", ("一倍以上", "四倍以下")),
        ("占花坛种菜罚款是多少", ("一倍以上", "四倍以下")),
    ],
)
def test_a_fine_is_a_sum_or_a_multiple(ask: Ask, asked: str, figures: tuple[str, str]) -> None:
    assert all(says(ask(asked), figure) for figure in figures)


@pytest.mark.parametrize(
    "asked", ["新建居住区和已建成居住区每百户游园面积差多少", "新建的和已建成的居住区，每百户游园面积各是多少"]
)
def test_both_figures_that_are_compared_are_given(ask: Ask, asked: str) -> None:
    assert says(ask(asked), "二十五平方米")
    assert says(ask(asked), "十八平方米")


@pytest.mark.parametrize("asked", ["检查记录保存多久", "游乐设施检查记录要保存几年"])
def test_how_long_may_be_told_in_words(ask: Ask, asked: str) -> None:
    assert says(ask(asked), "长期保存")


def test_a_new_name_is_a_change_of_name(ask: Ask) -> None:
    assert says(ask("游园改名字谁来批"), "由区园林部门审批")


def test_hours_and_a_number_asked_together_are_one_sentence(ask: Ask) -> None:
    reply = ask("公园问询热线号码是多少，几点到几点有人接")
    assert says(reply, "0999-5550188")
    assert says(reply, "7时至22时")


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("一个月能领几个钱", {"money"}),
        ("满八十岁的一个月是多少", {"money"}),
        ("每月能有多少人", {"person"}),
        ("每天加收几个点", {"ratio"}),
        ("占地几亩", {"area"}),
        ("要多少平", {"area"}),
        ("改作他用罚多少", {"money", "multiple", "ratio"}),
    ],
)
def test_everyday_units_are_units(text: str, families: set[str]) -> None:
    asked = read_asked(text)
    assert (asked.kind, asked.families) == (Kind.FIGURE, families)


def test_from_what_hour_is_no_count() -> None:
    asked = read_asked("几点到几点有人接电话")
    assert (asked.kind, asked.expected) == (Kind.STATEMENT, Expected.CLOCK)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("救助时提供些什么", Kind.LIST),
        ("都包含些什么", Kind.LIST),
        ("今年抓了些什么", Kind.SUMMARY),
        ("归哪一级审批", Kind.STATEMENT),
    ],
)
def test_some_things_are_a_list(text: str, kind: Kind) -> None:
    assert read_asked(text).kind is kind
