"""Which of the places that bear a number a question means, and how much of it is quoted.

园区办法第三条     → of all third articles the one of the document whose head speaks of 园区
任务部分第五条     → not the fifth of 工作回顾
第三部分的标题     → the headings, not the text
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asked import Kind, Tense
from assistant.evidence import Evidence
from assistant.lookup import Place
from assistant.matching import heading_share
from assistant.question import Question
from assistant.quoting import heading, whole
from assistant.terms import SPOKEN_OF, Term
from assistant.titles import is_titled
from assistant.years import REVIEW
from index.tokens import normalise
from ingest.records import Document, Item

WHOLE_QUOTE = 2_200  # characters of a printed place that are quoted in full
NAMED_SECTION = 0.5  # share of a question that the heading of a section must hold to be the section that is meant
NAMED_BESIDE = 0.5  # share of the words beside a number that the head of a document must hold to be the one named
AS_WELL_NAMED = 0.8  # share of the best head's hold from which another document is named as well
UNTITLED_HEAD = 400  # characters from the beginning of a document without a title that say what it is
_HEADING_ASKED = re.compile(r"标题|题目")


def named_beside(found: Sequence[Place], terms: Sequence[Term]) -> tuple[list[Place], tuple[Term, ...]]:
    """The places in the one document whose head holds the words beside the number, and the other words: 园区办法第三条.

    All of them, where the heads of several hold as much or none holds most of the words.
    """
    held = [[term.presence(normalise(_head(place.document))) for term in terms] for place in found]
    total = sum(term.weight for term in terms)
    shares = [
        sum(t.weight * p for t, p in zip(terms, presences, strict=True)) / total if total else 0.0 for presences in held
    ]
    best = max(shares, default=0.0)
    if best < NAMED_BESIDE or sum(share >= best * AS_WELL_NAMED for share in shares) > 1:
        return list(found), tuple(terms)
    at = shares.index(best)
    return [found[at]], tuple(term for term, presence in zip(terms, held[at], strict=True) if presence < SPOKEN_OF)


def meant(found: Sequence[Place], question: Question) -> list[Place]:
    """The places without those whose section is not the one that the question names: 任务第五条, not 回顾第五条."""
    if question.asked.tense is Tense.AHEAD and question.reference and question.reference.section is None:
        ahead = [replace(p, items=i, ambiguous=len(i) > 1) for p in found if (i := tuple(filter(_is_ahead, p.items)))]
        found = ahead or found
    if not question.terms:
        return list(found)
    named = [
        replace(place, items=items, ambiguous=len(items) > 1)
        for place in found
        if (items := tuple(i for i in place.items if heading_share(i.section_title, question.terms) >= NAMED_SECTION))
    ]
    return named if len(named) == 1 and not named[0].ambiguous else list(found)


def quoted(place: Place, question: Question) -> list[Evidence]:
    """All of a printed place; the headings where it is a long section or its items were asked for."""
    items = place.items
    if _HEADING_ASKED.search(question.text) and not question.wants_original:
        return [heading(item) for item in items]
    several = place.is_section and len(items) > 1
    listing = several and question.asked.kind is Kind.LIST
    short = sum(len(item.text) for item in items) <= WHOLE_QUOTE and not (place.is_section and len(items) > 2)
    return [whole(item) if short and not listing else heading(item) for item in items]


def _is_ahead(item: Item) -> bool:
    return not REVIEW.search(item.section_title)


def _head(document: Document) -> str:
    """What a document is called: its title and office, or, where its title is only the name of a file, how it begins."""
    named = is_titled(document)
    return f"{document.title} {document.issuer or ''}" if named else document.text[:UNTITLED_HEAD]
