"""A part of a document that is named by its subject, said by its printed number.

2024年儿童福利那部分有几项      → 2024年第3部分有几项
2025年救助这一块第二条怎么说     → 2025年第3部分第二条怎么说
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question, QuestionReader
from assistant.terms import SPOKEN_OF, Term
from index.tokens import normalise
from ingest.numerals import CHINESE_NUMERAL
from ingest.records import Document

MOST_ITEMS = 0.5  # share of the headed items of a section that name a subject from which the section is on it

_PART = re.compile(
    r"^(?P<subject>[^，。？、第]{2,16}?)(?:方面)?的?(?:[这那]一?个?|一)?(?:大?部分|部份|板块|章节?|大?块儿?)(?:里[面头]?|中|当中)?的?"
)
_ITEMS_COUNTED = re.compile(
    r"^[，,]?(?:一共|总共|拢共|统共|共|到底)?(?:都?有|分了?|列了?|写了?|包括|包含|说了?|印了?)?(?:着|成)?(?:几|多少)个?小?[条项点款](?:内容)?[啊呀呢来的？?]*$"
)
_ITEM_SAID = re.compile(rf"^第[{CHINESE_NUMERAL}\d]{{1,3}}个?小?[条项点款]")


def by_number(text: str, reader: QuestionReader) -> str:
    """The question with the number of the part that it names, where it counts the items of that part or asks for one of
    them; any other question as it stands."""
    question = reader.read(text)
    match = _PART.match(question.reading.text)
    rest = question.reading.text[match.end() :] if match else ""
    if (
        not (_ITEMS_COUNTED.search(rest) or _ITEM_SAID.search(rest))
        or (section := section_named(question, reader)) is None
    ):
        return text
    return f"{question.scope_words}第{section}部分{rest}"


def section_named(question: Question, reader: QuestionReader) -> int | None:
    """The number of the section of which a question names the subject, the same in all documents that it means: the one
    whose heading holds the subject, else the one most of whose items do by theirs; None where it names none."""
    match = _PART.match(question.reading.text)
    reference = question.reference
    if match is None or not question.reading.explicit or (reference and reference.section is not None):
        return None
    held = reader.scope.held
    terms = reader.terms.read(match["subject"])
    documents = [d for d in held.documents if held.lies_in(d, question.reading.scope)]
    sections = {_section_on(terms, document) for document in documents} if terms else set()
    return sections.pop() if len(sections) == 1 else None


def _section_on(terms: Sequence[Term], document: Document) -> int | None:
    """The one section of a document on a subject; None where none is or several are."""
    headings: dict[int, str] = {}
    titles: dict[int, list[str]] = {}
    for item in document.items:
        if item.section:
            headings[item.section] = item.section_title
            titles.setdefault(item.section, []).extend([item.title] if item.title else [])
    named = [number for number, heading in headings.items() if _holds(heading, terms)]
    if not named:
        shares = {n: sum(_holds(t, terms) for t in each) / len(each) for n, each in titles.items() if each}
        named = [number for number, share in shares.items() if share >= MOST_ITEMS]
    return named[0] if len(named) == 1 else None


def _holds(heading: str, terms: Sequence[Term]) -> bool:
    text = normalise(heading)
    return all(term.presence(text) >= SPOKEN_OF for term in terms)
