"""A table of contents is neither outline nor title, wherever it stands and however its pages are set."""

from __future__ import annotations

import pytest

from ingest.reader import document_from_text
from ingest.records import Document

TITLE = "青禾县民政局2025年民政工作要点"
BODY = (
    "一、总体要求\n坚持以人民为中心。\n（一）基本原则\n统筹安排，分步实施。\n（二）工作目标\n新增床位600张。\n"
    "二、重点任务\n加强社区服务。\n三、保障措施\n压实责任。\n"
)
HEADINGS = ("一、总体要求", "（一）基本原则", "（二）工作目标", "二、重点任务", "三、保障措施")
PAGES = {
    "leaders": "{}........{}", "ellipsis": "{}………… {}", "tab": "{}\t{}", "blank": "{} {}", "ideographic": "{}　{}",
    "dashes": "{} - {} -", "dash": "{}—{}—", "brackets": "{}（{}）",
}  # fmt: skip


def document(text: str) -> Document:
    return document_from_text(text, source="a.txt")


def labels(text: str) -> list[str]:
    return [unit.label for unit in document(text).units if unit.number is not None]


def listed(style: str, pages: tuple[str, ...] = ("1", "1", "2", "3", "5")) -> str:
    return "".join(PAGES[style].format(h, page) + "\n" for h, page in zip(HEADINGS, pages, strict=True))


@pytest.mark.parametrize("style", PAGES)
@pytest.mark.parametrize("heading", ["目录", "目　录", "目 次", "目录 -", "目录：", "— 目 录 —"])
def test_a_contents_before_or_behind_the_title_leaves_title_and_outline_as_they_are(style: str, heading: str) -> None:
    for text in (f"{heading}\n{listed(style)}{TITLE}\n{BODY}", f"{TITLE}\n{heading}\n{listed(style)}{BODY}"):
        assert document(text).metadata.title == TITLE
        assert labels(text) == ["一、", "（一）", "（二）", "二、", "三、"]
        assert not document(text).findings


@pytest.mark.parametrize("style", ["leaders", "blank", "dashes"])
@pytest.mark.parametrize("pages", [("I", "I", "II", "III", "IV"), ("i", "ii", "iii", "iv", "v"), tuple("ⅠⅠⅡⅢⅣ")])
def test_pages_may_be_roman(style: str, pages: tuple[str, ...]) -> None:
    text = f"目录\n{listed(style, pages)}{TITLE}\n{BODY}"
    assert (document(text).metadata.title, len(labels(text))) == (TITLE, 5)


def test_a_contents_without_pages_ends_before_the_title() -> None:
    text = f"目录\n一、总体要求\n二、重点任务\n三、保障措施\n{TITLE}\n{BODY}"
    assert (document(text).metadata.title, len(labels(text))) == (TITLE, 5)


def test_a_contents_without_numbers_ends_where_its_first_entry_comes_again() -> None:
    text = f"目录\n总体要求\n重点任务\n保障措施\n{TITLE}\n{BODY}"
    assert (document(text).metadata.title, len(labels(text))) == (TITLE, 5)


def test_a_contents_of_several_documents_hides_no_number_of_the_first() -> None:
    text = f"目录\n青禾县养老服务条例 ………… 1\n关于加强村级服务的通知 ………… 5\n{TITLE}\n{BODY}"
    assert (document(text).metadata.title, len(labels(text))) == (TITLE, 5)


def test_an_entry_on_two_lines_belongs_to_the_contents_as_a_whole() -> None:
    text = f"目录\n一、总体要求 1\n二、进一步做好困难群众救助工作的重点任\n务和分工 3\n{TITLE}\n{BODY}"
    assert (document(text).metadata.title, len(labels(text))) == (TITLE, 5)


def test_numbers_below_a_heading_of_contents_that_do_not_come_again_are_the_outline() -> None:
    assert labels("服务事项目录\n目录\n一、社会救助事项\n低保\n二、养老服务事项\n高龄津贴\n") == ["一、", "二、"]


@pytest.mark.parametrize("above", ["当前位置：首页 > 政务公开", "内部资料 注意保存", "特急", "附件：", "附件1"])
def test_what_stands_above_a_title_is_no_part_of_it(above: str) -> None:
    assert document(f"{above}\n{TITLE}\n{BODY}").metadata.title == TITLE


def test_a_text_that_begins_with_the_title_of_an_annex_has_that_title() -> None:
    assert document(f"附件：{TITLE}\n{BODY}").metadata.title == TITLE


def test_the_issuer_on_a_line_above_the_year_is_read() -> None:
    assert document(f"青禾县民政局\n2025年民政工作要点\n{BODY}").issuer == "青禾县民政局"
