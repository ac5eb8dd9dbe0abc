"""What of a Plotly figure can be drawn on paper, and the error for everything else."""

from collections.abc import Iterable, Mapping
from typing import Any

from atlas.errors import AtlasError

Spec = Mapping[str, Any]
"""A part of a Plotly figure as plain dicts."""

_HOVER = {
    "customdata", "hoverinfo", "hoverlabel", "hoveron", "hovertemplate", "hovertext", "xhoverformat", "yhoverformat",
}  # fmt: skip
_PLACED = {"type", "name", "showlegend", "xaxis", "yaxis", "opacity", "zorder"}
_PERIODS = {"xperiod", "xperiod0", "xperiodalignment"}

TRACES: Mapping[str, set[str]] = {
    "bar": _HOVER | _PLACED | _PERIODS
    | {"x", "y", "base", "width", "offset", "orientation", "marker", "error_x", "error_y"},
    "scatter": _HOVER | _PLACED | _PERIODS
    | {"x", "y", "mode", "line", "marker", "fill", "fillcolor", "text", "textfont", "textposition", "error_x",
       "error_y", "connectgaps", "cliponaxis"},
    "heatmap": _HOVER | _PLACED
    | {"x", "y", "z", "x0", "dx", "xgap", "ygap", "zmin", "zmax", "colorscale", "showscale"},
}  # fmt: skip
MARKER = {"color", "size", "symbol", "opacity", "line", "pattern"}
PATTERN = {"shape", "fillmode", "fgcolor", "bgcolor", "size"}
LINE = {"color", "width", "dash"}
ERROR = {"type", "array", "arrayminus", "symmetric", "thickness", "width", "color"}

SHAPE = {
    "type", "x0", "x1", "y0", "y1", "xref", "yref", "xsizemode", "ysizemode", "xanchor", "yanchor", "line",
    "fillcolor", "opacity", "layer",
}  # fmt: skip
ANNOTATION = {
    "text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "showarrow", "ax", "ay", "arrowhead",
    "arrowcolor", "arrowwidth", "standoff", "font", "align", "bgcolor", "bordercolor", "borderwidth", "borderpad",
    "opacity", "hovertext",
}  # fmt: skip
AXIS = {
    "type", "range", "rangemode", "domain", "anchor", "side", "visible", "title", "showgrid", "gridcolor", "griddash",
    "zeroline", "zerolinecolor", "zerolinewidth", "showline", "linecolor", "ticks", "tickcolor", "ticklen", "tickfont",
    "tickformat", "tickvals", "ticktext", "tickangle", "tick0", "dtick", "nticks", "ticksuffix", "ticklabelmode",
    "categoryorder", "categoryarray",
    # how it behaves on screen, or what follows from the size of the paper
    "automargin", "constrain", "constraintoward", "fixedrange", "matches", "minallowed", "minor", "scaleanchor",
    "scaleratio", "showspikes",
}  # fmt: skip
LAYOUT = {
    "annotations", "bargap", "barmode", "font", "height", "legend", "margin", "plot_bgcolor", "shapes", "showlegend",
    "dragmode", "hoverlabel", "hovermode", "modebar", "paper_bgcolor", "template",
}  # fmt: skip
LEGEND = {
    "x", "xanchor", "y", "yanchor", "yref", "orientation", "font", "traceorder", "bgcolor", "itemclick",
    "itemdoubleclick", "itemsizing", "itemwidth",
}  # fmt: skip


class PrintError(AtlasError, ValueError):
    """A part of a figure that cannot be drawn on paper."""


def check(figure: Spec) -> None:
    """Make sure that everything in a figure can be drawn. Raises ``PrintError`` that names what cannot."""
    for trace in figure["data"]:
        kind = str(trace["type"])
        if kind not in TRACES:
            raise _unknown(f"a trace of type {kind!r}")
        _held(trace, TRACES[kind], f"{kind} trace")
        _held(trace.get("line"), LINE, f"line of a {kind} trace")
        _check_marker(trace.get("marker"), f"marker of a {kind} trace")
        for error in ("error_x", "error_y"):
            _held(trace.get(error), ERROR, f"{error} of a {kind} trace")
        _check_colours(trace)
    _check_layout(figure["layout"])


def _check_layout(layout: Spec) -> None:
    axes = {name for name in layout if name.startswith(("xaxis", "yaxis"))}
    _held({name: None for name in layout if name not in axes}, LAYOUT, "layout")
    for name in axes:
        _held(layout[name], AXIS, name)
    _held(layout.get("legend"), LEGEND, "legend")
    for part in layout.get("shapes", ()):
        _held(part, SHAPE, "shape")
        if part["type"] not in {"line", "rect"}:
            raise _unknown(f"a shape of type {part['type']!r}")
    for part in layout.get("annotations", ()):
        _held(part, ANNOTATION, "annotation")


def _check_colours(trace: Spec) -> None:
    """Make sure that a trace names its colours: Plotly would choose one, which paper would not know."""
    modes = str(trace.get("mode", "lines")) if trace["type"] == "scatter" else ""
    held = {part: "color" in (trace.get(part) or {}) for part in ("marker", "line", "textfont")}
    held["line"] |= (trace.get("line") or {}).get("width") == 0
    lacks = (trace["type"] == "bar" and not held["marker"]) or ("text" in modes and not held["textfont"])
    lacks |= ("lines" in modes and not held["line"]) or ("markers" in modes and not held["marker"] | held["line"])
    if lacks:
        raise _unknown(f"a {trace['type']} trace that does not name its colour")


def _check_marker(marker: Spec | None, where: str) -> None:
    _held(marker, MARKER, where)
    if marker:
        _held(marker.get("pattern"), PATTERN, f"pattern of the {where}")
        _held(marker.get("line"), LINE, f"line of the {where}")


def _held(part: Spec | None, known: Iterable[str], where: str) -> None:
    unknown = sorted(set(part or ()) - set(known))
    if unknown:
        raise _unknown(f"{', '.join(unknown)} of the {where}")


def _unknown(what: str) -> PrintError:
    return PrintError(f"Cannot print {what}.", hint="Teach atlas/paper to draw it, or leave it out of the figure.")
