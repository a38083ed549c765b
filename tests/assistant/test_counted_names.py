"""Names that begin with a number: heard as a whole, or by the list that they sum up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replies import cited, quote_of

from assistant.counted import CountedNames, counted_names
from assistant.records import Answer, Reply

Ask = Callable[..., Reply]
TEXT = "推进“制度化、常态化、专业化”管理，落实“六项制度”，做到标准化、规范化、精细化。"


@pytest.mark.parametrize(
    ("word", "members"),
    [
        ("三化", ("制度化、常态化、专业化",)),  # the three without quotation marks are no set
        ("四化", ()),
        ("三性", ()),
        ("三个", ()),
    ],
)
def test_a_set_is_as_many_things_of_a_kind_in_quotation_marks(word: str, members: tuple[str, ...]) -> None:
    assert CountedNames(lambda: TEXT).members(word) == members


@pytest.mark.parametrize(
    ("text", "names"),
    [("六项制度怎么落实", ["六项制度"]), ("两项制度怎么落实", []), ("三化管理指什么", ["三化"]), ("六项", [])],
)
def test_a_name_with_a_number_is_one_that_is_printed_as_a_name(text: str, names: list[str]) -> None:
    members = CountedNames(lambda: TEXT).members
    assert list(counted_names(text, lambda word: word in TEXT, members)) == names


@pytest.mark.parametrize(
    "question", ["2017年全力抓好的四化建设是什么", "“四化”建设指的是哪几化", "民政要抓的四化都包括什么"]
)
def test_a_set_is_answered_by_the_sentence_that_lists_it(ask: Ask, question: str) -> None:
    assert "法治化、标准化、社会化、信息化" in quote_of(ask(question), "jilin-2017:0")


def test_a_counted_name_is_no_theme_of_its_noun(ask: Ask) -> None:
    """五大体系 is printed in one place; every heading with 体系 or 建设 is about something else."""
    assert cited(ask("2023年加快推进的五大体系建设怎么提的")) == {"shulan-2023:0"}


def test_what_the_preamble_says_nearly_in_the_words_of_the_question_comes_first(ask: Ask) -> None:
    reply = ask("2025年加快推动哪些体系建设")
    assert isinstance(reply, Answer)
    assert reply.citations[0].item_id == "jilin-2025:0"
    assert not reply.citations[0].quote.startswith("各市")
