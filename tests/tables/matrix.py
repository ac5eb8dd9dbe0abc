"""Every small table on every page under every selection, as a command: `python -m tests.tables.matrix [TABLE ...]`.

It ends with a count of what failed, and names each failure once with the tables, pages and selections that show it.
"""

import contextlib
import logging
import os
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from streamlit import config
from streamlit.testing.v1 import AppTest

from atlas import settings
from atlas.incidents.vocabulary import EVENT_CLASS, LABEL
from atlas.pages import PAGES
from tests.tables.small import TABLES, write_named
from tests.visits import ROOT, opened

DEFAULT = "default"
EXTREMES: Mapping[str, Mapping[str, object]] = {
    DEFAULT: {},
    "everything": {"class": list(EVENT_CLASS), "label": list(LABEL)},
    "nothing": {"killed_min": 100_000},
    "the unsure and roughly placed": {
        "killed_min": 0, "attribution": ["suspected", "disputed"], "precision": ["province", "country"],
    },
    "one day": {"attribution": [], "precision": [], "from": date(2021, 8, 15), "to": date(2021, 8, 15)},
}  # fmt: skip
"""Selections by name: what is set on top of the one before it."""


def visits(address: str) -> Iterator[tuple[str, AppTest]]:
    """Open a page once and lead it through every selection; yields after each run."""
    app = opened(address)
    yield DEFAULT, app
    for name, chosen in list(EXTREMES.items())[1:]:
        _select(app, chosen)
        app.run()
        yield name, app


def _select(app: AppTest, chosen: Mapping[str, object]) -> None:
    first, last = _offered_days(app)
    for key, value in chosen.items():
        app.session_state[key] = min(max(value, first), last) if isinstance(value, date) else value


def _offered_days(app: AppTest) -> tuple[date, date]:
    """Give the first and last day that the filters offer; the atlas's own where the page has no filters."""
    offered: list[Any] = [box for box in app.date_input if box.key == "from"]
    return (offered[0].min, offered[0].max) if offered else (date(2021, 8, 15), date(2021, 8, 15))


def faults_of(app: AppTest) -> list[str]:
    """Name what is wrong with a page as it was drawn, by kind and place."""
    found = []
    for shown in app.exception:
        where = [line.strip() for line in shown.stack_trace if f"{ROOT}/" in line and "/.venv/" not in line]
        found.append(f"{shown.message[:160]} @ {where[-1] if where else '?'}")
    return [*found, *(f"said as an error: {shown.value[:160]}" for shown in app.error)]


@contextlib.contextmanager
def opened_table(path: Path) -> Iterator[None]:
    """Let the atlas open a table."""
    before = os.environ.get(settings.EVENTS_VARIABLE)
    os.environ[settings.EVENTS_VARIABLE] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ[settings.EVENTS_VARIABLE]
        else:
            os.environ[settings.EVENTS_VARIABLE] = before


def main(wanted: list[str]) -> int:
    """Run the matrix and return how many kinds of failure there are."""
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", category=ResourceWarning)  # of the interpreter's end
    config.set_option("client.showErrorDetails", "full")
    logging.disable(logging.CRITICAL)
    seen: dict[str, list[str]] = defaultdict(list)
    began, runs = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted or list(TABLES):
            with opened_table(write_named(name, Path(folder))):
                for address in PAGES:
                    try:
                        for selection, app in visits(address):
                            runs += 1
                            for fault in faults_of(app):
                                seen[fault].append(f"{name} / {PAGES[address].name} / {selection}")
                    except Exception as error:
                        seen[f"{type(error).__name__}: {error}"[:200]].append(f"{name} / {PAGES[address].name}")
            print(f"{time.monotonic() - began:6.0f} s  {name}", flush=True)
    for fault, places in seen.items():
        print(f"\n{fault}\n  {len(places)}: " + "; ".join(places[:6]))
    print(f"\n{runs:,} visits of {len(wanted or TABLES)} tables, {len(seen)} kinds of failure")
    return len(seen)


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
