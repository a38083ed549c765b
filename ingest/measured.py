"""What a figure measures: the words of its sentence that name it, read from how Chinese plans place them.

A figure stands behind what it measures (护理型床位占比不低于50%) or before it (不少于100个社区老年食堂); a share or a rate is
taken of what stands before it and done to what follows (按照村总数25%比例推进农村社区建设). What a clause leaves out is
taken over from the figure or the clause before: 新增失智照护床位不少于600张，到2025年新增不少于1800张.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.phrases import (
    DELIMITER,
    is_growth,
    is_incomplete,
    is_verb,
    leading_verb,
    listed,
    measure_of,
    without_each,
    without_rate,
    without_verb,
    words,
)
from ingest.quantities import BOUNDS, Quantity, coverages, may_hold_figures, quantities
from ingest.records import Role
from ingest.roles import belongs_to_next, role
from ingest.sentences import Span, clauses, sentences

_EMPTY_AFTER = re.compile(r"(?:执行|予以|[“”‘’\s　）)的]|及以上|左右|以上|以下|以内|之内|内|不等|（含）)+")
_JOINED = re.compile(r"\s*(?:、|和|及|与|或|以及|/|[（(](?:其中|累计|含|包括)?|)\s*")
_DELIMITER_FIRST = re.compile(r"\s*(?:、|和|及|与|以及|或|并)")
_BOUND = re.compile(rf"(?:{BOUNDS})")
_SUMMED_UP = re.compile(r"^[^、等]*(?:、[^、等]*)+等(?=\d+\s*(?:类|个|项|种|名))")
_BEGINS_ANEW = re.compile(r"\s*(?:、|和|及|与|以及|并)?\s*(?:实现|完成|确保|推动|推进|开展|力争)")
_TASK = re.compile("任务$|工作$")
_SHARE_ONLY = frozenset(("比例", "的比例", "标准", "的标准"))

LONGEST_TOPIC = 40  # characters of an earlier clause that are taken over as the topic


@dataclass(frozen=True, slots=True)
class Measured:
    """The words that say what one figure measures, as spans of the text.

    `own` stand in the clause of the figure, `inherited` in what goes before it and complete them; each in the order of
    the text. `leads` says that a reader would say the own words first: 新入库 + 亿元以上项目. `comparator` is as printed,
    also where it stands before what is compared with (不低于当地低保标准的1.3倍).
    """

    quantity: Quantity
    sentence: Span
    clause: Span
    role: Role
    comparator: str
    own: tuple[Span, ...]
    inherited: tuple[Span, ...] = ()
    leads: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """All the words, as a reader would say them."""
        return (*self.own, *self.inherited) if self.leads else (*self.inherited, *self.own)

    def indicator(self, text: str) -> str:
        """The words in one string, without the members of a list that 等8类 sums up."""
        return _SUMMED_UP.sub("", "".join(span.of(text) for span in self.spans))

    def printed(self, text: str) -> str:
        """The figure as printed with its comparator; … stands for what it is compared with: 不低于…1.3倍."""
        figure = text[self.quantity.start : self.quantity.end].strip()
        distant = self.comparator.removesuffix(self.quantity.comparator)
        near = text[max(0, self.quantity.start - len(distant)) : self.quantity.start] == distant
        return f"{distant}{'' if near or not distant else '…'}{figure}"


def measured(text: str, start: int) -> Measured | None:
    """What the figure that begins at `start` of `text` measures; None where no figure begins there."""
    return _by_start(text).get(start)


def all_measured(text: str) -> tuple[Measured, ...]:
    """Every figure of a text in order, with what it measures."""
    return tuple(_by_start(text).values())


@lru_cache(maxsize=4_096)
def _by_start(text: str) -> dict[int, Measured]:
    return {
        found.quantity.start: found
        for sentence in sentences(text)
        if may_hold_figures(text, sentence.start, sentence.end)
        for found in _Sentence(text, sentence).read()
    }


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures that are joined by nothing but 、 or 和: they share what stands before the first and after the last."""

    members: tuple[Quantity, ...]
    before: Span
    after: Span


class _Sentence:
    """Reads one sentence clause by clause; `previous` are the words of the last figure, or of the clauses after it."""

    def __init__(self, text: str, sentence: Span) -> None:
        self._text = text
        self._sentence = sentence
        self._clauses = clauses(text, sentence)
        self._previous: tuple[Span, ...] = ()
        self._unread: list[Span] = []  # clauses without figures since then

    def read(self) -> Iterator[Measured]:
        for clause, following in zip(self._clauses, (*self._clauses[1:], None), strict=True):
            figures = _figures(self._text, clause)
            if not figures:
                self._unread.append(clause)
                continue
            self._previous = next(filter(None, map(self._topic, reversed(self._unread))), self._previous)
            self._unread.clear()
            verb: tuple[Span, ...] = ()
            for group in _groups(self._text, clause, figures):
                for position in range(len(group.members)):
                    yield (found := self._measure(clause, group, position, verb, following))
                    if found.role is Role.STATED:
                        self._previous = found.spans
                verb = verb or leading_verb(self._text, words(self._text, group.before))

    def _measure(
        self, clause: Span, group: _Group, position: int, verb: tuple[Span, ...], following: Span | None
    ) -> Measured:
        text, figure = self._text, group.members[position]
        before, reference, distant = _split_at_bound(text, group.before, group.members[0])
        named = words(text, before)
        after = _after(text, group, following)
        if not named and reference is not None:
            named = words(text, reference)
        named = _respectively(text, named, position, len(group.members))
        said_before, said_after = text[group.before.start : figure.start], text[figure.end : self._sentence.end]
        does = role(figure, said_before, said_after, followed=bool(after))
        comparator = distant + (figure.comparator or group.members[0].comparator)
        own = (*named, *after)
        begins_anew = own and _BEGINS_ANEW.match(text, group.before.start, own[0].start)
        return self._completed(
            Measured(figure, self._sentence, clause, does, comparator, own), () if begins_anew else verb
        )

    def _completed(self, found: Measured, verb: tuple[Span, ...]) -> Measured:
        """What the clause leaves out, from the words before it: `verb` governs its enumeration, `previous` the rest."""
        text, own, earlier = self._text, found.own, self._previous
        said = "".join(span.of(text) for span in own)
        if not own or not earlier:
            return replace(found, inherited=earlier)
        if not is_incomplete(said):
            governed = verb and not leading_verb(text, own) and not is_growth(said)
            return replace(found, inherited=verb) if governed else found
        if said.startswith("每"):  # another place takes the part of the first: 每个街道不少于2个，每个乡镇不少于1个
            kept = tuple(s for span in earlier for s in without_each(text, span))
            return replace(found, inherited=kept, leads=True)
        if is_verb(said):  # 新增 … 新入库
            growth = is_growth(said)
            return replace(found, inherited=earlier if growth else without_verb(text, earlier), leads=not growth)
        thing = without_rate(text, without_verb(text, earlier))  # 覆盖率, 补助标准: of what?
        held = "".join(span.of(text) for span in thing)
        kept = tuple(span for span in without_verb(text, own) if _TASK.sub("", span.of(text)) not in held)
        return replace(found, own=kept, inherited=thing)

    def _topic(self, clause: Span) -> tuple[Span, ...]:
        """The words of a clause without a figure, for the clauses after it; none where it names nothing but a time."""
        named = words(self._text, clause)
        if sum(span.end - span.start for span in named) < 2:
            return ()
        last = named[-1]
        return (*named[:-1], Span(max(last.start, last.end - LONGEST_TOPIC), last.end))


def _figures(text: str, clause: Span) -> tuple[Quantity, ...]:
    found = (*quantities(text, clause.start, clause.end), *coverages(text, clause.start, clause.end))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _groups(text: str, clause: Span, figures: Sequence[Quantity]) -> Iterator[_Group]:
    """The figures of a clause in groups, each with what stands before and after it up to the next."""
    runs: list[list[Quantity]] = []
    for figure in figures:
        joined = runs and _JOINED.fullmatch(text[runs[-1][-1].end : figure.start])
        if joined and _same_kind(runs[-1][-1], figure):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    left = clause.start
    for n, run in enumerate(runs):
        end = run[-1].end
        before = Span(left, run[0].start)
        if belongs_to_next(text, run[-1]):
            yield _Group(tuple(run), before, Span(end, runs[n + 1][0].start if n + 1 < len(runs) else clause.end))
            continue
        later = next((r for r in runs[n + 1 :] if not belongs_to_next(text, r[-1])), None)
        if later is None:
            ends = _DELIMITER_FIRST.match(text, end) is not None  # 404亿元、排全省前列: said of it, not what it counts
            yield _Group(tuple(run), before, Span(end, end if ends else clause.end))
            left = end
            continue
        cut, resume = _division(text[end : later[0].start])
        yield _Group(tuple(run), before, Span(end, end + cut))
        left = end + resume


def _division(between: str) -> tuple[int, int]:
    """Where the words of one figure end and those of the next begin, in what stands between them."""
    if found := _DELIMITER_FIRST.match(between):
        return 0, found.end()
    places = list(DELIMITER.finditer(between))
    if not places:
        return len(between), 0  # 64个县市新增城镇常住人口30.5万人: both
    last = next((p for p in reversed(places) if p.group() == "、"), places[-1])
    return last.start(), last.end()


def _same_kind(one: Quantity, other: Quantity) -> bool:
    return one.family == other.family or {one.family, other.family} <= {"household", "person"}


def _split_at_bound(text: str, before: Span, figure: Quantity) -> tuple[Span, Span | None, str]:
    """What stands before the comparator, what the figure is compared with, and the comparator before that."""
    if _BOUND.match(figure.comparator):
        return before, None, ""
    found = [m for m in _BOUND.finditer(text, before.start, before.end) if _compares(text, m.group(), m.end(), figure)]
    if not found:
        return before, None, ""
    last = found[-1]
    return Span(before.start, last.start()), Span(last.end(), before.end), last.group()


def _compares(text: str, bound: str, end: int, figure: Quantity) -> bool:
    """Whether a comparator before other words is that of the figure: 不低于上年的1.3倍; not 达到条件的项目33个."""
    return bound.startswith("不") or figure.family in ("ratio", "multiple") or not text[end : figure.start].strip()


def _after(text: str, group: _Group, following: Span | None) -> tuple[Span, ...]:
    """The words behind a figure that it counts, or that say to what a share is put."""
    region = group.after
    said = text[region.start : region.end].strip("，,：:；。 　")
    if said in _SHARE_ONLY and following is not None:
        return words(text, following)
    found = _EMPTY_AFTER.match(text, region.start, region.end)
    start = found.end() if found else region.start
    return words(text, Span(start, region.end)) if start < region.end else ()


def _respectively(text: str, named: tuple[Span, ...], position: int, members: int) -> tuple[Span, ...]:
    """分别: the first of the words before it belongs to the first figure, the second to the second.

    A member that is no more than a place, or names no measure, takes that of the last one: 城市和农村低保标准 is 城市低保标准,
    农村低保标准; 住宿业和餐饮业营业额 is 住宿业营业额, 餐饮业营业额.
    """
    if members < 2:
        return named
    for n, span in enumerate(named):
        said = span.of(text)
        at = said.find("分别")
        if at < 0 and not text.startswith("分别", span.end):
            continue
        if found := listed(said if at < 0 else said[:at], members):
            member, last = (Span(span.start + f.start, span.start + f.end) for f in (found[position], found[-1]))
            said_member, said_last = member.of(text), last.of(text)
            if is_incomplete(said_member):
                shared = Span(min(last.start + len(said_member), last.end), last.end)
            else:
                measure = len(said_last) if measure_of(said_member) < len(said_member) else measure_of(said_last)
                shared = Span(last.start + measure, last.end)
            tail = (shared,) if member != last and shared.start < shared.end else ()
            rest = () if at < 0 else words(text, Span(span.start + at + len("分别"), span.end))
            return (*named[:n], member, *tail, *rest, *named[n + 1 :])
    return named
