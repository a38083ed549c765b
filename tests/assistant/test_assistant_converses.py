"""Conversation: a follow-up takes what it leaves out; a complete question takes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from replies import cited, cited_documents, reason, same_answer, shown

from assistant.assistant import Assistant
from assistant.records import Answer, Conversation, Reason, Refusal, Reply
from index.engine import Index

Ask = Callable[..., Reply]

FIRST = "2025年适老化改造多少户"
COMPLETE = (
    "特困供养标准不低于低保的多少倍",
    "2024年全省助餐点建多少个",
    "舒兰救助站可以设置多少张床位",
    "2024年第十三项",
    "哪几年的要点提到了老年助餐",
    "2025年殡葬领域有哪些措施",
    "离婚冷静期多少天",
    "2022年适老化改造多少户",
    "特困供养标准不低于上年度低保标准多少倍",
    "前年适老化改造多少户",
    "农村区域养老服务中心的乡镇覆盖率是多少",
    "养老机构等级评定后来有没有变化",
)


@pytest.mark.parametrize(
    "follow_up",
    [
        "那2024年呢？",
        "2024年呢",
        "那2024呢",
        "上一年呢",
    ],
)
def test_another_year_keeps_the_subject(ask: Ask, follow_up: str) -> None:
    assert cited(ask(FIRST, follow_up)) == {"jilin-2024:5.13"}


def test_another_issuer_keeps_the_subject(ask: Ask) -> None:
    assert cited(ask("2023年适老化改造多少户", "舒兰呢")) == {"shulan-2023:3.13"}
    assert cited(ask("舒兰适老化改造多少户", "省里2023年呢")) == {"jilin-2023:3.13"}


@pytest.mark.parametrize("follow_up", ["省里同年呢", "同一年全省呢", "省里那一年呢"])
def test_the_same_year_is_the_year_before_the_turn(ask: Ask, follow_up: str) -> None:
    assert cited(ask("舒兰2023年适老化改造多少户", follow_up)) == {"jilin-2023:3.13"}


@pytest.mark.parametrize("follow_up", ["多少钱", "谁能领"])
def test_the_shortest_questions_lean_on_the_turn_before(ask: Ask, follow_up: str) -> None:
    assert cited(ask("2023年圆梦大学活动每人救助多少", follow_up)) == {"jilin-2023:9.40"}


@pytest.mark.parametrize(
    ("turns", "items"),
    [
        (("2024年困难老人适老化多少户", "前一年呢"), {"jilin-2023:3.13", "shulan-2023:3.13"}),
        (("2025年省里失智床位新增多少", "倒回去两年是多少"), {"jilin-2023:3.11"}),
        (("2023年省里适老化改造多少户", "再过一年呢"), {"jilin-2024:5.13"}),
        (("2023年省里适老化改造多少户", "第二年变了没"), {"jilin-2023:3.13", "jilin-2024:5.13"}),
        (("2017年孤儿保障范围怎么扩大", "七年后呢"), {"jilin-2024:3.7"}),
    ],
)
def test_years_are_counted_from_the_year_spoken_of(ask: Ask, turns: tuple[str, ...], items: set[str]) -> None:
    assert cited(ask(*turns)) == items


@pytest.mark.parametrize("follow_up", ["后来呢", "然后呢", "那之后呢"])
def test_what_came_later_is_said_by_the_later_documents(ask: Ask, follow_up: str) -> None:
    assert cited_documents(ask("2023年省里社会救助协理员怎么设", follow_up)) <= {"jilin-2024", "jilin-2025"}


@pytest.mark.parametrize(
    ("turns", "years"),
    [
        (("舒兰福彩有什么主题活动", "省里同年福彩怎么说"), {2023}),
        (("救助寻亲工作站依托谁建", "第二年还提寻亲吗"), {2024}),
        (("2017年优抚对象有哪些待遇", "现在呢"), {2025}),
    ],
)
def test_years_are_counted_from_what_was_cited_where_none_was_named(
    ask: Ask, turns: tuple[str, ...], years: set[int]
) -> None:
    reply = ask(*turns)
    assert set(reply.scope.years) == years


def test_the_years_after_the_one_cited_are_meant_by_later_years(ask: Ask) -> None:
    assert ask("时间银行是哪年提的", "后面几年还提没").scope.years == (2024, 2025)


def test_another_place_is_put_where_the_first_stood(ask: Ask) -> None:
    assert cited(ask("2025年要推广长春的什么做法", "白山的呢")) == {"jilin-2025:4.1"}


def test_a_listed_thing_that_is_only_named_is_asked_of_the_item_that_lists_it(ask: Ask) -> None:
    reply = ask("2024年乡村著名行动的五大工程是哪五个", "第一个是", "第四个呢")
    assert reply.understood.endswith("乡村地名文化保护工程")
    assert cited(reply) == {"jilin-2024:9.31"}


@pytest.mark.parametrize(("field", "item"), [("社会组织方面的", "6.3"), ("地名方面的", "6.2")])
def test_the_same_is_asked_of_one_field(ask: Ask, field: str, item: str) -> None:
    assert cited(ask("2025年修订的规定有哪些", field)) == {f"jilin-2025:{item}"}


@pytest.mark.parametrize("follow_up", ["双随机那句", "双随机那条呢"])
def test_a_sentence_pointed_at_keeps_the_year(ask: Ask, follow_up: str) -> None:
    assert cited_documents(ask("2024年养老机构安全怎么抓", follow_up)) == {"jilin-2024"}


def test_after_the_original_the_subject_is_still_there(ask: Ask) -> None:
    assert cited(ask(FIRST, "原文发我", "24年呢")) == {"jilin-2024:5.13"}


def test_a_part_asked_of_an_item_is_asked_of_the_subject_in_another_year(ask: Ask) -> None:
    understood = ask("2023年省里老年食堂建多少个", "覆盖率", "24年呢").understood
    assert "老年食堂" in understood
    assert "覆盖率" in understood
    assert "部分" not in understood


def test_a_figure_that_the_person_stated_is_not_carried(ask: Ask) -> None:
    reply = ask("2025年公办养老机构评级80%", "这个数24年是多少")
    assert cited(reply) == {"jilin-2024:5.14"}
    assert "60%" in reply.text


@pytest.mark.parametrize("follow_up", ["涨了多少", "差多少", "多了多少"])
def test_how_much_it_rose_sets_both_years_side_by_side(ask: Ask, follow_up: str) -> None:
    assert cited_documents(ask("2024年养老机构评级比例", "25年呢", follow_up)) == {"jilin-2024", "jilin-2025"}


def test_a_single_noun_is_another_subject_in_the_same_scope(ask: Ask) -> None:
    assert cited_documents(ask("2025年殡葬", "婚姻")) == {"jilin-2025"}


def test_one_counts_from_the_end_of_what_was_listed(ask: Ask) -> None:
    assert cited(ask("2024年第七部分有哪几条", "倒数第二条讲什么")) == {"jilin-2024:7.23"}


def test_the_subject_is_carried_as_far_as_it_is_printed(ask: Ask) -> None:
    assert "时间银行" in ask("时间银行是哪年提的", "舒兰呢").understood


@pytest.mark.parametrize("follow_up", ["谁签的字", "哪个单位审核", "谁承包的"])
def test_a_follow_up_on_something_that_the_items_do_not_speak_of_is_refused(ask: Ask, follow_up: str) -> None:
    assert isinstance(ask("2024年老年助餐怎么搞", follow_up), Refusal)


@pytest.mark.parametrize("remark", ["哈哈", "厉害", "不信", "看不懂", "讲个笑话", "你叫什么名字", "有照片吗"])
def test_a_remark_that_asks_nothing_of_the_documents_repeats_nothing(ask: Ask, remark: str) -> None:
    assert isinstance(ask("2024年老年助餐怎么搞", remark), Refusal)


@pytest.mark.parametrize("follow_up", ["两年放一起看看", "哪一年多？", "两个数都列出来", "这两年差多少"])
def test_what_was_spoken_of_in_two_turns_is_set_side_by_side(ask: Ask, follow_up: str) -> None:
    reply = ask("2024年助餐点新建改建多少个", "25年呢", follow_up)
    assert cited(reply) == {"jilin-2024:5.13", "jilin-2025:2.4"}


@pytest.mark.parametrize("follow_up", ["不是，我问的是24年", "不对，要24年的", "说错了，我指的是2024年"])
def test_a_correction_puts_the_right_scope_in(ask: Ask, follow_up: str) -> None:
    assert cited(ask(FIRST, follow_up)) == {"jilin-2024:5.13"}


@pytest.mark.parametrize(
    ("turns", "item"),
    [
        (("舒兰哪一条讲社工岗", "紧挨着的下一条标题是啥"), "shulan-2023:5.23"),
        (("2024年第十八条", "再往下一条"), "jilin-2024:6.19"),
        (("2024年第十八条", "前面那一条的标题"), "jilin-2024:5.17"),
        (("2025年第五部分第一条", "隔壁那条讲什么"), "jilin-2025:5.2"),
    ],
)
def test_the_next_item_is_asked_for_in_many_words(ask: Ask, turns: tuple[str, ...], item: str) -> None:
    assert cited(ask(*turns)) == {item}


def test_a_heading_asked_for_is_all_that_is_quoted(ask: Ask) -> None:
    assert [c.quote for c in shown(ask("2024年第十八条", "下一条标题"))] == [
        "（十九）坚持“培育+扶持”并重，聚焦作用发挥，促进高质量发展"
    ]


@pytest.mark.parametrize(
    ("turns", "subject"),
    [
        (("2024年制定出台哪两个救助办法", "后一个25年还提吗"), "《临时救助管理办法》"),
        (("2024年乡村著名行动的五大工程是哪五个", "最后一个怎么说"), "乡村地名惠民工程"),
        (("2017年支持哪些城市建精神卫生福利机构", "第三个呢"), "梅河口市"),
        (("17年的“四个一批”", "第二个一批指什么"), "取缔一批"),
    ],
)
def test_things_are_counted_out_of_the_list_that_was_quoted(ask: Ask, turns: tuple[str, ...], subject: str) -> None:
    assert subject in ask(*turns).understood


@pytest.mark.parametrize(
    ("turns", "item"),
    [
        (("2025年残疾人福利", "试点放在哪个市"), "jilin-2025:4.2"),
        (("2023年圆梦大学活动每人救助多少", "什么样的家庭能领"), "jilin-2023:9.40"),
        (("2025年婚俗改革怎么搞", "那11个是国家级的还是省级的"), "jilin-2025:5.2"),
        (("2024年安全管理有什么手册", "由谁制定"), "jilin-2024:10.35"),
    ],
)
def test_a_question_that_names_only_a_part_or_a_step_leans(ask: Ask, turns: tuple[str, ...], item: str) -> None:
    assert cited(ask(*turns)) == {item}


def test_an_amount_that_the_item_does_not_state_is_refused_in_a_follow_up(ask: Ask) -> None:
    assert isinstance(ask("2024年困难老人适老化改造多少户", "一户补多少钱"), Refusal)


def test_whether_it_goes_on_is_no_question_for_a_figure(ask: Ask) -> None:
    assert cited(ask("2024年福彩促销派奖搞多少次", "25年还搞吗，不用说次数，给我原话")) == {"jilin-2025:6.4"}


def test_a_word_takes_the_place_of_the_one_that_the_item_prints_beside_it(ask: Ask) -> None:
    assert ask("2023年乡镇级公办养老机构评为几级", "县级的呢").understood.count("县级") == 1


@pytest.mark.parametrize("thanks", ["谢谢", "好的", "知道了"])
def test_thanks_repeat_nothing(ask: Ask, thanks: str) -> None:
    assert isinstance(ask("2025年适老化改造多少户", thanks), Refusal)


def test_a_deadline_alone_is_no_subject(ask: Ask) -> None:
    assert "jilin-2025" in cited_documents(ask("2023年慈善条例怎么推的", "到2025年走到哪一步了"))


def test_whether_another_year_goes_on_with_it_is_a_question_of_its_own(ask: Ask) -> None:
    assert cited(ask("2024年举办第几届敬老文明号评选", "2025年还落实这个评选吗")) == {"jilin-2025:2.1"}


def test_the_item_in_front_can_be_asked_for_in_many_words(ask: Ask) -> None:
    assert cited(ask("2024年第十三项", "它前面那条是什么")) == {"jilin-2024:4.12"}


def test_an_issuer_that_the_old_year_does_not_have_drops_the_year(ask: Ask) -> None:
    assert cited(ask("2025年适老化改造多少户", "舒兰呢")) == {"shulan-2023:3.13"}


def test_a_year_that_is_not_held_is_refused_in_a_follow_up_too(ask: Ask) -> None:
    reply = ask(FIRST, "2022年呢")
    assert reason(reply) is Reason.SCOPE_NOT_COVERED


def test_after_a_refused_year_the_subject_is_still_there(ask: Ask) -> None:
    assert cited(ask(FIRST, "2022年呢", "2024年呢")) == {"jilin-2024:5.13"}


@pytest.mark.parametrize(
    "follow_up",
    [
        "原文发我",
        "把原文发给我",
        "全文是什么",
        "出处的原文",
    ],
)
def test_the_original_of_what_was_cited_is_given_whole(ask: Ask, index: Index, follow_up: str) -> None:
    reply = ask(FIRST, follow_up)
    assert cited(reply) == {"jilin-2025:2.4"}
    assert shown(reply)[0].quote == index.item("jilin-2025:2.4").text.strip()


def test_the_second_of_several_sources_can_be_asked_for(ask: Ask) -> None:
    first = ask("特困供养标准不低于低保的多少倍")
    assert isinstance(first, Answer)
    assert cited(ask("特困供养标准不低于低保的多少倍", "第二个的原文")) == {first.citations[1].item_id}


@pytest.mark.parametrize(
    ("step", "item"),
    [
        ("下一条", "5.14"),
        ("上一条", "4.12"),
        ("下一项", "5.14"),
        ("上一项", "4.12"),
    ],
)
def test_one_walks_from_item_to_item(ask: Ask, step: str, item: str) -> None:
    assert cited(ask("2024年第十三项", step)) == {f"jilin-2024:{item}"}


def test_steps_add_up(ask: Ask) -> None:
    assert cited(ask("2024年第十三项", "下一条", "下一条")) == {"jilin-2024:5.15"}


def test_past_the_last_item_there_is_none(ask: Ask) -> None:
    assert isinstance(ask("2024年第三十九项", "下一条"), Refusal)


def test_a_printed_number_keeps_the_document_of_the_turn_before(ask: Ask) -> None:
    assert cited(ask("2024年第十三项", "那第十四项呢")) == {"jilin-2024:5.14"}


def test_a_question_about_the_item_before_stays_in_it(ask: Ask) -> None:
    assert cited(ask("2025年第三部分第一条", "这条里的倍数是多少")) == {"jilin-2025:3.1"}


def test_other_years_are_looked_up_for_the_same_subject(ask: Ask) -> None:
    assert cited_documents(ask(FIRST, "还有别的年份提到吗")) >= {"jilin-2024", "jilin-2023"}


@pytest.mark.parametrize(
    "turns",
    [
        ("2024年四平有什么项目", "别的年份提到过四平吗"),
        ("2024年四平有什么项目", "这个地方其他年份说过没有"),
        ("2024年四平有什么项目", "除了这一年还有哪年写到这里"),
        ("2024年第八项", "其他年份的要点里出现过四平吗"),
    ],
)
def test_a_named_place_is_looked_for_in_the_years_that_were_not_cited(ask: Ask, turns: tuple[str, ...]) -> None:
    reply = ask(*turns)
    assert reply.understood == "2017年、2023年、2025年提到四平"
    assert cited(reply) == {"jilin-2025:4.1"}


def test_a_thing_that_no_other_year_speaks_of_is_not_given_from_the_year_cited(ask: Ask) -> None:
    reply = ask("2025年“敬老文明号”评什么", "其他年份还提到过“敬老爱老助老模范人物”吗")
    assert reply.understood.startswith("2017年、2023年、2024年提到")
    assert "jilin-2025" not in cited_documents(reply)


@pytest.mark.parametrize(
    ("first", "then", "meant"),
    [
        ("2025年社会福利部分有几条", "第二条说的啥", "jilin-2025:4.2"),
        ("2025年社会事务那块讲了什么", "那第二条是什么", "jilin-2025:5.2"),
        ("2024年慈善事业这一部分的内容", "第一项呢", "jilin-2024:7.21"),
        ("2024年第七部分有几项", "第二项呢", "jilin-2024:7.22"),
        ("2024年第七部分有几项", "第二十二项呢", "jilin-2024:7.22"),
    ],
)
def test_an_item_after_a_part_is_one_of_that_part(ask: Ask, first: str, then: str, meant: str) -> None:
    assert cited(ask(first, then)) == {meant}


def test_a_comparison_brings_both_years(ask: Ask) -> None:
    assert cited(ask(FIRST, "它比2024年多还是少")) >= {"jilin-2025:2.4", "jilin-2024:5.13"}


def test_a_narrower_subject_keeps_the_one_before(ask: Ask) -> None:
    reply = ask("2023年省里老年食堂建多少个", "乡镇覆盖率呢")
    assert cited(reply) == {"jilin-2023:3.12"}


def test_a_change_of_subject_takes_nothing_but_the_year_along(ask: Ask) -> None:
    reply = ask("2024年适老化改造多少户", "失智照护床位呢")
    assert cited(reply) == {"jilin-2024:5.14"}


@pytest.mark.parametrize("question", COMPLETE)
def test_a_complete_question_as_fifth_turn_is_answered_as_if_it_were_the_first(ask: Ask, question: str) -> None:
    before = (FIRST, "那2024年呢？", "舒兰呢", "原文发我")
    assert same_answer(ask(*before, question), ask(question))


SUBJECTS = (
    "适老化改造",
    "采暖补贴",
    "殡葬",
    "助餐点",
    "福彩",
    "地名管理",
    "失智照护床位",
    "婚俗改革试验区",
    "志愿服务",
    "高龄津贴",
)
LEANING = (
    "那2024年呢？",
    "舒兰呢",
    "原文发我",
    "下一条",
    "第二个",
    "后来呢",
    "两年哪个高",
    "谁能领",
    "什么时候完成",
    "还有吗",
)
ASKED = ("历年怎么说", "2025年有哪些安排", "2024年有什么要求", "在舒兰要做到多少")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    first=st.sampled_from(SUBJECTS),
    between=st.lists(st.sampled_from(LEANING), max_size=3),
    subject=st.sampled_from(SUBJECTS),
    asked=st.sampled_from(ASKED),
)
def test_no_conversation_changes_a_question_that_names_its_subject(
    ask: Ask, first: str, between: list[str], subject: str, asked: str
) -> None:
    question = f"{subject}{asked}"
    assert same_answer(ask(f"2025年{first}有什么安排", *between, question), ask(question))


def test_a_refused_turn_does_not_spoil_the_next(ask: Ask) -> None:
    assert same_answer(ask("今天天气怎么样", FIRST), ask(FIRST))
    assert cited(ask(FIRST, "今天天气怎么样", "那2024年呢？")) == {"jilin-2024:5.13"}


@pytest.mark.parametrize(
    "question",
    [
        "原文发我",
        "那个呢",
        "它是多少",
        "下一条",
        "第二个",
        "继续",
    ],
)
def test_a_follow_up_without_a_conversation_is_refused(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Refusal)


@pytest.mark.parametrize("thanks", ["谢谢", "好的", "明白了", "你确定吗"])
def test_a_courtesy_is_not_answered_with_documents_on_another_subject(ask: Ask, thanks: str) -> None:
    reply = ask(FIRST, thanks)
    assert cited(reply) <= {"jilin-2025:2.4"}


@pytest.mark.parametrize(
    "turns", [(FIRST, "那2024年呢？"), (FIRST, "舒兰呢"), (FIRST, "原文发我"), ("2024年第十三项", "下一条")]
)
def test_the_understood_question_sent_back_gives_the_same_answer(ask: Ask, turns: tuple[str, ...]) -> None:
    reply = ask(*turns)
    assert same_answer(ask(reply.understood), reply)


def test_no_citation_of_the_turn_before_appears_on_this_answer(ask: Ask) -> None:
    reply = ask(FIRST, "2024年失智照护床位多少张")
    assert cited_documents(reply) == {"jilin-2024"}


def test_a_conversation_is_not_changed_by_asking(assistant: Assistant) -> None:
    first = assistant.ask(FIRST)
    conversation = Conversation().with_turn(FIRST, first)
    assistant.ask("那2024年呢", conversation)
    assert conversation == Conversation().with_turn(FIRST, first)
    assert conversation.turns[0].reply is first


def test_a_longer_conversation_leaves_the_shorter_as_it_is(assistant: Assistant) -> None:
    empty = Conversation()
    longer = empty.with_turn(FIRST, assistant.ask(FIRST))
    assert empty.turns == ()
    assert len(longer.turns) == 1


@pytest.mark.parametrize("follow_up", ["之前呢", "以前怎么说的", "更早呢"])
def test_the_years_before_are_asked_for_without_a_number(ask: Ask, follow_up: str) -> None:
    assert cited_documents(ask("2024年养老服务有哪些安排", follow_up)) == {"jilin-2023", "jilin-2017", "shulan-2023"}


@pytest.mark.parametrize("said", ["还有个问题：", "另外问一下，", "最后问个问题，"])
def test_words_that_only_say_that_a_question_follows_are_no_part_of_it(ask: Ask, said: str) -> None:
    question = "2024年婚姻登记怎么优化"
    assert same_answer(ask(FIRST, f"{said}{question}"), ask(question))


def test_a_sentence_of_an_item_is_pointed_to_by_its_ordinal(ask: Ask) -> None:
    reply = ask("舒兰2023年怎么增强城乡社区服务能力", "第二个是什么")
    assert "推动落实《舒兰市“十四五”城乡社区服务体系建设方案》" in reply.text
    assert "一是" not in reply.text


@pytest.mark.parametrize("away", ["换个话题，", "问个别的，", "不说这个了，"])
def test_a_change_of_subject_said_aloud_takes_nothing_along(ask: Ask, away: str) -> None:
    question = "老年助餐点建多少个"
    assert same_answer(ask("2023年采暖补贴户均多少", f"{away}{question}"), ask(question))


@pytest.mark.parametrize("back", ["回到刚才那个问题，", "再说回适老化，", "回头看最开始那个，"])
def test_one_goes_back_to_an_earlier_subject(ask: Ask, back: str) -> None:
    turns = ("2025年适老化改造多少户", "换个问题，2024年殡葬收费怎么调", f"{back}2024年呢")
    assert "8000户" in ask(*turns).text


def test_what_is_asked_further_on_an_earlier_subject_keeps_it(ask: Ask) -> None:
    turns = ("2023年救助管理机构办什么开放日", "问个别的，2025年婚姻登记怎么优化", "回到前面那个，舒兰办不办")
    assert cited(ask(*turns)) == {"shulan-2023:7.30"}


def test_a_year_and_a_thing_are_no_request_for_the_words_of_an_item(ask: Ask) -> None:
    assert cited(ask("2024年整治哪类养老机构", "轮到2025年评定哪类机构")) >= {"jilin-2025:2.3"}


def test_until_a_year_after_a_question_when_is_still_when(ask: Ask) -> None:
    reply = ask("2023年慈善条例何时颁布", "那到2024年呢")
    assert "多少" not in reply.understood
    assert "jilin-2024:7.21" in cited(reply)


@pytest.mark.parametrize("follow_up", ["加上2023年和2025年，一起比一下", "连23、25年一块儿，三年排一排"])
def test_years_are_added_to_those_spoken_of(ask: Ask, follow_up: str) -> None:
    reply = ask("2024年公办养老机构评定达到多少", follow_up)
    assert cited_documents(reply) >= {"jilin-2023", "jilin-2024", "jilin-2025"}


def test_that_document_is_the_one_that_was_cited(ask: Ask) -> None:
    reply = ask("吉林省2023年老年食堂建多少个", "那份文件里写到2025年要覆盖多少")
    assert "60%" in reply.text
    assert cited_documents(reply) == {"jilin-2023"}


def test_the_year_after_the_one_that_speaks_of_most_of_it(ask: Ask) -> None:
    assert "90%" in ask("五大工程的乡村著名行动是哪一年提的", "第二年要命名多少").text


def test_where_it_is_written_is_asked_beside_the_question_itself(ask: Ask) -> None:
    reply = ask("2025年婚姻登记有啥新花样", "在哪几个区学的经验，哪条写的")
    assert "二道区" in reply.text
    assert "原文" not in reply.understood


def test_one_more_of_the_same_keeps_the_subject(ask: Ask) -> None:
    assert "刚性支出困难家庭" in ask("2024年低保扩围认定哪类家庭", "2025年又多了一类，叫什么").text


def test_whether_an_office_does_it_asks_for_no_date(ask: Ask) -> None:
    assert isinstance(ask("2024年救助机构开放日是几月几号", "舒兰办不办"), Answer)


@pytest.mark.parametrize(
    ("turns", "item"),
    [
        (("2025年第二部分第一条", "第二条呢"), "jilin-2025:2.2"),
        (("2025年第二部分第一条", "再看最后一条"), "jilin-2025:2.6"),
        (("2024年第五部分第十三项", "那第十五项呢"), "jilin-2024:5.15"),
        (("2024年第五部分最后一项", "倒数第二项呢"), "jilin-2024:5.16"),
    ],
)
def test_another_item_of_a_section_keeps_the_section(ask: Ask, turns: tuple[str, ...], item: str) -> None:
    assert cited(ask(*turns)) == {item}


def test_the_item_on_another_subject_is_given_whole_in_the_same_year(ask: Ask, index: Index) -> None:
    reply = ask("2025年老年助餐", "再发慈善那条原文")
    assert cited(reply) == {"jilin-2025:6.4"}
    assert reply.understood == "2025年慈善原文"


def test_an_attribute_with_a_bearer_of_its_own_drops_the_one_before(ask: Ask) -> None:
    reply = ask("2023年特困集中供养率多少", "那份文件里护理型床位占比呢")
    assert "50%" in reply.text.splitlines()[0]


@pytest.mark.parametrize("which", ["哪年的", "是哪一年说的？", "哪份文件写的"])
def test_which_year_alone_asks_the_same_again(ask: Ask, which: str) -> None:
    assert cited(ask("公办养老机构评定达到60%是怎么说的", which)) >= {"jilin-2024:5.14"}


def test_whether_two_years_say_the_same_sets_both_side_by_side(ask: Ask) -> None:
    assert cited_documents(ask("2025年两项补贴怎么管", "跟2024年说的是一回事吗")) == {"jilin-2024", "jilin-2025"}


def test_a_zone_without_a_name_is_the_one_spoken_of(ask: Ask) -> None:
    assert cited_documents(ask("2024年婚俗改革怎么抓", "实验区有几个")) == {"jilin-2024"}


@pytest.mark.parametrize("follow_up", ["啥时候建完", "多久能弄好"])
def test_what_gets_done_is_asked_of_the_subject_before(ask: Ask, follow_up: str) -> None:
    assert "公益性墓地" in ask("舒兰公益性墓地建在哪儿", follow_up).understood


def test_an_aspect_is_asked_of_the_subject_before(ask: Ask) -> None:
    assert cited(ask("流浪乞讨人员舒兰怎么管", "原则是什么")) == {"shulan-2023:7.30"}
    assert "高龄津贴" in ask("高龄津贴2023年怎么说", "每月多少钱").understood


def test_a_deadline_printed_in_what_was_cited_is_asked_of_the_same_document(ask: Ask) -> None:
    reply = ask("2023年社区老年食堂建多少个", "覆盖率呢", "到2025年呢")
    assert cited(reply) == {"jilin-2023:3.12"}
    assert "60%" in shown(reply)[0].quote


def test_a_part_named_with_how_much_is_a_part_of_the_same_subject(ask: Ask) -> None:
    assert "助餐" in ask("2024年每个街道建几个助餐点", "乡镇的又是多少").understood


def test_a_year_after_a_refused_topic_asks_the_topic_again(ask: Ask) -> None:
    assert ask("孩子没人管归谁", "2025年呢").understood == "2025年孩子没人管归谁"


def test_the_next_item_is_the_one_of_the_document_cited_first(ask: Ask) -> None:
    assert cited(ask("2023年第十二项讲什么", "下一条呢")) == {"jilin-2023:3.13"}


def test_a_brief_question_is_asked_of_the_item_that_speaks_of_its_words(ask: Ask) -> None:
    assert cited(ask("2025年适老化改造多少户", "几个餐厅")) == {"jilin-2025:2.4"}


def test_what_another_document_prints_by_its_number_is_no_part_of_what_was_cited(ask: Ask) -> None:
    follow_up = "四个一批又是什么"
    assert same_answer(ask("十个一批是哪年提的", "原文给我看看", follow_up), ask(follow_up))


def test_when_is_asked_of_another_subject(ask: Ask) -> None:
    assert ask("2024年基本养老服务清单什么时候出台", "助餐细则呢").understood == "2024年助餐细则什么时候出台"


def test_whether_it_goes_on_does_not_ask_when(ask: Ask) -> None:
    assert cited(ask("流浪人员开放日是几号", "舒兰也办吗")) == {"shulan-2023:7.30"}


def test_whether_it_is_still_spoken_of_does_not_ask_how_many(ask: Ask) -> None:
    assert cited(ask("2024年护理员奖励制度什么时候落实", "几项", "25年还提吗")) == {"jilin-2025:2.3"}


@pytest.mark.parametrize("follow_up", ["跟省里同一年的差在哪儿", "和省厅的比呢", "比省里的多还是少"])
def test_another_office_that_it_is_compared_with_stands_beside_the_first(ask: Ask, follow_up: str) -> None:
    reply = ask("2023年舒兰适老化改造多少户", follow_up)
    assert {"jilin-2023:3.13", "shulan-2023:3.13"} <= cited(reply)


def test_a_scope_said_by_itself_holds_until_another_is_named(ask: Ask) -> None:
    assert cited_documents(ask("先看舒兰的", "家庭养老床位怎么推进")) == {"shulan-2023"}
    assert cited_documents(ask("你好", "查一下2024年", "福利彩票怎么发展", "地名管理有什么安排")) == {"jilin-2024"}
    assert cited_documents(ask("先看舒兰的", "家庭养老床位怎么推进", "2024年省里呢")) == {"jilin-2024"}
    assert "舒兰" not in ask("先看舒兰的", "2023年省里适老化改造多少户", "离婚冷静期多少天").understood


def test_a_scope_that_came_with_a_question_does_not_hold(ask: Ask) -> None:
    assert len(cited_documents(ask("舒兰适老化改造多少户", "失智照护床位新增多少张"))) > 1


@pytest.mark.parametrize("back", ["说回舒兰那件事，", "再说回舒兰那头，", "回到舒兰的，"])
def test_the_way_back_may_name_whose_document_was_spoken_of(ask: Ask, back: str) -> None:
    replies = ("舒兰的公墓建到哪一步", "插一句，2025年村内街路巷命名要到多少", f"{back}什么时候完成")
    assert cited_documents(ask(*replies)) == {"shulan-2023"}


@pytest.mark.parametrize("correction", ["不是舒兰，是省里", "不是舒兰是省里", "不对，我不要舒兰的，要的是省里的"])
def test_what_is_put_right_takes_the_place_of_what_was_said(ask: Ask, correction: str) -> None:
    assert cited_documents(ask("舒兰2023年采暖补贴户均多少", correction)) == {"jilin-2023"}


@pytest.mark.parametrize("follow_up", ["啥时候必须落地", "哪天动工", "什么时候到位"])
def test_when_something_is_to_be_done_is_asked_of_what_was_spoken_of(ask: Ask, follow_up: str) -> None:
    assert "殡葬" in ask("2025年殡葬专项行动怎么推进", follow_up).understood


def test_to_whom_money_goes_is_asked_of_the_money(ask: Ask) -> None:
    assert cited(ask("舒兰采暖补贴多少", "发给谁")) == {"shulan-2023:2.8"}


@pytest.mark.parametrize(
    ("follow_up", "quote"),
    [
        ("文号呢", "吉民发〔2023〕5号"),
        ("哪天印发的", "2023年2月1日"),
        ("是哪次会过的", "已经省民政厅2023年第2次党组会议审议通过"),
        ("这份文件是谁发的", "吉林省民政厅"),
    ],
)
def test_what_a_document_says_of_itself_is_asked_of_the_one_cited(ask: Ask, follow_up: str, quote: str) -> None:
    reply = ask("省里2023年圆梦大学每人救助多少", follow_up)
    assert isinstance(reply, Answer)
    assert [c.quote for c in reply.citations] == [quote]


def test_after_one_fact_of_a_document_the_next_is_of_the_same(ask: Ask) -> None:
    reply = ask("2025年要点什么时候印发的", "发给谁的")
    assert isinstance(reply, Answer)
    assert [c.document_id for c in reply.citations] == ["jilin-2025"]
    assert reply.citations[0].quote.startswith("各市（州）民政局")
    assert reason(ask("2025年要点什么时候印发的", "文号是多少")) is Reason.NOT_IN_DOCUMENTS
    assert reason(ask("舒兰要点是谁落款的", "哪天落款", "文号呢")) is Reason.NOT_IN_DOCUMENTS


def test_what_nothing_answers_is_asked_of_what_was_cited(ask: Ask) -> None:
    reply = ask("舒兰河南街公墓什么时候建完", "谁负责录系统")
    assert cited(reply) == {"shulan-2023:7.32"}
    assert "第7部分第(32)项" in reply.understood


@pytest.mark.parametrize("follow_up", ["长春哪家饭店好吃", "股票怎么开户", "每张床补多少钱"])
def test_what_is_not_said_there_either_stays_refused(ask: Ask, follow_up: str) -> None:
    assert isinstance(ask("2024年失智床位新增多少张", follow_up), Refusal)


def test_an_aspect_that_was_asked_about_is_not_carried_further(ask: Ask) -> None:
    reply = ask("2025年婚姻登记怎么创新", "有几个实验区", "罚款多少")
    assert "实验区" not in reply.understood
    assert isinstance(reply, Refusal)


def test_last_year_is_the_year_before_the_one_spoken_of_where_that_is_meant(ask: Ask) -> None:
    assert cited_documents(ask("2025年适老化改造多少户", "前一年呢")) == {"jilin-2024"}
    assert "2024年" in ask("2025年适老化改造多少户", "去年呢").understood


def test_one_document_that_was_cited_is_meant_by_what_names_none(ask: Ask) -> None:
    assert cited_documents(ask("圆梦大学每人给多少", "什么学校的能领")) == {"jilin-2023"}


@pytest.mark.parametrize("follow_up", ["两个一样吗", "这俩差多少", "两个数放一起"])
def test_two_matters_are_set_side_by_side_where_one_was_asked_after_the_other(ask: Ask, follow_up: str) -> None:
    reply = ask("2017年农村社区建设按村总数多少比例", "舒兰的村级综合服务设施呢", follow_up)
    assert {"jilin-2017:7", "shulan-2023:5.19"} <= cited(reply)


def test_how_something_is_done_asks_for_no_figure(ask: Ask) -> None:
    reply = ask("舒兰婚姻登记有几位律师帮忙", "省里怎么降低离婚率")
    assert "多少" not in reply.understood
    assert cited(reply) == {"jilin-2023:8.35"}


def test_another_subject_may_be_named_in_one_breath_with_its_question(ask: Ask) -> None:
    assert cited(ask("25年行政区划要定什么方案", "地名呢要修订什么")) == {"jilin-2025:6.2"}
