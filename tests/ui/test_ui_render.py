"""What is shown is what is written: any text survives the way into a page, byte for byte, and stays inert."""

from __future__ import annotations

import inspect
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standin import ITEM_TEXT, QUOTE, answer, citation, refusal

from assistant.records import Reason, Reply
from ingest.reader import document_from_text
from ui.markup import element, escape
from ui.plain import citation_text, reply_text
from ui.render import highlighted, quote_path, render_question, render_quote_page, render_reply

HOSTILE = "<script>window.__x=1</script><img src=x onerror=alert(1)>&lt;\"' ~~1~~ **2** 5~10 `3` $$4$$ [链接](http://x)"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


class Reader(HTMLParser):
    """Collects the text of a page, of each element class, and the names of all elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.names: set[str] = set()
        self.by_class: dict[str, list[str]] = {}
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[list[str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        classes = [name for key, value in attrs if key == "class" for name in (value or "").split()]
        for name in [*classes, tag]:
            self.by_class.setdefault(name, []).append("")
        self._open.append([*classes, tag])

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for names in self._open:
            for name in names:
                self.by_class[name][-1] += data


def shown(reply: Reply) -> Reader:
    return Reader(render_reply(reply))


@given(TEXT)
def test_any_text_survives_escaping(text: str) -> None:
    assert Reader(element("p", escape(text))).text == text


@given(TEXT)
def test_any_text_survives_as_an_attribute(text: str) -> None:
    assert Reader(element("a", title=text)).attributes == [("title", text)]


@given(TEXT)
def test_gradio_cannot_indent_what_holds_no_line_break(text: str) -> None:
    html = render_question(text)
    assert inspect.cleandoc(html) == html
    assert Reader(html).text == text


@given(st.data())
def test_every_quote_stands_in_its_answer_and_in_its_card(data: st.DataObject) -> None:
    item_text = data.draw(TEXT.filter(lambda text: text.strip() != ""))
    start = data.draw(st.integers(0, len(item_text) - 1))
    end = data.draw(st.integers(start + 1, len(item_text)))
    cited = citation(quote=item_text[start:end], item_text=item_text)
    page = shown(answer("问", cited))
    assert page.by_class["t"] == [cited.quote]
    assert page.by_class["mark"] == [cited.quote]
    assert page.by_class["yd-text"] == [item_text]


@given(TEXT, st.integers(-5, 60), st.integers(-5, 60))
def test_highlighting_loses_nothing_for_any_range(text: str, start: int, end: int) -> None:
    assert Reader(highlighted(text, start, end)).text == text


def test_text_of_people_and_of_documents_stays_inert() -> None:
    cited = citation(quote=HOSTILE, item_text=HOSTILE, note=HOSTILE)
    for page in (shown(answer(HOSTILE, cited)), Reader(render_question(HOSTILE)), shown(refusal(HOSTILE))):
        assert page.names <= {"div", "span", "a", "b", "mark", "button"}
        assert all(name in {"class", "href", "title"} for name, _ in page.attributes)
        assert all((value or "").startswith("../s/") for name, value in page.attributes if name == "href")


def test_markers_become_chips_with_the_number_of_their_citation() -> None:
    text = f"2023年 二、（八）：“{QUOTE}”[1]\n又见“每县5~10个”[2]，不是[3]。"
    page = shown(answer("问", citation(1), citation(2, quote="每县5~10个"), text=text))
    assert page.by_class["yd-chip"] == ["1", "2"]
    assert page.by_class["t"] == [QUOTE, "每县5~10个"]
    assert page.by_class["yd-words"] == [f"{QUOTE}1", "又见“每县5~10个”2，不是[3]。"]


def test_a_quote_over_two_lines_is_one_row_with_its_line_break() -> None:
    item_text = "三、加强养老服务\n　　建设床位。"
    cited = citation(quote=item_text, item_text=item_text)
    for text in (f"“{item_text}”[1]", "“三、加强养老服务 建设床位。”[1]"):
        page = shown(answer("问", cited, text=text))
        assert page.by_class["t"] == [item_text]
        assert len(page.by_class["yd-row"]) == 1


def test_a_remark_without_a_source_is_no_row() -> None:
    page = shown(answer("问", text=f"“{QUOTE}”[1]\n2024年的文件没有写明。"))
    assert page.by_class["yd-say"] == ["2024年的文件没有写明。"]


def test_the_understood_question_is_shown_only_where_it_differs() -> None:
    assert "yd-understood" not in shown(answer("问")).by_class
    reply = answer("问")
    object.__setattr__(reply, "understood", "2024年的问")
    assert shown(reply).by_class["yd-understood"] == ["理解为：2024年的问"]
    assert "理解为：2024年的问" in reply_text(reply)


def test_a_comma_of_another_width_is_no_other_question() -> None:
    reply = answer("问，2024年的ＡＢ")
    object.__setattr__(reply, "understood", "问,2024年的 AB")
    assert "yd-understood" not in shown(reply).by_class
    assert "理解为" not in reply_text(reply)


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_has_a_heading_and_no_chips(reason: Reason) -> None:
    page = shown(refusal("问", reason))
    assert page.by_class["yd-why"][0]
    assert "yd-chip" not in page.by_class
    assert "yd-answer" not in page.by_class
    assert page.by_class["yd-ask"] == ["特困供养标准是多少"]


def test_a_doubt_about_the_place_stands_in_the_row_on_the_card_and_on_the_page_of_the_quote() -> None:
    page = shown(answer("问", citation(note="缺（七）")))
    assert page.by_class["yd-note"] == ["缺（七）", "缺（七）"]
    document = document_from_text("一、甲\n（一）乙：\n1.丙；\n2.丁\ufffd关于床位。\n（二）戊。\n", source="d.txt")
    doubtful, plain = document.items
    pages = [Reader(render_quote_page(item, document, start=0, end=1, style="")) for item in (doubtful, plain)]
    assert pages[0].by_class["yd-note"] == [finding.message for finding in document.findings]
    assert "yd-note" not in pages[1].by_class


def test_a_quote_has_an_address_of_its_own() -> None:
    start = ITEM_TEXT.index(QUOTE)
    assert quote_path(citation()) == f"../s/jilin-2023:2.8?start={start}&end={start + len(QUOTE)}"


def test_the_terminal_shows_every_quote_once_and_where_it_stands() -> None:
    place = "2023年 二、（八） 《2023年全省民政工作要点》（吉林省民政厅）  jilin-2023:2.8"
    text = reply_text(answer("问"))
    assert f"[1] {place}\n" in text
    assert text.count(QUOTE) == 1
    assert f"[1] {place}\n    {QUOTE}" in reply_text(answer("问", text="有[1]"))
    assert f"· {place}\n    {QUOTE}" in reply_text(refusal("问"))


def test_a_copied_citation_names_its_source() -> None:
    assert citation_text(citation()) == f"“{QUOTE}”（吉林省民政厅，《2023年全省民政工作要点》，2023年，二、（八））"
