"""Real documents of many offices against outlines that were checked by hand, line by line.

A gold file names the document under ../shared/training/documents, then one line per printed number: path, label and the
first characters of the heading. Numbers that the reader misses are in the gold all the same: it says what is printed.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.reader import read_document, source_files

GOLD = sorted((Path(__file__).parent / "gold_outlines").glob("*.txt"))
TITLE = 16  # characters of the heading in a gold line


def read_gold(path: Path) -> tuple[str, list[str]]:
    first, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return first.removeprefix("# "), lines


def outline_lines(path: Path) -> list[str]:
    return [
        f"{'.'.join(map(str, u.path))} {u.label} {u.title[:TITLE]}".rstrip()
        for u in read_document(path).units
        if u.label
    ]


def f1(found: list[str], gold: list[str]) -> float:
    hits = sum((Counter(found) & Counter(gold)).values())
    return 2 * hits / (len(found) + len(gold))


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_a_real_document_is_split_where_its_printed_numbers_say(path: Path, training_documents: Path) -> None:
    source, gold = read_gold(path)
    found = outline_lines(training_documents / source)
    assert f1(found, gold) >= 0.97, sorted((Counter(found) - Counter(gold)) + (Counter(gold) - Counter(found)))


def test_real_documents_of_every_kind_are_read_whole(training_documents: Path) -> None:
    """The coverage law on every fifth real document, and no two units or items of one id."""
    for path in source_files(training_documents)[::5]:
        document = read_document(path)
        assert "".join(u.text for u in document.units) == document.text, path.name
        assert len({u.item_id for u in document.units}) == len(document.units), path.name
        assert all(document.text[i.start : i.end] == i.text for i in document.items), path.name
        assert len({i.item_id for i in document.items}) == len(document.items), path.name


def test_all_gold_outlines_together_are_met(training_documents: Path) -> None:
    pairs = [(outline_lines(training_documents / source), gold) for source, gold in map(read_gold, GOLD)]
    assert len(pairs) >= 12
    hits = sum(sum((Counter(found) & Counter(gold)).values()) for found, gold in pairs)
    assert 2 * hits / sum(len(found) + len(gold) for found, gold in pairs) >= 0.995
