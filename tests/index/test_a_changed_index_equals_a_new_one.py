"""The law of every change: whatever was added, replaced and removed, the index is the one built from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_plans import make_document

from index import store
from index.counts import NEW, TokenCounts
from index.encoder import Encoder
from index.engine import LocalIndex, open_index
from index.records import Query
from ingest.records import Document

SENTENCES = (
    "提高救助标准。特困人员基本生活标准不低于低保标准的1.3倍。",
    "发展养老服务。新增失智床位2000张。",
    "深化殡葬改革。清明期间做好祭扫服务保障。",
    "加强队伍建设。提升服务水平。",
    "加强队伍建设。队伍队伍队伍队伍。",
    "标准",
    "",
)
WORDS = ("特困人员", "失智床位")
QUERIES = (Query("特困人员标准是低保的多少倍", k=99), Query("队伍建设", k=99), Query("2000张 失智床位", k=99))
DOCUMENTS = st.builds(
    lambda name, texts: make_document(name, 2023, "吉林省民政厅", texts),
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
)
CHANGES = st.lists(
    st.one_of(st.lists(DOCUMENTS, max_size=2, unique_by=lambda d: d.document_id), st.sampled_from(["a", "b", "c"])),
    max_size=5,
)
CORPORA = st.lists(st.lists(st.sampled_from(["低保", "特困", "养老", "床位", "殡葬"]), max_size=6), max_size=6)


def assert_equal(changed: LocalIndex, documents: Sequence[Document], encoder: Encoder) -> None:
    """Stored byte for byte the same, and the same rankings."""
    new = LocalIndex.build(documents, encoder, words=WORDS)
    assert changed.documents == new.documents
    assert store._contents(changed._snapshot.stored) == store._contents(new._snapshot.stored)
    assert [changed.search(query) for query in QUERIES] == [new.search(query) for query in QUERIES]
    assert changed._snapshot.collection.passages == new._snapshot.collection.passages


@given(CHANGES)
@settings(deadline=None)
def test_in_memory(encoder: Encoder, changes: list[list[Document] | str]) -> None:
    index, held = LocalIndex.build([], encoder, words=WORDS), dict[str, Document]()
    for change in changes:
        if isinstance(change, str):
            index.remove([change])
            held.pop(change, None)
        else:
            index.add(change)
            held.update({document.document_id: document for document in change})
        assert_equal(index, list(held.values()), encoder)


@given(st.lists(st.lists(DOCUMENTS, max_size=3, unique_by=lambda d: d.document_id), max_size=3))
@settings(deadline=None, max_examples=30)
def test_through_a_stale_folder(encoder: Encoder, versions: list[list[Document]]) -> None:
    with TemporaryDirectory() as folder:
        for documents in versions:
            index = open_index(documents, encoder, Path(folder), words=WORDS)
            assert_equal(index, documents, encoder)
            assert_equal(LocalIndex.load(documents, encoder, Path(folder), words=WORDS), documents, encoder)


def test_an_index_over_other_documents_leaves_this_one_as_it_is(
    documents: tuple[Document, ...], encoder: Encoder
) -> None:
    index = LocalIndex.build(documents[:2], encoder, words=WORDS)
    assert_equal(index.over(documents[1:]), documents[1:], encoder)
    assert_equal(index, documents[:2], encoder)


def test_the_dictionary_is_not_read_for_a_removal(
    documents: tuple[Document, ...], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = LocalIndex.build(documents, encoder, words=WORDS)
    with monkeypatch.context() as patched:
        patched.setattr("index.tokens._private_tokenizer", None)
        index.remove([documents[0].document_id])
    assert_equal(index, documents[1:], encoder)


@given(CORPORA, CORPORA, st.randoms())
def test_counts_put_together_are_those_of_the_whole(
    earlier: list[list[str]], new: list[list[str]], random: object
) -> None:
    rows = [*range(len(earlier)), *[NEW] * len(new)]
    random.shuffle(rows)  # type: ignore[attr-defined]
    rows = rows[len(earlier) // 2 :]  # some earlier items are gone
    fresh = iter(new)
    corpus = [next(fresh) if row == NEW else earlier[row] for row in rows]
    read = TokenCounts.of(new[: rows.count(NEW)])
    together, whole = TokenCounts.of(earlier).with_rows(np.array(rows, np.int64), read), TokenCounts.of(corpus)
    assert (together.items, list(together.columns)) == (whole.items, list(whole.columns))
    for mine, theirs in ((together.starts, whole.starts), (together.rows, whole.rows), (together.counts, whole.counts)):
        assert mine.dtype == theirs.dtype
        assert mine.tolist() == theirs.tolist()
