"""The scripts and the style of the board, and the board as one page that needs no server."""

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import xstatic.pkg.leaflet

from atlas import settings
from atlas.drawing import map_page
from atlas.geography.towns import towns
from atlas.topics.board.figures.bundle import bundle

BOARD = settings.ROOT / "components" / "board_assets"
MAP = settings.ROOT / "components" / "map_assets"
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
MAP_PARTS = ("parts", "walk", "provinces", "labels", "panel", "draw")
"""The scripts of the plain map that the board's map is made of, in the order in which they need each other."""

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: nothing but itself."""

_GEOMETRY = {name: f"{name}.geojson" for name in ("screen", "borders", "world")} | {"labels": "labels.json"}
_FETCHING = "function fetchGeometry() { return Promise.resolve().then(() => window.AtlasAlone.geometry()); }"
_ALONE = """(() => {
  const data = (id) => JSON.parse(document.getElementById(id).textContent);
  const unpacked = (text) => {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  };
  const packed = (id) => unpacked(document.getElementById(id).textContent.trim());
  window.AtlasAlone = {
    view: data("atlas-view"),
    columns: () => packed("atlas-columns").arrayBuffer(),
    texts: () => packed("atlas-texts").json(),
    geometry: () => packed("atlas-geometry").json(),
  };
})();"""


class Alone(NamedTuple):
    """What a page of its own holds beside the board's scripts."""

    title: str
    view: Mapping[str, Any]
    """As ``exhibits.board_view`` gives it."""
    columns: bytes
    texts: Mapping[str, Any] | None
    foot: Sequence[str]
    """Lines under the board: what was exported, of which table, how to cite it."""
    fields: Mapping[str, str]
    """The stamp, for whoever reads the file back."""


def script() -> str:
    """Join the parts of the plain map and the modules of the board into one script."""
    parts = [(MAP / f"{name}.js").read_text(encoding="utf-8") for name in MAP_PARTS]
    return "\n".join(["window.Atlas = window.Atlas || {};", *parts, bundle(BOARD)])


def style() -> str:
    """Join the style sheets of map and board."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (MAP / "map.css", BOARD / "board.css"))


def page_alone(alone: Alone) -> str:
    """Write the board as one page of HTML, with its data, its scripts and its geometry in it.

    It is the page that Folium writes for the board's frame, with every address replaced by what it leads to.
    """
    names = {name: name for name in map_page.Assets._fields}
    page = map_page.map_page(map_page.Assets(**names), towns=towns(), fetching=_FETCHING)
    scripts = {"leaflet_js": _text(LEAFLET / "leaflet.js"), "map_js": script()}
    styles = {"leaflet_css": _text(LEAFLET / "leaflet.css"), "map_css": style()}
    for name, text in scripts.items():
        page = _replaced(page, rf'<script src="{name}"></script>', f"<script>{_inside(text)}</script>")
    for name, text in styles.items():
        page = _replaced(page, rf'<link rel="stylesheet" href="{name}"\s*/?>', f"<style>{text}</style>")
    page = page.replace("<head>", f"<head>{_head(alone)}", 1)
    return page.replace("<body>", f'<body class="alone">{_foot(alone)}', 1)


def _head(alone: Alone) -> str:
    geometry = {name: json.loads(_text(settings.GEODATA / file)) for name, file in _GEOMETRY.items()}
    line = '<meta name="atlas-{}" content="{}">\n'
    stamped = (line.format(escape(key), escape(text)) for key, text in alone.fields.items())
    fields = "".join(stamped)
    view = json.dumps(alone.view, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{escape(alone.title)}</title>\n{fields}"
        + _data("atlas-view", view, "application/json")
        + _data("atlas-columns", _packed(alone.columns))
        + _data("atlas-texts", _packed(_json(alone.texts)))
        + _data("atlas-geometry", _packed(_json(geometry)))
        + f"<script>{_ALONE}</script>\n"
    )


def _foot(alone: Alone) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in alone.foot)
    head = f'<header class="alone-head"><h1>{escape(alone.title)}</h1></header>'
    return f'{head}<footer class="alone-foot">{lines}</footer>'


def _data(name: str, text: str, kind: str = "text/plain") -> str:
    return f'<script type="{kind}" id="{name}">{text}</script>\n'


def _packed(body: bytes) -> str:
    return base64.b64encode(gzip.compress(body, mtime=0)).decode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _inside(text: str) -> str:
    """Write a script so that it cannot end the element it stands in, and asks for no file that describes it."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")


def _replaced(page: str, pattern: str, text: str) -> str:
    found, number = re.subn(pattern, lambda _: text, page)
    if number != 1:
        raise ValueError(f"Folium's page has {number} elements of the form {pattern}, not one.")
    return found
