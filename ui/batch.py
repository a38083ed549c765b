"""Batch files: JSON lines in, JSON lines out. A wrong line is named by its number before any work is done.

    {"id": "a1", "turns": ["特困供养标准", "那2024年呢"]}   the last is asked, the others are the conversation
    {"id": "a2", "query": "适老化改造"}                    the same as one turn

Other keys are ignored, so a question file for `yaodian eval` is a batch file too.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest.errors import QuestionFileError, reason

EXPECTED = '{"id": "a1", "turns": ["问题"]}'


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of the input: `turns` is never empty; `case_id` comes back unchanged."""

    case_id: str | int
    turns: tuple[str, ...]


def read_batch(path: Path) -> tuple[BatchLine, ...]:
    """All lines of the file, blank ones left out; raises QuestionFileError with the number of the wrong line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionFileError(
            str(path), f"第 {error.start + 1} 个字节不是 UTF-8", "UTF-8 文本", "请另存为 UTF-8。"
        ) from None
    except OSError as error:
        raise QuestionFileError(str(path), reading_problem(error), "能读取的 JSONL 文件", "请检查路径。") from None
    lines = tuple(
        _read_line(line, f"{path} 第 {number} 行") for number, line in enumerate(text.split("\n"), 1) if line.strip()
    )
    if not lines:
        raise QuestionFileError(str(path), "没有内容", f"每行一个 {EXPECTED}", "请检查文件。")
    return lines


def _read_line(line: str, where: str) -> BatchLine:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise QuestionFileError(where, "不是 JSON", EXPECTED, "请改正这一行。") from None
    if not isinstance(record, dict):
        raise QuestionFileError(where, "不是 JSON 对象", EXPECTED, "请改正这一行。")
    case_id = record.get("id")
    if not isinstance(case_id, str | int) or isinstance(case_id, bool):
        raise QuestionFileError(where, "没有 id，或 id 不是文字", EXPECTED, "请给这一行一个 id。")
    turns = record.get("turns", [record["query"]] if "query" in record else None)
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) and _is_text(turn) for turn in turns):
        raise QuestionFileError(where, "turns 不是由文字组成的非空列表", EXPECTED, "请改正这一行。")
    return BatchLine(case_id, tuple(turns))


def _is_text(turn: str) -> bool:
    """Whether it can be written again: JSON may hold half a surrogate pair, UTF-8 may not."""
    return not any("\ud800" <= character <= "\udfff" for character in turn)


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 text file that appears at `path` complete or not at all; what stood there stays until then."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise QuestionFileError(str(path), writing_problem(error), "能写入的位置", "请换一个位置。") from None
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    """Put the finished file in place with the rights of the old one, or of any new file."""
    try:
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise QuestionFileError(str(path), writing_problem(error), "能写入的文件", "请换一个位置。") from None


def write_line(stream: IO[str], record: Mapping[str, Any]) -> None:
    """One record as one line of JSON."""
    stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def reading_problem(error: OSError) -> str:
    """Why a file could not be read, in Chinese."""
    return reason(error, "读不出来")


def writing_problem(error: OSError) -> str:
    """Why a file could not be written, in Chinese."""
    return reason(error, "写不进去")
