"""The table of what each part of the search is worth: its last part is the search itself, and no question is dropped."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.ablation import DATA, FUSIONS, PARTS, WHOLE, Asked, ask_cases, ask_pairs, held_out, main, parts_table
from eval.cases import Case, Gold, places
from index.encoder import load_encoder
from index.engine import LocalIndex
from index.lexicon import Lexicon
from index.records import Query
from ingest.records import Document

QUESTIONS = ("特困供养标准是低保的几倍", "适老化改造多少户", "6·19开放日", "五保户的钱", "火星", "")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(DATA / "lexicon")


@pytest.fixture(scope="module")
def index(document: Document, lexicon: Lexicon) -> LocalIndex:
    return LocalIndex.build([document], load_encoder(DATA / "encoder"), words=lexicon.words, expand=lexicon.expansions)


@pytest.fixture(scope="module")
def questions(index: LocalIndex, lexicon: Lexicon, asked: Callable[..., Case]) -> Asked:
    return ask_cases(index, lexicon, [asked(turns=(question,)) for question in QUESTIONS])


@pytest.mark.parametrize("rule", [PARTS[WHOLE], FUSIONS["按认得多少"]])
def test_the_hybrid_is_the_search_itself(index: LocalIndex, questions: Asked, rule: Callable[..., object]) -> None:
    found = questions.run(rule)  # type: ignore[arg-type]
    for number, question in enumerate(QUESTIONS):
        hits = index.search(Query(question, k=50)).hits
        assert found[str(number)] == [str(place) for place in places((h.document_id, h.section, h.item) for h in hits)]


def test_each_part_finds_by_its_own_means(questions: Asked) -> None:
    spoken = str(QUESTIONS.index("五保户的钱"))
    runs = {name: questions.run(rule)[spoken] for name, rule in PARTS.items()}
    assert runs["BM25"] == []
    assert runs["BM25＋词典"][0] == "mou-2024:1.1"
    assert len(runs["向量"]) > 1
    assert len(runs["逐词"]) > 1


def test_a_follow_up_is_measured_as_it_was_understood(
    index: LocalIndex, lexicon: Lexicon, asked: Callable[..., Case]
) -> None:
    follow_up, whole = (
        asked(turns=("特困供养标准是低保的几倍", "还有别的年份提到吗")),
        asked(turns=("还有别的年份提到吗",)),
    )
    cases = ask_cases(index, lexicon, [follow_up, whole])
    understood, bare = cases.run(PARTS["BM25"]).values()
    assert "mou-2024:1.1" in understood
    assert "mou-2024:1.1" not in bare


def test_every_question_with_gold_counts_and_no_other(
    index: LocalIndex, lexicon: Lexicon, asked: Callable[..., Case]
) -> None:
    cases = [asked(), asked(category="own", gold=(Gold("mou-2024", 9, 9),)), asked(gold=(), abstain=True)]
    head, _, numeric, own, every = parts_table(ask_cases(index, lexicon, cases))
    assert head == f"| R@5 / Success@1 | 题数 | {' | '.join(PARTS)} |"
    assert numeric == "| numeric | 1 |" + " 1.000 / 1.000 |" * len(PARTS)
    assert own == "| own | 1 |" + " 0.000 / 0.000 |" * len(PARTS)
    assert every == "| 全部 | 2 |" + " 0.500 / 0.500 |" * len(PARTS)


def test_the_command_prints_the_tables_and_the_costs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = (DATA / "questions" / "development.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "cases.jsonl").write_text(line, encoding="utf-8")
    assert main([str(tmp_path / "cases.jsonl")]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("## cases.jsonl（编码器 encoder）\n")
    assert "| 无（BM25＋词典） |" in printed
    assert all(f"| {name} |" in printed for name in FUSIONS)
    assert "内存峰值" in printed


def test_several_encoders_stand_side_by_side_with_none(
    tmp_path: Path, attention_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (DATA / "questions" / "development.jsonl").read_text(encoding="utf-8").splitlines()[:3]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    chosen = ["--encoder", str(DATA / "encoder"), "--encoder", str(attention_model)]
    assert main([str(tmp_path / "cases.jsonl"), *chosen]) == 0
    _, _, table = capsys.readouterr().out.partition("## cases.jsonl（各编码器）\n\n")
    head, _, *rows = table.strip().splitlines()
    assert head.startswith("| 编码器 | 向量 | 逐词 | 全部 | 全部＋年份地名 |")
    assert [row.split(" | ")[0] for row in rows] == ["| 无（BM25＋词典）", "| 1. encoder", "| 2. 注意力模型"]


def test_what_cannot_be_read_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_held_out_questions_are_asked_of_all_passages(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "pairs").mkdir()
    pairs = [
        {"query": f"第{n}问养老床位", "positive": f"第{n % 1500}段：新增养老床位{n % 1500}张。"} for n in range(3000)
    ]
    with gzip.open(tmp_path / "pairs" / "reading_comprehension.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(pair) + "\n" for pair in pairs)
    document, questions = held_out(tmp_path)
    text_of = {item.item_id: item.text for item in document.items}
    assert len(text_of) == 1500
    assert 1000 <= len(questions) < 1100
    assert all(f"第{int(q[1 : q.index('问')]) % 1500}段" in text_of[item] for q, item in questions)
    asked = ask_pairs(LocalIndex.build([document], load_encoder(DATA / "encoder")), lexicon, questions[:3])
    assert set(asked.qrels()) == {"0", "1", "2"}
    assert asked.names == tuple(sorted(text_of))
