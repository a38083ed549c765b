"""The passing rule: what passes, and the one reason for each condition that fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records import Answer, Refusal
from eval.cases import Case, Gold
from eval.judge import comparable, judge, length_limit

Answered = Callable[..., Answer]
Asked = Callable[..., Case]

RATIO = ("1.1", "特困人员供养标准不低于低保标准的1.3倍。")
HOUSES = ("2.3", "为8000户困难老年人家庭实施改造")


def test_the_cited_figure_passes(answered: Answered, asked: Asked) -> None:
    verdict = judge(asked(contains=(("1.3倍",),)), answered("不低于低保标准的 1.3 倍[1]。", RATIO))
    assert verdict.passed
    assert verdict.reasons == ()


def test_all_gold_must_be_cited(answered: Answered, asked: Asked) -> None:
    case = asked(gold=(Gold("mou-2024", 1, 1), Gold("mou-2024", 2, 3)))
    assert judge(case, answered("答", RATIO, HOUSES)).passed
    assert judge(case, answered("答", RATIO)).reasons == ("没有引用 mou-2024:2.3",)


def test_any_gold_may_be_cited(answered: Answered, asked: Asked) -> None:
    case = asked(gold=(Gold("mou-2024", 1, 1), Gold("mou-2024", 1, 2)), gold_all=False)
    assert judge(case, answered("答", RATIO)).passed
    assert judge(case, answered("答", HOUSES)).reasons == ("一处都没引用：mou-2024:1.1、mou-2024:1.2",)


@pytest.mark.parametrize("text", ["8000户", "8000 户", "８０００户", "8000\u3000户"])
def test_width_and_spaces_make_no_difference(answered: Answered, asked: Asked, text: str) -> None:
    case = asked(gold=(Gold("mou-2024", 2, 3),), contains=(("8000 户",),))
    assert judge(case, answered(text, HOUSES)).passed


def test_each_group_needs_one_alternative(answered: Answered, asked: Asked) -> None:
    case = asked(contains=(("2倍", "两倍"), ("800元",)))
    assert judge(case, answered("两倍，800元", RATIO)).passed
    assert judge(case, answered("2倍", RATIO)).reasons == ("答案里没有“800元”",)


def test_an_excluded_figure_fails_even_when_denied(answered: Answered, asked: Asked) -> None:
    case = asked(excludes=("1.5倍",))
    assert judge(case, answered("不是1.5倍，是1.3倍。", RATIO)).reasons == ("断言了“1.5倍”",)


def test_a_denied_figure_passes_where_denial_is_allowed(answered: Answered, asked: Asked) -> None:
    case = asked(excludes=("1.5倍",), negation_allowed=True)
    assert judge(case, answered("文件写的不是1.5倍，而是1.3倍。", RATIO)).passed
    assert not judge(case, answered("前一句不是。标准为1.5倍。", RATIO)).passed


def test_a_longer_number_is_another_number(answered: Answered, asked: Asked) -> None:
    assert judge(asked(excludes=("600张",)), answered("新增1600张", RATIO)).passed
    assert not judge(asked(excludes=("600张",)), answered("新增600张", RATIO)).passed


def test_a_refusal_passes_only_where_it_is_due(answered: Answered, asked: Asked, refused: Refusal) -> None:
    unanswerable = asked(gold=(), abstain=True)
    assert judge(unanswerable, refused).passed
    assert judge(unanswerable, answered("答", RATIO)).reasons == ("应当拒答，却作了回答",)
    assert judge(asked(), refused).reasons == ("拒答了（not_in_documents）",)
    assert judge(asked(abstention_allowed=True, contains=(("1.3倍",),)), refused).passed


def test_three_strangers_may_be_cited_and_no_fourth(answered: Answered, asked: Asked) -> None:
    others = [("0", "某省民政厅"), ("1.2", "规范管理"), ("2.3", "床位"), ("1.1", "户均800元")]
    case = asked(gold=(Gold("mou-2024", 1, 1),))
    assert judge(case, answered("答", RATIO, *others)).passed  # 1.1 twice is one place
    case = asked(gold=(), contains=())
    assert judge(case, answered("答", RATIO, *others)).reasons == ("引用了4处，最多3处",)


def test_the_limits_of_length_are_those_of_the_design(asked: Asked) -> None:
    gold = tuple(Gold("mou-2024", 1, n) for n in range(1, 4))
    limits = {
        name: length_limit(asked(category=name, gold=gold))
        for name in ("numeric", "list", "multi_turn", "lookup", "summary")
    }
    assert limits == {"numeric": 360 + 220 * 3, "list": 900, "multi_turn": 900, "lookup": 2500, "summary": 2500}


def test_a_dump_fails_and_spaces_do_not_count(answered: Answered, asked: Asked) -> None:
    assert judge(asked(), answered("字 " * 580, RATIO)).passed
    assert judge(asked(), answered("字" * 581, RATIO)).reasons == ("答案581字，最多580字",)


@settings(deadline=None)
@given(st.text(alphabet="0189.·%％８张户倍以上 \t\n\u3000\u00a0"))
def test_comparable_texts_have_no_spaces_and_one_width(text: str) -> None:
    compared = comparable(text)
    assert compared == comparable("".join(text.split())) == comparable(compared)
    assert not set(compared) & set("％８ \t\n\u3000\u00a0")
