"""Documents of several places: a place or an office that a question names is answered by its own documents only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from replies import asking, cited, cited_documents, reason, says

from assistant.assistant import Assistant
from assistant.records import Reason, Refusal, Reply
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from index.records import Filters
from ingest.reader import document_from_text

Ask = Callable[..., Reply]
DATA = Path(__file__).resolve().parents[2] / "data"

TEXTS = {
    "parks-suzhou": """苏州市公园管理条例
第一章　总则
第一条　为了加强公园管理，制定本条例。
第二条　公园开放时间不得少于十二小时。
第二章　管理
第三条　公园内每百亩配备保洁员不少于四人。
第四条　擅自砍伐公园树木的，处五千元以上二万元以下罚款。
""",
    "parks-kunming": """昆明市公园管理条例
第一条　为了加强公园管理，制定本条例。
第二条　公园开放时间不得少于十小时。
第三条　公园内每百亩配备保洁员不少于三人。
""",
    "pets": """宠物管理条例
第一条　为了规范宠物饲养，制定本条例。
第二条　养犬人应当为犬只办理登记，登记时提交身份证明和免疫证明。
第三条　犬只登记每年年检一次。
""",
    "page-suzhou": """好消息！苏州公园年票网上能办啦
一、哪些人可以办
苏州市民凭身份证可以办理公园年票。
二、年票多少钱
公园年票每张120元，可以在网上购买。
""",
    "points": """2025年度集体户口办理热点问答
1.集体户口什么时候申报
答：集体户口申报时间为2025年9月1日至2025年9月30日。
2.集体户口在哪里办
答：在派出所户籍窗口办理。
3.集体户口要公示吗
答：审核通过后公示5天。
""",
    "labour-jiande": """建德市人力资源和社会保障局2025年工作要点
一、稳定就业
1．扩大就业。城镇新增就业4200人。
2．职业培训。开展培训1500人次。
二、保障权益
3．根治欠薪。欠薪案件办结率达到99%。
建德市人力资源和社会保障局
2025年3月1日
""",
    "civil-jiande": """建德市民政局2025年工作要点
一、养老服务
（一）社区食堂。新建社区食堂12家。
（二）公园适老化。改造公园步道5公里。
（三）养老护理。培训护理员80人。
建德市民政局
2025年3月5日
""",
}


@pytest.fixture(scope="module")
def place_assistant(lexicon: Lexicon) -> Assistant:
    documents = [document_from_text(text, document_id=name, source=f"{name}.txt") for name, text in TEXTS.items()]
    index = LocalIndex.build(documents, load_encoder(DATA / "encoder"), words=sorted(lexicon.words))
    return Assistant(index, lexicon, today=date(2026, 11, 22))


@pytest.fixture(scope="module")
def ask(place_assistant: Assistant) -> Ask:
    return asking(place_assistant)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("苏州公园每百亩要配保洁员多少人", "parks-suzhou"),
        ("昆明的公园每百亩要配保洁员多少人", "parks-kunming"),
        ("昆明市公园开放时间不少于多少小时", "parks-kunming"),
        ("苏州公园年票多少钱一张", "page-suzhou"),
    ],
)
def test_a_place_that_stands_only_in_a_title_limits_the_answer_to_it(ask: Ask, question: str, document: str) -> None:
    assert cited_documents(ask(question)) == {document}


@pytest.mark.parametrize("question", ["昆明公园年票多少钱一张", "昆明擅自砍伐公园树木罚多少钱"])
def test_the_figure_of_another_place_is_no_answer(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert isinstance(reply, Refusal)
    assert reason(reply) is Reason.NOT_IN_DOCUMENTS


@pytest.mark.parametrize(
    "question",
    ["公园每百亩配备保洁员多少人，苏州和昆明一样吗", "苏州的条例跟昆明的条例，公园每百亩配备保洁员多少人"],
)
def test_two_places_speak_each_for_itself(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"parks-suzhou:2.3", "parks-kunming:0.3"}


def test_places_that_share_a_genre_are_two(ask: Ask) -> None:
    reply = ask("苏州和昆明的条例，公园开放时间不少于多少小时")
    assert cited(reply) == {"parks-suzhou:1.2", "parks-kunming:0.2"}


def test_where_the_place_says_nothing_the_rules_of_the_whole_country_are_quoted_as_such(ask: Ask) -> None:
    reply = ask("在昆明犬只登记要提交什么证明")
    assert cited_documents(reply) == {"pets"}
    assert says(reply, "昆明的文件里没有写，全国的规定是")


def test_the_rules_of_the_whole_country_are_quoted_only_where_the_chosen_documents_hold_them(
    place_assistant: Assistant,
) -> None:
    question = "在昆明犬只登记要提交什么证明"
    without = Filters(documents=frozenset({"parks-kunming"}))
    both = Filters(documents=frozenset({"parks-kunming", "pets"}))
    assert cited_documents(place_assistant.ask(question, filters=without)) <= {"parks-kunming"}
    assert cited_documents(place_assistant.ask(question, filters=both)) == {"pets"}


def test_the_same_number_of_two_offices_is_quoted_of_both(ask: Ask) -> None:
    assert cited(ask("建德人社和建德民政2025年第3条")) == {"labour-jiande:2.3", "civil-jiande:1.3"}


def test_a_year_beside_an_office_leaves_out_no_rules_that_are_for_no_year(ask: Ask) -> None:
    reply = ask("改造和管理公园，昆明的条例和建德民政局2025年要点各怎么说")
    assert {"parks-kunming", "civil-jiande"} <= cited_documents(reply)
    assert "labour-jiande" not in cited_documents(reply)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("建德人社2025要点第3条", "labour-jiande:2.3"),
        ("建德人社局2025年第2项", "labour-jiande:1.2"),
        ("建德民政2025年要点第（三）条讲什么", "civil-jiande:1.3"),
        ("建德市民政局25年要点第3款", "civil-jiande:1.3"),
        ("苏州的条例第三条", "parks-suzhou:2.3"),
        ("昆明条例第3条", "parks-kunming:0.3"),
    ],
)
def test_an_office_by_its_short_name_has_its_own_printed_places(ask: Ask, question: str, item: str) -> None:
    assert cited(ask(question)) == {item}


def test_a_field_of_work_behind_a_place_is_no_office(ask: Ask) -> None:
    assert not says(ask("建德民政服务站有几个"), "12家")


def test_this_year_is_that_of_the_newest_page_whose_title_tells_the_matter(ask: Ask) -> None:
    reply = ask("今年集体户口申报时间是什么时候")
    assert cited_documents(reply) == {"points"}
    assert says(reply, "没有收录更新的文件，这里的“今年”是所收最近的2025年")


@pytest.mark.parametrize(
    ("question", "document"), [("今年昆明公园开放多少小时", "parks-kunming"), ("今年宠物登记要交什么", "pets")]
)
def test_rules_that_are_for_no_year_hold_this_year_and_the_answer_says_so(
    ask: Ask, question: str, document: str
) -> None:
    reply = ask(question)
    assert cited_documents(reply) == {document}
    assert says(reply, "没有收录2026年的文件")


@pytest.mark.parametrize("question", ["今年社区食堂新建多少家", "明年集体户口申报时间是什么时候"])
def test_this_year_is_not_taken_for_a_plan_of_an_office_that_is_not_named(ask: Ask, question: str) -> None:
    assert reason(ask(question)) is Reason.SCOPE_NOT_COVERED


@pytest.mark.parametrize("question", ["库里哪些文件提到公园", "哪几份材料提到了公园"])
def test_every_document_that_prints_a_thing_is_cited_where_it_is_asked_which_do(ask: Ask, question: str) -> None:
    assert cited_documents(ask(question)) >= {"parks-suzhou", "parks-kunming", "page-suzhou", "civil-jiande"}
