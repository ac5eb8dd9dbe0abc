"""Rows per second of the import against what nobody can avoid: reading the same file and joining its points.

`python -m benchmarks.importing FILE [FILE ...]` with files of the user's own; `--made N` writes one of GED shape first.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from atlas.geography.provinces import units
from atlas.importing.layouts.ucdp import LAYOUT
from atlas.importing.report import as_json
from atlas.importing.run import import_file
from atlas.importing.settings import Settings
from atlas.settings import LONLAT_CRS

PLACES = (
    ("Afghanistan", "Nangarhar province", 34.43, 70.45), ("Afghanistan", "Kabul province", 34.53, 69.17),
    ("Afghanistan", "Kunduz province", 36.73, 68.86), ("Pakistan", "Balochistan Province", 30.18, 66.98),
    ("Iraq", "Ninewa province", 36.34, 43.13), ("Syria", "Aleppo province", 36.20, 37.13),
)  # fmt: skip


def make(rows: int, path: Path) -> None:
    """Write invented rows in the shape of UCDP GED: 49 columns, a third of them about the group."""
    rng = np.random.default_rng(1)
    at = rng.integers(0, len(PLACES), rows)
    sides = rng.choice(["IS", "Taleban", "TTP"], rows)
    days = (np.datetime64("2015-01-01") + rng.integers(0, 3600, rows)).astype(str)
    low = rng.integers(0, 20, rows)
    table = pd.DataFrame("", index=range(rows), columns=list(LAYOUT.orders[0]))
    filled: dict[str, pd.Series | list[str] | int | str | np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {
        "id": np.arange(rows), "year": [day[:4] for day in days], "type_of_violence": 2, "side_a": sides,
        "side_b": "Civilians",
        "dyad_name": [f"{side} - Civilians" for side in sides], "where_prec": rng.integers(1, 5, rows), "date_prec": 1,
        "country": [PLACES[k][0] for k in at], "adm_1": [PLACES[k][1] for k in at],
        "date_start": days, "date_end": days,
        "latitude": np.round([PLACES[k][2] for k in at] + rng.normal(0, 0.05, rows), 5),
        "longitude": np.round([PLACES[k][3] for k in at] + rng.normal(0, 0.05, rows), 5),
        "low": low, "best": low + 1, "high": low + 2, "source_article": "invented text " * 25,
    }  # fmt: skip
    for name, values in filled.items():
        table[name] = values
    table.to_csv(path, index=False)


def bare(path: Path) -> int:
    """Read the file with pandas and join its points to the provinces, and nothing else."""
    table = pd.read_csv(path)
    points = gpd.points_from_xy(table["longitude"], table["latitude"])
    gpd.sjoin(gpd.GeoDataFrame(table, geometry=points, crs=LONLAT_CRS), units()[["unit_id", "geometry"]], how="left")
    return len(table)


def whole(path: Path) -> int:
    """Import the file with its account."""
    return int(as_json(import_file(path, Settings()))["rows_in"])


def measured(what: str, path: Path) -> dict[str, float]:
    """Measure one way in a process of its own: seconds, processor seconds, GB at most."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing", "--only", what, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _only(what: str, path: Path) -> None:
    began, spent = time.perf_counter(), time.process_time()
    rows = {"bare": bare, "whole": whole}[what](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    said = {"rows": rows, "s": time.perf_counter() - began, "cpu_s": time.process_time() - spent, "peak_gb": peak}
    print(json.dumps(said))


def main() -> int:
    """Measure every file both ways and print rows per second and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", type=Path, nargs="*")
    options.add_argument("--made", type=int, default=0)
    options.add_argument("--only", choices=("bare", "whole"))
    given = options.parse_args()
    if given.only:
        _only(given.only, given.files[0])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        files = list(given.files)
        if given.made:
            files.append(Path(folder) / "made.csv")
            make(given.made, files[-1])
        for path in files:
            plain, full = measured("bare", path), measured("whole", path)
            ratio = plain["cpu_s"] / full["cpu_s"]
            print(
                f"{path.name}: {full['rows']:,} rows in {full['s']:.1f} s ({full['cpu_s']:.1f} s of processor), "
                f"{full['peak_gb']:.2f} GB; bare {plain['s']:.1f} s ({plain['cpu_s']:.1f}), {plain['peak_gb']:.2f} GB; "
                f"ratio {ratio:.2f} by processor time"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
