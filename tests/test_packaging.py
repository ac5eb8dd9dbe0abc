"""The wheel holds the whole atlas, and works from another folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.test_rooms import ROOT

HOME = ("app.py", "asgi.py", "serve.py", "events.csv", "tolls.csv", "DATA.md")
FOLDERS = ("components", "pages", "web", "static", "geodata", "context", ".streamlit")


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """Build the wheel and unpack it where nothing of the project lies."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def tracked(folder: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(listed.stdout.split())


def test_every_file_of_the_app_is_in_the_wheel(installed):
    wanted = set(HOME).union(*map(tracked, FOLDERS))
    assert not [name for name in wanted if not (installed / "atlas" / "home" / name).is_file()]
    assert not [name for name in tracked("atlas") if not (installed / name).is_file()]


def test_the_package_takes_no_common_name_among_those_of_others(installed):
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"atlas"}


def test_a_command_finds_its_data_from_any_folder(installed, tmp_path):
    where = "from atlas import settings; print(settings.EVENTS)"
    answer = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert Path(answer.stdout.strip()) == installed / "atlas" / "home" / "events.csv", answer.stderr


def test_the_start_command_knows_its_options_from_any_folder(installed, tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "atlas", "serve", "--help"], cwd=tmp_path, env={"PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0
    assert "--port" in answer.stdout
