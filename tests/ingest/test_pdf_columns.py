"""Two columns on one page: the right one may be short; tables, signatures and notes at the right are no column."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import make_pdf, paragraphs
from reportlab.lib.pagesizes import A4
from test_pdf_layout import below_each_other, lines, made

LINE = 18  # characters of a column that is 216 points wide
LEFT, RIGHT = 72.0, A4[0] - 72 - 18 * 12
TEXT = (
    "某某市民政局工作简报\n一、各地要坚持以人民为中心的发展思想，兜住兜准兜牢民生底线，扎实做好各项工作。\n"
    "（一）提高城乡低保标准，扩大覆盖范围，加强资金监管。\n（二）加强养老机构管理，压实安全责任，确保不出问题。\n"
)


def wrapped(text: str, width: int = LINE) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


@pytest.mark.parametrize("beyond", range(1, 12))
@pytest.mark.parametrize("beside", [5, 8, 20, 30])
def test_a_short_right_column_is_read_after_the_left_one(beside: int, beyond: int, tmp_path: Path) -> None:
    characters = "".join(chr(0x4E00 + i) for i in range((beside + beyond) * LINE - 5))
    rows = wrapped(characters)
    page = [*below_each_other(rows[:beside]), *below_each_other(rows[beside:], left=RIGHT)]
    assert "".join(lines(made(tmp_path / "a.pdf", page))) == characters


@pytest.mark.parametrize("times", range(1, 9))
@pytest.mark.parametrize("indent", [True, False])
def test_a_short_text_in_two_columns_reads_as_in_one(times: int, indent: bool, tmp_path: Path) -> None:
    text = "".join(TEXT.replace("一、", f"{number}、") for number in "一二三四五六七八"[:times])
    for columns in (1, 2):
        make_pdf(tmp_path / f"{columns}.pdf", text, columns=columns, indent=indent)
    assert lines(tmp_path / "2.pdf") == lines(tmp_path / "1.pdf") == paragraphs(text)


def test_a_title_above_both_columns_is_read_first(tmp_path: Path) -> None:
    characters = "".join(chr(0x4E00 + i) for i in range(10 * LINE))
    rows = wrapped(characters)
    title = [(150.0, 80.0, 22.0, "某某市民政局二〇二五年工作简报")]
    page = [*title, *below_each_other(rows[:8], top=130), *below_each_other(rows[8:], top=130, left=RIGHT)]
    assert lines(made(tmp_path / "a.pdf", page)) == [title[0][3], characters]


def test_cells_of_a_table_stay_in_their_rows(tmp_path: Path) -> None:
    cells = [
        (f"第{i}项任务由市民政局{'会同县区' * (i % 3 == 0)}负责", f"{i}月底前完成并报告结果") for i in range(1, 10)
    ]
    page = [
        placed
        for i, (left, right) in enumerate(cells)
        for placed in ((LEFT, 80 + 20 * i, 12, left), (RIGHT, 80 + 20 * i, 12, right))
    ]
    assert lines(made(tmp_path / "a.pdf", page)) == [f"{left}\t{right}" for left, right in cells]


@pytest.mark.parametrize("width", [LINE, 30])
def test_a_signature_at_the_right_stands_below_the_text(width: int, tmp_path: Path) -> None:
    body = wrapped("甲" * width * 6, width)
    signature = below_each_other(["某某市民政局", "2025年1月20日"], top=80 + 20 * 8, left=RIGHT + 40)
    found = lines(made(tmp_path / "a.pdf", [*below_each_other(body), *signature]))
    assert found[-2:] == ["某某市民政局", "2025年1月20日"]


def test_a_note_beside_short_lines_is_no_column(tmp_path: Path) -> None:
    names = ["主送：各县（市、区）民政局", "抄送：省民政厅", "联系人：张三", "电话：12345678", "传真：无"]
    page = [*below_each_other(names), (430.0, 80.0, 12.0, "内部资料")]
    assert lines(made(tmp_path / "a.pdf", page))[0] == "主送：各县（市、区）民政局\t内部资料"


@pytest.mark.parametrize("gap", [20, 40, 60])
@pytest.mark.parametrize("shorter", range(5))
def test_two_columns_of_short_paragraphs_are_read_one_after_the_other(gap: int, shorter: int, tmp_path: Path) -> None:
    rows = ["甲" * length for length in (8, 16, 5, 9, 7, 16, 9, 8, 6, 10)]
    left, right = A4[0] / 2 - gap / 2 - 16 * 12, A4[0] / 2 + gap / 2
    beyond = [row.replace("甲", "乙") for row in rows][: len(rows) - shorter]
    page = [*below_each_other(rows, left=left), *below_each_other(beyond, left=right)]
    assert "".join(lines(made(tmp_path / "a.pdf", page))) == "".join([*rows, *beyond])
