"""The frame that holds the map: a page that Folium writes at the start, and the files that it fetches, on this host.

Declaring a folder as a Streamlit component makes the server serve it. Three folders are only served; the fourth is the
frame itself, written into a temporary folder because the addresses in it carry hashes of what they lead to.
"""

import atexit
import functools
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit.components.v1 as components
import xstatic.pkg.leaflet

from atlas import settings
from atlas.geography.towns import towns
from atlas.visuals import map_page

_OWN = Path(__file__).with_name("map_assets")
_LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_PARTS = (
    "frame", "parts", "walk", "counts", "shares", "provinces", "circles", "labels", "panel", "draw", "legend", "play",
    "player", "map",
)  # fmt: skip
"""The scripts of the map, in the order in which they need each other; the browser fetches them as one file."""

Frame = Callable[..., Any]


@functools.cache
def map_frame() -> Frame:
    """Write the page of the frame and declare it; give the function that shows it on a page."""
    folder = Path(tempfile.mkdtemp(prefix="khorasan-atlas-map-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_frame(folder)
    for name, path in (("leaflet", _LEAFLET), ("own", folder), ("geodata", settings.GEODATA)):
        components.declare_component(name, path=str(path))
    return components.declare_component("map", path=str(folder))


def write_frame(folder: Path) -> None:
    """Write index.html, the script and the style sheet of the frame."""
    script = "\n".join((_OWN / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)
    (folder / "map.js").write_text(script, encoding="utf-8", newline="\n")
    shutil.copyfile(_OWN / "map.css", folder / "map.css")
    fetching = (_OWN / "fetch.js").read_text(encoding="utf-8")
    page = map_page.map_page(_assets(folder), towns=towns(), fetching=fetching)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _assets(folder: Path) -> map_page.Assets:
    """Give the addresses of the static files, each with a mark of its content, so that a new one is fetched anew."""
    return map_page.Assets(
        leaflet_js=_address("leaflet", _LEAFLET / "leaflet.js"),
        leaflet_css=_address("leaflet", _LEAFLET / "leaflet.css"),
        map_js=_address("own", folder / "map.js"),
        map_css=_address("own", folder / "map.css"),
        **{name: _address("geodata", settings.GEODATA / file) for name, file in _GEOMETRY.items()},
    )


_GEOMETRY = {
    "screen": "screen.geojson",
    "borders": "borders.geojson",
    "world": "world.geojson",
    "labels": "labels.json",
}


def _address(folder: str, file: Path) -> str:
    mark = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    return f"../{__name__}.{folder}/{file.name}?{mark}"
