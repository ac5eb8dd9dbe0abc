"""The two selections of the Compare page: they live in the link as ``left`` and ``right``, each a query of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from atlas import settings
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.filters import CHOICES, Choice, Filters
from atlas.incidents.queries import Problem
from atlas.statistics.periods import usual_cut
from components import state
from components.plain import plain
from components.share_stamp import origin

SIDES = ("left", "right")
FIELDS = ("countries", "regions", "provinces", "classes", "labels", "attack_types", "target_types", "attributions")
"""What the controls of a side can change; the rest of a selection is carried along."""

PAKISTAN_PROVINCE = date(2019, 5, 14)
"""The first claim under the label of a Pakistan Province: before it the two labels cannot be compared."""

_OFFERED = [choice for choice in CHOICES if choice.field in FIELDS]


def chosen_sides(current: View) -> tuple[Filters, Filters]:
    """Give both selections: those of the link, else the first preset of the sidebar's selection.

    A value of the link that cannot be used is said in a notice and ignored.
    """
    for side in SIDES:
        if side in st.query_params and st.query_params[side] != st.session_state.get(_kept(side)):
            st.session_state[_kept(side)] = st.query_params[side]
    found = _stored(current)
    for side in SIDES:
        if _kept(side) in st.session_state and st.query_params.get(side) != st.session_state[_kept(side)]:
            st.query_params[side] = st.session_state[_kept(side)]
        for problem in _read(side)[1]:
            st.warning(plain(f"{side.capitalize()}: {problem.sentence()}"))
    return found


def presets(filters: Filters, first: date, last: date) -> dict[str, tuple[Filters, Filters]]:
    """Name the pairs that are one click away, each made of a selection; the first is what the page opens with.

    ``first`` and ``last`` are the covered days.
    """
    cut = settings.TALIBAN_TAKEOVER
    title = "Before and since August 2021"
    if usual_cut(first, last) != cut:
        title, cut = "First and second half", usual_cut(first, last)
    anywhere, always = filters.everywhere(), filters.without("start", "end")
    halves = {title: (replace(always, end=cut - timedelta(days=1)), replace(always, start=cut))}
    pairs = {
        "East and wider north": (
            replace(anywhere, regions=("af-east",)),
            replace(anywhere, regions=("af-north-wide",)),
        ),
        "Afghanistan and Pakistan": (
            replace(anywhere, countries=("Afghanistan",)),
            replace(anywhere, countries=("Pakistan",)),
        ),
    }
    pairs = halves | pairs if first < last else pairs  # a single day has no halves
    if first < PAKISTAN_PROVINCE <= last:
        there = replace(anywhere, countries=("Pakistan",), start=PAKISTAN_PROVINCE, end=None)
        pairs["ISKP and IS Pakistan Province"] = (
            replace(there, labels=("ISKP",)),
            replace(there, labels=("IS Pakistan Province",)),
        )
    return pairs


def show_presets(current: View) -> None:
    """Show the pairs that are one click away, and the way back to the first."""
    opened = current.incidents
    with st.container(horizontal=True, vertical_alignment="center"):
        for number, (title, pair) in enumerate(presets(current.filters, opened.covers_from, opened.covers_to).items()):
            st.button(title, key=f"pair_{number}", on_click=_keep, args=pair)
        st.button("Swap the sides", key="swap", on_click=_swap, type="tertiary")


def show_controls(side: str, filters: Filters, current: View) -> None:
    """Show the controls of one side over the page, closed until they are wanted."""
    first, last = current.incidents.covers_from, current.incidents.covers_to
    with st.popover("Change this side", key=f"{side}_controls", width="stretch"):
        days = st.columns(2)
        for column, title, end, value in zip(
            days, ("From", "To"), ("from", "to"), (filters.start or first, filters.end or last), strict=True
        ):
            # The widgets hold no state of their own: they show the side, and changing one sets it.
            st.session_state[f"{side}_{end}"] = value
            column.date_input(
                title, key=f"{side}_{end}", on_change=_change, args=(side,),
                min_value=first, max_value=last, format="YYYY-MM-DD",
            )  # fmt: skip
        for pair in zip(_OFFERED[::2], _OFFERED[1::2], strict=True):
            for column, choice in zip(st.columns(2), pair, strict=True):
                with column:
                    _pick(side, choice, filters)
        st.button("Take the sidebar’s selection", key=f"{side}_take", on_click=_take, args=(side,), width="stretch")


def share_link(sides: tuple[Filters, Filters]) -> str:
    """Give the address that opens this comparison, on the server the visitor is looking at."""
    queries = {side: filters.to_query(state.options()) for side, filters in zip(SIDES, sides, strict=True)}
    return f"{origin()}/compare?{urlencode(queries)}"


def _pick(side: str, choice: Choice, filters: Filters) -> None:
    offered = dict(state.options()[choice.param])
    if choice.field == "provinces" and filters.countries:
        home = provinces.provinces()["country"]
        offered = {code: name for code, name in offered.items() if home[code] in filters.countries}
    key = f"{side}_{choice.param}"
    st.session_state[key] = list(getattr(filters, choice.field))
    st.multiselect(
        choice.title, list(offered), format_func=offered.__getitem__, key=key, placeholder="All",
        on_change=_change, args=(side,),
    )  # fmt: skip


def _kept(side: str) -> str:
    """Name the key under which a side is kept while the visitor looks at other pages."""
    return f"compare_{side}"


def _read(side: str) -> tuple[Filters | None, tuple[Problem, ...]]:
    """Read the kept query of a side; None when there is none."""
    query = st.session_state.get(_kept(side))
    if query is None:
        return None, ()
    opened = state.incidents()
    return Filters.from_query(f"?{query}", state.options(), covered=(opened.covers_from, opened.covers_to))


def _stored(current: View) -> tuple[Filters, Filters]:
    """Give the kept sides; a side that is not kept is that of the first preset."""
    opened = current.incidents
    fresh = next(iter(presets(current.filters, opened.covers_from, opened.covers_to).values()))
    left, right = (_read(side)[0] or other for side, other in zip(SIDES, fresh, strict=True))
    return left, right


def _keep(left: Filters, right: Filters) -> None:
    for side, filters in zip(SIDES, (left, right), strict=True):
        st.session_state[_kept(side)] = filters.to_query(state.options())
        st.query_params[side] = st.session_state[_kept(side)]


def _swap() -> None:
    left, right = _stored(state.current())
    _keep(right, left)


def _take(side: str) -> None:
    current = state.current()
    _put(side, current.filters, current)


def _change(side: str) -> None:
    """Take what the controls of a side say, and carry along what they cannot."""
    current = state.current()
    first, last = current.incidents.covers_from, current.incidents.covers_to
    start, end = st.session_state[f"{side}_from"], st.session_state[f"{side}_to"]
    picked: dict[str, Any] = {choice.field: tuple(st.session_state[f"{side}_{choice.param}"]) for choice in _OFFERED}
    picked["provinces"] = _at_home(picked["provinces"], picked["countries"])
    carried = _stored(current)[SIDES.index(side)]
    _put(
        side,
        replace(carried, start=None if start == first else start, end=None if end == last else end, **picked),
        current,
    )


def _put(side: str, filters: Filters, current: View) -> None:
    left, right = _stored(current)
    _keep(*((filters, right) if side == "left" else (left, filters)))


def _at_home(chosen: Sequence[str], countries: Sequence[str]) -> tuple[str, ...]:
    """Leave out the provinces that lie outside the chosen countries: together they would select nothing."""
    home = provinces.provinces()["country"]
    return tuple(code for code in chosen if not countries or home[code] in countries)
