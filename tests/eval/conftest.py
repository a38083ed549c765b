"""Small real records: a document of four items, answers and refusals that quote it, cases that ask about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.records import Answer, Citation, Reason, Refusal, Scope
from eval.cases import Case, Gold
from ingest.reader import document_from_text
from ingest.records import Document

TEXT = """某省民政厅关于印发2024年全省民政工作要点的通知

某民发〔2024〕7号

某省民政厅
2024年2月19日

一、社会救助
（一）提高标准。特困人员供养标准不低于低保标准的1.3倍。扩大采暖补贴范围，达到户均800元。
（二）规范管理。开展“6·19”开放日活动，补贴占比不低于50%。
二、养老服务
（三）适老化改造。为8000户困难老年人家庭实施改造，新增床位1600张。
"""


@pytest.fixture(scope="session")
def document() -> Document:
    return document_from_text(TEXT, source="mou-2024.txt")


@pytest.fixture(scope="session")
def answered(document: Document) -> Callable[..., Answer]:
    """answered(text, ("1.1", quote), …): an answer with these citations."""

    def build(text: str, *quotes: tuple[str, str]) -> Answer:
        citations = []
        for n, (place, quote) in enumerate(quotes, start=1):
            item = next(item for item in document.items if item.item_id == f"mou-2024:{place}")
            start = item.text.index(quote)
            citations.append(
                Citation(
                    n=n,
                    item_id=item.item_id,
                    document_id=item.document_id,
                    year=document.year,
                    issuer=document.issuer,
                    title=document.title,
                    section=item.section,
                    section_title=item.section_title,
                    item=item.item,
                    label=item.label,
                    quote=quote,
                    start=start,
                    end=start + len(quote),
                    item_text=item.text,
                )
            )
        return Answer("问", "问", Scope(), text, tuple(citations))

    return build


@pytest.fixture(scope="session")
def refused() -> Refusal:
    return Refusal("问", "问", Scope(), Reason.NOT_IN_DOCUMENTS, "文件里没有。")


@pytest.fixture(scope="session")
def asked() -> Callable[..., Case]:
    """asked(gold=…, contains=…): a case with everything else as plain as can be."""

    def build(**changes: Any) -> Case:
        fields: dict[str, Any] = {
            "case_id": "t-1",
            "category": "numeric",
            "turns": ("特困供养标准是低保的几倍？",),
            "gold": (Gold("mou-2024", 1, 1),),
            "gold_all": True,
            "contains": (),
            "excludes": (),
            "abstain": False,
            "negation_allowed": False,
            "abstention_allowed": False,
            "note": "",
        }
        return Case(**{**fields, **changes})

    return build
