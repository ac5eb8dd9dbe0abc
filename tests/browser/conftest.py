"""A running atlas and a real Chromium. Servers listen on loopback only."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.chromium import chromium
from tests.server import Server

expect.set_options(timeout=20_000)  # what is awaited comes within a second, and on a busy machine later


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests, and keep those together that share an open page: the tests of a file, or of a theme in it."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")
            given = item.callspec.params if hasattr(item, "callspec") else {}
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} {given.get('reader', '')}"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return {"executable_path": chromium(), "args": ["--no-sandbox", "--disable-quic", *quiet]}


@pytest.fixture(scope="session")
def atlas() -> Iterator[Server]:
    """Run one server for all browser tests of a worker; two workers that share one would wait for its interpreter."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """Keep one visitor's store of files for a worker, so that each test does not fetch and compile them anew."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def pocket(browser: Browser) -> Iterator[BrowserContext]:
    """Do the same for a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    yield context
    context.close()


@pytest.fixture
def visitor(desk: BrowserContext) -> Iterator[Page]:
    """Give a visitor at a desk; whatever leaves the host or fails in the browser is kept on the page object."""
    yield from _fresh_page(desk)


@pytest.fixture
def phone(pocket: BrowserContext) -> Iterator[Page]:
    """Give a visitor with a phone."""
    yield from _fresh_page(pocket)


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Page]:
    """Give a visitor at a desk who has never been here: nothing is kept in the browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield from _fresh_page(context)
    context.close()


def _fresh_page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    watch(page)
    yield page
    page.close()


def watch(page: Page) -> None:
    page.strangers = []  # type: ignore[attr-defined]
    page.faults = []  # type: ignore[attr-defined]
    page.on("request", lambda request: _note_stranger(page, request.url))
    page.on("websocket", lambda websocket: _note_stranger(page, websocket.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda line: _note_refusal(page, line))


def _note_refusal(page: Page, line: ConsoleMessage) -> None:
    """Keep what the policy of the page (web/headers.py) does not let happen."""
    if "Content Security Policy" in line.text:
        page.faults.append(line.text)  # type: ignore[attr-defined]


def _note_stranger(page: Page, url: str) -> None:
    home = ("http://localhost:", "ws://localhost:", "data:", "blob:", "about:")
    if not url.startswith(home):
        page.strangers.append(url)  # type: ignore[attr-defined]
