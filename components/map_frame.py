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
from typing import Any, NamedTuple

import streamlit.components.v1 as components
import xstatic.pkg.leaflet

from atlas import settings
from atlas.drawing import map_page
from atlas.drawing.locator import Leaflet
from atlas.geography.towns import towns

_OWN = Path(__file__).with_name("map_assets")
_LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_PARTS = (
    "frame", "parts", "walk", "shares", "provinces", "circles", "labels", "panel", "legend", "map",
)  # fmt: skip
"""The scripts of the map, in the order in which they need each other; the browser fetches them as one file."""

Frame = Callable[..., Any]


@functools.cache
def map_frame() -> Frame:
    """Declare the frame, and give the function that shows it on a page."""
    for name, path in (("leaflet", _LEAFLET), ("own", _folder()), ("geodata", settings.GEODATA)):
        components.declare_component(name, path=str(path))
    return components.declare_component("map", path=str(_folder()))


def addresses() -> dict[str, Path]:
    """Give the files that the page of the frame asks for, by their addresses on the server."""
    return {f"/component/{place.address}": place.file for place in _places(_folder()).values()}


def shared() -> dict[str, str]:
    """Give the addresses of Leaflet and of the geometry, by their names in a page of a map, for another frame."""
    places = _places(_folder())
    return {name: f"../{place.address}" for name, place in places.items() if place.component != "own"}


def leaflet() -> Leaflet:
    """Give the addresses of Leaflet for the frame of another component, which lies beside ours on the server."""
    map_frame()
    places = _places(_folder())
    return Leaflet(script=f"../{places['leaflet_js'].address}", style=f"../{places['leaflet_css'].address}")


@functools.cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="khorasan-atlas-map-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_frame(folder)
    return folder


def write_frame(folder: Path) -> None:
    """Write index.html, the script and the style sheet of the frame."""
    script = "\n".join((_OWN / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)
    (folder / "map.js").write_text(script, encoding="utf-8", newline="\n")
    shutil.copyfile(_OWN / "map.css", folder / "map.css")
    fetching = (_OWN / "fetch.js").read_text(encoding="utf-8")
    assets = map_page.Assets(**{name: f"../{place.address}" for name, place in _places(folder).items()})
    page = map_page.map_page(assets, towns=towns(), fetching=fetching)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")


class _Place(NamedTuple):
    """Where a static file is: the name its folder is declared under, and the file."""

    component: str
    file: Path

    @property
    def address(self) -> str:
        """Its address below ``/component/``, with a mark of its content, so that a new one is fetched anew."""
        mark = hashlib.sha256(self.file.read_bytes()).hexdigest()[:8]
        return f"{__name__}.{self.component}/{self.file.name}?{mark}"


def _places(folder: Path) -> dict[str, _Place]:
    """Give the static files of the frame by what its page calls them."""
    geometry = {name: f"{name}.geojson" for name in ("screen", "borders", "world")} | {"labels": "labels.json"}
    return {
        "leaflet_js": _Place("leaflet", _LEAFLET / "leaflet.js"),
        "leaflet_css": _Place("leaflet", _LEAFLET / "leaflet.css"),
        "map_js": _Place("own", folder / "map.js"),
        "map_css": _Place("own", folder / "map.css"),
        **{name: _Place("geodata", settings.GEODATA / file) for name, file in geometry.items()},
    }
