"""Histories and comparisons: every year that says something on the matter says its own, briefly; the rest is left out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replies import cited, cited_documents, quote_of, says

from assistant.apart import apart
from assistant.asked import Kind, read_asked
from assistant.evidence import Evidence
from assistant.groups import of_others
from assistant.passages import passage_of
from assistant.question import QuestionReader
from assistant.records import Answer, Refusal, Reply
from assistant.threads import LENGTH, MORE_OF_ITEM, PLACES, SAYS_MORE, SPEAKS, thread
from index.engine import Index
from ingest.sentences import sentences

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    "question",
    [
        "慈善条例走到哪一步了",
        "慈善条例立法从头捋一捋",
        "慈善条例这件事，按年份列",
        "慈善条例省里是怎么一步步推的",
        "慈善条例沿时间线理一理",
        "慈善条例前后怎么变的",
        "近三年慈善条例的进展",
        "慈善条例改了几次，各年怎么写",
        "慈善条例从头到尾是个什么过程",
        "几份要点里慈善条例的走向",
        "慈善条例先后三年的口气",
        "慈善条例在不同年份怎么说",
        "慈善条例一共提过几回",
        "慈善条例先后提到过几次，每次怎么写",
        "慈善条例过去几年的变迁",
        "慈善条例以前怎么写现在怎么写",
        "按年给我捋慈善条例",
        "慈善条例越来越严了吗，看看各个年份",
        "慈善条例一直以来的提法",
        "慈善条例先后几次怎么写",
        "慈善条例这八年怎么变的",
        "慈善条例逐份摘出来",
        "请按年度整理：慈善条例",
        "慈善条例挨年看看",
        "慈善条例起先怎么写，最后怎么写",
        "慈善条例三年里怎么变的",
        "时间线：慈善条例",
        "近年来慈善条例怎么写",
        "慈善条例在这些文件里的来由",
        "慈善条例工作一份一份要点看下来都写了什么",
    ],
)
def test_a_development_is_asked_of_every_year(ask: Ask, reader: QuestionReader, question: str) -> None:
    read = reader.read(question)
    assert read.reading.all_years
    assert {term.text for term in read.terms} <= {"慈善条例", "立法"}
    assert {"jilin-2023:9.37", "jilin-2025:6.4"} <= (items := cited(ask(question)))
    assert items & {
        "jilin-2024:7.21",
        "jilin-2024:10.32",
    }  # the law is advanced in one, the draft examined in the other


@pytest.mark.parametrize("question", ["2024年慈善条例走到哪一步了", "到2025年的目标从头说说"])
def test_a_development_up_to_a_named_year_is_no_history(reader: QuestionReader, question: str) -> None:
    assert not reader.read(question).reading.all_years


@pytest.mark.parametrize(
    "question",
    [
        "寻亲服务的路子，历年怎么变的",
        "寻亲服务这根弦各年怎么绷的",
        "寻亲服务这条路，各年走到哪一步",
        "寻亲服务这盘棋逐年怎么下的",
        "寻亲服务的招数，年年有啥不一样",
        "寻亲服务这笔账历年怎么算的",
    ],
)
def test_figures_of_speech_name_no_matter(reader: QuestionReader, question: str) -> None:
    assert [term.text for term in reader.read(question).terms if term.text != "下"] == ["寻亲服务"]


@pytest.mark.parametrize(
    "question",
    ["寻亲服务这几年（含2017年）怎么变的", "寻亲服务历年的写法，包括17年那份", "寻亲服务逐年列，连2017年一起"],
)
def test_a_year_counted_in_beside_all_of_them_is_not_the_only_one(reader: QuestionReader, question: str) -> None:
    reading = reader.read(question).reading
    assert reading.all_years
    assert not reading.scope.years


@pytest.mark.parametrize(
    "question", ["寻亲2023年和2024年叫法差在哪", "寻亲这件事24跟25年的提法", "寻亲的做法省里和舒兰有什么不同"]
)
def test_how_years_differ_names_no_matter(reader: QuestionReader, question: str) -> None:
    assert {term.text for term in reader.read(question).terms} == {"寻亲"}


def test_years_with_what_each_says_are_no_question_which_years_mention_it() -> None:
    assert read_asked("哪年起草、哪年审议").kind is not Kind.EXISTS
    assert read_asked("起草、审议各在哪年").kind is not Kind.EXISTS
    assert read_asked("哪几年提过").kind is Kind.EXISTS


def test_when_it_is_first_said_is_a_question_for_the_documents_that_say_it() -> None:
    assert read_asked("最早什么时候提的").kind is Kind.EXISTS
    assert read_asked("首次是哪年写进来的").kind is Kind.EXISTS
    assert read_asked("标准什么时候提高").kind is Kind.DATE


@pytest.mark.parametrize(
    "question",
    [
        "救灾2017年有，后来还有吗",
        "救灾2017一直到2025怎么写",
        "救灾从17年说起",
        "救灾从2017年那份起怎么写",
        "从17年写到25年，救灾怎么说",
        "从2017讲到2025，救灾怎么说",
        "从2017年那份一直到2025年，救灾怎么变",
        "救灾由17到25怎么写",
        "救灾2017→2025",
        "救灾17/23/24/25年怎么写",
        "救灾2017年怎么写，往后各年怎么写",
        "救灾2017年到今年怎么写",
        "救灾一七年以来的提法",
        "救灾2017年写进要点之后怎么变",
        "救灾2017年修了预案，后面叫什么",
        "救灾2017年启动改革之后的情况",
        "救灾2017年建10座库，接下来两年定的多少",
        "救灾17年要点里有，最后落到哪一步",
        "救灾2017年和2025年都写了，中间几年呢",
    ],
)
def test_years_from_a_named_one_on_are_all_asked_about(reader: QuestionReader, question: str) -> None:
    assert reader.read(question).reading.scope.years == (2017, 2023, 2024, 2025)


def test_what_comes_later_is_asked_of_the_year_that_is_named_for_it(reader: QuestionReader) -> None:
    assert reader.read("救灾2017年怎么说，后来2024年又怎么说").reading.scope.years == (2017, 2024)


def test_the_other_years_and_the_one_named_are_every_year(reader: QuestionReader) -> None:
    read = reader.read("救灾2017年写了，其余年份呢").reading
    assert read.all_years
    assert read.scope.years == ()


@pytest.mark.parametrize("question", ["救灾前后年份的写法", "救灾以前年度怎么写"])
def test_years_before_and_after_are_no_year_counted_from_today(reader: QuestionReader, question: str) -> None:
    read = reader.read(question).reading
    assert (read.scope.years, read.uncovered_years) == ((), ())


def test_the_years_before_a_named_one_are_those_held(reader: QuestionReader) -> None:
    assert reader.read("2024年之前有没有提过时间银行").reading.scope.years == (2017, 2023)
    assert reader.read("2024年之前办结多少户").reading.scope.years == ()  # a date to be done by


def test_two_years_set_against_each_other_are_no_stretch(reader: QuestionReader) -> None:
    assert reader.read("救灾2017年怎么说，到2024年又怎么说").reading.scope.years == (2017, 2024)


def test_a_year_to_be_reached_by_is_no_end_of_a_stretch(reader: QuestionReader) -> None:
    assert reader.read("床位2023年说到2025年要达到多少张").reading.scope.years == (2023,)


@pytest.mark.parametrize("question", ["离婚干预哪年怎么写的", "残疾人补贴哪些年抓过，各抓什么"])
def test_what_each_year_says_is_no_question_which_years_mention_it(reader: QuestionReader, question: str) -> None:
    assert reader.read(question).asked.kind is not Kind.EXISTS


def test_a_word_that_is_also_a_county_is_no_place_where_the_documents_print_only_the_word(ask: Ask) -> None:
    assert {"jilin-2024", "jilin-2025"} <= cited_documents(ask("惠民殡葬和节地生态安葬奖补各年怎么写"))


def test_a_label_is_quoted_with_what_it_stands_for(ask: Ask) -> None:
    assert says(ask("2017年说的“取缔一批”是什么意思"), "未登记民办养老机构")


def test_a_duty_told_over_several_sentences_of_an_item_is_quoted_with_all_of_them(ask: Ask) -> None:
    reply = ask("省界联检历年怎么写")
    assert says(reply, "辽吉线")
    assert says(reply, "吉黑线")


def test_a_history_is_told_by_years_without_a_heading_on_it_too(ask: Ask) -> None:
    assert {"jilin-2023", "jilin-2024", "jilin-2025"} <= cited_documents(ask("民政标准化各年分别有哪些动作"))


@pytest.mark.parametrize("question", ["老年食堂、助老餐厅哪些文件提过", "老年食堂/助老餐厅哪几年提过"])
def test_of_things_named_side_by_side_either_is_a_mention(ask: Ask, question: str) -> None:
    assert {"jilin-2023", "jilin-2025"} <= cited_documents(ask(question))


def test_things_that_no_document_prints_are_mentioned_nowhere(ask: Ask) -> None:
    assert not isinstance(ask("器官捐献、遗体捐赠哪几年写到过"), Answer)


def test_each_year_is_asked_is_no_order_to_the_machine(reader: QuestionReader) -> None:
    assert "养老机构" in reader.read("养老机构这几年分别查什么，按年份列").text


@pytest.mark.parametrize(
    ("question", "earlier", "later"),
    [
        ("殡葬管理办法，2023年出台哪个、2025年修订哪个", "吉林省公益性公墓管理办法", "吉林省殡葬管理办法"),
        ("社会组织评估，17年跟23年写法差在哪", "评估", "全省性社会组织评估规范"),
        ("消防和安全宣传挑的节点，17年跟24年对照", "“119”消防宣传日和重大节假日", "白山松水安全行"),
    ],
)
def test_what_only_one_of_the_years_prints_silences_no_other(ask: Ask, question: str, earlier: str, later: str) -> None:
    reply = ask(question)
    assert says(reply, earlier)
    assert says(reply, later)


def test_a_theme_that_headings_of_one_year_name_is_told_by_the_other_year_too(ask: Ask) -> None:
    assert {"jilin-2017:8", "jilin-2025:6.3"} <= cited(ask("社会组织管理制度2017年和2025年分别有哪些安排"))


def test_a_heading_that_names_a_campaign_is_a_statement_of_its_item(index: Index) -> None:
    sentence = passage_of(index.item("jilin-2023:4.18")).sentences[0]
    assert "质量提升年行动" in sentence.normalised
    assert "监管" in passage_of(index.item("jilin-2024:5.16")).title  # a heading without such a name is none
    assert "强化养老服务综合监管" not in passage_of(index.item("jilin-2024:5.16")).sentences[0].normalised


def test_a_year_that_says_nothing_on_the_matter_is_left_out_and_named(ask: Ask) -> None:
    reply = ask("老年助餐历年怎么提")
    assert "jilin-2017" not in cited_documents(reply)
    assert "2017年的文件里没有找到对应的内容" in reply.text


@pytest.mark.parametrize("question", ["敬老文明号历年怎么写", "时间银行哪几年写过", "婚俗改革2017年和2024年怎么写"])
def test_every_document_asked_for_is_quoted_or_named(ask: Ask, reader: QuestionReader, question: str) -> None:
    reply = ask(question)
    silent = next(line for line in reply.text.split("\n") if "没有找到" in line)
    asked = {"2017年", "2024年"} if reader.read(question).reading.scope.years else {"2017年", "2024年", "2025年"}
    assert all((f"jilin-{year[:4]}" in cited_documents(reply)) is not (year in silent) for year in asked)


@pytest.mark.parametrize(
    ("question", "figure", "beside"),
    [
        ("敬老文明号2024年是第几届评选，2025年还评不评", "第四届", "落实国家“敬老文明号”"),
        ("2023年老年食堂，省里定了个数，舒兰定没定", "不少于100个", "南城街道、北城街道老年食堂"),
    ],
)
def test_a_year_or_office_without_a_figure_says_what_it_says_beside_one_with(
    ask: Ask, question: str, figure: str, beside: str
) -> None:
    reply = ask(question)
    assert says(reply, figure)
    assert says(reply, beside)


@pytest.mark.parametrize("question", ["信访工作历年怎么写", "社区治理各年的提法", "养老机构监管从头捋一捋"])
def test_a_history_stays_short(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert isinstance(reply, Answer)
    first = {c.document_id: len(c.quote) for c in reversed(reply.citations)}
    assert len(cited(reply)) <= max(PLACES, len(cited_documents(reply))) + 1  # one more that prints the matter
    assert len(re.sub(r"\s", "", reply.text)) <= LENGTH + sum(first.values())


@given(st.data())
def test_a_thread_gives_each_document_its_best_sentence_or_none(index: Index, data: st.DataObject) -> None:
    items = [item for document in index.documents for item in document.items[3:6]]
    spans = [(item, span) for item in items for span in sentences(item.text)]
    supports = data.draw(st.lists(st.floats(0, 1), min_size=len(spans), max_size=len(spans)))
    ranked = [Evidence(i, s.start, s.end, support) for (i, s), support in zip(spans, supports, strict=True)]
    ranked.sort(key=lambda e: -e.support)
    least = data.draw(st.floats(0, 1))
    told = thread(ranked, least, (), index)
    assert bool(told) <= (ranked[0].support >= least)
    for document in index.documents:
        mine = [e for e in ranked if e.item.document_id == document.document_id]
        speaks = any(e in told for e in mine)
        best = max((e.support for e in mine if e in told), default=1.0)
        assert not speaks or best * (1 + SAYS_MORE * (MORE_OF_ITEM - 1)) >= mine[0].support
        assert not told or speaks or mine[0].support < max(ranked[0].support * SPEAKS, 0.2)
    assert len({id(e) for e in told}) == len(told)


def test_a_document_far_from_the_matter_is_said_to_come_closest_or_not_quoted(ask: Ask) -> None:
    reply = ask("高龄津贴历年怎么写")
    lines = [line for line in reply.text.split("\n") if line.startswith("2024年")]
    assert lines
    assert all("没有直接这样写，最接近的是" in line or "相近的还有" in line for line in lines)
    near = [line for line in reply.text.split("\n") if line.startswith("2025年")]
    assert any("提高高龄老年人生活津贴标准" in line and "最接近" not in line for line in near)


def test_the_sentence_that_answers_best_stands_first_in_its_year_and_strangers_do_not_stand_beside_it(ask: Ask) -> None:
    lines = ask("高龄津贴历年怎么写").text.split("\n")
    assert next(line for line in lines if line.startswith("2023年（吉林")).count("提高老年人高龄津贴标准")
    assert not any("银龄行动" in line or "家庭养老床位" in line for line in lines)


@pytest.mark.parametrize(
    ("question", "silent", "telling"),
    [
        ("留守妇女关爱，各年份怎么写", "2017年", "2025年"),
        ("留守妇女的帮扶这些年怎么提", "2023年（吉林", "2024年"),
        ("医疗救助历年怎么安排", "2024年", "2017年"),
        ("普法规划的来龙去脉", "2025年", "2024年"),
    ],
)
def test_a_year_that_never_names_the_matter_only_comes_closest_or_is_named_silent(
    ask: Ask, question: str, silent: str, telling: str
) -> None:
    lines = ask(question).text.split("\n")
    assert all("最接近的是" in x or "相近的还有" in x or "没有找到" in x for x in lines if x.startswith(silent))
    assert any("最接近" not in line for line in lines if line.startswith(telling))


@given(st.data())
def test_setting_documents_apart_keeps_the_best_and_invents_nothing(index: Index, data: st.DataObject) -> None:
    items = [item for document in index.documents for item in document.items if list(sentences(item.text))]
    chosen = data.draw(st.lists(st.sampled_from(items), min_size=1, max_size=8, unique_by=lambda i: i.item_id))
    supports = data.draw(st.lists(st.floats(0.05, 1.0), min_size=len(chosen), max_size=len(chosen)))
    told = [
        Evidence(item, (s := next(iter(sentences(item.text)))).start, s.end, support)
        for item, support in zip(chosen, supports, strict=True)
    ]
    kept, distant = apart(told, "高龄津贴怎么写", (), index)
    best = max(told, key=lambda e: e.support)
    assert best in kept
    assert best.item.document_id not in distant or of_others(frozenset({"老年人"}), best.quote)
    assert [e for e in told if e in kept] == kept
    assert distant <= {e.item.document_id for e in kept}


def test_the_office_that_signs_below_a_text_is_no_sentence_of_it(ask: Ask) -> None:
    reply = ask("信访积案历年怎么化解")
    assert isinstance(reply, Answer)
    assert "舒兰市民政局" not in {citation.quote.strip() for citation in reply.citations}


@pytest.mark.parametrize(
    "question",
    [
        "殡葬改革每年几项重点",
        "地名工作各年抓了几件事",
        "婚俗改革历年变了多少",
        "地名管理从2017到2025变了几变",
        "殡葬改革2023年到2025年的说法改了几次",
    ],
)
def test_a_count_of_steps_or_changes_is_answered_by_the_years_themselves(reader: QuestionReader, question: str) -> None:
    assert reader.read(question).asked.kind is not Kind.FIGURE


@pytest.mark.parametrize(
    "question",
    [
        "地名管理的重点翻了几番",
        "地名管理的侧重换过几轮",
        "地名管理的口径前后改了几遍",
        "地名管理拐了几道弯",
        "地名管理的调子变了几变",
        "地名管理几次改口，各怎么说",
    ],
)
def test_how_often_the_emphasis_changed_is_told_by_every_year(ask: Ask, reader: QuestionReader, question: str) -> None:
    read = reader.read(question)
    assert read.reading.all_years
    assert read.asked.kind is not Kind.FIGURE
    assert {"jilin-2025", "jilin-2024", "jilin-2023"} <= cited_documents(ask(question))


@pytest.mark.parametrize("question", ["这几年改造了几户", "社区换届换了几个人", "低保标准提高了几倍"])
def test_a_count_of_things_is_no_count_of_changes(reader: QuestionReader, question: str) -> None:
    assert reader.read(question).asked.kind is Kind.FIGURE


@pytest.mark.parametrize("question", ["哪几年提到反家庭暴力", "哪些年份的要点写了反家庭暴力"])
def test_a_year_that_prints_only_part_of_a_name_does_not_mention_it(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Refusal)


def test_a_year_is_listed_where_it_prints_every_word_of_a_name(ask: Ask) -> None:
    reply = ask("地名文化宣传哪几年提到了")
    assert cited_documents(reply)
    assert all("地名" in c.item_text for c in reply.citations)


def test_asked_how_much_and_how_words_answer_where_no_year_prints_a_figure(ask: Ask) -> None:
    reply = ask("“两项补贴”各年发多少元、怎么管")
    assert {"jilin-2024:8.27", "jilin-2025:4.2"} <= cited(reply)
    assert "两项：" not in reply.text


@pytest.mark.parametrize(
    "question",
    ["时间银行先后说过几回？每回怎么说", "时间银行前后提到几次", "时间银行一共写过几次，每次都怎么写"],
)
def test_how_often_a_matter_is_spoken_of_is_told_by_the_documents_that_mention_it(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"jilin-2023:3.13"}


@pytest.mark.parametrize(
    "question", ["养老大院这个词哪几年的要点里有", "哪些文件里有养老大院这几个字", "“养老大院”一词出现在哪些年份"]
)
def test_a_word_asked_for_as_a_word_is_stood_for_by_no_other(reader: QuestionReader, question: str) -> None:
    word = next(term for term in reader.read(question).terms if term.text == "养老大院")
    assert not word.parts
    assert not word.abbreviation


def test_only_what_prints_a_word_is_quoted_where_the_word_itself_is_asked_for(ask: Ask) -> None:
    reply = ask("哪些文件里有社会救助家庭经济状况核对这几个字")
    assert isinstance(reply, Answer)
    assert all("社会救助家庭经济状况核对" in re.sub(r"\s", "", c.item_text) for c in reply.citations)


@pytest.mark.parametrize("question", ["殡葬管理越来越规范，哪年走的哪一步", "殡葬管理哪年出的哪招"])
def test_each_year_with_what_it_did_is_a_history(reader: QuestionReader, question: str) -> None:
    read = reader.read(question)
    assert read.reading.all_years
    assert read.asked.kind is not Kind.EXISTS
    assert {term.text for term in read.terms} <= {"殡葬管理", "殡葬"}


@pytest.mark.parametrize(
    "question", ["2023年跟2025年的殡葬工作差在哪儿", "2023年和2025年的殡葬工作，侧重点差在什么地方"]
)
def test_where_two_years_differ_is_said_by_both(ask: Ask, question: str) -> None:
    assert {"jilin-2023", "jilin-2025"} <= cited_documents(ask(question))


def test_the_documents_of_a_level_are_those_of_its_offices(reader: QuestionReader) -> None:
    assert reader.read("省级文件里殡葬怎么写").reading.scope.issuers == ("吉林省民政厅",)
    assert reader.read("省级试点有哪些").reading.scope.issuers == ()


def test_a_sentence_that_stands_where_a_heading_would_is_quoted_with_the_next(ask: Ask) -> None:
    """推进民政信息化建设。 says nothing by itself; it begins a paragraph that has no heading of its own."""
    assert "数字民政" in quote_of(ask("历年的民政信息化工作怎么推进"), "jilin-2017:13p6")


def test_a_short_name_of_an_action_is_known_as_what_it_is(ask: Ask) -> None:
    documents = cited_documents(ask("精神障碍社区康复各年怎么安排"))
    assert documents >= {"jilin-2025", "jilin-2024", "jilin-2023", "jilin-2017"}
