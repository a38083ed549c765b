"""What is counted: what stands behind the measure word, in a question and in a sentence.

几个社工站 is not answered by 针对社工站五个社会服务开展业务培训: five services are counted there, whatever stands before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.terms import SPOKEN_OF, Term

SHORTEST_CALL = 2  # characters of the end of a word by which it is called
LONGEST_RUN = 12  # characters behind a figure among which what is counted stands

_HOW_MANY = re.compile(
    r"(?:多少|几)[万亿千百]?(?:个|项|支|名|位)(?!工作日|月|小时|百分点|星期|季度|学时)(?=[一-鿿]{2})"
)
_RUN = re.compile(rf"(?!以上|以下|以内|左右|上下|多|余|的)[一-鿿]{{2,{LONGEST_RUN}}}")


def counted_in(question: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The words of a normalised question that it asks the number of, those right behind 几个; empty where none stand there."""
    behind = [question[match.end() :] for match in _HOW_MANY.finditer(question)]
    return tuple(t for t in terms if t.noun and t.printed and any(said.startswith(t.text) for said in behind))


def counts_another(counted: Sequence[Term], behind: str) -> bool:
    """Whether a figure with these normalised words behind it counts something else than what is asked."""
    run = _RUN.match(behind)
    return bool(counted and run) and not any(_is_called(term, run.group()) for term in counted if run)


def _is_called(term: Term, said: str) -> bool:
    """Whether a text says a word, or begins with how it is called in short: 协理员 for 社会救助协理员."""
    ends = (said[:length] for length in range(SHORTEST_CALL, len(said) + 1))
    return term.presence(said) >= SPOKEN_OF or any(term.text.endswith(end) for end in ends)
