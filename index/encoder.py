"""Texts to vectors. The only runtime door to sentence_transformers; static models go the short way, see there.

Nothing is ever downloaded, and a model that cannot be loaded is an error, never replaced by another one.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.encoding import FETCH_AGAIN, Floats, Role, checksum, unit_length
from index.static_encoder import StaticEncoder, static_module_folder
from ingest.errors import EncoderError


class Encoder(Protocol):
    """Texts to vectors of unit length; `checksum` identifies the weights, so equal checksums mean equal vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def checksum(self) -> str: ...

    def encode(self, texts: Sequence[str], *, role: Role = "document") -> Floats:
        """Shape (texts, dimension), float32, rows of length 1; an empty text gives the zero vector."""


def load_encoder(name_or_path: str | Path) -> Encoder:
    """The model in a folder, or the one of that name in the local Hugging Face cache; raises EncoderError."""
    folder = Path(name_or_path).expanduser()
    if not folder.exists():
        folder = _cached_model(str(name_or_path))
    if not folder.is_dir():
        raise EncoderError(str(folder), "不是文件夹", "一个编码模型的文件夹", "请把路径指向含 modules.json 的文件夹。")
    if not (folder / "modules.json").is_file():
        raise EncoderError(
            str(folder), "缺少 modules.json", "sentence-transformers 保存的模型", "请检查路径，或重新取得模型文件夹。"
        )
    name = folder.name if Path(name_or_path).expanduser().exists() else str(name_or_path)
    embedding = static_module_folder(folder)
    if embedding is not None:
        return StaticEncoder.load(name, folder, embedding)
    return TransformerEncoder.load(name, folder)


class TransformerEncoder:
    """Any other SentenceTransformer, with the prompts of its own configuration; one thread at a time."""

    def __init__(self, name: str, checksum: str, model: Any) -> None:
        self._name = name
        self._checksum = checksum
        self._model = model
        self._lock = threading.Lock()

    @classmethod
    def load(cls, name: str, folder: Path) -> TransformerEncoder:
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(str(folder), local_files_only=True)
        except Exception as error:  # every module of a model raises what it likes
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise EncoderError(
                str(folder), f"模型无法载入（{reason}）", "完整的 sentence-transformers 模型", FETCH_AGAIN
            ) from error
        parts = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"]
        return cls(name, checksum(folder, parts), model)

    @property
    def name(self) -> str:
        return self._name

    @property
    def checksum(self) -> str:
        return self._checksum

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str], *, role: Role = "document") -> Floats:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if filled:
            encode = self._model.encode_query if role == "query" else self._model.encode_document
            with self._lock:
                vectors[filled] = encode([texts[row] for row in filled], show_progress_bar=False)
        return unit_length(self._name, vectors)


def _cached_model(name: str) -> Path:
    """The folder of a model in the local Hugging Face cache; no call leaves the machine."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise EncoderError(
            name,
            "没有这个文件夹，本机缓存中也没有这个名称的模型",
            "模型文件夹，或已下载到本机的模型名称",
            "请检查路径，或先下载模型。",
        ) from error
