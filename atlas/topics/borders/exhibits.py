"""Incidents near the borders, across them, and beyond the countries drawn."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from atlas.drawing import headings
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Question
from atlas.text import day_in_words, joined
from atlas.topics.borders import words as border_words
from atlas.topics.borders.figures import border_map
from atlas.topics.borders.figures import lane as border_lane
from atlas.topics.borders.figures import over_time as border_figures
from atlas.topics.borders.measures import crossings as crossed
from atlas.topics.borders.measures.firsts import PAUSE_MONTHS, firsts
from atlas.topics.borders.measures.nearness import BANDS, NORTH, NORTHERN, lines_of, nearness
from atlas.topics.borders.measures.pressure import Pressure, pressure
from atlas.topics.borders.measures.sides import sides

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

    def together(self) -> tuple[str, ...]:
        """Give the ids of the borders that are asked about, each once."""
        return tuple(dict.fromkeys(border for line in self.lines().values() for border in line))


def lifted_rows(view: View) -> pd.DataFrame:
    """Give the selection without its period and place: a comparison needs both periods and the whole country."""
    return view.filters.everywhere_and_always().apply(view.incidents.measured)


class Answer(NamedTuple):
    """Which part of the activity lies near a border, before and after."""

    row: Mapping[Any, Any]
    """A row of ``nearness``."""
    words: str


def nearness_answer(view: View, question: Question, options: Options) -> Answer:
    """Answer for the chosen border, or for all of them; a wider band is added where only it is sure."""
    table = nearness(lifted_rows(view), question, BANDS, {options.border: options.together()})
    rows = {int(row["band_km"]): row for row in table.to_dict("records")}
    shown = rows[options.band_km]
    said = [border_words.answer(shown, _names(options), (question.before, question.after), question.unit)]
    wider = [band for band in BANDS if band > options.band_km and rows[band]["direction"] != "uncertain"]
    if wider and shown["direction"] == "uncertain":
        said.append(border_words.aside(rows[wider[0]]))
    return Answer(shown, " ".join(said))


class Story(NamedTuple):
    """What happened on both sides of a border."""

    sentence: str
    line: str


def story(view: View, question: Question, options: Options) -> Story | None:
    """Say on which side of a border incidents became more or fewer: the chosen one, of all the one with Pakistan.

    None for the northern neighbours together, which have no side of their own.
    """
    neighbour = "Pakistan" if options.border == ALL else options.border
    if neighbour == NORTH:
        return None
    border = {neighbour: lines_of(COUNTRY)[neighbour]}
    found = sides(lifted_rows(view), question.moved(country=COUNTRY), options.band_km, border)
    of = headings.counted_in(view.filters)
    return Story(
        f"{border_words.sides_sentence(found, options.band_km, of)}.",
        border_words.sides_line(found, question.after.first),
    )


def _names(options: Options) -> str:
    """Write which borders are asked about: "the border with Iran", "the borders of Afghanistan"."""
    if options.border == ALL:
        return f"the borders of {COUNTRY}"
    return f"the borders with {joined(NORTHERN)}" if options.border == NORTH else f"the border with {options.border}"


def shares_near(view: View, question: Question, options: Options) -> Exhibit:
    """Show the shares near each border in both periods."""
    table = lifted_rows(view)
    shown, of = nearness(table, question, (options.band_km,), options.lines()), headings.counted_in(view.filters)
    rows = table[table["country"].eq(COUNTRY)]
    within = question.before.holds(rows) | question.after.holds(rows)
    touching = question.before.touches(rows) | question.after.touches(rows)
    unplaced = int((within & rows["province_id"].isna()).sum())
    words = view.filters.everywhere_and_always().sentence()
    return Exhibit(
        key="shares_near",
        title=border_words.shares_title(shown, WORDS, of),
        line=f"Share of {of.many} in {COUNTRY} within {options.band_km} km of each border, before and since "
        f"{day_in_words(question.after.first)}.",
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
    of = headings.counted_in(view.filters)
    return Exhibit(
        key="pressure",
        title=border_words.near_title(found, WORDS, of),
        line=headings.line(
            f"{of.many} per year within {options.band_km} km of each border",
            found.first,
            found.last,
            "downwards: beyond",
        ),
        panels={"": lambda theme: border_figures.pressure_rows(found, NAMES, theme=theme)},
        caption=border_words.pressure_caption(found, WORDS, view.sentence),
        table=lambda: found.counts,
        incidents=ids(lambda: view.table[view.table["country"].eq(COUNTRY)]),
    )


def crossings_of(view: View, options: Options) -> pd.DataFrame:
    """Give the selected incidents that crossed the chosen border, numbered from the latest."""
    rows = crossed.crossings(view.rows).iloc[::-1]
    if options.border != ALL:
        beside = NORTHERN if options.border == NORTH else (options.border,)
        rows = rows[rows["origin_country"].isin({COUNTRY, *beside}) & rows["country"].isin({COUNTRY, *beside})]
    return rows.assign(number=range(1, len(rows) + 1))


def map_of_borders(view: View, found: Pressure, rows: pd.DataFrame, options: Options) -> Exhibit:
    """Show the borders by the incidents near them, and the crossings."""
    totals = found.totals()
    drawn, of = int(border_map.on_map(rows).sum()), headings.counted_in(view.filters)
    return Exhibit(
        key="border_map",
        title=border_words.crossings_title(len(rows), drawn),
        line=headings.line(
            f"colour: {of.many} within {options.band_km} km on both sides", found.first, found.last, "numbers: the list"
        ),
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
    of = headings.counted_in(view.filters)
    twin = ["id", "date_start", "date_end", "place", "country", "event_class", "label", "attribution", "killed_best"]
    return Exhibit(
        key="lane",
        title=border_words.lane_title(rows, of),
        line=headings.line("a row per country", *view.period, "the larger a circle, the more people were killed"),
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
    span, of = (opened.covers_from, opened.covers_to), headings.counted_in(view.filters)
    return Exhibit(
        key="firsts",
        title=border_words.firsts_title(found, names, of),
        line=headings.line(f"first recorded {of.one} in each province, and returns after a pause", *span),
        panels={"": lambda theme: border_lane.first_marks(found, names, span, theme=theme)},
        caption=border_words.firsts_caption(found, opened.covers_from, PAUSE_MONTHS, lifted.sentence()),
        table=lambda: found.assign(province=found["province_id"].map(names)),
        incidents=ids(lambda: table),
    )
