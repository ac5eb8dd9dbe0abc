"""The profile of one province on the Provinces page."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas.analysis.periods import Period
from atlas.analysis.profile import Profile, profile
from atlas.analysis.ranks import ranking
from atlas.geography import provinces
from atlas.incidents.filters import Filters, Problem
from atlas.text import interval, thousands
from atlas.visuals import captions, figures, profile_words
from atlas.visuals.profile_facts import facts
from atlas.visuals.profile_figures import mix_figure, rows_to_draw
from atlas.visuals.words import capitalised
from components import state
from components.figure_card import figure_card
from components.incident_card import show_asked_incident
from components.incident_table import incident_table
from components.plain import plain
from components.state import Current

SHOWN_KINDS = 8
"""How many targets or methods a figure shows; the others stand in its table."""


def choose_profile(current: Current) -> str | None:
    """Let the visitor choose a province, by default the only one selected in the sidebar; give its code."""
    names = _offered(current)
    _adopt_link(names)
    sole = _sole(current)
    st.selectbox(
        "Profile of",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="profile",
        bind="query-params",
        placeholder=names.get(sole or "", "Choose a province"),
        width=360,
    )
    return chosen(current)


def chosen(current: Current) -> str | None:
    """Give the province whose profile is open."""
    picked: str | None = st.session_state.get("profile")
    return picked or _sole(current)


def show_profile(current: Current, code: str) -> None:
    """Show everything that the table tells about one province."""
    names, opened, filters = provinces.province_names(), current.incidents, _anywhere(current)
    table, period = filters.apply(opened.measured), Period(*current.period)
    found = profile(table, code, period, Period(opened.covers_from, opened.covers_to))
    ranked = ranking(table[(table["country"] == found.country).to_numpy()], period).table
    rank = next((row for unit, row in ranked.to_dict("index").items() if unit == code), None)
    st.header(plain(f"{names[code]}, {found.country}"), anchor=False)
    if found.totals.incidents:
        _headline(found, rank, len(ranked))
    with st.container(border=True):
        for paragraph in profile_words.profile_summary(found, names[code], rank, len(ranked)):
            st.markdown(plain(paragraph))
        scope = f"{capitalised(filters.sentence())}, in {names[code]} and the rest of {found.country}"
        st.caption(plain(f"{scope}, whatever place is selected."))
    if found.totals.incidents:
        _show_figures(current, found, names[code])
    else:
        _show_neighbours(found)


def show_incidents(current: Current, code: str | None) -> None:
    """Show the card of the incident that is asked for, and the incidents of a province to choose from."""
    if code is None:
        show_asked_incident(current)
        return
    held = _anywhere(current).holds(current.incidents.measured) & (current.incidents.measured["province_id"] == code)
    if held.any():
        st.subheader(plain(f"Incidents in {provinces.province_names()[code]}"), anchor=False)
    show_asked_incident(current)
    if held.any():
        incident_table(current.incidents.table[held], key="profile_rows")


def _anywhere(current: Current) -> Filters:
    """Give the selection without its places: the profile is a place of its own, and its country the comparison."""
    return current.filters.everywhere()


def _adopt_link(names: Mapping[str, str]) -> None:
    """Let a link name the province by its code as well, and say so where it names none."""
    asked = st.query_params.get("profile", "")
    if not asked or asked in names.values():
        return
    code = asked.upper()
    if code in names and "profile" not in st.session_state:
        st.session_state["profile"] = code
    elif code not in names:
        problem = Problem("profile", asked, "there is no such province here")
        st.warning(plain(problem.sentence()))


def _offered(current: Current) -> dict[str, str]:
    """Give every province that is drawn: those of the selection first, most incidents first, then by name."""
    names = state.options()["province"]
    counts = current.table["province_id"].value_counts()
    leading = [str(code) for code in counts.index[counts > 0] if str(code) in names]
    rest = sorted((code for code in names if code not in leading), key=names.__getitem__)
    return {code: names[code] for code in (*leading, *rest)}


def _sole(current: Current) -> str | None:
    only = current.filters.provinces
    return only[0] if len(only) == 1 else None


def _headline(found: Profile, rank: Mapping[Any, Any] | None, ranked: int) -> None:
    """Show the figures that matter most in one row."""
    totals, toll = found.totals, found.lethality.here
    places = st.columns(4)
    places[0].metric(
        "Incidents",
        interval(totals.incidents_sure, totals.incidents),
        border=True,
        help="Lower bound: claimed or attributed. Upper bound: with the suspected and the disputed ones.",
    )
    places[1].metric(
        "People killed",
        interval(totals.killed_low, totals.killed_high),
        border=True,
        help=f"Best estimate {thousands(totals.killed_best)}; victims, attackers left out where sources separate them.",
    )
    places[2].metric(
        "Killed per attack",
        profile_words.mean_interval(toll),
        border=True,
        help=profile_words.toll_help(toll),
    )
    places[3].metric(
        f"Rank in {found.country}",
        "none" if rank is None else f"{rank['rank']} of {ranked}",
        border=True,
        help="By incidents." if rank is None else f"{rank['rank_low']} to {rank['rank_high']} cannot be excluded.",
    )


def _show_figures(current: Current, found: Profile, name: str) -> None:
    """Show the series with the small facts, then targets and methods side by side, then how deadly."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        figure_card(
            figures.timeline(found.series, theme=state.theme()),
            current,
            key="profile_series",
            title=f"Incidents per {found.series.step}",
            caption=captions.series_caption(found.series, name),
            table=lambda: found.series.counts,
        )
    with right:
        st.subheader("In short", anchor=False)
        for title, text in facts(found).items():
            st.markdown(f"**{title}**  \n{plain(text)}")
    left, right = st.columns(2, gap="large")
    with left:
        _show_mix(current, found, name, "target")
    with right:
        _show_mix(current, found, name, "method")
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_lethality(current, found, name)
    with right:
        _show_neighbours(found)


def _show_mix(current: Current, found: Profile, name: str, noun: str) -> None:
    """Show what was attacked, or how."""
    table = found.targets if noun == "target" else found.tactics
    drawn = rows_to_draw(table, SHOWN_KINDS)
    figure_card(
        _mix(found, drawn, found.totals.incidents),
        current,
        key=f"profile_{noun}s",
        title="Targets" if noun == "target" else "Methods",
        caption=profile_words.mix_caption(table, drawn, found, name, noun),
        table=lambda: table,
        method=profile_words.METHOD,
    )


def _show_lethality(current: Current, found: Profile, name: str) -> None:
    """Show how often attacks were suicide attacks and how often they killed many."""
    attacks = found.lethality.here.attacks
    if not attacks:
        st.subheader("How deadly", anchor=False)
        st.caption("No incident of the class attack is among them.")
        return
    kinds = found.lethality.kinds
    figure_card(
        _mix(found, kinds, attacks),
        current,
        key="profile_lethality",
        title="How deadly",
        caption=profile_words.lethality_caption(found.lethality, name, found.country),
        table=lambda: kinds.rename(index=dict(profile_words.KIND_NAMES)),
        method=profile_words.METHOD,
    )


def _mix(found: Profile, table: pd.DataFrame, incidents: int) -> go.Figure:
    return mix_figure(
        table,
        theme=state.theme(),
        rest_name=f"rest of {found.country}",
        enough=incidents >= profile_words.FEWEST,
        names=profile_words.KIND_NAMES,
    )


def _show_neighbours(found: Profile) -> None:
    """List the neighbouring provinces with their incidents; each opens its profile."""
    names = provinces.province_names()
    st.subheader("Neighbours", anchor=False)
    with st.container(horizontal=True):
        for code, row in found.neighbours.to_dict("index").items():
            counted = interval(row["incidents_sure"], row["incidents"])
            label = plain(f"{names[str(code)]} · {counted}")
            st.button(label, key=f"neighbour_{code}", on_click=_open, args=(str(code),))
    st.caption("Provinces that share a line with it, also across a border, with their incidents in the selection.")


def _open(code: str) -> None:
    st.session_state["profile"] = code
