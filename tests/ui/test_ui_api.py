"""The HTTP API: the contract of a reply, one error shape for everything, a description that fits."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from client import API, Client, is_problem
from conftest import QUESTION, REFUSED, ROOT, Yaodian
from contract import HIT, check_reply, check_shape

from ui.api import EngineSlot
from ui.engine import Engine
from ui.models import LONGEST_QUESTION


def test_the_question_of_the_issue_is_answered(call: Client) -> None:
    reply = call("POST", f"{API}/ask", json={"question": QUESTION}).json()
    check_reply(reply)
    assert {"jilin-2025:3.1", "jilin-2023:2.8", "shulan-2023:2.8"} <= {c["item_id"] for c in reply["citations"]}
    assert "1.3倍和2倍" in reply["answer"]
    assert "20%" not in reply["answer"]


def test_http_and_command_line_give_the_same_reply(call: Client, yaodian: Yaodian) -> None:
    for question in (QUESTION, REFUSED):
        here = call("POST", f"{API}/ask", json={"question": question}).json()
        there = json.loads(yaodian("ask", question, "--json").stdout)
        here["timings_ms"] = there["timings_ms"] = {}
        assert here == there


def test_a_follow_up_is_understood_from_the_earlier_questions(call: Client) -> None:
    reply = call("POST", f"{API}/ask", json={"question": "那2024年呢", "conversation": [QUESTION]}).json()
    check_reply(reply)
    assert "特困" in reply["understood"]
    assert "2024" in reply["understood"]


def test_filters_restrict_and_never_widen(call: Client) -> None:
    def ask(**filters: Any) -> dict[str, Any]:
        return dict(call("POST", f"{API}/ask", json={"question": QUESTION, **filters}).json())

    assert {c["year"] for c in ask(years=[2023])["citations"]} == {2023}
    assert {c["issuer"] for c in ask(issuers=["舒兰"])["citations"]} == {"舒兰市民政局"}
    assert {c["document_id"] for c in ask(documents=["jilin-2025"])["citations"]} == {"jilin-2025"}
    for empty in (ask(years=[1999]), ask(issuers=["北京"]), ask(documents=["nothing"])):
        check_reply(empty)
        assert empty["status"] == "refused"


def test_an_empty_question_is_refused_not_failed(call: Client) -> None:
    reply = call("POST", f"{API}/ask", json={"question": " 　"}).json()
    assert (reply["status"], reply["reason"]) == ("refused", "empty_question")


def test_the_longest_question_gets_a_reply_and_a_longer_one_422(call: Client) -> None:
    check_reply(call("POST", f"{API}/ask", json={"question": "问" * LONGEST_QUESTION}).json())
    problem = is_problem(call("POST", f"{API}/ask", json={"question": "问" * (LONGEST_QUESTION + 1)}), 422)
    assert problem["errors"] == [{"field": "question", "message": "不能超过 4000 个字"}]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": 5}, "question"),
        ({"question": "问", "year": 2024}, "year"),
        ({"question": "问", "years": ["二〇二四"]}, "years.0"),
        ({"question": "问", "years": [3000]}, "years.0"),
        ({"question": "问", "conversation": "问"}, "conversation"),
        ({"question": "问", "conversation": [{"role": "assistant", "content": "2倍"}]}, "conversation.0"),
        ([], ""),
    ],
)
def test_a_wrong_body_names_the_field_in_chinese(call: Client, body: Any, field: str) -> None:
    problem = is_problem(call("POST", f"{API}/ask", json=body), 422)
    assert problem["errors"][0]["field"] == field
    assert not problem["errors"][0]["message"].isascii()


def test_broken_json_and_half_characters_are_422(call: Client) -> None:
    headers = {"content-type": "application/json"}
    assert is_problem(call("POST", f"{API}/ask", content=b"{", headers=headers), 422)["status"] == 422
    assert (
        is_problem(call("POST", f"{API}/ask", content=b'{"question": "\\ud800"}', headers=headers), 422)["status"]
        == 422
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/documents/nothing", 404),
        ("GET", "/api/v1/items/jilin-2025:99.9", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/../settings.py", 404),
        ("GET", "/api/v1/ask", 405),
        ("DELETE", "/api/v1/documents", 405),
        ("GET", "/api/v1/search", 422),
        ("GET", "/api/v1/search?q=a&k=0", 422),
        ("GET", "/api/v1/search?q=a&year=soon", 422),
        ("GET", "/api/v1/targets?limit=0", 422),
    ],
)
def test_every_error_has_the_one_shape(call: Client, method: str, path: str, status: int) -> None:
    assert is_problem(call(method, path), status)["instance"] == path.partition("?")[0].replace("/static/..", "")


def test_a_body_over_the_limit_is_413(call: Client) -> None:
    body = json.dumps({"question": "问", "conversation": ["问" * 3000] * 30}).encode()

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 1000):
            yield body[start : start + 1000]

    assert is_problem(call("POST", f"{API}/ask", content=body), 413)["status"] == 413
    assert is_problem(call("POST", f"{API}/ask", content=chunks()), 413)["status"] == 413


def test_a_mistake_of_the_program_is_500_without_its_details(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        documents = engine.documents

        @property
        def replay(self) -> Any:
            raise RuntimeError("secret")

    slot = EngineSlot(Broken())  # type: ignore[arg-type]
    problem = is_problem(Client(slot)("POST", f"{API}/ask", json={"question": "问"}), 500)
    assert "secret" not in json.dumps(problem)
    assert problem["request_id"] in caplog.text


def test_a_callers_request_id_comes_back_if_it_is_harmless(call: Client) -> None:
    assert call("GET", f"{API}/health", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert call("GET", f"{API}/health", headers={"x-request-id": "a b"}).headers["x-request-id"] != "a b"


def test_before_the_index_is_open_only_health_answers(call_early: Client) -> None:
    assert call_early("GET", f"{API}/health").json() == {"status": "ok"}
    for method, path in (
        ("GET", "/ready"),
        ("GET", "/documents"),
        ("GET", "/search?q=养老"),
        ("GET", "/items/a:1"),
        ("GET", "/targets"),
    ):
        assert is_problem(call_early(method, API + path), 503)
    problem = call_early("POST", f"{API}/ask", json={"question": "问"})
    assert is_problem(problem, 503)
    assert problem.headers["retry-after"]


def test_search_holds_hits_of_the_contract_and_k_only_truncates(call: Client) -> None:
    ten = call("GET", f"{API}/search", params={"q": "特困供养标准"}).json()["hits"]
    three = call("GET", f"{API}/search", params={"q": "特困供养标准", "k": 3}).json()["hits"]
    assert three == ten[:3]
    for hit in ten:
        check_shape(hit, HIT)
    years = call("GET", f"{API}/search", params={"q": "养老", "year": [2023, 2024]}).json()["hits"]
    assert {hit["year"] for hit in years} == {2023, 2024}
    assert call("GET", f"{API}/search", params={"q": "养老", "year": 1999}).json()["hits"] == []


def test_documents_and_items_are_verbatim(call: Client) -> None:
    for line in call("GET", f"{API}/documents").json():
        document = call("GET", f"{API}/documents/{line['document_id']}").json()
        source = ROOT / "data" / "documents" / f"{line['document_id']}.txt"
        assert len(document["contents"]) == line["items"] == document["items"]
        assert document["text"] == source.read_text(encoding="utf-8-sig")
        for item in document["contents"]:
            assert document["text"][item["start"] : item["end"]] == item["text"]
        first = document["contents"][0]
        assert call("GET", f"{API}/items/{first['item_id']}").json() == first


def test_documents_carry_where_they_were_read_corrections_and_doubts(call: Client) -> None:
    documents = {line["document_id"]: line for line in call("GET", f"{API}/documents").json()}
    shulan = call("GET", f"{API}/documents/shulan-2023").json()
    assert {key: shulan[key] for key in documents["shulan-2023"]} == documents["shulan-2023"]
    assert {"missing_number", "odd_character"} <= {finding["kind"] for finding in shulan["findings"]}
    assert all(finding["where"] and finding["message"] for finding in shulan["findings"])
    assert shulan["read_at"]["issuer"]
    assert shulan["corrections"] == {}
    assert shulan["source"] == "shulan-2023.txt"
    assert documents["jilin-2024"]["addressees"] != []
    place = next(finding["item_id"] for finding in shulan["findings"] if finding["kind"] == "odd_character")
    assert '<p class="yd-note">' in call("GET", f"/s/{place}").text


def test_a_quote_page_marks_the_quote_in_the_whole_item(call: Client) -> None:
    item = call("GET", f"{API}/items/jilin-2025:3.1").json()
    page = call("GET", "/s/jilin-2025:3.1?start=5&end=12")
    assert page.headers["content-type"].startswith("text/html")
    assert f"<mark>{item['text'][5:12]}</mark>" in page.text
    assert "<script" not in page.text
    assert call("GET", "/s/jilin-2025:99").status_code == 404
    assert "没有这一条" in call("GET", "/s/%3Cscript%3E").text
    assert call("GET", "/s/jilin-2025:3.1?start=900000&end=999999").status_code == 200


def test_the_home_page_is_the_chat(call: Client) -> None:
    assert call("GET", "/").headers["location"] == "/ui/"


@pytest.fixture
def description(call: Client) -> dict[str, Any]:
    return dict(call("GET", f"{API}/openapi.json").json())


def test_the_description_names_every_route_once_in_chinese(description: dict[str, Any]) -> None:
    routes = {
        (path, method): route for path, methods in description["paths"].items() for method, route in methods.items()
    }
    assert {route["operationId"]: key for key, route in routes.items()} == {
        "ask": (f"{API}/ask", "post"),
        "search": (f"{API}/search", "get"),
        "verify": (f"{API}/verify", "post"),
        "list_targets": (f"{API}/targets", "get"),
        "list_documents": (f"{API}/documents", "get"),
        "get_document": (f"{API}/documents/{{document_id}}", "get"),
        "get_item": (f"{API}/items/{{item_id}}", "get"),
        "health": (f"{API}/health", "get"),
        "ready": (f"{API}/ready", "get"),
    }
    assert all(not route["summary"].isascii() for route in routes.values())


def test_the_description_has_no_loose_ends(description: dict[str, Any]) -> None:
    text = json.dumps(description)
    schemas = description["components"]["schemas"]
    named = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= set(schemas)
    assert "HTTPValidationError" not in text
    assert "ProblemModel" in named


def test_a_reply_has_exactly_the_keys_that_are_described(call: Client, description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    reply = call("POST", f"{API}/ask", json={"question": QUESTION}).json()
    assert set(reply) == set(schemas["ReplyModel"]["properties"])
    assert set(reply["citations"][0]) == set(schemas["CitationModel"]["properties"])
    assert set(reply["values"][0]) == set(schemas["ValueModel"]["properties"])
    document = call("GET", f"{API}/documents/jilin-2025").json()
    assert set(document) == set(schemas["WholeDocumentModel"]["properties"])
    assert set(document["contents"][0]) == set(schemas["ItemModel"]["properties"])
