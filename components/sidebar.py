"""The filters in the sidebar: the same on every page, and kept in the URL by the widgets themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import streamlit as st

from atlas import settings
from atlas.incidents.filters import CHOICES, Choice, Filters
from atlas.incidents.queries import DATE_PARAMS, NUMBER_PARAMS, RING_PARAM
from atlas.text import day_in_words
from components import selection, state
from components.selection import FROM, TO

OPEN = ("countries", "provinces", "attack_types")
"""The lists that stand open on every page, under the years."""

MORE: dict[str, tuple[str, ...]] = {
    "What": ("target_types", "classes", "labels"),
    "How sure": ("attributions", "confidences", "precisions"),
    "Where": ("regions",),
}
"""The lists under "More filters", by what they ask."""
_BY_FIELD = {choice.field: choice for choice in CHOICES}
_HELP = {
    "classes": "Empty: every class. Only attacks count in the default view.",
    "labels": "Empty: every label. IS Pakistan Province split off in May 2019.",
    "regions": "The eight UN regions of Afghanistan, parts of Pakistan, and composites such as the wider north.",
    "attributions": "Claimed and attributed make the lower bound of every count, all four the upper.",
    "precisions": "Site and town are points; an incident known only to the province is counted there, never drawn.",
}


def begin() -> None:
    """Open the sidebar with its first word, so that the page is as narrow from the start as it will be."""
    st.sidebar.markdown("**When**")


def show() -> None:
    """Show the filters. Where they make another selection than the page was drawn with, it is drawn again."""
    opened = state.incidents()
    with st.sidebar:
        _period(opened.covers_from, opened.covers_to)
        for field in OPEN:
            _pick(_BY_FIELD[field])
        more = [_BY_FIELD[field].param for fields in MORE.values() for field in fields]
        with _group("More filters", *more, RING_PARAM, *NUMBER_PARAMS) as wanted:
            if wanted:
                _more()
        st.button("Reset all filters", on_click=selection.reset, icon=None, width="stretch", key="reset")
    chosen = selection.held()
    if chosen != state.handed_over():
        selection.keep_notices(chosen)
        st.rerun()


@contextmanager
def _group(title: str, *params: str, opens: bool = True) -> Iterator[bool]:
    """Show filters that are closed at first. What is closed and holds the default is not sent to the browser.

    Widgets are what a first visit waits for longest, lists to choose from above all.
    """
    key, chosen = f"group_{title}", any(selection.is_set(param) for param in params)
    if chosen and opens and not st.session_state.get(f"{key}_chosen"):
        st.session_state[key] = True  # opens once when a link, the map or a button chooses in it
    st.session_state[f"{key}_chosen"] = chosen
    group = st.expander(title, key=key, on_change="rerun")
    wanted = chosen or bool(group.open)
    if not wanted:  # Streamlit writes a value set later into the URL only where it knew the key before
        for param in params:
            st.session_state.setdefault(param, selection.default(param))
    with group:
        yield wanted


def _more() -> None:
    for title, fields in MORE.items():
        st.markdown(f"**{title}**")
        for field in fields:
            _pick(_BY_FIELD[field])
    _drawn_area()
    st.markdown("**Killed**")
    least, most = st.columns(2)
    least.number_input("At least", 0, value=0, step=1, key="killed_min", bind="query-params")
    most.number_input("At most", 0, value=None, step=1, key="killed_max", bind="query-params")


def _period(first: date, last: date) -> None:
    cut = settings.TALIBAN_TAKEOVER
    with st.container(horizontal=True, gap="small"):
        st.button("All", on_click=selection.set_period, args=(first, last), key="preset_all")
        if first < cut <= last:
            eve = date.fromordinal(cut.toordinal() - 1)
            said = f"Until {day_in_words(eve)}, the eve of the change of power"
            st.button("Since August 2021", on_click=selection.set_period, args=(cut, last), key="preset_since")
            st.button("Before", on_click=selection.set_period, args=(first, eve), key="preset_before", help=said)
    years = st.empty()
    with _group("Exact days", *DATE_PARAMS, opens=False) as wanted:
        if wanted:
            form = {"min_value": first, "max_value": last, "format": "YYYY-MM-DD", "bind": "query-params"}
            left, right = st.columns(2)
            left.date_input("From", value=first, key=FROM, **form)  # type: ignore[call-overload]
            right.date_input("To", value=last, key=TO, **form)  # type: ignore[call-overload]
    start, end = st.session_state[FROM], st.session_state[TO]
    if first.year < last.year:
        # The slider holds no state of its own: it shows the years of the exact dates, and moving it sets them.
        st.session_state["years"] = (min(start.year, end.year), max(start.year, end.year))
        years.slider("Years", first.year, last.year, key="years", on_change=_adopt_years, args=(first, last))
    if start > end:
        st.error(f"The period ends ({day_in_words(end)}) before it begins ({day_in_words(start)}).")


def _drawn_area() -> None:
    """Show the area drawn on the map, which can be typed too, and a way to release it."""
    drawn = st.text_input(
        "Drawn area",
        key=RING_PARAM,
        bind="query-params",
        placeholder="Draw it on the map",
        help="Corners as longitude,latitude with semicolons between. Incidents without coordinates lie in no area.",
    )
    if drawn:
        st.button("Release the drawn area", on_click=selection.set_ring, args=("",), key="release_ring")


def _adopt_years(first: date, last: date) -> None:
    low, high = st.session_state["years"]
    selection.set_period(max(first, date(low, 1, 1)), min(last, date(high, 12, 31)))


def _pick(choice: Choice) -> None:
    offered = dict(state.options()[choice.param])
    if choice.field == "provinces":
        offered = dict(selection.provinces_of(st.session_state.get("country", [])))
    st.multiselect(
        choice.title,
        list(offered),
        default=list(getattr(Filters(), choice.field)),
        format_func=offered.__getitem__,
        key=choice.param,
        bind="query-params",
        help=_HELP.get(choice.field),
        placeholder="All",
    )
