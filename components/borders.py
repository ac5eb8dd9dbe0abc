"""The choices of the Borders page and the figures that they make."""

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from atlas.analysis import crossings as crossed
from atlas.analysis.firsts import PAUSE_MONTHS, firsts
from atlas.analysis.nearness import BANDS, NORTH, NORTHERN, lines_of, nearness
from atlas.analysis.periods import Question
from atlas.analysis.pressure import Pressure, pressure
from atlas.geography import provinces
from atlas.text import joined
from atlas.visuals import border_figures, border_lane, border_map, border_words
from atlas.visuals import rows as rows_in_words
from components import state
from components.plain import plain
from components.state import Current

COUNTRY = "Afghanistan"
ALL = "All borders"
NAMES = {NORTH: "Northern neighbours"}
"""What a line is called in a figure, where that is not its neighbour's name."""
WORDS = {NORTH: "the northern neighbours together"}
"""The same in a sentence."""

LISTED = 8
"""How many crossings stand as a list; the table twin holds all."""


class Options(NamedTuple):
    """What the visitor wants to see: one neighbour or all, and within which distance."""

    border: str
    band_km: int

    def lines(self) -> dict[str, tuple[str, ...]]:
        """Give the lines to show."""
        known = lines_of(COUNTRY)
        return known if self.border == ALL else {self.border: known[self.border]}


def choose_options() -> Options:
    """Show the switches of the page and give what is chosen; they live in the URL too."""
    neighbours = [name for name in lines_of(COUNTRY) if name != NORTH]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        border = st.selectbox("Border", [ALL, *neighbours], key="border", bind="query-params", width=220)
        band = st.segmented_control(
            "Within", [f"{band} km" for band in BANDS], default="50 km", required=True, key="bands",
            bind="query-params",
        )  # fmt: skip
    return Options(str(border), int(str(band).split()[0]))


def show_answer(current: Current, question: Question, options: Options) -> None:
    """Answer which part of the activity lies near the chosen border, before and after, and whether that changed."""
    line = NORTH if options.border == ALL else options.border
    table = nearness(_lifted(current), question, BANDS, {line: lines_of(COUNTRY)[line]})
    rows = {int(row["band_km"]): row for row in table.to_dict("records")}
    said = [_sentence(rows[options.band_km], question, line)]
    wider = [band for band in BANDS if band > options.band_km and rows[band]["direction"] != "uncertain"]
    if wider and rows[options.band_km]["direction"] == "uncertain":
        said.append(border_words.aside(rows[wider[0]]))
    before, after, change = st.columns(3)
    shown = rows[options.band_km]
    before.metric("Share before", border_words.share_span(shown["before_low"], shown["before_high"]), border=True)
    after.metric("Share after", border_words.share_span(shown["after_low"], shown["after_high"]), border=True)
    change.metric("Difference, percentage points", border_words.difference_span(shown), border=True)
    with st.container(border=True):
        st.markdown(plain(" ".join(said)))
        st.caption(
            "For the whole of Afghanistan and both periods above, whatever place and period are selected in the "
            "sidebar; all other filters hold. The lower figure is sure in attribution and place."
        )


def _sentence(row: dict[Any, Any], question: Question, line: str) -> str:
    names = joined(NORTHERN) if line == NORTH else line
    borders = f"the border{'s' if line == NORTH else ''} with {names}"
    return border_words.answer(row, borders, (question.before, question.after), question.unit)


def shares_card(current: Current, question: Question, options: Options) -> dict[str, Any]:
    """Make figure, caption and table of the shares near each border in both periods."""
    table = _lifted(current)
    shown = nearness(table, question, (options.band_km,), options.lines())
    rows = table[table["country"].eq(COUNTRY)]
    within = question.before.holds(rows) | question.after.holds(rows)
    touching = question.before.touches(rows) | question.after.touches(rows)
    unplaced = int((within & rows["province_id"].isna()).sum())
    caption = border_words.shares_caption(
        shown, WORDS, _lifted_words(current), int((touching & ~within).sum()), unplaced
    )
    return {
        "figure": border_figures.shares_near(shown, NAMES, theme=state.theme()),
        "caption": caption,
        "table": lambda: nearness(table, question, BANDS, options.lines()).replace({"line": NAMES}),
    }


def near(current: Current, options: Options) -> Pressure:
    """Count the selected incidents near the chosen borders per year."""
    opened = current.incidents
    found = pressure(
        current.table, opened.covers_from, opened.covers_to, band_km=options.band_km, country=COUNTRY,
        start=current.filters.start, end=current.filters.end,
    )  # fmt: skip
    if options.border == ALL:
        return found._replace(counts=found.counts[found.counts["line"] != NORTH])
    return found._replace(counts=found.counts[found.counts["line"] == options.border])


def pressure_card(current: Current, found: Pressure) -> dict[str, Any]:
    """Make figure, caption and table of the incidents near each border over time."""
    return {
        "figure": border_figures.pressure_rows(found, NAMES, theme=state.theme()),
        "caption": border_words.pressure_caption(found, WORDS, current.sentence),
        "table": lambda: found.counts,
    }


def crossings_of(current: Current, options: Options) -> pd.DataFrame:
    """Give the selected incidents that crossed the chosen border, numbered from the latest."""
    rows = crossed.crossings(current.rows).iloc[::-1]
    if options.border != ALL:
        sides = {COUNTRY, options.border}
        rows = rows[rows["origin_country"].isin(sides) & rows["country"].isin(sides)]
    return rows.assign(number=range(1, len(rows) + 1))


def map_card(current: Current, found: Pressure, rows: pd.DataFrame, options: Options) -> dict[str, Any]:
    """Make figure, caption and table of the map of borders and crossings."""
    totals = found.totals()
    drawn = int(border_map.on_map(rows).sum())
    return {
        "figure": border_map.border_map(totals, options.lines(), options.band_km, rows, theme=state.theme()),
        "caption": border_words.map_caption(found, drawn, len(rows) - drawn, current.sentence),
        "table": lambda: totals,
    }


def show_crossings(current: Current, rows: pd.DataFrame) -> None:
    """List what crossed a border, the latest first, each with a link to its card."""
    st.subheader("Fire and entry across borders", anchor=False)
    pairs = crossed.pairs(rows)
    st.caption(
        border_words.crossings_caption(
            pairs, crossed.untold(current.rows), current.sentence, provinces.province_names()
        )
    )
    for number, (_, row) in enumerate(rows.head(LISTED).iterrows(), start=1):
        came = str(row["origin_place"] or row["origin_country"])
        st.page_link(
            "pages/evidence/incidents.py",
            label=f"**{number}** · {plain(rows_in_words.dated(row))} · {plain(came)} → {plain(str(row['place']))}",
            query_params={"incident": row["id"]},
        )
        facts = f"Killed: {rows_in_words.toll(row, 'killed')}; {row['attribution']}."
        st.caption(f"{plain(row['summary'])} {plain(facts)}")
    if len(rows) > LISTED:
        st.caption(f"And {len(rows) - LISTED} earlier ones: see the table.")
    if len(rows) and st.toggle("Show as table", key="pairs_table"):
        st.dataframe(pairs, key="pairs_data", hide_index=True, alt="Origins and targets of crossings")


def lane_card(current: Current) -> dict[str, Any]:
    """Make figure, caption and table of the incidents outside Afghanistan and Pakistan."""
    rows = crossed.beyond(current.rows)
    twin = ["id", "date_start", "date_end", "place", "country", "event_class", "label", "attribution", "killed_best"]
    return {
        "figure": border_lane.lane(rows, current.period, theme=state.theme()),
        "caption": border_words.lane_caption(rows, current.sentence),
        "table": lambda: rows[twin].reset_index(drop=True),
    }


def firsts_card(current: Current) -> dict[str, Any]:
    """Make figure, caption and table of the first incidents and the returns, over the whole time covered."""
    opened = current.incidents
    table = current.filters.without("start", "end").apply(opened.measured)
    found = firsts(table, opened.covers_from, opened.covers_to)
    home = provinces.provinces()["country"]
    names = {
        code: name if home[code] == COUNTRY else f"{name}, {home[code]}"
        for code, name in provinces.province_names().items()
    }
    span = (opened.covers_from, opened.covers_to)
    words = current.filters.without("start", "end").sentence()
    return {
        "figure": border_lane.first_marks(found, names, span, theme=state.theme()),
        "caption": border_words.firsts_caption(found, opened.covers_from, PAUSE_MONTHS, words),
        "table": lambda: found.assign(province=found["province_id"].map(names)),
    }


def _lifted(current: Current) -> pd.DataFrame:
    """Give the selection without its period and place: a comparison needs both periods and the whole country."""
    lifted = current.filters.everywhere_and_always()
    return lifted.apply(current.incidents.measured)


def _lifted_words(current: Current) -> str:
    return current.filters.everywhere_and_always().sentence()
