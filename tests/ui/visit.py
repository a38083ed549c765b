"""A visit of the chat in a real Chromium, with a record of all that a careful person would complain about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from conftest import Server
from playwright.sync_api import Browser, Page

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
BOX = "#yd-box textarea"


@dataclass
class Visit:
    """A page with a record of all that a careful person would complain about."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self) -> Visit:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.complaints.append(m.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(self.address + "/ui/")
        self.page.wait_for_selector(BOX)
        return self

    def ask(self, question: str) -> None:
        """Type, press Enter, wait until the question and its reply stand on the page."""
        before = self.page.locator(".yd-reply").count()
        self.page.fill(BOX, question)
        self.page.press(BOX, "Enter")
        self.page.wait_for_function("n => document.querySelectorAll('.yd-reply').length > n", arg=before)
        self.settle()

    def settle(self) -> None:
        """Two frames: the script has looked at what gradio drew."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def check_peace(self) -> None:
        """No request left this origin, nothing was complained about."""
        assert self.complaints == []
        assert [url for url in self.requests if not url.startswith((self.address + "/", "data:", "blob:"))] == []


def visit(browser: Browser, server: Server, **options: Any) -> Iterator[Visit]:
    context = browser.new_context(**options)
    yield Visit(context.new_page(), server.address).open()
    context.close()
