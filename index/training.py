"""Train the static Chinese sentence encoder that ships in `data/encoder`.

    python -m index.training --material ../shared/training --output data/encoder

The encoder is one table: a text is cut into pieces, their rows are averaged, the mean gets length 1. In order:

    read_pairs, read_lines          (index/training_material) material -> training, development and test pairs; unlabelled paragraphs
    count_words, build_tokenizer    jieba word counts -> Unigram pieces, every common character among them
    train_word2vec                  one row for each piece (Mikolov et al. 2013: skip-gram, negative sampling)
    weigh_rows                      a frequent piece weighs less (Arora et al. 2017: a / (a + p))
    mine_pairs                      a sentence and the rest of its paragraph (Lee et al. 2019: inverse cloze task)
    train_contrastive               a question beside its passage (Henderson et al. 2017: in-batch negatives)
    lexicon_pairs                   with --lexicon: another name of a term, and an official sentence that prints the term
    mixed                           once more, with the everyday questions on passages of the field, and some of the rest
    recall, save_encoder            what it is worth on pairs kept aside; the SentenceTransformer folder

Training needs gensim, jieba, safetensors, tokenizers and torch; serving needs nothing of this file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoding import CHECKSUMS
from index.lexicon import Lexicon
from index.training_material import (
    HELD_OUT,
    SEED,
    Pair,
    lexicon_pairs,
    mine_pairs,
    read_lines,
    read_official_lines,
    read_pairs,
    stable_hash,
)
from ingest.errors import SourceError

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
SCALE = 20.0  # of the cosine, an inverse temperature
BATCH = 1024
LEARNING_RATE = 1e-3
PASSES = 2  # over the general pairs; each raises and lowers the learning rate anew
ASKED = "asked"  # the source of the everyday questions, trained on at the end
ASKED_EPOCHS = 3
ASKED_BATCH = 256
REPLAYED = 45_000  # other pairs beside them, or what was learnt before fades: reading comprehension recall@5 .71 → .64
LONGEST_PASSAGE = 512  # pieces, while training only
START, GENERAL = "word2vec.npy", "general.npy"  # rows in the folder of what is kept

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Encoder:
    """A tokenizer and a row for each of its pieces; row 0, the unknown piece, is zero."""

    tokenizer: Tokenizer
    rows: Rows

    def encode(self, texts: Sequence[str]) -> Rows:
        """Give (texts, DIMENSION) unit vectors, the normalised means of the rows; an empty text gives zeros."""
        every_ids = piece_ids(self.tokenizer, texts)
        means = np.array([self.rows[ids or [0]].mean(axis=0) for ids in every_ids], dtype=np.float32)
        return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12), dtype=np.float32)


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


def train_contrastive(encoder: Encoder, pairs: Sequence[Pair], *, seed: int, size: int = BATCH) -> Encoder:
    """Move the rows so that a question is nearest to its own passage among the passages of its batch; one pass.

    Henderson et al. 2017 (MultipleNegativesRankingLoss): cross-entropy over (size, size) scores, SCALE x cosine. A
    batch is of one source, so that its passages are hard to tell apart; a second copy of the passage is no negative.
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    table = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(encoder.rows.copy()), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(table.parameters(), lr=LEARNING_RATE)
    queries = list(piece_ids(encoder.tokenizer, [pair.query for pair in pairs]))
    passages = [ids[:LONGEST_PASSAGE] for ids in piece_ids(encoder.tokenizer, [pair.positive for pair in pairs])]
    passage_keys = np.array([stable_hash(pair.positive) for pair in pairs], dtype=np.int64)

    def embed(texts: Sequence[list[int]]) -> torch.Tensor:
        offsets = torch.from_numpy(np.cumsum([0, *map(len, texts[:-1])]))
        return functional.normalize(table(torch.tensor([number for ids in texts for number in ids]), offsets))

    generator = np.random.default_rng(seed)
    batches: list[NDArray[np.int64]] = []
    for source in sorted({pair.source for pair in pairs}):
        places = generator.permutation([place for place, pair in enumerate(pairs) if pair.source == source])
        batches += [places[start : start + size] for start in range(0, len(places), size)]
    batches = [batches[place] for place in generator.permutation(len(batches))]
    for step, batch in enumerate(batches):
        done = step / len(batches)
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * min((done + 0.001) / 0.1, (1 - done) / 0.9)  # up, then down
        scores = SCALE * embed([queries[place] for place in batch]) @ embed([passages[place] for place in batch]).T
        keys = torch.from_numpy(passage_keys[batch])
        copies = (keys[:, None] == keys) & ~torch.eye(len(batch), dtype=torch.bool)
        loss = functional.cross_entropy(scores.masked_fill(copies, -torch.inf), torch.arange(len(batch)))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 20 == 0:
            log.info("contrastive: step %d of %d, loss %.2f", step, len(batches), loss.item())
    rows = table.weight.detach().numpy().copy()
    rows[0] = 0
    return Encoder(encoder.tokenizer, rows)


def mixed(asked: Sequence[Pair], others: Sequence[Pair], *, seed: int) -> list[Pair]:
    """Give the everyday questions ASKED_EPOCHS times, each time as a source of its own, and REPLAYED of the other pairs."""
    chosen = np.random.default_rng(seed).permutation(len(others))[:REPLAYED]
    times = [Pair(f"{ASKED} {n}", pair.query, pair.positive) for n in range(ASKED_EPOCHS) for pair in asked]
    return [*(others[place] for place in chosen), *times]


def recall(encoder: Encoder, held_out: Sequence[Pair], every: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Give recall@1 and @5 for each source: its held-out questions against all its passages, trained on or not."""
    figures: dict[str, dict[str, float]] = {}
    for source in HELD_OUT:
        questions = [pair for pair in held_out if pair.source == source]
        passages = sorted({pair.positive for pair in every if pair.source == source})
        place = {passage: number for number, passage in enumerate(passages)}
        gold = np.array([place[pair.positive] for pair in questions])[:, None]
        scores = encoder.encode([pair.query for pair in questions]) @ encoder.encode(passages).T
        better = (scores > np.take_along_axis(scores, gold, axis=1)).sum(axis=1)
        found = {f"recall@{k}": round(float(np.mean(better < k)), 3) for k in (1, 5)}
        figures[source] = {"questions": len(questions), "passages": len(passages), **found}
    return figures


def save_encoder(encoder: Encoder, output: Path, figures: Mapping[str, Any]) -> None:
    """Write the folder that `SentenceTransformer(output)` loads: StaticEmbedding, then Normalize.

    The rows are float16 under `embeddings`, beside float32 `weights` of one. Under these names StaticEmbedding
    multiplies the two and so computes in float32; float16 rows under its own name would stay float16.
    """
    from safetensors.numpy import save_file

    static = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
    unit = "sentence_transformers.base.modules.normalize.Normalize"
    modules = [(0, "", static), (1, "1_Normalize", unit)]
    files: dict[str, Any] = {
        "modules.json": [{"idx": n, "name": str(n), "path": path, "type": kind} for n, path, kind in modules],
        "config_sentence_transformers.json": {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"},
        "1_Normalize/config.json": {},
        "measurements.json": figures,
    }
    for name, content in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    encoder.tokenizer.save(str(output / "tokenizer.json"), pretty=False)
    rows = encoder.rows / np.sqrt(np.mean(np.square(encoder.rows)))  # clear of float16's subnormals; the cosine stays
    tensors = {"embeddings": rows.astype(np.float16), "weights": np.ones(len(rows), dtype=np.float32)}
    save_file(tensors, output / "model.safetensors")
    deciding = ("config_sentence_transformers.json", "model.safetensors", "modules.json", "tokenizer.json")
    sums = [f"{hashlib.sha256((output / name).read_bytes()).hexdigest()}  {name}\n" for name in deciding]
    (output / CHECKSUMS).write_text("".join(sums), encoding="ascii")
    (output / "model.safetensors").chmod(0o644)
    log.info("saved: %s", output)


def train(material: Path, output: Path, *, seed: int, kept: Path | None = None, lexicon: Path | None = None) -> None:
    """Run all phases, and write the encoder with its figures on the test pairs and those of what it is built from.

    With `kept`, what the phases before the everyday questions gave is read from that folder if it is there and put
    there if not: new everyday questions are then learnt in minutes. With `lexicon`, a folder of lexicon files, the last
    pass also holds its names beside official sentences; the encoder that ships was trained without (data/encoder/README.md).
    """
    seconds: dict[str, int] = {}
    started = time.monotonic()

    def finish(phase: str) -> None:
        seconds[phase] = round(time.monotonic() - started) - sum(seconds.values())
        log.info("%s: took %d s", phase, seconds[phase])

    if not (kept and (kept / GENERAL).exists()) and find_spec("gensim") is None:
        raise ModuleNotFoundError("gensim is not installed, word2vec needs it; run pip install 'yaodian[train]'")
    training, development, test = read_pairs(material, seed)
    lines = read_lines(material, training, [*development, *test])
    asked = [pair for pair in training if pair.source == ASKED]
    others = [*(pair for pair in training if pair.source != ASKED), *mine_pairs(lines, seed)]
    finish("corpus")
    if kept and (kept / GENERAL).exists():
        start, general = read_kept(kept)
    else:
        tokenizer = build_tokenizer(count_words(lines))
        finish("vocabulary")
        rows, counts = train_word2vec(tokenizer, lines, seed=seed)
        finish("word2vec")
        start = Encoder(tokenizer, weigh_rows(rows, counts))
        general = start
        for _ in range(PASSES):
            general = train_contrastive(general, others, seed=seed)
        if kept:
            keep(kept, start, general)
        finish("contrastive")
    last = mixed(asked, others, seed=seed)
    if lexicon:
        last += lexicon_pairs(Lexicon.load(lexicon), read_official_lines(material, [*development, *test]), seed)
        finish("lexicon")
    encoder = train_contrastive(general, last, seed=seed, size=ASKED_BATCH)
    finish("asked")
    tried = {"word2vec": start, "word2vec + contrastive": general, "word2vec + contrastive + asked": encoder}
    every = [*training, *development, *test]
    figures = {name: recall(candidate, test, every) for name, candidate in tried.items()}
    finish("measurements")
    save_encoder(encoder, output, {"seed": seed, "seconds": seconds, "test": figures})


def keep(folder: Path, start: Encoder, general: Encoder) -> None:
    """Put the encoders before the everyday questions into a folder; the general one last, so that it stands for all."""
    folder.mkdir(parents=True, exist_ok=True)
    general.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    np.save(folder / START, start.rows)
    np.save(folder / GENERAL, general.rows)


def read_kept(folder: Path) -> tuple[Encoder, Encoder]:
    """Give what `keep` put there: the encoder of word2vec, and the one trained on the general pairs."""
    from tokenizers import Tokenizer

    log.info("taken from %s: vocabulary, word2vec, contrastive", folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Encoder(tokenizer, np.load(folder / START)), Encoder(tokenizer, np.load(folder / GENERAL))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train; what is said on the way goes to stderr and to a file."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description="Train the sentence encoder.")
    parser.add_argument("--material", type=Path, required=True, help="folder with pairs/, text/ and documents/")
    parser.add_argument("--output", type=Path, required=True, help="folder of the encoder; its README.md stays")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kept", type=Path, help="folder for what comes before the everyday questions, to begin there")
    parser.add_argument(
        "--lexicon", type=Path, help="folder of lexicon files, to train on official sentences with them"
    )
    parser.add_argument(
        "--log", type=Path, help="file that what is said goes to as well, else training.log in the output"
    )
    options = parser.parse_args(arguments)
    with logged(options.log or options.output / "training.log"):
        log.info(
            "seed %d, material %s, output %s, kept %s", options.seed, options.material, options.output, options.kept
        )
        try:
            train(options.material, options.output, seed=options.seed, kept=options.kept, lexicon=options.lexicon)
        except (FileNotFoundError, ModuleNotFoundError, SourceError) as error:
            sys.exit(f"training: {error}")


@contextmanager
def logged(file: Path) -> Iterator[None]:
    """What this module and gensim say goes to stderr and to a new file, line by line as it is said."""
    file.parent.mkdir(parents=True, exist_ok=True)
    root, form = logging.getLogger(), logging.Formatter("%(asctime)s %(message)s")
    with file.open("w", encoding="utf-8") as kept:
        handlers = [logging.StreamHandler(stream) for stream in (sys.stderr, kept)]
        for handler in handlers:
            handler.setFormatter(form)
            root.addHandler(handler)
        level = root.level
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            root.setLevel(level)
            for handler in handlers:
                root.removeHandler(handler)


if __name__ == "__main__":
    main()
