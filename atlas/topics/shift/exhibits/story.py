"""The story of the shift: the steps that show why the verdict is what it is."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.figures.flows import flow_map
from atlas.topics.shift.figures.mixes import attribution_picture, target_picture
from atlas.topics.shift.figures.path import path_map
from atlas.topics.shift.figures.province_maps import difference_map, share_map
from atlas.topics.shift.figures.reporting import reporting_picture
from atlas.topics.shift.figures.shares import share_lines
from atlas.topics.shift.figures.specifications import specification_picture
from atlas.topics.shift.measures.movement import Movement
from atlas.topics.shift.measures.shift import Outline, Shift, outline
from atlas.topics.shift.words import findings
from atlas.topics.shift.words import headline as headlines
from atlas.topics.shift.words import story as shift_words
from atlas.topics.shift.words import verdict as verdict_words
from atlas.topics.shift.words.methods import METHODS


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
    """Show the steps, in the order in which they are told; one without anything to draw is left out."""
    made = (make(told) for make in (_maps, _shares, _path, _flows, _grid, _reporting, _targets, _attribution))
    return tuple(each for each in made if each is not None)


def _maps(told: Story) -> Exhibit:
    table, names = told.movement.provinces, told.names
    first, second = (verdict_words.capital(words) for words in verdict_words.periods_in_words(told.question))
    lead, caption = shift_words.maps_words(
        table, told.question, names, told.movement.no_province, told.movement.not_datable
    )
    return Exhibit(
        key="maps",
        title=findings.maps_title(table, names),
        line="Each province's share of the country's incidents, before and after, and the difference.",
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
        title=findings.shares_title(series, roles, labels),
        line="Shares of the country's incidents, year by year, with 95% intervals.",
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
        title=findings.path_title(moved),
        line="Mean centre of all located incidents in both periods, and year by year.",
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
        title=findings.flows_title(flows),
        line="The least movement that turns the first pattern into the second; no arrow is a route.",
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
    lead, caption = shift_words.grid_words(grid)
    return Exhibit(
        key="grid",
        title=findings.grid_title(grid),
        line="Difference of shares under every combination of choices, in rising order, with the choices below.",
        panels={"": lambda theme: specification_picture(grid, theme=theme)},
        lead=lead,
        caption=caption,
        table=lambda: grid.cells,
        incidents=ids(told.rows),
        method=METHODS["grid"],
    )


def _reporting(told: Story) -> Exhibit | None:
    found = told.shift.coverage
    if found.capture is None:
        return None
    curve = found.capture.curve
    place = verdict_words.region_in_words(told.question.region, told.labels)
    lead, caption = findings.reporting_words(found, place)
    lists = [findings.replication_words(each, place) for each in found.replications]
    return Exhibit(
        key="reporting",
        title=findings.reporting_title(found.capture),
        panels={"": lambda theme: reporting_picture(curve, theme=theme)},
        line="Probability of a true rise, if the reporting of the region changed against that of the rest.",
        lead=lead,
        caption=" ".join(filter(None, [caption, *lists])),
        table=curve.reset_index,
        incidents=ids(told.rows),
        method=METHODS["reporting"],
    )


def _targets(told: Story) -> Exhibit | None:
    targets = told.shift.mixes.targets
    if targets.empty:
        return None
    lead, caption = findings.targets_words(targets)
    return Exhibit(
        key="targets",
        title=findings.targets_title(targets),
        panels={"": lambda theme: target_picture(targets, theme=theme)},
        line=f"Shares of kinds of target in {told.question.country}, before and after.",
        lead=lead,
        caption=caption,
        table=targets.reset_index,
        incidents=ids(told.rows),
        method=METHODS["targets"],
    )


def _attribution(told: Story) -> Exhibit | None:
    attribution = told.shift.mixes.attribution
    if not attribution.to_numpy().sum():
        return None
    lead, caption = findings.attribution_words(attribution)
    return Exhibit(
        key="attribution_by_year",
        title=findings.attribution_title(attribution),
        panels={"": lambda theme: attribution_picture(attribution, theme=theme)},
        line=f"Incidents in {told.question.country} by year and by how surely they are the group's.",
        lead=lead,
        caption=caption,
        table=attribution.reset_index,
        incidents=ids(told.rows),
        method=METHODS["attribution"],
    )


def stated(told: Story) -> headlines.Statement:
    """Say the answer in one breath, and what limits it."""
    return headlines.statement(told.shift, told.view.filters, told.labels, told.names)


class Brief(NamedTuple):
    """The shortest statement about the question of August 2021."""

    headline: str
    how_sure: str


def brief(outlined: Outline, view: View) -> Brief:
    """Say in one sentence how the share of the wider north changed at the change of power, and in a second how sure."""
    labels = provinces.region_names()
    return Brief(headlines.headline(outlined, view.filters, labels), headlines.sure_in_short(outlined))


def usual_question(view: View) -> Question:
    """Ask about August 2021, as every page does that asks nothing else."""
    opened = view.incidents
    return Question.usual(opened.covers_from, opened.covers_to)


def direction(view: View) -> str:
    """Say both in one paragraph, for a document; period and place of the selection are lifted."""
    opened, lifted = view.incidents, view.filters.everywhere_and_always()
    covered = Period(opened.covers_from, opened.covers_to)
    outlined = outline(opened.table, lifted, usual_question(view), covered)
    return f"{brief(outlined, view).headline} {headlines.how_sure(outlined)}"
