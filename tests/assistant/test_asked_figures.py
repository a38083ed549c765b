"""Which of the figures that stand together in a quote is the one asked for."""

from __future__ import annotations

import pytest

from assistant.asked_figures import asked_figures
from assistant.evidence import Evidence
from assistant.question import QuestionReader
from ingest.quantities import ordinals, quantities
from ingest.records import Item

TARGETS = "完成营造林30万亩，粮食产量60亿斤以上，改造老旧小区80个、背街小巷25条。"
SHARES = "90%的乡镇和70%的村达到清洁标准。"
PART = "一次性补助每户6000元（其中材料费不超过2500元）。"
RISE = "茶叶产量由全国第9位跃升至第4位，蜂蜜产量居第2位。"


def asked(reader: QuestionReader, text: str, question: str) -> list[str]:
    figures = sorted((*quantities(text), *ordinals(text)), key=lambda figure: figure.start)
    item = Item("d:1", "d", 1, "", 1, None, "1", "", text, 0, len(text))
    read = reader.read(question)
    kept = asked_figures(Evidence(item, 0, len(text), 1.0, tuple(figures)), read.terms, read.asked.families)
    return [text[figure.start : figure.end] for figure in kept.quantities]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (TARGETS, "粮食产量定了多少", ["60亿斤以上"]),
        (TARGETS, "老旧小区改造多少个", ["80个"]),
        (TARGETS, "背街小巷改造多少条", ["25条"]),
        (SHARES, "达到清洁标准的比例是多少", ["90%", "70%"]),
        (SHARES, "百分之几的乡镇达到清洁标准", ["90%"]),
        (PART, "材料费最多报多少", ["不超过2500元"]),
        (PART, "一次性补助每户多少", ["每户6000元"]),
        (RISE, "茶叶产量排到第几", ["第9位", "第4位"]),
        (RISE, "蜂蜜产量排第几", ["第2位"]),
        (TARGETS, "公路修了多少", ["30万亩", "60亿斤以上", "80个", "25条"]),
    ],
)
def test_a_figure_gives_way_to_one_that_says_more_of_the_question(
    reader: QuestionReader, text: str, question: str, expected: list[str]
) -> None:
    """Where the question names none of them, or what is said is said of all, they are all kept."""
    assert asked(reader, text, question) == expected
