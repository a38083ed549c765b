"""Where the training of the encoder begins: the pieces that a text is cut into, and one row for each of them.

count_words, build_tokenizer    jieba word counts -> Unigram pieces, every common character among them
train_word2vec                  one row for each piece (Mikolov et al. 2013: skip-gram, negative sampling)
weigh_rows                      a frequent piece weighs less (Arora et al. 2017: a / (a + p))
"""

from __future__ import annotations

import logging
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Rows = NDArray[np.float32]  # (pieces, DIMENSION)
Counts = NDArray[np.float32]  # (pieces,)

DIMENSION = 256
VOCABULARY_SIZE = 56_000  # with float16 rows and the tokenizer below 32 MB
LONGEST_WORD = 6  # characters; a longer word is cut, so that its parts can meet others
SEEN_ENOUGH = 5  # occurrences from which a piece has a row of its own
# Words of civil affairs that jieba cuts into parts of another sense (适/老化).
FIELD_WORDS = "适老化 失智 失能 半失能 助餐 助浴 社工站 低边 未保 婚俗 福彩 急难愁盼 补短板 原居安老".split()
WORD2VEC_EPOCHS = 3
SIF_A = 3e-4  # Arora et al. 2017: 1e-3 to 1e-4
ROW_SIZE = 0.01  # root mean square of an entry at the start: the smaller, the farther one Adam step turns a row

log = logging.getLogger("training")


def count_words(lines: Sequence[str]) -> Counter[str]:
    """Count the words of jieba, cut with a private dictionary and cache: the process-wide one stays as it is."""
    import jieba

    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as cache:
        cutter = jieba.Tokenizer()
        cutter.tmp_dir = cache
        for word in FIELD_WORDS:
            cutter.add_word(word)
        for number, line in enumerate(lines):
            counts.update(cutter.cut(line))
            if number % 100_000 == 0:
                log.info("vocabulary: %d of %d paragraphs cut", number, len(lines))
    return counts


def build_tokenizer(counts: Mapping[str, int]) -> Tokenizer:
    """Make a Unigram model (Kudo 2018) in which the score of a word is its log relative frequency.

    The 6,763 characters of GB 2312 and every other character seen twenty times are pieces of their own, so that no
    common Chinese text is unknown. A word is one piece where that is likelier than the product of its parts.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = {character for code in codes if (character := code.decode("gb2312", errors="ignore"))}
    single = common | {character for character, count in characters.items() if count >= 20 and not character.isspace()}
    kinds = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|(19|20)\d\d")
    words = [word for word in counts if 2 <= len(word) <= LONGEST_WORD and kinds.fullmatch(word)]
    words.sort(key=lambda word: (-counts[word], word))
    pieces = [*sorted(single), *words[: VOCABULARY_SIZE - 1 - len(single)]]
    weights = np.array([counts.get(piece, 0) + 0.1 for piece in pieces])
    scores = np.log(weights / weights.sum()).round(4).tolist()
    tokenizer = Tokenizer(models.Unigram([("<unk>", -100.0), *zip(pieces, scores, strict=True)], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    runs = pre_tokenizers.Split(Regex("[0-9]+|[a-z]+"), "isolated")
    marks = pre_tokenizers.Punctuation("isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), marks, runs])
    log.info("vocabulary: %d pieces, of these %d characters", len(pieces) + 1, len(single))
    return tokenizer


def piece_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> Iterator[list[int]]:
    for start in range(0, len(texts), 10_000):
        batch = list(texts[start : start + 10_000])
        yield from (encoding.ids for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False))


def train_word2vec(tokenizer: Tokenizer, lines: Sequence[str], *, seed: int) -> tuple[Rows, Counts]:
    """Give the skip-gram rows and the count of each piece.

    Mikolov et al. 2013: window 5, five negative samples, frequent pieces thinned at 1e-4. Two workers share the rows
    without locks, so two runs agree in quality but not in bits.
    """
    from gensim.models import Word2Vec

    counts = np.zeros(tokenizer.get_vocab_size(), dtype=np.float32)
    order = np.random.default_rng(seed).permutation(len(lines))
    shape = {"vector_size": DIMENSION, "min_count": SEEN_ENOUGH, "workers": 2, "seed": seed}
    model = Word2Vec(sg=1, window=5, negative=5, sample=1e-4, **shape)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "pieces.txt")
        with corpus.open("w", encoding="ascii") as out:
            for ids in piece_ids(tokenizer, [lines[place] for place in order]):
                np.add.at(counts, ids, 1)
                out.write(" ".join(map(str, ids)) + "\n")
        log.info("word2vec: %.1f million pieces, share unknown %.5f", counts.sum() / 1e6, counts[0] / counts.sum())
        model.build_vocab(corpus_file=str(corpus))
        total = {"total_words": model.corpus_total_words, "total_examples": model.corpus_count}
        model.train(corpus_file=str(corpus), **total, epochs=WORD2VEC_EPOCHS, report_delay=20.0)
    rows = np.zeros((len(counts), DIMENSION), dtype=np.float32)
    for piece, place in model.wv.key_to_index.items():
        rows[int(piece)] = model.wv.vectors[place]
    rows[0] = 0
    seen = [(piece, number) for piece, number in sorted(tokenizer.get_vocab().items()) if counts[number] >= SEEN_ENOUGH]
    for character, own in tokenizer.get_vocab().items():  # hardly seen alone: the mean of the words that hold it
        if len(character) == 1 and counts[own] < SEEN_ENOUGH:
            holding = [number for piece, number in seen if character in piece]
            rows[own] = rows[holding or [0]].mean(axis=0)
    return rows, counts


def weigh_rows(rows: Rows, counts: Counts) -> Rows:
    """Scale each row by a / (a + p), p its relative frequency, and take out the common direction (Arora et al. 2017).

    They take it out of the sentence vectors; a sum of projected rows is the projected sum, so one table is enough.
    """
    weighted = rows * (SIF_A / (SIF_A + counts / counts.sum()))[:, None]
    common = np.linalg.eigh(weighted.T @ weighted).eigenvectors[:, -1]
    weighted -= np.outer(weighted @ common, common)
    return np.asarray(weighted * (ROW_SIZE / np.sqrt(np.mean(np.square(weighted)))), dtype=np.float32)
