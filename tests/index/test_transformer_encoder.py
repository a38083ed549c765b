"""A model with attention: its own prompts and normalisation, no word on stderr, and each kind of damage named by file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from index.encoder import load_encoder
from index.encoding import Role
from index.engine import LocalIndex, open_index
from index.records import Query
from index.transformer_encoder import TransformerEncoder
from ingest.errors import EncoderError
from ingest.records import Document

ROOT = Path(__file__).parents[2]
TEXTS = ["特困人员标准不低于低保标准的1.3倍", "养老床位", "殡葬", "低"]
TOLERANCE = 1e-5
SETTINGS = "config_sentence_transformers.json"
CUT = """
import os, sys
tried = []
def listen(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        tried.append((event, str(arguments)))
        raise OSError(101, "the network is cut")
sys.addaudithook(listen)
from index.encoder import load_encoder
for folder in sys.argv[1:]:
    encoder = load_encoder(folder)
    assert encoder.encode(["养老床位"], role="query").any()
    assert encoder.encode(["养老床位"]).any()
print(tried)
"""


@pytest.fixture(scope="module")
def encoder(attention_model: Path) -> TransformerEncoder:
    encoder = load_encoder(attention_model)
    assert isinstance(encoder, TransformerEncoder)
    return encoder


@pytest.fixture
def folder(tmp_path: Path, attention_model: Path) -> Path:
    """A copy to break."""
    return shutil.copytree(attention_model, tmp_path / "模型")


def change(path: Path, **entries: object) -> None:
    """Set entries of a JSON file; None takes one out."""
    content = json.loads(path.read_text(encoding="utf-8")) | entries
    content = {name: value for name, value in content.items() if value is not None}
    path.write_text(json.dumps(content), encoding="utf-8")


def reference(folder: Path, texts: list[str], prompt: str) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode(texts, prompt=prompt, normalize_embeddings=True, show_progress_bar=False))


@pytest.mark.parametrize(
    ("settings", "query", "document"),
    [
        ({}, "查询：", "条款："),
        ({"prompts": {"query": "查询：", "passage": "条款："}}, "查询：", "条款："),
        ({"prompts": {"query": "查询：", "document": ""}, "default_prompt_name": "query"}, "查询：", ""),
        ({"prompts": {"要点": "条款："}, "default_prompt_name": "要点"}, "条款：", "条款："),
        ({"prompts": {"query": "查询：", "要点": "条款："}, "default_prompt_name": "要点"}, "查询：", "条款："),
        ({"prompts": {"query": None, "document": "条款："}}, "", "条款："),
        ({"prompts": None}, "", ""),
    ],
)
def test_each_role_has_the_prompt_of_the_model_else_its_default_prompt(
    folder: Path, settings: dict[str, object], query: str, document: str
) -> None:
    change(folder / SETTINGS, **settings)
    encoder = load_encoder(folder)
    roles: dict[Role, str] = {"query": query, "document": document}
    for role, prompt in roles.items():
        np.testing.assert_allclose(
            encoder.encode(TEXTS, role=role), reference(folder, TEXTS, prompt), atol=TOLERANCE, err_msg=role
        )


def test_the_prompts_of_the_model_are_those_that_sentence_transformers_uses(
    attention_model: Path, encoder: TransformerEncoder
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(attention_model), device="cpu", local_files_only=True)
    np.testing.assert_allclose(encoder.encode(TEXTS, role="query"), model.encode_query(TEXTS), atol=TOLERANCE)
    np.testing.assert_allclose(encoder.encode(TEXTS), model.encode_document(TEXTS), atol=TOLERANCE)
    assert not np.allclose(encoder.encode(TEXTS, role="query"), encoder.encode(TEXTS), atol=1e-3)


def test_the_order_of_the_words_counts(encoder: TransformerEncoder) -> None:
    one, other = encoder.encode(["养老床位", "床位养老"])
    assert not np.allclose(one, other, atol=1e-3)


def test_vectors_have_length_one_with_and_without_a_module_that_scales_them(
    folder: Path, encoder: TransformerEncoder
) -> None:
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    (folder / "modules.json").write_text(json.dumps(modules[:-1]), encoding="utf-8")
    bare = load_encoder(folder)
    np.testing.assert_allclose(np.linalg.norm(bare.encode(TEXTS), axis=1), 1.0, atol=TOLERANCE)
    np.testing.assert_allclose(bare.encode(TEXTS), encoder.encode(TEXTS), atol=TOLERANCE)
    assert bare.encode(["", "低保"])[0].tolist() == [0.0] * bare.dimension


def test_the_dimension_is_that_of_the_vectors(encoder: TransformerEncoder, folder: Path) -> None:
    assert encoder.dimension == encoder.encode(["低保"]).shape[1] == 12
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    (folder / "modules.json").write_text(json.dumps(modules[:2]), encoding="utf-8")
    assert load_encoder(folder).dimension == 16


def test_an_index_of_it_is_kept_loaded_and_rebuilt_when_the_model_changes(
    documents: tuple[Document, ...], encoder: TransformerEncoder, folder: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    place = tmp_path / "索引"
    query = Query("特困人员标准是低保的多少倍")
    built = open_index(documents, encoder, place)
    assert open_index(documents, encoder, place, notify=said.append).search(query) == built.search(query)
    assert said == []
    weights = load_file(folder / "model.safetensors")
    weights["embeddings.word_embeddings.weight"][7] += 1
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    other = load_encoder(folder)
    again = open_index(documents, other, place, notify=said.append)
    assert len(said) == 1
    assert "编码模型（注意力模型 → 模型）" in said[0]
    assert again.search(query) == LocalIndex.build(documents, other).search(query)
    source = json.loads((place / "manifest.json").read_text(encoding="utf-8"))["source"]
    assert source["编码模型"] == {"sha256": other.checksum, "dimension": 12}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def widen_dense(folder: Path) -> None:
    """A last layer that is sound in itself and does not fit the ones before it."""
    change(folder / "2_Dense" / "config.json", in_features=20)
    tensors = {"linear.weight": np.ones((12, 20), np.float32), "linear.bias": np.zeros(12, np.float32)}
    save_file(tensors, folder / "2_Dense" / "model.safetensors")


def not_a_number(folder: Path) -> None:
    weights = {
        name: (tensor * np.nan).astype(np.float32) for name, tensor in load_file(folder / "model.safetensors").items()
    }
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def own_program(folder: Path) -> None:
    text = (folder / "modules.json").read_text(encoding="utf-8")
    (folder / "modules.json").write_text(
        text.replace("sentence_transformers.base.modules.dense.Dense", "own_program.Dense"), encoding="utf-8"
    )


def shards(folder: Path) -> None:
    (folder / "model.safetensors.index.json").write_text(
        '{"weight_map": {"a": "model-2.safetensors"}}', encoding="utf-8"
    )


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), "model.safetensors"),
    "truncated weights": (lambda folder: cut(folder / "model.safetensors"), "model.safetensors"),
    "empty weights": (lambda folder: (folder / "model.safetensors").write_bytes(b""), "model.safetensors"),
    "weights that are no numbers": (not_a_number, "model.safetensors"),
    "one part of the weights missing": (shards, "model-2.safetensors"),
    "weights of the old kind that are none": (
        lambda folder: (folder / "model.safetensors").rename(folder / "pytorch_model.bin"),
        "pytorch_model.bin",
    ),
    "no settings": (lambda folder: (folder / "config.json").unlink(), "config.json"),
    "truncated settings": (lambda folder: (folder / "config.json").write_text("{", encoding="utf-8"), "config.json"),
    "another hidden size": (lambda folder: change(folder / "config.json", hidden_size=32), "config.json"),
    "fewer words": (lambda folder: change(folder / "config.json", vocab_size=20), "config.json"),
    "more layers than weights": (
        lambda folder: change(folder / "config.json", num_hidden_layers=3),
        "model.safetensors：缺少 encoder.layer.2",
    ),
    "no vocabulary": (lambda folder: (folder / "tokenizer.json").unlink(), "tokenizer.json"),
    "truncated vocabulary": (lambda folder: cut(folder / "tokenizer.json"), "tokenizer.json"),
    "a last layer that does not fit": (widen_dense, "2_Dense"),
    "a last layer with weights of another shape": (
        lambda folder: change(folder / "2_Dense" / "config.json", in_features=20),
        "2_Dense/config.json",
    ),
    "truncated last layer": (lambda folder: cut(folder / "2_Dense" / "model.safetensors"), "2_Dense/model.safetensors"),
    "no last layer": (lambda folder: shutil.rmtree(folder / "2_Dense"), "2_Dense/config.json"),
    "no pooling": (lambda folder: shutil.rmtree(folder / "1_Pooling"), "1_Pooling/config.json"),
    "pooling of another size": (
        lambda folder: change(folder / "1_Pooling" / "config.json", embedding_dimension=99),
        "1_Pooling/config.json",
    ),
    "a program of its own": (own_program, "自己的程序"),
    "a prompt that is no text": (lambda folder: change(folder / SETTINGS, prompts={"query": 3}), SETTINGS),
    "prompts that are no names": (lambda folder: change(folder / SETTINGS, prompts=["查询："]), SETTINGS),
    "an unknown default prompt": (lambda folder: change(folder / SETTINGS, default_prompt_name="passage"), SETTINGS),
    "truncated prompts": (lambda folder: (folder / SETTINGS).write_text('{"prompts"', encoding="utf-8"), SETTINGS),
    "no steps": (lambda folder: (folder / "modules.json").write_text("[]", encoding="utf-8"), "modules.json"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_each_kind_of_damage_is_one_chinese_line_that_names_the_file(
    folder: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    damage, named = DAMAGE[kind]
    damage(folder)
    with pytest.raises(EncoderError) as caught:
        load_encoder(folder).encode(TEXTS)
    message = str(caught.value)
    assert str(folder) in message
    assert named in message
    assert "\n" not in message
    assert "Error" not in message
    assert capfd.readouterr() == ("", "")


def test_a_model_without_the_part_that_no_vector_is_made_of_is_whole(
    folder: Path, encoder: TransformerEncoder, capfd: pytest.CaptureFixture[str]
) -> None:
    weights = {name: tensor for name, tensor in load_file(folder / "model.safetensors").items() if "pooler" not in name}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    np.testing.assert_allclose(load_encoder(folder).encode(TEXTS), encoder.encode(TEXTS), atol=TOLERANCE)
    assert capfd.readouterr() == ("", "")


def test_what_is_not_read_does_not_change_the_checksum(folder: Path, encoder: TransformerEncoder) -> None:
    (folder / "README.md").write_text("模型", encoding="utf-8")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"1")
    (folder / "pytorch_model.bin").write_bytes(b"1")
    assert load_encoder(folder).checksum == encoder.checksum
    change(folder / "1_Pooling" / "config.json", pooling_mode="cls")
    assert load_encoder(folder).checksum != encoder.checksum


def test_no_connection_is_attempted_for_a_folder_and_nothing_is_said(attention_model: Path, model_folder: Path) -> None:
    offline = {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE"}
    surroundings = {name: value for name, value in os.environ.items() if name not in offline}
    done = subprocess.run(
        [sys.executable, "-c", CUT, str(attention_model), str(model_folder), str(ROOT / "data" / "encoder")],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_a_question_is_encoded_by_one_thread_and_many_passages_by_all_there_are(encoder: TransformerEncoder) -> None:
    import torch

    used: list[int] = []
    hook = encoder._model[0].register_forward_pre_hook(lambda *_: used.append(torch.get_num_threads()))
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(3)
        encoder.encode(["特困供养标准"], role="query")
        encoder.encode(["养老服务机构床位。" * 40, "社会救助。"])
        assert used == [1, 3]
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)
        hook.remove()
