"""nginx before two processes, with the recipe of docs/nginx.conf on ports of its own."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from atlas.settings import ROOT
from benchmarks.servers import free_port

RECIPE = ROOT / "docs" / "nginx.conf"
START_LIMIT_S = 10


@contextmanager
def proxied(ports: Sequence[int], *, certificate: Path | None = None, base: str = "") -> Iterator[int]:
    """Run nginx before the servers on these ports of the loopback address, and give the port that it listens on.

    With the folder of a certificate (``atlas.pem``, ``atlas.key``) it speaks TLS and keeps the limits of the recipe;
    without one it does neither, for measurements, in which all visitors have one address. ``base`` is the path below
    which the atlas stands.

    Raises
    ------
    RuntimeError
        When nginx is not installed, does not accept the recipe, or does not answer.
    """
    command = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if command is None:
        raise RuntimeError("nginx is not installed; on Debian: apt install nginx-light")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        recipe = Path(folder) / "nginx.conf"
        text = RECIPE.read_text(encoding="utf-8")
        if base:
            text = text.replace("location / {", f"location /{base}/ {{")
            text = text.replace("atlas/_stcore", f"atlas/{base}/_stcore")
        text = with_certificate(text, certificate) if certificate else without_limits(text)
        recipe.write_text(standing_alone(text, port, ports, folder), encoding="utf-8")
        process = subprocess.Popen([command, "-c", str(recipe), "-p", folder, "-e", "stderr"], stderr=subprocess.PIPE)
        try:
            _await(process, port)
            yield port
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(START_LIMIT_S)
            if process.stderr:
                process.stderr.close()


def with_certificate(recipe: str, folder: Path) -> str:
    """Let the recipe use the certificate of a folder."""
    return recipe.replace("/etc/ssl/certs/", f"{folder}/").replace("/etc/ssl/private/", f"{folder}/")


def without_limits(recipe: str) -> str:
    """Take TLS and the limits by address out of the recipe."""
    lines = (line for line in recipe.splitlines() if not line.strip().startswith(("ssl_", "limit_")))
    return "\n".join(lines).replace(" ssl;", ";")


def standing_alone(recipe: str, port: int, servers: Sequence[int], folder: str) -> str:
    """Make a whole configuration of the recipe: its own ports, no privileges, nothing written outside a folder."""
    upstream = "\n".join(f"    server 127.0.0.1:{server};" for server in servers)
    lines = [line for line in recipe.splitlines() if not line.strip().startswith("server 127.0.0.1:")]
    filled = "\n".join(lines).replace("consistent;", f"consistent;\n{upstream}").replace("listen 443", f"listen {port}")
    filled = filled.replace(
        "listen 80;", f"listen unix:{folder}/plain.sock;"
    )  # the way to TLS, which nobody takes here
    paths = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off;\npid {folder}/nginx.pid;\nworker_processes 1;\nevents {{ worker_connections 512; }}\n"
        f"http {{\naccess_log off;\n{paths}\n{filled}\n}}\n"
    )


def answers(port: int) -> bool:
    """Tell whether somebody listens on a port of the loopback address."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        if answers(port):
            return
        time.sleep(0.05)
    process.kill()
    said = process.stderr.read().decode() if process.stderr else ""
    raise RuntimeError(f"nginx did not answer on port {port}: {said}")
