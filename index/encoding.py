"""What all encoders share: roles and prompts, checksum, unit length, and the error of a damaged model folder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ingest.errors import EncoderError

Floats = npt.NDArray[np.float32]
Role = Literal["query", "document"]

FETCH_AGAIN = "请重新取得模型文件夹。"
CHECKSUMS = "checksums.txt"

_CHECKSUM = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *](?P<name>.+)")
_PROMPT_NAMES: Mapping[Role, tuple[str, ...]] = {  # the order in which SentenceTransformer looks for them
    "query": ("query",),
    "document": ("document", "passage", "corpus"),
}


def prompts(folder: Path) -> Mapping[Role, str]:
    """What is put before a text, by its role: the prompt that the model names for it, else its default prompt, else none."""
    path = folder / "config_sentence_transformers.json"
    settings = read_json(path) if path.is_file() else {}
    if not isinstance(settings, dict):
        raise damaged(path)
    named = settings.get("prompts") or {}
    if not isinstance(named, dict) or not all(isinstance(prompt, str | None) for prompt in named.values()):
        raise EncoderError(str(path), "prompts 不是名称和文字", '{"query": "查询："} 这样的一组文字', "请改正这一项。")
    default = settings.get("default_prompt_name")
    if default is not None and default not in {*named, *_PROMPT_NAMES}:
        raise EncoderError(
            str(path), f"default_prompt_name 是“{default}”，prompts 中没有", "prompts 中的一个名称", "请改正这一项。"
        )
    chosen: dict[Role, str] = {}
    for role, names in _PROMPT_NAMES.items():
        chosen[role] = next((named[name] for name in (*names, default) if name in named), None) or ""
    return chosen


def checksum(folder: Path, parts: Sequence[Path]) -> str:
    """SHA-256 over the names and bytes of the files that decide a vector, 64 hexadecimal digits.

    Raises EncoderError for a file that is not the one that the model's own list of checksums names.
    """
    digest, listed = hashlib.sha256(), _listed_checksums(folder / CHECKSUMS)
    for path in sorted(parts):
        name = path.relative_to(folder).as_posix()
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
        if listed.get(name, content.hexdigest()) != content.hexdigest():
            raise EncoderError(str(path), "内容与校验值不符", f"与 {CHECKSUMS} 一致的文件", FETCH_AGAIN)
        digest.update(name.encode() + b"\0" + content.digest())
    return digest.hexdigest()


def _listed_checksums(path: Path) -> Mapping[str, str]:
    """File name → SHA-256, as `sha256sum` writes them; nothing where a model has no such list."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, ValueError) as error:
        raise damaged(path) from error
    matches = [_CHECKSUM.fullmatch(line) for line in lines]
    if None in matches:
        raise damaged(path)
    return {match["name"]: match["digest"] for match in matches if match}


def unit_length(name: str, vectors: Floats) -> Floats:
    """Rows scaled to length 1, zero rows left as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all():
        raise EncoderError(name, "向量中有非数值", "有限的数", FETCH_AGAIN)
    scaled: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


def read_json(path: Path) -> Any:
    """The content of a JSON file; raises EncoderError if it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> EncoderError:
    """The error of a file that cannot be read as what it should be."""
    return EncoderError(str(path), "文件不完整或已损坏", "完整的文件", FETCH_AGAIN)
