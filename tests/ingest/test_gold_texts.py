"""Real documents against units that were written down from the raw text, before the program was run on them.

A gold file names the document under ../shared/training/documents, on a second line the words before which the gold
ends (of a long document the first 15,000 characters are gold), then one line for each printed number: path, label and
the first characters of the unit behind its label, without blanks.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.reader import read_document

GOLD = sorted((Path(__file__).parent / "gold_texts").glob("*.txt"))
BEGINNING = 12  # characters of the unit in a gold line
SHORT = 400  # characters behind a unit that may be needed to fill up the beginning of a short one


def squeezed(text: str) -> str:
    return "".join(text.split())


def read_gold(path: Path) -> tuple[str, str, list[str]]:
    source, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    ends = lines.pop(0).removeprefix("# before: ") if lines[0].startswith("# before: ") else ""
    return source.removeprefix("# "), ends, lines


def unit_lines(path: Path, ends: str) -> list[str]:
    document = read_document(path)
    said = [offset for offset, character in enumerate(document.text) if not character.isspace()]
    end = said[squeezed(document.text).index(ends)] if ends else len(document.text)
    found = []
    for unit in document.units:
        if unit.label and document.text[unit.start : end].strip():
            label = squeezed(unit.label)
            behind = squeezed(document.text[unit.start : unit.end + SHORT]).partition(label)[2]
            found.append(f"{'.'.join(map(str, unit.path))} {label} {behind[:BEGINNING]}")
    return found


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_the_units_are_those_that_a_reader_wrote_down_first(path: Path, training_documents: Path) -> None:
    source, ends, gold = read_gold(path)
    found = unit_lines(training_documents / source, ends)
    missed, invented = Counter(gold) - Counter(found), Counter(found) - Counter(gold)
    hits = len(gold) - sum(missed.values())
    assert 2 * hits >= 0.97 * (len(found) + len(gold)), (missed, invented)
