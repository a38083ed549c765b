"""A limit on the size of request bodies, for the API and for the chat: too much is a 413 in the one error shape."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.problems import problem


class BodyLimit:
    """ASGI layer that takes in a whole body, announced or in chunks, before anything behind it starts."""

    def __init__(self, app: ASGIApp, *, largest: int) -> None:
        self.app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        body = None if not announced.isdigit() or int(announced) > self._largest else await self._read(receive)
        if body is None:
            await problem(Request(scope), 413)(scope, receive, send)
            return
        read = False

        async def replay() -> Message:
            nonlocal read
            if read:
                return await receive()
            read = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or None as soon as it is over the limit."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._largest:
                return None
            if message["type"] != "http.request" or not message.get("more_body", False):
                return bytes(body)
