"""Fit the table that tells everyday questions of the field from others: `python -m eval.register --material ../shared/training`

    everyday questions        data/asked, one in ten kept aside
    against office language   headings, clauses of the passages asked about, bare and as an office asks about them
    against other everyday    questions on products, lawsuits, news and people

Two logistic regressions on the features of `assistant.register`: the first chooses those that weigh at least
LEAST_WEIGHT, the second weighs these alone. Printed: the share told right, kept aside, by source. Seeded; needs scikit-learn.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.register import BIAS, TABLE, features, odds_of
from index.training_material import ASKED, SEED, read_records

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEEN = 8  # texts that must hold a feature
LEAST_WEIGHT = 1.0
INVERSE_PENALTY = 2.0
MOST_OF_EACH = 12_000  # texts of a source
LENGTHS = range(4, 61)  # characters of a question or heading
CLAUSES = range(5, 31)  # characters of a clause
KEPT_ASIDE = 10  # one text in so many
OTHERS = {  # questions of each source that are taken: they are not put as people of the field put them
    "reading_comprehension": 9_000,
    "policy_question_answer": 4_000,
    "gov_heading_body": 6_000,
    "law_heading_article": 3_000,
    "news_question_passage": 6_000,
    "web_query_title": MOST_OF_EACH,
    "legal_question_answer": MOST_OF_EACH,
    "paraphrase_atec": MOST_OF_EACH,
    "paraphrase_simclue": MOST_OF_EACH,
}
OFFICE = (
    "{}有哪些要求 {}是多少 {}什么时候完成 {}由哪个部门负责 {}有什么规定 {}的具体内容是什么 2024年{}怎么安排 {}有哪些措施 {}的目标是什么 "
    "{}要达到多少 关于{}是怎么规定的 {}吗 请问{}几个 {}有没有提到 哪些文件提到{}"
).split()

Texts = Mapping[str, Sequence[str]]


def texts(material: Path, rng: random.Random) -> dict[str, list[str]]:
    """The texts of each source in a seeded order; those of ASKED_SOURCE are the everyday questions."""
    asked = read_records(ASKED)
    sources = {"asked": sorted({record["query"] for record in asked})}
    for name, most in OTHERS.items():
        questions = {record["query"] for record in read_records(material / "pairs" / f"{name}.jsonl.gz")}
        sources[name] = _some(sorted(q for q in questions if len(q) in LENGTHS), most, rng)
    passages = sorted({record["positive"] for record in asked})
    clauses = sorted({c for p in passages for c in re.split("[，。；：]", p) if len(c) in CLAUSES})
    mixed = _some(clauses, 2 * MOST_OF_EACH, rng)
    half = len(mixed) // 2
    sources["clause"] = mixed[:half]
    sources["office"] = [rng.choice(OFFICE).format(clause) for clause in mixed[half:]]
    rng.shuffle(sources["asked"])
    return sources


def fit(sources: Texts) -> dict[str, float]:
    """The weights of the features and the bias under BIAS."""
    from sklearn.linear_model import LogisticRegression

    told = [(features(text), name == "asked") for name, lines in sources.items() for text in lines]
    labels = [label for _, label in told]
    seen = Counter(feature for held, _ in told for feature in held)
    chosen = sorted(feature for feature, count in seen.items() if count >= SEEN)
    for least in (LEAST_WEIGHT, 0.0):
        model: Any = LogisticRegression(C=INVERSE_PENALTY, max_iter=400)
        model.fit(_matrix([held for held, _ in told], chosen), labels)
        weights = {f: round(float(w), 2) for f, w in zip(chosen, model.coef_[0], strict=True)}
        chosen = [feature for feature in chosen if abs(weights[feature]) >= least]
    return {BIAS: round(float(model.intercept_[0]), 2), **{feature: weights[feature] for feature in chosen}}


def told_right(weights: Mapping[str, float], sources: Texts) -> Iterator[tuple[str, int, float]]:
    """Of each source the number of texts and the share that lies on its side of even odds."""
    for name, lines in sources.items():
        right = sum((odds_of(line, weights) > 0) is (name == "asked") for line in lines)
        yield name, len(lines), right / len(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table and print what it is worth."""
    parser = argparse.ArgumentParser(prog="python -m eval.register", description="拟合口语问话的判别表")
    parser.add_argument("--material", type=Path, required=True, help="训练材料的文件夹")
    parser.add_argument("--output", type=Path, default=TABLE, help="写到哪里，不写就是 data/words/spoken.tsv")
    options = parser.parse_args(arguments)
    sources = texts(options.material, random.Random(SEED))
    weights = fit({name: [t for n, t in enumerate(lines) if n % KEPT_ASIDE] for name, lines in sources.items()})
    rows = sorted(weights.items(), key=lambda row: (row[0] != BIAS, -row[1], row[0]))
    options.output.write_text("".join(f"{feature}\t{weight}\n" for feature, weight in rows), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} 行\n")
    for name, count, share in told_right(weights, {name: lines[::KEPT_ASIDE] for name, lines in sources.items()}):
        sys.stdout.write(f"{name}\t{count}\t{share:.1%}\n")
    return 0


def _some(lines: Sequence[str], most: int, rng: random.Random) -> list[str]:
    return rng.sample(lines, min(most, len(lines)))


def _matrix(held: Sequence[frozenset[str]], chosen: Sequence[str]) -> csr_matrix:
    """(texts, features): each feature of a text weighs one over the root of their number, as in `odds_of`."""
    from scipy.sparse import csr_matrix

    column = {feature: n for n, feature in enumerate(chosen)}
    rows = [[column[feature] for feature in sorted(one) if feature in column] for one in held]
    values = [1 / len(row) ** 0.5 for row in rows for _ in row]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    return csr_matrix((values, [n for row in rows for n in row], starts), shape=(len(rows), len(chosen)))


if __name__ == "__main__":
    sys.exit(main())
