"""Which printed items a question is about as a whole: those whose headings hold its words.

慈善这块怎么安排        → the section 推动慈善事业健康发展
婚姻登记怎么优化        → the item 优化婚姻登记管理服务
殡葬、婚姻各有什么安排    → two items, one for each of what is named side by side
助餐有哪些安排          → none: 助餐 stands in no heading but in a sentence below one, which answers better
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.matching import heading_share
from assistant.passages import passage_of
from assistant.terms import Term
from index.tokens import normalise
from ingest.records import Document, Item

NEARLY = 0.95  # share of the best heading's hold from which another heading is the theme as well
NAMED = 0.9  # presence from which the title of a document names a word
DEEPER = 0.2  # share of the words that the headings of section and item must hold together beyond either alone
HELD = 0.5  # presence from which a heading or a sentence holds a word
BESIDE = 0.15  # share of a question that sentences below a heading may hold without it, before they answer better
EACH_HELD = 0.85  # share of the words of every subject that one heading must hold to name them all
MOST_OF_SECTION = 2 / 3  # share of the items of a section beyond which all of it is meant
LONGEST_LEAD = 20  # characters of the first sentence of a paragraph that stands for a heading: 做好信访工作。

_BESIDE = re.compile(r"(?:工作|管理|服务|事业|方面|这块)?(?:[、，,和与跟及同加]|以及|还有)[一-鿿]{0,2}")
_WITHIN = re.compile(r"的?[一-鿿]{0,2}")
_COUNTED = re.compile(r"[两二三四五六七八]大?(?:块|项|条|样|方面|个方面|个部分|类|件|摊|头)")


def themed(document: Document, terms: Sequence[Term], text: str, least: float, *, sections: bool = False) -> list[Item]:
    """The items of one document that are the theme of a question, as printed; empty if its headings do not name it.

    `least` is the share of the question's words that the headings must hold; with `sections` a section is meant and
    no item alone.
    """
    telling = [term for term in terms if term.presence(normalise(document.title)) < NAMED]
    terms = _known(telling or terms)  # what the title says holds for every heading
    found, share = _under_one(document, terms, sections=sections)
    if not sections and (apart := _side_by_side(document, terms, text)):
        found, share = apart, _held_by(apart, terms)
    return found if share >= least and _beside(found, terms) <= BESIDE else []


def _known(terms: Iterable[Term]) -> list[Term]:
    """The words that some document prints, by themselves or by another name; the others name nothing here."""
    return [term for term in terms if term.printed or len(term.forms) > 1]


def _under_one(document: Document, terms: Sequence[Term], *, sections: bool) -> tuple[list[Item], float]:
    """The items under the headings that hold most of the words, and the share they hold.

    A section's heading stands for all its items, unless the headings of some of them hold more; most items of a
    section that holds as much are the section.
    """
    by_section = {item.section_title: heading_share(item.section_title, terms) for item in document.items}
    best = max(by_section.values(), default=0.0)
    if sections:
        return [item for item in document.items if best and by_section[item.section_title] >= best * NEARLY], best
    titled = [(item, own) for item in document.items if (own := _own(item))]
    by_title = [(item, heading_share(own, terms)) for item, own in titled]
    by_path = [(item, heading_share(" ".join(_headings(item)), terms)) for item, _ in titled]
    title, path = (max((share for _, share in shares), default=0.0) for shares in (by_title, by_path))
    if path >= max(title, best) + DEEPER:
        return [item for item, share in by_path if share >= path * NEARLY], path
    if title > best:
        items = [item for item, share in by_title if share >= title * NEARLY]
        whole = [i for i in document.items if i.section == items[0].section]
        if 2 * len(items) <= len(whole) or by_section[items[0].section_title] < title * NEARLY:
            return items, title
        return whole, title
    return [item for item in document.items if best and by_section[item.section_title] >= best * NEARLY], best


def _side_by_side(document: Document, terms: Sequence[Term], text: str) -> list[Item]:
    """The items of each subject that a question names side by side, each by headings of its own; else none.

    Where they are most items of a section that one of the subjects names, the section is meant.
    """
    subjects = _subjects(terms, text)
    named = [term for subject in subjects for term in subject]
    headings = {heading for item in document.items for heading in _headings(item)}
    if len(subjects) < 2 or any(all(heading_share(h, s) >= EACH_HELD for s in subjects) for h in headings):
        return []  # none are side by side, or one heading names them all
    found = [_named_by(document, subject, named) for subject in subjects]
    if not all(found):
        return []
    chosen = {item.item_id for items in found for item in items}
    for section in document.sections:
        items = [item for item in document.items if item.section == section.number]
        held = sum(item.item_id in chosen for item in items)
        if held > MOST_OF_SECTION * len(items) and any(t.presence(normalise(section.title)) >= HELD for t in named):
            chosen.update(item.item_id for item in items)
    return [item for item in document.items if item.item_id in chosen]


def _subjects(terms: Sequence[Term], text: str) -> list[list[Term]]:
    """The words of each subject that is named side by side with others: 智慧农场|智能港口, 殡葬|婚姻 in 殡葬婚姻两项."""
    places = sorted(((at, t) for t in terms if (at := text.find(t.text)) >= 0), key=lambda place: place[0])
    subjects: list[list[Term]] = [[places[0][1]]] if places else []
    for (at, term), (following, after) in pairwise(places):
        between = text[at + len(term.text) : following]
        if _BESIDE.fullmatch(between):
            subjects.append([after])
        elif _WITHIN.fullmatch(between) and not _COUNTED.search(between):
            subjects[-1].append(after)
        elif len(subjects) == 1 and not _COUNTED.search(between):
            subjects = [[after]]
        else:
            break
    if len(subjects) == 1 and _COUNTED.search(text):
        return [[term] for term in subjects[0]]
    return subjects


def _named_by(document: Document, subject: Sequence[Term], named: Sequence[Term]) -> list[Item]:
    """The items whose heading holds one subject, with most of what else is named; all of a section where its heading
    does and several of its items."""
    own = [(item, heading_share(_own(item), subject)) for item in document.items]
    best = max((share for _, share in own), default=0.0)
    items = [item for item, share in own if share >= max(HELD, best * NEARLY)]
    most = max((heading_share(_own(item), named) for item in items), default=0.0)
    items = [item for item in items if heading_share(_own(item), named) >= most * NEARLY]
    if len(items) == 1:
        return items
    return [i for i in document.items if heading_share(i.section_title, subject) >= max(HELD, best * NEARLY)] or items


def _held_by(found: Sequence[Item], terms: Sequence[Term]) -> float:
    """The share of the words that the headings of some of the items hold."""
    headings = [normalise(" ".join(_headings(item))) for item in found]
    total = sum(term.weight for term in terms)
    return sum(t.weight for t in terms if any(t.presence(heading) >= HELD for heading in headings)) / total


def _beside(found: Sequence[Item], terms: Sequence[Term]) -> float:
    """The share of the words that a sentence below the headings holds and the headings do not."""
    total = sum(term.weight for term in terms)
    headings = [normalise(" ".join(_headings(item))) for item in found]
    missed = [t for t in terms if not any(t.presence(heading) >= HELD for heading in headings)]
    if not missed:
        return 0.0
    sentences = (sentence.normalised for item in found for sentence in passage_of(item).sentences)
    return max(sum(t.weight for t in missed if t.presence(sentence) >= HELD) for sentence in (*sentences, "")) / total


def _headings(item: Item) -> tuple[str, str]:
    """The headings above an item: of its section and its own."""
    return item.section_title, _own(item)


def _own(item: Item) -> str:
    """The heading of an item, or the first sentence of a paragraph where it is as short as one."""
    if item.title or item.paragraph is None:
        return item.title
    first = item.text.strip().partition("。")[0]
    return first if len(first) <= LONGEST_LEAD else ""
