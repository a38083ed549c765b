"""A paragraph that is cited alone begins where a sentence begins, wherever the lines of the file break."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.outline import outline
from ingest.records import Unit, UnitLevel
from ingest.running_on import paragraph_lines

SENTENCES = [
    "江海市把社区图书馆建设放在突出位置，全年新建街道图书馆36个、农家书屋120个，累计藏书达到85万册，",
    "同比增长12.5%，居全省第三位。",
    "通借通还服务覆盖全部街道，读者凭一张借书证可以在任何一个网点借书还书，办证不再收取押金。",
    "全市组织读书活动1,200场，参加的居民达到9.6万人次，比上年增加2.1万人次，其中老年人占四成。",
    "志愿服务队伍进一步壮大，注册的志愿者有3,400人，人均服务时间达到26小时，受到居民普遍欢迎。",
]
PARAGRAPHS = ["".join(SENTENCES[:3]), "".join(SENTENCES[2:4] * 2), "".join(SENTENCES[3:] * 2), "".join(SENTENCES)]


def broken(paragraph: str, width: int) -> str:
    """The paragraph as printed: every line but the last has the same number of characters."""
    return "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width))


def paragraphs(text: str) -> list[Unit]:
    return [u for u in outline(text, "d").units if u.level is UnitLevel.PARAGRAPH]


def begins(text: str) -> list[str]:
    """The lines with which a paragraph may begin."""
    return [text[x.start :].split("\n", 1)[0] for x in paragraph_lines(text, 0, len(text)) if x.begins]


@settings(max_examples=60, deadline=None)
@given(st.integers(24, 45), st.lists(st.sampled_from(PARAGRAPHS), min_size=7, max_size=10))
def test_no_paragraph_begins_within_a_sentence_at_whatever_width_the_page_breaks_lines(
    width: int, chosen: list[str]
) -> None:
    text = "一、工作成效\n" + "\n".join(broken(paragraph, width) for paragraph in chosen) + "\n"
    units = outline(text, "d").units
    assert "".join(u.text for u in units) == text
    assert all(text[: u.start].rstrip().endswith("。") for u in paragraphs(text))
    assert paragraphs(text)


def test_a_figure_keeps_its_subject_in_a_text_broken_by_width() -> None:
    text = "一、工作成效\n" + "\n".join(broken(paragraph, 30) for paragraph in PARAGRAPHS) + "\n"
    (holder,) = [u for u in outline(text, "d").units if "同比增长12.5%" in u.text][:1]
    assert "累计藏书达到85万册" in holder.text.replace("\n", "")


def test_the_number_of_a_page_between_two_lines_of_a_sentence_begins_no_paragraph() -> None:
    lines = broken("".join(PARAGRAPHS[:2]), 30).split("\n")
    assert begins("\n".join([*lines[:2], "2", *lines[2:]])) == begins("\n".join(lines))


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("要认真执行《", "社区图书馆条例"),
        ("乡村书屋建设深入推进，", "新建改建书屋36个。"),
        ("继续执行《社区图书馆条例", "》，做好服务。"),
        ("增长6.3%、8.2", "%，居全省第一。"),
        ("他们提出“要读书。", "”这句话传开了。"),
    ],
)
def test_an_open_mark_or_a_comma_and_a_closing_mark_join_the_lines_around_them(above: str, line: str) -> None:
    assert begins(f"{above}\n{line}") == [above]


def test_where_blank_lines_set_paragraphs_apart_a_link_on_a_line_of_its_own_is_within_its_sentence() -> None:
    apart = "\n\n".join(SENTENCES[1:])
    text = f"{apart}\n\n各区按照计划，严格执行\n社区图书馆条例\n的规定，做好服务。\n\n办好书屋。"
    assert begins(text) == [*SENTENCES[1:], "各区按照计划，严格执行", "办好书屋。"]


@pytest.mark.parametrize(
    "lines",
    [
        ["江海市图书馆", "2024年3月5日"],
        ["各区文化局、各街道办事处", "现将有关事项通知如下"],
        ["先进集体名单", "东湖街道图书馆", "西山街道图书馆", "南浦街道图书馆", "北岸街道图书馆"],
        ["街道\t藏书（册），全年\t读者", "东湖\t12,000册，新增\t3,400", "西山\t9,800册，新增\t2,100"],
        ["春天的书屋", "灯火长明", "夜读的人", "翻过一页"],
        ["办好社区书屋。", "做好通借通还"],
        ["（一）办好社区书屋，方便群众", "（二）做好通借通还，方便读者"],
        ["　　江海市的书屋办得好，群众满意", "　　各区的书屋办得好，读者满意"],
    ],
    ids=["signature", "addressees", "names", "table", "verse", "sentences", "numbers", "indents"],
)
def test_lines_of_their_own_begin_paragraphs_of_their_own(lines: list[str]) -> None:
    assert begins("\n".join(lines)) == lines


def test_a_title_within_a_text_broken_by_width_stays_on_its_own() -> None:
    text = broken(PARAGRAPHS[0], 30) + "\n服务水平稳步提升\n" + broken(PARAGRAPHS[1], 30)
    assert "服务水平稳步提升" in begins(text)
    assert PARAGRAPHS[1][:30] in begins(text)


def test_a_list_of_long_names_is_not_broken_by_width() -> None:
    names = [
        f"江海市{district}区社区图书馆服务联盟第{number}届志愿服务先进单位名录"
        for number in range(1, 4)
        for district in "东西南北"
    ]
    assert begins("\n".join(names)) == names
