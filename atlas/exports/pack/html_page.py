"""A pack as one page of HTML that needs nothing else: it opens from a stick and draws its charts without a network."""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from plotly.offline import get_plotlyjs

from atlas.drawing.base_figure import CONFIG, FONT
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.palette import BACKGROUND, BLUE, GRID, INK, MUTED
from atlas.exports.content import Pack, written
from atlas.exports.pack.pictures import Pictures

_TEMPLATE = Path(__file__).with_name("html_page.html")
_INKS = {
    "ink": INK["light"], "muted": MUTED["light"], "line": GRID["light"], "ground": BACKGROUND["light"], "accent": BLUE,
}  # fmt: skip


def page(pack: Pack, pictures: Pictures) -> bytes:
    """Write a pack as HTML (UTF-8): text is escaped, no address of another host is loaded (a policy in it forbids it).

    Plotly's library stands inside the page, about 4.5 MB; a chart is drawn when it comes near the window.
    """
    exhibits = [exhibit for part in pack.parts for exhibit in part.exhibits]
    # Every text is escaped; what the template takes as safe is Plotly's library, our script data and our own font list.
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATE.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made = templates.get_template(_TEMPLATE.name).render(
        pack=pack,
        panels={exhibit.key: _names(exhibit) for exhibit in exhibits},
        tables={exhibit.key: written(exhibit.table()) for exhibit in exhibits},
        written=written,
        library=get_plotlyjs().replace("</script", "<\\/script"),
        drawings=_script_data(
            {name: drawn for exhibit in exhibits for name, drawn in _drawings(exhibit, pictures).items()}
        ),
        font=FONT.replace('"', "'"),
        **_INKS,
    )
    return made.encode("utf-8")


def _names(exhibit: Exhibit) -> dict[str, str]:
    """Name the element of each panel."""
    return {heading: f"{exhibit.key}-{number}" for number, heading in enumerate(exhibit.panels)}


def _drawings(exhibit: Exhibit, pictures: Pictures) -> dict[str, dict[str, Any]]:
    """Give what Plotly draws in each panel; a map can be moved and enlarged."""
    found = {}
    for name, figure in zip(_names(exhibit).values(), pictures.panels(exhibit).values(), strict=True):
        drawn, config = figure, CONFIG
        if exhibit.is_map:
            config = CONFIG | {"displayModeBar": True}  # not the wheel: it would hold up whoever scrolls past
            # A copy, because others print the first one.
            drawn = go.Figure(figure).update_layout(dragmode="pan")
        found[name] = json.loads(drawn.to_json()) | {"config": config}
    return found


def _script_data(value: object) -> str:
    """Write JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
