"""The command line at its edges: who stops reading, terminals of another alphabet, an interruption."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from tests.test_rooms import ROOT

ATLAS = [sys.executable, "-m", "atlas"]


@pytest.mark.parametrize("command", ["dictionary", "check"])
def test_whoever_stops_reading_ends_it_without_a_trace(command):
    with subprocess.Popen(
        [*ATLAS, command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 128 + 13


def test_a_terminal_that_does_not_know_a_sign_gets_another_for_it():
    ran = subprocess.run(
        [*ATLAS, "datacard"], cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, capture_output=True, check=True
    )
    assert "→" in (ROOT / "DATA.md").read_text(encoding="utf-8")
    assert "?" in ran.stdout.decode("cp1252")


def test_a_file_is_written_in_utf_8_whatever_the_system_speaks():
    spoken = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    spoken |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = subprocess.run([*ATLAS, "datacard"], cwd=ROOT, env=spoken, capture_output=True, check=True)
    assert ran.stdout.decode("utf-8") == (ROOT / "DATA.md").read_text(encoding="utf-8")


def _interrupted(run: subprocess.Popen[str]) -> str:
    """Press Ctrl+C until it ends: Python drops one that falls into a callback of the collector or of a library."""
    for _ in range(60):
        run.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return run.communicate(timeout=2)[1]
    return run.communicate(timeout=60)[1]


def test_an_interrupted_run_ends_without_a_trace_and_leaves_no_part(tmp_path):
    command = [*ATLAS, "report", "--out", str(tmp_path), "--formats", "html,pdf", "--pages", "overview,shift"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr.readline()  # it says what it makes: it is at work
        said = _interrupted(run)
    assert run.returncode == 128 + signal.SIGINT
    assert "Traceback" not in said
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
