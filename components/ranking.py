"""The ranking of provinces or regions on the Provinces page, and its switches."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.analysis.change_classes import ChangeClasses, change_classes
from atlas.analysis.periods import Period
from atlas.analysis.ranks import MEASURES, Grouping, Measure, ranking
from atlas.geography import provinces
from atlas.visuals import rank_words
from atlas.visuals.rank_figure import rank_figure
from components import state
from components.figure_card import figure_card
from components.plain import plain
from components.state import Current

SHOWN = 15
"""How many places the ranking shows before all are asked for."""

GROUPINGS: dict[str, Grouping] = {"provinces": "province_id", "regions": "region_id"}


class Choice(NamedTuple):
    """How the visitor wants the ranking."""

    measure: Measure
    by: Grouping


def choose_ranking() -> Choice:
    """Show the switches of the ranking and give what is chosen; they live in the URL."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = st.segmented_control(
            "Rank by", list(MEASURES), default=MEASURES[0], required=True, key="rank", bind="query-params"
        )
        of = st.segmented_control(
            "Places", list(GROUPINGS), default="provinces", required=True, key="rank_of", bind="query-params"
        )
    return Choice(measure, GROUPINGS[of])


def show_ranking(current: Current, choice: Choice, profiled: str | None) -> None:
    """State who leads and how sure that is, and draw the ranking; ``profiled`` is the province with an open profile."""
    lifted = current.filters.without("provinces", "regions", "ring")
    changes = _changes(current, choice)
    found = ranking(
        lifted.apply(current.incidents.measured),
        Period(*current.period),
        choice.measure,
        choice.by,
        {str(code): str(word) for code, word in changes.table["class"].items()},
    )
    names = provinces.province_names() if choice.by == "province_id" else provinces.region_names()
    with st.container(border=True):
        st.markdown(plain(rank_words.ranking_sentence(found, names)))
    if found.table.empty:
        return
    marked = (*current.filters.provinces, *current.filters.regions, profiled or "")
    every = len(found.table) <= SHOWN or st.session_state.get("rank_all", False)
    leading = pd.RangeIndex(len(found.table)) < (len(found.table) if every else SHOWN)
    shown = found.table[leading | found.table.index.isin(marked)]
    figure = rank_figure(
        shown, names, theme=state.theme(), measure=choice.measure, units=len(found.table), marked=marked
    )
    caption = rank_words.rank_caption(
        found, len(shown), lifted.sentence(), lifted=lifted != current.filters, changes=changes.not_datable
    )
    with st.container(border=True):
        figure_card(
            figure,
            current,
            key="ranking",
            title=f"{'Provinces' if choice.by == 'province_id' else 'Regions'} by {rank_words.TITLES[choice.measure]}",
            caption=caption,
            table=lambda: found.table.rename(index=names).rename_axis(rank_words.UNITS[choice.by]),
            method=rank_words.METHOD,
        )
        if len(found.table) > SHOWN:
            st.toggle(f"Show all {len(found.table)}", key="rank_all")


def _changes(current: Current, choice: Choice) -> ChangeClasses:
    """Class the recent change of every place; it needs the years before, so the period is lifted as well."""
    lifted = current.filters.without("start", "end", "provinces", "regions", "ring")
    opened = current.incidents
    return change_classes(lifted.apply(opened.measured), opened.covers_from, opened.covers_to, choice.by)
