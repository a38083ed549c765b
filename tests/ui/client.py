"""Calls of the HTTP application without a network, and the one shape of its errors."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
from contract import check_shape

from ui.api import EngineSlot, create_api
from ui.pages import install_pages

API = "/api/v1"
PROBLEM = {
    "type": str,
    "title": str,
    "status": int,
    "detail": str,
    "instance": str,
    "request_id": str,
    "errors": list,
}


class Client:
    """Calls the application without a network, as a plain function."""

    def __init__(self, slot: EngineSlot) -> None:
        app = create_api(slot)
        install_pages(app)
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def call() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://test") as client:
                return await client.request(method, path, **options)

        return anyio.run(call)


def is_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == set(PROBLEM)
    check_shape(problem, PROBLEM)
    assert problem["status"] == status
    assert problem["request_id"] == response.headers["x-request-id"] != ""
    assert not problem["detail"].isascii()
    return dict(problem)
