"""Checks of every reply: a quote is a slice of a stored text, a figure stands in a cited quote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.records import Answer
from eval.checks import quote_faults, uncited_figures
from ingest.records import Document

Answered = Callable[..., Answer]

RATIO = ("1.1", "特困人员供养标准不低于低保标准的1.3倍。")
BEDS = ("2.3", "新增床位1600张")


def figures(answer: Answer, document: Document) -> tuple[str, ...]:
    return uncited_figures(answer, [document])


def test_verbatim_quotes_have_no_fault(answered: Answered, document: Document) -> None:
    assert quote_faults(answered("答", RATIO, BEDS).citations, {document.document_id: document}) == ()


def test_an_item_that_is_not_stored_is_a_fault(answered: Answered, document: Document) -> None:
    (citation,) = answered("答", RATIO).citations
    forged = replace(citation, item_text=citation.item_text.replace("采暖", "取暖"))
    assert quote_faults([forged], {document.document_id: document}) == ("[1] mou-2024:1.1 的原文不在文件里",)
    assert quote_faults([citation], {}) == ("[1] 没有文件 mou-2024",)


@pytest.mark.parametrize(
    "text",
    [
        "2024年 一、（一）：特困人员供养标准不低于低保标准的1.3倍。[1]",
        "不低于低保标准的 1.3 倍[1]",
        "达到1.3，见[1]",
        "某省民政厅《某省民政厅关于印发2024年全省民政工作要点的通知》（某民发〔2024〕7号）第1部分第1项：1.3倍",
        "1. 1.3倍[1]\n2. 同上",
    ],
)
def test_cited_figures_and_names_of_sources_are_no_fault(answered: Answered, document: Document, text: str) -> None:
    assert figures(answered(text, RATIO), document) == ()


@pytest.mark.parametrize(
    ("text", "uncited"),
    [
        ("低保标准的2倍[1]", ("2倍",)),
        ("低保标准的3倍[1]", ("3倍",)),  # the quote holds 1.3倍: a part of a number is another number
        ("1.3%[1]", ("1.3%",)),
        ("提高一万户[1]", ("一万户",)),
        ("占百分之五十[1]", ("百分之五十",)),
        ("第9项：1.3倍", ("9项",)),
        ("2031年达到1.3倍", ("2031年",)),
    ],
)
def test_a_figure_that_no_quote_holds_is_found(
    answered: Answered, document: Document, text: str, uncited: tuple[str, ...]
) -> None:
    assert figures(answered(text, RATIO), document) == uncited


def test_a_figure_of_the_item_outside_the_quote_is_not_cited(answered: Answered, document: Document) -> None:
    assert figures(answered("户均800元[1]", RATIO), document) == ("800元",)
    assert figures(answered("600张[1]", BEDS), document) == ("600张",)


def test_a_figure_in_a_title_is_no_fault_where_the_title_is_written_without_its_marks(
    answered: Answered, document: Document
) -> None:
    titled = replace(document, metadata=replace(document.metadata, title="好消息！65岁以上老人快上“某某办”办理吧"))
    answer = answered("《好消息！65岁以上老人快上某某办办理吧》一、（一）：低保标准的1.3倍[1]", RATIO)
    assert figures(answer, titled) == ()
    assert figures(answer, document) == ("65岁",)


def test_the_label_of_an_item_is_not_taken_out_of_a_figure(answered: Answered, document: Document) -> None:
    answer = answered("不低于1.3倍：2024年[1]", RATIO)
    (citation,) = answer.citations
    relabelled = replace(answer, citations=(replace(citation, label="1."),))
    assert figures(relabelled, document) == ()
    assert figures(replace(relabelled, text="不低于1.9倍：2024年[1]"), document) == ("1.9倍",)
