"""Sparse scores: rank_bm25's, the formula's, and what an unknown word or an empty collection gives."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.counts import TokenCounts
from index.sparse import SparseIndex, inverse_document_frequency

TOKENS = st.sampled_from(["低保", "特困", "养老", "床位", "1.3倍", "殡葬"])
CORPORA = st.lists(st.lists(TOKENS, max_size=12), min_size=1, max_size=8).filter(any)
RELATIVE_TOLERANCE = 1e-5  # weights are kept as float32, rank_bm25 calculates in float64


class Reference(BM25Okapi):
    """rank_bm25 as it is, with the idf that is never negative."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {token: math.log(1 + (self.corpus_size - df + 0.5) / (df + 0.5)) for token, df in nd.items()}


def fitted(corpus: list[list[str]]) -> SparseIndex:
    return SparseIndex.fit(TokenCounts.of(corpus))


@given(CORPORA, st.lists(TOKENS, max_size=8))
def test_scores_are_those_of_rank_bm25(corpus: list[list[str]], question: list[str]) -> None:
    expected = Reference(corpus).get_scores(question)
    np.testing.assert_allclose(fitted(corpus).scores(Counter(question)), expected, rtol=RELATIVE_TOLERANCE)


def test_scores_are_those_of_the_formula() -> None:
    index = fitted([["低保", "低保", "特困"], ["特困"], ["养老", "床位"]])
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    saturation = 1.5 * (1 - 0.75 + 0.75 * 3 / 2)  # length 3, mean length 2
    np.testing.assert_allclose(index.scores({"低保": 1.0}), [idf * 2 * 2.5 / (2 + saturation), 0, 0], rtol=1e-6)


def test_a_token_of_every_item_still_counts() -> None:
    corpus = [["民政", "低保"], ["民政", "养老"], ["民政"]]
    assert BM25Okapi(corpus).get_scores(["民政"]).max() <= 0.1
    assert fitted(corpus).scores({"民政": 1.0}).min() > 0.1


@given(CORPORA)
def test_no_score_is_negative(corpus: list[list[str]]) -> None:
    index = fitted(corpus)
    assert (index.scores(dict.fromkeys(index.columns, 1.0)) >= 0).all()


def test_an_unknown_token_scores_nothing() -> None:
    assert fitted([["低保"], ["养老"]]).scores({"火星": 1.0}).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("corpus", "scores"), [([], []), ([[], []], [0.0, 0.0])])
def test_an_empty_collection_has_no_scores(corpus: list[list[str]], scores: list[float]) -> None:
    assert fitted(corpus).scores({"低保": 1.0}).tolist() == scores


def test_a_weight_multiplies_the_score() -> None:
    index = fitted([["低保"], ["养老", "低保"]])
    np.testing.assert_allclose(index.scores({"低保": 0.5}), index.scores({"低保": 1.0}) / 2)


def test_the_order_of_the_tokens_of_a_question_changes_no_bit() -> None:
    index = fitted([["低保", "养老", "特困"], ["养老", "殡葬"], ["床位"]])
    question = {"低保": 1.0, "养老": 0.3, "特困": 0.7, "殡葬": 2.0}
    backwards = dict(reversed(question.items()))
    assert index.scores(question).tolist() == index.scores(backwards).tolist()


@given(CORPORA)
def test_saving_and_loading_changes_no_bit(corpus: list[list[str]]) -> None:
    index = fitted(corpus)
    again = SparseIndex.from_bytes(index.to_bytes(), list(index.columns))
    question = dict.fromkeys(index.columns, 1.0)
    assert again.scores(question).tolist() == index.scores(question).tolist()


def test_rarity_falls_with_the_number_of_items() -> None:
    rarities = [inverse_document_frequency(10, df) for df in range(11)]
    assert rarities == sorted(rarities, reverse=True)
    assert rarities[-1] > 0
