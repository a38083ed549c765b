"""The encoder: numpy gives what SentenceTransformer gives, and a broken model is an error in one line."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from tiny_plans import CHARACTERS, SHIPPED, save_static_model

from index.encoder import Encoder, load_encoder
from index.static_encoder import StaticEncoder
from index.transformer_encoder import TransformerEncoder
from ingest.errors import EncoderError

TEXTS = ["特困人员标准不低于低保标准的1.3倍", "养老床位", "殡葬", "无此字的词 xyz", "低"]
TOLERANCE = 1e-5


def reference(folder: Path, texts: list[str], role: str) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    encode = model.encode_query if role == "query" else model.encode_document
    return np.asarray(encode(texts, normalize_embeddings=True, show_progress_bar=False))


@pytest.mark.parametrize("role", ["query", "document"])
@pytest.mark.parametrize("normalize", [True, False])
@pytest.mark.parametrize("prompts", [None, {"query": "问：", "passage": "标准："}])
def test_static_models_give_what_sentence_transformers_gives(
    tmp_path: Path, role: str, normalize: bool, prompts: dict[str, str] | None
) -> None:
    folder = save_static_model(tmp_path / "m", prompts=prompts, normalize=normalize)
    encoder = load_encoder(folder)
    assert isinstance(encoder, StaticEncoder)
    ours = encoder.encode(TEXTS, role="query" if role == "query" else "document")
    np.testing.assert_allclose(ours, reference(folder, TEXTS, role), atol=TOLERANCE)


@pytest.mark.parametrize("mapped", [True, False])
def test_the_layout_of_model2vec_gives_what_sentence_transformers_gives(
    tmp_path: Path, model_folder: Path, mapped: bool
) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "m")
    rows = load_file(folder / "model.safetensors")["embedding.weight"]
    tensors = {"embeddings": rows.astype(np.float16), "weights": np.linspace(0.5, 2, len(rows), dtype=np.float32)}
    if mapped:
        tensors["mapping"] = np.arange(len(rows), dtype=np.int64)[::-1].copy()
    save_file(tensors, folder / "model.safetensors")
    encoder = load_encoder(folder)
    assert isinstance(encoder, StaticEncoder)
    np.testing.assert_allclose(encoder.encode(TEXTS), reference(folder, TEXTS, "document"), atol=TOLERANCE)


def test_the_shipped_encoder_gives_what_sentence_transformers_gives() -> None:
    folder = SHIPPED / "encoder"
    if not (folder / "modules.json").exists():
        pytest.skip("no encoder is shipped")
    texts = [*TEXTS, "２０２４年 全省民政工作要点", "Wi-Fi 5G", "\u3000\u00a0养老"]
    np.testing.assert_allclose(load_encoder(folder).encode(texts), reference(folder, texts, "document"), atol=TOLERANCE)


def test_weights_of_16_bits_are_averaged_in_32(tmp_path: Path, model_folder: Path, encoder: Encoder) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "m")
    rows = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float16)
    save_file({"embedding.weight": rows}, folder / "model.safetensors")
    half = load_encoder(folder).encode(TEXTS)
    save_file({"embedding.weight": rows.astype(np.float32)}, folder / "model.safetensors")
    assert half.dtype == np.float32
    assert half.tolist() == load_encoder(folder).encode(TEXTS).tolist()


def test_other_models_go_through_sentence_transformers(tmp_path: Path, model_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.dense import Dense

    model = SentenceTransformer(str(model_folder), device="cpu")
    layers = [model[0], Dense(8, 4)]
    SentenceTransformer(modules=layers, prompts={"query": "问："}, device="cpu").save(
        str(tmp_path / "m"), create_model_card=False
    )
    encoder = load_encoder(tmp_path / "m")
    assert isinstance(encoder, TransformerEncoder)
    assert encoder.dimension == 4
    for role in ("query", "document"):
        ours = encoder.encode(TEXTS, role="query" if role == "query" else "document")
        np.testing.assert_allclose(ours, reference(tmp_path / "m", TEXTS, role), atol=TOLERANCE)
    assert encoder.encode(["", "低保"])[0].tolist() == [0.0] * 4


@given(st.lists(st.text(CHARACTERS), max_size=5))
def test_vectors_have_length_one_or_are_zero_for_an_empty_text(encoder: Encoder, texts: list[str]) -> None:
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1.0 if text else 0.0 for text in texts], atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    assert [encoder.encode([text])[0].tolist() for text in TEXTS] == encoder.encode(TEXTS).tolist()


def test_the_checksum_follows_the_weights_not_the_place(tmp_path: Path, model_folder: Path, encoder: Encoder) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "别处")
    assert load_encoder(folder).checksum == encoder.checksum
    weights = load_file(folder / "model.safetensors")
    weights["embedding.weight"][1] += 1
    save_file(weights, folder / "model.safetensors")
    assert load_encoder(folder).checksum != encoder.checksum


def broken(folder: Path, kind: str) -> str:
    """Break a model and return what the message must name."""
    weights = folder / "model.safetensors"
    if kind == "truncated weights":
        weights.write_bytes(weights.read_bytes()[:-100])
    elif kind == "no weights":
        weights.unlink()
    elif kind == "empty weights":
        weights.write_bytes(b"")
    elif kind == "too few rows":
        save_file({"embedding.weight": load_file(weights)["embedding.weight"][:3].copy()}, weights)
    elif kind == "one dimension":
        save_file({"embedding.weight": load_file(weights)["embedding.weight"].ravel()}, weights)
    elif kind == "no dimension":
        save_file({"embedding.weight": load_file(weights)["embedding.weight"][:, :0].copy()}, weights)
    elif kind == "a prompt that is no text":
        (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": 3}}', encoding="utf-8")
        return "config_sentence_transformers.json"
    elif kind == "no tokenizer":
        (folder / "tokenizer.json").unlink()
        return "tokenizer.json"
    elif kind == "truncated tokenizer":
        (folder / "tokenizer.json").write_text('{"version"', encoding="utf-8")
        return "tokenizer.json"
    elif kind == "no module list":
        (folder / "modules.json").unlink()
        return "modules.json"
    elif kind == "truncated module list":
        (folder / "modules.json").write_text("[{", encoding="utf-8")
        return "modules.json"
    return "model.safetensors"


@pytest.mark.parametrize(
    "kind",
    [
        "truncated weights",
        "no weights",
        "empty weights",
        "too few rows",
        "one dimension",
        "no dimension",
        "a prompt that is no text",
        "no tokenizer",
        "truncated tokenizer",
        "no module list",
        "truncated module list",
    ],
)
def test_a_broken_model_is_an_error_that_names_the_file(tmp_path: Path, model_folder: Path, kind: str) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "m")
    named = broken(folder, kind)
    with pytest.raises(EncoderError) as caught:
        load_encoder(folder)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["/no/such/folder", "data/no-such-encoder", "BAAI/never-downloaded"])
def test_a_missing_model_is_an_error_and_no_network_call(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_network(*arguments: object, **options: object) -> None:
        raise AssertionError("a network call was attempted")

    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    with pytest.raises(EncoderError, match=f"^{name}：没有这个文件夹，本机也没有下载过.*本系统自己从不联网"):
        load_encoder(name)


@pytest.mark.parametrize("name", ["", "  ", "~没有这个人/模型", "a" * 5000, "模型\0"])
def test_what_is_no_path_and_no_name_is_an_error(name: str) -> None:
    with pytest.raises(EncoderError) as caught:
        load_encoder(name)
    assert "\n" not in str(caught.value)
    assert "Error" not in str(caught.value)


def test_a_relative_path_and_a_folder_are_named_by_the_folder(
    model_folder: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(model_folder)
    for path in (".", f"../{model_folder.name}", f"./../{model_folder.name}/"):
        assert (load_encoder(path).name, load_encoder(path).checksum) == (model_folder.name, encoder.checksum)


def test_a_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "模型.txt"
    path.write_text("民政", encoding="utf-8")
    with pytest.raises(EncoderError, match="不是文件夹"):
        load_encoder(path)


def test_weights_that_are_no_numbers_are_an_error(tmp_path: Path, model_folder: Path) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "m")
    weights = load_file(folder / "model.safetensors")
    weights["embedding.weight"][:] = np.nan
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(EncoderError, match="非数值"):
        load_encoder(folder).encode(["低保"])


def test_a_model_of_others_that_cannot_be_loaded_is_an_error(tmp_path: Path, model_folder: Path) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "m")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    modules[0]["type"] = "sentence_transformers.models.NoSuchModule"
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(EncoderError, match="无法载入"):
        load_encoder(folder)


def test_a_static_model_is_read_without_torch(model_folder: Path) -> None:
    script = (
        "import sys; from index.encoder import load_encoder; "
        f"load_encoder({str(model_folder)!r}).encode(['低保']); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=SHIPPED.parent)
    assert done.stdout.strip() == "[]", done.stderr


def listed(folder: Path) -> Path:
    """The model with a list of checksums as `sha256sum` writes it."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in files]
    (folder / "checksums.txt").write_text("".join(sums), encoding="ascii")
    return folder


def test_one_changed_byte_of_the_weights_is_an_error_that_names_the_file(tmp_path: Path, model_folder: Path) -> None:
    folder = listed(shutil.copytree(model_folder, tmp_path / "m"))
    load_encoder(folder)
    weights = next(folder.rglob("model.safetensors"))
    content = weights.read_bytes()
    for place in (len(content) // 2, len(content) - 1):
        weights.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(EncoderError) as caught:
            load_encoder(folder)
        assert str(weights) in str(caught.value)
        assert "校验值不符" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_list_of_checksums_that_is_none_is_an_error(tmp_path: Path, model_folder: Path) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "m")
    (folder / "checksums.txt").write_text("没有校验值\n", encoding="utf-8")
    with pytest.raises(EncoderError, match=r"checksums\.txt"):
        load_encoder(folder)


def test_the_shipped_list_names_every_file_that_decides_a_vector() -> None:
    lines = (SHIPPED / "encoder" / "checksums.txt").read_text(encoding="ascii").splitlines()
    assert {line.split("  ")[1] for line in lines} == {
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    }
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((SHIPPED / "encoder" / name).read_bytes()).hexdigest() == digest
