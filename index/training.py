"""Train the static Chinese sentence encoder that ships in `data/encoder`.

    python -m index.training --material ../shared/training --output data/encoder

The encoder is one table: a text is cut into pieces, their rows are averaged, the mean gets length 1. In order:

    read_pairs, read_lines          (index/training_material) material -> training, development and test pairs; unlabelled paragraphs
    build_tokenizer … weigh_rows    (index/word_vectors) the pieces, and a row for each that says what it stands beside
    mine_pairs                      a sentence and the rest of its paragraph (Lee et al. 2019: inverse cloze task)
    train_contrastive               (index/contrastive) a question beside its passage (Henderson et al. 2017: in-batch negatives)
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
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from index.contrastive import ASKED, ASKED_BATCH, Encoder, mixed, recall, train_contrastive
from index.encoding import CHECKSUMS
from index.lexicon import Lexicon
from index.training_material import (
    SEED,
    lexicon_pairs,
    mine_pairs,
    read_lines,
    read_official_lines,
    read_pairs,
)
from index.word_vectors import build_tokenizer, count_words, train_word2vec, weigh_rows
from ingest.errors import SourceError

PASSES = 2  # over the general pairs; each raises and lowers the learning rate anew
START, GENERAL = "word2vec.npy", "general.npy"  # rows in the folder of what is kept

log = logging.getLogger("training")


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
