"""The choices of the Borders page, its answer in words, and the list of crossings."""

import pandas as pd
import streamlit as st

from atlas.drawing import incident_words as rows_in_words
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Question
from atlas.topics.borders import words as border_words
from atlas.topics.borders.exhibits import ALL, COUNTRY, NAMES, Options, nearness_answer, story
from atlas.topics.borders.measures import crossings as crossed
from atlas.topics.borders.measures.nearness import BANDS, NORTH, lines_of
from components.incident_table import incident_line
from components.plain import plain

LISTED = 8
"""How many crossings stand as a list; the table twin holds all."""


def choose_options() -> Options:
    """Show the switches of the page and give what is chosen; they live in the URL too."""
    neighbours = [name for name in lines_of(COUNTRY) if name != NORTH]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        border = st.selectbox("Border", [ALL, *neighbours, NAMES[NORTH]], key="border", bind="query-params", width=220)
        band = st.segmented_control(
            "Within", [f"{band} km" for band in BANDS], default="50 km", required=True, key="bands",
            bind="query-params",
        )  # fmt: skip
    return Options(NORTH if border == NAMES[NORTH] else str(border), int(str(band).split()[0]))


def show_answer(current: View, question: Question, options: Options) -> None:
    """Say what happened near the chosen border, and which part of the activity lay there before and after."""
    if question.of_one_day:  # the choice of periods has said why
        return
    answer, told = nearness_answer(current, question, options), story(current, question, options)
    shown = answer.row
    with st.container(border=True):
        if told:
            st.header(plain(told.sentence), anchor=False)
            st.caption(plain(told.line))
        before, after, change = st.columns(3)
        before.metric("Share before", border_words.share_span(shown["before_low"], shown["before_high"]))
        after.metric("Share after", border_words.share_span(shown["after_low"], shown["after_high"]))
        change.metric("Difference, percentage points", border_words.difference_span(shown))
        about = st.popover("How these were counted", key="borders_about", type="tertiary")
        about.markdown(plain(answer.words))
        about.caption(
            "For the whole of Afghanistan and both periods above, whatever place and period are selected in the "
            "sidebar; all other filters hold. The lower figure is sure in attribution and place."
        )


def show_crossings(current: View, rows: pd.DataFrame) -> None:
    """List what crossed a border, the latest first, each with a link to its card."""
    st.header("Fire and entry across borders", anchor=False)
    pairs = crossed.pairs(rows)
    st.caption(
        border_words.crossings_caption(
            pairs, crossed.untold(current.rows), current.sentence, provinces.province_names()
        )
    )
    for number, (_, row) in enumerate(rows.head(LISTED).iterrows(), start=1):
        came = str(row["origin_place"] or row["origin_country"])
        way = f"{plain(came)} → {plain(str(row['place']))}"
        incident_line(row, f"**{number}** · {plain(rows_in_words.dated(row))} · {way}")
    if len(rows) > LISTED:
        st.caption(f"And {len(rows) - LISTED} earlier ones: see the table.")
    if len(rows) and st.toggle("Table", key="pairs_table"):
        st.dataframe(pairs, key="pairs_data", hide_index=True, alt="Origins and targets of crossings")
