"""MCP at /mcp: the operations of the API as tools for other people's assistants. The only door to the mcp package.

Streamable HTTP without sessions: every POST is answered by itself as JSON, nothing is kept, nothing is sent unasked.
A tool's arguments and results have the models of the HTTP API, so both say the same in the same words.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from ui import operations
from ui.api import LARGEST_BODY, EngineSlot
from ui.engine import Engine
from ui.models import (
    AskRequest,
    DocumentsModel,
    DocumentsRequest,
    RankingModel,
    ReplyModel,
    SearchRequest,
    TargetsModel,
    TargetsRequest,
    VerificationModel,
    VerifyRequest,
)
from ui.problems import field_error, problem

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
INSTRUCTIONS = (
    "收录的是民政工作要点一类的文件。ask 逐字引原文作答，文件没有说的就拒答；转述答案时请保留数字、比较词和出处。"
    "verify 核对一句话是否出自文件；targets 列指标；search 按词找条目；documents 列收录的文件。"
)

logger = logging.getLogger("yaodian")


@dataclass(frozen=True, slots=True)
class _Operation:
    """A tool: what it takes and gives, and the call behind it."""

    name: str
    title: str
    description: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    call: Callable[..., dict[str, Any]]

    def described(self) -> Tool:
        return Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.takes.model_json_schema(),
            output_schema=self.gives.model_json_schema(),
            annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )


def _documents(engine: Engine) -> dict[str, Any]:
    return {"documents": operations.documents(engine)}


_OPERATIONS = {
    operation.name: operation
    for operation in (
        _Operation(
            "ask", "问一个问题", "用中文提问，答案逐字引自收录的文件，注明年份、机关和条款；没有写的，说明原因并给出最接近的条目。",
            AskRequest, ReplyModel, operations.ask,
        ),
        _Operation(
            "search", "检索条目", "按词检索条目，最相关的在前，给出整条原文。",
            SearchRequest, RankingModel, operations.search,
        ),
        _Operation(
            "verify", "核对一句话", "一句话或一个数字是否见于收录的文件，在哪里，是否逐字一致；数字不同的不算一致。",
            VerifyRequest, VerificationModel, operations.verify,
        ),
        _Operation(
            "documents", "列出收录的文件", "每份文件的标题、机关、文号、年度、条数和疑点。",
            DocumentsRequest, DocumentsModel, _documents,
        ),
        _Operation(
            "targets", "列出指标", "文件要求达到的数：事项、比较词、数值、单位、期限，连同原句和出处。",
            TargetsRequest, TargetsModel, operations.targets,
        ),
    )
}  # fmt: skip


class Tools:
    """The ASGI application behind /mcp; it answers while `running()` is entered. `host` is where the server listens."""

    def __init__(self, slot: EngineSlot, *, host: str, version: str = "0") -> None:
        self._slot = slot
        server = Server(
            "yaodian",
            title="要点",
            version=version,
            instructions=INSTRUCTIONS,
            on_list_tools=self._list,
            on_call_tool=self._call,
        )
        self._manager = StreamableHTTPSessionManager(
            server,
            json_response=True,
            stateless=True,
            security_settings=_only_this_machine() if host in LOOPBACK else None,
            max_request_body_size=LARGEST_BODY,
        )

    def running(self) -> AbstractAsyncContextManager[None]:
        return self._manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.method != "POST":  # no session to end, no stream to open
            await problem(request, 405, headers={"allow": "POST"})(scope, receive, send)
        elif _is_foreign(request):
            await problem(request, 403)(scope, receive, send)
        else:
            await self._manager.handle_request(scope, receive, send)

    async def _list(self, _: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[operation.described() for operation in _OPERATIONS.values()])

    async def _call(self, _: Any, params: CallToolRequestParams) -> CallToolResult:
        operation = _OPERATIONS.get(params.name)
        if operation is None:
            raise MCPError(INVALID_PARAMS, f"没有工具“{params.name[:80]}”；可用的有 {'、'.join(_OPERATIONS)}。")
        try:
            arguments = operation.takes.model_validate(params.arguments or {})
            engine = self._slot.ready()
            result = await asyncio.to_thread(operation.call, engine, **arguments.model_dump())
        except ValidationError as error:
            first = field_error(error.errors()[0])
            return _failed(f"参数不合要求：{first['field']} {first['message']}。")
        except HTTPException:
            return _failed("正在载入索引，请稍后再试。")
        except Exception as error:
            logger.error("MCP 工具 %s 出错：%s", operation.name, type(error).__name__)
            return _failed("服务内部出错，已记录。")
        text = json.dumps(result, ensure_ascii=False)
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=result)


def _failed(message: str) -> CallToolResult:
    """A failure that the model reads and can mend."""
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)


def _is_foreign(request: Request) -> bool:
    """Whether a page of another site sends the request: the specification wants Origin checked."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def _only_this_machine() -> TransportSecuritySettings:
    """A page on the web must not reach a server that listens for this machine only (DNS rebinding)."""
    names = ["127.0.0.1", "localhost", "[::1]"]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[*names, *(f"{name}:*" for name in names)],
        allowed_origins=[f"http://{name}{port}" for name in names for port in ("", ":*")],
    )
