"""The parts of the Coverage page: what others counted, where the table is blind, and how reporting changed."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from atlas import settings
from atlas.drawing.number_words import capitalised
from atlas.drawing.view import View
from atlas.geography.provinces import region_names
from atlas.incidents.card_blind_spots import spots
from atlas.incidents.context import usable_sheet
from atlas.incidents.filters import Filters
from atlas.incidents.sheets import DEFINITIONS
from atlas.statistics.periods import Period, Question
from atlas.text import day_in_words
from atlas.topics.coverage import exhibits, words
from atlas.topics.coverage.measures import crossed
from atlas.topics.shift.exhibits.story import steps
from components import state
from components.figure_card import figure_card
from components.plain import plain
from components.shift_story import story


def show_coverage(current: View) -> None:
    """Show the capture of others' counts, how reporting changed, the breaks, and the known gaps."""
    found = state.captured(current)
    with st.container(border=True):
        figure_card(exhibits.capture_over_time(current, found), current)
    if len(found):
        with st.container(border=True):
            figure_card(exhibits.capture_by_year(current, found), current)
        _show_counts(current, found)
    with st.container(border=True):
        figure_card(exhibits.reporting_over_time(current), current)
    _show_bias(current)
    _show_breaks(current)
    _show_blind_spots(current)


def breaks_between(view: View, sides: Sequence[Filters]) -> str:
    """Warn where selections with different periods are compared across a break; empty where there is none."""
    periods = [Period(*view.seen_through(filters).period) for filters in sides]
    if len(set(periods)) < 2:
        return ""
    whole = Period(min(each.first for each in periods), max(each.last for each in periods))
    return words.crossing_warning(crossed(whole, exhibits.breaks_of(view)))


def _show_counts(current: View, found: pd.DataFrame) -> None:
    """Show the published counts of one definition, row by row."""
    offered = [each for each in DEFINITIONS if (found["definition"] == each).any()]
    with st.container(border=True):
        chosen = st.segmented_control(
            "Definition", offered, default=offered[0], required=True, key="definition", format_func=capitalised,
            bind="query-params",
        )  # fmt: skip
        st.caption(
            plain(f"{capitalised(DEFINITIONS[str(chosen)])}. Figures of different definitions are no one series.")
        )
        figure_card(exhibits.capture_of(current, found, str(chosen)), current)


def _show_bias(current: View) -> None:
    """Show, when opened, what uneven reporting would do to the share of the region that the shift is about."""
    line = st.expander("What uneven reporting would do to the regional share", key="bias", on_change="rerun")
    if not line.open:
        return
    opened = current.incidents
    question = Question.usual(opened.covers_from, opened.covers_to)
    place = region_names().get(question.region, question.region)
    with line:
        if not (question.before.days and question.after.days):
            st.caption("The table covers one day: no two periods can be set against each other.")
            return
        told = story(current, question)
        found = told.shift.coverage
        shown = [exhibits.share_by_others(current, found, place), exhibits.missing_scenarios(current, found, place)]
        shown += [each for each in steps(told) if each.key == "reporting"]
        for exhibit in shown:
            if exhibit is not None:
                figure_card(exhibit, current)
        if not any(shown):
            st.caption("The region or the country holds too few incidents to say.")
        cut = day_in_words(question.after.first)
        st.caption(plain(f"The comparison is that of the page The shift: {place}, before and since {cut}."))


def _show_breaks(current: View) -> None:
    st.header("Days across which counts are not alike", anchor=False)
    every = exhibits.breaks_of(current)
    for number, each in enumerate(every, start=1):
        st.markdown(plain(f"{number}  {words.break_line(each)}"))
    if not every:
        st.caption("None lies in the days that the table covers.")
    warning = words.crossing_warning(crossed(Period(*current.period), every))
    if warning:
        st.caption(plain(warning))


def _show_blind_spots(current: View) -> None:
    """Tell the known gaps of the shipped table; of another table nobody has looked for them."""
    st.header("Where the table is blind", anchor=False)
    if settings.events_path() != settings.EVENTS:
        st.caption("The gaps of this table have not been looked for; the ratios above show where others counted more.")
        return
    for title, told in spots(current.incidents.table, usable_sheet("published_counts")):
        st.markdown(f"**{plain(title)}**: {plain(told)}")
