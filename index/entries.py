"""The lines of a lexicon file: pairs of words, and how far the two may stand for each other.

    term        variant     kind        note
    特困人员     五保户       colloquial
    辅助器具     轮椅         narrower
    城市低保     农村低保     opposite

`term` is the official wording, `variant` another one, `kind` a `Kind`; a tab stands between two fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.errors import SourceError

HEADER = ("term", "variant", "kind", "note")
UNREADABLE = "\ufffd"  # what stands for a damaged character
SHORTEST_WORD = 2  # characters; a single character stands inside too many other words


class Kind(StrEnum):
    """How a variant relates to its term."""

    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"
    FORMER_NAME = "former_name"
    COLLOQUIAL = "colloquial"
    REGIONAL = "regional"
    TYPO = "typo"
    NARROWER = "narrower"
    RELATED = "related"
    OPPOSITE = "opposite"


_KIND_BY_NAME = {kind.value: kind for kind in Kind}
_KIND_NAMES = "、".join(_KIND_BY_NAME)
_WORD = r"([^\s#][^\t]*[^\s])"
_YEAR = re.compile(r"((?:19|20)\d\d)年")  # at the beginning of the note on a former name
_LINE = re.compile(rf"{_WORD}\t{_WORD}\t({'|'.join(_KIND_BY_NAME)})(?:\t([^\t]*))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon file."""

    term: str
    variant: str
    kind: Kind
    note: str = ""

    @property
    def renamed_in(self) -> int | None:
        """The year from which a former name gave way to the term; None for other kinds and where no year is noted.

        >>> Entry("社会服务机构", "民办非企业单位", Kind.FORMER_NAME, "2016年慈善法起改称").renamed_in
        2016
        """
        year = _YEAR.match(self.note) if self.kind is Kind.FORMER_NAME else None
        return int(year[1]) if year else None


def read_entries(path: Path) -> list[Entry]:
    """The entries of one file in its order; empty lines and lines that begin with # are skipped.

    The note, and the tab before it, may be left out. The file is UTF-8, or in an encoding in which programs save text:
    GB18030, UTF-16, Big5. Raises `SourceError` naming file and line number, also of a character that cannot be read.
    """
    try:
        lines = _text(path.read_bytes(), str(path)).splitlines()
    except OSError as error:
        raise SourceError(str(path), "无法读取词表文件", "可读的 .tsv 文件", "请检查路径和权限。") from error
    if not lines or tuple(lines[0].split("\t")) != HEADER:
        found = f"表头为“{lines[0] if lines else ''}”"
        raise _wrong_line(path, 1, found, f"“{' '.join(HEADER)}”（以制表符分隔）")
    entries = []
    line_of_pair: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if UNREADABLE in line:
            raise _wrong_line(path, number, f"“{line}”里有读不出的字", "完整的文字")
        match = _LINE.fullmatch(line)
        if match is None:
            if line.strip() and not line.startswith("#"):
                raise _explained(path, number, line)
            continue
        term, variant, kind, note = match.groups("")
        if term == variant:
            raise _wrong_line(path, number, f"term 与 variant 都是“{term}”", "两个不同的词")
        earlier = line_of_pair.setdefault((term, variant), number)
        if earlier != number:
            raise _wrong_line(path, number, f"“{term}—{variant}”与第 {earlier} 行重复", "每对词只出现一次")
        entries.append(Entry(term, variant, _KIND_BY_NAME[kind], note))
    return entries


def _text(raw: bytes, where: str) -> str:
    """The characters of a file; UTF-8, in which the shipped files are, is not looked at twice."""
    from ingest.readers.text import decode

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(raw, where).text
    return decode(raw, where).text if "\0" in text else text


def _explained(path: Path, number: int, line: str) -> SourceError:
    """What is wrong with a line that is no entry."""
    fields = line.split("\t")
    if len(fields) not in (len(HEADER) - 1, len(HEADER)):
        return _wrong_line(path, number, f"{len(fields)} 列", "3 至 4 列：term、variant、kind、note（以制表符分隔）")
    for column, word in zip(HEADER, fields[:2], strict=False):
        if word != word.strip():
            return _wrong_line(path, number, f"{column} 为“{word}”", "首尾没有空格的词")
        if len(word) < SHORTEST_WORD:
            return _wrong_line(path, number, f"{column} 为“{word}”", f"至少 {SHORTEST_WORD} 个字")
    return _wrong_line(path, number, f"类别“{fields[2]}”", f"以下之一：{_KIND_NAMES}")


def _wrong_line(path: Path, number: int, found: str, expected: str) -> SourceError:
    return SourceError(f"{path} 第 {number} 行", found, expected, "请改正这一行。")
