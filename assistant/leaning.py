"""Whether a follow-up leaves its subject out: which of its words name a subject, and whether it points back.

高龄津贴发给谁 names its subject and takes nothing; 谁能领, 试点放在哪个市, 那11个是哪一级的 lean on what was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.carried import moves
from assistant.pointing import cited
from assistant.question import Question, QuestionReader
from assistant.records import Reply
from assistant.terms import Term
from assistant.wording import RELATIONAL

ELLIPSIS = re.compile(
    r"呢[？?！!。]*$|^[^，。？]{1,8}呢(?=[^，,？?！!。])|^那(?!年)|^(?:同样|还有|另外)|也(?:是|都)?(?:这样|一样|如此|这么[提说写])?吗?[？?]*$|(?:方面的?|那[个句条项种])[？?]*$|"
    r"(?:的[又都]?是?|又是)(?:多少|几[^，。]?)[？?]*$"
)
PRONOUN = re.compile(r"它们?|其中|这个|那个|这项|那项|该项|这条|那条|上述|刚才(?:那个|说的)?|这(?=[是要得怎什为])")
_FIGURE = re.compile(r"\d[\d.]*\s*[倍张户元个%％所家次名人项岁天类]|\d[\d.]*\s*万")
ATTRIBUTE = re.compile(r"(?:率|标准|比例|占比|数量?|时间|期限|金额|范围|对象|年龄|人数|户数)$")
_TO_THE_MACHINE = re.compile(r"^[你您](?!说|刚|上面|前面|给|那|这|再|确定|肯定)")
_ASKS_ON = re.compile(
    r"哪|谁|什么|怎么|怎样|如何|啥|咋|多少|几|多[大长久高]|吗|没有?[？?]?$|展开|详细|具体|继续|接着|完整|总结|概括|简单|简短|再说|说说|讲讲|列|还有|目标|指标"
)
INTERROGATIVE = re.compile(
    r"哪|谁|什么|怎么|怎样|如何|为什么|为啥|啥|咋|多少|几|多[久长大高]|(.)[不没]\1|吗[？?]?$|没有?[？?]?$"
)
ADDS = re.compile(r"[又还再也](?!有没有|是)")  # 又添了一种, 还给多少: more of what was spoken of
YEAR = re.compile(r"(?:19|20)\d{2}年")  # a deadline is a condition, no subject
_DONE = re.compile(r".(?:了|完|好|下来|出来|起来|到位)")  # 停了, 建完, 批下来: what is done, not to what
SHORT_ELLIPSIS = 12  # characters of a question that may name two words and still lean: 乡镇覆盖率呢
SHORT_QUESTION = 4  # characters of a question that cannot but lean
STRANGE = 0.5  # weight from which a word that no document prints speaks of something else: 今晚, 酒店
SHORT_ATTRIBUTE = 3  # characters of a word that names an attribute and no bearer: 巡访率
TELLING = 1.0  # weight from which a word names a subject
TELLING_VERB = 1.5  # the same for a verb


def telling(terms: Sequence[Term], reader: QuestionReader) -> list[Term]:
    """The words that name a subject: nouns, and verbs that head an item (殡葬)."""
    return [term for term in weighty(terms) if term.subject or reader.is_theme(term.text)]


def weighty(terms: Sequence[Term]) -> list[Term]:
    """The words that say what a question is about, verbs among them: 福彩, 促销."""
    return [
        term
        for term in terms
        if term.weight >= (TELLING if term.subject else TELLING_VERB)
        and not YEAR.fullmatch(term.text)
        and not INTERROGATIVE.search(term.text)
    ]


def known(terms: Sequence[Term]) -> list[Term]:
    """The words that the documents know by some name."""
    return [term for term in terms if term.printed or len(term.forms) > 1]


def relational(term: Term) -> bool:
    """Whether a word names a part or an aspect of something else: 覆盖率, 试点, 乡镇."""
    if term.parts:
        return all(map(relational, term.parts))
    unknown = not term.printed and len(term.forms) == 1  # 完成时限: no name of theirs
    attribute = (unknown or len(term.text) <= SHORT_ATTRIBUTE) and ATTRIBUTE.search(term.text) is not None
    done = not term.printed and _DONE.fullmatch(term.text) is not None
    return attribute or done or term.text in RELATIONAL


def strange(terms: Sequence[Term]) -> list[Term]:
    """The words that no document prints by any name and that speak of something else: 今晚, 酒店."""
    printed = known(terms)
    return [
        term
        for term in terms
        if term.weight >= STRANGE
        and term not in printed
        and (term.noun or term.weight >= TELLING_VERB)
        and not relational(term)
        and not INTERROGATIVE.search(term.text)
    ]


def cannot_stand(current: str, here: Question, reader: QuestionReader) -> bool:
    """Whether a question is too short to be one of its own: 多少钱, 谁能领."""
    short = len(current) <= SHORT_QUESTION and INTERROGATIVE.search(current) is not None
    return short and not known(telling(here.terms, reader)) and not strange(here.terms)


def points_back(current: str, here: Question, reply: Reply) -> bool:
    """Whether a question points at what was said: an ellipsis, a pronoun, a figure of the reply, a year counted from there."""
    quotes = "".join(citation.quote for citation in cited(reply)).replace(" ", "")
    figures = (match.group().replace(" ", "") for match in _FIGURE.finditer(current))
    return bool(
        ELLIPSIS.search(current)
        or PRONOUN.search(current)
        or ADDS.match(here.reading.text)
        or moves(current)
        or any(figure in quotes for figure in figures)
    )


def leans(current: str, here: Question, reader: QuestionReader, *, pointing: bool) -> bool:
    """Whether a question leaves its subject out: it names none of its own, or points back."""
    if _TO_THE_MACHINE.search(current):
        return False
    if cannot_stand(current, here, reader):
        return True
    own = telling(here.terms, reader)
    if own:
        if all(map(relational, own)):
            return True
        short = len(current) <= SHORT_ELLIPSIS or bool(PRONOUN.search(current))
        return pointing and len(own) <= (2 if short else 1)
    if pointing or here.reading.explicit or here.reading.deadline_years:
        return True
    if not (here.terms and known(here.terms)) and not _ASKS_ON.search(current):
        return False
    return not strange(here.terms)
