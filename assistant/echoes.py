"""Set phrases with a figure that several documents print: 中央八项规定, “十五分钟”养老服务圈.

A document that prints the phrase answers too, however different the words around it are.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from index.tokens import normalise
from ingest.quantities import Quantity

FOLLOWING = 2  # characters behind a figure that make a set phrase of it: 八项|规定, 十五分钟|养老
_MARKS = "“”\"'‘’《》"


def echoes(figures: Sequence[Evidence], weighed: Sequence[Evidence]) -> list[Evidence]:
    """Of each document that the figures do not cite its best place that prints one of their set phrases."""
    phrases = {phrase for e in figures for phrase in _phrases(e)}
    heard = {e.item.document_id for e in figures}
    found: list[Evidence] = []
    for evidence in weighed:
        if evidence.item.document_id not in heard and phrases.intersection(_phrases(evidence)):
            heard.add(evidence.item.document_id)
            found.append(evidence)
    return found


def _phrases(evidence: Evidence) -> list[str]:
    """The figures in characters with what follows them; one in digits is a count and no name."""
    return [p for q in evidence.quantities if not q.value[0].isdigit() and (p := _phrase(evidence.item.text, q))]


def _phrase(text: str, quantity: Quantity) -> str:
    behind = text[quantity.end : quantity.end + FOLLOWING + len(_MARKS)]
    following = "".join(c for c in normalise(behind) if c not in _MARKS)[:FOLLOWING]
    whole = len(following) == FOLLOWING and all("\u4e00" <= c <= "\u9fff" for c in following)
    return f"{quantity.value}{quantity.unit}{following}" if whole else ""
