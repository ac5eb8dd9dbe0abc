"""The story of the shift: the verdict with everything that limits it, and the steps that show why."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape

import streamlit as st

from atlas.drawing import captions
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.palette import BACKGROUND, GRID, map_ink
from atlas.drawing.view import View
from atlas.settings import METHOD_VERSION
from atlas.statistics.periods import Question
from atlas.statistics.probability import in_words
from atlas.topics.shift.exhibits.story import Story, stated, steps
from atlas.topics.shift.exhibits.story import story as tell
from atlas.topics.shift.measures.shift import Shift
from atlas.topics.shift.words import findings
from atlas.topics.shift.words import verdict as verdict_words
from atlas.topics.shift.words.headline import Statement
from components import state
from components.figure_card import card_foot, show_panels
from components.plain import plain
from components.story_script import ASSETS, script


def usable(question: Question) -> bool:
    """Tell whether both periods hold a day and the second follows on the first; say so where they do not."""
    if question.of_one_day:  # the choice of periods has said why
        return False
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
    """Show the answer in one breath, its probability and date, and three lines that limit it."""
    said = stated(told)
    with st.container(border=True, key="verdict"):
        st.header(plain(said.headline), anchor=False)
        st.markdown(plain(said.second))
        for column, (title, text) in zip(st.columns(3), said.lines, strict=True):
            column.markdown(f"**{plain(title)}**")
            column.markdown(plain(text))
        st.caption(f"{plain(said.verdict)} {plain(said.definition)}")
        _show_more(told, said)


def _show_more(told: Story, said: Statement) -> None:
    """Show a quiet row: the readings, others' counts, other places, and a paragraph to copy."""
    with st.container(horizontal=True, gap="small", key="verdict_more"):
        with _popover("Readings", "readings") as wanted:
            if wanted:
                st.dataframe(_readings(told.shift), hide_index=True, alt="Readings of the same question")
        with _popover("Others' counts", "published") as wanted:
            if wanted:
                lines = [findings.published_words(each) for each in told.shift.coverage.published]
                st.markdown("\n\n".join(plain(line) for line in lines) or "Nobody's count can be compared fairly.")
                st.caption(f"Published counts that fit no rows of the table: {told.shift.coverage.not_comparable}.")
        with _popover("Other places", "others") as wanted:
            if wanted:
                st.markdown("\n\n".join(plain(line) for line in verdict_words.counter_reading(told.shift)))
        with _popover("Copy the paragraph", "paragraph") as wanted:
            if wanted:
                st.code(said.paragraph(_citation(told.view)), language=None, wrap_lines=True)


@contextmanager
def _popover(title: str, key: str) -> Iterator[bool]:
    """Open a popover whose content is sent when it is wanted."""
    opened = st.popover(title, key=f"verdict_{key}", on_change="rerun", type="tertiary")
    with opened:
        yield bool(opened.open)


def _readings(shift: Shift) -> dict[str, list[str]]:
    ways = shift.answer.ways
    return {
        "read": list(ways),
        "that the share rose is": ["not to be read" if p is None else in_words(p) for p in ways.values()],
    }


def _citation(view: View) -> str:
    opened, today = view.incidents, datetime.now(UTC).date()
    cited = captions.citation(opened.title, opened.version, opened.covers_to, view.sentence, today)
    return f"{cited} Method {METHOD_VERSION}."


def show_steps(told: Story) -> None:
    """Show the steps one under the other, with the small navigation between them."""
    exhibits = steps(told)
    _navigate([exhibit.title for exhibit in exhibits])
    with st.container(key="steps"):
        for number, exhibit in enumerate(exhibits, start=1):
            with st.container(border=True, key=f"step_{number}"):
                st.html(f'<span id="step-{number}"></span>', width="content")
                st.header(f"{number} · {plain(exhibit.title)}", anchor=False)
                _show(told, exhibit)


def _navigate(titles: Sequence[str]) -> None:
    """Show the numbers of the steps as links; the script, a file of the atlas's own, adds keys, marks and printing."""
    titles = [escape(title) for title in titles]
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


def style() -> None:
    """Load the style of the story, and of the sheet that its page prints on."""
    theme = state.theme()
    inks = {"ground": BACKGROUND[theme], "line": GRID[theme], "mark": map_ink(theme)["mark"]}
    named = " ".join(f"--story-{name}: {hue};" for name, hue in inks.items())
    st.html(f"<style>:root {{ {named} }}</style>")
    st.html(ASSETS / "story.css")
