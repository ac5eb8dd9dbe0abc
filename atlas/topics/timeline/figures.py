"""Recurring days as bands behind a time series, and what is said about them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import plotly.graph_objects as go

from atlas.drawing.number_words import between, counted, factor, percent, span
from atlas.drawing.palette import AZURE, GREEN, MAUVE, PLUM, Theme
from atlas.incidents.recurring import Band
from atlas.topics.timeline.measures import Recurrence

OPACITY: Mapping[Theme, float] = {"light": 0.32, "dark": 0.55}
"""How much of its hue a band keeps: enough to be seen beside bars, too little to hide the grid."""

HUES = {"Ramadan": MAUVE, "Ashura": PLUM, "Nowruz": GREEN, "Elections": AZURE}
_LEGEND_PX = 20
_LIMITS = (
    "Lunar dates are calculated from the Umm al-Qura tables; the day that people kept may differ by one. Neither the "
    "season nor how active the group was in those years is allowed for."
)


def draw_bands(figure: go.Figure, bands: Sequence[Band], theme: Theme) -> go.Figure:
    """Draw recurring days behind what a figure with a time axis shows, with an entry per kind in its legend.

    A band of a few days keeps a thin edge, so that it is seen on an axis of years.
    """
    for band in bands:
        figure.add_shape(
            type="rect", layer="below", xref="x", yref="paper", y0=0, y1=1,
            x0=band.first.isoformat(), x1=(band.last + timedelta(days=1)).isoformat(),
            fillcolor=HUES[band.kind], opacity=OPACITY[theme], line={"width": 1, "color": HUES[band.kind]},
        )  # fmt: skip
    kinds = list(dict.fromkeys(band.kind for band in bands))
    for kind in kinds:
        figure.add_trace(_entry(kind, theme))
    height = figure.layout.height
    return figure.update_layout(showlegend=True, height=None if height is None else height + _LEGEND_PX * len(kinds))


def _entry(kind: str, theme: Theme) -> go.Scatter:
    """Make an entry of the legend that has no point in the plot."""
    marker: dict[str, Any] = {"symbol": "square", "size": 12, "color": HUES[kind], "opacity": OPACITY[theme]}
    return go.Scatter(x=[None], y=[None], name=kind, mode="markers", marker=marker, hoverinfo="skip")


def bands_caption(recurrences: Sequence[Recurrence], rules: Mapping[str, str]) -> str:
    """Say for each kind how many incidents fell on its days and how many would by chance, as far as one can say.

    A list in Markdown. ``rules`` says which days each kind holds.
    """
    if not recurrences:
        return ""
    lead = f"Recurring dates, among {counted(recurrences[0].total, 'incident')} dated to the day:"
    told = "".join(f"\n- {each.kind} ({rules[each.kind]}): {_told(each)}." for each in recurrences)
    return f"{lead}\n{told}\n\n{_LIMITS}"


def _told(found: Recurrence) -> str:
    fell = f"{span(found.incidents_sure, found.incidents)}, where an even spread would give {found.expected:.1f}"
    days = f" ({percent(found.share_of_days)} of the days)"
    ratio, both = found.ratio, (found.ratio, found.ratio_sure)
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return f"{fell}{days}: too few to say"
    more = all(each.low is not None and each.low > 1 for each in both)
    fewer = all(each.high is not None and each.high < 1 for each in both)
    verdict = "more than on other days" if more else "fewer than on other days" if fewer else "too uncertain to say"
    times = f"{factor(ratio.value)} times the daily rate of other days"
    return f"{fell}{days}; {times} (95% interval {between(ratio.low, ratio.high)}): {verdict}"
