"""Incidents near the borders, across them, and beyond the countries drawn."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Question
from atlas.text import joined
from atlas.topics.borders import words as border_words
from atlas.topics.borders.figures import border_map
from atlas.topics.borders.figures import lane as border_lane
from atlas.topics.borders.figures import over_time as border_figures
from atlas.topics.borders.measures import crossings as crossed
from atlas.topics.borders.measures.firsts import PAUSE_MONTHS, firsts
from atlas.topics.borders.measures.nearness import BANDS, NORTH, NORTHERN, lines_of, nearness
from atlas.topics.borders.measures.pressure import Pressure, pressure

COUNTRY = "Afghanistan"
ALL = "All borders"
NAMES = {NORTH: "Northern neighbours"}
"""What a line is called in a figure, where that is not its neighbour's name."""
WORDS = {NORTH: "the northern neighbours together"}
"""The same in a sentence."""


class Options(NamedTuple):
    """What is to be seen: one neighbour or all, and within which distance."""

    border: str = ALL
    band_km: int = 50

    def lines(self) -> dict[str, tuple[str, ...]]:
        """Give the lines to show."""
        known = lines_of(COUNTRY)
        return known if self.border == ALL else {self.border: known[self.border]}


def lifted_rows(view: View) -> pd.DataFrame:
    """Give the selection without its period and place: a comparison needs both periods and the whole country."""
    return view.filters.everywhere_and_always().apply(view.incidents.measured)


class Answer(NamedTuple):
    """Which part of the activity lies near a border, before and after."""

    row: Mapping[Any, Any]
    """A row of ``nearness``."""
    words: str


def nearness_answer(view: View, question: Question, options: Options) -> Answer:
    """Answer for the chosen border, or for the northern ones together; a wider band is added where only it is sure."""
    line = NORTH if options.border == ALL else options.border
    table = nearness(lifted_rows(view), question, BANDS, {line: lines_of(COUNTRY)[line]})
    rows = {int(row["band_km"]): row for row in table.to_dict("records")}
    shown = rows[options.band_km]
    names = f"borders with {joined(NORTHERN)}" if line == NORTH else f"border with {line}"
    said = [border_words.answer(shown, f"the {names}", (question.before, question.after), question.unit)]
    wider = [band for band in BANDS if band > options.band_km and rows[band]["direction"] != "uncertain"]
    if wider and shown["direction"] == "uncertain":
        said.append(border_words.aside(rows[wider[0]]))
    return Answer(shown, " ".join(said))


def shares_near(view: View, question: Question, options: Options) -> Exhibit:
    """Show the shares near each border in both periods."""
    table = lifted_rows(view)
    shown = nearness(table, question, (options.band_km,), options.lines())
    rows = table[table["country"].eq(COUNTRY)]
    within = question.before.holds(rows) | question.after.holds(rows)
    touching = question.before.touches(rows) | question.after.touches(rows)
    unplaced = int((within & rows["province_id"].isna()).sum())
    words = view.filters.everywhere_and_always().sentence()
    return Exhibit(
        key="shares_near",
        title=f"Share within {options.band_km} km, before and after",
        panels={"": lambda theme: border_figures.shares_near(shown, NAMES, theme=theme)},
        caption=border_words.shares_caption(shown, WORDS, words, int((touching & ~within).sum()), unplaced),
        table=lambda: nearness(table, question, BANDS, options.lines()).replace({"line": NAMES}),
        incidents=ids(lambda: rows[within]),
    )


def near(view: View, options: Options) -> Pressure:
    """Count the selected incidents near the chosen borders per year."""
    opened = view.incidents
    found = pressure(
        view.table, opened.covers_from, opened.covers_to, band_km=options.band_km, country=COUNTRY,
        start=view.filters.start, end=view.filters.end,
    )  # fmt: skip
    if options.border == ALL:
        return found._replace(counts=found.counts[found.counts["line"] != NORTH])
    return found._replace(counts=found.counts[found.counts["line"] == options.border])


def near_over_time(view: View, found: Pressure, options: Options) -> Exhibit:
    """Show the incidents near each border over time."""
    return Exhibit(
        key="pressure",
        title=f"Incidents within {options.band_km} km of each border, per year",
        panels={"": lambda theme: border_figures.pressure_rows(found, NAMES, theme=theme)},
        caption=border_words.pressure_caption(found, WORDS, view.sentence),
        table=lambda: found.counts,
        incidents=ids(lambda: view.table[view.table["country"].eq(COUNTRY)]),
    )


def crossings_of(view: View, options: Options) -> pd.DataFrame:
    """Give the selected incidents that crossed the chosen border, numbered from the latest."""
    rows = crossed.crossings(view.rows).iloc[::-1]
    if options.border != ALL:
        sides = {COUNTRY, options.border}
        rows = rows[rows["origin_country"].isin(sides) & rows["country"].isin(sides)]
    return rows.assign(number=range(1, len(rows) + 1))


def map_of_borders(view: View, found: Pressure, rows: pd.DataFrame, options: Options) -> Exhibit:
    """Show the borders by the incidents near them, and the crossings."""
    totals = found.totals()
    drawn = int(border_map.on_map(rows).sum())
    return Exhibit(
        key="border_map",
        title="Where: borders and crossings",
        panels={
            "": lambda theme: border_map.border_map(totals, options.lines(), options.band_km, rows, theme=theme),
        },
        caption=border_words.map_caption(found, drawn, len(rows) - drawn, view.sentence),
        table=lambda: totals,
        incidents=ids(lambda: view.table[view.table["country"].eq(COUNTRY) | view.table["id"].isin(rows["id"])]),
        is_map=True,
    )


def beyond(view: View) -> Exhibit:
    """Show the incidents outside Afghanistan and Pakistan."""
    rows = crossed.beyond(view.rows)
    twin = ["id", "date_start", "date_end", "place", "country", "event_class", "label", "attribution", "killed_best"]
    return Exhibit(
        key="lane",
        title="Beyond Afghanistan and Pakistan",
        panels={"": lambda theme: border_lane.lane(rows, view.period, theme=theme)},
        caption=border_words.lane_caption(rows, view.sentence),
        table=lambda: rows[twin].reset_index(drop=True),
        incidents=ids(lambda: rows),
    )


def first_incidents(view: View) -> Exhibit:
    """Show the first incident of each province and the returns, over the whole time covered."""
    opened = view.incidents
    lifted = view.filters.without("start", "end")
    table = lifted.apply(opened.measured)
    found = firsts(table, opened.covers_from, opened.covers_to)
    home = provinces.provinces()["country"]
    names = {
        code: name if home[code] == COUNTRY else f"{name}, {home[code]}"
        for code, name in provinces.province_names().items()
    }
    span = (opened.covers_from, opened.covers_to)
    return Exhibit(
        key="firsts",
        title="First recorded incident in each province, and returns after a pause",
        panels={"": lambda theme: border_lane.first_marks(found, names, span, theme=theme)},
        caption=border_words.firsts_caption(found, opened.covers_from, PAUSE_MONTHS, lifted.sentence()),
        table=lambda: found.assign(province=found["province_id"].map(names)),
        incidents=ids(lambda: table),
    )
