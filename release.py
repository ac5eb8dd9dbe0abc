"""Build the release: one archive that installs on a machine without a network, from its own wheels.

It holds the wheel of the atlas with its data, a wheel of every package in requirements.lock, a list of them with the
hash of each file, the bill of materials (CycloneDX), the licences, the notes, and the checksum of everything. Wheels
are made for one version of Python and one kind of machine: those that this is run on.
"""

import argparse
import gzip
import hashlib
import json
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
SUMS = "SHA256SUMS"

INSTALL = """#!/bin/sh
# Installs the atlas beside this file, from the wheels in this archive; no network is asked.
set -eu
cd "$(dirname "$0")"
if command -v sha256sum >/dev/null; then sha256sum --quiet -c {sums}; else shasum -a 256 -c {sums} >/dev/null; fi
"${{PYTHON:-python3}}" -c 'import sys; sys.exit(sys.version_info[:2] != {python})' || {{
    echo "These wheels are for Python {version}: name it with PYTHON=/path/to/python{version} ./install.sh"; exit 1; }}
"${{PYTHON:-python3}}" -m venv .venv
PIP_CONFIG_FILE=/dev/null .venv/bin/python -m pip install --quiet --disable-pip-version-check --isolated \\
    --no-index --no-deps --find-links wheels --require-hashes -r wheels.txt
echo "Installed. Open it: .venv/bin/atlas serve"
"""


def called(*command: str | Path) -> None:
    """Run a module of this Python, and stop where it fails."""
    subprocess.run([sys.executable, "-m", *map(str, command)], cwd=ROOT, check=True)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def names(lock: str) -> list[str]:
    """List the packages of a lock."""
    return re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)


def pinned(wheels: list[Path]) -> str:
    """Write the wheels as requirements with the hash of each file, as pip checks them.

    The names of a wheel and its version stand at its beginning (PEP 427).
    """
    parts = [(*wheel.name.split("-")[:2], sha256(wheel)) for wheel in sorted(wheels)]
    return "".join(f"{name}=={version} --hash=sha256:{digest}\n" for name, version, digest in parts)


def notes(changelog: str, about: dict[str, object], digest: str) -> str:
    """Write what is new, and which data it holds."""
    new = changelog.partition("\n## ")[2].partition("\n## ")[0]
    data = f"{about['dc:title']}, {about['dc:temporal']}, modified {about['dc:modified']}"
    where = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return f"# Khorasan Atlas\n\nData: {data}.\nSHA-256 of events.csv: `{digest}`.\nWheels for {where}.\n\n## {new}"


def bill_of_materials(path: Path) -> None:
    """Write the CycloneDX list of everything that the running atlas is made of."""
    called("cyclonedx_py", "requirements", LOCK, "--output-format", "JSON", "--output-reproducible", "-o", path)


def licences(path: Path) -> None:
    """Write package, version and licence of everything in the lock that is installed here."""
    command = ("piplicenses", "--format", "markdown", "--with-urls", "--output-file", path)
    called(*command, "--packages", *names(LOCK.read_text(encoding="utf-8")))


def fill(folder: Path) -> None:
    """Put everything into the folder of the archive."""
    wheels = folder / "wheels"
    quiet = ("--quiet", "--disable-pip-version-check")
    called("pip", "wheel", *quiet, "--no-deps", "--require-hashes", "-r", LOCK, "-w", wheels)
    called("hatchling", "build", "-t", "wheel", "-d", wheels)
    (folder / "wheels.txt").write_text(pinned(list(wheels.iterdir())), encoding="utf-8")
    bill_of_materials(folder / "sbom.cyclonedx.json")
    licences(folder / "LICENCES.md")
    about = json.loads((ROOT / "events.csv-metadata.json").read_text(encoding="utf-8"))
    told = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), about, sha256(ROOT / "events.csv"))
    (folder / "NOTES.md").write_text(told, encoding="utf-8")
    python = (sys.version_info.major, sys.version_info.minor)
    install = folder / "install.sh"
    install.write_text(INSTALL.format(sums=SUMS, python=python, version=".".join(map(str, python))), encoding="utf-8")
    install.chmod(0o755)
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    (folder / SUMS).write_text("".join(f"{sha256(path)}  {path.relative_to(folder)}\n" for path in every))


def packed(folder: Path, path: Path) -> None:
    """Write the archive: the same content gives the same bytes."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = 0, 0, 0, "", ""
        return entry

    with gzip.GzipFile(path, "wb", mtime=0) as gz, tarfile.open(fileobj=gz, mode="w") as archive:  # type: ignore[arg-type]
        for each in [folder, *sorted(folder.rglob("*"))]:
            archive.add(each, str(each.relative_to(folder.parent)), recursive=False, filter=plain)


def main() -> int:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder to write to (default: dist/)")
    parser.add_argument("--bill-only", action="store_true", help="write the bill of materials and the licences alone")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.bill_only:
        bill_of_materials(options.out / "sbom.cyclonedx.json")
        licences(options.out / "LICENCES.md")
        print(f"Written: {options.out / 'sbom.cyclonedx.json'}, {options.out / 'LICENCES.md'}")
        return 0
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / f"khorasan-atlas-{version}"
        folder.mkdir()
        fill(folder)
        path = options.out / f"{folder.name}-py{sys.version_info.major}{sys.version_info.minor}.tar.gz"
        packed(folder, path)
    print(f"Written: {path}, {path.stat().st_size / 1e6:,.0f} MB, SHA-256 {sha256(path)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
