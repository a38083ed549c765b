"""Tokens: what counts as a word, what stays whole, and that searching needs no dictionary."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tokens import FullDictionary, KnownWords, _private_tokenizer, normalise, tokens
from ingest.records import Document

PHRASES = (
    "特困人员 救助供养 最低生活保障 不低于 1.3倍 100% 〔2024〕4号 6·19 12349 养老机构 失智 床位 AA制 ， 。 （八） "
    "二〇二五年 吉林省民政厅 ５０张 3,000元 Wi-Fi"
).split(" ")
TEXTS = st.lists(
    st.one_of(st.sampled_from([*PHRASES, "20 个", "\u3000", "\u00a0"]), st.text(max_size=4)), max_size=12
).map("".join)
NO_WORDS = KnownWords(())
JIEBA = jieba.Tokenizer()
JIEBA.FREQ, JIEBA.total = JIEBA.gen_pfdict(JIEBA.get_dict_file())
JIEBA.initialized = True


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("不低于低保的1.3倍", {"1.3倍", "1.3"}),
        ("覆盖率达到100%以上", {"100%", "100"}),
        ("吉民发〔2024〕4号", {"〔2024〕4号"}),
        ("吉民发[2024]第4号", {"〔2024〕4号"}),
        ("“6·19”开放日", {"6·19"}),
        ("“6•19”开放日", {"6·19"}),
        ("热线12349", {"12349"}),
        ("“314151”工程", {"314151"}),
        ("新增３０ 张", {"30张", "30"}),
        ("补助3,000元", {"3000元", "3000"}),
        ("达到5万户", {"5万户", "5"}),
        ("开通WiFi 6", {"wifi", "6"}),
    ],
)
def test_numbers_and_latin_words_stay_whole(text: str, whole: set[str]) -> None:
    assert whole <= set(tokens(text, NO_WORDS))


def test_bigrams_stay_within_a_run_of_han_characters() -> None:
    assert tokens("低保、特困", NO_WORDS) == ["低保", "特困"]
    assert tokens("倍", NO_WORDS) == ["倍"]


def test_white_space_inside_chinese_is_dropped_and_between_latin_words_kept() -> None:
    assert normalise("清明\u3000祭扫\u00a0服 务\n保障") == "清明祭扫服务保障"
    assert normalise("Open  Day") == "open day"


@given(st.text(st.sampled_from("民政工作ａＢc１.，（）•·〔 \u3000\u00a0\n\u200b％①,0")))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("text", ["", " \u3000\u00a0\n", "，。！", "\ud800"])
def test_a_text_without_words_has_no_tokens(text: str) -> None:
    assert tokens(text, FullDictionary()) == []


def test_a_long_word_does_not_swallow_its_parts() -> None:
    found = list(FullDictionary(["特困人员"]).find("特困人员供养"))
    assert {"特困人员", "人员", "供养"} <= set(found)


@given(TEXTS)
@settings(deadline=None)
def test_dictionary_words_are_those_of_jieba_full_mode(text: str) -> None:
    text = normalise(text)
    full_mode = [w for w in JIEBA.cut(text, cut_all=True) if len(w) >= 2 and "\u4e00" <= w[0] <= "\u9fd5"]
    assert list(FullDictionary().find(text)) == full_mode


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
@settings(deadline=None)
def test_the_words_of_the_collection_give_every_token_that_can_match(collection: Sequence[str], question: str) -> None:
    full = FullDictionary(["特困人员", "寒冬送温暖", "100%", "AA制"])
    vocabulary = {token for text in collection for token in tokens(text, full)}
    small = KnownWords(token for token in vocabulary if full.knows(token))
    expected = Counter(token for token in tokens(question, full) if token in vocabulary)
    assert Counter(token for token in tokens(question, small) if token in vocabulary) == expected


def test_the_words_of_the_shipped_documents_give_every_token_that_can_match(
    shipped_documents: tuple[Document, ...],
) -> None:
    full = FullDictionary()
    vocabulary = {token for document in shipped_documents[:2] for token in tokens(document.text, full)}
    small = KnownWords(token for token in vocabulary if full.knows(token))
    for text in (item.text for document in shipped_documents for item in document.items):
        expected = Counter(token for token in tokens(text, full) if token in vocabulary)
        assert Counter(token for token in tokens(text, small) if token in vocabulary) == expected


def test_our_words_do_not_reach_the_process_wide_tokenizer() -> None:
    before = dict(jieba.dt.FREQ)
    assert "寒冬送温暖" in set(FullDictionary(["寒冬送温暖"]).find("开展寒冬送温暖活动"))
    assert dict(jieba.dt.FREQ) == before


def test_words_of_others_do_not_reach_our_tokenizer() -> None:
    jieba.dt.FREQ, kept = {}, jieba.dt.FREQ
    try:
        jieba.dt.FREQ["展寒"] = 1
        assert "展寒" not in set(FullDictionary().find("开展寒冬送温暖活动"))
    finally:
        jieba.dt.FREQ = kept


def test_no_cache_is_written_to_the_shared_temporary_folder(tmp_path: Path) -> None:
    script = "from index.tokens import FullDictionary; print(len(list(FullDictionary().find('民政工作要点'))))"
    done = subprocess.run(
        [sys.executable, "-c", script], env={"TMPDIR": str(tmp_path), "PYTHONPATH": "."}, capture_output=True, text=True
    )
    assert int(done.stdout) >= 2, done.stderr
    assert not list(tmp_path.iterdir())


def test_a_dictionary_is_fetched_once_and_only_when_a_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[tuple[str, ...]] = []

    def fetch(words: tuple[str, ...]) -> object:
        fetched.append(words)
        return _private_tokenizer(words)

    monkeypatch.setattr("index.tokens._private_tokenizer", fetch)
    dictionary = FullDictionary(["失智床位"])
    assert fetched == []
    assert [list(dictionary.find("失智床位")), dictionary.knows("失智床位")] == [["失智床位", "床位"], True]
    assert fetched == [("失智床位",)]
