"""A static model read with numpy: a vector for each token, a text is the mean of its tokens.

The same arithmetic as SentenceTransformer's StaticEmbedding (and Normalize) without its 3 seconds of imports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.encoding import FETCH_AGAIN, Floats, Role, checksum, damaged, prompts, unit_length
from index.model_folder import MODULES, SETTINGS, Module
from ingest.errors import EncoderError

BATCH = 256  # texts tokenized at once; bounds the memory that the tokens of a large collection take

_MODULES = ("StaticEmbedding", "Normalize")
_DTYPES = ("F16", "F32")  # safetensors' names; numpy has no bfloat16


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The vector of token t is `rows[t] * weights[t]`, in float32 whatever type the rows are kept in.

    `rows` (tokens, dimension) float16 or float32, `weights` (tokens,). With `mapping` (tokens,) several tokens
    share a row: `rows[mapping[t]] * weights[t]` (model2vec's layout, which StaticEmbedding reads too).
    """

    rows: npt.NDArray[np.floating[Any]]
    weights: Floats
    mapping: npt.NDArray[np.integer[Any]] | None = None

    @classmethod
    def load(cls, path: Path, tokens: int) -> TokenVectors:
        """Read a weights file for a vocabulary of this size; raises EncoderError if it is damaged or too small."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="numpy") as file:
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118, it is no mapping
        except (SafetensorError, OSError) as error:
            raise damaged(path) from error
        rows = tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]
        mapping = tensors.get("mapping")
        known = len(rows) if mapping is None else len(mapping)
        weights = tensors.get("weights", np.ones(known, np.float32)).astype(np.float32)
        shapes = f"向量 {rows.shape}、权重 {weights.shape}"
        if (
            rows.ndim != 2
            or not rows.shape[1]
            or known < tokens
            or weights.shape != (known,)
            or _points_outside(mapping, rows)
        ):
            raise EncoderError(str(path), f"形状为{shapes}", f"{tokens} 个词元各有一个向量", FETCH_AGAIN)
        return cls(rows, weights, mapping)

    def of(self, ids: Sequence[int]) -> Floats:
        """The vectors of some tokens, shape (ids, dimension)."""
        at = np.asarray(ids, np.int64)
        rows = self.rows[at if self.mapping is None else self.mapping[at]].astype(np.float32)
        vectors: Floats = rows * self.weights[at, np.newaxis]
        return vectors

    def mean(self, ids: Sequence[int]) -> Floats:
        """The mean of the vectors of at least one token, shape (dimension,)."""
        mean: Floats = self.of(ids).mean(axis=0)
        return mean


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """Mean of token vectors, scaled to length 1."""

    name: str
    checksum: str
    tokenizer: Any
    vectors: TokenVectors
    prompts: Mapping[Role, str]

    @classmethod
    def load(cls, name: str, folder: Path, embedding: Path) -> StaticEncoder:
        """`embedding` is the subfolder with tokenizer.json and model.safetensors."""
        from tokenizers import Tokenizer

        weights, vocabulary = embedding / "model.safetensors", embedding / "tokenizer.json"
        for path in (weights, vocabulary):
            if not path.is_file():
                raise EncoderError(str(path), "文件不存在", "静态编码模型的文件", FETCH_AGAIN)
        try:
            tokenizer = Tokenizer.from_file(str(vocabulary))
        except Exception as error:  # tokenizers raises the bare class
            raise damaged(vocabulary) from error
        tokenizer.no_padding()
        vectors = TokenVectors.load(weights, tokenizer.get_vocab_size())
        settings = [folder / MODULES, folder / SETTINGS]
        digest = checksum(folder, [path for path in (*settings, vocabulary, weights) if path.is_file()])
        return cls(name, digest, tokenizer, vectors, prompts(folder))

    @property
    def dimension(self) -> int:
        return int(self.vectors.rows.shape[1])

    def encode(self, texts: Sequence[str], *, role: Role = "document") -> Floats:
        prompt = self.prompts[role]
        means = np.zeros((len(texts), self.dimension), np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        for start in range(0, len(filled), BATCH):
            rows = filled[start : start + BATCH]
            prompted = [prompt + texts[row] for row in rows]
            for row, ids in zip(rows, self.token_ids(prompted), strict=True):
                if ids:
                    means[row] = self.vectors.mean(ids)
        return unit_length(self.name, means)

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text in order, no prompt before them."""
        return [list(e.ids) for e in self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def token_vectors(self, ids: Sequence[int]) -> Floats:
        """Shape (ids, dimension), float32."""
        return self.vectors.of(ids)


def static_module_folder(modules: Sequence[Module]) -> Path | None:
    """The subfolder of the embedding if the model is exactly static and its weights are ones that numpy reads."""
    if tuple(module.kind for module in modules) not in (_MODULES[:1], _MODULES):
        return None
    embedding = modules[0].folder
    weights = embedding / "model.safetensors"
    return embedding if not weights.exists() or _is_readable_by_numpy(weights) else None


def _is_readable_by_numpy(weights: Path) -> bool:
    """Whether a weights file holds one of the two layouts of StaticEmbedding in float16 or float32."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(weights, framework="numpy") as file:
            names = set(file.keys())
            rows = names & {"embeddings", "embedding.weight"}
            layout = names == {"embedding.weight"} or {"embeddings"} <= names <= {"embeddings", "mapping", "weights"}
            return layout and all(file.get_slice(name).get_dtype() in _DTYPES for name in rows)
    except (SafetensorError, OSError) as error:
        raise damaged(weights) from error


def _points_outside(mapping: npt.NDArray[np.integer[Any]] | None, rows: npt.NDArray[np.floating[Any]]) -> bool:
    return mapping is not None and len(mapping) > 0 and not 0 <= int(mapping.min()) <= int(mapping.max()) < len(rows)
