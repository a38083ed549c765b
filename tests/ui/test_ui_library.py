"""A library of one's own at the command line: what goes in, what is said about it, what can be set right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, ROOT, Yaodian
from files import BAD_FILES, STRANGE_NAMES, hostile_archive, plan, write

from ingest.library import Library
from ingest.lock import exclusive

GAPPED = plan().replace("（二）", "（三）")  # the audit misses （二）


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one plan, the document `plan`."""
    folder = tmp_path / "文件库"
    Library.create_or_open(folder).add([write(tmp_path / "plan.txt", GAPPED)])
    return folder


def held(yaodian: Yaodian, library: Path) -> list[dict[str, Any]]:
    return list(json.loads(yaodian("documents", "--json", "--library", library).stdout))


def test_every_bad_file_gets_one_line_and_the_good_ones_go_in(yaodian: Yaodian, tmp_path: Path) -> None:
    inbox = tmp_path / "来稿"
    inbox.mkdir()
    for number, name in enumerate(STRANGE_NAMES):
        write(inbox / name, plan(f"{'甲乙丙丁戊己'[number]}山市"))
    for name, (make, _) in BAD_FILES.items():
        make(inbox / name)
    archive = hostile_archive(tmp_path / "要点.zip")
    missing = tmp_path / "没有.txt"
    done = yaodian("ingest", inbox, archive, missing, "--library", tmp_path / "库")
    assert done.returncode == 1
    errors = [line for line in done.stderr.splitlines() if line.startswith("错误：")]
    for name, (_, said) in BAD_FILES.items():
        (line,) = [line for line in errors if " ".join(name.split()) in line]
        assert said in line
    for member in ("../../逃出去.txt", "/绝对.txt", "里面.zip", "坏.pdf"):
        assert len([line for line in errors if f"要点.zip/{member}：" in line]) == 1
    assert len(errors) == len(BAD_FILES) + 4 + 1
    assert "Traceback" not in done.stderr
    assert "root:" not in done.stdout + done.stderr
    assert not list(tmp_path.parent.rglob("逃出去*"))
    *lines, total = done.stdout.splitlines()
    good = len(STRANGE_NAMES) + 1
    assert len(lines) == good
    assert all(line.startswith("已加入  ") for line in lines)
    assert total == f"共 {good + len(errors)} 份：已加入 {good}，失败 {len(errors)}"
    assert any("换\\n行.txt → " in line for line in lines)
    documents = held(yaodian, tmp_path / "库")
    assert len(documents) == good
    assert documents[0]["source"].isprintable()


def test_an_updated_document_says_what_changed(typed: Yaodian, library: Path, tmp_path: Path) -> None:
    done = typed("ingest", write(tmp_path / "plan.txt", GAPPED.replace("321", "400")), "--library", library)
    assert done.returncode == 0
    assert done.stdout.startswith("已更新")
    assert "修改 1 条（一、（一））" in done.stdout
    assert "400张" in typed("ask", "新增床位多少张", "--library", library).stdout


def test_ingest_names_the_doubts_and_what_was_not_found(typed: Yaodian, tmp_path: Path) -> None:
    source = write(tmp_path / "a.txt", "工作安排\n一、养老\n（一）床位。建床位。\n（三）设施。建设施。\n")
    (line,) = typed("ingest", source, "--library", tmp_path / "库").stdout.splitlines()
    assert "没有读到发文机关、年度，可用 yaodian correct 补上" in line
    assert "1 处疑点，见 yaodian documents --findings" in line


def test_documents_show_what_was_read_where_and_what_is_doubtful(typed: Yaodian, library: Path) -> None:
    text = typed("documents", "--library", library).stdout
    for shown in ("梅山市民政局", "2022年", "2022-01-31 成文", "主送：各乡镇人民政府", "附件：任务分工表", "1 处疑点"):
        assert shown in text
    assert "标题（标题、" in text
    assert "加 --findings 逐条列出" in text
    (document,) = held(typed, library)
    (finding,) = document["findings"]
    assert document["read_at"]["year"] == "标题"
    assert document["addressees"] == ["各乡镇人民政府"]
    assert document["annexes"] == ["任务分工表"]
    listed = typed("documents", "--findings", "--library", library).stdout
    assert f"    · {finding['where']}：{finding['message']}" in listed
    assert "加 --findings" not in listed


def test_the_shipped_collection_lists_the_doubts_of_the_county(typed: Yaodian) -> None:
    listed = typed("documents", "--findings").stdout
    assert "羵" in listed
    assert "（六）" in listed


def test_a_correction_survives_a_new_version_and_can_be_taken_back(
    typed: Yaodian, library: Path, tmp_path: Path
) -> None:
    done = typed("correct", "plan", "年度=2023年", "issued_on=2023年2月1日", "region=-", "--library", library)
    assert done.returncode == 0, done.stderr
    assert "年度：2023（人工更正）" in done.stdout
    assert "地区：不明（人工更正）" in done.stdout
    typed("ingest", write(tmp_path / "plan.txt", GAPPED.replace("321", "400")), "--library", library)
    (document,) = held(typed, library)
    assert document["corrections"] == {"year": 2023, "issued_on": "2023-02-01", "region": None}
    assert document["read_at"]["year"] == "人工更正"
    assert "2023年" in typed("ask", "2023年新增床位多少张", "--library", library).stdout
    assert typed("correct", "plan", "year=", "region=", "issued_on=", "--library", library).returncode == 0
    (document,) = held(typed, library)
    assert (document["year"], document["region"], document["corrections"]) == (2022, "梅山市", {})


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["plan", "colour=red"], "没有“colour”这一项", 2),
        (["plan", "addressees=x"], "没有“addressees”这一项", 2),
        (["plan", "year=二〇二四"], "四位数字", 2),
        (["plan", "year=24"], "四位数字", 2),
        (["plan", "issued_on=2023-02-30"], "不是日期", 2),
        (["plan", "level=街道"], "国家、省、市、县、乡", 2),
        (["plan", "title=-"], "标题不能设为没有", 2),
        (["plan", "issuer=一\n二"], "一行文字", 2),
        (["plan", f"issuer={'局' * 201}"], "不超过 200 个字", 2),
        (["plan", "year"], "没有等号", 2),
        (["plan", "year=2023", "年度=2024"], "年度给了两次", 2),
        (["plan"], "缺少", 2),
        (["nothing", "year=2023"], "库里没有这份文件", 1),
    ],
)
def test_a_wrong_correction_is_one_line_and_changes_nothing(
    typed: Yaodian, library: Path, arguments: list[str], said: str, code: int
) -> None:
    before = (library / "catalog.json").read_bytes()
    done = typed("correct", *arguments, "--library", library)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert (library / "catalog.json").read_bytes() == before


def test_documents_are_removed_and_an_unknown_one_is_named(typed: Yaodian, library: Path) -> None:
    done = typed("remove", "nothing", "plan", "--library", library)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "已移除  plan：梅山市民政局关于印发2022年工作要点的通知",
        "共 2 份：已移除 1，失败 1",
    ]
    assert done.stderr == "错误：库里没有 nothing\n"
    assert held(typed, library) == []
    asked = typed("ask", "新增床位多少张", "--library", library)
    assert (asked.returncode, asked.stdout.splitlines()[0]) == (0, "没有收录所指的文件。现收录：还没有文件。")


@pytest.mark.parametrize("command", [("remove", "jilin-2025"), ("correct", "jilin-2025", "year=2025")])
def test_the_shipped_documents_cannot_be_changed(typed: Yaodian, command: tuple[str, ...]) -> None:
    done = typed(*command)
    assert done.returncode == 2
    assert "--library" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_second_writer_is_told_who_is_writing(typed: Yaodian, library: Path) -> None:
    with exclusive(library):
        for command in (("remove", "plan"), ("correct", "plan", "year=2023"), ("ingest", "data/documents")):
            done = typed(*command, "--library", library)
            assert done.returncode == 1
            assert "正在写这个文档库" in done.stderr
            assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_person_at_a_terminal_sees_the_progress(surroundings: dict[str, str], tmp_path: Path) -> None:
    reading, writing = os.openpty()
    inbox = tmp_path / "来稿"
    inbox.mkdir()
    for number in range(3):
        write(inbox / f"{number}.txt", plan(f"{'甲乙丙'[number]}山市"))
    command = [*COMMAND, "ingest", str(inbox), "--library", str(tmp_path / "库")]
    subprocess.run(command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL, stderr=writing, check=True)
    shown = os.read(reading, 65536).decode("utf-8")
    os.close(reading)
    os.close(writing)
    assert "读取 1/3：0.txt" in shown
    assert "读取 3/3：2.txt" in shown
    assert shown.endswith("\r\x1b[K")


def test_an_index_that_could_not_be_saved_is_said(typed: Yaodian, library: Path, tmp_path: Path) -> None:
    (library / "index").write_text("", encoding="utf-8")  # a file in place of the folder
    outcome = typed("ingest", write(tmp_path / "another.txt", plan("乙山市")), "--library", library)
    assert outcome.returncode == 0
    assert "索引未能保存" in outcome.stderr
    assert outcome.stdout.startswith("已加入")
