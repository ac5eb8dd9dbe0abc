"""A page that fails: one sentence with what to do and a reference, the trace in the log, and the app goes on."""

import os
import subprocess
import sys
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from benchmarks.load.proxy import answers
from tests.server import free_port
from tests.visits import ROOT

SERVER = """
from streamlit.starlette import App
from components import failure

app = App("app.py", on_script_error=failure.tell)
"""
APP = """
import streamlit as st

st.write("before")
if st.query_params.get("fail"):
    raise KeyError("/srv/secret/path")
st.write("after")
"""


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    """Serve an app of one page that fails when it is told to; give the port and the log."""
    folder = tmp_path_factory.mktemp("failing")
    (folder / "asgi.py").write_text(SERVER, encoding="utf-8")
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_bytes((ROOT / ".streamlit" / "config.toml").read_bytes())
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    with log.open("w") as written:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=written, stderr=written
        )
        deadline = time.monotonic() + 60
        while not answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield port, log
        process.terminate()
        process.wait(20)


def shown(port: int, query: str) -> str:
    """Run the app once and give all that it sends, as text."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    said = []
    with connect(
        f"ws://localhost:{port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as link:
        link.send(asked.SerializeToString())
        while not said or "script_finished" not in said[-1]:
            message = ForwardMsg()
            message.ParseFromString(link.recv(timeout=60))
            said.append(str(message))
    return "\n".join(said)


def test_a_failure_is_one_sentence_with_a_reference_and_its_trace_is_in_the_log(failing):
    port, log = failing
    said = shown(port, "fail=yes")
    assert "This page could not be shown." in said
    assert "secret" not in said
    assert "KeyError" not in said
    reference = said.split("reference **")[1][:8]
    written = log.read_text()
    assert f"Failure {reference}" in written
    assert "KeyError: '/srv/secret/path'" in written
    assert "after" in shown(port, "")
