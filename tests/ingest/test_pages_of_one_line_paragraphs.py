"""Pages and columns on which every paragraph is one line that is set in, so that nothing there shows the left edge."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import make_docx, make_ofd, make_pdf, paragraphs
from test_pdf_layout import Placed, below_each_other, lines, made

from ingest.reader import read_document
from ingest.readers import read

WIDTH = 36  # characters of a full line
FULL = "（四）新建综合养老服务中心六个，新增护理型床位二百四十张，占比达百分之六十二。"[: WIDTH - 2]
LONG = "（一）健全分层分类的社会救助体系，推动民政事业高质量发展，不断增强人民群众的获得感，建成服务中心并按照前款。"
NEXT = "（五）改造适老化家庭300户。"
SHORT = ["三、其他工作", "1、婚姻登记。开展全城通办。", "2、殡葬管理。推进惠民殡葬。", "3、区划地名。", "4、慈善。"]


def set_in(rows: list[str], *, indent: int = 2) -> list[Placed]:
    return below_each_other(rows, left=72 + indent * 12)


def running(times: int = 4) -> list[Placed]:
    """A page of paragraphs of two lines, which shows the edge."""
    rows = [row for _ in range(times) for row in (("　　" + LONG)[:WIDTH], ("　　" + LONG)[WIDTH:])]
    return [(72 + 24 * row.startswith("　　"), top, size, row.strip()) for _, top, size, row in below_each_other(rows)]


def test_each_line_of_such_a_page_is_a_paragraph_where_another_page_shows_the_edge(tmp_path: Path) -> None:
    page = ["二、养老服务", FULL, NEXT, *SHORT]
    path = made(tmp_path / "a.pdf", running(), set_in(page))
    assert lines(path) == [LONG] * 4 + page


def test_a_number_below_a_full_line_begins_a_paragraph_where_no_page_of_its_kind_shows_the_edge(tmp_path: Path) -> None:
    """Two such columns of another width than the page before have no edge to be measured from."""
    page = [*running(), *below_each_other([FULL.replace("，", "")[:30] + "。", NEXT, *SHORT], left=330, top=400)]
    assert NEXT in lines(made(tmp_path / "a.pdf", page))


@pytest.mark.parametrize("shift", [24, 36])
def test_a_page_whose_text_is_set_back_as_a_whole_is_joined_as_before(shift: float, tmp_path: Path) -> None:
    body = "甲" * int(WIDTH - shift / 12)
    page = below_each_other([body] * 7 + ["乙。"], left=72 + shift)
    assert lines(made(tmp_path / "a.pdf", running(), page))[-1] == body * 7 + "乙。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("（一）按照社会救助暂行办法的规定给予临时救助，具体标准按照第三条", "（二）项的规定执行，不得降低标准。"),
        ("（一）城市低保标准提高到上年的一点三倍，农村低保标准提高到上年的", "1.3倍，确保困难群众基本生活。"),
        ("（一）全面完成年度目标任务，城乡低保标准调整工作的完成时限为当年", "2027年6月底前，逾期通报。"),
        ("（一）建立台账，压实责任，加强监管。主要任务有两项：（1）健全制度。", "（2）加强监管，确保资金安全。"),
    ],
)
def test_a_line_at_the_edge_that_begins_with_a_figure_goes_on_within_an_indented_paragraph(
    before: str, after: str, tmp_path: Path
) -> None:
    row = "（一）" + before[3:].rjust(WIDTH - 5, "甲")
    page = running()
    top = page[-1][1]
    paragraph = [(96.0, top + 20, 12.0, row), (72.0, top + 40, 12.0, after)]
    assert lines(made(tmp_path / "a.pdf", [*page, *paragraph]))[-1] == row + after


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("breaks", range(3, 12))
def test_units_of_a_docx_are_those_of_its_pdf_and_ofd(breaks: int, columns: int, tmp_path: Path) -> None:
    items = [f"（{n}）改造适老化家庭{i}00户{'，建成助餐点' * (i % 4)}。" for i, n in enumerate("一二三四五六七八九", 1)]
    first = [LONG.replace("一", number, 1) for number in "一二三四五六七八九"[:breaks]]
    head = ["某某县民政局2027年工作要点", "一、社会救助"]
    text = "\n".join([*head, *first, "二、养老服务", *items, "三、其他工作", *items])
    make_pdf(tmp_path / "a.pdf", text, columns=columns)
    make_ofd(tmp_path / "a.ofd", text, lines=2 * breaks + 2)
    expected = [unit.label for unit in read_document(make_docx(tmp_path / "a.docx", text)).units]
    for name in ("a.pdf", "a.ofd"):
        assert [unit.label for unit in read_document(tmp_path / name).units] == expected
        assert paragraphs(read(tmp_path / name).text) == paragraphs(text)
