"""What is counted stands behind the measure word, in the question and in the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replies import reason

from assistant.counting import counted_in, counts_another
from assistant.records import Reason, Reply
from assistant.terms import Term

Ask = Callable[..., Reply]
STATION = Term("社工站", 3.0, (("社工站", 1.0), ("社会工作服务站", 0.95)))


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("要建几个社工站", True),
        ("建成多少个社工站了", True),
        ("社工站要建几个", False),  # nothing stands behind the measure word
        ("几个工作日内建社工站", False),
        ("社工站有多少人", False),
    ],
)
def test_what_is_asked_the_number_of_stands_behind_the_measure_word(question: str, counted: bool) -> None:
    assert counted_in(question, [STATION]) == ((STATION,) if counted else ())


@pytest.mark.parametrize(
    ("behind", "another"),
    [
        ("社会服务开展业务培训", True),
        ("乡镇社工站", False),
        ("社会工作服务站，覆盖率达到60%", False),
        ("工站", False),  # how it is called in short
        ("，覆盖率达到60%", False),
        ("以上，年底前完成", False),
        ("", False),
    ],
)
def test_a_figure_counts_another_thing_where_another_stands_behind_it(behind: str, another: bool) -> None:
    assert counts_another([STATION], behind) is another
    assert not counts_another([], behind)


def test_a_number_of_something_else_in_the_same_sentence_is_no_answer(ask: Ask) -> None:
    assert reason(ask("舒兰市2023年要建几个社工站")) is Reason.NOT_IN_DOCUMENTS
