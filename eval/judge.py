"""The passing rule of a case, to the letter of DESIGN §4: a verdict with one reason per failed condition.

Text is compared after NFKC and with all whitespace removed, on both sides: "8000 户" is "8000户", "％" is "%".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.records import Answer, Reply
from eval.cases import Case, places

STRANGERS_ALLOWED = 3  # places cited beyond the gold ones; more is a dump
LENGTH_BASE = 360  # characters without spaces
LENGTH_PER_GOLD = 220
LENGTH_OF_CATEGORY = {"list": 900, "multi_turn": 900, "lookup": 2500, "summary": 2500}

# What denies a figure in its own sentence ("文件写的不是1.5倍，而是1.3倍").
_DENIAL = re.compile(
    "不是|并非|并不|而非|不实|不符|不一致|不对|不等于|不存在|没有|没说|没写|没提|未见|未提|未载|未说|未写|未规定|未出现"
    "|有误|错误|无此|查不到|找不到|不同于|有出入"
)
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a reply passes its case; `reasons` are Chinese, one per failed condition, empty where it passes."""

    reasons: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.reasons


def judge(case: Case, reply: Reply) -> Verdict:
    """The verdict on a reply. A refusal where one is due (or allowed) need only assert nothing excluded."""
    if not isinstance(reply, Answer):
        reasons = [] if case.abstain or case.abstention_allowed else [f"拒答了（{reply.reason.value}）"]
        return Verdict((*reasons, *_asserted(case, reply.text)))
    if case.abstain:
        return Verdict(("应当拒答，却作了回答", *_asserted(case, reply.text)))
    return Verdict(
        (
            *_gold(case, reply),
            *_missing(case, reply.text),
            *_asserted(case, reply.text),
            *_dump(case, reply),
        )
    )


def comparable(text: str) -> str:
    """A copy for comparison: NFKC, no whitespace (NBSP and ideographic spaces included)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def length_limit(case: Case) -> int:
    """The largest number of characters without spaces that is not a dump."""
    return LENGTH_OF_CATEGORY.get(case.category, LENGTH_BASE + LENGTH_PER_GOLD * len(case.gold))


def _gold(case: Case, answer: Answer) -> list[str]:
    cited = set(places((c.document_id, c.section, c.item) for c in answer.citations))
    missing = [gold for gold in case.gold if gold not in cited]
    if not missing or (not case.gold_all and len(missing) < len(case.gold)):
        return []
    names = "、".join(map(str, missing))
    return [f"没有引用 {names}" if case.gold_all else f"一处都没引用：{names}"]


def _missing(case: Case, text: str) -> list[str]:
    compared = comparable(text)
    return [f"答案里没有“{group[0]}”" for group in case.contains if not any(comparable(a) in compared for a in group)]


def _asserted(case: Case, text: str) -> list[str]:
    return [f"断言了“{figure}”" for figure in case.excludes if _is_asserted(figure, text, case.negation_allowed)]


def _is_asserted(figure: str, text: str, negation_allowed: bool) -> bool:
    """Whether the figure stands in a sentence that does not deny it; "15%" does not stand in "115%"."""
    pattern = re.compile(r"(?<![0-9])" + re.escape(comparable(figure)))
    sentences = (comparable(sentence) for sentence in _SENTENCE_END.split(text))
    return any(
        pattern.search(sentence) and not (negation_allowed and _DENIAL.search(sentence)) for sentence in sentences
    )


def _dump(case: Case, answer: Answer) -> list[str]:
    reasons = []
    cited = places((c.document_id, c.section, c.item) for c in answer.citations)
    if len(cited) > (most := len(case.gold) + STRANGERS_ALLOWED):
        reasons.append(f"引用了{len(cited)}处，最多{most}处")
    length = len(re.sub(r"\s", "", answer.text))
    if length > (longest := length_limit(case)):
        reasons.append(f"答案{length}字，最多{longest}字")
    return reasons
