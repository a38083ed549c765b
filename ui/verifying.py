"""A checked sentence as JSON and as plain text: what was given beside what is printed, differences in 【】."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from assistant.figures import FigureCheck, State
from assistant.verification import VERDICTS, Comparison, Verdict, Verification
from ui.plain import source_line

STATES = {State.SAME: "一致", State.DIFFERENT: "不一致", State.ABSENT: "文件中没有"}
INDENT = "    "


def verification_json(verification: Verification) -> dict[str, Any]:
    """The one shape that command line, HTTP and MCP share."""
    return {
        "sentence": verification.sentence,
        "verdict": verification.verdict.value,
        "verdict_text": VERDICTS[verification.verdict],
        "note": verification.note,
        "citations": [asdict(citation) for citation in verification.citations],
        "comparisons": [_comparison_json(comparison) for comparison in verification.comparisons],
        "nearest": [asdict(citation) for citation in verification.nearest],
    }


def _comparison_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "citation": asdict(comparison.citation),
        "differences": [asdict(difference) for difference in comparison.differences],
        "figures": [
            {**asdict(check), "state": check.state.value, "state_text": STATES[check.state]}
            for check in comparison.figures
        ],
    }


def verification_text(verification: Verification) -> str:
    """The verdict, then every place; for a sentence that differs, each figure by itself."""
    lines = [_heading(verification)]
    if verification.note:
        lines.append(verification.note)
    for citation in verification.citations:
        lines += [f"[{citation.n}] {source_line(citation)}  {citation.item_id}", INDENT + _line(citation.quote)]
    for comparison in verification.comparisons:
        lines += ["", *_side_by_side(verification.sentence, comparison)]
    if verification.nearest:
        lines += ["", "最接近的原文（不是出处）"]
        for citation in verification.nearest:
            lines += [f"· {source_line(citation)}  {citation.item_id}", INDENT + _line(citation.quote)]
    return "\n".join(lines)


def _heading(verification: Verification) -> str:
    verdict = VERDICTS[verification.verdict]
    if verification.verdict is Verdict.VERBATIM:
        return f"{verdict}：{len(verification.citations)} 处"
    return f"{verdict}：{'没有逐字相同的句子' if verification.verdict is Verdict.DIFFERS else '收录的文件里没有这句话'}"


def _side_by_side(sentence: str, comparison: Comparison) -> Iterator[str]:
    citation, differences = comparison.citation, comparison.differences
    yield f"{source_line(citation)}  {citation.item_id}"
    yield f"{INDENT}核对  {_line(_marked(sentence, 0, len(sentence), [(d.start, d.end) for d in differences]))}"
    printed = [(d.printed_start, d.printed_end) for d in differences]
    yield f"{INDENT}原文  {_line(_marked(citation.item_text, citation.start, citation.end, printed))}"
    yield from (f"{INDENT}数字  {_figure(check)}" for check in comparison.figures)


def _figure(check: FigureCheck) -> str:
    beside = f"（原文：{_line(check.in_document)}）" if check.in_document else ""
    return f"{_line(check.printed)}  {STATES[check.state]}{beside}"


def _marked(text: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> str:
    """`text[start:end]` with the places in 【】; an empty place is not marked."""
    parts, left = [], start
    for first, last in sorted(places):
        if first < last:
            parts += [text[left:first], f"【{text[first:last]}】"]
            left = last
    return "".join([*parts, text[left:end]])


def _line(text: str) -> str:
    return " ".join(text.split())
