"""Check question files against the documents without asking anything: `python -m eval.check_cases FILE…`

For every case: gold places exist; each group of `answer_contains` stands in a gold text (or is the year or the
issuer of one); what is excluded stands in no gold text that must be quoted for it; claims of absence hold
(eval.absence), and a near unanswerable case makes one. Over all files: no question occurs twice, hardly changed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.absence import absence_claims
from eval.cases import CATEGORIES, Case, Gold, gold_of, load_cases
from eval.judge import comparable
from ingest.errors import YaodianError
from ingest.library import SHIPPED_DOCUMENTS
from ingest.reader import read_document
from ingest.records import Document

SAME_QUESTION = 0.8  # share of common character pairs (Dice) from which two questions count as one
SHORT_QUESTION = 6  # characters; shorter ones ("那2024年呢？") are alike without being the same


def findings(case: Case, documents: Sequence[Document]) -> tuple[str, ...]:
    """What is wrong with one case, in Chinese; nothing if it agrees with the documents."""
    if case.category not in CATEGORIES:
        return (f"没有 {case.category} 这一类",)
    if case.abstain:
        return tuple(_absence(case, documents))
    return tuple(_presence(case, documents))


def twins(cases: Iterable[Case]) -> tuple[tuple[Case, Case], ...]:
    """Pairs of cases that ask the same in the same conversation, wording hardly changed."""
    seen: list[tuple[Case, Counter[str]]] = []
    pairs = []
    for case in cases:
        grams = _bigrams(" ".join(case.turns))
        pairs += [(other, case) for other, theirs in seen if _dice(grams, theirs) >= SAME_QUESTION]
        if len(comparable("".join(case.turns))) >= SHORT_QUESTION:
            seen.append((case, grams))
    return tuple(pairs)


def _absence(case: Case, documents: Sequence[Document]) -> Iterable[str]:
    claims = absence_claims(case.note)
    if case.category == "unanswerable_near" and not claims:
        yield "没有写 ABSENT: 说明文件里确实没有什么"
    if case.contains:
        yield "应拒答，却写了 answer_contains"
    for claim in claims:
        if (found := claim.counterexample(documents)) is not None:
            yield f"{claim} 不成立：{found}"


def _presence(case: Case, documents: Sequence[Document]) -> Iterable[str]:
    texts, names = _places(documents)
    for gold in case.gold:
        if gold not in texts:
            yield f"文件里没有 {gold}"
    gold_texts = {gold: texts[gold] for gold in case.gold if gold in texts}
    named = set().union(*(names[gold.document_id] for gold in gold_texts))
    for group in case.contains:
        alternatives = [comparable(alternative) for alternative in group]
        if not any(a in text for a in alternatives for text in gold_texts.values()) and not named & set(alternatives):
            yield f"依据里没有“{group[0]}”"
    for gold, text in gold_texts.items():
        supported = any(
            comparable(a) in text or comparable(a) in names[gold.document_id] for group in case.contains for a in group
        )
        if case.gold_all and case.contains and not supported and case.category != "summary":
            yield f"{gold} 里没有 answer_contains 的任何一种写法"
    for excluded in map(comparable, case.excludes):
        if len(gold_texts) == 1 and any(excluded in text for text in gold_texts.values()) and not case.negation_allowed:
            yield f"不许说的“{excluded}”就在依据里"
        if any(excluded in comparable(alternative) for group in case.contains for alternative in group):
            yield f"“{excluded}”既要写出又不许说"


def _places(documents: Sequence[Document]) -> tuple[Mapping[Gold, str], Mapping[str, set[str]]]:
    """The comparable text of every place, and the words that name each document: year, issuer, region."""
    texts: dict[Gold, str] = {}
    names: dict[str, set[str]] = {}
    for document in documents:
        for item in document.items:
            place = gold_of(document.document_id, item.section, item.item)
            texts[place] = texts.get(place, "") + comparable(item.text)
        region = document.metadata.region or ""
        names[document.document_id] = {str(document.year), document.issuer or "", region, region[:-1]} - {""}
    return texts, names


def _bigrams(text: str) -> Counter[str]:
    text = "".join(c for c in comparable(text) if c.isalnum())
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong, one line each; 0 if nothing is, 1 if something is or a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.check_cases", description="对照文件核对题目。")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--documents", type=Path, default=SHIPPED_DOCUMENTS, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        documents = tuple(read_document(path) for path in sorted(options.documents.glob("*.txt")))
        files = {path: load_cases(path) for path in options.files}
    except YaodianError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lines = [
        f"{case.case_id}：{finding}"
        for cases in files.values()
        for case in cases
        for finding in findings(case, documents)
    ]
    lines += [
        f"{one.case_id} 与 {other.case_id} 是同一问"
        for one, other in twins(c for cases in files.values() for c in cases)
    ]
    for path, cases in files.items():
        counts = Counter(case.category for case in cases)
        listed = "，".join(f"{name} {counts[name]}" for name in CATEGORIES if counts[name])
        sys.stdout.write(f"{path}：{len(cases)}题（{listed}）\n")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.write(f"{len(lines)}处有问题\n" if lines else "核对无误\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
