"""What each part of the search is worth: `python -m eval.ablation [CASES.jsonl …] [--library DIR] [--encoder DIR …] [--material DIR]`

For every question file a table of recall@5 and success@1 by category: BM25 alone, with the lexicon, vectors alone (of
whole items, token by token), BM25 with both, all of it without and with the comparison token by token, all with the years
and areas that a question names (the search itself); then other rules of fusion. Several encoders are taken in turn; a table sets them beside none. With --material the same outside the domain, on the reading-comprehension pairs that the encoder was not
trained on. At the end what it costs: size, time, memory.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from eval.cases import CATEGORIES, Case, load_cases, places
from eval.metrics import Run, percentile, recall_at_k, reciprocal_rank, success_at_k
from eval.run import earlier_turns, searched_text
from index.encoder import Encoder, load_encoder
from index.engine import LocalIndex
from index.fusion import Scores, Sides, fused, reciprocal_rank_fusion, weighted_sum
from index.lexicon import Lexicon
from index.records import Query
from index.snapshot import found
from index.training_material import SEED, read_pairs
from ingest.errors import YaodianError
from ingest.library import Library
from ingest.records import Document, Item, Metadata, Section

DATA = Path(__file__).resolve().parent.parent / "data"
SHOWN_CATEGORIES = ("numeric", "colloquial")  # columns of the table of fusion rules, beside all
OUT_OF_DOMAIN = "reading_comprehension"
DEPTH = 50  # hits of a question, as in eval.run; several paragraphs of a section are one place


@dataclass(frozen=True, slots=True)
class Question:
    """For one question: the sides of its own words, and of shape (items,) the sparse scores with the lexicon and the
    factor for the year and area that it names."""

    own: Sides
    expanded: Scores
    preference: Scores


Fuse = Callable[[Sides], Scores]
"""The sides of a question → scores, shape (items,)."""
Rule = Callable[[Question], Scores]
"""Question → scores, shape (items,); an item that scores 0 or less is not found."""


def _own_words(question: Question) -> Scores:
    return question.own.sparse


def _expanded(question: Question) -> Scores:
    return question.expanded


def _dense(question: Question) -> Scores:
    return question.own.dense


def _late(question: Question) -> Scores:
    return question.own.late


def _without_late(sides: Sides) -> Scores:
    return fused(replace(sides, late=np.zeros_like(sides.late)))


def _by_rule(fuse: Callable[[Scores, Scores], Scores], sides: Sides) -> Scores:
    return fuse(sides.sparse, sides.dense)


def _together(question: Question, *, fuse: Fuse = fused, lexicon: bool = True, preference: bool = True) -> Scores:
    sides = replace(question.own, sparse=question.expanded) if lexicon else question.own
    scores = np.where(found(sides), fuse(sides), 0.0)
    return scores * question.preference if preference else scores


def _without_vectors(question: Question) -> Scores:
    return question.expanded * question.preference


WHOLE = "全部＋年份地名"  # the search itself
PARTS: dict[str, Rule] = {
    "BM25": _own_words,
    "BM25＋词典": _expanded,
    "向量": _dense,
    "逐词": _late,
    "BM25＋向量、逐词": partial(_together, lexicon=False, preference=False),
    "全部，不逐词": partial(_together, fuse=_without_late, preference=False),
    "全部": partial(_together, preference=False),
    WHOLE: _together,
}
ENCODER_PARTS = ("向量", "逐词", "全部", WHOLE)  # what the choice of an encoder changes
FUSIONS: dict[str, Rule] = {
    "按认得多少": _together,
    "按认得多少，不逐词": partial(_together, fuse=_without_late),
    **{
        f"加权和 1 : {weight}": partial(_together, fuse=partial(_by_rule, partial(weighted_sum, dense_weight=weight)))
        for weight in (0.2, 0.5, 1.0)
    },
    **{
        f"名次倒数和 1 : {weight}": partial(
            _together, fuse=partial(_by_rule, partial(reciprocal_rank_fusion, dense_weight=weight))
        )
        for weight in (0.3, 0.5, 1.0)
    },
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions with their truth: for each its category, the names of the right places, and the scores of all items."""

    categories: tuple[str, ...]
    relevant: tuple[frozenset[str], ...]
    questions: tuple[Question, ...]
    names: tuple[str, ...]
    """The place that each row of the index stands for."""

    def run(self, rule: Rule) -> Run:
        """For each question the places that a rule finds, best first."""
        return {str(number): self._ranked(rule(question)) for number, question in enumerate(self.questions)}

    def _ranked(self, scores: Scores) -> list[str]:
        best = np.argsort(-scores, kind="stable")
        hits = best[scores[best] > 0][:DEPTH]
        return list(dict.fromkeys(self.names[row] for row in hits.tolist()))

    def qrels(self, category: str | None = None) -> dict[str, frozenset[str]]:
        """The right places of all questions, or of those of one category."""
        chosen = zip(self.categories, self.relevant, strict=True)
        return {str(n): right for n, (name, right) in enumerate(chosen) if category in (None, name)}


def ask_cases(index: LocalIndex, lexicon: Lexicon, cases: Iterable[Case]) -> Asked:
    """The questions of cases with gold, as typed, without scope; a last turn as the assistant understands it after the others."""
    searched = [case for case in cases if case.gold]
    assistant = Assistant(index, lexicon)
    items = [item for document in index.documents for item in document.items]
    place = {item.item_id: str(places([(item.document_id, item.section, item.item)])[0]) for item in items}
    return Asked(
        tuple(case.category for case in searched),
        tuple(frozenset(map(str, case.gold)) for case in searched),
        tuple(_asked(index, lexicon, _searched(assistant, case)) for case in searched),
        tuple(place[item_id] for item_id in sorted(place)),
    )


def _searched(assistant: Assistant, case: Case) -> str:
    if len(case.turns) == 1:
        return case.question
    return searched_text(case, assistant.ask(case.question, earlier_turns(assistant, case)))


def ask_pairs(index: LocalIndex, lexicon: Lexicon, pairs: Sequence[tuple[str, str]]) -> Asked:
    """Questions, each with the item that answers it."""
    return Asked(
        (OUT_OF_DOMAIN,) * len(pairs),
        tuple(frozenset([item_id]) for _, item_id in pairs),
        tuple(_asked(index, lexicon, question) for question, _ in pairs),
        tuple(sorted(item.item_id for document in index.documents for item in document.items)),
    )


def _asked(index: LocalIndex, lexicon: Lexicon, question: str) -> Question:
    own = index.sides(Query(question))
    expanded = index.sides(Query(question, expansions=lexicon.expansions(question, index.holds))).sparse
    return Question(own, expanded, index.preference(Query(question)))


def passages_document(passages: Sequence[str]) -> Document:
    """One document whose items are these passages."""
    items = tuple(
        Item(f"pairs:1.{number}", "pairs", 1, "", number, None, str(number), "", text, 0, len(text))
        for number, text in enumerate(passages, 1)
    )
    metadata = Metadata("", None, None, None, None, None, None)
    return Document("pairs", metadata, "", "", "", (Section(1, "", "", 0, 0),), items, ())


def held_out(material: Path) -> tuple[Document, list[tuple[str, str]]]:
    """All reading-comprehension passages as a document, and the questions kept aside with the item of their passage."""
    training, development, test = read_pairs(material, SEED)
    every = (pair for pair in (*training, *development, *test) if pair.source == OUT_OF_DOMAIN)
    passages = sorted({pair.positive for pair in every})
    document = passages_document(passages)
    item_of = {text: item.item_id for text, item in zip(passages, document.items, strict=True)}
    return document, [(pair.query, item_of[pair.positive]) for pair in test if pair.source == OUT_OF_DOMAIN]


def parts_table(asked: Asked) -> Iterator[str]:
    """Recall@5 / success@1 of each part by category, as a Markdown table."""
    runs = {name: asked.run(rule) for name, rule in PARTS.items()}
    present = set(asked.categories)
    order = [*(name for name in CATEGORIES if name in present), *sorted(present - set(CATEGORIES))]
    yield from _table(
        ["R@5 / Success@1", "题数", *runs],
        (
            [category or "全部", str(len(qrels)), *(_cell(run, qrels) for run in runs.values())]
            for category in [*order, *([None] if len(order) > 1 else [])]
            for qrels in [asked.qrels(category)]
        ),
    )


def encoders_table(asked_with: Mapping[str, Asked]) -> Iterator[str]:
    """Recall@5 / success@1 of the search with each encoder and with none, as a Markdown table; the questions are the same."""
    some = next(iter(asked_with.values()))
    shown = [name for name in SHOWN_CATEGORIES if name in some.categories]
    without: dict[str, Rule] = {"全部": PARTS["BM25＋词典"], WHOLE: _without_vectors}
    yield from _table(
        ["编码器", *ENCODER_PARTS, *(f"{WHOLE}：{category}" for category in shown)],
        (
            [
                name,
                *(_cell(asked.run(rules[part]), asked.qrels()) if part in rules else "" for part in ENCODER_PARTS),
                *(_cell(asked.run(rules[WHOLE]), asked.qrels(category)) for category in shown),
            ]
            for name, asked, rules in [
                ("无（BM25＋词典）", some, without),
                *((name, asked, PARTS) for name, asked in asked_with.items()),
            ]
        ),
    )


def fusion_table(asked: Asked) -> Iterator[str]:
    """Recall@5 / success@1 and reciprocal rank of each rule of fusion, as a Markdown table."""
    shown = [name for name in SHOWN_CATEGORIES if name in asked.categories]
    yield from _table(
        ["合并规则", "全部", "RR", *shown],
        (
            [
                name,
                _cell(run, asked.qrels()),
                f"{reciprocal_rank(run, asked.qrels()):.3f}",
                *(_cell(run, asked.qrels(category)) for category in shown),
            ]
            for name, rule in FUSIONS.items()
            for run in [asked.run(rule)]
        ),
    )


def _cell(run: Run, qrels: dict[str, frozenset[str]]) -> str:
    return f"{recall_at_k(run, qrels, 5):.3f} / {success_at_k(run, qrels, 1):.3f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---{'|--:' * (len(head) - 1)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def costs(index: LocalIndex, encoder: Encoder, questions: Sequence[str]) -> str:
    """Size on disk, time to encode an item and a question, peak memory of this process."""
    texts = [item.text for document in index.documents for item in document.items]
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    started = time.perf_counter()
    encoder.encode(texts)
    each = (time.perf_counter() - started) * 1000 / max(len(texts), 1)
    spent = []
    for question in questions:
        started = time.perf_counter()
        encoder.encode([question], role="query")
        spent.append((time.perf_counter() - started) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return (
        f"索引 {size / 1e6:.1f} MB（{len(texts)} 条）；编码每条 {each:.2f} 毫秒，"
        f"每问 p50 {percentile(spent, 50):.2f}、p95 {percentile(spent, 95):.2f} 毫秒；到此内存峰值 {peak:.0f} MB"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 if something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.ablation", description="检索的每个部分各有多大用处。")
    parser.add_argument("files", nargs="*", type=Path, metavar="CASES.jsonl", help="题目文件，缺省为开发集")
    parser.add_argument("--library", type=Path, metavar="DIR", help="题目所问的文档库，缺省为随附的文件")
    parser.add_argument("--encoder", action="append", metavar="DIR", help="编码器，可以重复，缺省为随附的")
    parser.add_argument("--material", type=Path, metavar="DIR", help="训练材料，给出时加测留出的阅读理解题")
    options = parser.parse_args(arguments)
    try:
        library = Library.open(options.library) if options.library else Library.shipped()
        documents = library.documents
        lexicon = Lexicon.load(DATA / "lexicon", *library.words_files)
        encoders = [load_encoder(name) for name in options.encoder or [DATA / "encoder"]]
        files = options.files or ([] if options.material else [DATA / "questions" / "development.jsonl"])
        cases = {path: load_cases(path) for path in files}
        if cases:
            indexes = [LocalIndex.build(documents, encoder, words=lexicon.words) for encoder in encoders]
        for path, asked_cases in cases.items():
            questions = [case.question for case in asked_cases]
            _print(
                path.name, [ask_cases(index, lexicon, asked_cases) for index in indexes], indexes, encoders, questions
            )
        if options.material:
            document, pairs = held_out(options.material)
            indexes = [LocalIndex.build([document], encoder, words=lexicon.words) for encoder in encoders]
            questions = [question for question, _ in pairs]
            _print(OUT_OF_DOMAIN, [ask_pairs(index, lexicon, pairs) for index in indexes], indexes, encoders, questions)
    except (YaodianError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _print(
    title: str,
    asked: Sequence[Asked],
    indexes: Sequence[LocalIndex],
    encoders: Sequence[Encoder],
    questions: Sequence[str],
) -> None:
    """The tables of one set of questions, for each encoder, then all encoders side by side."""
    names = [
        f"{number}. {encoder.name}" if len(encoders) > 1 else encoder.name for number, encoder in enumerate(encoders, 1)
    ]
    lines: list[str] = []
    for name, own, index, encoder in zip(names, asked, indexes, encoders, strict=True):
        lines += [f"## {title}（编码器 {name}）", "", *parts_table(own), "", *fusion_table(own), ""]
        lines += [costs(index, encoder, questions), ""]
    lines += [f"## {title}（各编码器）", "", *encoders_table(dict(zip(names, asked, strict=True))), ""]
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
