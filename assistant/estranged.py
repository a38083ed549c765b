"""Whether what was found only shares a word with a question about something else: 手机屏碎了 and 手机端.

The words decide what answers; the meaning has a veto where a question names no year, office, place or wording of the
documents. Of 1,000 searches, chats and news questions put to the shipped documents (`python -m eval.strangers`) 94 were
answered without the veto and 28 with it; it cost one of 2,081 development questions.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.question import Question
from assistant.wording import QUOTED
from index.engine import Index
from index.tokens import normalise

STRANGE = (
    0.34  # cosine of the closest quote below which an answer to a question about a thing unknown is on something else
)
COPIED = 4  # characters in a row from which a quote names what the question names
ELSEWHERE = 0.45  # the same for any question, of the closest quote and of the closest cited item together


def estranged(question: Question, chosen: Sequence[Evidence], index: Index, *, spoken: bool) -> bool:
    """Whether nothing chosen means what the question says. A question in everyday words of the field is `spoken`: its
    meaning is seldom close to office language, so it is let through."""
    if question.reading.explicit or spoken:
        return False
    text = question.reading.text
    closest = _closest(text, [e.quote for e in chosen], index)
    if closest < STRANGE and any(term.strange for term in question.terms):
        return True
    if question.reading.places or QUOTED.search(question.text) or _copied(text, chosen):
        return False
    return closest + _closest(text, list({e.item.text for e in chosen}), index) < ELSEWHERE


def _copied(text: str, chosen: Sequence[Evidence]) -> bool:
    """Whether a quote prints some characters of the question in a row: it names the thing, whatever else it says."""
    asked, printed = normalise(text), "\n".join(normalise(e.quote) for e in chosen)
    runs = (asked[at : at + COPIED] for at in range(len(asked) - COPIED + 1))
    return any(run in printed for run in runs if run.isalnum())


def _closest(text: str, passages: Sequence[str], index: Index) -> float:
    closeness = index.similarity(text, [normalise(passage) for passage in passages])
    return max(map(float, closeness), default=0.0)
