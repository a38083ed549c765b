"""The running server: what answers when, what is shut, what every page says about itself."""

from __future__ import annotations

import json
import re
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Callable

import httpx
import pytest
from conftest import QUESTION, Server
from contract import check_reply

from ui.headers import CONTENT_SECURITY_POLICY


def test_the_server_answers_before_its_index_and_its_chat_stand(start_server: Callable[..., Server]) -> None:
    early = start_server()
    early.wait_for("/api/v1/health")
    starting = httpx.get(early.address + "/", follow_redirects=True)
    assert starting.status_code == 503
    assert "正在启动" in starting.text
    assert 'http-equiv="refresh"' in starting.text
    early.wait_for("/api/v1/ready")
    check_reply(httpx.post(early.address + "/api/v1/ask", json={"question": QUESTION}, timeout=30).json())
    early.wait_for("/ui/")
    early.process.send_signal(signal.SIGINT)
    assert early.process.wait(timeout=30) == 130


def test_every_page_is_held_to_its_own_origin(server: Server) -> None:
    for path in ("/ui/", "/s/jilin-2025:3.1", "/s/nothing"):
        page = httpx.get(server.address + path)
        assert page.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert page.headers["x-content-type-options"] == "nosniff"
        assert re.search(r'<html\s+lang="zh-CN"', page.text)
        assert not re.search(r'(src|href|content)="(https?:)?//', page.text)


def test_pages_are_compressed_and_static_files_are_kept(server: Server) -> None:
    page = httpx.get(server.address + "/ui/")
    assert page.headers["content-encoding"] == "gzip"
    style = re.search(r"\.\./static/yaodian\.css\?v=\w+", page.text)
    assert style
    assert "immutable" in httpx.get(server.address + style[0].removeprefix("..")).headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/ui/gradio_api/upload",
        "/ui/gradio_api/info",
        "/ui/gradio_api/openapi.json",
        "/ui/gradio_api/file=/etc/passwd",
        "/ui/gradio_api/proxy=http://127.0.0.1/",
        "/ui/gradio_api/run/predict",
        "/ui/gradio_api/call/respond",
        "/ui/gradio_api/deep_link",
        "/ui/monitoring",
        "/ui/login",
        "/ui/docs",
        "/ui/openapi.json",
    ],
)
def test_what_the_chat_does_not_need_is_shut(server: Server, path: str) -> None:
    for response in (httpx.get(server.address + path), httpx.post(server.address + path, json={"data": []})):
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


def test_the_chat_takes_no_large_bodies(server: Server) -> None:
    response = httpx.post(server.address + "/ui/gradio_api/queue/join", content=b" " * (1024 * 1024 + 1))
    assert response.status_code == 413


def test_the_way_to_the_chat_is_a_redirect(server: Server) -> None:
    assert httpx.get(server.address + "/").headers["location"] == "/ui/"
    assert httpx.get(server.address + "/ui").headers["location"] == "/ui/"


@pytest.mark.parametrize("size", [70_000, 300_000, 4_000_000])
def test_whoever_sends_too_much_lives_to_read_the_413(server: Server, size: int) -> None:
    """A connection that is closed while the body still comes would be a broken pipe instead of a reply."""
    for _ in range(5):  # httpx reads a reply even from a broken pipe, most clients do not
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(server.address + "/api/v1/ask", data=b" " * size, timeout=30)
        with refusal.value as reply:
            assert reply.code == 413
            assert json.loads(reply.read())["detail"] == "请求内容太长。"


def test_what_is_announced_beyond_all_measure_is_refused_unread(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2])), timeout=10) as connection:
        connection.sendall(b"POST /api/v1/ask HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
