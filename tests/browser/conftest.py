"""A running atlas and a real Chromium. Servers listen on loopback only."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "is ready"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return {"executable_path": chromium(), "args": ["--no-sandbox", "--disable-quic", *quiet]}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The atlas as its start command runs it."""

    def __init__(self, **environment: str) -> None:
        self.address = f"http://localhost:{(port := free_port())}"
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "serve.py"), "--no-browser", "--port", str(port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | environment, cwd=ROOT,
        )  # fmt: skip
        self.log: list[str] = []
        self._drain()

    def _drain(self) -> None:
        """Wait for the word that it is ready, then keep reading, so that a full pipe cannot stop it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.log.append(line)
            if READY in line:
                threading.Thread(target=self.log.extend, args=(self.process.stdout,), daemon=True).start()
                return
        pytest.fail("The server did not start:\n" + "".join(self.log))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture(scope="session")
def atlas() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A visitor at a desk; whatever leaves the host or fails in the browser is kept on the page object."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    watch(page)
    yield page
    context.close()


def watch(page: Page) -> None:
    page.strangers = []  # type: ignore[attr-defined]
    page.faults = []  # type: ignore[attr-defined]
    page.on("request", lambda request: _note_stranger(page, request.url))
    page.on("websocket", lambda websocket: _note_stranger(page, websocket.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]


def _note_stranger(page: Page, url: str) -> None:
    home = ("http://localhost:", "ws://localhost:", "data:", "blob:", "about:")
    if not url.startswith(home):
        page.strangers.append(url)  # type: ignore[attr-defined]
