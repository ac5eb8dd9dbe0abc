"""The pages that are compared: the empty page (the floor), the idiomatic one, and the Map page of the atlas."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from atlas.settings import GEODATA
from benchmarks.browser import Awaited, Subject
from benchmarks.client import Visit
from benchmarks.servers import Served, served_atlas, served_page

EMPTY = "empty page"
IDIOMATIC = "idiomatic page"
ATLAS = "atlas, Map page"
PYDECK = "st.pydeck_chart"
MAP = "st.map"
PLOTLY = "Plotly scatter_map"

FILES = {EMPTY: "empty", IDIOMATIC: "idiomatic", PYDECK: "pydeck_chart", MAP: "map_chart", PLOTLY: "scatter_map"}
"""The script in pages/ of each page that is not the atlas."""
WEBGL = {PYDECK: "instances", MAP: "instances", PLOTLY: "plotted"}
"""Pages that draw with WebGL, and the condition of watch.js that tells when all points are there."""


class Case(NamedTuple):
    """A page with a table of so many rows; 0 where it has none."""

    page: str
    rows: int


class Open(NamedTuple):
    """A case that is being served, as both visitors see it."""

    server: Served
    subject: Subject
    slider: str
    """Key or label of the slider of years."""
    deep_link: str
    """Address of the page within the app."""


CASES = (
    Case(EMPTY, 0),
    Case(ATLAS, 400),
    Case(IDIOMATIC, 400),
    Case(ATLAS, 5_000),
    Case(IDIOMATIC, 5_000),
    Case(ATLAS, 10_000),
    Case(ATLAS, 100_000),
    Case(ATLAS, 1_000_000),
)


@contextmanager
def served(case: Case, table: Path | None) -> Iterator[Open]:
    """Serve a case."""
    slider, deep_link = ("years", "map") if case.page == ATLAS else ("Years", "")
    with _server(case.page, table) as server:
        with Visit.open(server.port) as visit:
            visit.run(page=deep_link)
            years = visit.ends(slider)
        subject = Subject(f"{server.address}/{deep_link}", _awaited(case.page, table), years)
        yield Open(server, subject, slider, deep_link)


def _server(page: str, table: Path | None) -> AbstractContextManager[Served]:
    if page == ATLAS:
        return served_atlas(table)
    return served_page(FILES[page], table)


def _awaited(page: str, table: Path | None) -> Callable[[int, int], Awaited]:
    """Say what is on the screen of a page once it shows the years from one to another."""
    if page == EMPTY or table is None:
        return lambda low, high: Awaited("text", {"begins": f"Years from {low} to {high}"})
    if page in WEBGL:
        return lambda low, high: Awaited(WEBGL[page], {"points": _between(table, low, high)})
    drawn = len(json.loads((GEODATA / "screen.geojson").read_text(encoding="utf-8"))["features"])
    if page == ATLAS:
        return lambda _low, _high: Awaited("shown", {"provinces": drawn})
    return lambda low, high: Awaited("redrawn", {"paths": drawn + _between(table, low, high)})


def _between(table: Path, low: int, high: int) -> int:
    years = pd.read_parquet(table, columns=["date_start"])["date_start"].dt.year
    return int(years.between(low, high).sum())


def first_page(server: Served, page: str) -> Subject:
    """Give the first page of an app as a visitor meets it: it counts as visible when its first line of text is."""
    begins = "Khorasan Atlas" if page == ATLAS else "Years from"
    return Subject(server.address, lambda _low, _high: Awaited("text", {"begins": begins}), (0, 0))
