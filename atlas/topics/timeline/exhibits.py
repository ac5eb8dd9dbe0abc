"""Incidents and deaths over time, and the years of each province."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from atlas.drawing import captions, headings, time_figures
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.moments import moments
from atlas.incidents.recurring import RULES, Band, bands
from atlas.statistics import province_counts as places
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import Period
from atlas.statistics.series import Group, Step, TimeSeries, rolling, series
from atlas.topics.timeline import words
from atlas.topics.timeline.figures import bands_caption, draw_bands
from atlas.topics.timeline.measures import Order, leading_countries, province_order, recurrences

STEPS: tuple[Step, ...] = ("day", "week", "month", "quarter", "year")
MEANS: Mapping[Step, tuple[int, int]] = {
    "day": (7, 28),
    "week": (4, 13),
    "month": (3, 12),
    "quarter": (2, 4),
    "year": (2, 3),
}
"""Bins of the short and the long rolling mean."""


class Options(NamedTuple):
    """What is to be seen of the series."""

    step: Step = "quarter"
    by: Group | None = None
    means: bool = True
    moments: bool = True
    recurring: tuple[str, ...] = ()
    """Kinds of recurring dates to mark."""


def incidents_over_time(view: View, options: Options) -> Exhibit:
    """Show the incidents per bin, with means, moments and recurring dates as they are wanted."""
    counted, names = counted_over_time(view, options.step, options.by), _names(options.by)
    of = headings.counted_in(view.filters)
    marked = _bands(view, counted, options)
    short, long = MEANS[options.step]
    means = rolling(counted.complete(), short, long) if options.means else None
    twin = counted.counts if counted.by is None else counted.incidents_by.rename(columns=names)
    marks = moments() if options.moments else None
    return Exhibit(
        key="timeline",
        title=words.series_title(counted, of, _recent(view)),
        line=words.series_line(counted, of, by=options.by and _SPLIT.get(options.by, options.by)),
        panels={
            "": lambda theme: draw_bands(
                time_figures.timeline(counted, theme=theme, rolling=means, moments=marks, names=names), marked, theme
            )
        },
        caption=_incidents_caption(view, counted, options, marked),
        table=lambda: twin,
        incidents=ids(lambda: view.table),
    )


def deaths_over_time(view: View, options: Options) -> Exhibit:
    """Show the deaths per bin as a band from low to high."""
    counted = counted_over_time(view, options.step)
    marked = _bands(view, counted, options)
    marks = moments() if options.moments else None
    return Exhibit(
        key="deaths",
        title=headings.deaths_over_time(counted),
        line=words.deaths_line(counted),
        panels={
            "": lambda theme: draw_bands(time_figures.deaths_band(counted, theme=theme, moments=marks), marked, theme)
        },
        caption=captions.deaths_caption(counted, view.sentence),
        table=lambda: counted.counts[["killed_low", "killed_best", "killed_high"]],
        incidents=ids(lambda: view.table),
    )


def years_of_provinces(view: View, order: Order = "most incidents") -> Exhibit:
    """Show the incidents of each province in each year."""
    opened, names = view.incidents, provinces.province_names()
    of = headings.counted_in(view.filters)
    years = places.by_year_and_province(
        view.table, opened.covers_from, opened.covers_to, start=view.filters.start, end=view.filters.end
    )
    regions = {str(code): str(region) for code, region in provinces.provinces()["region_id"].items()}
    listed = province_order(years.counts, order, names, regions)
    return Exhibit(
        key="heatmap",
        title=words.years_title(years, names, of),
        line=words.years_line(years, of),
        panels={"": lambda theme: time_figures.heatmap(years, names, listed, theme=theme)},
        caption=captions.heatmap_caption(years, names, view.sentence),
        table=lambda: years.counts.loc[listed].rename(index=names).rename_axis("province"),
        incidents=ids(lambda: view.table),
    )


def counted_over_time(view: View, step: Step, by: Group | None = None) -> TimeSeries:
    """Count the selected incidents per bin of the time that is both selected and covered."""
    opened, filters = view.incidents, view.filters
    return series(
        view.table, step, opened.covers_from, opened.covers_to, by=by, start=filters.start, end=filters.end
    )  # fmt: skip


def _incidents_caption(view: View, counted: TimeSeries, options: Options, marked: tuple[Band, ...]) -> str:
    caption = captions.series_caption(counted, view.sentence, _names(options.by))
    if options.means:
        short, long = MEANS[options.step]
        caption += f" Lines: means over {short} and {long} {options.step}s."
    if options.moments:
        caption += " Moments: " + "; ".join(captions.moment_key(moments(), counted.first, counted.last)) + "."
    if marked:
        found = recurrences(view.table, marked, Period(counted.first, counted.last))
        caption += "\n\n" + bands_caption(found, RULES)
    return caption


def _bands(view: View, counted: TimeSeries, options: Options) -> tuple[Band, ...]:
    """List the recurring dates to mark; of elections those in the countries with most incidents."""
    if not options.recurring or counted.last < counted.first:
        return ()
    return bands(options.recurring, counted.first, counted.last, leading_countries(view.table))


_SPLIT: Mapping[Group, str] = {"region_id": "region", "attack_type": "attack type"}
"""How a column that splits the series is called."""


def _recent(view: View) -> tuple[int, int]:
    """Count the sure incidents and all of them in the last twelve months of what is shown."""
    first, last = view.period
    rows = view.table
    held = Period(max(first, words.a_year_before(last) + timedelta(days=1)), last).holds(rows)
    return int((held & is_sure(rows)).sum()), int(held.sum())


def _names(by: str | None) -> dict[str, str]:
    return dict(provinces.region_names()) if by == "region_id" else {}


def when(view: View) -> Exhibit:
    """Show the incidents per quarter, small."""
    quarters, of = counted_over_time(view, "quarter"), headings.counted_in(view.filters)
    return Exhibit(
        key="overview_series",
        title=headings.over_time(quarters, of),
        line=words.series_line(quarters, of, by=None),
        panels={"": lambda theme: time_figures.spark(quarters, theme=theme)},
        caption=captions.series_caption(quarters, view.sentence),
        table=lambda: quarters.counts,
        incidents=ids(lambda: view.table),
    )
