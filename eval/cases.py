"""Case and Gold: one question of a question file with what a right reply must hold (DESIGN §4, question files).

A line is `{"id", "category", "turns", "gold", "gold_mode", "answer_contains", "answer_excludes", "abstain", "note"}`.
The note may begin with two flags, which become fields here: `EXCL_NEG_OK` (an excluded figure may occur where
it is denied, 实际不是1.5倍) and `ABSTAIN_OK` (a refusal passes too).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import QuestionFileError

CATEGORIES = (
    "numeric",
    "numeric_all_years",
    "compare",
    "timeline",
    "lookup",
    "list",
    "who_when_where",
    "exists_years",
    "colloquial",
    "typo_variant",
    "multi_turn",
    "unanswerable_near",
    "unanswerable_far",
    "adversarial",
    "summary",
)
"""The kinds of question in the order of a report; other files may use further ones."""

KEYS = ("id", "category", "turns", "gold", "gold_mode", "answer_contains", "answer_excludes", "abstain", "note")
NEGATION_FLAG = "EXCL_NEG_OK"
ABSTENTION_FLAG = "ABSTAIN_OK"


@dataclass(frozen=True, slots=True, order=True)
class Gold:
    """A place that states the answer, in printed ordinals; `item` is 0 for a section without items.

    Paragraphs of a section (`jilin-2017:13p2`) are the section: (jilin-2017, 13, 0).
    """

    document_id: str
    section: int
    item: int = 0

    def __str__(self) -> str:
        return f"{self.document_id}:{self.section}" + (f".{self.item}" if self.item else "")


@dataclass(frozen=True, slots=True)
class Case:
    """A question (the last of `turns`, the earlier ones are the conversation) and its truth.

    `gold_all`: every gold place must be cited, else one suffices. `contains`: of each group one alternative
    must stand in the answer. `excludes`: nothing of it may be asserted.
    """

    case_id: str
    category: str
    turns: tuple[str, ...]
    gold: tuple[Gold, ...]
    gold_all: bool
    contains: tuple[tuple[str, ...], ...]
    excludes: tuple[str, ...]
    abstain: bool
    negation_allowed: bool
    abstention_allowed: bool
    note: str

    @property
    def question(self) -> str:
        """The turn that is judged."""
        return self.turns[-1]


def load_cases(path: Path) -> tuple[Case, ...]:
    """Every case of one JSONL file in its order; empty lines are skipped.

    Raises QuestionFileError for a file that cannot be read, a wrong line, or an id that occurs twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(
            str(path), f"读不出来（{error}）", "UTF-8 的 JSONL 文件", "请检查路径和编码。"
        ) from error
    cases: list[Case] = []
    first_line: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        case = _parse_line(line, f"{path} 第{number}行")
        if case.case_id in first_line:
            raise QuestionFileError(
                f"{path} 第{number}行",
                f"编号 {case.case_id} 已在第{first_line[case.case_id]}行用过",
                "不重复的编号",
                "请改用新的编号。",
            )
        first_line[case.case_id] = number
        cases.append(case)
    return tuple(cases)


def _parse_line(line: str, where: str) -> Case:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise _wrong(where, f"不是 JSON（第{error.colno}列）", "一个 JSON 对象") from error
    if not isinstance(fields, dict):
        raise _wrong(where, f"是 {type(fields).__name__}", "一个 JSON 对象")
    missing = [key for key in KEYS if key not in fields]
    unknown = [key for key in fields if key not in KEYS]
    if missing or unknown:
        found = "、".join([*(f"缺 {key}" for key in missing), *(f"多出 {key}" for key in unknown)])
        raise _wrong(where, found, f"这些键：{'、'.join(KEYS)}")
    turns = _texts(fields["turns"], "turns", where)
    if not turns:
        raise _wrong(where, "turns 是空的", "至少一句问话")
    abstain = fields["abstain"]
    if not isinstance(abstain, bool):
        raise _wrong(where, f"abstain 是 {abstain!r}", "true 或 false")
    if fields["gold_mode"] not in ("all", "any"):
        raise _wrong(where, f"gold_mode 是 {fields['gold_mode']!r}", "all 或 any")
    gold = tuple(_gold(entry, where) for entry in _list(fields["gold"], "gold", where))
    if abstain and gold:
        raise _wrong(where, "abstain 为 true 却写了 gold", "拒答题的 gold 为空")
    groups = _list(fields["answer_contains"], "answer_contains", where)
    contains = tuple(_texts(group, "answer_contains 的每组", where) for group in groups)
    if any(not group for group in contains):
        raise _wrong(where, "answer_contains 里有空组", "每组至少一种写法")
    note = _text(fields["note"], "note", where, may_be_empty=True)
    return Case(
        case_id=_text(fields["id"], "id", where),
        category=_text(fields["category"], "category", where),
        turns=turns,
        gold=gold,
        gold_all=fields["gold_mode"] == "all",
        contains=contains,
        excludes=_texts(fields["answer_excludes"], "answer_excludes", where),
        abstain=abstain,
        negation_allowed=NEGATION_FLAG in note.split(),
        abstention_allowed=ABSTENTION_FLAG in note.split(),
        note=note,
    )


def _gold(entry: object, where: str) -> Gold:
    expected = '{"doc": 文件, "section": 整数, "item": 整数或 null}'
    if not isinstance(entry, dict) or set(entry) != {"doc", "section", "item"}:
        raise _wrong(where, f"gold 里有 {entry!r}", expected)
    document_id, section, item = entry["doc"], entry["section"], entry["item"]
    if not isinstance(document_id, str) or type(section) is not int or not (item is None or type(item) is int):
        raise _wrong(where, f"gold 里有 {entry!r}", expected)
    return Gold(document_id, section, item or 0)


def _list(entry: object, name: str, where: str) -> list[Any]:
    if not isinstance(entry, list):
        raise _wrong(where, f"{name} 是 {entry!r}", "数组")
    return entry


def _texts(entry: object, name: str, where: str) -> tuple[str, ...]:
    may_be_empty = name == "turns"  # an empty question is a question of the adversarial kind
    return tuple(_text(text, name, where, may_be_empty=may_be_empty) for text in _list(entry, name, where))


def _text(entry: object, name: str, where: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(entry, str) or not (entry or may_be_empty):
        raise _wrong(where, f"{name} 里有 {entry!r}", "文字")
    return entry


def _wrong(where: str, found: str, expected: str) -> QuestionFileError:
    return QuestionFileError(where, found, expected, "请改正这一行。")


def gold_of(document_id: str, section: int, item: int | None) -> Gold:
    """The place of a citation, a hit or an item: paragraphs of a section are the section."""
    return Gold(document_id, section, item or 0)


def places(entries: Iterable[tuple[str, int, int | None]]) -> tuple[Gold, ...]:
    """Distinct places in the order of their first occurrence."""
    return tuple(dict.fromkeys(gold_of(*entry) for entry in entries))
