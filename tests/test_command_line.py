"""The command line at its edges: who stops reading, terminals of another alphabet, an interruption."""

import os
import signal
import subprocess
import sys

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


HEARING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from atlas.__main__ import main; raise SystemExit(main())"
)
"""Runs a command that hears an interrupt, also where the tests run in the background of a shell, which turns it off."""


def test_an_interrupted_run_ends_without_a_trace_and_leaves_no_part(tmp_path):
    asked = ["report", "--out", str(tmp_path), "--formats", "html,pdf", "--pages", "overview,shift"]
    command = [sys.executable, "-c", HEARING, *asked]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr.readline()  # it says what it makes: it is at work
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=120)
    assert run.returncode == 128 + signal.SIGINT
    assert "Traceback" not in said
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
