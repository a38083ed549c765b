"""Any SentenceTransformer that is not static. The only runtime door to sentence_transformers and torch.

The libraries are kept from writing to stderr; what they would have said there of weights that do not fit is an error.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from index.encoding import FETCH_AGAIN, Floats, Role, checksum, damaged, prompts, unit_length
from index.model_folder import Module, check, deciding_files
from ingest.errors import EncoderError

PROBE = "民政工作要点"  # encoded once when a model is loaded: what cannot be computed is said then
SHORT = 256  # characters up to which several threads cost more than they save, many times more on a busy machine
LONGEST_REASON = 120  # characters of a library's own message in ours

# A line of the report that transformers logs on a model: `encoder.layer.2.output.dense.bias | MISSING | …`
_NO_WEIGHTS = re.compile(r"^(\S+)\s*\|[^|]*\bMISSING\b", re.MULTILINE)
_MISFIT = re.compile(r"^(\S+)\s*\|[^|]*\bMISMATCH\b", re.MULTILINE)
_UNUSED = "pooler"  # a part of BERT that no sentence vector is made of; many models leave it out


class TransformerEncoder:
    """The vectors of a SentenceTransformer, with the prompts of its own configuration; one thread at a time."""

    def __init__(self, name: str, checksum: str, model: Any, prompts: Mapping[Role, str], dimension: int) -> None:
        self._name = name
        self._checksum = checksum
        self._model = model
        self._prompts = prompts
        self._dimension = dimension
        self._lock = threading.Lock()

    @classmethod
    def load(cls, name: str, folder: Path, modules: Sequence[Module]) -> TransformerEncoder:
        """Raises EncoderError for a model that cannot be loaded or cannot compute."""
        check(modules)
        chosen = prompts(folder)
        digest = checksum(folder, deciding_files(folder, modules))
        model = _load(folder, modules)
        return cls(name, digest, model, chosen, _try(model, folder, modules))

    @property
    def name(self) -> str:
        return self._name

    @property
    def checksum(self) -> str:
        return self._checksum

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode(self, texts: Sequence[str], *, role: Role = "document") -> Floats:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if filled:
            encode = self._model.encode_query if role == "query" else self._model.encode_document
            short = sum(len(texts[row]) for row in filled) <= SHORT
            with self._lock, _one_thread() if short else nullcontext():
                vectors[filled] = encode(
                    [texts[row] for row in filled], prompt=self._prompts[role], show_progress_bar=False
                )
        return unit_length(self._name, vectors)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Torch computes with one thread: on a short text its threads mostly wait for each other."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _load(folder: Path, modules: Sequence[Module]) -> Any:
    with _listening() as said:
        try:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(str(folder), local_files_only=True)
        except Exception as error:  # every module of a model raises what it likes
            raise _unloadable(folder, modules, error, "\n".join(said)) from error
    missing = sorted(name for name in _NO_WEIGHTS.findall("\n".join(said)) if _UNUSED not in name)
    if missing:
        raise EncoderError(
            str(_weights(modules, folder)), f"缺少 {missing[0]} 等权重", "config.json 所说各层的全部权重", FETCH_AGAIN
        )
    return model


def _try(model: Any, folder: Path, modules: Sequence[Module]) -> int:
    """The dimension of the vector of a short text; raises EncoderError, naming the module, where there is none."""
    entered: list[str] = []
    hooks = [
        module.register_forward_pre_hook(lambda *_, name=name: entered.append(name))
        for name, module in model.named_children()
    ]
    folders = {module.name: module.folder for module in modules}
    try:
        vector = np.asarray(model.encode([PROBE], prompt="", show_progress_bar=False))[0]
    except Exception as error:
        place = folders.get(entered[-1], folder) if entered else folder
        raise EncoderError(
            str(place), "这一层算不出向量，多半是维数与前一层不同", "与前一层相同的维数", FETCH_AGAIN
        ) from error
    finally:
        for hook in hooks:
            hook.remove()
    if vector.ndim != 1 or not vector.size or not np.isfinite(vector).all():
        raise EncoderError(
            str(_weights(modules, folder)), "算出的不是向量", "每段文字一个由有限的数组成的向量", FETCH_AGAIN
        )
    return int(vector.size)


def _unloadable(folder: Path, modules: Sequence[Module], error: Exception, said: str) -> EncoderError:
    """What kept a model from being loaded, by file where that is known."""
    if _MISFIT.search(said):
        settings = modules[0].folder / "config.json"
        return EncoderError(
            str(settings),
            "所写的维数（hidden_size 等）与权重不符",
            f"与 {_weights(modules, folder).name} 相同的维数",
            FETCH_AGAIN,
        )
    if "trust_remote_code" in str(error):
        return EncoderError(
            str(folder), "模型带有自己的程序", "只有权重和设置的模型", "本系统不运行模型里的程序，请换一个模型。"
        )
    torn = [path for module in modules for path in module.files("*.bin") if not zipfile.is_zipfile(path)]
    if torn:
        return damaged(torn[0])
    line = next(iter(str(error).splitlines()), "")[:LONGEST_REASON]
    reason = f"{type(error).__name__}：{line}" if line else type(error).__name__
    return EncoderError(str(folder), f"模型无法载入（{reason}）", "完整的 sentence-transformers 模型", FETCH_AGAIN)


def _weights(modules: Sequence[Module], folder: Path) -> Path:
    """The file of the weights that are read first."""
    return next((path for module in modules for path in module.files("*.safetensors", "*.bin")), folder)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What the libraries log while a model is loaded, kept from stderr; from then on they log only what went wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging as transformers_logging  # sets up its logger, so it comes first

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        said: list[str] = []
        loggers = [logging.getLogger(name) for name in ("transformers", "sentence_transformers", "huggingface_hub")]
        before = [(logger.handlers[:], logger.propagate) for logger in loggers]
        for logger in loggers:
            logger.handlers[:], logger.propagate = [_Listener(said)], False
            logger.setLevel(logging.WARNING)
        try:
            yield said
        finally:
            for logger, (handlers, propagate) in zip(loggers, before, strict=True):
                logger.handlers[:], logger.propagate = handlers, propagate
                logger.setLevel(logging.ERROR)


class _Listener(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())
