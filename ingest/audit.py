"""The numbering audit: every doubt about a document, with its place and a message for people.

Kinds, from the succession of numbers: missing_number, missing_heading, duplicate_number, restart, unexpected_number,
unplaced_number (also from inside the units); from the units: empty_section (a heading without text), long_unit, odd_character, lost_line_break,
second_document (a title inside the file with which another document or an unmarked annex begins).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ingest.hidden import numbers_left_inside
from ingest.markers import PARAGRAPH_OPENERS, Marker
from ingest.readers.everyday import BIG5, everyday
from ingest.records import Finding, Unit, UnitLevel
from ingest.steps import Note

MOST_OF_A_KIND = 100  # findings; more of one kind are one fault of the whole file
FEWEST_ENTRIES = 3  # of a list
LONG_UNIT = 3_000  # characters; ten times the usual length of an item, so a heading may have been overlooked


def audit(units: Sequence[Unit], notes: Iterable[Note], refused: Iterable[Marker]) -> Iterator[Finding]:
    """The findings in order, at most MOST_OF_A_KIND of each kind and one that says how many more there are.

    `notes` are the doubts about accepted numbers, `refused` the numbers at line starts that opened no unit.
    """
    counts: Counter[str] = Counter()
    for finding in _findings(units, notes, refused):
        counts[finding.kind] += 1
        if counts[finding.kind] <= MOST_OF_A_KIND:
            yield finding
    for kind, count in counts.items():
        if count > MOST_OF_A_KIND:
            yield Finding(kind, "全文", f"同类问题共{count}处，这里只列出前{MOST_OF_A_KIND}处")


def _findings(units: Sequence[Unit], notes: Iterable[Note], refused: Iterable[Marker]) -> Iterator[Finding]:
    by_label = {(u.label, u.start + len(u.text) - len(u.text.lstrip())): u for u in units}
    for note in notes:
        unit = by_label.get((note.where.label, note.where.start))
        yield Finding(note.kind, note.where.label, note.message, unit.item_id if unit else None)
    starts = [unit.start for unit in units]
    for marker in refused:
        if marker.style not in PARAGRAPH_OPENERS and not marker.prefix:
            unit = units[bisect_right(starts, marker.start) - 1]
            message = f"行首的“{marker.label}”与前后的编号接不上，没有另作一条，留在原处的文字里"
            yield Finding("unplaced_number", marker.label, message, unit.item_id)
    rare = _rare_ideographs(units)
    lists = _lists(units)
    for position, unit in enumerate(units):
        if unit.number is not None and position and not units[position - 1].text.endswith("\n"):
            message = f"“{unit.label}”印在一行中间，前面缺换行，已按编号分开"
            yield Finding("lost_line_break", unit.label, message, unit.item_id)
        if unit.level is UnitLevel.PREAMBLE and position and not unit.label:
            message = f"从“{unit.title}”起像是另一份文件或没有标明的附件，已另作一部分，编号从头算起"
            yield Finding("second_document", unit.title, message, unit.item_id)
        if unit.level not in lists:
            yield from _empty(unit, units[position + 1] if position + 1 < len(units) else None)
        yield from _long(unit)
        yield from _run_together(unit)
        yield from _odd_characters(unit, rare)


def _lists(units: Sequence[Unit]) -> set[UnitLevel]:
    """The levels that are lists of one line an entry (一、提高标准 二、新增床位), not headings that lost their text."""
    found = set()
    for level in (UnitLevel.CHAPTER, UnitLevel.SECTION):
        entries = [position for position, unit in enumerate(units) if unit.level is level]
        bare = sum(1 for p in entries if any(_empty(units[p], units[p + 1] if p + 1 < len(units) else None)))
        if len(entries) >= FEWEST_ENTRIES and bare * 2 > len(entries):
            found.add(level)
    return found


def _empty(unit: Unit, following: Unit | None) -> Iterator[Finding]:
    """A heading below which there is neither text nor a number of the next level."""
    if unit.level in (UnitLevel.PREAMBLE, UnitLevel.PARAGRAPH):
        return
    has_children = following is not None and len(following.path) > len(unit.path)
    text = "\n".join(line for line in unit.text.strip().split("\n") if _SAID.search(line))  # a dot of a scan is no text
    sentence = _STOP.search(text) or re.search(r"[\d是要，:：]", unit.label)
    if "\n" not in text and not sentence and not has_children and unit.level in (UnitLevel.CHAPTER, UnitLevel.SECTION):
        where = f"{unit.label}{unit.title}"
        yield Finding("empty_section", unit.label, f"“{where}”只有标题，没有正文", unit.item_id)


def _long(unit: Unit) -> Iterator[Finding]:
    if unit.level is not UnitLevel.PREAMBLE and len(unit.text) > LONG_UNIT:
        message = f"这一条有{len(unit.text)}个字，远长于一般条目，可能有编号没有印出或没有认出"
        yield Finding("long_unit", unit.label, message, unit.item_id)


def _run_together(unit: Unit) -> Iterator[Finding]:
    """Numbers within a paragraph that count on and that nothing shows to be headings."""
    own = unit.number if unit.label[:1] in _BRACKETS else None
    for line in unit.text.strip().removeprefix(unit.label).split("\n"):
        for label in numbers_left_inside(line, own):
            message = f"行中的“{label}”像是编号，但前面不是句末，没有另作一条，留在原处的文字里"
            yield Finding("unplaced_number", label, message, unit.item_id)
        own = None


_BRACKETS = tuple("（(〔[【﹙")
RARE_SHARE = 0.001  # of all ideographs; a text with more of them is written in traditional characters
FEW_RARE = 2  # of them say nothing of a short text
BEYOND_GB2312 = "勠槃蹚昇镕犇垚喆堃璟晞鹮濛燊"  # 勠力同心, 涅槃, 蹚出新路, 昇腾, and given names
_STOP = re.compile(r"[。；！？;，]\W*$")  # also where a scan has left a sign behind it: 。“ or 。←
_SAID = re.compile(r"\w")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_PRIVATE_OR_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")


def _odd_characters(unit: Unit, rare: frozenset[str]) -> Iterator[Finding]:
    """Characters that no one typed on purpose: undecodable, private-use, or a rare ideograph in running text."""
    odd = _PRIVATE_OR_BROKEN if not rare else re.compile(f"{_PRIVATE_OR_BROKEN.pattern}|[{''.join(sorted(rare))}]")
    for match in odd.finditer(unit.text):
        if _is_traditional(unit.text, match.start()):
            continue
        where = unit.label or ("前言" if unit.level is UnitLevel.PREAMBLE else "正文")
        yield Finding("odd_character", where, _odd_message(unit.text, match.start()), unit.item_id)


def _is_traditional(text: str, position: int) -> bool:
    """Whether a character is an everyday traditional one and the word around it is written so: 繁體, 開放, not 开釆."""
    around = _IDEOGRAPH.findall(text[max(0, position - 1) : position] + text[position + 1 : position + 2])
    return text[position] in everyday(BIG5) and bool(around) and _is_in_big5("".join(around))


def _is_in_big5(text: str) -> bool:
    try:
        return bool(text.encode("big5"))
    except UnicodeEncodeError:
        return False


def _rare_ideographs(units: Sequence[Unit]) -> frozenset[str]:
    """Ideographs beyond GB 2312 that stand once in a text that is otherwise written without them.

    A text in traditional characters uses many of them, a name of a person or place comes more than once.
    """
    counts: Counter[str] = Counter()
    for unit in units:
        counts.update(_IDEOGRAPH.findall(unit.text))
    beyond = {character: count for character, count in counts.items() if character not in _common_ideographs()}
    if sum(beyond.values()) > max(FEW_RARE, RARE_SHARE * sum(counts.values())):
        return frozenset()
    return frozenset(character for character, count in beyond.items() if count == 1)


@cache
def _common_ideographs() -> frozenset[str]:
    """The 6,763 ideographs of GB 2312, and those that today's official prose uses beyond them."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in codes) + BEYOND_GB2312)


def _odd_message(text: str, position: int) -> str:
    around = text[max(0, position - 6) : position + 7].replace("\n", " ")
    return f"“{around}”中的“{text[position]}”（U+{ord(text[position]):04X}）可能是乱码或误字"
