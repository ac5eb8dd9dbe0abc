"""What is installed is what is imported: every package pinned, with its reason in the README."""

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.test_rooms import ROOT, imports

ROOMS = ("atlas", "components", "pages", "web")
CODE = sorted([*(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), *ROOT.glob("*.py")])
REBUILDING = ROOT / "atlas" / "geography" / "build"
CLUSTER = ROOT / "atlas" / "importing" / "cluster.py"
OWN = {path.stem for path in ROOT.iterdir()}
distributions = cache(packages_distributions)


def plain(name: str) -> str:
    """Write the name of a package as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    lines = [line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#", "-"}]
    assert not [line for line in lines if line.count("==") != 1], f"{file}: each line pins one package exactly"
    return {plain(name): number for name, number in (line.split("==") for line in lines)}


@cache
def packages(path: Path) -> frozenset[str]:
    """Name the packages that a file imports from, also those that it imports when they are needed."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    late = {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") == "import_module" and isinstance(call.args[0], ast.Constant)
    }
    tops = {module.partition(".")[0] for module in imports(path) | late} - OWN - sys.stdlib_module_names
    return frozenset(plain(name) for top in tops for name in distributions().get(top, [top]))


def test_every_package_that_is_imported_is_pinned():
    running = set(pins("requirements.txt"))
    known = {
        path: running | set(pins("requirements-dev.txt")) if REBUILDING in path.parents else running for path in CODE
    }
    known[CLUSTER] = running | set(pins("requirements-cluster.txt"))
    assert not [f"{path.relative_to(ROOT)} -> {name}" for path in CODE for name in packages(path) - known[path]]


def test_every_package_that_is_pinned_is_imported():
    used = frozenset().union(*map(packages, CODE))
    assert set(pins("requirements.txt")) - used == set()


def test_every_package_has_its_reason_in_the_readme_and_no_other_has():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## What it stands on")[2].partition("\n\nFor tests")[0]
    rows = [row.split("|")[1:3] for row in table.splitlines() if row.startswith("|")][2:]
    assert all(reason.strip() for _, reason in rows)
    assert {plain(name.strip()) for names, _ in rows for name in names.split(",")} == set(pins("requirements.txt"))


def locked(file: str) -> dict[str, str]:
    """Read the pins of a lock; a package that differs by Python version is there once for each."""
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    return {plain(name): number for name, number in found}


@pytest.mark.parametrize(
    ("file", "lock"),
    [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")],
)
def test_the_lock_holds_what_is_pinned_with_a_hash_for_each(file, lock):
    assert pins(file).items() <= locked(lock).items()
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]


def test_both_locks_agree():
    running, all_of_it = locked("requirements.lock"), locked("requirements-dev.lock")
    assert running.items() <= all_of_it.items()


def test_the_walk_sees_what_comes_with_another_package_and_what_is_imported_late(tmp_path):
    path = tmp_path / "page.py"
    lines = (
        "import json",
        "from PIL import Image",
        "import markupsafe",
        "import atlas.text",
        'import_module("docx.oxml")',
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    assert packages(path) == {"pillow", "markupsafe", "python-docx"}
    assert "markupsafe" not in pins("requirements.txt")
