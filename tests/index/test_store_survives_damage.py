"""The folder of an index: what is loaded is what was saved, or it is an error in one line, and then it is rebuilt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_plans import make_document, save_static_model

from index import store
from index.encoder import Encoder, load_encoder
from index.engine import LocalIndex, open_index
from index.records import Query
from ingest.errors import IndexFolderError
from ingest.records import Document

QUERIES = [Query("特困人员标准是低保的多少倍"), Query("队伍建设", k=3), Query("火星基地"), Query("2000张 失智床位")]
FILES = ["tokens.txt", "sparse.npz", "vectors.faiss", "words.txt", "keys.txt"]


@pytest.fixture
def folder(tmp_path: Path, documents: tuple[Document, ...], encoder: Encoder) -> Path:
    """A saved index under a path with Chinese characters and a blank."""
    path = tmp_path / "索引 一"
    LocalIndex.build(documents, encoder).save(path)
    return path


def file_of(folder: Path, name: str) -> Path:
    return next(folder.glob(f"*/{name}"))


def answers(index: LocalIndex) -> list[object]:
    return [index.search(query) for query in QUERIES]


def test_saving_and_loading_changes_no_answer(folder: Path, documents: tuple[Document, ...], encoder: Encoder) -> None:
    loaded, built = LocalIndex.load(documents, encoder, folder), LocalIndex.build(documents, encoder)
    assert answers(loaded) == answers(built)
    assert loaded.rarity("特困") == built.rarity("特困")


def test_loading_does_not_depend_on_the_order_of_the_documents(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    assert answers(LocalIndex.load(documents[::-1], encoder, folder)) == answers(
        LocalIndex.load(documents, encoder, folder)
    )


@pytest.mark.parametrize("name", [*FILES, "../manifest.json"])
@pytest.mark.parametrize("damage", ["truncate", "flip a bit", "empty", "remove"])
def test_a_damaged_file_is_an_error_in_one_line_and_then_rebuilt(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder, name: str, damage: str
) -> None:
    path = folder / "manifest.json" if name.endswith("manifest.json") else file_of(folder, name)
    content = path.read_bytes()
    if damage == "remove":
        path.unlink()
    elif damage == "flip a bit":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    else:
        path.write_bytes(content[: len(content) // 2] if damage == "truncate" else b"")
    with pytest.raises(IndexFolderError) as caught:
        LocalIndex.load(documents, encoder, folder)
    assert "\n" not in str(caught.value)
    said: list[str] = []
    index = open_index(documents, encoder, folder, notify=said.append)
    assert len(said) == 1
    assert answers(index) == answers(LocalIndex.load(documents, encoder, folder))


def test_every_changed_byte_of_the_manifest_is_noticed(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    manifest = folder / "manifest.json"
    content = manifest.read_bytes()
    meaningful = [place for place, byte in enumerate(content) if not chr(byte).isspace()]
    for place in meaningful[::7]:
        manifest.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(IndexFolderError):
            LocalIndex.load(documents, encoder, folder)


@pytest.mark.parametrize(
    "manifest", ["[]", "{}", '"x"', '{"format": "yaodian-index"}', '{"format": "yaodian-index", "generation": 1}']
)
def test_a_manifest_of_another_shape_is_an_error(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder, manifest: str
) -> None:
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(IndexFolderError):
        LocalIndex.load(documents, encoder, folder)


def test_a_manifest_cannot_lead_out_of_the_folder(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["generation"] = f"generation-x/../{manifest['generation']}"
    del manifest["seal"]
    manifest["seal"] = store._seal(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(IndexFolderError):
        LocalIndex.load(documents, encoder, folder)


@pytest.mark.parametrize(
    ("constant", "part"),
    [("FORMAT_VERSION", "索引格式版本"), ("TOKENS_VERSION", "分词版本"), ("_PACKAGES", "依赖包版本")],
)
def test_an_index_of_another_version_is_stale(
    folder: Path,
    documents: tuple[Document, ...],
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    constant: str,
    part: str,
) -> None:
    monkeypatch.setattr(store, constant, ("numpy",) if constant == "_PACKAGES" else 999)
    said: list[str] = []
    open_index(documents, encoder, folder, notify=said.append)
    assert len(said) == 1
    assert part in said[0]


def test_a_changed_text_makes_the_index_stale(folder: Path, documents: tuple[Document, ...], encoder: Encoder) -> None:
    changed = replace(documents[0], content_hash="0" * 64)
    said: list[str] = []
    open_index((changed, *documents[1:]), encoder, folder, notify=said.append)
    assert "文档内容" in said[0]


def test_the_same_text_read_differently_makes_the_index_stale(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    reread = replace(documents[0], items=documents[0].items[1:])
    with pytest.raises(IndexFolderError, match="文档内容"):
        LocalIndex.load((reread, *documents[1:]), encoder, folder)


def test_other_dictionary_words_make_the_index_stale(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    with pytest.raises(IndexFolderError, match="词典"):
        LocalIndex.load(documents, encoder, folder, words=["特困人员"])


def test_another_encoder_makes_the_index_stale(folder: Path, documents: tuple[Document, ...], tmp_path: Path) -> None:
    other = load_encoder(save_static_model(tmp_path / "m", prompts={"query": "问：", "document": "标准："}))
    with pytest.raises(IndexFolderError, match="编码模型（静态模型 → m）已改变"):
        LocalIndex.load(documents, other, folder)


def test_the_manifest_holds_the_checksum_and_the_dimension_of_the_encoder(folder: Path, encoder: Encoder) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["source"]["编码模型"] == {"sha256": encoder.checksum, "dimension": encoder.dimension}
    assert manifest["encoder_name"] == encoder.name


def test_whoever_wrote_to_the_library_hears_only_of_what_else_has_changed(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder, tmp_path: Path
) -> None:
    said: list[str] = []
    open_index(documents[1:], encoder, folder, words=["低保"], notify=said.append, written=True)
    assert said == []
    other = load_encoder(save_static_model(tmp_path / "m", prompts={"query": "问："}))
    open_index(documents, other, folder, words=["低保"], notify=said.append, written=True)
    assert len(said) == 1
    assert "编码模型（静态模型 → m）、文档内容已改变" in said[0]


def test_many_passages_are_encoded_in_steps_that_are_told(tmp_path: Path, encoder: Encoder) -> None:
    texts = [f"第{number}条。" + "低保标准" * (number % 7) for number in range(150)]
    many = (make_document("many-2024", 2024, "厅", texts),)
    assert steps(many, encoder, tmp_path / "索引") == [
        "正在分词：150 条",
        "正在计算向量：150 条",
        "正在计算向量：64/150 条",
        "正在计算向量：128/150 条",
    ]
    index = LocalIndex.build(many, encoder)
    alone = encoder.encode(list(index._snapshot.collection.passages))
    assert index._snapshot.stored.dense.vectors().tolist() == alone.tolist()


def test_a_fresh_index_is_loaded_without_a_word(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    said: list[str] = []
    open_index(documents, encoder, folder, notify=said.append, progress=said.append)
    assert said == []


def test_files_of_others_are_left_alone(tmp_path: Path, documents: tuple[Document, ...], encoder: Encoder) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "网页应用"}', encoding="utf-8")
    (tmp_path / "家庭照片.txt").write_text("照片", encoding="utf-8")
    said: list[str] = []
    index = open_index(documents, encoder, tmp_path, notify=said.append)
    assert index.search(QUERIES[0]).hits
    assert "未能保存" in said[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "家庭照片.txt"]
    assert (tmp_path / "manifest.json").read_text(encoding="utf-8") == '{"name": "网页应用"}'


def test_a_file_in_place_of_the_folder_costs_the_saving_only(
    tmp_path: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    (tmp_path / "索引").write_text("", encoding="utf-8")
    said: list[str] = []
    assert open_index(documents, encoder, tmp_path / "索引", notify=said.append).search(QUERIES[0]).hits
    assert "未能保存" in said[-1]


def test_one_generation_remains_after_saving_again(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    LocalIndex.build(documents[:1], encoder).save(folder)
    assert sorted(path.name.partition("-")[0] for path in folder.iterdir()) == ["generation", "manifest.json"]
    assert LocalIndex.load(documents[:1], encoder, folder).documents == documents[:1]


def test_what_killed_processes_left_is_removed_after_a_day(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    old, young = folder / "generation-old", folder / "generation-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (time.time() - 2 * 86400,) * 2)
    LocalIndex.build(documents, encoder).save(folder)
    assert not old.exists()
    assert young.exists()


def test_a_failure_at_any_step_leaves_the_old_index(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, write = LocalIndex.build(documents[:2], encoder), store._write
    for step in range(len(FILES) + 1):
        written: list[Path] = []

        def fail_at_step(path: Path, content: bytes, step: int = step, written: list[Path] = written) -> None:
            if len(written) == step:
                raise OSError(28, "No space left on device")
            written.append(path)
            write(path, content)

        monkeypatch.setattr(store, "_write", fail_at_step)
        with pytest.raises(IndexFolderError, match="无法写入"):
            newer.save(folder)
        assert LocalIndex.load(documents, encoder, folder).documents == documents


def test_a_kill_at_any_moment_leaves_the_old_index_or_the_new(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder, model_folder: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path[:0] = ['.', 'tests/index']\n"
        "from tiny_plans import make_document\n"
        "from index.encoder import load_encoder; from index.engine import LocalIndex\n"
        "index = LocalIndex.build([make_document('new-2025', 2025, '厅', ['低保标准。提高。'])],"
        f" load_encoder({str(model_folder)!r}))\n"
        "print('ready', flush=True)\n"
        f"while True: index.save(Path({str(folder)!r}))\n"
    )
    new = (make_document("new-2025", 2025, "厅", ["低保标准。提高。"]),)
    for pause in (0.0, 0.003, 0.011, 0.02, 0.05):
        process = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert [loadable(folder, expected, encoder) for expected in (documents, new)] in ([True, False], [False, True])


def loadable(folder: Path, documents: tuple[Document, ...], encoder: Encoder) -> bool:
    """Whether the folder holds a whole index of these documents; False if it holds a whole one of others."""
    try:
        return LocalIndex.load(documents, encoder, folder).documents == documents
    except IndexFolderError as error:
        if error.found == "索引建立后文档内容已改变":
            return False
        raise


def steps(documents: tuple[Document, ...], encoder: Encoder, folder: Path, words: Sequence[str] = ()) -> list[str]:
    """What opening an index has to do."""
    said: list[str] = []
    open_index(documents, encoder, folder, words=words, progress=said.append)
    return said


def test_only_new_passages_are_cut_into_tokens_and_encoded(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    assert steps(documents[:2], encoder, folder) == []
    assert steps(documents, encoder, folder) == ["正在分词：2 条", "正在计算向量：2 条"]


def test_other_words_have_all_passages_cut_again_and_none_encoded(
    folder: Path, documents: tuple[Document, ...], encoder: Encoder
) -> None:
    assert steps(documents, encoder, folder, ["特困人员"]) == ["正在分词：9 条"]


def test_another_encoder_has_all_passages_encoded_again_and_none_cut(
    folder: Path, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    other = load_encoder(save_static_model(tmp_path / "m", prompts={"query": "问：", "document": "标准："}))
    assert steps(documents, other, folder) == ["正在计算向量：9 条"]


def test_nothing_is_taken_from_a_damaged_index(folder: Path, documents: tuple[Document, ...], encoder: Encoder) -> None:
    path = file_of(folder, "keys.txt")
    path.write_bytes(path.read_bytes().replace(b"0", b"1"))
    assert steps(documents[:2], encoder, folder) == ["正在分词：7 条", "正在计算向量：7 条"]
