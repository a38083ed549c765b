"""How often questions of everyday life are answered from documents that do not speak of them:
`python -m eval.strangers --material ../shared/training [--library DIR] [--each 250]`

The questions are searches, chats and news questions of the training material, a seeded sample; hardly one of them is
about the documents, so nearly every answer is one too many. Printed: each that is answered, then the sums by source.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.records import Answer
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from index.training_material import SEED, read_records
from ingest.errors import YaodianError
from ingest.library import Library

DATA = Path(__file__).resolve().parent.parent / "data"
SOURCES = ("web_query_title", "paraphrase_simclue", "paraphrase_atec", "news_question_passage")
LENGTHS = range(5, 31)  # characters of a question


def questions(material: Path, each: int) -> dict[str, list[str]]:
    """`each` questions of every source, or all where it has fewer; the same for the same material."""
    rng = random.Random(SEED)
    told = {}
    for source in SOURCES:
        asked = {record["query"] for record in read_records(material / "pairs" / f"{source}.jsonl.gz")}
        fit = sorted(question for question in asked if len(question) in LENGTHS)
        told[source] = rng.sample(fit, min(each, len(fit)))
    return told


def answered(assistant: Assistant, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The questions that are answered, each with the first quote."""
    for question in asked:
        reply = assistant.ask(question)
        if isinstance(reply, Answer):
            yield question, reply.citations[0].quote


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is answered; 1 if something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.strangers", description="日常闲谈有多少被当成问文件的。")
    parser.add_argument("--material", type=Path, required=True, metavar="DIR", help="训练材料")
    parser.add_argument("--library", type=Path, metavar="DIR", help="文档库，缺省为随附的文件")
    parser.add_argument("--each", type=int, default=250, metavar="N", help="每种来源取多少句，缺省 250")
    options = parser.parse_args(arguments)
    try:
        library = Library.open(options.library) if options.library else Library.shipped()
        lexicon = Lexicon.load(DATA / "lexicon", *library.words_files)
        asked = questions(options.material, options.each)
        encoder = load_encoder(DATA / "encoder")
        index = LocalIndex.build(library.documents, encoder, words=lexicon.words, expand=lexicon.expansions)
    except (YaodianError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    assistant = Assistant(index, lexicon)
    sums = []
    for source, own in asked.items():
        found = list(answered(assistant, own))
        sys.stdout.writelines(f"{source}\t{question}\t{quote[:40]}\n" for question, quote in found)
        sums.append((source, len(found), len(own)))
    sys.stdout.writelines(f"{source}：答了 {count} 句，共 {total} 句\n" for source, count, total in sums)
    return 0


if __name__ == "__main__":
    sys.exit(main())
