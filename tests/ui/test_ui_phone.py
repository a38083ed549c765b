"""The chat on a phone and in other small windows: everything in sight, in reach, and nothing beside the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import QUESTION, REFUSED, Server
from playwright.sync_api import Browser
from visit import PHONE, Visit, visit

pytestmark = pytest.mark.browser

TOUCH = 44  # CSS pixels


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Visit]:
    yield from visit(browser, server, **PHONE)


def test_the_phone_has_room_for_everything(phone: Visit) -> None:
    page = phone.page
    for question in (None, QUESTION, REFUSED):
        if question:
            phone.ask(question)
        assert phone.overflow() <= 0
        composer = page.locator("#yd-box").bounding_box()
        assert composer
        assert composer["y"] + composer["height"] <= 844
        assert composer["x"] >= 0
    phone.check_peace()


def test_the_phone_shows_sources_in_a_sheet(phone: Visit) -> None:
    page = phone.page
    phone.ask(QUESTION)
    assert not page.locator("#yd-side").is_visible()
    page.locator(".yd-chip").first.tap()
    page.wait_for_function("() => document.querySelector('#yd-side').getBoundingClientRect().bottom <= innerHeight + 1")
    assert page.locator("#yd-side .yd-card.on mark").is_visible()
    assert phone.overflow() <= 0
    page.locator("#yd-hide").tap()
    page.wait_for_function("() => !document.body.classList.contains('sheet')")
    page.locator("#yd-show").tap()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.body.classList.contains('sheet')")
    page.locator(".yd-chip").first.tap()
    page.go_back()
    page.wait_for_function("() => !document.body.classList.contains('sheet')")
    assert page.locator(".yd-reply").count() == 1


REACH = """
(all, least) => all.filter(one => one.getClientRects().length).map(one => {
  const box = one.getBoundingClientRect();
  const after = getComputedStyle(one, "::after");
  const more = after.content !== "none" && after.position === "absolute" ? -2 * parseFloat(after.top || 0) : 0;
  return [one.className || one.id, box.width + more, box.height + more];
}).filter(([, width, height]) => width < least || height < least)
"""


def test_everything_on_the_phone_can_be_touched(phone: Visit) -> None:
    page = phone.page
    targets = "button:visible, a:visible, #yd-filters label:visible"
    assert page.locator(targets).evaluate_all(REACH, TOUCH) == []
    phone.ask(QUESTION)
    assert page.locator(targets).evaluate_all(REACH, TOUCH) == []
    page.locator(".yd-chip").first.tap()
    assert page.locator("#yd-side :is(button, a)").evaluate_all(REACH, TOUCH) == []
    page.locator("#yd-hide").tap()
    phone.ask(REFUSED)
    assert page.locator(targets).evaluate_all(REACH, TOUCH) == []


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (360, 640), (844, 390), (390, 460)])
def test_other_windows_keep_the_composer_in_sight(browser: Browser, server: Server, width: int, height: int) -> None:
    for seen in visit(browser, server, viewport={"width": width, "height": height}):
        seen.ask(QUESTION)
        composer = seen.page.locator("#yd-box").bounding_box()
        assert composer
        assert composer["y"] + composer["height"] <= height
        assert seen.overflow() <= 0
