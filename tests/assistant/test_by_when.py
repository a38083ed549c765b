"""Figures of one measure for several dates: the one for the year that is asked for is said first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from replies import asking

from assistant.assistant import Assistant
from assistant.records import Answer, Refusal, Reply
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from ingest.reader import document_from_text

Ask = Callable[..., Reply]
DATA = Path(__file__).resolve().parents[2] / "data"

PLAN = """桐乡市水利局2024年工作要点
一、水利建设
（一）灌溉改造。改造灌溉泵站不少于45座，到2026年改造不少于130座。
（二）污水处理。农村污水处理率年底前达到55%，2026年达到85%。
（三）河道清淤。清淤河道60公里，到2026年新建堤防20公里。
（四）节水宣传。到2027年开展节水宣传12场。
桐乡市水利局
2024年2月1日
"""


@pytest.fixture(scope="module")
def ask_plan(lexicon: Lexicon) -> Ask:
    document = document_from_text(PLAN, document_id="water", source="water.txt")
    index = LocalIndex.build([document], load_encoder(DATA / "encoder"), words=sorted(lexicon.words))
    return asking(Assistant(index, lexicon, today=date(2026, 11, 22)))


def said(reply: Reply) -> list[str]:
    return [f"{value.value}{value.unit}" for value in reply.values] if isinstance(reply, Answer) else []


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("到2026年要改造多少座灌溉泵站", "130座"),
        ("灌溉泵站2026年底前改造多少座", "130座"),
        ("截至2026年灌溉泵站改造多少座", "130座"),
        ("农村污水处理率到2026年要达到多少", "85%"),
        ("到2026年农村污水处理率是百分之多少", "85%"),
        ("灌溉泵站改造多少座", "45座"),
        ("2024年改造多少座灌溉泵站", "45座"),
        ("农村污水处理率年底前达到多少", "55%"),
    ],
)
def test_the_year_that_is_asked_for_decides_between_figures_of_one_measure(
    ask_plan: Ask, question: str, figure: str
) -> None:
    assert said(ask_plan(question)) == [figure]


@pytest.mark.parametrize("question", ["到2030年要改造多少座灌溉泵站", "农村污水处理率到2030年要达到多少"])
def test_no_figure_is_given_for_a_year_that_is_not_printed(ask_plan: Ask, question: str) -> None:
    assert isinstance(ask_plan(question), Refusal)


def test_a_figure_by_one_year_is_none_by_another(ask_plan: Ask) -> None:
    assert "12场" not in said(ask_plan("到2026年开展节水宣传多少场"))


def test_a_figure_of_another_measure_does_not_stand_in(ask_plan: Ask) -> None:
    assert "20公里" not in said(ask_plan("到2026年清淤河道多少公里"))
