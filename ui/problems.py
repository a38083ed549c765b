"""One shape for every HTTP error: RFC 9457 application/problem+json, with a Chinese sentence and a request id."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPE = "application/problem+json"
REQUEST_ID_HEADER = "x-request-id"
GIVEN_ID = re.compile(r"[0-9A-Za-z._-]{1,64}")  # what a caller may choose; anything else gets a new id

DETAILS = {
    400: "请求读不懂，请检查是否为 JSON。",
    403: "别的网站不能调用这个地址。",
    404: "没有这个地址。",
    405: "这个地址不支持这种请求方法。",
    413: "请求内容太长。",
    422: "请求内容不合要求。",
    500: "服务内部出错，已记录。请带上 request_id 报告。",
    503: "正在载入索引，请稍后再试。",
}

# pydantic's error types and what people read; {limit} and the like come from the error's own context.
FIELD_MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "string_type": "应为文字",
    "list_type": "应为列表",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "string_too_long": "不能超过 {max_length} 个字",
    "string_too_short": "不能少于 {min_length} 个字",
    "too_long": "不能超过 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "json_invalid": "不是正确的 JSON",
    "model_attributes_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
    "string_unicode": "含有不能识别的字符",
}

logger = logging.getLogger("yaodian")


class RequestId:
    """ASGI layer that gives every request an id, and writes it on the reply."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(REQUEST_ID_HEADER.encode(), b"").decode("latin-1")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers[REQUEST_ID_HEADER] = request_id
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, send_with_id)


def problem(
    request: Request,
    status: int,
    detail: str = "",
    errors: Sequence[dict[str, str]] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """The error reply; `detail` defaults to the sentence of the status."""
    request_id = request.scope.get("state", {}).get("request_id", "")
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, "请求没有成功。"),
        "instance": request.url.path,
        "request_id": request_id,
        "errors": list(errors),
    }
    named = {**(headers or {}), REQUEST_ID_HEADER: request_id}  # a 500 is sent from outside the layer that adds it
    return JSONResponse(content, status_code=status, headers=named, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem document."""

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> JSONResponse:
        chinese = error.detail if isinstance(error.detail, str) and not error.detail.isascii() else ""
        return problem(request, error.status_code, chinese, headers=dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        errors = [field_error(entry, skip=1) for entry in error.errors()]
        first = errors[0] if errors else {"field": "", "message": ""}
        place = f"{first['field']} " if first["field"] else ""
        return problem(request, 422, f"请求内容不合要求：{place}{first['message']}。", errors)

    @app.exception_handler(Exception)
    async def internal(request: Request, error: Exception) -> JSONResponse:
        request_id = request.scope.get("state", {}).get("request_id", "")
        logger.error("请求 %s 出错：%s", request_id, type(error).__name__)
        return problem(request, 500)


def field_error(entry: Any, *, skip: int = 0) -> dict[str, str]:
    """Where and what, without the caller's own text: an error must not echo a long or hostile value.

    `skip` leaves out the outermost places: FastAPI puts "body" or "query" before the field.
    """
    place = [str(part) for part in entry["loc"][skip:]]
    field = "" if entry["type"] == "json_invalid" else ".".join(place)
    template = FIELD_MESSAGES.get(entry["type"], "不合要求")
    return {"field": field, "message": template.format(**entry.get("ctx", {}))}
