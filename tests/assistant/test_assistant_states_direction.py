"""The direction of a figure over the years: stated where office, unit and indicator agree, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.records import Reply

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2024年和2025年适老化改造哪年多", "2025年比2024年少"),
        ("失智床位2023、2024、2025对比", "2024年比2023年少，2025年与2024年相同"),
        ("养老机构等级评定比例23年、24年、25年", "2024年比2023年高，2025年比2024年高"),
    ],
)
def test_the_direction_is_stated_year_by_year(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "2023年全省和舒兰适老化改造各多少户",  # two offices: a province and one of its cities
        "特困供养标准历年几倍",  # 1.3倍和2倍 are two figures
        "2025年适老化改造多少户",  # one year
        "2017年和2023年村级设施比例变化",  # 村总数 and 行政村总数
        "2023年和2024年巡访率变化",  # 2023 prints a rate of something else
        "2023年和2025年目标，失智床位，到2025年累计要多少",  # one year against a sum of years
    ],
)
def test_no_direction_where_the_figures_are_not_of_one_thing(ask: Ask, question: str) -> None:
    assert "按所印的数字" not in ask(question).text
