"""Apps as processes of their own, on loopback, started for a measurement and always stopped after it."""

import functools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from atlas.settings import EVENTS_VARIABLE, ROOT

PAGES = Path(__file__).with_name("pages")
READY = "is ready"
START_LIMIT_S = 120
STOP_LIMIT_S = 15
POLL_S = 0.02


class Served(NamedTuple):
    """An app that answers."""

    port: int
    started: float
    """time.time() just before the process was started."""
    process: int
    """Number of the process; the start command runs the server as its child, in the same session."""

    @property
    def address(self) -> str:
        """The address for a browser."""
        return f"http://localhost:{self.port}"

    def memory(self) -> int:
        """Give the bytes that the server holds in memory (resident; its child's with it)."""
        listed = subprocess.run(["ps", "-e", "-o", "pgid=,rss="], capture_output=True, text=True, check=True).stdout
        rows = (line.split() for line in listed.splitlines())
        return 1024 * sum(int(kilobytes) for group, kilobytes in rows if int(group) == self.process)

    def most_memory(self) -> int:
        """Give the most bytes that the server and its start command have held so far (Linux tells it)."""
        told = (Path(f"/proc/{one}/status").read_text(encoding="utf-8") for one in self.processes)
        peaks = [line.split()[1] for text in told for line in text.splitlines() if line.startswith("VmHWM:")]
        return 1024 * sum(map(int, peaks))

    def processor_s(self) -> float:
        """Give the processor time in seconds of the server and its start command so far, ended threads included.

        Linux has a clock for each process, whose number is made of the process's own (clock_getcpuclockid(3)).
        """
        return sum(time.clock_gettime((~one << 3) | 2) for one in self.processes)

    @property
    def processes(self) -> tuple[int, ...]:
        """Numbers of the start command and of the processes that it started."""
        return _group(self.process)


@functools.cache
def _group(leader: int) -> tuple[int, ...]:
    listed = subprocess.run(["ps", "-e", "-o", "pgid=,pid="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return tuple(int(process) for group, process in rows if int(group) == leader)


@contextmanager
def served_atlas(table: Path | None = None) -> Iterator[Served]:
    """Run the atlas by its start command on a table, until it says that it is ready."""
    port = free_port()
    command = [sys.executable, str(ROOT / "serve.py"), "--no-browser", "--port", str(port)]
    with _running(command, port, table, word=READY) as server:
        yield server


@contextmanager
def served_page(name: str, table: Path | None = None) -> Iterator[Served]:
    """Run one of the pages that the atlas is compared with, until its server answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PAGES / f"{name}.py"), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "localhost"]
    with _running(command, port, table) as server:
        yield server


def free_port() -> int:
    """Give a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], port: int, table: Path | None, word: str = "") -> Iterator[Served]:
    environment = os.environ | ({EVENTS_VARIABLE: str(table)} if table else {})
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        started = time.time()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _await(process, port, log, word)
            yield Served(port, started, process.pid)
        finally:
            _stop(process)


def _await(process: subprocess.Popen[bytes], port: int, log: IO[str], word: str) -> None:
    """Wait until the server is healthy and, where one is named, its word stands in the log."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        if (not word or word in _text(log)) and healthy(port):
            return
        time.sleep(POLL_S)
    raise RuntimeError(f"The server on port {port} did not start:\n{_text(log)}")


def _text(log: IO[str]) -> str:
    log.seek(0)
    return log.read()


def healthy(port: int) -> bool:
    """Tell whether the app, or what stands before it, answers on a port of the loopback address."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process with its children: the start command runs the server as one."""
    for last_word in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, last_word)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            continue
    process.wait(STOP_LIMIT_S)
