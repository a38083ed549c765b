"""Which candidates open a unit: a number opens one only as a plausible successor in its own level.

The open numbers form a stack from the outermost level inwards. A candidate is accepted when it

- follows the open number of its style (一、→ 二、), a few numbers may be missing and are reported;
- begins a new level with 1 (一、→（一）), or starts its style again with 1 and goes on with 2;
- goes on with a numbering that runs through several sections (二、→（三）after 一、→（一）（二）).

Everything else at the start of a line is a mention, a date or a figure and stays text::

    一、甲        accepted
    （一）乙      accepted, within 一、
    （四）所列…   rejected: a mention
    （二）丙      accepted: follows（一）
    二、丁        accepted, closes（二）
    （三）戊      accepted: the numbering runs on

What is doubtful about an accepted number is kept with it as a note (kind and Chinese message).
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lookahead import LONG_RUN, Lookahead
from ingest.markers import CONTAINERS, HEADINGS, PARAGRAPH_OPENERS, WEAK, Annex, Marker, Style, as_entry
from ingest.steps import LARGEST_GAP, Gap, Note, Opened, Step, is_short, label_like, largest_gap, succeeds

FARTHEST_JUMP = 12  # numbers that a heading out of order may leave out: 五一、国庆 after 三、 is none


class Succession:
    """One pass over the candidates of a text.

    `opened` are the accepted ones (and the annexes) in order, `notes` the doubts about them, `refused` the others,
    `gaps` where a number is due that no line begins with.
    """

    def __init__(self, candidates: Sequence[Marker | Annex]) -> None:
        self.opened: list[Opened | Annex] = []
        self.notes: list[Note] = []
        self.refused: list[Marker] = []
        self.gaps: list[Gap] = []
        self._candidates = candidates
        self._ahead = Lookahead(candidates)
        self._sought: set[tuple[Style, int]] = set()
        self._stack: list[Step] = []
        self._last: dict[Style, Marker] = {}
        self._last_decimal: tuple[int, ...] = ()
        for position, candidate in enumerate(candidates):
            if isinstance(candidate, Annex):
                self._begin_annex(position, candidate)
            elif candidate.prefix:
                self._decimal(position, candidate)
            else:
                self._consider(position, candidate)

    def _begin_annex(self, position: int, annex: Annex) -> None:
        """Every numbering may start anew in an annex; before the first number it is part of the preamble.

        A second document without a number of its own is none, and is a part all the same.
        """
        behind = self._candidates[position + 1 : position + 2]
        if self.opened or (not annex.label and not (behind and isinstance(behind[0], Marker))):
            self.opened.append(annex)
        self._stack, self._last, self._last_decimal = [], {}, ()

    def _consider(self, position: int, marker: Marker) -> None:
        depths = [i for i, step in enumerate(self._stack) if step.marker.style is marker.style]
        if depths:
            due = [i for i in depths if self._stack[i].marker.number + 1 == marker.number]
            self._in_open_style(position, marker, (due or depths)[-1])
        elif self._may_begin(position, marker):
            self._open(marker, self._stack[: self._parent_depth(position, marker)])
        else:
            if marker.number <= 1 + LARGEST_GAP and marker.style not in self._last:
                self._gap(marker, 0, self._since_outer(marker.style))
            self.refused.append(marker)

    def _in_open_style(self, position: int, marker: Marker, depth: int) -> None:
        previous = self._stack[depth].marker
        gap = marker.number - previous.number - 1
        following = self._ahead.following[position]
        if gap == 0 or marker.announced:
            pass
        elif marker.number == 1:
            if not self._restarts(marker, previous, following):
                self.refused.append(marker)
                return
            in_article = any(step.marker.style is Style.ARTICLE for step in self._stack)  # each 款 lists anew
            if not in_article and (marker.style not in WEAK or marker.style is Style.ARABIC):
                self._note("restart", marker, f"编号从“{marker.label}”重新开始")
            for step in self._stack[:depth]:  # 1. again: the outer number that is due may have lost its line break
                self._due_inside(step.marker, previous.title_start, marker.start)
            if self._ahead.is_enclosed(position, previous.number + 1):
                self._open(marker, self._stack)
                return
            inner = next((i for i in range(len(self._stack) - 1, depth, -1) if self._goes_on(position, i)), depth)
            if inner > depth:  # 六、 第一、 (一、 二、) 第二、: it stands within 第一、
                self._open(marker, self._stack[: inner + 1])
                return
        elif following is not None and following.number == previous.number + 1 and gap != -1:
            self.refused.append(marker)  # the number that is due comes later: this one is a mention
            return
        elif 0 < gap <= largest_gap(marker):
            if marker.style in WEAK and not (following and following.number == marker.number + 1) and gap > 1:
                self.refused.append(marker)
                return
            self._missing(marker, previous)
        elif gap == -1 and (is_short(marker) or (following and following.number == marker.number + 1)):
            if "之" not in marker.label:  # 第十条之一 stands behind 第十条
                self._note("duplicate_number", marker, f"编号“{marker.label}”重复出现")
        elif (marker.is_heading and gap <= FARTHEST_JUMP) or (
            following is not None and following.number == previous.number + 2 and marker.style not in WEAK
        ):
            due = label_like(marker, previous.number + 1)
            self._note("unexpected_number", marker, f"“{previous.label}”之后应为“{due}”，印作“{marker.label}”")
        else:
            self.refused.append(marker)
            return
        self._open(marker, self._stack[:depth])

    def _restarts(self, marker: Marker, previous: Marker, following: Marker | None) -> bool:
        """Whether a style that is open starts again: it goes on with 2, or is a heading of the strongest kind.

        It may go on with 3, whose 2 is lost, where 3 is not what the open numbering waits for.
        """
        if following is not None and (following.number == 2 or (following.number == 3 and previous.number != 2)):
            return True
        return marker.style in CONTAINERS and following is None

    def _may_begin(self, position: int, marker: Marker) -> bool:
        """Whether a style that is not open may open here: with 1, or where its numbering runs on."""
        following = self._ahead.following[position]
        last = self._last.get(marker.style)
        if marker.number == 1:
            return marker.style not in WEAK or (following is not None and following.number in (2, 3))  # 2 may be lost
        if marker.style in PARAGRAPH_OPENERS and not (last is not None and marker.number == last.number + 1):
            if marker.announced:
                self._gap(marker, 0, self._since_outer(marker.style))
            return marker.announced
        if last is not None and marker.number == last.number + 1:
            return True
        runs_on = following is not None and following.number == marker.number + 1
        if last is not None and 0 < marker.number - last.number - 1 <= largest_gap(marker):
            if marker.style in WEAK and not runs_on and marker.number - last.number > 2:
                return False
            self._missing(marker, last)
            return True
        long_run = runs_on and self._ahead.run_length(position) == LONG_RUN
        if runs_on and (marker.number <= 1 + LARGEST_GAP or marker.style is Style.ARTICLE or long_run):
            if marker.style in WEAK and marker.number > 2 and not long_run:
                return False
            self._begins_late(marker)
            return True
        if marker.is_heading:
            self._begins_late(marker)
            return True
        return False

    def _begins_late(self, marker: Marker) -> None:
        first = "、".join(f"“{label_like(marker, n)}”" for n in range(1, min(marker.number, LARGEST_GAP + 1)))
        last = self._last.get(marker.style)
        if (
            marker.style not in WEAK and last is not None and last.number == marker.number
        ):  # runs on with a misprint, or starts anew without its 1
            message = f"编号“{marker.label}”重复出现：上一处编号也是“{last.label}”；如为重新编号，则缺{first}"
            self._note("duplicate_number", marker, message)
        else:
            self._note("missing_number", marker, f"编号从“{marker.label}”开始，缺{first}")
        self._gap(marker, 0, self._since_outer(marker.style))

    def _parent_depth(self, position: int, marker: Marker) -> int:
        """How much of the stack stays open around a new level: an inner numbering that does not go on has ended."""
        for depth, step in enumerate(self._stack):
            if step.marker.style < marker.style:
                continue
            if marker.style in CONTAINERS or marker.number > 1 or not self._goes_on(position, depth):
                return depth
        return len(self._stack)

    def _goes_on(self, position: int, depth: int) -> bool:
        """Whether the numbering open at `depth` continues after this candidate before one around it does."""
        step = self._stack[depth]
        later = self._ahead.next_of(step.marker.style, position)
        if later is None or self._ahead.number_at(later) != step.marker.number + 1:
            return False
        for outer in self._stack[:depth]:
            closing = self._ahead.next_of(outer.marker.style, position)
            if closing is not None and closing < later and self._ahead.number_at(closing) == outer.marker.number + 1:
                return False
        return True

    def _decimal(self, position: int, marker: Marker) -> None:
        """3.2.1 follows 3.2, or begins 3.2.1 below 3.2 or below 三、; its outer ordinals are those that are open."""
        ordinals = (*marker.prefix, marker.number)
        for depth in range(len(self._stack) - 1, -1, -1):
            base = self._decimal_value(depth)
            if base is None:
                continue
            if len(base) == len(ordinals) and succeeds(ordinals, base):
                if marker.number - base[-1] > 1:
                    self._missing(marker, self._stack[depth].marker)
                inherited = self._stack[depth].ordinals
                self._open(marker, self._stack[:depth], ordinals[len(ordinals) - len(inherited) :])
                return
            if base == ordinals[: len(base)] and set(ordinals[len(base) :]) == {1}:
                self._open(marker, self._stack[: depth + 1], ordinals[len(base) :])
                return
        last = self._last_decimal
        root = (last[0], last[0] + 1) if last else (1,)
        following = self._ahead.following[position]
        goes_on = following is not None and succeeds((*following.prefix, following.number), ordinals)
        begins = set(ordinals[1:]) == {1} and (ordinals[0] == root[-1] or goes_on)  # 2.1 where no line says 2
        lost = len(ordinals) > 2 and ordinals > last and ordinals[0] in root  # 3.2.1 where 3.2 is lost: never a figure
        if begins or lost:
            outer = [step for step in self._stack if step.marker.style < Style.ARABIC]
            named = bool(outer) and outer[-1].marker.style in (Style.CHAPTER, Style.LETTERED, Style.CHINESE)
            named = named and outer[-1].marker.number == ordinals[0]  # 第3章 is the 3 of 3.2.1
            self._open(marker, outer, ordinals[1:] if named else ordinals)
        elif not self._is_list_entry(marker):
            self.refused.append(marker)

    def _is_list_entry(self, marker: Marker) -> bool:
        """3．10种有色金属 is entry 3 of a list whose entry 2 is open, not the decimal 3.10."""
        first = marker.prefix[0]
        depth = next((i for i, step in enumerate(self._stack) if step.marker.style is Style.ARABIC), None)
        if depth is None or len(marker.prefix) > 1 or self._stack[depth].marker.number + 1 != first:
            return False
        self._open(as_entry(marker), self._stack[:depth])
        return True

    def _decimal_value(self, depth: int) -> tuple[int, ...] | None:
        """The decimal number that is open at this depth; 第三章 and 三、 stand for 3 where they are innermost."""
        marker = self._stack[depth].marker
        if marker.prefix:
            return (*marker.prefix, marker.number)
        innermost = depth == len(self._stack) - 1 and marker.style in (Style.CHAPTER, Style.CHINESE)
        return (marker.number,) if innermost or marker.style in (Style.LETTERED, Style.ARABIC) else None

    def _open(self, marker: Marker, outer: Sequence[Step], ordinals: tuple[int, ...] | None = None) -> None:
        step = Step(marker, ordinals or (marker.number,))
        self._stack = [*outer, step]
        if not any(entry.marker.style is marker.style for entry in outer):
            self._last[marker.style] = marker
        if marker.prefix:
            self._last_decimal = (*marker.prefix, marker.number)
        self.opened.append(Opened(tuple(self._stack)))

    def _since_outer(self, style: Style) -> int:
        """Where a first number that no line begins with may stand: after the last accepted outer number or annex."""
        for entry in reversed(self.opened):
            if isinstance(entry, Annex):
                return entry.title_start
            if entry.marker.style < style:
                return entry.marker.title_start
        return 0

    def _gap(self, marker: Marker, after: int, start: int) -> None:
        if (marker.style, start) not in self._sought and not marker.letter:
            self._sought.add((marker.style, start))
            self.gaps.append(Gap(marker.style, tuple(range(after + 1, marker.number)), start, marker.start))

    def _due_inside(self, outer: Marker, start: int, end: int) -> None:
        """The successor of an outer number, looked for between two offsets."""
        if not outer.prefix and (outer.style, start) not in self._sought:
            self._sought.add((outer.style, start))
            self.gaps.append(Gap(outer.style, (outer.number + 1,), start, end))

    def _missing(self, marker: Marker, previous: Marker) -> None:
        self._gap(marker, previous.number, previous.title_start)
        count = marker.number - previous.number - 1
        absent = [label_like(marker, number) for number in range(previous.number + 1, marker.number)]
        listed = "、".join(f"“{label}”" for label in absent) if count <= LARGEST_GAP else f"{count}个编号"
        message = f"“{previous.label}”之后直接是“{marker.label}”，缺{listed}"
        if marker.style in HEADINGS:
            self._note("missing_heading", previous, f"{message}；其下内容（如有）按印刷位置归入“{previous.label}”")
        else:
            self._note("missing_number", marker, message)

    def _note(self, kind: str, where: Marker, message: str) -> None:
        self.notes.append(Note(kind, where, message))
