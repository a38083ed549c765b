"""How fast a search is: `python -m tests.benchmarks.search_benchmark [--material DIR] [--items N] [--encoder DIR]`.

Prints the time to build, save and load an index, its size, and p50/p95 of the sparse side, the dense side and the whole
search, for the shipped documents and for N items out of other plans (`--material`, a folder of text files).
Without material the sentences of the shipped documents are shuffled into N items. Targets at 10,000 items: p95 of a
search at most 15 ms; at 170 items the sparse side at most 1 ms.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np

from index.encoder import Encoder, load_encoder
from index.engine import LocalIndex
from index.records import Query
from index.snapshot import weighted_tokens
from index.tokens import normalise
from ingest.reader import document_from_text, read_document, source_files
from ingest.records import Document

DATA = Path(__file__).parents[2] / "data"
QUESTIONS = 300
SEED = 20


def other_plans(material: Path, items: int) -> tuple[Document, ...]:
    """The first documents of a folder with that many items in all; the last one is cut to fit."""
    documents: dict[str, Document] = {}
    left = items
    for path in source_files(material):
        document = read_document(path)
        if document.document_id not in documents and left:
            documents[document.document_id] = replace(document, items=document.items[:left])
            left -= len(documents[document.document_id].items)
    return tuple(documents.values())


def shuffled_plans(shipped: Sequence[Document], items: int) -> tuple[Document, ...]:
    """Items of five shipped sentences each, in plans of 40 items."""
    chance = random.Random(SEED)
    sentences = [s for document in shipped for s in normalise(document.text).split("。") if len(s) > 10]

    def text(size: int) -> Iterator[str]:
        for number in range(1, size + 1):
            yield f"{number}．" + "。".join(chance.sample(sentences, 5)) + "。"

    sizes = [min(40, items - start) for start in range(0, items, 40)]
    return tuple(
        document_from_text("\n".join(text(size)), source=f"plan-{number}.txt") for number, size in enumerate(sizes)
    )


def questions_of(documents: Sequence[Document]) -> list[Query]:
    """Pieces of 12 to 20 characters from anywhere in the items."""
    chance = random.Random(SEED)
    texts = [text for d in documents for item in d.items if len(text := normalise(item.text)) > 40]
    pieces: list[Query] = []
    for text in chance.choices(texts, k=QUESTIONS):
        start = chance.randrange(len(text) - 20)
        pieces.append(Query(text[start : start + chance.randint(12, 20)]))
    return pieces


def timed(name: str, search: Callable[[Query], object], questions: Sequence[Query]) -> None:
    search(questions[0])
    milliseconds = []
    for question in questions:
        start = perf_counter()
        search(question)
        milliseconds.append((perf_counter() - start) * 1000)
    print(f"  {name:7}  p50 {np.percentile(milliseconds, 50):6.2f} ms   p95 {np.percentile(milliseconds, 95):6.2f} ms")


def report(documents: Sequence[Document], encoder: Encoder) -> None:
    items = [item for document in documents for item in document.items]
    mean = np.mean([len(item.text) for item in items])
    print(f"{len(items):,} items of {mean:.0f} characters in {len(documents)} documents")
    start = perf_counter()
    index = LocalIndex.build(documents, encoder)
    built = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder))
        saved = perf_counter()
        LocalIndex.load(documents, encoder, Path(folder))
        loaded = perf_counter()
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    print(
        f"  build {built - start:.2f} s, save {saved - built:.2f} s, load {loaded - saved:.2f} s, {size / 1e6:.1f} MB"
    )
    questions, stored = questions_of(documents), index._snapshot.stored
    timed("sparse", lambda query: stored.sparse.scores(weighted_tokens(query, stored.words)), questions)
    timed("dense", lambda query: stored.dense.scores(encoder.encode([query.text], role="query")[0]), questions)
    timed("hybrid", index.search, questions)
    timed("rarity", lambda query: index.rarity(query.text[:4]), questions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--material", type=Path)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--encoder", type=Path, default=DATA / "encoder")
    options = parser.parse_args()
    encoder = load_encoder(options.encoder)
    shipped = tuple(read_document(path) for path in source_files(DATA / "documents"))
    report(shipped, encoder)
    more = other_plans(options.material, options.items) if options.material else shuffled_plans(shipped, options.items)
    report(more, encoder)


if __name__ == "__main__":
    main()
