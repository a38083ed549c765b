"""The folder of a sentence-transformers model: its modules, the files that decide a vector, and which of them is broken.

What can be seen from the files alone is said here, by file, before seconds go into loading; nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.encoding import FETCH_AGAIN, damaged, read_json
from ingest.errors import EncoderError

MODULES = "modules.json"
SETTINGS = "config_sentence_transformers.json"

_OWN = "sentence_transformers."
_WEIGHTS = ("*.safetensors", "*.bin")
_VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json", "*.model", "*.tiktoken", "tekken.json")
# What a module cannot do without: its kind → the usual name of a file, what it is, the names that it may have.
_REQUIRED: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "Transformer": (
        ("config.json", "模型的设置", ("config.json",)),
        ("model.safetensors", "模型的权重", _WEIGHTS),
        ("tokenizer.json", "模型的词表", _VOCABULARIES),
    ),
    "Pooling": (("config.json", "这一层的设置", ("config.json",)),),
    "Dense": (("config.json", "这一层的设置", ("config.json",)), ("model.safetensors", "这一层的权重", _WEIGHTS)),
}
_READ_AS_JSON = (
    "config.json",
    "sentence_bert_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "*.index.json",
)


@dataclass(frozen=True, slots=True)
class Module:
    """One step of a model; `kind` is the last part of its type (Pooling) where it is sentence-transformers' own, else all of it."""

    name: str
    kind: str
    folder: Path

    def files(self, *patterns: str) -> list[Path]:
        """The files directly in its folder whose names meet one of the patterns, sorted."""
        found = {path for pattern in patterns for path in self.folder.glob(pattern)}
        return sorted(path for path in found if path.is_file())


def read_modules(folder: Path) -> tuple[Module, ...]:
    """The steps of the model in their order; raises EncoderError where the list of them is missing or damaged."""
    path = folder / MODULES
    if not path.is_file():
        raise EncoderError(
            str(folder), f"缺少 {MODULES}", "sentence-transformers 保存的模型", "请检查路径，或重新取得模型文件夹。"
        )
    listed = read_json(path)
    if not isinstance(listed, list) or not listed or not all(isinstance(entry, dict) for entry in listed):
        raise damaged(path)
    return tuple(
        Module(str(entry.get("name", number)), _kind(str(entry.get("type", ""))), folder / str(entry.get("path", "")))
        for number, entry in enumerate(listed)
    )


def check(modules: Sequence[Module]) -> None:
    """Raise EncoderError, naming the file, where one that loading needs is missing, cut short or of another shape."""
    for module in modules:
        for usual, what, names in _REQUIRED.get(module.kind, ()):
            if not module.files(*names):
                raise EncoderError(str(module.folder / usual), "文件不存在", what, FETCH_AGAIN)
        for path in module.files(*_READ_AS_JSON):
            _check_json(path)
        for path in module.files("*.safetensors"):
            tensor_shapes(path)
        if module.kind == "Dense":
            _check_dense(module.folder)
    for before, module in pairwise(modules):
        if (before.kind, module.kind) == ("Transformer", "Pooling"):
            _check_pooling(before.folder / "config.json", module.folder / "config.json")


def deciding_files(folder: Path, modules: Sequence[Module]) -> list[Path]:
    """What the vectors of a model depend on; the same weights in a further format, which are not read, do not count."""
    files: set[Path] = {path for path in (folder / MODULES, folder / SETTINGS) if path.is_file()}
    for module in modules:
        inside = module.folder.rglob("*") if module.folder != folder else folder.iterdir()
        kept = [path for path in inside if path.is_file() and path.suffix != ".md" and not path.name.startswith(".")]
        safe = any(path.suffix == ".safetensors" for path in kept)
        files.update(path for path in kept if not (safe and path.suffix in (".bin", ".h5", ".msgpack", ".ot")))
    return sorted(files)


def tensor_shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Name → shape of each tensor of a weights file, none of them read; raises EncoderError where it is cut short."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            return {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118, it is no mapping
    except (SafetensorError, OSError) as error:
        raise damaged(path) from error


def _kind(type_name: str) -> str:
    return type_name.rpartition(".")[2] if type_name.startswith(_OWN) else type_name


def _check_json(path: Path) -> None:
    content = read_json(path)
    if not isinstance(content, dict):
        raise damaged(path)
    if path.name.endswith(".index.json"):
        for name in sorted(_shards(content)):
            if not (path.parent / name).is_file():
                raise EncoderError(str(path.parent / name), "文件不存在", f"{path.name} 列出的权重", FETCH_AGAIN)


def _shards(index: dict[str, object]) -> Iterator[str]:
    """The files among which large weights are divided."""
    weight_map = index.get("weight_map")
    yield from set(map(str, weight_map.values())) if isinstance(weight_map, dict) else ()


def _check_dense(folder: Path) -> None:
    """A linear layer has weights of shape (out_features, in_features)."""
    path = folder / "model.safetensors"
    if not path.is_file():
        return
    settings, shape = read_json(folder / "config.json"), tensor_shapes(path).get("linear.weight")
    stated = (settings.get("out_features"), settings.get("in_features"))
    if shape is not None and shape != stated:
        raise EncoderError(
            str(folder / "config.json"),
            f"写的是 {stated[1]} 维变 {stated[0]} 维，权重是 {shape[-1]} 维变 {shape[0]} 维",
            "与 model.safetensors 相同的维数",
            FETCH_AGAIN,
        )


def _check_pooling(transformer: Path, pooling: Path) -> None:
    """What is pooled has the size that the transformer before it computes, where both say theirs."""
    computed, settings = read_json(transformer).get("hidden_size"), read_json(pooling)
    stated = settings.get("embedding_dimension", settings.get("word_embedding_dimension"))
    if computed is not None and stated not in (None, computed):
        raise EncoderError(
            str(pooling), f"写的是 {stated} 维，前一层是 {computed} 维", "与前一层相同的维数", FETCH_AGAIN
        )
