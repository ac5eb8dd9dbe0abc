"""The story of the shift: the verdict with everything that limits it, and five steps that show why."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.palette import BACKGROUND, GRID, map_ink
from atlas.drawing.view import View
from atlas.statistics.periods import Question
from atlas.topics.shift.exhibits.story import Story, steps
from atlas.topics.shift.exhibits.story import story as tell
from atlas.topics.shift.measures.shift import Shift
from atlas.topics.shift.words import verdict as verdict_words
from components import state
from components.figure_card import card_foot, show_panels
from components.plain import plain

_ASSETS = Path(__file__).with_name("story_assets")


def usable(question: Question) -> bool:
    """Tell whether both periods hold a day and the second follows on the first; say so where they do not."""
    if not question.before.days or not question.after.days:
        st.error("A period ends before it begins. Set its dates above, or choose one of the cuts.")
        return False
    if question.before.cut_to(question.after).days:
        st.error("The two periods share days, so that the same incidents would stand on both sides. Set them apart.")
        return False
    return True


def story(current: View, question: Question) -> Story:
    """Gather what the story tells; the heavy parts are computed once for a selection and a question."""
    return tell(current, question, state.shift(current.filters, question), state.movement(current.filters, question))


def show_verdict(told: Story) -> None:
    """Show the verdict, its caveat in the same size, the four tests, and what speaks against it."""
    head, _, finding = verdict_words.verdict_sentence(told.shift, told.labels, told.names).partition(": ")
    with st.container(border=True, key="verdict"):
        st.header(plain(head), anchor=False)
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
    exhibits = steps(told)
    _navigate([exhibit.title for exhibit in exhibits])
    with st.container(key="steps"):
        for number, exhibit in enumerate(exhibits, start=1):
            with st.container(border=True, key=f"step_{number}"):
                st.html(f'<span id="step-{number}"></span>', width="content")
                st.header(f"{number} · {exhibit.title}", anchor=False)
                _show(told, exhibit)


def _navigate(titles: Sequence[str]) -> None:
    """Show the numbers of the steps as links; the script, a file of the atlas's own, adds keys, marks and printing."""
    numbers = "".join(
        f'<a href="#step-{number}" title="{title}" aria-label="Step {number}: {title}">{number}</a>'
        for number, title in enumerate(titles, start=1)
    )
    with st.container(key="story_steps"):
        st.html(f'<nav class="atlas-steps" aria-label="Steps of the story">{numbers}</nav>')
        st.html(f"<script>{script()}</script>", unsafe_allow_javascript=True)


def _show(told: Story, exhibit: Exhibit) -> None:
    """Show one step: several figures above the words, or a single one beside them."""
    if len(exhibit.panels) > 1:
        show_panels(exhibit)
        _words(told, exhibit)
        return
    picture, words = st.columns([3, 2], gap="medium")
    with picture:
        show_panels(exhibit)
    with words:
        _words(told, exhibit)


def _words(told: Story, exhibit: Exhibit) -> None:
    st.markdown(plain(exhibit.lead))
    with st.container(key=f"foot_{exhibit.key}"):
        card_foot(exhibit, told.view)


def script() -> str:
    """Give the script of the steps; the server allows it by its hash."""
    return (_ASSETS / "steps.js").read_text(encoding="utf-8")


def style() -> None:
    """Load the style of the story, and of the sheet that its page prints on."""
    theme = state.theme()
    inks = {"ground": BACKGROUND[theme], "line": GRID[theme], "mark": map_ink(theme)["mark"]}
    named = " ".join(f"--story-{name}: {hue};" for name, hue in inks.items())
    st.html(f"<style>:root {{ {named} }}</style>")
    st.html(_ASSETS / "story.css")
