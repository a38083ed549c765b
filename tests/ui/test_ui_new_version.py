"""A running server follows its library: new versions without a restart, old ones as long as the new cannot be opened."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from conftest import Server, Yaodian
from files import plan, write
from playwright.sync_api import Browser, Page
from visit import DESKTOP, visit

from ingest.library import Library
from ui.api import EngineSlot
from ui.engine import Engine, open_engine
from ui.replay import Asked
from ui.settings import load_settings
from ui.watch import Watch

BEDS = "新增养老床位多少张"
PICKED_UP = (
    30  # seconds; far above the half second between two looks: a loaded machine must not fail a test of behaviour
)


def answer(engine: Engine) -> str:
    return engine.replay.answer(Asked(BEDS)).text


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create_or_open(tmp_path / "库")
    library.add([write(tmp_path / "plan.txt", plan())])
    return library


@pytest.fixture
def slot(surroundings: dict[str, str], library: Library) -> EngineSlot:
    return EngineSlot(open_engine(load_settings(surroundings), library.folder))


def test_a_new_version_takes_the_place_at_once_and_the_old_engine_goes_on(
    slot: EngineSlot, library: Library, tmp_path: Path
) -> None:
    told: list[str] = []
    watch, old = Watch(slot, told.append), slot.ready()
    assert not watch.look()
    library.add([write(tmp_path / "plan.txt", plan(beds=400)), write(tmp_path / "b.txt", plan("松江市", 2021, 77))])
    assert watch.look()
    assert "400张" in answer(slot.ready())
    assert "321张" in answer(old)
    assert told == ["文件库已更新：收录 2021–2022 年 2 份文件。"]
    assert not watch.look()


def test_what_has_not_changed_is_not_read_again(slot: EngineSlot, library: Library, tmp_path: Path) -> None:
    before = slot.ready()
    library.add([write(tmp_path / "b.txt", plan("松江市", 2021, 77))])
    assert Watch(slot, print).look()
    after = slot.ready()
    assert after.find_document("plan") is before.find_document("plan")
    assert after.foundation is before.foundation


def test_a_correction_is_a_new_version(slot: EngineSlot, library: Library) -> None:
    library.correct("plan", issuer="梅山市民政和老龄局")
    assert Watch(slot, print).look()
    assert {document.issuer for document in slot.ready().documents} == {"梅山市民政和老龄局"}


def test_a_version_that_cannot_be_opened_is_said_once_and_the_old_one_goes_on(
    slot: EngineSlot, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.folder
    catalog = library.folder / "catalog.json"
    told: list[str] = []
    watch, old, whole = Watch(slot, told.append), slot.ready(), catalog.read_bytes()
    catalog.write_bytes(whole[:100])
    for _ in range(3):
        assert not watch.look()
    assert slot.ready() is old
    (line,) = told
    assert line.startswith("文件库的新版本打不开，继续使用原来的版本。")
    assert "损坏" in line
    catalog.write_bytes(whole)
    assert not watch.look()
    library.add([write(tmp_path / "b.txt", plan("松江市", 2021, 77))])
    assert watch.look()
    catalog.unlink()
    assert not watch.look()
    assert "没有文档库" in told[-1]
    assert len(slot.ready().documents) == 2


def test_a_mistake_of_the_program_keeps_the_old_version_too(
    slot: EngineSlot, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    told: list[str] = []
    watch = Watch(slot, told.append)
    library.add([write(tmp_path / "b.txt", plan("松江市", 2021, 77))])
    monkeypatch.setattr("index.engine.LocalIndex.over", broken)
    assert not watch.look()
    assert not watch.look()
    assert len(told) == 1
    monkeypatch.undo()
    assert not watch.look(), "the same version is tried again after a while only"
    monkeypatch.setattr("ui.watch.RETRY_SECONDS", 0.0)
    assert watch.look()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("库")
    Library.create_or_open(folder / "库").add([write(folder / "plan.txt", plan())])
    return folder


@pytest.fixture(scope="module")
def following(start_server: Callable[..., Server], folder: Path) -> Server:
    running = start_server("--library", str(folder / "库"))
    running.wait_for("/ui/")
    return running


def asked(server: Server, question: str = BEDS) -> str:
    reply = httpx.post(server.address + "/api/v1/ask", json={"question": question}, timeout=30)
    assert reply.status_code == 200
    return str(reply.json()["answer"])


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PICKED_UP
    while not happened():
        assert time.monotonic() < end, "not picked up"
        time.sleep(0.1)


@pytest.fixture
def always_up(following: Server) -> Iterator[None]:
    """While the test runs, health, readiness and questions are answered without a gap."""
    stop, failures = threading.Event(), list[str]()

    def look() -> None:
        with httpx.Client(timeout=30) as client:
            while not stop.is_set():
                for path in ("health", "ready", "search?q=养老"):
                    if (status := client.get(f"{following.address}/api/v1/{path}").status_code) != 200:
                        failures.append(f"{path}: {status}")
                time.sleep(0.05)

    looking = threading.Thread(target=look)
    looking.start()
    yield
    stop.set()
    looking.join()
    assert failures == []


@pytest.mark.usefixtures("always_up")
def test_a_running_server_picks_up_what_was_ingested_and_survives_damage(
    following: Server, folder: Path, yaodian: Yaodian
) -> None:
    assert "321张" in asked(following)
    write(folder / "plan.txt", plan(beds=400))
    write(folder / "b.txt", plan("松江市", 2021, 77))
    done = yaodian("ingest", folder / "plan.txt", folder / "b.txt", "--library", folder / "库")
    assert done.returncode == 0
    until(lambda: "400张" in asked(following))
    assert "77张" in asked(following, "2021年新增养老床位多少张")
    page = ""

    def page_shows_it() -> bool:
        nonlocal page
        page = httpx.get(following.address + "/ui/", timeout=30).text
        return "收录 2021–2022 年 2 份文件" in page and "2021年" in page.partition("window.gradio_config")[2]

    until(page_shows_it)
    catalog = folder / "库" / "catalog.json"
    whole = catalog.read_bytes()
    catalog.write_bytes(b"{")
    until(lambda: any("打不开" in line for line in following.said))
    assert "400张" in asked(following)
    time.sleep(2.5)
    assert len([line for line in following.said if "打不开" in line]) == 1
    catalog.write_bytes(whole)
    assert yaodian("correct", "b", "year=2020", "--library", folder / "库").returncode == 0
    documents = following.address + "/api/v1/documents/b"
    until(lambda: httpx.get(documents).json()["corrections"] == {"year": 2020})
    assert yaodian("remove", "b", "--library", folder / "库").returncode == 0
    until(lambda: httpx.get(documents).status_code == 404)
    assert [line for line in following.said if "已更新" in line][-1] == "文件库已更新：收录 2022 年 1 份文件。\n"


def follows(page: Page, year: str, coverage: str, documents: int) -> None:
    """Filters and header come to show this, and the panel lists as many documents."""
    page.wait_for_function(
        "([year, coverage]) => document.querySelector('#yd-years').innerText.includes(year)"
        " && document.querySelector('#yd-head .yd-coverage').innerText === coverage",
        arg=[year, coverage],
    )
    assert page.locator("#yd-side-held li").count() == documents


@pytest.mark.browser
def test_an_open_page_gets_the_new_filters_head_and_list_with_its_next_answer(
    start_server: Callable[..., Server], browser: Browser, tmp_path: Path, yaodian: Yaodian
) -> None:
    folder = tmp_path / "库"
    Library.create_or_open(folder).add(
        [write(tmp_path / "a.txt", plan()), write(tmp_path / "b.txt", plan("松江市", 2021, 77))]
    )
    running = start_server("--library", str(folder))
    running.wait_for("/ui/")

    def change(*command: str | Path, coverage: str) -> None:
        """Change the library, then wait until a page that is opened anew shows it, in the header and on the page."""
        assert yaodian(*command, "--library", folder).returncode == 0
        until(lambda: httpx.get(running.address + "/ui/", timeout=30).text.count(coverage) == 2)

    for opened in visit(browser, running, **DESKTOP):
        page, years = opened.page, opened.page.locator("#yd-years")
        head = page.locator("#yd-head .yd-coverage")
        opened.ask(BEDS)
        assert years.inner_text().split() == ["2021年", "2022年"]
        years.get_by_text("2022年").click()
        years.get_by_text("2021年").click()
        change("correct", "b", "year=2020", coverage="收录 2020–2022 年 2 份文件")
        assert head.inner_text() == "收录 2021–2022 年 2 份文件", "nothing moves before the next answer"
        opened.ask("那有什么要求")
        follows(page, "2020年", "收录 2020–2022 年 2 份文件", 2)
        assert years.inner_text().split() == ["2020年", "2022年"]
        checked = [box.is_checked() for box in years.locator("input").all()]
        assert checked == [False, True]
        name = "~星~ *号* $甲$ <b>乙</b>工作要点"
        change("correct", "b", f"title={name}", coverage="收录 2020–2022 年 2 份文件")
        change("ingest", write(tmp_path / "c.txt", plan("柏山市", 2019, 55)), coverage="收录 2019–2022 年 3 份文件")
        opened.ask(BEDS)
        follows(page, "2019年", "收录 2019–2022 年 3 份文件", 3)
        assert any(text.startswith(name) for text in page.locator("#yd-side-held li").all_text_contents())
        change("remove", "c", coverage="收录 2020–2022 年 2 份文件")
        change("correct", "b", "year=", "title=", coverage="收录 2021–2022 年 2 份文件")  # the first version again
        opened.ask(BEDS)
        follows(page, "2021年", "收录 2021–2022 年 2 份文件", 2)
        page.click("#yd-new")
        assert "收录 2021–2022 年 2 份文件" in page.locator(".yd-hello").inner_text()
        opened.check_peace()
