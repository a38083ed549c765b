"""Whether a question is put in everyday words of the field: 俺家老爷子走道费劲，给安扶手不, not 适老化改造多少户, not 手机屏碎了咋修.

A linear model over characters and pairs of characters. `data/words/spoken.tsv` holds its weights, a feature and a weight
in log-odds on each line, the bias with an empty feature; `python -m eval.register` fits them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from index.tokens import normalise

SPOKEN = 2.5  # log-odds from which a question counts as everyday speech: most of its words stand in no document
PLAINLY_SPOKEN = 4.0  # log-odds from which even what is only closest in meaning is worth showing
BIAS = ""  # the feature of every text
TABLE = Path(__file__).resolve().parent.parent / "data" / "words" / "spoken.tsv"
_OTHER = re.compile(r"[^一-鿿a-z]+")


def spoken_odds(text: str) -> float:
    """The log-odds that a question is put in everyday words of the field; negative for office language."""
    return odds_of(text, _weights())


def odds_of(text: str, weights: Mapping[str, float]) -> float:
    """The bias and the weights of the features that a text holds, these divided by the root of their number."""
    held = [weights[feature] for feature in features(text) if feature in weights]
    return weights[BIAS] + (sum(held) / len(held) ** 0.5 if held else 0.0)


def features(text: str) -> frozenset[str]:
    """The characters of a text and their pairs; ^ and $ stand for its ends, figures and marks part it."""
    bounded = f"^{_OTHER.sub('|', normalise(text)).strip('|')}$"
    pairs = (bounded[at : at + 2] for at in range(len(bounded) - 1))
    return frozenset(feature for feature in (*bounded[1:-1], *pairs) if "|" not in feature and feature != "^$")


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {feature: float(weight) for feature, weight in rows}
