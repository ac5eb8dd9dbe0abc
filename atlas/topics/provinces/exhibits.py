"""The ranking of provinces or regions, and what the table tells about one province."""

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing import captions, headings, time_figures
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.headings import Of
from atlas.drawing.palette import Theme
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Period
from atlas.topics.provinces.figures.mix import mix_figure, rows_to_draw
from atlas.topics.provinces.figures.ranking import rank_figure
from atlas.topics.provinces.measures.change_classes import ChangeClasses, change_classes
from atlas.topics.provinces.measures.profile import Profile, profile
from atlas.topics.provinces.measures.ranks import MEASURES, Grouping, Measure, Ranking, ranking
from atlas.topics.provinces.words import profile as profile_words
from atlas.topics.provinces.words import ranking as rank_words

SHOWN = 15
"""How many places the ranking shows before all are asked for."""

SHOWN_KINDS = 8
"""How many targets or methods a figure shows; the others stand in its table."""


class Choice(NamedTuple):
    """How the ranking is wanted."""

    measure: Measure = MEASURES[0]
    by: Grouping = "province_id"


class Ranked(NamedTuple):
    """Places in order, with how the number of each changed of late."""

    found: Ranking
    changes: ChangeClasses
    names: dict[str, str]


def ranked(view: View, choice: Choice) -> Ranked:
    """Rank the places; the selection's own places are lifted, so that each has others to be ranked among."""
    opened, always = view.incidents, view.filters.without("start", "end", "provinces", "regions", "ring")
    # The recent change needs the years before it, so the period is lifted as well.
    changes = change_classes(always.apply(opened.measured), opened.covers_from, opened.covers_to, choice.by)
    found = ranking(
        _among_all(view),
        Period(*view.period),
        choice.measure,
        choice.by,
        {str(code): str(word) for code, word in changes.table["class"].items()},
    )
    names = provinces.province_names() if choice.by == "province_id" else provinces.region_names()
    return Ranked(found, changes, names)


def places_ranked(
    view: View, choice: Choice, ranks: Ranked, *, every: bool = False, profiled: str | None = None
) -> Exhibit:
    """Show the leading places, or all, and those that are selected; ``profiled`` is the one with an open profile."""
    lifted = view.filters.without("provinces", "regions", "ring")
    table = ranks.found.table
    marked = (*view.filters.provinces, *view.filters.regions, profiled or "")
    leading = pd.RangeIndex(len(table)) < (len(table) if every else SHOWN)
    shown, of = table[leading | table.index.isin(marked)], headings.counted_in(view.filters)
    return Exhibit(
        key="ranking",
        title=headings.leaders(
            table,
            ranks.names,
            Of("death", headings.DEATHS) if choice.measure == "deaths" else of,
            rank_words.UNITS[choice.by],
        ),
        line=headings.line(
            f"{rank_words.DRAWN[choice.measure].format(many=of.many)} per {rank_words.UNITS[choice.by]}",
            *view.period,
            rank_words.READING[choice.measure],
        ),
        panels={
            "": lambda theme: rank_figure(
                shown, ranks.found.years, ranks.names, theme=theme, measure=choice.measure, marked=marked
            )
        },
        caption=rank_words.rank_caption(
            ranks.found,
            len(shown),
            lifted.sentence(),
            lifted=lifted != view.filters,
            changes=ranks.changes.not_datable,
        ),
        table=lambda: table.rename(index=ranks.names).rename_axis(rank_words.UNITS[choice.by]),
        incidents=ids(lambda: _among_all(view)),
        method=rank_words.METHOD,
    )


def profile_of(view: View, code: str) -> Profile:
    """Gather what the table tells about a province, beside its country; the selection's places are lifted."""
    opened = view.incidents
    table = view.filters.everywhere().apply(opened.measured)
    return profile(table, code, Period(*view.period), Period(opened.covers_from, opened.covers_to))


def province_over_time(view: View, found: Profile, code: str) -> Exhibit:
    """Show the incidents of a province over time."""
    name, of = provinces.province_names()[code], headings.counted_in(view.filters)
    return Exhibit(
        key="profile_series",
        title=headings.over_time(found.series, of, f" in {name}"),
        line=headings.line(f"{of.many} per {found.series.step}", found.series.first, found.series.last, headings.SOLID),
        panels={"": lambda theme: time_figures.timeline(found.series, theme=theme)},
        caption=captions.series_caption(found.series, name),
        table=lambda: found.series.counts,
        incidents=ids(lambda: rows_of(view, code)),
    )


def province_mix(view: View, found: Profile, code: str, noun: str) -> Exhibit:
    """Show what was attacked in a province ("target"), or how ("method"), beside the rest of its country."""
    table = found.targets if noun == "target" else found.tactics
    drawn, of = rows_to_draw(table, SHOWN_KINDS), headings.counted_in(view.filters)
    return Exhibit(
        key=f"profile_{noun}s",
        title=profile_words.mix_title(table, found.totals.incidents, noun, of),
        line=headings.line(f"{of.many} by {noun}", *view.period, f"mark: rest of {found.country}"),
        panels={"": lambda theme: _mix(found, drawn, found.totals.incidents, theme)},
        caption=profile_words.mix_caption(table, drawn, found, provinces.province_names()[code], noun),
        table=lambda: table,
        incidents=ids(lambda: rows_of(view, code)),
        method=profile_words.METHOD,
    )


def province_lethality(view: View, found: Profile, code: str) -> Exhibit:
    """Show how often attacks in a province were suicide attacks and how often they killed many."""
    kinds = found.lethality.kinds
    return Exhibit(
        key="profile_lethality",
        title=profile_words.lethality_title(found.lethality, provinces.province_names()[code]),
        line=headings.line("attacks of known method or toll", *view.period, f"mark: rest of {found.country}"),
        panels={"": lambda theme: _mix(found, kinds, found.lethality.here.attacks, theme)},
        caption=profile_words.lethality_caption(found.lethality, provinces.province_names()[code], found.country),
        table=lambda: kinds.rename(index=dict(profile_words.KIND_NAMES)),
        incidents=ids(lambda: rows_of(view, code).query("event_class == 'attack'")),
        method=profile_words.METHOD,
    )


def rows_of(view: View, code: str) -> pd.DataFrame:
    """Give the incidents of a province, whatever place is selected, with all their columns."""
    held = view.filters.everywhere().holds(view.incidents.measured) & (view.incidents.measured["province_id"] == code)
    return view.incidents.table[held]


def _among_all(view: View) -> pd.DataFrame:
    return view.filters.without("provinces", "regions", "ring").apply(view.incidents.measured)


def _mix(found: Profile, table: pd.DataFrame, incidents: int, theme: Theme) -> go.Figure:
    return mix_figure(
        table,
        theme=theme,
        rest_name=f"rest of {found.country}",
        enough=incidents >= profile_words.FEWEST,
        names=profile_words.KIND_NAMES,
    )
