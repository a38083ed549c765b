"""A library with words of its own: every surface reads them, a wrong line is named, and nothing is lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from client import Client
from conftest import Yaodian
from files import plan, write

from ingest.library import Library
from ui.api import EngineSlot
from ui.engine import open_engine
from ui.settings import load_settings
from ui.watch import Watch

HEADER = "term\tvariant\tkind\tnote\n"
WORDS = f"{HEADER}养老床位\t暖窝子\tregional\t梅山话\n"
WRONG = f"{WORDS}养老床位\t暖\tregional\n"  # line 3
SPOKEN = "2022年暖窝子有多少"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "库"
    Library.create_or_open(folder).add([write(tmp_path / "plan.txt", plan())])
    return folder


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return write(tmp_path / "梅山.tsv", WORDS)


def test_the_words_of_a_library_are_read_by_ask_search_batch_and_eval(
    typed: Yaodian, library: Path, words: Path, tmp_path: Path
) -> None:
    assert "321张" not in typed("ask", SPOKEN, "--library", library).stdout
    done = typed("lexicon", words, "--library", library)
    assert (done.returncode, done.stdout, done.stderr) == (0, "梅山.tsv：1 条\n", "")
    assert "321张" in typed("ask", SPOKEN, "--library", library).stdout
    hits = json.loads(typed("search", "暖窝子", "--json", "--library", library).stdout)["hits"]
    assert hits[0]["item_id"] == "plan:1.1"
    batch = write(tmp_path / "题.jsonl", json.dumps({"id": "1", "turns": [SPOKEN]}) + "\n")
    typed("ask", "--batch", batch, "--output", tmp_path / "答.jsonl", "--library", library)
    assert "321张" in (tmp_path / "答.jsonl").read_text(encoding="utf-8")
    gold = {"doc": "plan", "section": 1, "item": 1}
    case = {"id": "1", "category": "colloquial", "turns": [SPOKEN], "gold": [gold], "answer_contains": [["321张"]]}
    more = {"gold_mode": "all", "answer_excludes": [], "abstain": False, "note": ""}
    cases = write(tmp_path / "评.jsonl", json.dumps(case | more) + "\n")
    assert json.loads(typed("eval", cases, "--json", "--library", library).stdout)["total"]["passed"] == 1
    assert "321张" not in typed("ask", SPOKEN).stdout


def test_the_words_stay_when_documents_are_added_changed_and_removed(
    typed: Yaodian, library: Path, words: Path, tmp_path: Path
) -> None:
    typed("lexicon", words, "--library", library)
    typed("ingest", write(tmp_path / "plan.txt", plan(beds=400)), "--library", library)
    typed("ingest", write(tmp_path / "b.txt", plan("松江市", 2021, 77)), "--library", library)
    typed("remove", "b", "--library", library)
    typed("correct", "plan", "region=-", "--library", library)
    assert (library / "lexicon" / words.name).read_text(encoding="utf-8") == WORDS
    assert "400张" in typed("ask", SPOKEN, "--library", library).stdout


def test_a_wrong_line_is_named_with_its_number_and_nothing_is_put_in_place(
    typed: Yaodian, library: Path, words: Path, tmp_path: Path
) -> None:
    typed("lexicon", words, "--library", library)
    for path in (write(tmp_path / "错.tsv", WRONG), write(tmp_path / "in" / words.name, WRONG)):
        done = typed("lexicon", words, path, "--library", library)
        assert done.returncode == 1
        assert done.stderr == f"错误：{path} 第 3 行：variant 为“暖”；应为至少 2 个字。请改正这一行。\n"
    assert [path.name for path in (library / "lexicon").iterdir()] == [words.name]
    assert "321张" in typed("ask", SPOKEN, "--library", library).stdout


@pytest.mark.parametrize("command", [("ask", SPOKEN), ("search", "床位"), ("verify", "新增床位"), ("ingest",)])
def test_a_wrong_line_that_was_put_there_by_hand_is_one_clear_line(
    typed: Yaodian, library: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    wrong = library / "lexicon" / "手放.tsv"
    write(wrong, WRONG)
    version = Library.open(library).version
    files = (write(tmp_path / "b.txt", plan("松江市", 2021, 77)),) if command == ("ingest",) else ()
    done = typed(*command, *files, "--library", library)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"错误：{wrong} 第 3 行：variant 为“暖”；应为至少 2 个字。请改正这一行。\n"
    assert Library.open(library).version == version
    assert typed("documents", "--library", library).returncode == 0
    assert typed("lexicon", "--remove", wrong.name, "--library", library).returncode == 0
    assert typed("ask", SPOKEN, "--library", library).returncode == 0


def test_a_file_that_would_never_be_read_is_said(typed: Yaodian, library: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "词.csv", WORDS)
    done = typed("lexicon", other, "--library", library)
    assert (done.returncode, done.stderr) == (
        1,
        f"错误：{other}：不是词表文件；应为后缀为 .tsv 的文件。请改后缀后再试。\n",
    )
    write(library / "lexicon" / "词.csv", WORDS)
    write(library / "lexicon" / ".梅山.tsv.swp", WRONG)
    done = typed("ask", SPOKEN, "--library", library)
    assert done.returncode == 1
    assert "词.csv：不是词表文件" in done.stderr


def test_what_a_library_has_is_listed_and_can_be_taken_out(typed: Yaodian, library: Path, words: Path) -> None:
    none = "这个文件库没有自己的词表，只用随附的。\n"
    assert typed("lexicon", "--library", library).stdout == none
    typed("lexicon", words, "--library", library)
    assert typed("lexicon", "--library", library).stdout == "梅山.tsv：1 条\n"
    done = typed("lexicon", "--remove", "没有.tsv", "--library", library)
    assert (done.returncode, done.stderr) == (1, "错误：没有.tsv：库里没有这份词表；应为梅山.tsv。请检查。\n")
    assert typed("lexicon", "--remove", "梅山.tsv", "--library", library).stdout == none
    assert "321张" not in typed("ask", SPOKEN, "--library", library).stdout
    done = typed("lexicon", words)
    assert done.returncode == 2
    assert "不能改动" in done.stderr


def test_what_the_lexicon_says_of_a_word_is_shown_with_the_year_of_a_new_name(
    typed: Yaodian, library: Path, words: Path
) -> None:
    shown = typed("lexicon", "--word", "五保户").stdout.splitlines()
    assert "旧称  特困人员—五保户  2014年社会救助暂行办法起改称" in shown
    assert "不可混同  低保对象—特困人员" in shown
    assert all("五保户" in line or line.startswith("不可混同") for line in shown)
    assert typed("lexicon", "--word", "暖窝子").stdout == "词表里没有“暖窝子”。\n"
    typed("lexicon", words, "--library", library)
    assert typed("lexicon", "--word", "暖窝子", "--library", library).stdout == "地方说法  养老床位—暖窝子  梅山话\n"
    done = typed("lexicon", words, "--word", "低保", "--library", library)
    assert done.returncode == 2
    assert "不能与词表文件" in done.stderr


def test_words_may_lie_there_before_the_first_document(typed: Yaodian, tmp_path: Path) -> None:
    write(tmp_path / "新库" / "lexicon" / "梅山.tsv", WORDS)
    typed("ingest", write(tmp_path / "plan.txt", plan()), "--library", tmp_path / "新库")
    assert "321张" in typed("ask", SPOKEN, "--library", tmp_path / "新库").stdout


def test_a_running_server_takes_new_words_and_keeps_the_old_where_a_line_is_wrong(
    surroundings: dict[str, str], library: Path, words: Path
) -> None:
    slot = EngineSlot(open_engine(load_settings(surroundings), library))
    told: list[str] = []
    watch, call = Watch(slot, told.append), Client(slot)

    def answer() -> str:
        return str(call("POST", "/api/v1/ask", json={"question": SPOKEN}).json()["answer"])

    def notice() -> object:
        return call("GET", "/api/v1/ready").json()["notice"]

    assert "321张" not in answer()
    Library.open(library).put_words({words.name: WORDS.encode()})
    assert watch.look()
    assert "321张" in answer()
    place = library / "lexicon" / words.name
    write(place, WRONG)
    for _ in range(3):
        assert not watch.look()
    assert told[1:] == [notice()]
    assert str(notice()).startswith("文件库的新版本打不开，继续使用原来的版本。")
    assert f"{place} 第 3 行：variant 为“暖”" in str(notice())
    assert "321张" in answer()
    write(place, WORDS.replace("暖窝子", "热炕头"))
    assert watch.look()
    assert notice() is None
    assert "321张" not in answer()
    Library.open(library).remove_words([words.name])
    assert watch.look()
