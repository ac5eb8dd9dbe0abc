"""The page of the map's frame: Folium writes it once, the browser keeps it, and only views are sent after that.

The geometry and the drawing code are static files that the browser fetches once (see ``Assets``). Everything on the
map that no selection changes stands in this page: colours of both themes, the marks of the legend, the towns.
Measured reasons stand in ARCHITECTURE.md.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import folium
from branca.element import Element, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from atlas.drawing import palette

MARKS: tuple[tuple[str, str], ...] = (
    ("zero", "no incident in the selection"),
    ("no-data", "incidents, but no figure"),
    ("not-covered", "not covered"),
    ("circle", "located incidents; area grows with the number"),
    ("circle-unsure", "only suspected or disputed ones"),
    ("site", "near: known to the site"),
    ("town", "near: known to the town"),
    ("district", "near: known to the district"),
    ("badge", "located only to the province"),
    ("line", "border"),
    ("line-open", "border disputed or outdated; hover for whose view"),
)
"""The legend below the classes: kind of mark and its words."""

NOTE = "Boundaries: Natural Earth, de facto, mended. Web Mercator: areas grow to the north."

CROWDED = "Too many places to draw each one: narrow the selection to see single places."

REGION = ((23.5, 58.5), (42.5, 78.5))
"""South-west and north-east corner of what the map shows first, in degrees of latitude and longitude."""


class Assets(NamedTuple):
    """Addresses, relative to the map's own frame, of what the browser fetches once."""

    leaflet_js: str
    leaflet_css: str
    map_js: str
    map_css: str
    screen: str
    borders: str
    world: str
    labels: str


GEOMETRY = ("screen", "borders", "world", "labels")

Town = tuple[str, float, float, int]
"""Name, latitude and longitude in degrees, and rank: 1 for the capital of a country, 2 for other towns."""


class ProvinceLayer(JSCSSMixin, MacroElement):
    """The part of the map that never changes: it draws the geometry."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.AtlasMap.attach({{ this._parent.get_name() }}, {{ this.facts|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets, facts: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types
        self._name = "ProvinceLayer"
        self.default_js = [("atlas_map_js", assets.map_js)]
        self.default_css = [("atlas_map_css", assets.map_css)]
        self.facts = facts


class Fetching(Element):
    """A script before all others: it sends for the geometry while Leaflet still loads."""

    _template = Template(
        """
        <script>{{ this.script }}
        window.AtlasGeometry = fetchGeometry({{ this.sources|tojson }});</script>
        """
    )

    def __init__(self, assets: Assets, script: str) -> None:
        super().__init__()
        self._name = "Fetching"
        self.script = script
        self.sources = {name: getattr(assets, name) for name in GEOMETRY}


def province_map(assets: Assets, *, towns: Sequence[Town] = (), fetching: str = "") -> folium.Map:
    """Describe the map without tiles and without any address outside the server that sends it.

    Parameters
    ----------
    assets : Assets
        What the browser fetches.
    towns : sequence of Town
        Towns to name when the map is near, the most important first.
    fetching : str
        The script that defines ``fetchGeometry``; it stands in the page itself, so that it runs before any other.
    """
    chart = folium.Map(
        tiles=None,
        zoom_snap=0.25,
        min_zoom=2,
        max_zoom=11,
        zoom_delta=0.5,
        world_copy_jump=True,
        box_zoom=False,  # Shift and a drag select
    )
    chart._id = "div"  # so that the page is the same at every start
    chart.default_js = [("leaflet_js", assets.leaflet_js)]
    chart.default_css = [("leaflet_css", assets.leaflet_css)]
    page: Any = chart.get_root()
    page.header.add_child(Fetching(assets, fetching), name="fetching", index=1)  # 0 names the encoding
    ProvinceLayer(assets, facts(towns)).add_to(chart)
    return chart


def facts(towns: Sequence[Town] = ()) -> dict[str, Any]:
    """List what the drawing code needs to know and no selection changes."""
    themes: tuple[palette.Theme, ...] = ("light", "dark")
    return {
        "region": REGION,
        "ink": {theme: palette.map_ink(theme) for theme in themes},
        "classes": {theme: palette.sequential(theme) for theme in themes},
        "diverging": {theme: list(palette.DIVERGING[theme]) for theme in themes},
        "marks": MARKS,
        "towns": list(towns),
        "note": NOTE,
        "crowded": CROWDED,
    }


def map_page(assets: Assets, *, towns: Sequence[Town] = (), fetching: str = "") -> str:
    """Write the page of the map's frame; the arguments are those of ``province_map``."""
    return str(province_map(assets, towns=towns, fetching=fetching).get_root().render())
