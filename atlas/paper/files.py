"""The files of a picture: PNG, SVG and PDF, each with its fields, and the same bytes every time."""

import io
import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from atlas.paper.fonts import STACK, families
from atlas.paper.sizes import DPI, Form

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "khorasan-atlas",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
}
"""What Matplotlib is told while a picture is drawn and written."""

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def written(figure: Figure, form: Form, fields: Mapping[str, str], title: str, about: str) -> bytes:
    """Write a figure as a file that carries its fields; ``title`` and ``about`` are for those who do not see it."""
    if form == "png":
        return _png(figure, fields)
    if form == "pdf":
        return _pdf(figure, fields, title, about)
    return _svg(figure, fields, title, about)


def in_one(fields: Mapping[str, str]) -> str:
    """Write fields as one JSON object, in the order of their keys."""
    return json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)


def _canvas(kind: type[FigureCanvasBase], figure: Figure) -> Any:  # noqa: ANN401  (its printers have no types)
    return kind(figure)


def _png(figure: Figure, fields: Mapping[str, str]) -> bytes:
    held = io.BytesIO()
    figure.set_dpi(DPI)
    _canvas(FigureCanvasAgg, figure).print_png(held, metadata={"Software": None, **fields})
    return held.getvalue()


def _pdf(figure: Figure, fields: Mapping[str, str], title: str, about: str) -> bytes:
    held = io.BytesIO()
    told = {"Title": title, "Subject": about, "Keywords": in_one(fields), "Creator": "Khorasan Atlas"}
    metadata = {key: value for key, value in told.items() if value} | {"CreationDate": None, "Producer": None}
    _canvas(FigureCanvasPdf, figure).print_pdf(held, metadata=metadata)
    return held.getvalue()


def _svg(figure: Figure, fields: Mapping[str, str], title: str, about: str) -> bytes:
    held = io.BytesIO()
    _canvas(FigureCanvasSVG, figure).print_svg(held, metadata=_NO_METADATA)
    text = _METADATA.sub("", held.getvalue().decode("utf-8"))
    told = (("title", title), ("desc", about), ("metadata", in_one(fields)))
    words = "\n".join(f" <{tag}>{escape(value, quote=False)}</{tag}>" for tag, value in told if value)
    start = text.index(">", text.index("<svg")) + 1
    asked = ", ".join(f"'{name}'" for name in families())
    return f"{text[:start]}\n{words}{text[start:].replace(asked, STACK)}".encode()
