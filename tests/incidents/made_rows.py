"""Twenty made rows in good form: a growing table may break DATA.md alone, which one command writes anew.

As a script it runs the tests on a copy of the project that holds them: `python -m tests.incidents.made_rows [PATH]`.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from atlas import settings

MADE = 20
NOT_COPIED = (".git", ".venv", "__pycache__", "screenshots", ".*_cache")


def with_made_rows(written: pd.DataFrame, rows: int = MADE) -> pd.DataFrame:
    """Add rows to the text of an incident table: the next numbers, days of their own, one figure each."""
    days = set(written["date_start"])
    free = [day for day in pd.date_range("2017-01-01", "2024-12-31", freq="7D") if not _near(day, days)][:rows]
    plain = written[(written["event_class"] == "attack") & (written["location_precision"] == "town")]
    plain = plain[(plain["operation_id"] == "") & (plain["origin_place"] == "")]
    made = plain.head(rows).copy()
    first = written["id"].str[3:].astype(int).max() + 1
    made["id"] = [f"KA-{number:04d}" for number in range(first, first + rows)]
    made["date_start"] = made["date_end"] = [f"{day:%Y-%m-%d}" for day in free]
    made["date_precision"] = "day"
    for measure in ("killed", "injured"):
        for level in ("low", "best", "high"):
            made[f"{measure}_{level}"] = "3"
    whole = pd.concat([written, made])
    return whole.sort_values(["date_start", "id"], ignore_index=True)


def _near(day: pd.Timestamp, days: set[str]) -> bool:
    return any(f"{day + pd.Timedelta(days=off):%Y-%m-%d}" in days for off in (-2, -1, 0, 1, 2))


def grow(project: Path) -> None:
    """Add the made rows to the table of a copy of the project."""
    events = project / settings.EVENTS.name
    with_made_rows(pd.read_csv(events, dtype="str", keep_default_na=False)).to_csv(
        events, index=False, lineterminator="\n"
    )


def main(paths: list[str]) -> int:
    """Run the tests on a copy with made rows and give pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(settings.ROOT, project, ignore=shutil.ignore_patterns(*NOT_COPIED))
        grow(project)
        asked = paths or ["tests", "-m", "not browser"]
        return subprocess.run([sys.executable, "-m", "pytest", "-q", *asked], cwd=project, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
