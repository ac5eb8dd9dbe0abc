"""What the map looks like: three zooms in both themes against stored pictures.

The pictures show a made-up selection, not the table, so that a corrected incident changes none of them. To renew them
after an intended change, run this and look at what git shows as changed::

    ATLAS_RENEW_PICTURES=1 .venv/bin/python -m pytest tests/browser/test_map_pictures.py

A test that fails writes the new picture and the difference to a folder that its message names. What may differ, and why
so much, stands in picture.py.
"""

import io
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from atlas.drawing import palette
from atlas.drawing.view import View
from atlas.geography.join_report import JoinReport
from atlas.incidents.filters import Filters, options
from atlas.incidents.load import Incidents
from atlas.statistics.row_facts import RowFacts
from atlas.topics.board.exhibits import board_view
from atlas.topics.board.figures.page import Alone, page_alone
from atlas.topics.board.measures.columns import compact
from tests.browser import picture
from tests.conftest import tiny_table

FOLDER = Path(__file__).with_name("pictures")
RENEW = "ATLAS_RENEW_PICTURES"
SIZE = (720, 480)
LARGEST_BYTES = 60_000
ZOOMS = {"region": (33.2, 68.5, 4.25), "afghanistan": (34.0, 67.6, 5.5), "provinces": (34.5, 69.6, 7.5)}
"""What is looked at: latitude, longitude and zoom of the middle."""

LAYERS = {
    "provinces": ".leaflet-provinces-pane { display: none }",
    "circles": ".leaflet-circles-pane { display: none }",
    "borders": ".leaflet-borders-pane { display: none }",
    "world": ".leaflet-world-pane { display: none }",
    "names": ".leaflet-labels-pane { display: none }",
}
"""Layer to the style that takes it away."""


def board() -> str:
    """Make up a table and write its board as a page of its own."""
    generator = np.random.default_rng(5)
    homes = {
        "AF-KAB": (34.5, 69.2, 60),
        "AF-NAN": (34.3, 70.4, 40),
        "AF-HER": (34.3, 62.2, 12),
        "AF-BAL": (36.7, 67.1, 8),
        "AF-KDZ": (36.7, 68.9, 5),
        "PK-KP": (34.0, 71.5, 30),
        "PK-BA": (29.9, 66.9, 15),
        "TJ-KT": (37.9, 69.0, 2),
    }
    rows = [
        {
            "province_id": code, "place": f"Place {number % 5}",
            "latitude": round(latitude + generator.normal(0, 0.25), 2),
            "longitude": round(longitude + generator.normal(0, 0.3), 2),
            "location_precision": ("site", "town", "district")[number % 3],
            "attribution": ("claimed", "suspected")[number % 4 == 0],
        }
        for code, (latitude, longitude, many) in homes.items()
        for number in range(many)
    ]  # fmt: skip
    table = tiny_table(*rows)
    covered = (date(2019, 1, 1), date(2020, 12, 31))
    incidents = Incidents(
        table, table.head(0), JoinReport(len(table), 0, ()), *covered, "Made up", "made up", "0" * 12, ()
    )
    view = View.of(incidents, RowFacts(incidents.measured), Filters())
    told = board_view(view, layout="map", measure="incidents", data="columns", texts=None)
    return page_alone(Alone("Made up", told, compact(table, covered, options(table)), None, (), {}))


@pytest.fixture(scope="module")
def frame(browser: Browser, tmp_path_factory):
    """The board by itself, of which only the map is looked at."""
    path = tmp_path_factory.mktemp("board") / "board.html"
    path.write_text(board(), encoding="utf-8")
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
    page = context.new_page()
    page.goto(path.as_uri())
    page.add_style_tag(
        content="#map_div { position: fixed !important; inset: 0; height: 100vh !important; z-index: 9999; }"
        ".leaflet-control-container { display: none; }"
    )
    yield page
    context.close()


def show(page: Page, theme: palette.Theme, zoom: str) -> None:
    """Show the map in a theme and at a zoom, and wait until it is drawn."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(
        """ink => document.querySelector("#map_div").dataset.shown &&
            document.documentElement.style.getPropertyValue("--ink") === ink""",
        arg=palette.INK[theme],
    )
    latitude, longitude, level = ZOOMS[zoom]
    page.evaluate(
        """([latitude, longitude, zoom]) => {
            document.querySelector(".atlas-legend").open = false;
            map_div.invalidateSize({ animate: false });
            map_div.setView([latitude, longitude], zoom, { animate: false });
        }""",
        [latitude, longitude, level],
    )
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(300)


def taken(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_map_looks_as_it_did(frame, zoom, theme, tmp_path):
    path = FOLDER / f"{zoom}-{theme}.png"
    show(frame, theme, zoom)
    new = taken(frame)
    if os.environ.get(RENEW):
        picture.store(new, path)
    assert path.exists(), f"{path.name} is not stored yet: run with {RENEW}=1 and look at it"
    assert path.stat().st_size < LARGEST_BYTES
    stored = Image.open(path)
    differs = picture.share(stored, new)
    if differs > picture.MOST:
        new.save(tmp_path / path.name)
        picture.marked(stored, new).save(tmp_path / f"{path.stem}-difference.png")
    assert differs <= picture.MOST, (
        f"{differs:.2%} of the cells differ from {path.name}, and {picture.MOST:.2%} may. The new picture and the "
        f"difference are in {tmp_path}; if the change is intended, renew the stored ones with {RENEW}=1."
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_a_missing_layer_is_seen(frame, layer):
    zoom = "provinces" if layer == "names" else "afghanistan"
    show(frame, "light", zoom)
    style = frame.add_style_tag(content=LAYERS[layer])
    without = taken(frame)
    style.evaluate("node => node.remove()")
    assert picture.share(Image.open(FOLDER / f"{zoom}-light.png"), without) > picture.MOST


def test_other_letters_pass(frame):
    """Another machine has other fonts: the map's are Streamlit's own or the system's."""
    show(frame, "light", "provinces")
    style = frame.add_style_tag(content=".leaflet-container, .leaflet-container * { font-family: serif !important }")
    other = taken(frame)
    style.evaluate("node => node.remove()")
    assert 0 < picture.share(Image.open(FOLDER / "provinces-light.png"), other) <= picture.MOST
