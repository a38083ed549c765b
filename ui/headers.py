"""Headers of every reply: what a page may load, how long it may be kept, and what a browser must not guess."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio starts with inline scripts and styles; nothing else may run, and nothing may leave this origin.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
UNCHANGING = ("/static/", "/ui/assets/", "/ui/static/")  # names that change with their content
FOR_EVER = "public, max-age=31536000, immutable"
SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class SafeHeaders:
    """ASGI layer that writes these headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                for name, written in SAFE.items():
                    headers.setdefault(name, written)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["content-security-policy"] = CONTENT_SECURITY_POLICY
                    headers.setdefault("cache-control", "no-cache")
                if message["status"] == 200 and path.startswith(UNCHANGING):
                    headers["cache-control"] = FOR_EVER
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, send_safely)
