"""A limit on the size of request bodies, for the API and for the chat: too much is a 413 in the one error shape."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.problems import problem

MOST_DRAINED = 8 * 1024 * 1024  # bytes of a refused body that are read away, so that its sender lives to read the 413


class BodyLimit:
    """ASGI layer that takes in a whole body, announced or in chunks, before anything behind it starts.

    A sender that is told 413 while it still sends meets a closed connection and never reads the reply; so a body over
    the limit is read to its end and thrown away, unless it is announced or turns out to be beyond MOST_DRAINED.
    """

    def __init__(self, app: ASGIApp, *, largest: int) -> None:
        self.app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        body = await self._read(receive) if announced.isdigit() and int(announced) <= MOST_DRAINED else None
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
        """The body, or None if it is over the limit."""
        body = bytearray()
        size = 0
        while size <= MOST_DRAINED:
            message = await receive()
            chunk = message.get("body", b"")
            size += len(chunk)
            body = body + chunk if size <= self._largest else bytearray()
            if message["type"] != "http.request" or not message.get("more_body", False):
                return bytes(body) if size <= self._largest else None
        return None
