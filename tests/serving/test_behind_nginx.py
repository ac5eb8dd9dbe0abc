"""The recipe of docs/nginx.conf with TLS: pages, websocket, large files, limits, and a path of its own."""

import http.client
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.load.proxy import proxied
from tests.server import Server

pytestmark = pytest.mark.skipif(
    not (
        shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/opt/homebrew/bin") and shutil.which("openssl")
    ),
    reason="nginx or openssl is not installed (Debian: apt install nginx-light openssl)",
)
TRUSTING = ssl._create_unverified_context()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """Make a certificate that nobody else trusts."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-keyout", str(folder / "atlas.key"), "-out", str(folder / "atlas.pem")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module", params=["", "atlas"])
def base(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def site(certificate, base):
    """Give the port of nginx before one atlas, at the root or below a path."""
    server = Server("--base-path", base)
    with proxied([server.port], certificate=certificate, base=base) as port:
        yield port, f"/{base}" if base else ""
    server.stop()


def ask(port: int, path: str, body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
    link = http.client.HTTPSConnection("localhost", port, context=TRUSTING, timeout=30)
    link.request("POST" if body else "GET", path, body, {"Accept": "text/html"})
    answer = link.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    link.close()
    return found


def test_a_page_arrives_with_its_headers_and_the_cookie_of_the_proxy(site):
    port, base = site
    status, headers, body = ask(port, f"{base}/map?country=Pakistan")
    assert (status, b"Streamlit" in body) == (200, True)
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "script-src 'self' 'sha256-" in headers["content-security-policy"]
    assert "Secure" in headers["set-cookie"]
    assert ask(port, f"{base}/nowhere")[0] == 404
    assert ask(port, f"{base}/_stcore/metrics")[0] == 404
    assert ask(port, "/healthz")[::2] == (200, b"ok")


def test_the_websocket_runs_the_app_for_its_own_page_and_no_other(site):
    port, base = site
    asked = BackMsg()
    asked.rerun_script.query_string = "country=Pakistan"
    options = {"subprotocols": [Subprotocol("streamlit")], "ssl": TRUSTING, "max_size": None, "open_timeout": 30}
    address = f"wss://localhost:{port}{base}/_stcore/stream"
    with connect(address, origin=Origin(f"https://localhost:{port}"), **options) as link:
        link.send(asked.SerializeToString())
        kinds = set()
        while "script_finished" not in kinds:
            message = ForwardMsg()
            message.ParseFromString(link.recv(timeout=60))
            kinds.add(message.WhichOneof("type"))
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, origin=Origin("https://evil.example"), **options)


def test_a_file_as_large_as_the_app_offers_passes_and_a_larger_one_does_not(site):
    port, base = site
    address = f"{base}/_stcore/upload_file/none/none"
    assert ask(port, address, bytes(50_000_000))[0] != 413
    assert ask(port, address, bytes(56_000_000))[0] == 413


def test_one_address_cannot_ask_without_end(site):
    port, _ = site
    link = http.client.HTTPSConnection("localhost", port, context=TRUSTING, timeout=30)
    found = []
    for _ in range(1_500):
        link.request("GET", "/healthz")
        answer = link.getresponse()
        answer.read()
        found.append(answer.status)
        if answer.status == 429:
            break
    link.close()
    assert found.count(200) > 100
    assert found[-1] == 429
