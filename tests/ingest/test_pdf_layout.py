"""How lines that writers place on a page become paragraphs again: what each kind of writer does differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_files import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.reader import read_document
from ingest.readers import read
from ingest.readers.layout import text_of
from ingest.readers.placed import Fragment, Page

Placed = tuple[float, float, float, str]
"""Left, distance from the top, size, text."""


def made(path: Path, *pages: Iterable[Placed]) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        for left, top, size, text in page:
            canvas.setFont(FONT, size)
            canvas.drawString(left, A4[1] - top, text)
        canvas.showPage()
    canvas.save()
    return path


def below_each_other(lines: Iterable[str], *, top: float = 80, left: float = 72) -> list[Placed]:
    return [(left, top + 20 * i, 12, line) for i, line in enumerate(lines)]


def lines(path: Path) -> list[str]:
    return read(path).text.rstrip("\n").split("\n")


def test_quotation_marks_that_are_drawn_after_their_line_stand_where_they_are_seen(tmp_path: Path) -> None:
    """LibreOffice draws the run of one font with gaps, and the marks of another font into them afterwards."""
    page = [
        *below_each_other(["（一）实施软硬协同", "正文。" * 12]),
        (72 + 9 * 12 + 6, 80, 12, "策源攀高"),
        (72 + 13 * 12 + 12, 80, 12, "创新行动"),
        (72 + 9 * 12 + 1, 80, 6, "“"),
        (72 + 13 * 12 + 7, 80, 6, "”"),
    ]
    assert lines(made(tmp_path / "a.pdf", page))[0] == "（一）实施软硬协同“策源攀高”创新行动"


def test_lines_broken_after_so_many_characters_are_joined_though_figures_make_them_short(tmp_path: Path) -> None:
    sentence = "2024年全市12345人纳入低保共发放补贴资金98765.43万元比上年同期提高10.5个百分点；"
    paragraphs = [f"　　{sentence * n}。" for n in (1, 2, 3, 1, 2)]
    broken = [p[i : i + 30] for p in paragraphs for i in range(0, len(p), 30)]
    assert lines(made(tmp_path / "a.pdf", below_each_other(broken))) == [p.strip() for p in paragraphs]


def test_the_entries_of_a_table_of_contents_stay_apart(tmp_path: Path) -> None:
    contents = [
        f"{label}{'.' * 60}{page}" for label, page in (("一、总体要求", 1), ("二、主要任务", 3), ("三、保障", 9))
    ]
    found = lines(made(tmp_path / "a.pdf", below_each_other(["目　录", *contents, "一、总体要求", "正文。"])))
    assert found[1:4] == contents


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_the_running_head_of_a_short_text_is_left_out(pages: int, tmp_path: Path) -> None:
    body = below_each_other(
        ["关于做好低保工作的通知", "一、提高低保标准，扩大覆盖范围，加强资金监管，做好各项工作。", "正文。"]
    )
    more = [below_each_other([f"{n}、第{n}页另有正文。" * 3]) for n in "二三"]
    path = made(tmp_path / "a.pdf", *([(72, 40, 9, "内部资料　注意保存"), *page] for page in [body, *more][:pages]))
    assert "内部资料" not in read(path).text
    assert read_document(path).metadata.title == "关于做好低保工作的通知"


@pytest.mark.parametrize(("top", "kept"), [(50, 0), (100, 2)])
def test_what_two_pages_repeat_in_the_margin_is_a_running_head_of_any_size(top: int, kept: int, tmp_path: Path) -> None:
    pages = [[(200, top, 12, "内部资料"), *below_each_other([f"第{n}页的正文。"], top=150)] for n in "一二"]
    assert read(made(tmp_path / "a.pdf", *pages)).text.count("内部资料") == kept


@pytest.mark.parametrize("left", [72, 250, 420])
@pytest.mark.parametrize("title_size", [12, 18])
def test_a_head_in_body_type_in_the_margin_of_a_single_page_is_left_out(
    left: int, title_size: int, tmp_path: Path
) -> None:
    title = (72, 84, title_size, "某某市民政局2025年工作要点")
    body = below_each_other(["一、总体要求", "坚持以人民为中心，保障基本生活。"], top=120)
    document = read_document(made(tmp_path / "a.pdf", [(left, 42, 12, "民政工作文件汇编"), title, *body]))
    assert document.text.startswith("某某市民政局2025年工作要点\n")
    assert document.metadata.title == "某某市民政局2025年工作要点"


def test_a_foot_in_body_type_in_the_margin_of_a_single_page_is_left_out(tmp_path: Path) -> None:
    body = below_each_other(["关于做好低保工作的通知", "一、提高低保标准，扩大覆盖范围。"])
    assert lines(made(tmp_path / "a.pdf", [*body, (250, 800, 12, "民政局办公室编印")]))[-1].endswith("范围。")


@pytest.mark.parametrize(
    "line",
    [
        "关于做好低保工作的通知",
        "附件1",
        "某民发〔2025〕3号",
        "一、总体要求",
        "2025年3月1日",
        "本办法自印发之日起施行。",
    ],
)
def test_what_says_something_is_no_head_though_it_stands_in_the_margin(line: str, tmp_path: Path) -> None:
    page = [(72, 36, 12, line), *below_each_other(["各区民政局要加强资金监管，做好今年的各项工作。"] * 2, top=90)]
    assert lines(made(tmp_path / "a.pdf", page))[0] == line


def test_a_head_that_stands_where_text_may_stand_is_kept_and_not_glued_to_the_title(tmp_path: Path) -> None:
    page = [(300, 68, 12, "民政工作文件汇编（内部资料注意保存）之一"), (96, 98, 12, "某某市民政局2025年工作要点")]
    text = below_each_other(["　　一、提高低保标准，扩大覆盖范围，加强资金监管，做好各项工作。"] * 4, top=118)
    assert lines(made(tmp_path / "a.pdf", [*page, *text]))[:2] == [page[0][3], page[1][3]]


def test_the_last_page_has_the_margins_of_the_others(tmp_path: Path) -> None:
    full = "为做好全市民政工作提高困难群众基本生活保障水平现就有关事项通知"
    page = below_each_other([full] * 20)
    ending = [
        *below_each_other(["如下并请遵照执行。"]),
        *below_each_other(["某某市民政局", "2024年2月19日"], top=120, left=300),
    ]
    assert lines(made(tmp_path / "a.pdf", page, ending))[-2:] == ["某某市民政局", "2024年2月19日"]


def test_a_title_that_is_centred_over_two_lines_is_one_paragraph(tmp_path: Path) -> None:
    title = [(72 + 60, 80, 22, "某某市人民政府关于印发城乡"), (72 + 120, 112, 22, "居民养老服务体系")]
    body = below_each_other(["为做好全市民政工作提高困难群众基本生活保障水平现就有关事项通知如下" * 1] * 3, top=160)
    assert lines(made(tmp_path / "a.pdf", [*title, *body]))[0] == "某某市人民政府关于印发城乡居民养老服务体系"


def test_a_blank_between_two_names_that_is_only_a_gap_is_kept(tmp_path: Path) -> None:
    page = [
        (72, 80, 12, "广州市医疗保障局"),
        (72 + 8 * 12 + 7, 80, 12, "广州市财政局"),
        *below_each_other(["正文。" * 12], top=110),
    ]
    assert lines(made(tmp_path / "a.pdf", page))[0] == "广州市医疗保障局 广州市财政局"


def test_a_line_that_ends_with_the_beginning_of_an_ordinal_goes_on(tmp_path: Path) -> None:
    text = ["目标是地区生产总值增长百分之六左右其中第", "一、第二、第三产业增加值分别增长。", "甲" * 24]
    assert lines(made(tmp_path / "a.pdf", below_each_other(text)))[0] == text[0] + text[1]


def test_the_head_of_a_table_on_two_of_three_pages_is_kept(tmp_path: Path) -> None:
    table = [(72, 80, 12, "序号"), (200, 80, 12, "指标"), (72, 100, 12, "1"), (200, 100, 12, "床位")]
    path = made(tmp_path / "a.pdf", below_each_other(["某某市目标任务分解表", "如下。"], top=90), table, table)
    assert lines(path).count("序号\t指标") == 2


FRAGMENTS = st.builds(
    lambda text, left, top, width, height, size: Fragment(text, left, top, left + width, top + height, size),
    st.text(min_size=1, max_size=20, alphabet="一二三、（）1.附件是。，abc 年月日〔〕号"),
    st.floats(-50, 900),
    st.floats(-50, 900),
    st.floats(0, 600),
    st.floats(0, 40),
    st.sampled_from([0.0, 0.5, 9.0, 12.0, 14.0, 22.0]),
)
PAGES = st.builds(lambda found: Page(595.0, 842.0, tuple(found)), st.lists(FRAGMENTS, max_size=40))


@settings(max_examples=80, deadline=None)
@given(st.lists(PAGES, max_size=4))
def test_no_arrangement_of_fragments_fails_or_adds_a_character(pages: list[Page]) -> None:
    drawn = Counter(c for page in pages for fragment in page.fragments for c in fragment.text if not c.isspace())
    assert not Counter(c for c in text_of(pages) if not c.isspace()) - drawn


def test_a_document_number_has_a_line_of_its_own(tmp_path: Path) -> None:
    title = "某某市人民政府办公室关于印发某某市公共租赁住房管理办法的通知"
    path = made(
        tmp_path / "a.pdf", below_each_other([title, "某府办规〔2024〕13号", "各区人民政府，市政府各部门：", title])
    )
    assert read_document(path).metadata.document_number == "某府办规〔2024〕13号"
    assert lines(path)[0] == title


@pytest.mark.parametrize(
    ("full", "following", "begins"),
    [
        ("一是健全机制，压实责任，确保各项工作任务落到实处取得实效。", "二是加强监管。", True),
        ("主要做好以下工作：（一）健全机制压实责任落到实处取得实效；", "（二）加强监管。", False),
        ("健全机制，压实责任，确保各项工作任务落到实处并且取得实效。", "（二）加强监管。", True),
    ],
)
def test_without_indent_a_number_below_a_full_line_begins_a_paragraph_unless_it_counts_on(
    full: str, following: str, begins: bool, tmp_path: Path
) -> None:
    text = ["甲" * len(full), "乙。", full, following]
    assert (lines(made(tmp_path / "a.pdf", below_each_other(text)))[-1] == following) is begins


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_that_is_turned_reads_as_it_is_read(degrees: int, declared: bool, tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    width, height = A4
    canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[degrees])
    canvas.rotate(degrees)
    texts = [
        "某某县民政局2025年工作要点",
        "一、提高标准",
        "城市低保标准不低于780元，农村低保标准不低于6800元。",
        "二、监管",
    ]
    for left, top, size, text in below_each_other(texts):
        canvas.setFont(FONT, size)
        canvas.drawString(left, (width if degrees % 180 else height) - top, text)
    if declared:
        canvas.setPageRotation(degrees)
    canvas.showPage()
    canvas.save()
    assert lines(path) == texts


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("设备符合RTCA DO-", "178C标准的要求", "设备符合RTCA DO-178C标准的要求"),
        ("构筑一条连接“成果-", "产业”的快速通道", "构筑一条连接“成果-产业”的快速通道"),
        ("a long word at the end of the regu-", "lations", "a long word at the end of the regulations"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_unless_it_breaks_a_word(
    left: str, right: str, joined: str, tmp_path: Path
) -> None:
    assert read(made(tmp_path / "a.pdf", below_each_other([left, right]))).text.rstrip("\n") == joined


def test_the_first_number_below_a_title_that_is_the_longest_line_begins_a_paragraph(tmp_path: Path) -> None:
    text = ["某市民政局2018年工作要点", "一、社会救助", "（一）每月500元。"]
    assert lines(made(tmp_path / "a.pdf", below_each_other(text))) == text
