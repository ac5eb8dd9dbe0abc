"""A browser whose network nobody watches: the time to repaint, where messages are of many megabytes.

Playwright has every websocket message copied to itself, which takes seconds for each that is large and would be counted
against whoever sends it. Here Chromium is driven over its debugging port with the domains that are needed, and no more.
"""

import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from benchmarks.browser import FLAGS, IDLE, WATCH, Subject, arm
from benchmarks.walk import Step, walk

OPENING_LIMIT_S = 90
POLL_S = 0.1
AFTERMATH_S = 0.4
START_LIMIT_S = 30

HEADLESS = (
    *FLAGS,
    "--headless",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    # WebGL without a graphics card.
    "--enable-unsafe-swiftshader",
)
KEYS = {"ArrowLeft": 37, "ArrowRight": 39}
FOCUS = """[...document.querySelectorAll("[data-testid='stSlider']")].find((slider) =>
    slider.textContent.includes("Years")).querySelectorAll("input[type='range']")[%d].focus()"""
DRAWN = "Boolean(window.benchmark) && benchmark.drawn !== null"
AT_REST = f'document.querySelector("{IDLE}") !== null'


class Repaint(NamedTuple):
    """How long the picture took after a move of the slider, in seconds."""

    painted: float
    """From the key press until the new picture was handed over for painting."""
    drawn: float
    """Until it was drawn as well: later only where WebGL draws, which takes time without a graphics card."""


class NotPaintedError(RuntimeError):
    """The picture did not come."""


class Tab:
    """A tab of a Chromium, driven over its debugging port."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._asked = 0
        for domain in ("Page", "Runtime", "Inspector"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=1440, height=900, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    def ask(self, method: str, *, limit_s: float = OPENING_LIMIT_S, **parameters: object) -> dict[str, Any]:
        """Send a command and give its result.

        Raises
        ------
        NotPaintedError
            When the tab has crashed, or does not answer in time because its page is busy.
        """
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": parameters}))
        deadline = time.monotonic() + limit_s
        while True:
            answer = self._answer(deadline)
            if answer.get("method") == "Inspector.targetCrashed":
                raise NotPaintedError("the browser's tab crashed")
            if answer.get("id") != self._asked:
                continue
            if "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']['message']}")
            return dict(answer["result"])

    def _answer(self, deadline: float) -> dict[str, Any]:
        try:
            return dict(json.loads(self._socket.recv(timeout=max(0.0, deadline - time.monotonic()))))
        except TimeoutError as error:
            raise NotPaintedError("the browser's page stopped answering") from error
        except WebSocketException as error:
            raise NotPaintedError("the browser ended") from error

    def value(self, expression: str, limit_s: float = OPENING_LIMIT_S) -> Any:
        """Give what an expression of JavaScript gives in the page."""
        told = self.ask("Runtime.evaluate", limit_s=limit_s, expression=expression, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(f"{expression}: {told['exceptionDetails']}")
        return told["result"].get("value")

    def await_truth(self, expression: str, limit_s: float, failure: str) -> None:
        """Wait until an expression is true; what has failed is named where it is not in time."""
        deadline = time.monotonic() + limit_s
        while (left := deadline - time.monotonic()) > 0:
            try:
                if self.value(expression, left):
                    return
            except NotPaintedError:
                if time.monotonic() < deadline:
                    raise
            time.sleep(POLL_S)
        raise NotPaintedError(f"{failure} within {limit_s:.0f} s")

    def press(self, key: str) -> None:
        """Press and release a key."""
        told = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, **told)


def repaints(chromium: Path, subject: Subject, limit_s: float) -> Iterator[Repaint]:
    """Open a page in a browser of its own and move its slider step by step, as often as asked.

    Parameters
    ----------
    chromium
        The program.
    subject
        The page.
    limit_s
        How many seconds a change may take; opening the page may take OPENING_LIMIT_S.

    Raises
    ------
    NotPaintedError
        When the picture does not come in time, or the browser gives up.
    """
    with _tab(chromium) as tab:
        script = f"{WATCH}\nif (window.top === window) {arm(subject.awaited(*subject.years))};"
        tab.ask("Page.addScriptToEvaluateOnNewDocument", source=script)
        tab.ask("Page.navigate", url=subject.address)
        tab.await_truth(DRAWN, OPENING_LIMIT_S, "the page does not open")
        for step in walk(*subject.years):
            tab.await_truth(AT_REST, OPENING_LIMIT_S, "the script does not end")
            time.sleep(AFTERMATH_S)
            yield _repaint(tab, subject, step, limit_s)


def _repaint(tab: Tab, subject: Subject, step: Step, limit_s: float) -> Repaint:
    tab.value(FOCUS % step.thumb)
    tab.value(f"benchmark.age(); {arm(subject.awaited(step.low, step.high))}")
    tab.press(step.key)
    tab.await_truth(DRAWN, limit_s, "a change is not painted")
    painted, drawn = tab.value("[benchmark.painted - benchmark.pressed, benchmark.drawn - benchmark.pressed]")
    return Repaint(painted / 1000, drawn / 1000)


@contextmanager
def _tab(chromium: Path) -> Iterator[Tab]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [str(chromium), *HEADLESS, f"--user-data-dir={profile}", "about:blank"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with connect(_address(Path(profile)), max_size=None, compression=None) as socket:
                yield Tab(socket)
        finally:
            browser.kill()
            browser.wait()


def _address(profile: Path) -> str:
    """Give the address at which the first tab listens, as soon as the browser has written its port down."""
    noted, deadline = profile / "DevToolsActivePort", time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if noted.exists() and (lines := noted.read_text(encoding="utf-8").split()):
            with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json/list", timeout=START_LIMIT_S) as answer:
                tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
            if tabs:
                return str(tabs[0]["webSocketDebuggerUrl"])
        time.sleep(POLL_S)
    raise RuntimeError(f"The browser did not start within {START_LIMIT_S} s.")
