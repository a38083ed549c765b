"""What the encoder is trained on: text pairs, unlabelled paragraphs, pairs mined from those, everyday questions, and
the words of the lexicon beside sentences that print them.

A passage and all its questions are training, development or test together; no paragraph of a held-out pair is trained on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.entries import Kind
from index.lexicon import EQUIVALENT, Lexicon

SEED = 20_250_101
MINED = 80_000  # paragraphs
LEXICON = "lexicon"  # the source of the pairs of another name and a sentence
LEXICON_ROUNDS = 16  # pairs of one term at most
NEIGHBOURS = 8  # characters on each side of a term that a query keeps
LEAST_SENTENCE, MOST_SENTENCE = 12, 200  # characters
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
    texts += read_documents(material)
    texts += [f"{pair.query}\n{pair.positive}" for pair in training]
    lines = _not_held_out(texts, held_out)
    log.info("corpus: %d paragraphs, %.1f million characters", len(lines), sum(map(len, lines)) / 1e6)
    return lines


def read_official_lines(material: Path, held_out: Iterable[Pair]) -> list[str]:
    """Give every paragraph of laws and documents once, as `read_lines` does."""
    laws = material / "text" / "law_articles.jsonl.gz"
    texts = [record["text"] for record in read_records(laws)] if laws.exists() else []
    return _not_held_out([*texts, *read_documents(material)], held_out)


def read_documents(material: Path) -> list[str]:
    files = sorted((material / "documents").rglob("*.txt"))  # what lies there as docx lies there as txt too
    return [file.read_text(encoding="utf-8-sig", errors="ignore") for file in files]


def _not_held_out(texts: Iterable[str], held_out: Iterable[Pair]) -> list[str]:
    hidden = {line for pair in held_out for line in paragraphs(f"{pair.query}\n{pair.positive}")}
    return [line for line in dict.fromkeys(line for text in texts for line in paragraphs(text)) if line not in hidden]


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


def lexicon_pairs(lexicon: Lexicon, lines: Sequence[str], seed: int) -> list[Pair]:
    """Pair another name of a term with a sentence that prints the term: the name alone, or in the term's place.

        抓好特困人员供养工作。 → 五保户; 抓好五保户供养工作

    A term gives at most LEXICON_ROUNDS pairs, each of a round that is a source of its own: no two pairs of a batch are
    of one term, or one's passage would be a wrong negative of the other. The terms that have opposites are in rounds
    by themselves, so that what must not be merged meets in a batch.
    """
    generator = np.random.default_rng(seed)
    others: dict[str, list[str]] = defaultdict(list)
    for entry in lexicon.entries:
        if entry.kind in EQUIVALENT - {Kind.TYPO}:
            others[entry.term].append(entry.variant)
    sentences = _sentences_with(lexicon, frozenset(others), lines, generator)
    pairs: list[Pair] = []
    for term in sorted(sentences):
        names = [others[term][place] for place in generator.permutation(len(others[term]))]
        group = f"{LEXICON} opposed" if lexicon.opposites(term) else LEXICON
        for turn in range(min(LEXICON_ROUNDS, 2 * len(names))):
            name, sentence = names[turn % len(names)], sentences[term][turn % len(sentences[term])]
            query = name if generator.integers(3) == 0 else _in_place(sentence, term, name)
            pairs.append(Pair(f"{group} {turn}", query, sentence))
    log.info("lexicon: %d pairs of %d terms", len(pairs), len(sentences))
    return pairs


def _sentences_with(
    lexicon: Lexicon, terms: frozenset[str], lines: Sequence[str], generator: np.random.Generator
) -> dict[str, list[str]]:
    """Up to LEXICON_ROUNDS sentences for each term that some line prints as a word of its own."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in generator.permutation(len(lines)):
        for sentence in re.split(r"(?<=[。;!?])", lines[place]):
            if LEAST_SENTENCE <= len(sentence) <= MOST_SENTENCE:
                for word in {mention.word for mention in lexicon.mentions(sentence)} & terms:
                    if len(found[word]) < LEXICON_ROUNDS and word in sentence:
                        found[word].append(sentence)
    return {term: kept for term, kept in found.items() if kept}


def _in_place(sentence: str, term: str, name: str) -> str:
    """The name with what stands next to the term in its clause: 做好|特困人员|供养 → 做好五保户供养."""
    before, _, after = sentence.partition(term)
    left = re.split(r"[,，。;；:：、!?]", before)[-1][-NEIGHBOURS:]
    right = re.split(r"[,，。;；:：、!?]", after)[0][:NEIGHBOURS]
    return left + name + right
