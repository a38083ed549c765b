"""Texts to vectors: a static model goes the short way through numpy, any other one through sentence_transformers.

Nothing is ever downloaded, and a model that cannot be loaded is an error, never replaced by another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.encoding import Floats, Role
from index.model_folder import read_modules
from index.static_encoder import StaticEncoder, static_module_folder
from ingest.errors import EncoderError, reason


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
    named = str(name_or_path).strip()
    if not named:
        raise EncoderError("编码模型", "没有写是哪一个", "模型文件夹的路径，或已下载到本机的模型名称", "请写明。")
    try:
        folder = Path(named).expanduser()
        if folder.exists():
            return _load_folder(folder.resolve().name, folder)
        return _load_folder(named, _cached_model(named))
    except (OSError, RuntimeError) as error:  # expanduser raises RuntimeError for a user without a home
        why = reason(error, "读不出来") if isinstance(error, OSError) else "没有这个用户"
        raise EncoderError(named, why, "可以读取的模型文件夹", "请检查路径和权限。") from error


def _load_folder(name: str, folder: Path) -> Encoder:
    if not folder.is_dir():
        raise EncoderError(str(folder), "不是文件夹", "一个编码模型的文件夹", "请把路径指向含 modules.json 的文件夹。")
    modules = read_modules(folder)
    embedding = static_module_folder(modules)
    if embedding is not None:
        return StaticEncoder.load(name, folder, embedding)
    from index.transformer_encoder import TransformerEncoder

    return TransformerEncoder.load(name, folder, modules)


def _cached_model(name: str) -> Path:
    """The folder of a model in the local Hugging Face cache; no call leaves the machine."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise EncoderError(
            name,
            "没有这个文件夹，本机也没有下载过这个名称的模型",
            "模型文件夹的路径，或已下载到本机的模型名称",
            "请检查路径；要用模型库里的模型，先在能联网的电脑上下载，再把模型文件夹拷来指明路径，本系统自己从不联网。",
        ) from error
