"""The story of the shift: the verdict with everything that limits it, and five steps that show why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas.analysis.movement import Movement
from atlas.analysis.periods import Question
from atlas.analysis.shift import Shift
from atlas.geography import provinces
from atlas.visuals import figures, shift_words, verdict_words
from atlas.visuals.palette import BACKGROUND, GRID, map_ink
from atlas.visuals.shift_figures import share_lines
from atlas.visuals.shift_flows import flow_map
from atlas.visuals.shift_grid import specification_picture
from atlas.visuals.shift_maps import difference_map, share_map
from atlas.visuals.shift_methods import METHODS
from atlas.visuals.shift_path import path_map
from components import state
from components.figure_card import card_foot
from components.plain import plain
from components.state import Current

_ASSETS = Path(__file__).with_name("story_assets")
TITLES = (
    "Before and after, province by province",
    "The shares, year by year",
    "Where the centre lay",
    "What moved where",
    "Does it depend on how one counts?",
)


class Story(NamedTuple):
    """What the parts of the story share."""

    current: Current
    question: Question
    shift: Shift
    movement: Movement
    names: dict[str, str]
    """Labels of the country's provinces."""
    labels: dict[str, str]
    """Labels of the regions."""


class Step(NamedTuple):
    """One step: its figures side by side, each with a heading; the words, the table twin and the method."""

    key: str
    drawn: dict[str, go.Figure]
    words: tuple[str, str]
    table: Callable[[], pd.DataFrame]


def usable(question: Question) -> bool:
    """Tell whether both periods hold a day and the second follows on the first; say so where they do not."""
    if not question.before.days or not question.after.days:
        st.error("A period ends before it begins. Set its dates above, or choose one of the cuts.")
        return False
    if question.before.cut_to(question.after).days:
        st.error("The two periods share days, so that the same incidents would stand on both sides. Set them apart.")
        return False
    return True


def story(current: Current, question: Question) -> Story:
    """Gather what the story tells; the heavy parts are computed once for a selection and a question."""
    home = provinces.provinces()["country"]
    lifted = current.filters.everywhere_and_always()
    sentence = shift_words.selection_words(question, lifted.sentence())
    return Story(
        replace(current, sentence=sentence),
        question,
        state.shift(current.filters, question),
        state.movement(current.filters, question),
        {code: name for code, name in provinces.province_names().items() if home[code] == question.country},
        provinces.region_names(),
    )


def show_verdict(told: Story) -> None:
    """Show the verdict, its caveat in the same size, the four tests, and what speaks against it."""
    head, _, finding = verdict_words.verdict_sentence(told.shift, told.labels, told.names).partition(": ")
    with st.container(border=True, key="verdict"):
        st.subheader(plain(head), anchor=False)
        st.markdown(plain(verdict_words.capital(finding)))
        st.markdown(plain(verdict_words.caveat_sentence(told.shift)))
    with st.container(key="tests"):
        for column, line in zip(st.columns(4), verdict_words.four_answers(told.shift, told.labels), strict=True):
            with column.container(border=True, height="stretch"):
                st.markdown(f"{plain(line.name)} · {plain(line.question)}")
                st.markdown(f"**{plain(verdict_words.capital(line.answer))}**")
                st.caption(plain(line.figures))
    with st.container(key="limits"):
        limits, others = st.columns([2, 3])
    with limits.container(border=True, height="stretch"):
        _show_limits(told.shift)
    with others.container(border=True, height="stretch"):
        st.markdown("**What the same table shows elsewhere**")
        st.caption("\n\n".join(f"{plain(line)}" for line in verdict_words.counter_reading(told.shift)))


def _show_limits(shift: Shift) -> None:
    """Set the number of unrecorded incidents that would undo the result beside the widest published gap."""
    st.markdown("**How much would have to be missing?**")
    point, gap = st.columns(2)
    undone = shift.tipping.to_lower_bound if shift.tests.t1 else None
    point.metric("Tipping point", "–" if undone is None else f"{undone:,}", help=_TIPPING_HELP)
    gap.metric("Published gap", "–" if shift.gap is None else f"{shift.gap:,}", help=_GAP_HELP)
    if shift.published:
        widest = shift.published[0]
        days = verdict_words.span_in_words(widest.days)
        st.caption(plain(f"{widest.who}: {widest.figure:,} for {days}; the table has {widest.recorded:,}."))


_TIPPING_HELP = (
    "So many incidents that nobody recorded, outside the region and in the second period, would take the lower end of "
    "the interval to zero. They are taken to come in bursts like the recorded ones."
)
_GAP_HELP = "The widest published count of the group's attacks for months of the second period, less the table's own."


def show_steps(told: Story) -> None:
    """Show the five steps one under the other, with the small navigation between them."""
    _navigate()
    with st.container(key="steps"):
        for number, (title, make) in enumerate(zip(TITLES, _STEPS, strict=True), start=1):
            with st.container(border=True, key=f"step_{number}"):
                st.html(f'<span id="step-{number}"></span>', width="content")
                st.subheader(f"{number} · {title}", anchor=False)
                _show(told, make(told))


def _navigate() -> None:
    """Show the numbers of the steps as links; the script, a file of the atlas's own, adds keys, marks and printing."""
    numbers = "".join(
        f'<a href="#step-{number}" title="{title}" aria-label="Step {number}: {title}">{number}</a>'
        for number, title in enumerate(TITLES, start=1)
    )
    with st.container(key="story_steps"):
        st.html(f'<nav class="atlas-steps" aria-label="Steps of the story">{numbers}</nav>')
        script = (_ASSETS / "steps.js").read_text(encoding="utf-8")
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _show(told: Story, step: Step) -> None:
    """Show one step: several figures above the words, or a single one beside them."""
    if len(step.drawn) > 1:
        for column, (heading, figure) in zip(st.columns(len(step.drawn)), step.drawn.items(), strict=True):
            with column:
                st.markdown(f"**{plain(heading)}**")
                _chart(step, figure, heading)
        _words(told, step)
        return
    picture, words = st.columns([3, 2], gap="medium")
    with picture:
        for heading, figure in step.drawn.items():
            _chart(step, figure, heading)
    with words:
        _words(told, step)


def _chart(step: Step, figure: go.Figure, heading: str) -> None:
    key = f"{step.key}_{heading}" if heading else step.key
    st.plotly_chart(figure, key=key, theme=None, config=figures.CONFIG, alt=" ".join((heading, *step.words)).strip())


def _words(told: Story, step: Step) -> None:
    st.markdown(plain(step.words[0]))
    lead, caption = step.words
    with st.container(key=f"foot_{step.key}"):
        card_foot(told.current, key=step.key, lead=lead, caption=caption, table=step.table, method=METHODS[step.key])


def _maps(told: Story) -> Step:
    table, theme = told.movement.provinces, state.theme()
    first, second = (verdict_words.capital(words) for words in verdict_words.periods_in_words(told.question))
    return Step(
        "maps",
        {
            first: share_map(table, "before", told.names, theme=theme),
            second: share_map(table, "after", told.names, theme=theme),
            "The difference": difference_map(table, told.names, theme=theme),
        },
        shift_words.maps_words(table, told.question, told.names, told.movement.no_province, told.movement.not_datable),
        lambda: table.drop(columns=["denominator", "level"]).rename(index=told.names).rename_axis("province"),
    )


def _shares(told: Story) -> Step:
    roles = {group.code: group.part for group in told.movement.groups}
    short = {code: shift_words.group_label(code, part, told.labels) for code, part in roles.items()}
    series = told.movement.series
    figure = share_lines(series.table, roles, short, shift_words.edge_days(told.question), theme=state.theme())
    named = {code: name.replace("<br>", " ") for code, name in short.items()}
    return Step(
        "shares",
        {"": figure},
        shift_words.shares_words(series, roles, told.labels, told.question),
        lambda: series.table.assign(group=series.table["group"].map(named)),
    )


def _path(told: Story) -> Step:
    centres, moved = told.movement.centres, told.movement.displacement
    return Step(
        "path",
        {"": path_map(centres, moved, theme=state.theme())},
        shift_words.path_words(centres, moved),
        lambda: centres.path,
    )


def _flows(told: Story) -> Step:
    flows = told.movement.flows
    return Step(
        "flows",
        {"": flow_map(flows, told.names, theme=state.theme())},
        shift_words.flows_words(flows, told.names),
        lambda: flows.plan.assign(**{end: flows.plan[end].map(told.names) for end in ("from", "to")}),
    )


def _grid(told: Story) -> Step:
    grid = told.shift.specifications
    return Step(
        "grid",
        {"": specification_picture(grid, told.labels, theme=state.theme())},
        shift_words.grid_words(grid, verdict_words.grid_sentence(told.shift)),
        lambda: grid.by_option().reset_index(),
    )


_STEPS: tuple[Callable[[Story], Step], ...] = (_maps, _shares, _path, _flows, _grid)


def style() -> None:
    """Load the style of the story, and of the sheet that its page prints on."""
    theme = state.theme()
    inks = {"ground": BACKGROUND[theme], "line": GRID[theme], "mark": map_ink(theme)["mark"]}
    named = " ".join(f"--story-{name}: {hue};" for name, hue in inks.items())
    st.html(f"<style>:root {{ {named} }}</style>")
    st.html(_ASSETS / "story.css")
