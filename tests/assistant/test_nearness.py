"""Words that no document prints: a text speaks of them as far as it has a word near them in meaning."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching import PassageMatch
from assistant.nearness import SAME_MATTER, nearness
from assistant.passages import passage_of
from assistant.records import Reply
from assistant.terms import Term
from index.engine import Index

WORDS = st.sampled_from(["念书", "老爹", "伺候", "学校", "坟头", "打官司"])
Ask = Callable[..., Reply]
TEXTS = st.text("学费资助老年人护理培训院校公墓法律援助，。", max_size=20)


def unprinted(word: str, *, required: bool = False) -> Term:
    return Term(word, 2.0, ((word, 1.0),), required=required, printed=False)


@pytest.mark.parametrize(
    ("word", "near", "strange"),
    [
        ("念书", "升学补助学费", "加强公墓建设"),
        ("老爹", "为老年人提供服务", "规范地名标志"),
        ("伺候", "护理服务培训", "彩票销售"),
        ("学校", "职业技能院校培养", "清明祭扫"),
    ],
)
def test_a_word_of_the_same_matter_is_near_and_a_strange_one_is_not(
    index: Index, word: str, near: str, strange: str
) -> None:
    found = nearness([unprinted(word)], [near, strange], index)
    assert found[near][0] > 0
    assert found[strange] == [0.0]


@given(st.lists(WORDS, max_size=3, unique=True), st.lists(TEXTS, max_size=3, unique=True))
def test_meaning_alone_counts_less_than_any_printed_name(index: Index, words: list[str], texts: list[str]) -> None:
    terms = [unprinted(word) for word in words]
    found = nearness(terms, texts, index)
    assert set(found) == set(texts)
    assert all(len(row) == len(terms) and all(0 <= p <= SAME_MATTER for p in row) for row in found.values())


@pytest.mark.parametrize(
    "term",
    [
        Term("养老", 2.0, (("养老", 1.0),), printed=True),  # its own place in the documents is what counts
        Term("老爹", 2.0, (("老爹", 1.0), ("老年人", 0.95)), printed=False),  # the lexicon knows its names
        unprinted("长春", required=True),  # nothing stands for a place
    ],
)
def test_only_a_word_that_has_no_name_in_the_documents_is_looked_for_by_meaning(index: Index, term: Term) -> None:
    assert nearness([term], ["为老年人提供服务"], index) == {"为老年人提供服务": [0.0]}


def test_a_passage_holds_a_word_by_meaning_where_it_lacks_it(index: Index) -> None:
    item = next(item for item in index.document("jilin-2025").items if "孤儿助学" in item.text)
    passage = passage_of(item)
    terms = [unprinted("念书")]
    sentence = next(s.normalised for s in passage.sentences if "孤儿助学" in s.normalised)
    near = nearness(terms, [passage.whole, sentence], index)
    assert PassageMatch(passage, terms, 2025).presences(sentence) == [0.0]
    assert PassageMatch(passage, terms, 2025, near=near).presences(sentence) == near[sentence] != [0.0]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("瞎眼的老头过马路，公家给根棍不", True),  # no quote prints a word of it but 老年人
        ("没爹没妈的孩子念书给帮不", False),  # 孤儿 is the lexicon's name for most of it
        ("孤儿念书给帮不", False),
    ],
)
def test_quotes_that_hold_hardly_a_word_of_the_question_are_said_to_be_only_close(
    ask: Ask, question: str, said: bool
) -> None:
    assert ask(question).text.startswith("文件里没有这样的说法，意思最接近的是：") is said
