"""Which of several figures in a quote are those that a question asks for: the others stay in the quote only.

建1个平台、1个中心和3个基础库: asked for 基础库, 3个;  第十三届“中华慈善奖”和第十个“中华慈善日”: asked for 慈善日, 第十个
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.terms import Term
from index.tokens import normalise
from ingest.measured import Measured, measured
from ingest.quantities import Quantity
from ingest.records import Role

ALIKE = 0.1  # difference in presence up to which two figures speak of a word alike

_BOUNDARY = re.compile(r"[，,；;：:。、\n]|以及|和(?!谐|平|睦)|及(?!时)|与")
_STOP = re.compile(r"[，；。\n]")
_PREDICATE = re.compile(r"(?:达到|均|都|全部|完成|实现)[^，；。\n]*")
_RANGE = re.compile(r"[^，；。、]{0,6}[到至]\s*")  # 由第11位跃升至第5位


def asked_figures(evidence: Evidence, terms: Sequence[Term], families: Collection[str]) -> Evidence:
    """The evidence with those of its figures only of which no other says more of what is asked.

    A figure says less than another that speaks of every word of the question that it speaks of, and of one more. Names
    decide first, what is done second, so that 建设几个平台 is not the figure of 综合系统建设. Where figures of several
    `families` are asked for, each is held to those of its own only.
    """
    if len(evidence.quantities) < 2:
        return evidence
    figures = evidence.quantities
    words = [normalise(said) for said in _said(evidence.item.text, figures)]
    kept = list(range(len(words)))
    for names in (True, False):
        wanted = [term for term in terms if term.noun is names and not term.required]
        spoken = {n: [term.presence(words[n]) for term in wanted] for n in kept}
        rivals = {n: [o for o in kept if len(families) < 2 or figures[o].family == figures[n].family] for n in kept}
        kept = [n for n in kept if not any(_says_more(spoken[other], spoken[n]) for other in rivals[n])]
    return replace(evidence, quantities=tuple(figures[n] for n in kept))


def _says_more(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether one figure speaks of all the words that the other speaks of, and more fully of one."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b - ALIKE for a, b in pairs) and any(a > b + ALIKE for a, b in pairs)


def _said(text: str, figures: Sequence[Quantity]) -> list[str]:
    """For each figure the words that say of what it is; one that goes from a figure to another is said once."""
    said: list[str] = []
    for n, figure in enumerate(figures):
        found = measured(text, figure.start)
        said.append(_measured(text, found) if found and found.role is Role.STATED else _beside(text, figures, n))
        if n and _RANGE.fullmatch(text, figures[n - 1].end, figure.start):
            said[-2:] = ["".join(said[-2:])] * 2
    last = _PREDICATE.search(text, figures[-1].end)
    if last and not _STOP.search(text, figures[-1].end, last.start()):  # 90%的市和70%的县达到三星级: said of both
        clause = max(text.rfind(mark, 0, figures[-1].start) for mark in "，；。\n")
        said = [one + last.group() if f.start > clause else one for one, f in zip(said, figures, strict=True)]
    return said


def _measured(text: str, found: Measured) -> str:
    """The words that say what a figure measures, but for what is said in brackets behind it of a part of it."""
    spans = (s for s in found.spans if s.start < found.quantity.start or text[s.start] not in "（(")
    return "".join(span.of(text) for span in spans)


def _beside(text: str, figures: Sequence[Quantity], n: int) -> str:
    """What stands beside a figure, up to the next comma or figure on both sides."""
    figure = figures[n]
    start = figures[n - 1].end if n else 0
    end = figures[n + 1].start if n + 1 < len(figures) else len(text)
    before = _BOUNDARY.split(text[start : figure.start])[-1]
    return before + _BOUNDARY.split(text[figure.end : end], maxsplit=1)[0]
