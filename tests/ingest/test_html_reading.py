"""Pages of government portals: the article and nothing around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.reader import read_document
from ingest.readers.html import read_page

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="某某市民政局关于印发2025年工作要点的通知">
<title>通知_某某市民政局</title><style>p{{}}</style></head><body>
<div class="header"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/hd">互动交流</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; 通知公告</div>
<table class="info"><tr><td>索引号：</td><td>0123</td><td>发文机关：</td><td>某某市民政局</td></tr>
<tr><td>文　号：</td><td>某民发〔2025〕3号</td><td>成文日期：</td><td>2025年01月20日</td></tr></table>
<div class="{article}"><p style="text-align:center">【字体：大 中 小】</p>
<p>　　一、总体要求</p><p>　　坚持以人民为中心，
推动高质量发展，做好各项民政工作，兜住兜准兜牢民生底线。</p>
<p>　　（一）提高标准。城市低保标准不低于当地最低工资的20%。</p>
<p>　　（二）扩大范围。覆盖更多困难群众。<br>　　二、保障措施</p>
<table><tr><th>指标</th><th>目标</th></tr><tr><td>床位</td><td>600张</td></tr></table>
<p>　　加强组织领导，压实工作责任，确保各项任务落到实处。</p>
<p><a href="/f/a.docx">1.任务分工表.docx</a></p>
<div class="share">分享到：<a href="#">微信</a></div><p style="display:none">隐藏的字</p>
<p>扫一扫在手机打开当前页</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">关于做好某项工作的通知</a></li></ul></div>
<script>var a="一、脚本里的字";</script>
<div class="footer">主办：某某市民政局　备案号：某ICP备1号</div></body></html>"""

EXPECTED = [
    "某某市民政局关于印发2025年工作要点的通知",
    "　　一、总体要求",
    "　　坚持以人民为中心，推动高质量发展，做好各项民政工作，兜住兜准兜牢民生底线。",
    "　　（一）提高标准。城市低保标准不低于当地最低工资的20%。",
    "　　（二）扩大范围。覆盖更多困难群众。",
    "　　二、保障措施",
    "指标\t目标",
    "床位\t600张",
    "　　加强组织领导，压实工作责任，确保各项任务落到实处。",
]


@pytest.mark.parametrize("article", ["TRS_Editor", "article-content", "whatever-the-portal-calls-it"])
def test_the_article_is_kept_and_the_portal_left_out(article: str) -> None:
    assert read_page(PAGE.format(article=article), "x").text.rstrip("\n").split("\n") == EXPECTED


def test_the_table_beside_the_article_gives_issuer_number_and_date(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE.format(article="zoom"), encoding="utf-8")
    m = read_document(path).metadata
    assert (m.issuer, m.document_number, m.issued_on, m.year) == (
        "某某市民政局",
        "某民发〔2025〕3号",
        "2025-01-20",
        2025,
    )


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8", "utf-16"])
def test_the_declared_encoding_is_followed(charset: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = PAGE.format(article="zoom").replace('charset="utf-8"', f'charset="{charset}"').replace("兜准", "兜准镕")
    path.write_bytes(page.encode("gb18030" if charset.startswith("gb") else charset))
    assert "兜准镕" in read_document(path).text


def test_numbers_that_only_an_ordered_list_prints_are_written_out() -> None:
    page = (
        "<html><body><div id='zoom'><ol><li>提高标准，扩大范围。</li><li>加强监管，"
        "压实责任。</li></ol></div></body></html>"
    )
    assert read_page(page, "x").text == "1. 提高标准，扩大范围。\n2. 加强监管，压实责任。\n"


def test_a_list_of_annexes_in_the_text_is_kept_with_its_links() -> None:
    page = "<body><div id='zoom'><p>各单位要认真抓好落实。</p><p>附件：1.<a href='/a.doc'>申报表</a></p></div></body>"
    assert read_page(page, "x").text == "各单位要认真抓好落实。\n附件：1.申报表\n"


@pytest.mark.parametrize(
    "entry",
    [
        "附件：<a class='cms-attachment' href='/a.pdf'>申报表</a>",
        "附件：<a class='cms-attachment' href='/a.pdf'>申报表.pdf</a>",
        "<a class='cms-attachment' href='/a.pdf'>附件：申报表.pdf</a>",
    ],
)
def test_an_annex_that_the_text_names_is_kept_though_the_portal_calls_its_link_an_attachment(
    entry: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<meta charset='utf-8'><body><div id='zoom'><p>各单位要认真抓好落实。</p><p>　{entry}</p></div></body>",
        encoding="utf-8",
    )
    assert read_document(path).metadata.annexes == ("申报表",)


def test_a_list_of_nothing_but_files_is_left_out() -> None:
    page = "<body><div id='zoom'><p>各单位要认真抓好落实。</p><p>1.<a href='/a.doc'>申报表.doc</a></p></div></body>"
    assert read_page(page, "x").text == "各单位要认真抓好落实。\n"


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    with pytest.raises(SourceError, match="没有文字"):
        read_document(path)


def test_real_portal_pages_lose_their_furniture(training_documents: Path) -> None:
    for path in sorted((training_documents / "guangzhou_html").glob("*.html")):
        text = read_document(path).text
        assert not any(
            word in text for word in ("网站标识码", "粤ICP备", "扫一扫在手机打开", "无障碍阅读", "分享到")
        ), path.name
        assert len(text) > 200, path.name


def test_the_header_and_footer_that_libreoffice_exports_are_left_out() -> None:
    page = (
        '<body><div title="header"><p>某某市人民政府公报</p></div><p>一、加强领导，压实责任。</p>'
        '<div title="footer"><p>第1页</p></div></body>'
    )
    assert read_page(page, "x").text == "一、加强领导，压实责任。\n"


def test_the_line_below_the_title_that_says_when_it_was_published_is_left_out() -> None:
    bar = "发布时间：2024-03-06 来源：县民政局 浏览次数：<span>123</span> 字号：【大 中 小】"
    page = f"<div><h1>某某县民政局2024年工作要点</h1><div>{bar}</div><p>来源：各乡镇上报。</p><p>一、甲。乙，丙。</p></div>"
    text = read_page(page, "a.html").text
    assert text.splitlines() == ["某某县民政局2024年工作要点", "来源：各乡镇上报。", "一、甲。乙，丙。"]


@pytest.mark.parametrize("paragraphs", [10, 300])
def test_a_page_that_never_closes_its_tags_is_read_whole(paragraphs: int) -> None:
    texts = [f"第{i}段讲的是养老服务，各地要抓好落实，确保按期完成。" for i in range(paragraphs)]
    page = "<html><body>" + "".join(f"<div><p>{text}</p>" for text in texts)
    assert read_page(page, "a.html").text.splitlines() == texts


def test_a_page_nested_too_deeply_to_be_read_is_refused(tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"<div><p>第{i}段，各地要抓好落实，确保按期完成任务。</p>" for i in range(1500))
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(SourceError, match="套得太深"):
        read_document(path)


SENTENCES = ["某某县民政局2025年工作要点", "一、提高标准，扩大范围。", "二、加强监管，压实责任。", "某某县民政局"]


@pytest.mark.parametrize(
    "page",
    [
        "<pre>{0}\n{1}\n{2}\n{3}</pre>",
        "<div style='white-space: pre-wrap'>{0}\n{1}\n{2}\n{3}</div>",
        "<table><tr><td><a href='1'>栏目一</a><a href='2'>栏目二</a></td><td><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p></td></tr></table>",
        "<p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p><p hidden>隐藏的，字。</p>",
        "<div style='display:none'><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p></div><p>载入中</p>",
    ],
)
def test_the_ways_of_portals_to_set_a_text_read_the_same(page: str) -> None:
    found = read_page(f"<html><body>{page.format(*SENTENCES)}</body></html>", "x").text.split("\n")
    assert [line for line in found if line != "载入中"][:-1] == SENTENCES


def test_a_table_of_cells_stays_a_table() -> None:
    rows = "".join(f"<tr><td>任务{i}，提高标准。</td><td>民政局，财政局。</td></tr>" for i in range(3))
    assert (
        read_page(f"<body><table>{rows}</table></body>", "x").text.split("\n")[0]
        == "任务0，提高标准。\t民政局，财政局。"
    )


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、"]),
        ("<ol style='list-style: simp-chinese-informal'>", ["一、", "二、"]),
        ("<ol type='a'>", ["a. ", "b. "]),
        ("<ol start='4'>", ["4. ", "5. "]),
        ("<ol style='list-style: none'>", ["", ""]),
    ],
)
def test_an_ordered_list_prints_its_numbers_in_its_style(opening: str, labels: list[str]) -> None:
    page = f"<body>{opening}<li>提高标准，扩大范围。</li><li>加强监管，压实责任。</li></ol></body>"
    texts = ["提高标准，扩大范围。", "加强监管，压实责任。"]
    assert read_page(page, "x").text.split("\n")[:2] == [a + b for a, b in zip(labels, texts, strict=True)]


def test_an_entry_may_name_its_own_number() -> None:
    page = "<body><ol><li>提高标准，甲。</li><li value='5'>加强监管，乙。</li><li>压实责任，丙。</li></ol></body>"
    assert [line[:2] for line in read_page(page, "x").text.split("\n")[:3]] == ["1.", "5.", "6."]


def test_every_annex_that_the_text_names_is_kept_though_each_is_a_link_to_its_file() -> None:
    page = (
        "<body><p>各单位要认真抓好落实。</p><p>附件：<a href='a.doc'>1.任务表.doc</a></p>"
        "<p><a href='b.xls'>2.指标表.xls</a></p><p>某某县民政局</p></body>"
    )
    assert read_page(page, "x").text.split("\n")[1:4] == ["附件：1.任务表.doc", "2.指标表.xls", "某某县民政局"]


@pytest.mark.parametrize("loader", ["<frame src='a.htm'>", "<iframe src='a.htm'></iframe>", "<script>x()</script>"])
def test_a_page_whose_text_comes_from_elsewhere_says_so(loader: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{loader}</body></html>", encoding="utf-8")
    with pytest.raises(SourceError, match="没有文字，正文由框架或脚本另外载入"):
        read_document(path)


FOOTER = (
    "<p>主办：某某市民政局　承办：某某市大数据中心</p><p>地址：某某市人民路1号　电话：0000-1234567</p>"
    "<p>某ICP备00000000号-1　网站标识码：0000000001</p>"
)
NOTICES = [
    ["各科室：", "一、放假三天。", "二、值班安排。"],
    ["各区县民政局：", "现将《某某市2027年民政工作要点》印发给你们，请结合实际认真贯彻落实。", "某某市民政局"],
    [
        "各科室：",
        "一、放假三天，从2月5日到2月7日，节前做好安全检查，值班人员到岗，遇有急事及时报告。",
        "二、值班安排。",
    ],
]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("article", ["class='con'", "id='zoom'", "class='TRS_Editor'", "class='q7'"])
@pytest.mark.parametrize("footer", ["<div class='footer'>{}</div>", "<div class='q8'>{}</div>", "{}"])
def test_the_footer_of_the_site_never_stands_for_a_short_notice(notice: list[str], article: str, footer: str) -> None:
    title = "某某市民政局关于2027年春节工作的通知"
    paragraphs = "".join(f"<p>{line}</p>" for line in notice)
    related = "<div class='q9'><h3>相关文章</h3><ul><li><a href='1'>某某市2026年民政工作要点</a></li></ul></div>"
    files = "<p>附件下载：<a href='1.docx'>任务表.docx</a></p>"
    page = f"<body><h1>{title}</h1><div {article}>{paragraphs}</div>{files}{related}{footer.format(FOOTER)}</body>"
    assert read_page(page, "x").text.splitlines() == [title, *notice]


def test_what_an_article_says_of_hosts_and_filing_is_no_footer() -> None:
    lines = ["一、活动安排，各地落实。", "主办单位：某某市民政局", "二、网站做好ICP备案，按时完成。", "地址：人民路1号"]
    page = "<body><div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div></body>"
    assert read_page(page, "x").text.splitlines() == lines


TITLE = "某某市民政局2027年工作要点"


@pytest.mark.parametrize(
    ("declared", "heading"),
    [
        (f"{TITLE}-某某市民政局", "<h2>{}</h2>"),
        (f"{TITLE}_通知公告_某某市政府门户网站", "<div class='title'>{}</div>"),
        (f"{TITLE} | 某某市民政局", ""),
        ("某某市民政局门户网站", "<h2>{}</h2>"),
        ("", "<h2>{}</h2>"),
    ],
)
def test_a_title_outside_the_article_is_found(declared: str, heading: str) -> None:
    head = f"<head><title>{declared}</title></head>"
    text = "<p>一、社会救助</p><p>健全分层分类的社会救助体系，推动民政事业高质量发展，不断增强群众的获得感。</p>" * 4
    bar = "<div>发布时间：2027-03-05 来源：某某市民政局 阅读：123次</div>"
    page = f"<html>{head}<body>{heading.format(TITLE)}{bar}<div class='content'>{text}</div></body></html>"
    reading = read_page(page, "x")
    assert (reading.facts["title"], *reading.text.splitlines()[:2]) == (TITLE, TITLE, "一、社会救助")


@pytest.mark.parametrize("declared", ["某某市民政局门户网站", "通知", "首页-某某市民政局"])
def test_the_name_of_a_site_is_no_title(declared: str) -> None:
    page = f"<html><head><title>{declared}</title></head><body><p>一、提高标准，扩大范围。</p></body></html>"
    assert "title" not in read_page(page, "x").facts


@pytest.mark.parametrize(
    ("entries", "kept"),
    [
        (("1.任务表.pdf", "2.指标表.xls"), ["附件：", "1.任务表.pdf", "2.指标表.xls"]),
        (("任务表.pdf", "指标表.xls"), ["附件："]),
    ],
)
def test_numbered_links_below_the_word_annexes_alone_are_those_of_the_document(
    entries: tuple[str, ...], kept: list[str]
) -> None:
    links = "".join(f"<p><a href='{entry}'>{entry}</a></p>" for entry in entries)
    end = "<p>某市社会保险基金管理中心</p><p>2025年3月27日</p>"
    page = f"<body><div id='zoom'><p>各单位要认真抓好落实。</p><p>附件：</p>{links}{end}</div></body>"
    assert read_page(page, "x").text.split("\n")[1:-3] == kept
