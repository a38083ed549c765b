"""Scope: years, issuers and documents of the question and the filters; what is empty stays empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from replies import cited, cited_documents, reason, same_answer, shown

from assistant.assistant import Assistant
from assistant.records import Answer, Reason, Refusal, Reply
from index.engine import Index
from index.lexicon import Lexicon
from index.records import Filters

Ask = Callable[..., Reply]
QUESTION = "适老化改造多少户"


@pytest.mark.parametrize(
    "question", ["2022年适老化改造多少户", "2019年低保标准", "1998年有什么安排", "2026年第三项", "今年有什么新任务"]
)
def test_a_year_that_is_not_held_is_refused_and_the_years_held_are_named(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert reason(reply) is Reason.SCOPE_NOT_COVERED
    assert all(year in reply.text for year in ("2025年", "2024年", "2023年", "2017年"))


@pytest.mark.parametrize(
    "question",
    [
        "吉民发〔2025〕1号讲了什么",
        "吉民发〔2019〕33号第三项",
    ],
)
def test_a_document_that_is_not_held_is_refused_as_such(ask: Ask, question: str) -> None:
    assert reason(ask(question)) is Reason.SCOPE_NOT_COVERED


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("白山市民政局2023年特困供养标准是低保的几倍", "白山市民政局"),
        ("辽宁省民政厅2024年适老化改造多少户", "辽宁省民政厅"),
        ("榆树市民政局适老化改造多少户", "榆树市民政局"),
        ("民政部2025年要点", "民政部"),
    ],
)
def test_an_office_that_issued_nothing_held_is_refused_and_never_taken_for_another(
    ask: Ask, question: str, office: str
) -> None:
    reply = ask(question)
    assert reason(reply) is Reason.SCOPE_NOT_COVERED
    assert office in reply.text


def test_a_city_that_is_called_like_its_province_is_not_answered_with_the_province(ask: Ask) -> None:
    assert isinstance(ask("吉林市特困供养标准是低保的几倍"), Refusal)


@pytest.mark.parametrize(
    "question",
    [
        "哈尔滨市的低保标准是多少",
        "四川省养老服务有什么安排",
        "通化市养老服务有什么安排",
    ],
)
def test_a_place_that_no_document_names_is_not_answered_from_another_place(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert reason(reply) in (Reason.NOT_IN_DOCUMENTS, Reason.SCOPE_NOT_COVERED)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("今年（2025年）适老化改造有没有安排", {"jilin-2025"}),
        ("去年（24）适老化改造多少户", {"jilin-2024"}),
        ("我奶今年八十多，25年高龄津贴涨不涨", {"jilin-2025"}),
    ],
)
def test_a_year_said_beside_it_and_an_age_leave_no_other_year_to_be_missed(
    ask: Ask, question: str, documents: set[str]
) -> None:
    reply = ask(question)
    assert cited_documents(reply) <= documents
    assert "没有收录" not in reply.text


def test_last_year_is_read_against_the_reference_date(ask: Ask, index: Index, lexicon: Lexicon) -> None:
    assert cited_documents(ask("去年适老化改造多少户")) == {"jilin-2025"}
    a_year_earlier = Assistant(index, lexicon, today=date(2025, 1, 1))
    assert cited_documents(a_year_earlier.ask("去年适老化改造多少户")) == {"jilin-2024"}


@pytest.mark.parametrize(
    "question",
    ["2024年适老化改造多少户", "24年适老化改造多少户", "二〇二四年适老化改造多少户", "適老化改造2024年多少戶"],
)
def test_a_year_in_any_spelling_restricts_to_that_year(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"jilin-2024:5.13"}


def test_a_deadline_is_no_plan_year(ask: Ask) -> None:
    """到2025年新增不少于1800张 is printed in 2023."""
    assert "jilin-2023:3.11" in cited(ask("到2025年失智照护床位新增多少张"))


def test_year_and_issuer_are_joined_by_and(assistant: Assistant) -> None:
    both = Filters(years=frozenset({2023}), issuers=frozenset({"舒兰市民政局"}))
    assert cited(assistant.ask(QUESTION, filters=both)) == {"shulan-2023:3.13"}
    nothing = Filters(years=frozenset({2024}), issuers=frozenset({"舒兰市民政局"}))
    assert reason(assistant.ask(QUESTION, filters=nothing)) is Reason.SCOPE_NOT_COVERED


def test_a_numeric_year_filters(assistant: Assistant) -> None:
    assert cited_documents(assistant.ask(QUESTION, filters=Filters(years=frozenset({2024})))) == {"jilin-2024"}


@pytest.mark.parametrize("question", ["民政厅2023年安排新建多少社区老年食堂", "2023年省级文件里社区老年食堂建多少"])
def test_the_department_and_the_documents_of_the_province_are_those_of_the_province(ask: Ask, question: str) -> None:
    assert cited_documents(ask(question)) == {"jilin-2023"}


def test_two_similar_documents_are_both_returned(assistant: Assistant) -> None:
    reply = assistant.ask(QUESTION, filters=Filters(years=frozenset({2023})))
    assert cited_documents(reply) == {"jilin-2023", "shulan-2023"}


@pytest.mark.parametrize(
    "filters",
    [
        Filters(years=frozenset({1999})),
        Filters(issuers=frozenset({"长春市民政局"})),
        Filters(documents=frozenset({"jilin-2019"})),
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "第十三项",
        "主要内容是什么",
        "2024年第十三项",
        "有几个部分",
        "2035年规划",
    ],
)
def test_an_empty_scope_stays_empty(assistant: Assistant, filters: Filters, question: str) -> None:
    reply = assistant.ask(question, filters=filters)
    assert reason(reply) is Reason.SCOPE_NOT_COVERED
    assert shown(reply) == ()


def test_a_filter_and_a_contradicting_question_leave_nothing(assistant: Assistant) -> None:
    reply = assistant.ask("2024年适老化改造多少户", filters=Filters(years=frozenset({2023})))
    assert reason(reply) is Reason.SCOPE_NOT_COVERED
    assert shown(reply) == ()


def test_a_held_year_that_the_filter_leaves_out_is_not_said_to_be_missing(assistant: Assistant) -> None:
    reply = assistant.ask("2024年适老化改造多少户", filters=Filters(years=frozenset({2023})))
    assert "没有收录2024年" not in reply.text


def test_a_filter_says_the_same_as_the_question_does(assistant: Assistant) -> None:
    by_words = assistant.ask("2024年适老化改造多少户")
    by_filter = assistant.ask(QUESTION, filters=Filters(years=frozenset({2024})))
    assert same_answer(by_words, by_filter)


def test_only_what_is_used_is_listed_as_a_source(ask: Ask) -> None:
    reply = ask("2024年适老化改造多少户")
    assert isinstance(reply, Answer)
    assert all(f"[{c.n}]" in reply.text for c in reply.citations)
    assert cited(reply) == {"jilin-2024:5.13"}


@pytest.mark.parametrize("question", ["慈善条例从2023到2025怎么推的", "慈善条例2023—2025每年怎么写"])
def test_a_span_of_years_holds_the_years_between(ask: Ask, question: str) -> None:
    assert {"jilin-2023", "jilin-2024", "jilin-2025"} <= cited_documents(ask(question))


def test_a_history_lets_every_year_speak_that_mentions_the_subject(ask: Ask) -> None:
    assert {"jilin-2017", "jilin-2024", "jilin-2025"} <= cited_documents(ask("节地生态安葬历年怎么写"))


def test_a_word_that_ends_like_a_town_is_no_place(ask: Ask) -> None:
    assert "jilin-2023" in cited_documents(ask("新型城镇化建设历年怎么提"))


@pytest.mark.parametrize("place", ["永吉", "蛟河", "磐石", "桦甸", "公主岭", "延边州的"])
def test_a_place_by_its_short_name_is_never_answered_with_the_figures_of_others(ask: Ask, place: str) -> None:
    assert reason(ask(f"{place}适老化改造多少户")) in (Reason.NOT_IN_DOCUMENTS, Reason.SCOPE_NOT_COVERED)


def test_a_figure_in_the_question_silences_no_year(ask: Ask) -> None:
    silent = [line for line in ask("失智床位每年都是500张吗").text.split("\n") if "没有找到对应的内容" in line]
    assert not any("2023年" in line for line in silent)


def test_a_quoted_phrase_is_sought_whole(ask: Ask) -> None:
    """Documents that print only 行动 say nothing on “银龄行动”."""
    assert cited_documents(ask("“银龄行动”24和25年写法有什么不同")) == {"jilin-2025"}


def test_a_history_quotes_more_of_the_item_than_one_short_sentence(ask: Ask) -> None:
    reply = ask("地名管理历年怎么写")
    assert isinstance(reply, Answer)
    assert any(
        len([c for c in reply.citations if c.item_id == one.item_id]) > 1 or "。" in one.quote[:-1]
        for one in reply.citations
    )


@pytest.mark.parametrize("question", ["2024年和舒兰的适老化改造各多少户", "舒兰与2024年的适老化改造户数"])
def test_a_year_and_an_office_that_has_none_of_it_are_set_side_by_side(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == {"jilin-2024:5.13", "shulan-2023:3.13"}


@pytest.mark.parametrize("question", ["2024年舒兰适老化改造多少户", "2026年和舒兰的养老大院"])
def test_a_year_of_an_office_that_is_not_held_is_refused(ask: Ask, question: str) -> None:
    assert reason(ask(question)) is Reason.SCOPE_NOT_COVERED


def test_years_beside_one_that_is_bound_to_an_office_are_of_any_office(ask: Ask) -> None:
    reply = ask("适老化改造，2023舒兰、2024、2025分别多少户")
    assert cited_documents(reply) == {"shulan-2023", "jilin-2024", "jilin-2025"}


def test_a_year_of_which_the_office_named_has_no_document_is_said_to_be_missing(ask: Ask) -> None:
    reply = ask("舒兰2023年和2024年适老化改造多少户")
    assert cited_documents(reply) == {"shulan-2023"}
    assert "没有收录舒兰市民政局2024年的文件" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "抚州市的老年食堂建多少个",
        "2025年榆树的婚姻登记要怎么改进",
        "磐石市残疾人两项补贴怎么管",
        "舒兰市溪河镇的敬老院怎么改造",
        "吉舒街道社区养老有什么安排",
    ],
)
def test_a_place_that_no_document_prints_is_said_to_be_missing(ask: Ask, question: str) -> None:
    """Counties are known from the gazetteer, towns by their ending; neither is taken for a slip (石市残 is no 实施)."""
    reply = ask(question)
    assert reason(reply) is Reason.SCOPE_NOT_COVERED
    assert "没有收录" in reply.text


@pytest.mark.parametrize(
    "question", ["敦化市的婚姻登记有什么要求", "四平市2025年的社会救助怎么安排", "农安县的农村低保怎么核查"]
)
def test_what_is_said_beside_a_place_is_not_said_of_it(ask: Ask, question: str) -> None:
    """Each of them is printed, of another matter; the sentences around that one are about the whole province."""
    assert reason(ask(question)) is Reason.NOT_IN_DOCUMENTS


def test_of_an_item_that_prints_a_place_only_the_sentence_that_does_is_quoted(ask: Ask) -> None:
    reply = ask("长春的慈善工作有哪些做法")
    assert isinstance(reply, Answer)
    assert all("长春" in citation.quote for citation in reply.citations)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("我家老人在白城住，", "特困供养标准是低保的几倍"),
        ("老家是通化的，", "特困供养标准是低保的几倍"),
        ("早年在沈阳当兵，", "特困供养标准是低保的几倍"),
        ("我在深圳打工，", "结婚登记能省内通办吗"),
    ],
)
def test_where_a_person_lives_or_works_is_not_the_place_that_is_asked_about(ask: Ask, told: str, asked: str) -> None:
    assert same_answer(ask(told + asked), ask(asked))
