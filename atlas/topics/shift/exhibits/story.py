"""The story of the shift: five steps that show why the verdict is what it is."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from atlas import settings
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Question
from atlas.statistics.shares import compare_shares
from atlas.topics.shift.figures.flows import flow_map
from atlas.topics.shift.figures.path import path_map
from atlas.topics.shift.figures.province_maps import difference_map, share_map
from atlas.topics.shift.figures.shares import share_lines
from atlas.topics.shift.figures.specifications import specification_picture
from atlas.topics.shift.measures.movement import Movement
from atlas.topics.shift.measures.shift import Shift
from atlas.topics.shift.words import story as shift_words
from atlas.topics.shift.words import verdict as verdict_words
from atlas.topics.shift.words.methods import METHODS
from atlas.topics.shift.words.two_periods import overview_sentence


class Story(NamedTuple):
    """What the steps share."""

    view: View
    """What is looked at, period and place lifted, with the question in its sentence."""
    question: Question
    shift: Shift
    movement: Movement
    names: dict[str, str]
    """Labels of the country's provinces."""
    labels: dict[str, str]
    """Labels of the regions."""

    def rows(self) -> pd.DataFrame:
        """Give the incidents of the country that lie in one of both periods."""
        table = self.view.filters.everywhere_and_always().apply(self.view.incidents.measured)
        rows = table[table["country"].eq(self.question.country)]
        return rows[self.question.before.holds(rows) | self.question.after.holds(rows)]


def story(view: View, question: Question, shift: Shift, movement: Movement) -> Story:
    """Gather what the steps tell, from an answer and the movement behind it."""
    home = provinces.provinces()["country"]
    sentence = shift_words.selection_words(question, view.filters.everywhere_and_always().sentence())
    return Story(
        replace(view, sentence=sentence),
        question,
        shift,
        movement,
        {code: name for code, name in provinces.province_names().items() if home[code] == question.country},
        provinces.region_names(),
    )


def steps(told: Story) -> tuple[Exhibit, ...]:
    """Show the five steps, in the order in which they are told."""
    return tuple(make(told) for make in (_maps, _shares, _path, _flows, _grid))


def _maps(told: Story) -> Exhibit:
    table, names = told.movement.provinces, told.names
    first, second = (verdict_words.capital(words) for words in verdict_words.periods_in_words(told.question))
    lead, caption = shift_words.maps_words(
        table, told.question, names, told.movement.no_province, told.movement.not_datable
    )
    return Exhibit(
        key="maps",
        title="Before and after, province by province",
        panels={
            first: lambda theme: share_map(table, "before", names, theme=theme),
            second: lambda theme: share_map(table, "after", names, theme=theme),
            "The difference": lambda theme: difference_map(table, names, theme=theme),
        },
        lead=lead,
        caption=caption,
        table=lambda: table.drop(columns=["denominator", "level"]).rename(index=names).rename_axis("province"),
        incidents=ids(told.rows),
        method=METHODS["maps"],
        is_map=True,
    )


def _shares(told: Story) -> Exhibit:
    series, labels = told.movement.series, told.labels
    roles = {group.code: group.part for group in told.movement.groups}
    short = {code: shift_words.group_label(code, part, labels) for code, part in roles.items()}
    named = {code: name.replace("<br>", " ") for code, name in short.items()}
    edges = shift_words.edge_days(told.question)
    lead, caption = shift_words.shares_words(series, roles, labels, told.question)
    return Exhibit(
        key="shares",
        title="The shares, year by year",
        panels={"": lambda theme: share_lines(series.table, roles, short, edges, theme=theme)},
        lead=lead,
        caption=caption,
        table=lambda: series.table.assign(group=series.table["group"].map(named)),
        incidents=ids(told.rows),
        method=METHODS["shares"],
    )


def _path(told: Story) -> Exhibit:
    centres, moved = told.movement.centres, told.movement.displacement
    lead, caption = shift_words.path_words(centres, moved)
    return Exhibit(
        key="path",
        title="Where the centre lay",
        panels={"": lambda theme: path_map(centres, moved, theme=theme)},
        lead=lead,
        caption=caption,
        table=lambda: centres.path,
        incidents=ids(told.rows),
        method=METHODS["path"],
        is_map=True,
    )


def _flows(told: Story) -> Exhibit:
    flows, names = told.movement.flows, told.names
    lead, caption = shift_words.flows_words(flows, names)
    return Exhibit(
        key="flows",
        title="What moved where",
        panels={"": lambda theme: flow_map(flows, names, theme=theme)},
        lead=lead,
        caption=caption,
        table=lambda: flows.plan.assign(**{end: flows.plan[end].map(names) for end in ("from", "to")}),
        incidents=ids(told.rows),
        method=METHODS["flows"],
        is_map=True,
    )


def _grid(told: Story) -> Exhibit:
    grid = told.shift.specifications
    lead, caption = shift_words.grid_words(grid, verdict_words.grid_sentence(told.shift))
    return Exhibit(
        key="grid",
        title="Does it depend on how one counts?",
        panels={"": lambda theme: specification_picture(grid, told.labels, theme=theme)},
        lead=lead,
        caption=caption,
        table=lambda: grid.by_option().reset_index(),
        incidents=ids(told.rows),
        method=METHODS["grid"],
    )


def direction(view: View) -> str:
    """State how the shares of the east and of the wider north differ between both periods, with their interval.

    Period and place of the selection are lifted: a comparison needs both sides of the cut and the whole country.
    """
    opened = view.incidents
    table = view.filters.everywhere_and_always().apply(opened.measured)
    asked = Question.at(settings.TALIBAN_TAKEOVER, opened.covers_from, opened.covers_to)
    east, north = (
        compare_shares(table, asked, provinces.provinces_in(region)) for region in (asked.origin, asked.region)
    )
    return overview_sentence(east, north)
