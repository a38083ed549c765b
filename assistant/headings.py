"""Headings below which the whole answer stands: one that asks what the question asks, one that announces what it asks for,
one that the question calls by its name.

失业金能领多久 → 常见问题 · 失业金能领多久？;  公租房要什么条件 → 公租房办事指南 · 二、申请条件;
冰雪运动意见的基本原则 → （二）基本原则
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.announcing import announces, asks_for_announced
from assistant.asked import Expected
from assistant.passages import passage_of
from assistant.question import Question
from assistant.selection import SAME_DOCUMENT
from assistant.terms import Term
from index.engine import Index
from index.tokens import normalise
from ingest.records import Document, Item

SAME_QUESTION = 0.75  # cosine from which a heading asks what the question asks
ANNOUNCED = 0.6  # share of a question that a heading which announces and the title above it must hold

ABOUT = 0.5  # share of the items of a document that hold a word from which all of it is about that
HELD = 0.6  # presence from which an item or a title holds a word

_CALLED = re.compile(  # what documents of every kind call their parts
    r"总体要求|总体思路|指导思想|(?:基本|工作|总体)原则|(?:总体|工作|主要|发展|建设|预期)目标|(?:重点|主要|工作)任务|重点工作|重点举措|"
    r"(?:保障|组织|政策|主要)(?:措施|保障|实施)|工作(?:要求|步骤|安排|机制)|实施步骤|职责分工|适用范围|注意事项|法律责任|监督管理|总则|附则"
)
_ASKS = re.compile(
    r"[？?吗]\s*$|^(?:如何|怎么|怎样|哪些|什么|谁)|(?:哪些|什么|多少|多久|怎么办)"
)  # a heading that is a question


def below_same_question(question: Question, items: Sequence[Item], index: Index) -> list[Item]:
    """The items under a heading that asks what the question asks, as in 常见问题: 失业金能领多久？; else none."""
    if question.side_by_side:
        return []
    headings = list(dict.fromkeys(h for item in items if _ASKS.search(h := item.title or item.section_title)))
    if not headings:
        return []
    closeness = index.similarity(question.reading.text, [normalise(heading) for heading in headings])
    best = max(range(len(headings)), key=lambda n: float(closeness[n]))
    if float(closeness[best]) < SAME_QUESTION:
        return []
    own = next(item for item in items if headings[best] in (item.title, item.section_title))
    return _below(headings[best], index.document(own.document_id))


def below_announced(question: Question, documents: Sequence[Document]) -> list[Item]:
    """The items under the heading that announces what is asked for, as in 办事指南: 二、申请条件, of the document whose
    title holds what it is asked of; none where several announce it."""
    text, terms = question.reading.text, question.terms
    if question.side_by_side or not terms or not asks_for_announced(text):
        return []
    total = sum(term.weight for term in terms)
    found: dict[tuple[str, int], tuple[float, list[Item]]] = {}
    for document in documents:
        for heading in dict.fromkeys(h for item in document.items for h in (item.section_title, item.title)):
            if announces(heading, text):
                above = normalise(f"{document.title} {heading}")
                held = sum(term.weight * term.presence(above) for term in terms) / total
                own = _below(heading, document)
                found.setdefault((document.document_id, own[0].section), (held, own))
    best = max((held for held, _ in found.values()), default=0.0)
    told = [own for held, own in found.values() if held >= best * SAME_DOCUMENT]
    return told[0] if best >= ANNOUNCED and len(told) == 1 else []


def below_called(question: Question, documents: Sequence[Document]) -> list[Item]:
    """The items under the heading that a question calls by its name, of the one document that is about the rest of it
    (its title or most of its items hold every other noun); else none."""
    text = normalise(question.text)
    names = set(_CALLED.findall(text))
    if not names or question.side_by_side or question.asked.expected is not Expected.ANYTHING:
        return []
    name = max(names, key=len)
    rest = [t for t in question.terms if t.noun and t.weight >= 1.0 and t.text not in name and name not in t.text]
    held = [d for d in documents if _below(name, d) and all(_is_about(d, term) for term in rest)]
    return _below(name, held[0]) if len(held) == 1 and (rest or len(documents) == 1) else []


def _is_about(document: Document, term: Term) -> bool:
    """Whether the title of a document holds a word, or most of its items do."""
    if term.presence(normalise(document.title)) >= HELD:
        return True
    items = document.items
    return sum(term.presence(passage_of(item).whole) >= HELD for item in items) >= ABOUT * len(items)


def _below(heading: str, document: Document) -> list[Item]:
    return [item for item in document.items if heading in (item.title, item.section_title)]
