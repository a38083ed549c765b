"""Documents of other kinds than the shipped ones: a work report, rules by articles, a plan that names who is responsible."""

from __future__ import annotations

from collections.abc import Callable
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
一、2024年工作回顾
（一）就业稳定。城镇新增就业23.3万人，粮食总产量达到853亿斤。
（二）民生改善。新建社区食堂120个。
二、2025年工作安排
（一）稳定就业。统筹技能培训和创业带动，城镇新增就业21万人以上。
（二）改善民生。新建社区食堂150个，实现街道全覆盖。
"""
RULES = """山河省公墓管理办法
第一章　总则
第一条　为了规范公墓管理，制定本办法。
第二条　公墓应当节约土地。
第二章　管理
第三条　公墓管理单位应当自收到申请之日起20日内答复申请人。
第四条　公墓墓位的管理费应当公示，公示期为30日。
"""
PLAN = """数字山东2025行动方案
一、建设数字政府
（一）推进一网通办。推动74项事项跨省通办。（省政府办公厅牵头）
（二）推进数据共享。完善目录管理，建设共享平台。强化安全保障。（省大数据局牵头，省民政厅配合）
二、建设数字社会
（一）建设智慧社区。新建智慧社区200个。
（二）建设智慧养老院。打造智慧养老院12家。
"""


@pytest.fixture(scope="module")
def ask(lexicon: Lexicon) -> Ask:
    texts = {"baogao": REPORT, "banfa": RULES, "fangan": PLAN}
    documents = [document_from_text(text, source=f"{stem}.txt") for stem, text in texts.items()]
    encoder = load_encoder(DATA / "encoder")
    index = LocalIndex.build(documents, encoder, words=sorted(lexicon.words), expand=lexicon.expansions)
    assistant = Assistant(index, lexicon)

    def asked(question: str, *before: str) -> Reply:
        conversation = Conversation()
        for turn in before:
            conversation = conversation.with_turn(turn, assistant.ask(turn, conversation))
        return assistant.ask(question, conversation)

    return asked


def test_a_target_is_taken_from_the_plan_and_a_result_from_the_review(ask: Ask) -> None:
    assert cited(ask("2025年城镇新增就业目标多少万人")) == {"baogao:2.1"}
    assert "baogao:1.1" in cited(ask("2024年实际完成了城镇新增就业多少万人"))


def test_days_are_read_as_durations(ask: Ask) -> None:
    assert says(ask("公墓申请多少天内答复"), "20日")


@pytest.mark.parametrize(
    ("question", "named"),
    [("跨省通办由谁牵头", "省政府办公厅牵头"), ("数据共享目录管理归哪个部门负责", "省大数据局牵头")],
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
    reply = ask("公墓管理办法和数字山东行动方案分别怎么说公示和智慧养老院")
    assert cited_documents(reply) <= {"banfa", "fangan"}
    assert len(cited_documents(reply)) == 2


def test_a_place_in_the_title_is_what_every_item_is_about(ask: Ask) -> None:
    assert quote_of(ask("数字山东2025智慧社区新建多少个"), "fangan:2.1")


def test_a_county_that_no_document_names_is_refused(ask: Ask) -> None:
    assert reason(ask("越秀区新建社区食堂多少个")) is Reason.NOT_IN_DOCUMENTS
    assert reason(ask("磐石的社区食堂新建多少个")) is Reason.NOT_IN_DOCUMENTS


def test_a_part_named_by_its_heading_is_given_item_by_item(ask: Ask) -> None:
    assert cited(ask("数字山东行动方案里数字社会那一块")) == {"fangan:2.1", "fangan:2.2"}
