"""What every room's tests share: a tiny table that reads like a table."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import settings

from atlas.incidents.vocabulary import LISTS

# No deadline: machines are busy. In continuous integration the same examples every time; elsewhere new ones.
settings.register_profile("atlas", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("atlas")

# Whatever table its reader has open, a test looks at the shipped one unless it says otherwise.
os.environ.pop("ATLAS_EVENTS", None)
# And keeps what it checked apart from what its reader's atlas keeps.
os.environ["ATLAS_CACHE"] = str(Path(tempfile.gettempdir()) / "khorasan-atlas-tests")

_NUMBERS = (
    "latitude", "longitude", "killed_low", "killed_best", "killed_high",
    "injured_low", "injured_best", "injured_high", "attackers_killed",
)  # fmt: skip
_ORDINARY: dict[str, Any] = {
    "date_start": "2020-01-01",
    "date_precision": "day",
    "event_class": "attack",
    "initiated_by_group": "yes",
    "operation_id": "",
    "place": "Jalalabad",
    "district": "",
    "province_id": "AF-NAN",
    "country": "Afghanistan",
    "latitude": 34.43,
    "longitude": 70.45,
    "location_precision": "town",
    "coordinate_source": "GeoNames",
    "origin_place": "",
    "origin_province_id": "",
    "attack_type": "bombing",
    "target_type": "police and army",
    "killed_low": 1.0,
    "killed_best": 1.0,
    "killed_high": 1.0,
    "injured_low": None,
    "injured_best": None,
    "injured_high": None,
    "killed_basis": "victims",
    "killed_figures": "single",
    "attackers_killed": None,
    "attribution": "claimed",
    "attributed_by": "",
    "label": "ISKP",
    "confidence": "medium",
    "found_through": "press",
    "summary": "A bomb struck a police post.",
    "known_as": "",
    "sources": "[]",
    "added": "2026-11-22",
    "revised": "",
    "source_table": "",
    "region_id": "af-east",
}


def tiny_table(*changes: dict[str, Any]) -> pd.DataFrame:
    """Build a plain table as loading gives it: one ordinary incident per argument, with the changes it names."""
    rows = []
    for number, change in enumerate(changes, start=1):
        row = {"id": f"KA-{number:04d}"} | _ORDINARY | change
        row.setdefault("date_end", row["date_start"])
        rows.append(row)
    columns = ["id", "date_start", "date_end", *(c for c in _ORDINARY if c != "date_start")]
    table = pd.DataFrame(rows, columns=columns)
    for column in ("date_start", "date_end"):
        table[column] = pd.to_datetime(table[column])
    for column in _NUMBERS:
        table[column] = table[column].astype("float64")
    for column, terms in LISTS.items():
        table[column] = pd.Categorical(table[column], categories=list(terms))
    for column in ("country", "province_id", "region_id"):
        table[column] = table[column].astype("object").where(table[column].notna(), None).astype("category")
    return table


@pytest.fixture(scope="session")
def tiny() -> Callable[..., pd.DataFrame]:
    """Give the builder of tiny tables."""
    return tiny_table
