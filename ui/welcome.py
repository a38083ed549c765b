"""The empty page: what is held, and a few questions that are known to be answered."""

from __future__ import annotations

from itertools import chain, islice

from assistant.records import Answer
from ui.engine import Engine
from ui.markup import element, escape
from ui.plain import coverage_text
from ui.replay import Asked

MOST_EXAMPLES = 4
MOST_HEADINGS_TRIED = 12  # at about 20 ms each
EXAMPLES = (
    "特困供养标准不低于低保的多少倍",
    "困难老年人家庭适老化改造多少户",
    "2025年养老服务有哪些任务",
    "殡葬改革历年怎么要求",
)
PROMISE = "答案逐字引自原文，标明年份、发文机关和条款；文件没有说的，不作推断。"


def examples(engine: Engine) -> list[str]:
    """Questions that this collection answers; one of other documents gets questions made of its own headings."""
    headings = (item.title for document in engine.documents for item in document.items if item.title)
    made = (f"{heading}有什么要求" for heading in islice(headings, MOST_HEADINGS_TRIED))
    answered = (text for text in chain(EXAMPLES, made) if isinstance(engine.replay.answer(Asked(text)), Answer))
    return list(islice(answered, MOST_EXAMPLES))


def welcome(engine: Engine) -> str:
    """What stands in the middle of the empty page."""
    buttons = [element("button", escape(text), class_="yd-ask") for text in examples(engine)]
    return element(
        "div",
        element("h2", "想查哪项工作要求？"),
        element("p", escape(f"{coverage_text(engine.documents)}。{PROMISE}")),
        element("div", *buttons, class_="yd-more"),
        class_="yd-hello",
    )
