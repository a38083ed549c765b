"""The groups of people that a text speaks of: what is said of one of them is not said of another.

残疾人家庭改造多少户 is not answered by 为8000户困难老年人家庭实施适老化改造, but 失能、残疾、高龄老年人 are spoken of together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.terms import ALTERNATIVE, Term

_GROUPS = {
    "老年人": re.compile(r"老年|老人|老龄|长者|高龄|失智|敬老|助老|为老|养老(?!保险|金|待遇)"),
    "儿童": re.compile(r"儿童|未成年|孤儿|孩子|娃|少年|幼儿|婴"),
    "残疾人": re.compile(r"残疾|残障|伤残|助残|重残|孤残|盲人|聋哑|精神障碍|精神病|精康"),
    "妇女": re.compile(r"妇女|女性|孕产"),
    "军人": re.compile(r"退役|退伍|复员|军人|军休|军属|士兵|优抚|烈士|烈属|随军"),
    "流浪乞讨人员": re.compile(r"流浪|乞讨|要饭|生活无着|救助管理|救助站"),
}
_NEVER_ASKED = {  # people of any group: asked for alone, what is said of any answers
    "特困人员": re.compile("特困|五保"),
}


def groups_of(text: str) -> frozenset[str]:
    """The groups that a text names."""
    every = (*_GROUPS.items(), *_NEVER_ASKED.items())
    return frozenset(name for name, named in every if named.search(text))


def groups_asked(text: str, terms: Iterable[Term]) -> frozenset[str]:
    """The groups that a question names, or else other names of words that no document prints: 没爹没妈的 are 孤儿."""
    names = (form for term in terms if not term.printed for form, credit in term.forms if credit >= ALTERNATIVE)
    named = groups_of(text) or groups_of("，".join(names))
    return named if named - _NEVER_ASKED.keys() else frozenset()


def of_others(asked: frozenset[str], *told: str) -> bool:
    """Whether the first of some texts that names any group, the sentence before its headings, names none of those asked."""
    said = next((named for text in told if (named := groups_of(text))), frozenset())
    return bool(asked and said) and not asked & said
