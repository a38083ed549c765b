"""MCP at /mcp: a real client over HTTP gets the JSON of the API; mistakes are said in words; only POST, only our own pages."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import httpx
import pytest
from client import API
from conftest import QUESTION, REFUSED, START_SECONDS, Server
from contract import check_reply
from mcp import Client, MCPError

HEADERS = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "0"},
    },
}


@pytest.fixture(scope="module")
def mcp(server: Server) -> Server:
    """The server once MCP stands; until then it is 503 in the one error shape."""
    deadline = time.monotonic() + START_SECONDS  # the server may have stood for long before this module begins
    while time.monotonic() < deadline:
        if httpx.post(f"{server.address}/mcp", json=INITIALIZE, headers=HEADERS).status_code == 200:
            return server
        time.sleep(0.05)
    raise TimeoutError("/mcp did not answer")


def use(server: Server, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """What `work` gives with a connected client."""

    async def run() -> Any:
        async with Client(f"{server.address}/mcp") as client:
            return await work(client)

    return anyio.run(run)


def call(server: Server, tool: str, **arguments: Any) -> Any:
    return use(server, lambda client: client.call_tool(tool, arguments))


def test_the_tools_describe_themselves_in_chinese(mcp: Server) -> None:
    listed = use(mcp, lambda client: client.list_tools()).tools
    assert [tool.name for tool in listed] == ["ask", "search", "verify", "documents", "targets"]
    for tool in listed:
        assert not tool.title.isascii()
        assert not tool.description.isascii()
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint


@pytest.mark.parametrize("question", [QUESTION, REFUSED])
def test_a_question_gets_the_reply_of_http(mcp: Server, question: str) -> None:
    result = call(mcp, "ask", question=question)
    assert not result.is_error
    check_reply(result.structured_content)
    there = httpx.post(f"{mcp.address}{API}/ask", json={"question": question}).json()
    here = json.loads(result.content[0].text)
    assert here == result.structured_content
    here["timings_ms"] = there["timings_ms"] = {}
    assert here == there


def test_a_follow_up_takes_the_earlier_questions(mcp: Server) -> None:
    reply = call(mcp, "ask", question="那2024年呢", conversation=[QUESTION]).structured_content
    assert "2024" in reply["understood"]


def test_every_tool_gives_the_json_of_its_route(mcp: Server) -> None:
    def get(path: str, **parameters: Any) -> Any:
        return httpx.get(f"{mcp.address}{API}{path}", params=parameters).json()

    assert call(mcp, "search", q="养老", k=3, years=[2023]).structured_content == get(
        "/search", q="养老", k=3, year=2023
    )
    assert call(mcp, "documents").structured_content == {"documents": get("/documents")}
    listed = call(mcp, "targets", indicator="床位", issuers=["舒兰"]).structured_content
    assert listed == get("/targets", indicator="床位", issuer="舒兰")
    verified = call(mcp, "verify", sentence="集中供养率50%").structured_content
    assert verified == httpx.post(f"{mcp.address}{API}/verify", json={"sentence": "集中供养率50%"}).json()


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("ask", {}, "question 缺少这一项"),
        ("ask", {"question": "问" * 4001}, "question 不能超过 4000 个字"),
        ("ask", {"question": "问", "year": 2024}, "year 没有这一项"),
        ("search", {"q": "养老", "k": 0}, "k 不能小于 1"),
        ("documents", {"all": True}, "all 没有这一项"),
    ],
)
def test_a_wrong_argument_is_named_in_chinese(mcp: Server, tool: str, arguments: dict[str, Any], message: str) -> None:
    result = call(mcp, tool, **arguments)
    assert result.is_error
    assert result.content[0].text == f"参数不合要求：{message}。"


def test_an_unknown_tool_is_an_error_that_names_the_known_ones(mcp: Server) -> None:
    async def work(client: Client) -> None:
        with pytest.raises(MCPError, match="没有工具“写诗”；可用的有 ask、search、verify、documents、targets"):
            await client.call_tool("写诗", {})

    use(mcp, work)


def test_a_client_of_an_earlier_protocol_is_served_without_a_session(mcp: Server) -> None:
    first = httpx.post(f"{mcp.address}/mcp", json=INITIALIZE, headers=HEADERS)
    assert first.json()["result"]["protocolVersion"] == "2025-06-18"
    assert "mcp-session-id" not in first.headers
    body = {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {"name": "verify", "arguments": {"sentence": "600张"}},
    }
    headers = {**HEADERS, "mcp-protocol-version": "2025-06-18"}
    second = httpx.post(f"{mcp.address}/mcp", json=body, headers=headers).json()
    assert second["result"]["structuredContent"]["verdict"] == "verbatim"


def test_only_posts_of_our_own_pages_are_taken(mcp: Server) -> None:
    def status(method: str, **headers: str) -> int:
        return httpx.request(method, f"{mcp.address}/mcp", json=INITIALIZE, headers={**HEADERS, **headers}).status_code

    assert status("POST") == 200
    assert status("POST", origin=mcp.address) == 200
    assert status("POST", origin="http://example.org") == 403
    assert status("POST", host="example.org") == 421
    assert status("DELETE") == 405
    refused = httpx.get(f"{mcp.address}/mcp")
    assert refused.headers["content-type"] == "application/problem+json"
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_a_body_over_the_limit_is_413(mcp: Server) -> None:
    reply = httpx.post(f"{mcp.address}/mcp", content=b" " * 70_000, headers=HEADERS)
    assert (reply.status_code, reply.headers["content-type"]) == (413, "application/problem+json")
