"""One process for every surface: the API answers at once, then the index opens, then the chat is built.

Importing gradio takes seconds, so the server listens first and does the rest behind its back:

    t0   /api/v1/health 200, /api/v1/ready 503, / shows 正在启动
    t1   the index is open: /api/v1/ask and /s answer
    t2   the chat stands at /ui and MCP at /mcp; from now on every new version of the library is picked up (ui.watch)
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    from ui.chat import Chat
    from ui.mcp_server import Tools

from ingest.errors import SettingsError
from ui.api import LARGEST_BODY, RETRY_AFTER, EngineSlot, create_api
from ui.engine import open_engine
from ui.headers import SafeHeaders
from ui.limits import BodyLimit
from ui.page import PageInjection
from ui.pages import install_pages, starting_page
from ui.problems import RequestId, problem
from ui.settings import Settings, version
from ui.watch import CHECK_SECONDS, Watch

CHAT = "/ui"
MCP = "/mcp"
LARGEST_UPLOAD = 1024 * 1024  # bytes that the chat may send at once: remembered questions, no files
# What the chat page needs of gradio; its uploads, proxies, file server and monitors stay shut.
OPEN_PATHS = frozenset(
    f"{CHAT}/{path}"
    for path in ("", "config", "theme.css", "gradio_api/queue/join", "gradio_api/queue/data", "gradio_api/app_id")
)
OPEN_FOLDERS = (f"{CHAT}/assets/", f"{CHAT}/static/", f"{CHAT}/gradio_api/heartbeat/")
LONGEST_GOODBYE = 5  # seconds that an open page may hold the process when it is told to stop
SMALLEST_GZIP = 1024  # bytes

logger = logging.getLogger("yaodian")


class Front:
    """ASGI: /ui goes to the chat and /mcp to the tools once they stand, all else to the API and its pages."""

    def __init__(self, rest: ASGIApp) -> None:
        self.chat: ASGIApp | None = None
        self.tools: ASGIApp | None = None
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = scope.get("root_path", "")
        path = scope.get("path", "").removeprefix(root)
        if scope["type"] == "http" and path in (MCP, MCP + "/"):
            missing = problem(Request(scope), 503, headers=RETRY_AFTER)
            await (self.tools or missing)(scope, receive, send)
        elif scope["type"] != "http" or not (path == CHAT or path.startswith(CHAT + "/")):
            await self._rest(scope, receive, send)
        elif self.chat is None:
            headers = {"retry-after": "1", "cache-control": "no-store"}
            await HTMLResponse(starting_page(), 503, headers)(scope, receive, send)
        elif path == CHAT:
            await RedirectResponse(f"{root}{CHAT}/", 307)(scope, receive, send)
        elif not (path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)):
            await problem(Request(scope), 404)(scope, receive, send)
        else:
            await self.chat(scope, receive, send)


class House:
    """The whole application and its background start; `failure` holds what kept it from opening."""

    def __init__(self, settings: Settings, folder: Path | None, *, host: str, version: str = "0") -> None:
        self._settings = settings
        self._folder = folder
        self._host = host
        self._version = version
        self._slot = EngineSlot()
        self._stopped = asyncio.Event()
        self.failure: Exception | None = None
        self.on_ready: Callable[[], None] = _nothing
        self.on_failure: Callable[[], None] = _nothing
        self.on_news: Callable[[str], None] = logger.warning
        self.on_progress: Callable[[str], None] = logger.info
        api = create_api(self._slot, version=version)
        install_pages(api)
        api.router.lifespan_context = self._lifespan
        self._front = Front(api)
        self.app: ASGIApp = SafeHeaders(GZipMiddleware(self._front, minimum_size=SMALLEST_GZIP))

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        life = asyncio.create_task(self._live())
        try:
            yield
        finally:
            self._stopped.set()
            await life

    async def _live(self) -> None:
        """Open the engine, then the chat, each of use as soon as it stands; then follow the library to the end."""
        try:
            engine = await asyncio.to_thread(
                open_engine, self._settings, self._folder, progress=self.on_progress, notify=self.on_news
            )
            self._slot.engine = engine
            if self._stopped.is_set():
                return
            chat = await asyncio.to_thread(_chat, self._slot)
            if self._stopped.is_set():
                return
            async with chat.app.router.lifespan_context(chat.app):
                page = PageInjection(chat.app, lambda: self._slot.ready().documents)
                self._front.chat = BodyLimit(page, largest=LARGEST_UPLOAD)
                self.on_ready()
                await self._offer_tools(chat)
                await self._follow(chat)
        except Exception as error:
            self.failure = error
            self.on_failure()

    async def _offer_tools(self, chat: Chat) -> None:
        """Put MCP in place, then follow the library."""
        tools = await asyncio.to_thread(_tools, self._slot, self._host, self._version)
        async with tools.running():
            self._front.tools = BodyLimit(RequestId(tools), largest=LARGEST_BODY)
            await self._follow(chat)

    async def _follow(self, chat: Chat) -> None:
        """Until the end, put every new version of the library in place."""
        watch = Watch(self._slot, self.on_news)
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), CHECK_SECONDS)
            if not self._stopped.is_set() and await asyncio.to_thread(watch.look):
                await asyncio.to_thread(chat.refresh)


def run_server(
    settings: Settings,
    *,
    folder: Path | None,
    host: str,
    port: int,
    announce: Callable[[str], None],
    progress: Callable[[str], None],
) -> int:
    """Serve until stopped; raises SettingsError for an address that cannot be used, or what kept it from opening.

    `announce` gets the lines that stay, `progress` what is being done until the index is open.
    """
    with _listen(host, port) as listener:
        house = House(settings, folder, host=host, version=version())
        server = uvicorn.Server(
            uvicorn.Config(
                house.app,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=LONGEST_GOODBYE,
            )
        )

        def stop() -> None:
            server.should_exit = True

        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}/"
        house.on_failure = stop
        house.on_news = announce
        house.on_progress = progress
        house.on_ready = lambda: announce(f"可以提问了：{address}")
        announce(f"要点正在启动：{address}（按 Ctrl-C 停止）")
        server.run(sockets=[listener])
        if house.failure is not None:
            raise house.failure
    return 0


def _chat(slot: EngineSlot) -> Chat:
    """Import gradio and build the chat: seconds of work, so it is done in a thread."""
    from ui.chat import Chat

    return Chat(slot)


def _tools(slot: EngineSlot, host: str, version: str) -> Tools:
    """Import the mcp package and build the tools: the larger part of a second, so it is done in a thread."""
    from ui.mcp_server import Tools

    return Tools(slot, host=host, version=version)


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a taken port is one clear line instead of a log."""
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError:
        raise SettingsError(
            where, "没有这个地址", "本机的一个地址", "请改 --host，例如 127.0.0.1 或 0.0.0.0。"
        ) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except PermissionError:
        listener.close()
        raise SettingsError(where, "没有权限使用这个端口", "1024 以上的端口", "请改 --port。") from None
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(where, "这个端口已被占用", "空闲的端口", "请改 --port，或停止占用它的程序。") from None
        raise SettingsError(where, "不能在这个地址上监听", "本机的一个地址", "请改 --host。") from None
    return listener


def _nothing() -> None:
    """Do nothing."""
