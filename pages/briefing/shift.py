"""The shift: the verdict, what limits it, and five steps that show why. One sheet when printed."""

import streamlit as st

from components import shift_story, state
from components.failure import EndOfPage
from components.header import page_header
from components.question import choose_question

current = state.current()
shift_story.style()
with st.container(key="sheet"):
    page_header("The shift", current, "Has the reported activity moved to a region, and how sure can one be?")
    with st.container(key="choices"):
        question = choose_question(current)
    if not shift_story.usable(question):
        raise EndOfPage
    told = shift_story.story(current, question)
    shift_story.show_verdict(told)
    shift_story.show_steps(told)
