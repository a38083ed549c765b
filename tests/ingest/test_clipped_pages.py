"""A page of a portal clipped as Markdown: the article is read, what the portal prints around it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reader import document_from_text, read_document
from ingest.records import Document

TITLE = "青禾县2025年民政工作要点"
ARTICLE = (
    "一、社会救助。全面提高城乡低保标准，做到应保尽保。",
    "二、养老服务。新增床位六百张，详见[实施方案](http://a.gov.cn/b.html)。",
    "青禾县民政局",
    "2025年3月1日",
)
ABOVE = "\n".join(
    f"*   [{name}](http://a.gov.cn/{n})" for n, name in enumerate("首页 政务公开 政务服务 繁體 互动交流".split())
)
BAR = "*   _![Image 1](http://a.gov.cn/i.png)_ 2025-03-02\n*   _![Image 2](http://a.gov.cn/j.png)_ 来源：青禾县民政局\n*   分享到"
BELOW = """相关附件

*   [实施方案.docx](http://a.gov.cn/1.docx)

相关新闻

*   [全县民政工作会议召开](http://a.gov.cn/2.html)
*   [民政局长走访慰问](http://a.gov.cn/3.html)
*   [养老床位建成](http://a.gov.cn/4.html)

扫一扫在手机打开当前页

[打印](javascript:window.print();)[关闭](javascript:void(0))

主办：青禾县人民政府 备案序号：[粤ICP备1号](http://a.gov.cn/5)

![Image 3](http://a.gov.cn/k.png)手机版
"""


def clipped(tmp_path: Path, *, head: str = "", article: tuple[str, ...] = ARTICLE, below: str = BELOW) -> Document:
    body = "\n\n".join(
        [ABOVE, "当前位置：[首页](http://a.gov.cn)>[要点](http://a.gov.cn/6)", f"# {TITLE}", BAR, *article, below]
    )
    path = tmp_path / "a.md"
    path.write_text(head + body, encoding="utf-8")
    return read_document(path)


@pytest.mark.parametrize(
    "head",
    [
        f"Title: {TITLE} - 青禾县人民政府门户网站\n\nURL Source: http://a.gov.cn/6.html\n\nMarkdown Content:\n",
        f'---\ntitle: "{TITLE}"\nsource: http://a.gov.cn/6.html\n---\n',
        "[登录](http://a.gov.cn/7)[注册](http://a.gov.cn/8)\n\n[长者助手](javascript:void(0);)\n\n",
    ],
)
def test_only_the_article_of_a_clipped_page_is_text(head: str, tmp_path: Path) -> None:
    document = clipped(tmp_path, head=head)
    assert (
        document.text == "\n".join([TITLE, *ARTICLE]).replace("[实施方案](http://a.gov.cn/b.html)", "实施方案") + "\n"
    )
    assert document.metadata.title == TITLE
    assert document.metadata.issuer == "青禾县民政局"
    assert {f.kind for f in document.findings} <= {"clipped_page", "front_matter"}


def test_what_was_left_out_of_a_clipped_page_is_counted_in_a_finding(tmp_path: Path) -> None:
    found = [f.message for f in clipped(tmp_path, head="Title: x\n\nMarkdown Content:\n").findings]
    assert any("行导航、分享、链接没有收入" in message for message in found)


def test_a_line_like_a_bar_with_most_of_the_text_below_it_ends_no_article(tmp_path: Path) -> None:
    article = (ARTICLE[0], "相关政策", *(f"{n}、全面落实各项民政政策，做好第{n}项工作。" for n in "二三四五六"))
    assert article[-1] in clipped(tmp_path, article=article).text


def test_the_summary_that_a_script_repeats_below_the_foot_is_left_out(tmp_path: Path) -> None:
    below = BELOW + "\n" + TITLE + " " + " ".join(ARTICLE[:1] * 3)
    assert clipped(tmp_path, below=below).text == clipped(tmp_path).text


def test_a_title_that_is_no_heading_is_found_by_the_name_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    head = f"Title: {TITLE}_青禾县民政局\n\nURL Source: http://a.gov.cn/6.html\n\nMarkdown Content:\n"
    bars = "时间：2025-03-20 10:57\n\n浏览字号：大 中 小\n"
    path.write_text("\n\n".join([head + ABOVE, TITLE, bars, *ARTICLE, BELOW]), encoding="utf-8")
    document = read_document(path)
    assert document.text.split("\n")[:2] == [TITLE, ARTICLE[0]]
    assert document.metadata.title == TITLE


def test_annexes_that_the_document_names_are_kept_though_they_are_links(tmp_path: Path) -> None:
    article = (*ARTICLE, "[附件1：床位计划表.xls](http://a.gov.cn/1.xls)")
    assert clipped(tmp_path, article=article).text.endswith("2025年3月1日\n附件1：床位计划表.xls\n")


def test_a_written_file_with_some_links_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"[上级文件](http://a.gov.cn)\n\n# {TITLE}\n\n{ARTICLE[0]}\n\n[附件](http://a.gov.cn/1)\n", encoding="utf-8"
    )
    assert read_document(path).text == f"上级文件\n{TITLE}\n{ARTICLE[0]}\n附件\n"


@pytest.mark.parametrize(
    ("sentence", "odd"),
    [("网站提供繁體版本。", False), ("改革開放以来。", False), ("原料精细开釆。", True), ("慈善会羵关于。", True)],
)
def test_a_single_traditional_character_of_a_word_is_no_damage(sentence: str, odd: bool) -> None:
    document = document_from_text("一、" + sentence + "全面提高城乡低保标准。" * 9, source="a.txt")
    assert bool([f for f in document.findings if f.kind == "odd_character"]) is odd
