"""Where the article of a portal's page is, and what of the page is none of it.

The article is the element that portals name so (zoom, TRS_Editor, article-content…), or else the smallest one that
holds most of the running text (text outside of links). Navigation, scripts, hidden parts, share and print bars, lists
of attachments to download, related pages, and what the site says of itself (主办, ICP备) are left out. What the page says of itself beside the text (《政府网站发展指引》:
ArticleTitle; the table with 发文机关, 文号, 成文日期) is kept as facts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.readers.shown import BLOCKS, DOWNLOAD, lines_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = {
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "input",
    "textarea", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "img", "head", "link", "meta",
    "ucaptitle",
}  # fmt: skip
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:zoom|zoomcon|ucap-content|trs_editor|trs_ueditor|trs_preappend|vsb_content\w*|v_news_content|"
    r"article[-_]?con(?:tent)?|content[-_]article|pages_content|news[-_]?con(?:tent)?|art_?con|artibody|con_?text|"
    r"xxgk[-_]?content|wenzhang|text-?content|detail[-_]?con(?:tent)?|view|easysite-news-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare\w*|bshare\w*|social|print\w*|close|closewin|qrcode|ewm\w*|erweima|saoma|crumbs?|breadcrumbs?|"
    r"location|position|sitemap|nav\w*|menu\w*|sidebar|footer|foot|top-?bar|toolbar|tools?|relat\w*|xgxw|xgwz|xgjd|"
    r"recommend\w*|hot\w*|prev|next|pagination|pager|comment\w*|attachments?|annex|appendix|fujian|fj|filelist|"
    r"font-?size|zihao|article-attr|content_attr\d?|content_share|content_others|newsshare|subtitle-?info|accessible)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SITE_NAMED = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare\w*|bshare\w*|crumbs?|breadcrumbs?|sitemap|nav\w*|menu\w*|sidebar|footer\w*|foot(?!-?note)|"
    r"copy-?right|bottom\w*|rel|relat\w*|xgxw|xgwz|xgjd|xglj|recommend\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PLAIN_ARTICLE = re.compile(r"(?:^|[\s_-])(?:con|content|text|main|article)(?:$|[\s_-])", re.IGNORECASE)
_SITE = re.compile(r"ICP备(?!案)|公网安备|网站标识码|版权所有|保留所有权利|网站地图", re.IGNORECASE)
_OF_SITE = re.compile(
    r"^(?:主办|承办|协办|地址|邮编|技术支持|运行维护|运维|联系我们|关于我们|网站声明|隐私|copyright|建议使用)",
    re.IGNORECASE,
)
_RELATED = re.compile(r"相关(?:新闻|文档|文章|链接|解读|政策|稿件|阅读|报道|信息)[:：]?")
_FOOT = re.compile(
    r"(?:【?\s*打印.{0,20}|【?\s*关闭.{0,20}|分享到.{0,20}|扫一扫.{0,20}|上一[篇条][:：].{0,80}|下一[篇条][:：].{0,80}|附件下载[:：]?|"
    r"相关(?:附件|新闻|文档|文章|链接|解读|政策|稿件|阅读|报道|信息|推荐|文件下载)[:：]?|(?:推荐|延伸|热门)(?:阅读|文章|新闻)[:：]?|猜你喜欢)$"
)
_EDGE = re.compile(
    r"^(?:【?\s*(?:打印|关闭|收藏|纠错|返回)[^，。]{0,12}】?|分享到?[:：]?.{0,20}|【?(?:浏览)?字[体号](?:大小)?\s*[:：].{0,20}|时间\s*[:：][\d\s:：.年月日-]{6,24}|扫一扫.{0,20}|"
    r"(?:信息|文章|稿件)?来源\s*[:：].{0,40}|发[布文表]?(?:日期|时间)\s*[:：].{0,40}|(?:浏览|访问|阅读|点击)(?:次数|量|数)?\s*[:：].{0,12}|"
    r"(?:责任)?编辑\s*[:：].{0,20}|作者\s*[:：].{0,20}|相关(?:附件|新闻|文档|链接|解读|政策|稿件|阅读)[:：]?.{0,20}|附件下载[:：]?|"
    r"上一[篇条].{0,80}|下一[篇条].{0,80}|您?(?:当前|现在)?(?:所在)?(?:的)?位置\s*[:：].{0,80}|(?:首页\s*>).{0,80}|[A-Za-z+\-\s大中小]{1,12}|"
    r"(?:索引号|分类|主题分类|发文(?:机关|机构|单位)|发布机构|成文日期|生成日期|发布日期|文\s*号|发文字号|名\s*称|标\s*题|主题词|有效性|"
    r"公文种类|实施日期|失效日期|统一编号)\s*[:：].{0,120})$"
)
_PUBLISHED = re.compile(
    r"发[布表]?(?:日期|时间)\s*[:：]|来源\s*[:：]|(?:浏览|访问|阅读|点击)(?:次数|量|数)?\s*[:：]|字[号体]\s*[:：]|编辑\s*[:：]|作者\s*[:：]|分享|打印"
)
LONGEST_BAR = 120  # characters of the line below the title that says when and where the portal published it
_FACTS = {
    "issuer": r"(?:发文机[关构]|发文单位|发布机构|发布单位|制定机关)\s*[:：]?\s*([^\s:：]{2,60})",
    "document_number": r"(?:文\s*号|发文字号)\s*[:：]?\s*([^\s:：]{2,20}[〔\[（(]?(?:19|20)\d\d[〕\]）)]?\S{0,8}号)",
    "issued_on": r"(?:成文日期|发文日期|生成日期)\s*[:：]?\s*((?:19|20)\d\d\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2})",
}
_SENTENCE = re.compile(r"[，。；：！？]")
_WHOLE_SENTENCE = re.compile(r"[。；！？]")
LONGEST_SITE = 400  # characters of what a site says of itself at the end of its pages
FEWEST_CHARACTERS = 60  # of running text; a page with less is a list, and all its text counts
MOSTLY = 0.75  # share of the running text a child must hold for the article to lie within it
FEWEST_PARAGRAPHS = 3  # of a cell that holds an article
SHORT_PARAGRAPH = 20  # characters of running text; what portals print beside an article is shorter
FEW = 0.25  # share of the running text up to which a part named as furniture is dropped


def facts_of(root: HtmlElement) -> dict[str, str]:
    """What the page says beside the article: its title, and the table of issuer, number and date."""
    facts: dict[str, str] = {}
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            facts["title"] = " ".join((meta.get("content") or "").split())
    if "title" not in facts:
        heading = next((h for h in root.iter("h1") if len(squeezed(h.text_content())) > 6), None)
        if heading is not None:
            facts["title"] = " ".join(heading.text_content().split())
    words = " ".join(" ".join(piece.split()) for piece in root.itertext() if piece.strip())[:60_000]
    for name, pattern in _FACTS.items():
        if match := re.search(pattern, words):
            facts[name] = match.group(1).strip()
    return facts


def drop_unseen(root: HtmlElement) -> None:
    """Take out what is never text, and what the page hides; most of a page is hidden only until a script shows it."""
    whole = len(root.text_content())
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if (
            not isinstance(element.tag, str)
            or element.tag in _DROPPED
            or element.get("title") in ("header", "footer")
            or (  # of LibreOffice
                _is_hidden(element) and len(element.text_content()) < MOSTLY * whole
            )
        ):
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def drop_site(root: HtmlElement) -> None:
    """Take out what belongs to the site, however short the article is: footers, navigation, lists of related pages."""
    for element in list(root.iter(*BLOCKS)):
        if element.tag in ("body", "html") or element is root or element.getparent() is None:
            continue
        if _holds_article(element):
            continue
        if _reads_as_site(element):
            while (above := element.getprevious()) is not None and _is_contact(above):
                above.drop_tree()
            element.drop_tree()
        elif _is_named_site(element):
            element.drop_tree()


def _holds_article(element: HtmlElement) -> bool:
    return any(
        inside.tag == "h1" or _ARTICLE.search(_name(inside)) or _PLAIN_ARTICLE.search(_name(inside))
        for inside in element.iter()
    )


def _is_named_site(element: HtmlElement) -> bool:
    """Whether a part is called so and says no sentence: a portal may never close the part that it calls so."""
    if not _SITE_NAMED.search(_name(element)):
        return False
    text = element.text_content()
    return "。" not in text or bool(len(text) <= LONGEST_SITE and _SITE.search(text))


def _reads_as_site(element: HtmlElement) -> bool:
    text = element.text_content()
    if len(text) > 2 * LONGEST_SITE or not (_SITE.search(text) or _RELATED.match(text.strip())):
        return False
    lines = [line.strip() for line in lines_of(element)]
    if lines and _RELATED.fullmatch(lines[0]):
        return _masses(element, None)[element] == len(squeezed(lines[0]))  # links and nothing else
    return len(text) <= LONGEST_SITE and all(says_site(line) or _OF_SITE.match(line) for line in lines)


def _is_contact(element: HtmlElement) -> bool:
    text = element.text_content().strip()
    return bool(_OF_SITE.match(text)) and len(text) <= LONGEST_BAR and "。" not in text


def says_site(line: str) -> bool:
    """Whether a line says whose the site is and how it is registered."""
    return "。" not in line and len(line) <= LONGEST_BAR and bool(_SITE.search(line))


def _name(element: HtmlElement) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def weigh(root: HtmlElement) -> dict[HtmlElement, int]:
    """The running text of every element: its characters outside of links, in pieces with the marks of sentences."""
    mass = _masses(root, _SENTENCE)
    return mass if mass[root] >= FEWEST_CHARACTERS else _masses(root, None)


def _masses(root: HtmlElement, only: re.Pattern[str] | None) -> dict[HtmlElement, int]:
    def running(text: str | None) -> int:
        return len(squeezed(text)) if text and (only is None or only.search(text)) else 0

    mass: dict[HtmlElement, int] = {}
    stack: list[tuple[HtmlElement, bool, bool]] = [(root, False, False)]
    while stack:
        current, in_link, visited = stack.pop()
        if not visited:
            stack.append((current, in_link, True))
            stack.extend((child, in_link or child.tag == "a", False) for child in current)
            continue
        own = 0 if in_link else running(current.text)
        for child in current:
            own += mass[child] + (0 if in_link else running(child.tail))
        mass[current] = own
    return mass


def article_of(root: HtmlElement, mass: dict[HtmlElement, int]) -> HtmlElement:
    current = _named_article(root, mass)
    while True:
        children = [child for child in current if child.tag in BLOCKS]
        inner = max(children, key=lambda child: mass[child], default=None)
        if inner is not None and inner.tag == "table":
            inner = _layout_cell(inner, mass)
        if (
            inner is None
            or mass[inner] < MOSTLY * mass[current]
            or inner.tag in ("p", "table", "tbody", "tr", "ul", "ol")
            or any(child.tag == "p" and _is_running(child, mass) for child in children)
        ):
            return current
        current = inner


def _named_article(root: HtmlElement, mass: dict[HtmlElement, int]) -> HtmlElement:
    """The element that portals name so, if it holds enough of the running text or most whole sentences; else the root."""
    named = [element for element in mass if _ARTICLE.search(_name(element)) or element.tag in ("article", "main")]
    best = max(named, key=lambda element: mass[element], default=None)
    if best is not None and mass[best] >= mass[root] * 0.4:
        return best
    said = _masses(root, _WHOLE_SENTENCE)
    for candidates in (named, [element for element in mass if _PLAIN_ARTICLE.search(_name(element))]):
        best = max(candidates, key=lambda element: said[element], default=None)
        if best is not None and said[root] and said[best] >= MOSTLY * said[root]:
            return best
    return root


def _layout_cell(table: HtmlElement, mass: dict[HtmlElement, int]) -> HtmlElement:
    """The cell that holds the article where a table only places it on the page, else the table."""
    cell = max(table.iter("td", "th"), key=lambda child: (mass[child], -len(list(child.iter()))), default=table)
    paragraphs = sum(1 for inside in cell.iter("p", "div", "br"))
    return cell if mass[cell] >= MOSTLY * mass[table] and paragraphs >= FEWEST_PARAGRAPHS else table


def _is_running(paragraph: HtmlElement, mass: dict[HtmlElement, int]) -> bool:
    """Whether a paragraph is text of the article: beside what looks like the article, it shows that a tag is unclosed."""
    return mass[paragraph] >= SHORT_PARAGRAPH and "。" in paragraph.text_content()


def drop_furniture(article: HtmlElement, mass: dict[HtmlElement, int]) -> None:
    limit = FEW * mass[article]
    for element in list(article.iter()):
        if element is article or element.getparent() is None:
            continue
        to_file = element.tag == "a" and DOWNLOAD.search(element.get("href") or "")  # `lines_of` tells text from lists
        if not to_file and mass.get(element, 0) <= limit and _FURNITURE.search(_name(element)):
            element.drop_tree()


def without_bars(lines: list[str], title: str) -> list[str]:
    """Without the bars above and below the article, and without the one below its title."""
    first, last = 0, len(lines)
    while first < last and is_bar(lines[first]):
        first += 1
    of_site = False
    while last > first and (
        is_bar(lines[last - 1]) or says_site(lines[last - 1]) or (of_site and _OF_SITE.match(lines[last - 1].strip()))
    ):
        last -= 1
        of_site = of_site or says_site(lines[last])
    kept = lines[first:last]
    if title and kept and squeezed(kept[0]) == squeezed(title):
        while len(kept) > 1 and _is_publication(kept[1]):
            del kept[1]
    return kept


def opens_foot(line: str) -> bool:
    """Whether a line stands at the end of an article, above what portals print below each of theirs."""
    return bool(_FOOT.match(line.strip())) or says_site(line)


def is_bar(line: str) -> bool:
    """Whether a line is one that portals print above or below an article."""
    return bool(_EDGE.match(line.strip())) or _is_publication(line)


def _is_publication(line: str) -> bool:
    """Whether a line is the portal's: 发布时间：2024-03-06 来源：县民政局 浏览次数：123."""
    return len(line) <= LONGEST_BAR and "。" not in line and len(_PUBLISHED.findall(line)) >= 2


def squeezed(text: str) -> str:
    return "".join(text.split())
