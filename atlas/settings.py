"""Paths, limits and reference systems that several rooms share. Numbers carry their unit in the name."""

import os
from datetime import date
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
ROOT = _PACKAGE / "home" if (_PACKAGE / "home").is_dir() else _PACKAGE.parent
"""Where app, pages and data lie: the project's folder, or inside the package where it is installed (pyproject.toml)."""

GEODATA = ROOT / "geodata"
EVENTS = ROOT / "events.csv"
EVENTS_VARIABLE = "ATLAS_EVENTS"

METHOD_VERSION = "2"
"""The rules of counting and testing in docs/METHOD.md, as every export names them: raised when a number may change."""

TALIBAN_TAKEOVER = date(2021, 8, 15)
"""The day the Taliban entered Kabul: the cut between the two default periods."""

SMALLEST_DIFFERENCE = 0.05
"""The smallest change of a share, as a fraction, that the verdict would call a shift at all."""

SEED = 20210815
"""Where every random draw begins, so that the same table always gives the same figures."""

SNAP_LIMIT_KM = 5.0
"""How far outside every polygon a point may lie and still be given to the nearest province of its country."""

LONLAT_CRS = "OGC:CRS84"
"""Longitude, latitude in degrees on WGS 84, in that axis order."""

PLANE_CRS = "+proj=aea +lat_1=27 +lat_2=52 +lat_0=37 +lon_0=67 +datum=WGS84 +units=m +no_defs"
"""Albers equal-area over the region, in metres: for joining, snapping, simplifying and measuring areas."""

COUNTRIES = {
    "AF": "Afghanistan",
    "PK": "Pakistan",
    "UZ": "Uzbekistan",
    "TJ": "Tajikistan",
    "TM": "Turkmenistan",
    "KG": "Kyrgyzstan",
    "KZ": "Kazakhstan",
    "IR": "Iran",
}
"""The eight countries whose provinces the atlas draws, by ISO 3166-1 alpha-2, in the order in which they are listed."""


def events_path() -> Path:
    """Give the incident table to open: the one named in ATLAS_EVENTS, else events.csv of the project."""
    named = os.environ.get(EVENTS_VARIABLE, "").strip()
    return Path(named).expanduser() if named else EVENTS
