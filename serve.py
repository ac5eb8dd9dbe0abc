"""Start the atlas, open it once, and say where it is.

Streamlit learns its pages when the app runs for the first time. Until then the first visitor of a deep link would see
"Page not found" for a moment, and would wait for the table to load. So the start command is the first visitor.
"""

import argparse
import asyncio
import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import NamedTuple

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

APP = Path(__file__).with_name("asgi.py")
START_LIMIT_S = 120
STOP_LIMIT_S = 10
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Place(NamedTuple):
    """Where the server is."""

    address: str
    port: int
    base: str = ""

    @property
    def near(self) -> str:
        """The host by which this machine reaches it; "every address" is reached by the loopback one."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address, self.address)
        return f"[{host}]" if ":" in host else host

    @property
    def root(self) -> str:
        """Host, port and path, with a slash at the end."""
        return f"{self.near}:{self.port}/{self.base}/" if self.base else f"{self.near}:{self.port}/"

    @property
    def for_people(self) -> str:
        """The address to open."""
        return f"http://{self.root}" if self.base else f"http://{self.near}:{self.port}"

    def hosts(self, named: list[str]) -> str:
        """Give the names under which it may be asked for; figures too where it serves more than this machine."""
        own = [] if self.address in LOOPBACK else [self.address]
        return ",".join([*LOOPBACK, *own, *([] if _is_loopback(self.address) else ["ip"]), *named])


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def taken(place: Place) -> str:
    """Say why the server could not listen there; empty where it can."""
    try:
        for family, kind, protocol, _, where in socket.getaddrinfo(
            place.address, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, protocol) as probe:
                if os.name == "posix":  # else a port that has just been left counts as taken
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(where)
    except OSError as error:
        return (
            f"Port {place.port} of {place.address} cannot be used: {error.strerror or error}. Choose another: --port."
        )
    return ""


async def open_once(place: Place, word: str) -> None:
    """Run the app one time over its websocket, as a browser does, and wait until the script has finished."""
    asked = websockets.connect(
        f"ws://{place.root}_stcore/stream",
        origin=f"http://{place.near}:{place.port}",  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers={"X-Atlas-First-Visit": word},
        max_size=None,
        proxy=None,
    )
    async with asked as channel:
        message = BackMsg()
        message.rerun_script.query_string = ""
        await channel.send(message.SerializeToString())
        async for answer in channel:
            forward = ForwardMsg()
            forward.ParseFromString(answer if isinstance(answer, bytes) else answer.encode())
            if forward.WhichOneof("type") == "script_finished":
                return


def await_health(place: Place, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, or stop with its exit code when it ends first."""
    near = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit(f"The server ended before it was ready (exit code {server.returncode}).")
        try:
            with near.open(f"http://{place.root}_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit(f"The server did not answer at {place.for_people} within {START_LIMIT_S} s.")


def environment(place: Place, named: list[str], word: str) -> dict[str, str]:
    """Give the environment of the server; without a home, its libraries keep their files in a temporary one."""
    given = {"ATLAS_HOSTS": place.hosts(named)} | dict(os.environ) | {"ATLAS_FIRST_VISIT": word}
    home = given.get("HOME", given.get("USERPROFILE", ""))
    if not home or not os.access(home, os.W_OK):
        given["HOME"] = given["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="khorasan-atlas-home-")
    return given


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: asked first, and after a while made to."""
    server.terminate()
    try:
        server.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        server.kill()


def read_options() -> argparse.Namespace:
    """Read the options of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="localhost", help="0.0.0.0 serves the whole network, ::1 is IPv6")
    parser.add_argument("--base-path", default="", help="path below which it stands, such as atlas")
    parser.add_argument(
        "--host", action="append", default=[], help="a name under which visitors ask for it, such as atlas.example.org"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    return parser.parse_args()


def main() -> int:
    """Serve until interrupted."""
    options = read_options()
    place = Place(options.address, options.port, options.base_path.strip("/"))
    if reason := taken(place):
        sys.exit(reason)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server ends with its start command
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.headless", "true"]
    command += ["--server.port", str(place.port), "--server.address", place.address]
    command += ["--server.baseUrlPath", place.base]
    word = secrets.token_urlsafe()  # by which the first visit is known where the atlas asks for a login
    server = subprocess.Popen(command, cwd=APP.parent, env=environment(place, options.host, word))
    try:
        await_health(place, server)
        asyncio.run(asyncio.wait_for(open_once(place, word), START_LIMIT_S))
        print(f"Khorasan Atlas is ready: {place.for_people}", flush=True)
        if not options.no_browser:
            webbrowser.open(place.for_people)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)


if __name__ == "__main__":
    sys.exit(main())
