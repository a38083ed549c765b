"""A number whose line break was lost is found wherever it is the next one due, and nothing in a sentence is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline import outline

BODY = "加强服务，做好保障。"
STYLES = {
    "Chinese": "一、二、三、四、五、".split("、")[:5],
    "brackets": ["（一）", "（二）", "（三）", "（四）", "（五）"],
    "Arabic": ["1.", "2.", "3.", "4.", "5."],
    "Arabic brackets": ["（1）", "（2）", "（3）", "（4）", "（5）"],
    "articles": ["第一条 ", "第二条 ", "第三条 ", "第四条 ", "第五条 "],
}
STYLES["Chinese"] = [f"{number}、" for number in STYLES["Chinese"]]


def labels(text: str) -> list[str]:
    return [unit.label for unit in outline(text, "d").units if unit.label]


def paths(text: str) -> list[tuple[int, ...]]:
    return [unit.path for unit in outline(text, "d").units if unit.label]


@given(st.sampled_from(sorted(STYLES)), st.integers(2, 5), st.data())
def test_numbers_behind_sentences_are_found_whichever_line_breaks_are_lost(
    style: str, count: int, data: st.DataObject
) -> None:
    """The first stands on a line of its own; each later one may have lost its break, the last one too."""
    numbers = STYLES[style][:count]
    breaks = [data.draw(st.sampled_from(["\n", "", " "])) for _ in numbers[1:]]
    text = f"{numbers[0]}甲乙事项。{BODY}"
    text += "".join(gap + f"{number}丙丁事项。{BODY}" for gap, number in zip(breaks, numbers[1:], strict=True))
    assert labels(text) == [number.strip() for number in numbers]
    assert [finding.kind for finding in outline(text, "d").findings] == [
        "lost_line_break" for gap in breaks if gap != "\n"
    ]


def test_the_last_number_of_a_level_stays_within_it() -> None:
    text = f"一、甲\n（一）甲事。{BODY}\n（二）乙事。{BODY}（三）丙事。{BODY}\n二、乙\n（一）丁事。{BODY}\n"
    assert paths(text) == [(1,), (1, 1), (1, 2), (1, 3), (2,), (2, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"一、甲类工作（一）目标。{BODY}\n（二）任务。{BODY}\n", ["一、", "（一）", "（二）"]),
        (f"一、甲类工作1.目标。{BODY}\n2.任务。{BODY}\n", ["一、", "1.", "2."]),
        ("第一章 总则第一条 为了规范服务。\n第二条 本办法适用于本县。\n", ["第一章", "第一条", "第二条"]),
        (f"总体安排一、目标\n{BODY}\n二、任务\n{BODY}\n", ["一、", "二、"]),
    ],
)
def test_a_first_number_may_be_glued_to_the_heading_before_it(text: str, found: list[str]) -> None:
    assert labels(text) == found


@pytest.mark.parametrize("number", ["1.2", "1.1.2"])
def test_a_decimal_alone_at_the_end_of_a_line_has_its_heading_below(number: str) -> None:
    first = number[:-1] + "1"
    text = f"1.1 总则\n{BODY}\n" + (f"{first} 职责\n" if first != "1.1" else "") + f"{BODY}{number}\n分工\n{BODY}\n"
    unit = outline(text, "d").units[-1]
    assert (unit.label, unit.title) == (number, "分工")


@pytest.mark.parametrize(
    "inside",
    [
        "依照本条（三）执行。",
        "包括：（一）苹果；（二）梨；（三）桃。",
        "包括下列各项。（一）苹果。（二）梨。（三）桃。",
        "增长2.5个百分点。3.5万人受益。",
        "发展良好。三、四季度继续推进。",
        "效果明显。（三）所列事项照办。",
    ],
)
def test_a_number_in_a_sentence_or_an_enumeration_that_begins_anew_is_none(inside: str) -> None:
    text = f"一、甲\n（一）甲事\n{BODY}\n（二）乙事\n{inside}\n二、乙\n1.丙事\n{BODY}\n2.丁事\n{inside}\n"
    assert labels(text) == ["一、", "（一）", "（二）", "二、", "1.", "2."]


def test_decimals_that_go_on_from_the_line_before_are_no_list() -> None:
    assert labels(f"1.1 总则\n{BODY}\n1.2 甲\n{BODY}\n2.1 丙\n{BODY}") == ["1.1", "1.2", "2.1"]


@given(
    st.integers(1, 400), st.sampled_from(["一是，二是，三是", "首先，其次，再次", "其一，其二，其三"]), st.booleans()
)
def test_an_enumeration_in_words_inside_a_paragraph_is_cut_at_no_length(length: int, words: str, lead: bool) -> None:
    comma = "" if words.startswith("一是") else "，"
    sentences = "".join(f"{word}{comma}提高标准。{'加强服务保障' * length}。" for word in words.split("，"))
    text = f"一、甲\n（一）乙事。{'重点做好以下工作。' if lead else ''}{sentences}\n（二）丙事。\n"
    assert labels(text) == ["一、", "（一）", "（二）"]


@given(st.integers(1, 400))
def test_an_enumeration_in_words_on_lines_of_its_own_is_cut_at_any_length(length: int) -> None:
    tail = "加强服务保障" * length
    assert labels(f"一、甲\n一是提高标准。{tail}。\n二是扩大范围。{tail}。\n") == ["一、", "一是", "二是"]
    announced = f"一、甲\n做好工作：一是提高标准。{tail}。\n二是扩大范围。{tail}。\n"
    assert labels(announced) == ["一、", "一是", "二是"]


def test_an_enumeration_in_words_is_cut_in_a_text_that_lost_all_its_line_breaks() -> None:
    text = " ".join(
        f"{n}、甲乙丙。{'加强服务。' * 120} 一是提高标准。{'做好保障。' * 50} 二是扩大范围。" for n in "一二三"
    )
    assert labels(text) == ["一、", "一是", "二是", "二、", "一是", "二是", "三、", "一是", "二是"]


def test_a_text_in_one_paragraph_is_cut_at_a_series_of_three_behind_sentences() -> None:
    units = outline(
        "江海市民政工作要点\n今年稳中求进。一、救助。提高标准。二、养老。新建床位，三、四月份开工。三、儿童。助学。\n",
        "x",
    ).units
    assert [unit.label for unit in units] == ["", "一、", "二、", "三、"]
    assert units[2].text == "二、养老。新建床位，三、四月份开工。"


def test_two_numbers_inside_a_paragraph_are_left_in_it() -> None:
    units = outline("江海市民政工作通知\n请注意两点。一、按时上报。二、不得漏报。谢谢配合。\n", "x").units
    assert [unit.label for unit in units] == [""]


def test_the_letter_l_in_brackets_is_read_as_one() -> None:
    units = outline("一、总则\n（l）救助对象。\n（2）救助标准。\n", "x").units
    assert [(unit.label, unit.number) for unit in units] == [("一、", 1), ("（l）", 1), ("（2）", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"推进各项工作。（二）加强监管。{BODY}（三）强化保障。{BODY}", ["（二）", "（三）"]),
        (f"推进各项工作。2.加强监管。{BODY}3.强化保障。{BODY}", ["2.", "3."]),
        (f"办好实事。（一）加强监管。{BODY}（二）强化保障。{BODY}", []),
        (f"推进各项工作。（二）加强监管。{BODY}", []),
        (f"做好以下工作：（一）加强监管。{BODY}（二）强化保障。{BODY}（三）落实责任。{BODY}", []),
        (f"办好十件实事。（1）加强监管。{BODY}（2）强化保障。{BODY}", []),
        (f"办好实事：1.加强监管。{BODY}2.强化保障。{BODY}3.落实责任。{BODY}", []),
    ],
)
def test_two_numbers_behind_sentences_of_one_paragraph_prove_each_other(text: str, found: list[str]) -> None:
    """What a paragraph announces and lists from its first number on stays within it."""
    assert labels(f"一、工作\n{text}\n二、任务\n{BODY}\n") == ["一、", *found, "二、"]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("推进各项工作。（二）加强监管（三）强化保障", ["（三）"]),
        ("（一）推进工作。\n（二）加强监管，（三）强化保障。", ["（三）"]),
        ("（一）推进工作；（二）加强监管；（三）强化保障。", ["（二）", "（三）"]),
        ("（一）推进工作。\n（二）按照（一）和（三）所列要求落实。", []),
        ("（一）推进工作，包括：（一）甲；（二）乙；（三）丙。", []),
        ("本办法第（二）项、第（三）项规定的情形。", []),
    ],
)
def test_numbers_run_together_that_nothing_shows_to_be_headings_are_reported(text: str, reported: list[str]) -> None:
    findings = outline(f"一、工作\n{text}\n二、任务\n{BODY}\n", "d").findings
    assert [f.where for f in findings if f.kind == "unplaced_number"] == reported
