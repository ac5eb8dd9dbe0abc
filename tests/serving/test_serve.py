"""The start command: where it listens, what it says, and how it ends."""

import socket
import subprocess
import sys
import urllib.request

import pytest

import serve
from tests.server import Server
from tests.visits import ROOT

has_ipv6 = socket.has_ipv6 and not serve.taken(serve.Place("::1", 0))


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (serve.Place("localhost", 8501), "http://localhost:8501"),
        (serve.Place("0.0.0.0", 80, "atlas"), "http://127.0.0.1:80/atlas/"),
        (serve.Place("::", 8501), "http://[::1]:8501"),
        (serve.Place("10.1.2.3", 8501), "http://10.1.2.3:8501"),
    ],
)
def test_it_says_an_address_that_can_be_opened(place, shown):
    assert place.for_people == shown


def test_only_a_server_for_others_is_asked_for_by_figures_or_by_the_names_it_is_given():
    assert serve.Place("localhost", 1).hosts([]) == "localhost,127.0.0.1,::1"
    assert serve.Place("::1", 1).hosts(["a.example"]).split(",")[3:] == ["a.example"]
    assert serve.Place("0.0.0.0", 1).hosts(["a.example"]).split(",")[3:] == ["0.0.0.0", "ip", "a.example"]


def test_a_port_that_is_taken_is_named_at_once():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "serve.py", "--no-browser", "--port", port, "--address", "127.0.0.1"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in ended.stderr
    assert "ready" not in ended.stdout


@pytest.mark.skipif(not has_ipv6, reason="this machine has no IPv6 loopback address")
def test_another_address_a_path_of_its_own_and_no_home():
    server = Server("--address", "::1", "--base-path", "/atlas/", HOME="", MPLCONFIGDIR="")
    try:
        assert f"http://[::1]:{server.port}/atlas/" in server.log[-1]
        asked = urllib.request.Request(f"http://[::1]:{server.port}/atlas/map", headers={"Accept": "text/html"})
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert b"Streamlit" in answer.read()
    finally:
        code = server.stop()
    assert code == 0
    assert serve.taken(serve.Place("::1", server.port)) == ""
    assert not [line for line in server.log if "Traceback" in line]
