"""All that one search reads, built at once and never changed."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index import fusion
from index.collection import Collection, digest
from index.counts import NEW, Places, TokenCounts
from index.dense import DenseIndex
from index.records import Hit, Query
from index.sparse import SparseIndex, inverse_document_frequency
from index.store import Earlier, Source, StoredIndex
from index.tokens import FullDictionary, KnownWords, WordFinder, han_bigrams, normalise, tokens

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.late import LateInteraction

Floats = npt.NDArray[np.float32]

DENSE_FLOOR = 0.3  # cosine from which an item may be a hit without a common token; far-off questions stay below 0.2
TITLE_REPEATS = 1  # beside the one in the text: MRR .757 → .771 on the sample questions, known items unchanged
NAMED_SHARE = 1.0  # of its score that an item gains for each of year and area that the query names
EXPANSION_SHARE = 0.4  # of an expansion's weight: a name brings all its tokens, and a question may have many names
ENCODED_AT_ONCE = 64  # passages between two lines of progress; a large model takes seconds for them
REMEMBERED_TERMS = 16_384  # rarities kept
REMEMBERED_QUERIES = 8  # whose scores are kept
LATE_DEPTH = 256  # items that are compared token by token: 1.3 ms for the 166 shipped, 23 ms where they change
_ASKING = frozenset(
    "哪几年份提写讲说现到过里些"
)  # 哪几份文件里提到过: how it is asked where a thing stands, no plan prints it


class Snapshot:
    """A collection with its two indexes; row i of both is `collection.items[i]`."""

    def __init__(self, collection: Collection, stored: StoredIndex) -> None:
        self.collection = collection
        self.stored = stored
        self._rarities: dict[str, float] = {}
        self._remembered: dict[tuple[str, tuple[tuple[str, float], ...]], tuple[fusion.Sides, fusion.Scores]] = {}

    def hits(self, query: Query, vector: Floats, late: LateInteraction | None = None) -> tuple[Hit, ...]:
        """The best `query.k` items for a query whose text has this vector, in the order (-score, item_id).

        A hit shares a token with the query or is near in meaning. Scores are computed over the whole
        collection and then masked: a filter removes hits and changes no score.
        """
        sides, score = self._scored(query, vector, late)
        best = np.argsort(-score, kind="stable")
        members = self.collection.admitted(query.filters) & found(sides)
        best = best[members[best]][: max(query.k, 0)]
        return tuple(self._hit(row, score[row], sides.sparse[row], sides.dense[row]) for row in best.tolist())

    def _held_share(self, text: str) -> float:
        """The share of the tokens of what a text speaks of that the collection holds, 0…1; 1 for a text without any."""
        own = [token for token in tokens(text, self.stored.words) if not (token.isdigit() or _ASKING & set(token))]
        return sum(token in self.stored.sparse.columns for token in own) / len(own) if own else 1.0

    def preference(self, text: str) -> fusion.Scores:
        """By what the score of each item is multiplied: 1, more where a query names its year or area; shape (items,)."""
        named: fusion.Scores = self.collection.named(text).astype(np.float64)
        return 1.0 + NAMED_SHARE * named

    def sides(self, query: Query, vector: Floats, late: LateInteraction | None = None) -> fusion.Sides:
        """The scores of all items by each way of searching, filters apart.

        Late interaction is computed for the LATE_DEPTH items that are best without it; the others have 0 there.
        """
        sparse = self.stored.sparse.scores(weighted_tokens(query, self.stored.words))
        dense = self.stored.dense.scores(vector)
        without = fusion.Sides(sparse, dense, np.zeros(len(sparse)), self._held_share(query.text))
        if late is None:
            return without
        rows = np.argsort(-fusion.fused(without), kind="stable")[:LATE_DEPTH]
        rows = np.sort(rows).tolist()
        scores = np.zeros(len(sparse))
        scores[rows] = late.scores(normalise(query.text), [self.collection.passages[row] for row in rows])
        return replace(without, late=scores)

    def _scored(self, query: Query, vector: Floats, late: LateInteraction | None) -> tuple[fusion.Sides, fusion.Scores]:
        """The scores of all items; remembered, for a history asks the same of one document after the other."""
        asked = (query.text, query.expansions)
        known = self._remembered.get(asked)
        if known is None:
            sides = self.sides(query, vector, late)
            known = sides, fusion.fused(sides) * self.preference(query.text)
            self._remembered = (
                {asked: known} if len(self._remembered) >= REMEMBERED_QUERIES else {**self._remembered, asked: known}
            )
        return known

    def rarity(self, term: str) -> float:
        """log(1 + (N - df + .5) / (df + .5)); df counts the items that contain the term, headings included."""
        text = normalise(term)
        known = self._rarities.get(text)
        if known is None:
            known = inverse_document_frequency(len(self.collection.items), self._items_containing(text))
            if len(self._rarities) >= REMEMBERED_TERMS:
                self._rarities = {}
            self._rarities[text] = known
        return known

    def holds(self, word: str) -> bool:
        """Whether a word stands in some item, headings included."""
        return self.rarity(word) < inverse_document_frequency(len(self.collection.items), 0)

    def _items_containing(self, text: str) -> int:
        """Only items that hold the rarest character pair of the text need a look."""
        passages = self.collection.passages
        pairs = [pair for pair in han_bigrams(text) if len(pair) == 2]
        if not pairs:
            return sum(text in passage for passage in passages)
        rows = min((self.stored.sparse.items_with(pair) for pair in pairs), key=len)
        return sum(text in passages[row] for row in rows.tolist())

    def _hit(self, row: int, score: float, sparse: float, dense: float) -> Hit:
        item = self.collection.items[row]
        return Hit(item.item_id, item.document_id, item.section, item.item, float(score), float(sparse), float(dense))


def found(sides: fusion.Sides) -> npt.NDArray[np.bool_]:
    """Whether each item shares a token with a query or is near it in meaning; shape (items,)."""
    return (sides.sparse > 0) | (sides.dense >= DENSE_FLOOR)


def weighted_tokens(query: Query, words: WordFinder) -> dict[str, float]:
    """The user's own tokens with their multiplicity, then those of the expansions at their weights.

    A token that the user typed gains nothing from an expansion; of several expansions the heaviest counts.
    """
    own = Counter(tokens(query.text, words))
    weights: dict[str, float] = {}
    for term, weight in query.expansions:
        for token, count in Counter(tokens(term, words)).items():
            weights[token] = max(weights.get(token, 0.0), EXPANSION_SHARE * weight * count)
    return weights | {token: float(count) for token, count in own.items()}


def build(
    collection: Collection,
    encoder: Encoder,
    words: Sequence[str],
    earlier: Earlier,
    progress: Callable[[str], None],
) -> Snapshot:
    """Index a collection; only items that `earlier` does not hold are cut into tokens and encoded."""
    counts, known_words = _counted(collection, words, earlier.tokens, progress)
    dense = DenseIndex.fit(_encoded(collection, encoder, earlier.vectors, progress))
    return Snapshot(collection, StoredIndex(SparseIndex.fit(counts), dense, known_words, collection.keys))


def _counted(
    collection: Collection, words: Sequence[str], earlier: StoredIndex | None, progress: Callable[[str], None]
) -> tuple[TokenCounts, KnownWords]:
    """The tokens of all items, and which of them are dictionary words."""
    rows, new = _earlier_rows(collection, earlier)
    if new:
        progress(f"正在分词：{len(new)} 条")
    dictionary = FullDictionary(words)
    pairs = ((collection.passages[row], collection.items[row].title) for row in new)
    counted = TokenCounts.of(
        tokens(text, dictionary) + TITLE_REPEATS * tokens(title, dictionary) for text, title in pairs
    )
    if earlier is None:
        return counted, KnownWords(filter(dictionary.knows, counted.columns))
    known = earlier.sparse.counts
    counts = known.with_rows(rows, counted)
    kept = (word for word in earlier.words if word in counts.columns)
    added = (token for token in counted.columns if token not in known.columns and dictionary.knows(token))
    return counts, KnownWords((*kept, *added))


def _encoded(
    collection: Collection, encoder: Encoder, earlier: StoredIndex | None, progress: Callable[[str], None]
) -> Floats:
    """The vectors of all items, shape (items, dimension)."""
    rows, new = _earlier_rows(collection, earlier)
    if new:
        progress(f"正在计算向量：{len(new)} 条")
    vectors = np.zeros((len(rows), encoder.dimension), np.float32)
    by_length = sorted(new, key=lambda row: len(collection.passages[row]))  # texts of like length need no padding
    for start in range(0, len(new), ENCODED_AT_ONCE):
        if start:
            progress(f"正在计算向量：{start}/{len(new)} 条")
        batch = by_length[start : start + ENCODED_AT_ONCE]
        vectors[batch] = encoder.encode([collection.passages[row] for row in batch])
    if earlier is not None:
        vectors[rows != NEW] = earlier.dense.vectors()[rows[rows != NEW]]
    return vectors


def _earlier_rows(collection: Collection, earlier: StoredIndex | None) -> tuple[Places, list[int]]:
    """For each item its row in an earlier index, each given once, or NEW; and the rows of the new ones."""
    free: dict[str, deque[int]] = defaultdict(deque)
    for row, key in enumerate(earlier.keys if earlier else ()):
        free[key].append(row)
    rows = np.array([free[key].popleft() if free.get(key) else NEW for key in collection.keys], np.int64)
    return rows, np.flatnonzero(rows == NEW).tolist()


def source_of(collection: Collection, encoder: Encoder, words: Sequence[str]) -> Source:
    """What an index of this collection depends on."""
    return Source(
        documents=collection.fingerprint,
        words=digest(words),
        encoder=encoder.name,
        encoder_checksum=encoder.checksum,
        dimension=encoder.dimension,
    )
