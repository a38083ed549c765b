"""Replies as HTML, made in one place for the chat and the quote page, so that escaping and numbering exist once.

The text of the answer, its numbered chips and the cards all come from the one array of citations of the reply.
A verbatim quote stands in an element of class `t`; its textContent is the quote, byte for byte. The result holds no
line break of its own, because Gradio would re-indent it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote as url_quote

from assistant.records import Answer, Citation, Reason, Refusal, Reply
from ingest.records import Document, Item
from ui.markup import element, escape, joined
from ui.plain import citation_text, restated, titled, year_text

MARKER = re.compile(r"\[(\d{1,3})\]")
LINE_BREAK = re.compile(r"\s*\n\s*")  # the text of an answer keeps a quote on one line, the page shows it as printed
PUNCTUATION = re.compile(r"[\s（）：“”]+")

HEADINGS = {
    Reason.NOT_IN_DOCUMENTS: "收录的文件里没有写明",
    Reason.SCOPE_NOT_COVERED: "不在收录范围内",
    Reason.ITEM_NOT_FOUND: "没有这一条",
    Reason.OUT_OF_DOMAIN: "不是工作要点能回答的问题",
    Reason.AMBIGUOUS: "问题还不够明确",
    Reason.EMPTY_QUESTION: "还没有问题",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that stand in a document exactly so."""

    text: str


def render_question(question: str) -> str:
    """What a person typed, inert."""
    return element("span", escape(question), class_="yd-q")


def render_reply(reply: Reply) -> str:
    """The whole reply: how it was understood, answer or refusal, follow-ups, and the cards of its sources."""
    parts = []
    if restated(reply):
        parts.append(element("div", "理解为：", element("b", escape(reply.understood)), class_="yd-understood"))
    if isinstance(reply, Answer):
        parts.append(_answer(reply))
        sources = reply.citations
    else:
        parts.append(_refusal(reply))
        sources = reply.nearest
    if reply.suggestions:
        parts.append(_suggestions(reply.suggestions))
    cards = [render_card(citation, cited=isinstance(reply, Answer)) for citation in sources]
    parts.append(element("div", *cards, class_="yd-cards"))
    return element("div", *parts, class_="yd-reply")


def _answer(answer: Answer) -> str:
    rows = [_row(row) for row in _rows(_pieces(answer.text, answer.citations))]
    return element("div", *rows, class_="yd-answer")


Piece = str | Quoted | Citation
"""A part of an answer's text: plain words, a verbatim quote, or the marker [n] of a citation."""


def _pieces(text: str, citations: tuple[Citation, ...]) -> Iterator[Piece]:
    """The text in order, nothing lost; a quote is known where it stands before its marker, as printed or in a line."""
    cited = {citation.n: citation for citation in citations}
    position = 0
    for marker in MARKER.finditer(text):
        citation = cited.get(int(marker[1]))
        if citation is None:
            continue
        for written in (citation.quote, LINE_BREAK.sub(" ", citation.quote)):
            place = text.rfind(written, position, marker.start())
            if place >= 0:
                yield text[position:place]
                yield Quoted(citation.quote)
                position = place + len(written)
                break
        yield text[position : marker.start()]
        yield citation
        position = marker.end()
    yield text[position:]


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces line by line; a line break inside a quote breaks no line."""
    row: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, str):
            row.append(piece)
            continue
        first, *others = piece.split("\n")
        row.append(first)
        for other in others:
            yield row
            row = [other]
    yield row


def _row(row: Sequence[Piece]) -> str:
    """One line: with a marker it stands beside its year and above its source, without it is plain words."""
    cited = [piece for piece in row if isinstance(piece, Citation)]
    if not cited:
        html = "".join(_piece(piece) for piece in row)
        return element("div", html, class_="yd-say") if html.strip() else ""
    first = cited[0]
    year = element("div", escape(str(first.year or "")), class_="yd-year")
    bare = all(_is_frame(piece, first) for piece in row if isinstance(piece, str))
    shown = [piece for piece in row if not isinstance(piece, str)] if bare else row
    words = element("div", *map(_piece, shown), class_="yd-words")
    source = element("div", joined([first.issuer, first.label], " · "), class_="yd-source")
    notes = [element("div", escape(citation.note), class_="yd-note") for citation in cited if citation.note]
    return element("div", year, element("div", words, source, *notes, class_="yd-body"), class_="yd-row")


def _is_frame(piece: str, citation: Citation) -> bool:
    """Whether words only say where the quote stands ("2023年（吉林省民政厅）二、（八）：“"): the row shows that."""
    rest = PUNCTUATION.sub("", piece)
    for known in (year_text(citation.year), citation.issuer or "", PUNCTUATION.sub("", citation.label)):
        rest = rest.replace(known, "", 1)
    return not rest


def _piece(piece: Piece) -> str:
    match piece:
        case Citation():
            return _chip(piece)
        case Quoted():
            return element("span", escape(piece.text), class_="t")
        case _:
            return escape(piece)


def _chip(citation: Citation) -> str:
    place = " ".join(filter(None, [citation.issuer, year_text(citation.year), citation.label]))
    hint = f"看第 {citation.n} 处原文：{place}"
    return element("a", str(citation.n), class_="yd-chip", href=quote_path(citation), title=hint)


def _refusal(refusal: Refusal) -> str:
    parts = [
        element("div", escape(HEADINGS[refusal.reason]), class_="yd-why"),
        *(element("div", escape(line), class_="yd-say") for line in refusal.text.split("\n") if line.strip()),
    ]
    if refusal.nearest:
        parts.append(element("div", "最接近的条目（不是答案）", class_="yd-hint"))
        parts += [_near(citation) for citation in refusal.nearest]
    return element("div", *parts, class_="yd-refusal")


def _near(citation: Citation) -> str:
    place = joined([year_text(citation.year), citation.issuer, citation.label], " ")
    link = element("a", place, class_="yd-near-link", href=quote_path(citation))
    return element("div", link, element("div", element("span", escape(citation.quote), class_="t")), class_="yd-near")


def _suggestions(suggestions: tuple[str, ...]) -> str:
    buttons = [element("button", escape(suggestion), class_="yd-ask") for suggestion in suggestions]
    return element("div", element("div", "可以接着问", class_="yd-hint"), *buttons, class_="yd-more")


def render_card(citation: Citation, *, cited: bool) -> str:
    """A source: the whole item with the quote highlighted, where it stands, and what can be done with it."""
    number = element("span", str(citation.n) if cited else "·", class_="yd-n")
    title = element("div", number, element("b", escape(citation.title)), class_="yd-title")
    place = element(
        "div", joined([citation.issuer, year_text(citation.year), citation.label], " · "), class_="yd-place"
    )
    words = element("div", highlighted(citation.item_text, citation.start, citation.end), class_="yd-text")
    note = element("div", escape(citation.note), class_="yd-note") if citation.note else ""
    actions = element(
        "div",
        element("a", "看全文", class_="yd-open", href=quote_path(citation)),
        element("button", "复制引文", class_="yd-copy"),
        element("span", escape(citation_text(citation)), class_="yd-copied"),
        class_="yd-actions",
    )
    return element("div", title, place, words, note, actions, class_="yd-card")


def highlighted(text: str, start: int, end: int) -> str:
    """The text with [start, end) marked; an empty range marks nothing. Blank lines at its end take no room."""
    if not 0 <= start < end <= len(text):
        start = end = 0
    shown = max(end, len(text.rstrip()))
    tail = element("span", escape(text[shown:]), class_="yd-tail") if text[shown:] else ""
    mark = element("mark", escape(text[start:end])) if end else ""
    return escape(text[:start]) + mark + escape(text[end:shown]) + tail


def quote_path(citation: Citation) -> str:
    """The address of the quote page, relative to the chat: links go on working behind any prefix."""
    return f"../s/{url_quote(citation.item_id, safe=':.')}?start={citation.start}&end={citation.end}"


def render_quote_page(item: Item, document: Document, *, start: int, end: int, style: str) -> str:
    """A page of its own for one item: works without scripts, prints well, may be sent to a colleague."""
    metadata = document.metadata
    facts = [metadata.issuer, metadata.document_number, year_text(metadata.year), item.label]
    heading = element("h1", escape(document.title))
    place = element("p", joined(facts, " · "), class_="yd-place")
    section = element("p", escape(item.section_title), class_="yd-section") if item.section_title else ""
    words = element("div", highlighted(item.text, start, end), class_="yd-text")
    notes = [element("p", escape(finding.message), class_="yd-note") for finding in document.findings_at(item)]
    foot = element(
        "p", f"原文逐字引自《{escape(titled(document.title))}》，编号 {escape(item.item_id)}。", class_="yd-foot"
    )
    back = element("p", element("a", "去提问", href="../ui/"), class_="yd-back")
    body = element("main", heading, place, section, words, *notes, foot, back, class_="yd-quote-page")
    return page(f"{year_text(metadata.year)} {item.label} {document.title}".strip(), body, style=style)


def render_message_page(title: str, message: str, *, style: str, reload_seconds: int | None = None) -> str:
    """A page with one sentence: starting, not found."""
    body = element("main", element("h1", escape(title)), element("p", escape(message)), class_="yd-message-page")
    return page(title, body, style=style, reload_seconds=reload_seconds)


def page(title: str, body: str, *, style: str, reload_seconds: int | None = None) -> str:
    """A complete page without scripts; `style` is the address of the style sheet."""
    refresh = f'<meta http-equiv="refresh" content="{reload_seconds}">' if reload_seconds else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{refresh}<title>{escape(title)}</title>"
        '<link rel="icon" href="../static/icon.svg">'
        f'<link rel="stylesheet" href="{escape(style)}"></head><body class="yd-page">{body}</body></html>'
    )
