"""Laws of the outline for any text: nothing is lost or doubled, and printed numbering comes back as it went in."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.numerals import chinese_numeral
from ingest.outline import outline
from ingest.reader import document_from_text
from ingest.records import Document

PIECES = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "（三）",
    "1.",
    "2、",
    "（1）",
    "①",
    "一是",
    "二是",
    "第一章",
    "第一条",
    "第三条",
    "3.2.1",
    "附件",
    "附件1",
    "目录",
    "　",
    " ",
    "\t",
    "\n",
    "\n\n",
    "。",
    "，",
    "：",
    "；",
    "总体要求",
    "加强监管",
    "2024年",
    "1.3倍",
    "十四五",
    "�",
    "\u200b",
    "\x0c",
    "😀",
    "A",
    "......3",
    "和（二）所列",
    "O",
    "—、",
    "《",
    "》",
]

texts = st.lists(st.sampled_from(PIECES), max_size=120).map("".join) | st.text(max_size=300)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_the_units_in_order_cover_every_character_exactly_once(text: str) -> None:
    units = outline(text, "d").units
    assert "".join(u.text for u in units) == text
    assert [u.start for u in units] == [0, *(u.end for u in units[:-1])][: len(units)]
    assert all(u.text == text[u.start : u.end] and u.start < u.end for u in units)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_unit_has_an_id_of_its_own_and_every_finding_names_one_of_them(text: str) -> None:
    document = document_from_text(text, source="d.txt")
    ids = [u.item_id for u in document.units]
    assert len(ids) == len(set(ids))
    assert all(f.item_id in ids for f in document.findings if f.item_id is not None)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_citable_item_is_a_slice_and_no_item_holds_another(text: str) -> None:
    document: Document = document_from_text(text, source="d.txt")
    assert all(document.text[i.start : i.end] == i.text for i in document.items)
    assert all(a.end <= b.start for a, b in zip(document.items, document.items[1:], strict=False))


@dataclass(frozen=True)
class Plan:
    """A generated plan: how many items each section has, and whether their numbering runs on."""

    sections: tuple[int, ...]
    runs_on: bool
    indent: str
    half_width: bool
    shares_line: bool

    def text(self) -> str:
        lines, number = ["2024年工作要点", "现印发给你们。"], 0
        for section, count in enumerate(self.sections, 1):
            lines.append(f"{self.indent}{chinese_numeral(section)}、第{'甲' * section}项工作")
            number = number if self.runs_on else 0
            if count == 0:
                lines.append(f"{self.indent}本项没有分条。")
            for _ in range(count):
                number += 1
                opening, closing = ("(", ")") if self.half_width else ("（", "）")
                heading = f"{self.indent}{opening}{chinese_numeral(number)}{closing}做好工作"
                body = "要落实到位，达到60%以上。"
                lines.extend([f"{heading}。{body}"] if self.shares_line else [heading, self.indent + body])
        return "\n".join(lines) + "\n"

    def paths(self) -> list[tuple[int, ...]]:
        expected: list[tuple[int, ...]] = []
        number = 0
        for section, count in enumerate(self.sections, 1):
            expected.append((section,))
            number = number if self.runs_on else 0
            for _ in range(count):
                number += 1
                expected.append((section, number))
        return expected


plans = st.builds(
    Plan,
    sections=st.lists(st.integers(0, 12), min_size=1, max_size=12).map(tuple),
    runs_on=st.booleans(),
    indent=st.sampled_from(["", "　　", "  ", "\u00a0\u00a0", "\u2003\u2003"]),
    half_width=st.booleans(),
    shares_line=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(plans)
def test_the_numbering_that_goes_in_comes_out(plan: Plan) -> None:
    units = outline(plan.text(), "d").units
    assert [u.path for u in units if u.number is not None] == plan.paths()
    assert outline(plan.text(), "d").findings == ()


@settings(max_examples=150, deadline=None)
@given(
    plans, st.sampled_from(["\t", "\t\t", " \t", "……", "......", "……\t"]), st.sampled_from(["目录", "目　录", "目 次"])
)
def test_a_contents_above_the_body_changes_no_number(plan: Plan, gap: str, heading: str) -> None:
    opening, _, body = plan.text().partition("\n")
    headings = [
        line.split("。")[0]
        for line in body.split("\n")
        if line.strip() and line.strip()[0] in "一二三四五六七八九十（("
    ]
    listed = "".join(f"{entry}{gap}{page}\n" for page, entry in enumerate(headings, 1))
    result = outline(f"{opening}\n{heading}\n{listed}{body}", "d")
    assert [u.path for u in result.units if u.number is not None] == plan.paths()
    assert result.findings == ()


@settings(max_examples=100, deadline=None)
@given(plans, st.data())
def test_a_missing_item_is_reported_and_moves_no_other(plan: Plan, data: st.DataObject) -> None:
    """Leaving one item out in the middle of a section changes no other path and gives one finding."""
    inner = [
        p for p in plan.paths() if len(p) == 2 and (p[0], p[1] + 1) in plan.paths() and (p[0], p[1] - 1) in plan.paths()
    ]
    if not inner or not plan.shares_line:
        return
    missing = data.draw(st.sampled_from(inner))
    lines, kept, section = plan.text().split("\n"), [], 0
    for line in lines:
        stripped = line.strip()
        section += stripped.endswith("项工作")
        label = f"{chinese_numeral(missing[1])}"
        if not (section == missing[0] and stripped[1:].startswith((f"{label}）", f"{label})"))):
            kept.append(line)
    result = outline("\n".join(kept), "d")
    assert [u.path for u in result.units if u.number is not None] == [p for p in plan.paths() if p != missing]
    assert [f.kind for f in result.findings] == ["missing_number"]
