"""The briefing pack on the Share page: what it holds, for whom, on which paper, and its files."""

from datetime import UTC, datetime

import streamlit as st

from atlas.drawing.view import View
from atlas.exports.content import AUDIENCES, PAPERS, Order, Paper
from atlas.exports.licence import licence_of
from atlas.exports.report_forms import FORMS, Job, rows_leave
from atlas.incidents.filters import Filters
from atlas.pages import PARTS
from atlas.statistics.periods import Question
from atlas.topics.shift.exhibits.story import Story, story
from components import login, state
from components.plain import plain
from components.share_stamp import origin, source

OFFERED = {"pptx": "Slides", "pdf": "Report", "docx": "Document", "html": "Page", "provinces": "Atlas of provinces"}
"""The forms that can be chosen, and what they are called in short."""

Wanted = tuple[str, Filters, Order, tuple[str, ...]]
"""Key of the opened table, selection, order and forms: what a visitor has asked for."""


def show_pack(view: View) -> None:
    """Let the visitor order a pack, make it, and offer its files."""
    st.header("The briefing pack", anchor=False)
    st.markdown(
        "The pages you choose, for this selection: slides with charts that can be edited, a tagged PDF, a document, "
        "and a page that opens without a network. The numbers are the same in all of them."
    )
    with st.container(border=True):
        order, forms = _order(view), _forms()
        allowed = _allowed(view, order, forms)
        ready = bool(order and forms and allowed)
        asked = st.button("Make the pack", type="primary", disabled=not ready, key="pack_make")
        if order and forms and allowed:
            wanted: Wanted = (state.opened().key, view.filters, order, forms)
            if asked:
                _make(view, wanted)
                st.session_state["pack_made"] = _name(wanted)
            if st.session_state.get("pack_made") == _name(wanted):
                _offer(view, wanted)


def _order(view: View) -> Order | None:
    """Show what a pack can hold and give the order; None while no page is chosen."""
    pages = st.pills(
        "Pages", list(PARTS), default=list(PARTS), format_func=PARTS.__getitem__, selection_mode="multi",
        key="pack_pages",
    )  # fmt: skip
    with st.container(horizontal=True, gap="large"):
        audience = st.segmented_control(
            "For", list(AUDIENCES), default="briefing", required=True, format_func=str.capitalize, key="pack_for",
            help="  \n".join(AUDIENCES.values()),
        )  # fmt: skip
        paper: Paper = st.segmented_control("Paper", list(PAPERS), default="A4", required=True, key="pack_paper")
    if not pages:
        st.caption("Choose at least one page.")
        return None
    opened = view.incidents
    question = Question.usual(opened.covers_from, opened.covers_to)
    return Order(
        question, datetime.now(UTC).date(), origin(), tuple(page for page in PARTS if page in pages), audience, paper,
        f"Khorasan Atlas {audience}",
    )  # fmt: skip


def _forms() -> tuple[str, ...]:
    chosen = st.pills(
        "As", list(OFFERED), default=["pptx", "pdf", "docx", "html"], format_func=OFFERED.__getitem__,
        selection_mode="multi", key="pack_forms", help="The atlas of provinces has a sheet for each of them.",
    )  # fmt: skip
    return tuple(form for form in OFFERED if form in chosen)


def _allowed(view: View, order: Order | None, forms: tuple[str, ...]) -> bool:
    """Ask for a word where incident rows would leave though the licence of the table is not open."""
    if order is None or not rows_leave(forms, order):
        return True
    if not login.may_take_rows():
        st.caption(login.ONLY_ANALYSTS)
        return False
    question = licence_of(view.incidents.version, source()).question()
    if not question:
        return True
    return st.checkbox(plain(question), key="pack_licence")


def _make(view: View, wanted: Wanted) -> None:
    """Make every file, and say which one is being made; a file takes seconds, the atlas of provinces half a minute."""
    job = _job(view, wanted)
    with st.status("Answering the question about the shift …") as status:
        for number, form in enumerate(wanted[3], start=1):
            status.update(label=f"Making {OFFERED[form]}, {number} of {len(wanted[3])} …")
            state.pack_file(*wanted[:3], form, job)
        status.update(label="The pack is ready", state="complete")


def _offer(view: View, wanted: Wanted) -> None:
    """Offer the files; one that is no longer kept is made again."""
    job = _job(view, wanted)
    with st.container(horizontal=True):
        for form in wanted[3]:
            data = state.pack_file(*wanted[:3], form, job)
            st.download_button(
                f"{FORMS[form].title} · {len(data) / 1e6:.1f} MB", data, FORMS[form].file_name(job), FORMS[form].mime,
                key=f"pack_as_{form}", on_click="ignore",
            )  # fmt: skip


def _job(view: View, wanted: Wanted) -> Job:
    return Job(view, wanted[2], source(), answer=_answered)


def _answered(view: View, question: Question) -> Story:
    """Answer as the page The shift does, which remembers what it answered."""
    return story(view, question, state.shift(view.filters, question), state.movement(view.filters, question))


def _name(wanted: Wanted) -> str:
    """Name what was asked for in a way that a session can keep."""
    return repr(wanted)
