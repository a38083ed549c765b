"""A heading that lost its text is reported, and nothing that has one."""

from __future__ import annotations

import pytest

from ingest.outline import outline


def empty(text: str) -> list[str]:
    return [finding.where for finding in outline(text, "d").findings if finding.kind == "empty_section"]


def test_a_heading_without_text_among_others_is_reported() -> None:
    assert empty("一、甲\n正文。\n二、乙\n三、丙\n正文。\n") == ["二、"]


@pytest.mark.parametrize("scrap", [".", "·", "|", "“", "— —"])
def test_a_dot_that_a_scan_left_is_no_text(scrap: str) -> None:
    assert empty(f"一、甲\n正文。\n二、乙\n{scrap}\n三、丙\n正文。\n") == ["二、"]


@pytest.mark.parametrize("scrap", ["", "“", "←", " .", "”）"])
def test_a_sentence_with_a_sign_of_a_scan_behind_it_is_no_heading(scrap: str) -> None:
    assert empty(f"一、甲\n正文。\n二、本通知自印发之日起施行。{scrap}\n三、丙\n正文。\n") == []


def test_a_list_of_one_line_an_entry_has_no_empty_headings() -> None:
    assert empty("一、提高低保标准\n二、新增床位600张\n三、建设社工站\n四、完善制度\n") == []
