"""Checking a sentence over the command line and HTTP: the same verdict, shown side by side, in the one error shape."""

from __future__ import annotations

import json

import pytest
from client import API, Client, is_problem
from conftest import Yaodian
from contract import CITATION, check_shape

PRINTED = "确保特困人员救助供养标准不低于上年度当地城乡低保标准的1.3倍"
WRONG = PRINTED.replace("1.3", "2")
NOWHERE = "发放养老券500元"
VERIFICATION = {
    "sentence": str,
    "verdict": str,
    "verdict_text": str,
    "note": str,
    "citations": list,
    "comparisons": list,
    "nearest": list,
}


def test_a_printed_sentence_is_word_for_word_with_its_place(yaodian: Yaodian) -> None:
    done = yaodian("verify", PRINTED)
    assert done.returncode == 0
    assert done.stdout.startswith("逐字一致：1 处\n[1] 2025年 三、（一）")
    assert f"    {PRINTED}\n" in done.stdout


def test_a_wrong_figure_is_shown_beside_the_printed_one(yaodian: Yaodian) -> None:
    done = yaodian("verify", WRONG)
    assert done.returncode == 0
    assert "逐字一致" not in done.stdout
    assert f"核对  {PRINTED.replace('1.3', '【2】')}" in done.stdout
    assert "低保标准的【1.3】倍" in done.stdout
    assert "数字  2倍  不一致（原文：不低于…1.3倍）" in done.stdout


def test_what_stands_nowhere_is_said_to(yaodian: Yaodian) -> None:
    done = yaodian("verify", NOWHERE)
    assert done.returncode == 0
    assert done.stdout.startswith("查无此句：收录的文件里没有这句话\n")
    assert "（不是出处）" in done.stdout


@pytest.mark.parametrize(("sentence", "verdict"), [(PRINTED, "verbatim"), (WRONG, "differs"), (NOWHERE, "not_found")])
def test_http_and_command_line_give_the_same_verdict(
    call: Client, yaodian: Yaodian, sentence: str, verdict: str
) -> None:
    here = call("POST", f"{API}/verify", json={"sentence": sentence}).json()
    check_shape(here, VERIFICATION)
    assert here == json.loads(yaodian("verify", sentence, "--json").stdout)
    assert here["verdict"] == verdict
    for citation in [*here["citations"], *here["nearest"], *(c["citation"] for c in here["comparisons"])]:
        check_shape(citation, CITATION)
        assert citation["item_text"][citation["start"] : citation["end"]] == citation["quote"]


def test_filters_restrict_where_is_looked(call: Client, yaodian: Yaodian) -> None:
    sentence = "扩大采暖补贴范围，提高补助标准达到户均800元"
    body = {"sentence": sentence, "years": [2023], "issuers": ["舒兰"]}
    here = call("POST", f"{API}/verify", json=body).json()
    assert [citation["document_id"] for citation in here["citations"]] == ["shulan-2023"]
    assert here == json.loads(yaodian("verify", sentence, "--year", "2023", "--issuer", "舒兰", "--json").stdout)
    assert call("POST", f"{API}/verify", json={**body, "years": [1999]}).json()["verdict"] == "not_found"


def test_a_verdict_has_exactly_the_keys_that_are_described(call: Client) -> None:
    schemas = call("GET", f"{API}/openapi.json").json()["components"]["schemas"]
    reply = call("POST", f"{API}/verify", json={"sentence": WRONG}).json()
    assert set(reply) == set(schemas["VerificationModel"]["properties"])
    comparison = reply["comparisons"][0]
    assert set(comparison) == set(schemas["ComparisonModel"]["properties"])
    assert set(comparison["differences"][0]) == set(schemas["DifferenceModel"]["properties"])
    assert set(comparison["figures"][0]) == set(schemas["FigureCheckModel"]["properties"])


def test_mistakes_have_the_one_shape(call: Client, call_early: Client, yaodian: Yaodian) -> None:
    assert is_problem(call("POST", f"{API}/verify", json={}), 422)["errors"][0]["field"] == "sentence"
    is_problem(call("POST", f"{API}/verify", json={"sentence": "句" * 4001}), 422)
    is_problem(call("POST", f"{API}/verify", json={"sentence": "句", "year": 2023}), 422)
    is_problem(call_early("POST", f"{API}/verify", json={"sentence": "句"}), 503)
    done = yaodian("verify")
    assert (done.returncode, done.stdout) == (2, "")


def test_an_empty_sentence_is_a_verdict_not_a_failure(call: Client, yaodian: Yaodian) -> None:
    assert call("POST", f"{API}/verify", json={"sentence": " 。"}).json()["note"] == "没有可以核对的文字。"
    assert yaodian("verify", " ").returncode == 0
