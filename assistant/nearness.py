"""How far a text speaks of a word that no document prints, by the word of the text that is nearest in meaning.

念书 stands nowhere, but 资助孤儿就读 has a word near it and 加强公墓建设 has none. Cosines of the vectors of single words are
low: a word of the same matter has .2 to .4, a strange one about .05.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from assistant.terms import Term
from index.engine import Index

LEAST_NEAR = 0.15  # nearness from which a word of the text is on the same matter
NEAREST = 0.45  # from which it may as well be the same word
SAME_MATTER = 0.5  # presence of such a word: more than a mention in the item elsewhere, less than any printed name


def nearness(terms: Sequence[Term], texts: Collection[str], index: Index) -> Mapping[str, Sequence[float]]:
    """For each normalised text the presence of each term in it by meaning, 0…SAME_MATTER; 0 for terms with a name that
    some document may print, and for places and years, which nothing stands for."""
    passages = list(texts)
    columns = [
        _presences(index.nearness(term.text, passages)) if _nowhere(term) else np.zeros(len(passages)) for term in terms
    ]
    rows = np.stack(columns, axis=1).tolist() if columns else [[] for _ in passages]
    return dict(zip(passages, rows, strict=True))


def _nowhere(term: Term) -> bool:
    return not term.printed and len(term.forms) == 1 and not term.required


def _presences(near: np.ndarray) -> np.ndarray:
    return SAME_MATTER * np.clip((near - LEAST_NEAR) / (NEAREST - LEAST_NEAR), 0.0, 1.0)
