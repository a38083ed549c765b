"""What can be cited, and how people name it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.reader import document_from_text
from ingest.records import Item

BODY = "要落实到位，压实各级责任，确保取得实效。" * 20


def items(text: str) -> tuple[Item, ...]:
    return document_from_text(text, source="d.txt").items


def test_a_heading_without_text_is_not_cited_but_named_by_its_items() -> None:
    _, item = items("一、总体要求\n正文。\n二、社会救助\n（一）提高标准。正文。\n")
    assert (item.item_id, item.section, item.item, item.section_title) == ("d:2.1", 2, 1, "社会救助")
    assert (item.label, item.title) == ("二、（一）", "提高标准")


def test_a_number_whose_only_sentence_is_its_heading_is_cited() -> None:
    found = items("1.持卡可享受门票半价\n2.年满60周岁的，充值后可刷卡通行\n3.年满65周岁的，可直接刷卡通行\n")
    assert [(i.item_id, i.text.strip()) for i in found] == [
        ("d:1", "1.持卡可享受门票半价"),
        ("d:2", "2.年满60周岁的，充值后可刷卡通行"),
        ("d:3", "3.年满65周岁的，可直接刷卡通行"),
    ]


@given(st.text("一二三四五六七八、（）1234.第章条甲乙丙。\n", max_size=200))
def test_what_is_not_cited_is_a_heading_above_other_numbers(text: str) -> None:
    document = document_from_text(text, source="d.txt")
    cited = [(item.start, item.end) for item in document.items]
    for unit, following in pairwise([*document.units, None]):
        if unit is not None and unit.text.strip() and not any(a <= unit.start and unit.end <= b for a, b in cited):
            assert following is not None
            assert len(following.path) > len(unit.path)


def test_short_subitems_belong_to_their_item() -> None:
    (item,) = items("一、甲\n（一）乙：\n1.丙；\n2.丁。\n")
    assert item.text == "（一）乙：\n1.丙；\n2.丁。\n"


def test_a_long_item_is_cited_subitem_by_subitem() -> None:
    found = items(f"一、甲\n（一）乙\n1.丙。{BODY}\n（1）子。{BODY}\n2.丁。{BODY}\n3.戊。{BODY}\n（二）己。\n")
    assert [(i.item_id, i.section, i.item, i.label) for i in found] == [
        ("d:1.1.1", 1, 1, "一、（一）1."),
        ("d:1.1.2", 1, 1, "一、（一）2."),
        ("d:1.1.3", 1, 1, "一、（一）3."),
        ("d:1.2", 1, 2, "一、（二）"),
    ]
    assert "（1）子" in found[0].text


def test_an_article_is_named_with_its_chapter() -> None:
    found = items("第一章 总则\n第一条 为规范管理。\n第二条 适用。\n第二章 附则\n第三条 施行。\n")
    assert [(i.item_id, i.section, i.item, i.label) for i in found] == [
        ("d:1.1", 1, 1, "第一章第一条"),
        ("d:1.2", 1, 2, "第一章第二条"),
        ("d:2.3", 2, 3, "第二章第三条"),
    ]


def test_an_article_outside_of_any_chapter_stands_in_section_zero() -> None:
    document = document_from_text("第一条 甲。\n第二条 乙。\n", source="d.txt")
    assert [(i.item_id, i.section, i.item, i.label) for i in document.items] == [
        ("d:0.1", 0, 1, "第一条"),
        ("d:0.2", 0, 2, "第二条"),
    ]
    assert [u.path for u in document.units] == [(1,), (2,)]


def test_an_annex_is_cited_by_its_name_and_what_follows_is_not_in_the_last_section() -> None:
    found = items("一、甲\n正文。\n附件1\n申报说明\n各单位按此填报。\n一、填表\n正文。\n")
    assert [(i.item_id, i.label, i.title) for i in found] == [
        ("d:1", "一", ""),
        ("d:0", "附件1", "申报说明"),
        ("d:1~2", "一", ""),
    ]


def test_a_doubt_belongs_to_the_place_that_is_cited_however_deep_it_is_printed() -> None:
    document = document_from_text("一、甲\n（一）乙：\n1.丙；\n2.丁\ufffd关于床位。\n（二）戊。\n", source="d.txt")
    (finding,) = document.findings
    first, second = document.items
    assert finding.item_id == "d:1.1.2"
    assert document.findings_at(first) == (finding,)
    assert document.findings_at(second) == ()
