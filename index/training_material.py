"""What the encoder is trained on: text pairs, unlabelled paragraphs, pairs mined from those, and everyday questions.

A passage and all its questions are training, development or test together; no paragraph of a held-out pair is trained on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 20_250_101
MINED = 80_000  # paragraphs
ASKED = Path(__file__).resolve().parent.parent / "data" / "asked" / "asked.jsonl.gz"
HELD_OUT = {
    "reading_comprehension": 1000,
    "policy_question_answer": 400,
    "gov_heading_body": 1000,
    "asked": 400,
}  # questions

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question or heading, and the passage that answers it or stands below it."""

    source: str
    query: str
    positive: str


def read_pairs(material: Path, seed: int) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Give (training, development, test) pairs of the material and of `ASKED`; all questions of one passage fall on the same side."""
    folder = material / "pairs"
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        raise FileNotFoundError(f"{folder}: found no *.jsonl.gz, expected text pairs; pass --material FOLDER")
    sides: tuple[list[Pair], list[Pair], list[Pair]] = ([], [], [])
    for file in [*files, ASKED]:
        source = file.name.removesuffix(".jsonl.gz")
        pairs = [Pair(source, record["query"], record["positive"]) for record in read_records(file)]
        wanted = HELD_OUT.get(source, 0)
        by_passage = sorted(pairs, key=lambda pair: stable_hash(f"{seed}{pair.positive}"))
        first = {pair.positive: place for place, pair in reversed(list(enumerate(by_passage)))}
        for pair in pairs:
            place = first[pair.positive]
            sides[2 if place < wanted else 1 if place < 2 * wanted else 0].append(pair)
    log.info("pairs: %d to train on, %d development, %d test", *map(len, sides))
    return sides


def read_records(file: Path) -> list[dict[str, str]]:
    """Give the records of a gzipped JSONL file without the comments, tags and byte-order marks of crawled texts."""
    marks = re.compile(r"(?s)<!--.*?-->|<[^<>]{1,200}>|\ufeff")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [{name: marks.sub(" ", value).strip() for name, value in json.loads(line).items()} for line in lines]


def stable_hash(text: str) -> int:
    """Give the same number of 63 bits for the same text in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def read_lines(material: Path, training: Iterable[Pair], held_out: Iterable[Pair]) -> list[str]:
    """Give every paragraph once, normalised as the tokenizer does (NFKC, lower case), none of a held-out pair."""
    texts = [record["text"] for file in sorted((material / "text").glob("*.gz")) for record in read_records(file)]
    documents = sorted((material / "documents").rglob("*.txt"))  # what lies there as docx lies there as txt too
    texts += [file.read_text(encoding="utf-8-sig", errors="ignore") for file in documents]
    texts += [f"{pair.query}\n{pair.positive}" for pair in training]
    hidden = {line for pair in held_out for line in paragraphs(f"{pair.query}\n{pair.positive}")}
    lines = [line for line in dict.fromkeys(line for text in texts for line in paragraphs(text)) if line not in hidden]
    log.info("corpus: %d paragraphs, %.1f million characters", len(lines), sum(map(len, lines)) / 1e6)
    return lines


def paragraphs(text: str) -> list[str]:
    normalised = unicodedata.normalize("NFKC", text).lower()
    return [line for line in map(str.strip, normalised.splitlines()) if len(line) > 1]


def mine_pairs(lines: Sequence[str], seed: int) -> list[Pair]:
    """Pair a sentence with the rest of its paragraph, in MINED paragraphs (Lee et al. 2019: inverse cloze task)."""
    generator = np.random.default_rng(seed)
    paragraphs_cut = [[part for part in re.split(r"(?<=[。;!?])", line) if len(part) >= 8] for line in lines]
    long_enough = [sentences for sentences in paragraphs_cut if len(sentences) >= 3]
    pairs: list[Pair] = []
    for place in generator.permutation(len(long_enough))[:MINED]:
        sentences = long_enough[place]
        query = sentences.pop(generator.integers(len(sentences)))
        pairs.append(Pair("mined", query, "".join(sentences)))
    return pairs
