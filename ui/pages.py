"""The pages beside the chat: the way to it, one quoted item, and the files they need. All work without scripts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from ui.page import STATIC_FOLDER, static_path
from ui.render import render_message_page, render_quote_page

router = APIRouter(include_in_schema=False)


def install_pages(app: FastAPI) -> None:
    """Add /, /s/{item_id} and /static to the application."""
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER), name="static")


@router.get("/")
async def home(request: Request) -> RedirectResponse:
    """The chat is the home page."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/ui/", status_code=307)


@router.get("/s/{item_id}")
def quoted_item(
    request: Request,
    item_id: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    """A whole item with the characters [start, end) marked."""
    engine = request.app.state.slot.engine
    style = static_path("yaodian.css")
    if engine is None:
        return HTMLResponse(starting_page(), 503)
    found = engine.find_item(item_id)
    if found is None:
        page = render_message_page("没有这一条", "收录的文件里没有这个条目，也许文件已经更新。", style=style)
        return HTMLResponse(page, 404)
    item, document = found
    return HTMLResponse(render_quote_page(item, document, start=start, end=end, style=style))


def starting_page() -> str:
    """Shown until the chat stands; loads itself again every second."""
    return render_message_page(
        "要点正在启动", "正在载入文件和索引，几秒后自动打开。", style=static_path("yaodian.css"), reload_seconds=1
    )
