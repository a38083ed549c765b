"""Documents of other kinds than the shipped ones: a work report, rules by articles, a plan that names who is responsible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from replies import cited, cited_documents, quote_of, reason, says

from assistant.assistant import Assistant
from assistant.records import Conversation, Reason, Reply
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from ingest.reader import document_from_text

Ask = Callable[..., Reply]
DATA = Path(__file__).resolve().parents[2] / "data"

REPORT = """2025年山河省政府工作报告
2025年1月13日在山河省第十四届人民代表大会第三次会议上
省长　李山河
一、2024年工作回顾
（一）就业稳定。城镇新增就业23.3万人，粮食总产量达到853亿斤。
（二）民生改善。新建社区食堂120个。
二、2025年工作安排
（一）稳定就业。统筹技能培训和创业带动，城镇新增就业21万人以上。
（二）改善民生。新建社区食堂150个，实现街道全覆盖。
"""
NOTICE = """关于长期护理保险缴费的通告
一、缴费标准
（一）在校学生：个人缴费每人413元，财政补助每人956元。
（二）在职职工：月缴费费率按以下标准执行：
1.单位缴费费率：0.15%。
2.个人缴费费率：
（1）未满45周岁人员为0.02%；
（2）满45周岁人员为0.08%。
江海市的居民可以在网上缴费，2024年12月截止。
"""
RULES = """山河省公墓管理办法
第一章　总则
第一条　为了规范公墓管理，制定本办法。
第二条　公墓应当节约土地，推动先进制造业提供生态葬具，占比达到10%。
第二章　管理
第三条　公墓管理单位应当自收到申请之日起20日内答复申请人。
第四条　公墓墓位的管理费应当公示，公示期为30日。
"""
PLAN = """数字山河2025行动方案
一、建设数字政府
（一）推进一网通办。推动74项事项跨省通办。（省政府办公厅牵头）
（二）推进数据共享。完善目录管理，建设共享平台。强化安全保障。（省大数据局牵头，省民政厅配合）推行政务公开。（省司法厅牵头）
二、建设数字社会
（一）建设智慧社区。新建智慧社区200个。
（二）建设智慧养老院。打造智慧养老院12家。
"""


TOWN_REPORT = """2024年江海市政府工作报告
江海市人民政府　2024年1月9日
一、2023年工作回顾
（一）项目扎实推进。新建图书角30个。
二、2024年工作安排
（一）扩大有效投资。新建图书角45个。
"""
PARKS = """第一章 总则
第一条 为加强江海市级花卉园区建设管理，制定本办法。
第二条 园区由市林业主管部门认定。
第三条 园区复核不合格的，撤销称号。
第四条 园区分为以下两类：
（一）种苗类园区；
（二）观光类园区。
园区名录向社会公布。
第五条 园区有下列情形之一的，不予认定：
（一）占用耕地的；
（二）被列入失信名单的。
第六条 本办法自2020年5月1日起施行。
"""
OPINION = """中共中央办公厅 国务院办公厅关于推进花卉产业发展的意见
（2024年3月1日）
一、总体要求
（一）指导思想。坚持绿色发展。
（二）主要目标。到2027年，花卉交易市场基本建成；到2031年，花卉产业体系更加完善。
二、重点任务
（三）加强种质保护。建立种质资源库。
"""


@pytest.fixture(scope="module")
def ask(lexicon: Lexicon) -> Ask:
    return asking({"baogao": REPORT, "banfa": RULES, "fangan": PLAN, "tonggao": NOTICE}, lexicon)


@pytest.fixture(scope="module")
def ask_seven(lexicon: Lexicon) -> Ask:
    texts = {"baogao": REPORT, "banfa": RULES, "fangan": PLAN, "tonggao": NOTICE}
    return asking(texts | {"jianghai": TOWN_REPORT, "yuanqu": PARKS, "yijian": OPINION}, lexicon, date(2026, 5, 1))


def asking(texts: dict[str, str], lexicon: Lexicon, today: date | None = None) -> Ask:
    documents = [document_from_text(text, source=f"{stem}.txt") for stem, text in texts.items()]
    encoder = load_encoder(DATA / "encoder")
    index = LocalIndex.build(documents, encoder, words=sorted(lexicon.words), expand=lexicon.expansions)
    assistant = Assistant(index, lexicon, today=today)

    def asked(question: str, *before: str) -> Reply:
        conversation = Conversation()
        for turn in before:
            conversation = conversation.with_turn(turn, assistant.ask(turn, conversation))
        return assistant.ask(question, conversation)

    return asked


def test_a_target_is_taken_from_the_plan_and_a_result_from_the_review(ask: Ask) -> None:
    assert cited(ask("2025年城镇新增就业目标多少万人")) == {"baogao:2.1"}
    assert "baogao:1.1" in cited(ask("2024年实际完成了城镇新增就业多少万人"))


def test_a_year_before_the_report_is_looked_up_in_its_review(ask: Ask) -> None:
    reply = ask("山河省2024年粮食总产量多少")
    assert "没有2024年" in reply.text or "2024年" in reply.text
    assert says(reply, "853亿斤")


def test_who_gave_a_report_and_when_is_quoted_from_its_head(ask: Ask) -> None:
    reply = ask("山河省政府工作报告是谁作的")
    assert says(reply, "李山河")


def test_a_document_of_unknown_office_is_not_left_out_where_its_place_is_named(ask: Ask) -> None:
    assert cited_documents(ask("江海市网上缴费截止到什么时候")) == {"tonggao"}


def test_another_name_in_a_title_names_the_document(ask: Ask) -> None:
    assert cited_documents(ask("长护险通告第一部分")) == {"tonggao"}


def test_what_an_enumeration_begins_with_belongs_to_each_of_its_figures(ask: Ask) -> None:
    assert "0.08%" in quote_of(ask("长护险满45周岁的个人缴费费率是百分之几"), "tonggao:1.2")


def test_paying_is_asked_for_in_money(ask: Ask) -> None:
    reply = ask("长护险在校学生个人缴多少")
    assert says(reply, "413元")


def test_a_word_across_the_border_of_two_others_stands_nowhere(ask: Ask) -> None:
    assert reason(ask("二进制1011等于十进制多少")) is not None


def test_days_are_read_as_durations(ask: Ask) -> None:
    assert says(ask("公墓申请多少天内答复"), "20日")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("跨省通办由谁牵头", "省政府办公厅牵头"),
        ("数据共享目录管理归哪个部门负责", "省大数据局牵头"),
        ("政务公开哪个厅牵头", "省司法厅牵头"),
    ],
)
def test_who_is_responsible_is_quoted_from_behind_the_task(ask: Ask, question: str, named: str) -> None:
    assert says(ask(question), named)


@pytest.mark.parametrize(
    ("question", "document"),
    [("公墓办法第三条", "banfa"), ("办法第四条说的什么", "banfa"), ("山河省政府报告新建社区食堂多少个", "baogao")],
)
def test_a_short_title_names_its_document(ask: Ask, question: str, document: str) -> None:
    assert cited_documents(ask(question)) == {document}


def test_two_titles_in_one_question_name_two_documents(ask: Ask) -> None:
    reply = ask("公墓管理办法和数字山河行动方案分别怎么说公示和智慧养老院")
    assert cited_documents(reply) <= {"banfa", "fangan"}
    assert len(cited_documents(reply)) == 2


def test_a_place_in_the_title_is_what_every_item_is_about(ask: Ask) -> None:
    assert quote_of(ask("数字山河2025智慧社区新建多少个"), "fangan:2.1")


def test_a_county_that_no_document_names_is_refused(ask: Ask) -> None:
    assert reason(ask("越秀区新建社区食堂多少个")) is Reason.SCOPE_NOT_COVERED
    assert reason(ask("磐石的社区食堂新建多少个")) is Reason.SCOPE_NOT_COVERED


def test_a_part_named_by_its_heading_is_given_item_by_item(ask: Ask) -> None:
    assert cited(ask("数字山河行动方案里数字社会那一块")) == {"fangan:2.1", "fangan:2.2"}


def test_several_figures_asked_for_are_quoted_together(ask: Ask) -> None:
    reply = ask("长护险在校学生个人缴多少，财政补助多少")
    assert says(reply, "413元")
    assert says(reply, "956元")


def test_a_number_that_two_parts_print_is_taken_from_the_part_that_is_asked_about(ask: Ask) -> None:
    assert cited(ask("山河省政府报告2025年任务第一条")) == {"baogao:2.1"}


def test_years_of_payment_are_a_duration(ask: Ask) -> None:
    assert reason(ask("公墓管理费要交满几年")) is Reason.NOT_IN_DOCUMENTS


def test_a_report_says_what_was_done_the_year_before_and_what_is_planned(ask_seven: Ask) -> None:
    assert cited(ask_seven("山河省城镇新增就业,2024年做了多少、2025年安排多少")) == {"baogao:1.1", "baogao:2.1"}
    assert cited(ask_seven("山河省2024年新建社区食堂多少个")) == {"baogao:1.2"}


def test_what_was_done_and_what_is_planned_are_both_given_where_neither_is_asked_for(ask_seven: Ask) -> None:
    assert cited(ask_seven("江海市图书角多少个")) == {"jianghai:1.1", "jianghai:2.1"}


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("数字山河2025第二部分第二条", "fangan:2.2"),
        ("中办国办那个意见的（三）", "yijian:2.3"),
        ("国办意见里第（三）项", "yijian:2.3"),
        ("江海市级花卉园区那个办法的第三条", "yuanqu:1.3"),
        ("江海市政府工作报告一（一）", "jianghai:1.1"),
    ],
)
def test_a_document_named_loosely_is_the_one_that_is_looked_up(ask_seven: Ask, question: str, item: str) -> None:
    assert cited(ask_seven(question)) == {item}


def test_a_year_that_only_stands_in_the_text_is_a_word_of_the_question(ask_seven: Ask) -> None:
    assert says(ask_seven("国办那个意见，2031年花卉产业要做到什么"), "更加完善")


def test_the_words_in_a_report_are_no_subject(ask_seven: Ask) -> None:
    assert says(ask_seven("江海市的工作报告里图书角要建多少个"), "45个")


def test_this_year_is_that_of_the_newest_report_where_none_is_held_for_it(ask_seven: Ask) -> None:
    this_year = ask_seven("山河省今年新建社区食堂多少个")
    assert cited(this_year) == {"baogao:2.2"}
    assert says(this_year, "没有收录更新的文件")
    assert cited(ask_seven("山河省去年城镇新增就业多少万人")) == {"baogao:1.1"}
    assert cited(ask_seven("山河省的报告里，社区食堂去年建了多少个、今年打算建多少个")) == {"baogao:1.2", "baogao:2.2"}


@pytest.mark.parametrize(("year", "held"), [(2025, True), (2026, True), (2027, False)])
def test_this_year_is_that_of_documents_up_to_two_years_old(lexicon: Lexicon, year: int, held: bool) -> None:
    reply = asking({"baogao": REPORT, "jianghai": TOWN_REPORT}, lexicon, date(year, 5, 1))("江海市今年新建图书角多少个")
    assert ("jianghai:2.1" in cited(reply)) is held
    assert (reason(reply) is Reason.SCOPE_NOT_COVERED) is not held
    assert says(reply, "所收最近的2024年") is held


@pytest.mark.parametrize(
    ("question", "item", "entry"),
    [
        ("园区分哪两类", "yuanqu:1.4", "（二）观光类园区"),
        ("园区有哪些情形不予认定", "yuanqu:1.5", "（二）被列入失信名单的"),
    ],
)
def test_a_line_that_opens_an_enumeration_is_quoted_with_its_entries(
    ask_seven: Ask, question: str, item: str, entry: str
) -> None:
    reply = ask_seven(question)
    assert entry in quote_of(reply, item)


def test_a_document_without_a_year_is_named_by_its_title_in_a_follow_up(ask: Ask) -> None:
    reply = ask("原文发我", "公墓墓位的管理费公示几天")
    assert reply.understood == "《山河省公墓管理办法》第2部分第(4)项原文"
    assert cited(reply) == {"banfa:2.4"}


@pytest.mark.parametrize("follow_up", ["有效期几年", "什么时候起施行", "由谁解释"])
def test_a_fact_of_the_document_as_a_whole_is_asked_of_the_one_cited(ask: Ask, follow_up: str) -> None:
    reply = ask(follow_up, "公墓墓位的管理费公示几天")
    assert reply.understood == f"《山河省公墓管理办法》{follow_up}"


@pytest.mark.parametrize("question", ["园区办法哪天生效", "园区那个办法什么时候开始执行的"])
def test_when_rules_take_effect_is_when_they_come_into_force(ask_seven: Ask, question: str) -> None:
    assert says(ask_seven(question), "2020年5月1日起施行")
