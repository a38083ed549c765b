"""What the lexicon says of one word, for staff who write a lexicon of their own."""

from __future__ import annotations

from collections.abc import Iterator

from index.entries import Kind
from index.lexicon import Lexicon

KIND_NAMES = {
    Kind.SYNONYM: "同义",
    Kind.ABBREVIATION: "简称",
    Kind.FORMER_NAME: "旧称",
    Kind.COLLOQUIAL: "口语",
    Kind.REGIONAL: "地方说法",
    Kind.TYPO: "错字",
    Kind.NARROWER: "其中一种",
    Kind.RELATED: "相关",
    Kind.OPPOSITE: "不可混同",
}


def word_lines(lexicon: Lexicon, word: str) -> Iterator[str]:
    """One line for each entry that holds the word, grouped by kind, its note last: 旧称  社会服务机构—民办非企业  2016年….

    A word is set against the opposites of its other names too; those come as they are listed, after its own.
    """
    names = lexicon.alternatives(word) | {word}
    for kind, name in KIND_NAMES.items():
        for entry in lexicon.entries:
            held = names if kind is Kind.OPPOSITE else (word,)
            if entry.kind is kind and (entry.term in held or entry.variant in held):
                yield f"{name}  {entry.term}—{entry.variant}" + (f"  {entry.note}" if entry.note else "")
