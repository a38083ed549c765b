"""Questions in everyday words of the field are known by their wording, ranked by meaning too, and answered briefly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replies import cited, cited_documents, reason

from assistant.breadth import SPOKEN_ITEMS, SPOKEN_LENGTH
from assistant.evidence import Evidence
from assistant.meaning import as_meant
from assistant.records import Answer, Reason, Reply
from assistant.register import BIAS, SPOKEN, features, odds_of, spoken_odds
from index.engine import LocalIndex

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    "question",
    [
        "俺家老太太走道费劲，家里能给装个扶手不",
        "要饭的冬天有没有人管",
        "没爹没妈的孩子上大学给不给钱",
        "村里白事大操大办管不管",
        "我爸瘫床上了，有没有人给搭把手",
    ],
)
def test_everyday_words_of_the_field_are_known_by_their_wording(question: str) -> None:
    assert spoken_odds(question) >= SPOKEN


@pytest.mark.parametrize(
    "question",
    [
        "2024年适老化改造任务是多少户",
        "养老服务人才队伍建设有哪些措施",
        "养老机构等级评定由哪个部门负责",
        "手机屏碎了上哪修",
        "红烧肉咋做好吃",
        "",
    ],
)
def test_office_language_and_everyday_words_of_other_fields_are_not(question: str) -> None:
    assert spoken_odds(question) < SPOKEN


@given(st.text(alphabet="村里老人吃饭没人管咋整", max_size=12), st.sampled_from(["？", "!", "。", " ", "2024", "２０"]))
def test_marks_and_figures_at_the_ends_change_no_odds(text: str, mark: str) -> None:
    assert features(f"{mark}{text}{mark}") == features(text)


@given(st.text(max_size=30))
def test_a_text_that_holds_no_feature_has_the_odds_of_the_bias(text: str) -> None:
    assert odds_of(text, {BIAS: -1.5, "\ue000": 9.0}) == -1.5


def test_ranking_by_meaning_keeps_every_place_and_the_scale(index: LocalIndex) -> None:
    items = index.documents[0].items[:8]
    ranked = [Evidence(item, 0, min(20, len(item.text)), 0.9 - n / 10) for n, item in enumerate(items)]
    weighed = as_meant("老人一个人在家有人来看看没", ranked, index)
    assert {e.item.item_id for e in weighed} == {item.item_id for item in items}
    assert [e.support for e in weighed] == sorted((e.support for e in weighed), reverse=True)
    assert all(0 <= e.support <= 0.9 for e in weighed)
    assert as_meant("老人", [], index) == []


def test_the_item_that_is_close_as_a_whole_answers_where_no_sentence_holds_the_words(ask: Ask) -> None:
    assert "jilin-2023:3.13" in cited(ask("屋里就剩老爷子一个人，有没有人上门看看"))
    assert cited(ask("要饭的冬天有没有人管")) & {"jilin-2023:8.34", "shulan-2023:7.30", "jilin-2024:8.28"}


@pytest.mark.parametrize(
    "question", ["村里老头老太太没人管咋办", "没爹没妈的娃国家给不给钱", "俺家老太太走道费劲，家里能给装个扶手不"]
)
def test_an_answer_to_everyday_words_is_short_and_stays_with_few_items(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert isinstance(reply, Answer)
    assert len(cited(reply)) <= SPOKEN_ITEMS
    quotes = [citation.quote for citation in reply.citations]
    assert sum(map(len, quotes)) <= SPOKEN_LENGTH + max(map(len, quotes))  # a quote may be drawn on to its list's end


def test_a_figure_asked_for_in_everyday_words_is_given(ask: Ask) -> None:
    reply = ask("舒兰给多少家老人安扶手啥的")
    assert cited_documents(reply) == {"shulan-2023"}
    assert "105户" in reply.text


def test_everyday_words_of_another_field_are_refused(ask: Ask) -> None:
    assert reason(ask("红烧肉咋做才不腻歪")) is Reason.OUT_OF_DOMAIN


@pytest.mark.parametrize("asked", ["要在全部村子的百分之几铺开", "按村子的百分之多少来推"])
def test_a_place_that_people_call_with_zi_is_printed_without(ask: Ask, asked: str) -> None:
    assert cited(ask(f"农村社区建设{asked}")) == {"jilin-2017:7"}


def test_where_things_are_kept_asks_for_no_town(ask: Ask) -> None:
    assert "jilin-2017:3" in cited(ask("救灾的东西都放在哪儿存着"))
