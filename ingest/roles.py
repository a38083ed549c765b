"""What a figure does in its sentence: states how much there shall be, or belongs to a name, a list or a condition.

Examples: 新增床位600张 states; “四个意识” is a name, 独居、失能等8类老年人 counts a list, 80岁及以上老年人 says who is meant.
"""

from __future__ import annotations

import re

from ingest.quantities import Quantity
from ingest.records import Role

_GIVEN_BEFORE = re.compile(r"(?:依托|指导|根据|围绕|针对|按照|学习)[^，。]*$|(?:^|[，、])(?:以|在)[^，]{0,12}$")
_GIVEN_AFTER = re.compile(r"[^，]{0,30}(?:为(?:抓手|重点|基础|载体|契机|牵引)|的?基础上|印发)")
_GOAL_BEFORE = re.compile(r"开工|新建|改造|建成|新增|打造|创建|培育")
_LISTED = re.compile(r"等\s*$")
_FROM = re.compile(r"(?:由|从)[^，。由从]{0,8}$")
_TO = re.compile(r"\s*(?:提高|增加|增长|提升|上升|降低|下降|减少|压减|压缩|缩短|降|增|提|升|扩大|调整)?(?:到|至|为)")
_SPAN_BEFORE = re.compile(r"(?:满|连续|用|近)\s*$")
_SPAN_AFTER = re.compile(r"(?:来|以来|新高|时间|期间|间)")
_MORE_FIGURES = re.compile(r"[^，,。；、]*\d")
_OPENED = re.compile("[“‘][^”’]{0,12}$")
_NAMED_TIME = re.compile(r"年?[^，。；、]{0,12}?(?:圈|制|行动|计划|周年)")
_CLASS_UNITS = frozenset("类 级 大 方面 部门 项 种 个 条 款 届 批 位 名 张 家 次 场".split())
_OFFICES = frozenset("类 方面 部门".split())
_COUNTED = frozenset(("place", "count"))

LARGE_COUNT = 20  # from which a Chinese numeral is a figure, not part of a name


def role(figure: Quantity, before: str, after: str, *, followed: bool) -> Role:
    """The role of a figure between its words `before` and `after`; `followed` says that it counts what comes after."""
    if figure.family == "coverage":
        return Role.STATED
    if figure.named:
        return Role.NAME
    if figure.family == "age":
        return Role.CONDITION
    if _counts_a_name(figure):
        return Role.LIST if before.endswith(("”", "等")) else Role.NAME
    if figure.unit in ("级", "周年") or (figure.family == "duration" and _NAMED_TIME.match(after)):
        return Role.NAME
    if figure.family == "duration" and (_SPAN_BEFORE.search(before) or _SPAN_AFTER.match(after)):
        return Role.CONDITION
    if figure.family in _COUNTED and after.startswith(("”", "’")) and _OPENED.search(before):
        return Role.NAME
    if _LISTED.search(before) and (figure.unit in _OFFICES or not _GOAL_BEFORE.search(before)):
        return Role.LIST
    if _FROM.search(before) and _TO.match(after):
        return Role.BASE
    if followed and _limits(figure, after):
        return Role.CONDITION
    if followed and figure.family in _COUNTED and (_GIVEN_BEFORE.search(before) or _GIVEN_AFTER.match(after)):
        return Role.GIVEN
    return Role.STATED


def belongs_to_next(text: str, figure: Quantity) -> bool:
    """Whether a figure belongs to the words of the next one: 8类重点居家老年人信息采集率100%."""
    before, after = text[max(0, figure.start - 12) : figure.start], text[figure.end : figure.end + 40]
    counts = not figure.value[0].isdigit() and figure.family not in ("ratio", "multiple", "coverage")
    listed = _LISTED.search(before) is not None and figure.unit in _CLASS_UNITS and after[:1] not in "，。；、"
    return figure.named or figure.family == "age" or counts or _limits(figure, after) or listed


def _limits(figure: Quantity, after: str) -> bool:
    """500万元以上技改项目, 30户以上自然村寨…覆盖率90%: a figure that says which ones are meant."""
    if figure.comparator not in ("以上", "以下", "以内") or not after[:1].isalpha():
        return False
    return figure.family == "money" or _MORE_FIGURES.match(after) is not None


def _counts_a_name(figure: Quantity) -> bool:
    """两级, 四类, 三方面: a small Chinese numeral without a comparator belongs to a name."""
    if figure.value[0].isdigit() or figure.family in ("ratio", "multiple", "money"):
        return False
    small = figure.number is None or figure.number < LARGE_COUNT
    return small and figure.comparator in ("", "达到", "达")
