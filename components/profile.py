"""The Provinces page: the ranking and its switches, and the profile of one province."""

from typing import Any, NamedTuple

import streamlit as st

from atlas.analysis.periods import Period
from atlas.analysis.profile import Profile, profile
from atlas.analysis.ranks import MEASURES, Grouping, Measure, Ranking, ranking
from atlas.geography import provinces
from atlas.text import interval, thousands
from atlas.visuals import captions, figures, profile_words, rank_words
from atlas.visuals.profile_figures import mix_figure
from atlas.visuals.rank_figure import rank_figure
from components import state
from components.figure_card import figure_card
from components.incident_table import incident_table
from components.plain import plain
from components.state import Current

SHOWN = 15
"""How many places the ranking shows before all are asked for."""

SHOWN_KINDS = 8
"""How many targets or methods a figure shows; the others stand in its table."""

GROUPINGS: dict[str, Grouping] = {"provinces": "province_id", "regions": "region_id"}


class Choice(NamedTuple):
    """How the visitor wants the ranking."""

    measure: Measure
    by: Grouping


def choose_ranking() -> Choice:
    """Show the switches of the ranking and give what is chosen; they live in the URL."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        measure = st.segmented_control(
            "Rank by", list(MEASURES), default=MEASURES[0], required=True, key="rank", bind="query-params"
        )
        of = st.segmented_control(
            "Rank", list(GROUPINGS), default="provinces", required=True, key="rank_of", bind="query-params"
        )
    return Choice(measure, GROUPINGS[of])


def show_ranking(current: Current, choice: Choice) -> None:
    """State who leads and how sure that is, then draw the ranking."""
    lifted = current.filters.without("provinces", "regions")
    found = _ranking(current, choice)
    names = provinces.province_names() if choice.by == "province_id" else provinces.region_names()
    with st.container(border=True):
        st.markdown(plain(rank_words.ranking_sentence(found, names)))
    if found.table.empty:
        return
    every = len(found.table) <= SHOWN or st.session_state.get("rank_all", False)
    shown = found.table if every else found.table.head(SHOWN)
    figure = rank_figure(
        shown,
        names,
        theme=state.theme(),
        measure=choice.measure,
        units=len(found.table),
        marked=(*current.filters.provinces, *current.filters.regions, chosen(current) or ""),
    )
    caption = rank_words.rank_caption(
        found, len(shown), lifted.sentence(), lifted=lifted != current.filters, changes=None
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


def choose_profile(current: Current) -> str | None:
    """Let the visitor choose a province, by default the only one selected in the sidebar; give its code."""
    names = _offered(current)
    sole = _sole(current)
    st.selectbox(
        "Profile of",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="profile",
        bind="query-params",
        placeholder=names[sole] if sole else "Choose a province",
        width=360,
    )
    return chosen(current)


def chosen(current: Current) -> str | None:
    """Give the province whose profile is open."""
    return st.session_state.get("profile") or _sole(current)


def show_profile(current: Current, code: str) -> None:
    """Show everything that the table tells about one province."""
    names = provinces.province_names()
    name = names[code]
    filters = current.filters.without("countries", "provinces", "regions")
    table = filters.apply(current.incidents.measured)
    period = Period(*current.period)
    opened = current.incidents
    found = profile(table, code, period, Period(opened.covers_from, opened.covers_to))
    st.header(plain(f"{name}, {found.country}"), anchor=False)
    home = table[(table["country"] == found.country).to_numpy()]
    by_incidents = ranking(home, period)
    rank = by_incidents.table.to_dict("index").get(code)
    if found.totals.incidents:
        _headline(found, rank, len(by_incidents.table))
    with st.container(border=True):
        st.markdown(plain(profile_words.profile_summary(found, name, rank, len(by_incidents.table))))
        st.caption(plain(f"{filters.sentence()}: what the sidebar selects, in {name} and the rest of {found.country}."))
    if found.totals.incidents:
        _show_figures(current, found, name)
    _show_neighbours(found, names)
    if found.totals.incidents:
        st.subheader(plain(f"Incidents in {name}"), anchor=False)
        held = filters.holds(opened.measured) & (opened.measured["province_id"] == code)
        incident_table(opened.table[held], key="profile_rows")


def _ranking(current: Current, choice: Choice) -> Ranking:
    lifted = current.filters.without("provinces", "regions")
    return ranking(lifted.apply(current.incidents.measured), Period(*current.period), choice.measure, choice.by)


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


def _headline(found: Profile, rank: dict[Any, Any] | None, ranked: int) -> None:
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
        "not known" if toll.best is None else f"{toll.best:.1f}",
        border=True,
        help=f"The mean of {toll.known} attacks with a figure; half of them killed {toll.median or 0:g} or fewer.",
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
        for title, text in profile_words.facts(found).items():
            st.markdown(f"**{title}**  \n{plain(text)}")
    left, right = st.columns(2, gap="large")
    with left:
        _show_mix(current, found, name, "target")
    with right:
        _show_mix(current, found, name, "method")
    kinds = found.lethality.kinds
    if found.lethality.here.attacks:
        figure_card(
            _mix(found, kinds),
            current,
            key="profile_lethality",
            title="How deadly",
            caption=profile_words.lethality_caption(found.lethality, name, found.country),
            table=lambda: kinds.rename(index=dict(profile_words.KIND_NAMES)),
            method=profile_words.METHOD,
        )


def _show_mix(current: Current, found: Profile, name: str, noun: str) -> None:
    """Show what was attacked, or how."""
    table = found.targets if noun == "target" else found.tactics
    figure_card(
        _mix(found, table.head(SHOWN_KINDS)),
        current,
        key=f"profile_{noun}s",
        title="Targets" if noun == "target" else "Methods",
        caption=profile_words.mix_caption(table, SHOWN_KINDS, found, name, noun),
        table=lambda: table,
        method=profile_words.METHOD,
    )


def _mix(found: Profile, table: Any) -> Any:  # noqa: ANN401
    return mix_figure(
        table,
        theme=state.theme(),
        rest_name=f"rest of {found.country}",
        enough=found.totals.incidents >= profile_words.FEWEST,
        names=profile_words.KIND_NAMES,
    )


def _show_neighbours(found: Profile, names: dict[str, str]) -> None:
    """List the neighbouring provinces with their incidents; each opens its profile."""
    st.subheader("Neighbours", anchor=False)
    with st.container(horizontal=True):
        for code, row in found.neighbours.to_dict("index").items():
            counted = interval(row["incidents_sure"], row["incidents"])
            st.button(
                plain(f"{names[str(code)]} · {counted}"),
                key=f"neighbour_{code}",
                on_click=_open,
                args=(str(code),),
            )
    st.caption("Provinces that share a line with it, also across a border, with their incidents in the selection.")


def _open(code: str) -> None:
    st.session_state["profile"] = code
