"""The choices of the Timeline page and the three figures that they make."""

from typing import Any, NamedTuple

import streamlit as st

from atlas.analysis import places
from atlas.analysis.order import Order, province_order
from atlas.analysis.periods import Period
from atlas.analysis.recurrence import leading_countries, recurrences
from atlas.analysis.series import Group, Step, TimeSeries, rolling, series
from atlas.geography import provinces
from atlas.incidents.moments import moments
from atlas.incidents.recurring import KINDS, RULES, Band, bands
from atlas.visuals import captions, figures
from atlas.visuals.bands import bands_caption, draw_bands
from components import state
from components.state import Current

STEPS: tuple[Step, ...] = ("day", "week", "month", "quarter", "year")
SPLITS: dict[str, Group | None] = {
    "nothing": None,
    "region": "region_id",
    "country": "country",
    "attack type": "attack_type",
    "attribution": "attribution",
}
MEANS: dict[Step, tuple[int, int]] = {
    "day": (7, 28),
    "week": (4, 13),
    "month": (3, 12),
    "quarter": (2, 4),
    "year": (2, 3),
}
"""Bins of the short and the long rolling mean."""
ORDERS: tuple[Order, ...] = ("most incidents", "first year", "name", "region")


class Options(NamedTuple):
    """What the visitor wants to see of the series."""

    step: Step
    by: Group | None
    means: bool
    moments: bool
    recurring: tuple[str, ...]
    """Kinds of recurring dates to mark."""


def choose_options() -> Options:
    """Show the switches of the series and give what is chosen; they live in the URL too."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        step = st.segmented_control(
            "Per", list(STEPS), default="quarter", required=True, key="bin", bind="query-params"
        )
        by = st.selectbox("Split by", list(SPLITS), key="by", bind="query-params", width=180)
        means = st.toggle("Rolling means", value=True, key="means", bind="query-params")
        marked = st.toggle("Moments", value=True, key="moments", bind="query-params")
    recurring = st.pills(
        "Recurring dates", list(KINDS), selection_mode="multi", key="bands", bind="query-params",
        help="Bands behind the bars. Lunar dates are calculated and drawn a day wider at both ends.",
    )  # fmt: skip
    return Options(step, SPLITS[by], means, marked, tuple(recurring))


def choose_order() -> Order:
    """Show how the provinces may be ordered and give what is chosen."""
    return st.segmented_control(
        "Order the provinces by", list(ORDERS), default=ORDERS[0], required=True, key="sort", bind="query-params"
    )


def incidents_card(current: Current, options: Options) -> dict[str, Any]:
    """Make figure, caption and table of the incidents over time."""
    counted = _series(current, options.step, options.by)
    short, long = MEANS[options.step]
    figure = figures.timeline(
        counted,
        theme=state.theme(),
        rolling=rolling(counted.complete(), short, long) if options.means else None,
        moments=moments() if options.moments else None,
        names=_names(options.by),
    )
    marked = _bands(current, counted, options)
    draw_bands(figure, marked, state.theme())
    caption = captions.series_caption(counted, current.sentence, _names(options.by))
    if options.means:
        caption += f" Lines: means over {short} and {long} {options.step}s."
    if options.moments:
        caption += " Moments: " + "; ".join(captions.moment_key(moments(), counted.first, counted.last)) + "."
    if marked:
        found = recurrences(current.table, marked, Period(counted.first, counted.last))
        caption += "\n\n" + bands_caption(found, RULES)
    twin = counted.counts if counted.by is None else counted.incidents_by.rename(columns=_names(options.by))
    return {"figure": figure, "caption": caption, "table": lambda: twin}


def deaths_card(current: Current, options: Options) -> dict[str, Any]:
    """Make figure, caption and table of the deaths over time, as a band from low to high."""
    counted = _series(current, options.step, None)
    figure = figures.deaths_band(counted, theme=state.theme(), moments=moments() if options.moments else None)
    return {
        "figure": draw_bands(figure, _bands(current, counted, options), state.theme()),
        "caption": captions.deaths_caption(counted, current.sentence),
        "table": lambda: counted.counts[["killed_low", "killed_best", "killed_high"]],
    }


def heatmap_card(current: Current, order: Order) -> dict[str, Any]:
    """Make figure, caption and table of the years of each province."""
    opened, names = current.incidents, provinces.province_names()
    years = places.by_year_and_province(
        current.table, opened.covers_from, opened.covers_to, start=current.filters.start, end=current.filters.end
    )
    regions = {str(code): str(region) for code, region in provinces.provinces()["region_id"].items()}
    listed = province_order(years.counts, order, names, regions)
    return {
        "figure": figures.heatmap(years, names, listed, theme=state.theme()),
        "caption": captions.heatmap_caption(years, names, current.sentence),
        "table": lambda: years.counts.loc[listed].rename(index=names).rename_axis("province"),
    }


def _series(current: Current, step: Step, by: Group | None) -> TimeSeries:
    opened = current.incidents
    return series(
        current.table,
        step,
        opened.covers_from,
        opened.covers_to,
        by=by,
        start=current.filters.start,
        end=current.filters.end,
    )


def _bands(current: Current, counted: TimeSeries, options: Options) -> tuple[Band, ...]:
    """List the recurring dates to mark; of elections those in the countries with most incidents."""
    if not options.recurring or counted.last < counted.first:
        return ()
    return bands(options.recurring, counted.first, counted.last, leading_countries(current.table))


def _names(by: str | None) -> dict[str, str]:
    return dict(provinces.region_names()) if by == "region_id" else {}
