"""The profile of one province on the Provinces page."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.number_words import capitalised
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.queries import Problem
from atlas.statistics.periods import Period
from atlas.text import interval, thousands
from atlas.topics.provinces.exhibits import profile_of, province_lethality, province_mix, province_over_time, rows_of
from atlas.topics.provinces.measures.profile import Profile
from atlas.topics.provinces.measures.ranks import ranking
from atlas.topics.provinces.words import profile as profile_words
from atlas.topics.provinces.words.profile import facts
from components import state
from components.figure_card import figure_card
from components.incident_card import show_asked_incident
from components.incident_table import incident_table
from components.locator import show_locator
from components.plain import plain


def choose_profile(current: View) -> str | None:
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


def chosen(current: View) -> str | None:
    """Give the province whose profile is open."""
    picked: str | None = st.session_state.get("profile")
    return picked or _sole(current)


def show_profile(current: View, code: str) -> None:
    """Show everything that the table tells about one province."""
    names, filters = provinces.province_names(), current.filters.everywhere()
    found = profile_of(current, code)
    table = filters.apply(current.incidents.measured)
    ranked = ranking(table[(table["country"] == found.country).to_numpy()], Period(*current.period)).table
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
        _show_figures(current, found, code)
    else:
        _show_neighbours(found)


def show_incidents(current: View, code: str | None) -> None:
    """Show the card of the incident that is asked for, and the incidents of a province to choose from."""
    if code is None:
        show_asked_incident(current)
        return
    rows = rows_of(current, code)
    if len(rows):
        st.subheader(plain(f"Incidents in {provinces.province_names()[code]}"), anchor=False)
    show_asked_incident(current)
    if len(rows):
        incident_table(rows, key="profile_rows")


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


def _offered(current: View) -> dict[str, str]:
    """Give every province that is drawn: those of the selection first, most incidents first, then by name."""
    names = state.options()["province"]
    counts = current.table["province_id"].value_counts()
    leading = [str(code) for code in counts.index[counts > 0] if str(code) in names]
    rest = sorted((code for code in names if code not in leading), key=names.__getitem__)
    return {code: names[code] for code in (*leading, *rest)}


def _sole(current: View) -> str | None:
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


def _show_figures(current: View, found: Profile, code: str) -> None:
    """Show the series with the small facts, then targets and methods side by side, then how deadly."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        _card(province_over_time(current, found, code), current)
    with right:
        show_locator(code, key="profile_locator")
        st.subheader("In short", anchor=False)
        for title, text in facts(found).items():
            st.markdown(f"**{title}**  \n{plain(text)}")
    for column, noun in zip(st.columns(2, gap="large"), ("target", "method"), strict=True):
        with column:
            _card(province_mix(current, found, code, noun), current)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if found.lethality.here.attacks:
            _card(province_lethality(current, found, code), current)
        else:
            st.subheader("How deadly", anchor=False)
            st.caption("No incident of the class attack is among them.")
    with right:
        _show_neighbours(found)


def _card(exhibit: Exhibit, current: View) -> None:
    """Show an exhibit whose title stands one level below the name of the province."""
    st.subheader(plain(exhibit.title), anchor=False)
    figure_card(exhibit, current, title="")


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
