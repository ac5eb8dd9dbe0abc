"""The atlas as its start command runs it, on a free port of the loopback address."""

import os
import socket
import subprocess
import sys
import threading

import pytest

from tests.visits import ROOT

READY = "is ready"


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running atlas; ``environment`` is added to that of the test."""

    def __init__(self, *options: str, **environment: str) -> None:
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "serve.py"), "--no-browser", "--port", str(self.port), *options],
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

    def stop(self) -> int:
        """End it as a service manager does, and give its exit code."""
        self.process.terminate()
        code = self.process.wait(timeout=20)
        if self.process.stdout:
            self.process.stdout.close()
        return code
