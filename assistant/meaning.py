"""How close in meaning evidence is to a question in everyday words: the whole item says more of it than one sentence.

爹妈离了就跟妈过的小孩有人摸底没: no sentence holds its words, but the item on 单亲家庭儿童 and 留守儿童 is close as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from index.engine import Index
from index.tokens import normalise


def as_meant(text: str, ranked: Sequence[Evidence], index: Index) -> list[Evidence]:
    """Evidence ranked half by its support and half by the closeness of its item, both as shares of the best one.

    The supports stay on their scale: what is best in both keeps its own.
    """
    passages = {e.item.item_id: normalise(e.item.text) for e in ranked}
    cosines = index.similarity(text, list(passages.values())) if passages else ()
    closeness = {item_id: max(0.0, float(cosine)) for item_id, cosine in zip(passages, cosines, strict=True)}
    closest, best = max(closeness.values(), default=0.0), max((e.support for e in ranked), default=0.0)
    if not closest:
        return list(ranked)
    weighed = (replace(e, support=(e.support + best * closeness[e.item.item_id] / closest) / 2) for e in ranked)
    return sorted(weighed, key=lambda e: (-e.support, e.item.item_id, e.start))
