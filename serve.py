"""Start the atlas, open it once, and say where it is.

Streamlit learns its pages when the app runs for the first time. Until then the first visitor of a deep link would see
"Page not found" for a moment, and would wait for the table to load. So the start command is the first visitor.
"""

import argparse
import asyncio
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

APP = Path(__file__).with_name("asgi.py")
START_LIMIT_S = 120


async def open_once(port: int) -> None:
    """Run the app one time over its websocket, as a browser does, and wait until the script has finished."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        message = BackMsg()
        message.rerun_script.query_string = ""
        await socket.send(message.SerializeToString())
        async for answer in socket:
            forward = ForwardMsg()
            forward.ParseFromString(answer if isinstance(answer, bytes) else answer.encode())
            if forward.WhichOneof("type") == "script_finished":
                return


def await_health(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, or stop with its exit code when it ends first."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit(f"The server ended before it was ready (exit code {server.returncode}). Is port {port} in use?")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.terminate()
    sys.exit(f"The server did not answer on port {port} within {START_LIMIT_S} s.")


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="localhost", help="0.0.0.0 serves the whole network")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server ends with its start command
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.headless", "true"]
    command += ["--server.port", str(options.port), "--server.address", options.address]
    with subprocess.Popen(command, cwd=APP.parent) as server:
        try:
            await_health(options.port, server)
            asyncio.run(asyncio.wait_for(open_once(options.port), START_LIMIT_S))
            print(f"Khorasan Atlas is ready: http://localhost:{options.port}", flush=True)
            if not options.no_browser:
                webbrowser.open(f"http://localhost:{options.port}")
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
