"""The selection of all pages: held by the state of the filters' widgets, and set from anywhere."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date

import streamlit as st

from atlas.geography import provinces
from atlas.incidents import filters as selections
from atlas.incidents.filters import CHOICES, Filters
from atlas.incidents.queries import DATE_PARAMS, NUMBER_PARAMS, RING_PARAM, SCALARS
from atlas.incidents.rings import read_ring, write_ring
from atlas.pages import KEYS
from components import state

FROM, TO = DATE_PARAMS
_NOTICES_KEY = "notices"
_DEFAULTS: dict[str, object] = {choice.param: list(getattr(Filters(), choice.field)) for choice in CHOICES}
_DEFAULTS |= {"killed_min": 0, "killed_max": None, RING_PARAM: ""}
_ALWAYS_KNOWN = {"classes": "class", "labels": "label"}
"""Fields that no incident leaves open: to choose all of their values is to choose none."""
_STREAMLITS_OWN = frozenset({"embed", "embed_options"})


def foreseen() -> Filters:
    """Give the selection before its widgets are drawn: of their state, or of the link while they have none."""
    linked = _adopt_link(state.options())
    chosen = held() if FROM in st.session_state else _in_short(linked)
    _forget_old_notices(chosen)
    return chosen


def held() -> Filters:
    """Read the selection out of the state of the widgets; one that was never drawn holds the default."""
    widgets, opened = st.session_state, state.incidents()
    start, end = widgets.get(FROM, opened.covers_from), widgets.get(TO, opened.covers_to)
    most = widgets.get("killed_max")
    picked = {choice.field: tuple(widgets.get(choice.param, getattr(Filters(), choice.field))) for choice in CHOICES}
    offered = provinces_of(picked["countries"])
    picked["provinces"] = tuple(code for code in picked["provinces"] if code in offered)
    return _in_short(
        Filters(
            start=start if start != opened.covers_from else None,
            end=end if end != opened.covers_to else None,
            killed_min=int(widgets.get("killed_min", 0)),
            killed_max=None if most is None else int(most),
            ring=read_ring(widgets.get(RING_PARAM, ""))[0],
            **picked,
        )
    )


def adopt(chosen: Filters) -> None:
    """Set all filters to a selection. Streamlit does not write a list set to nothing into the URL: all are named."""
    opened, options = state.incidents(), state.options()
    for choice in CHOICES:
        values = list(getattr(chosen, choice.field))
        unsaid = not values and choice.field in _ALWAYS_KNOWN
        st.session_state[choice.param] = list(options[choice.param]) if unsaid else values
    set_period(chosen.start or opened.covers_from, chosen.end or opened.covers_to)
    st.session_state["killed_min"] = chosen.killed_min
    st.session_state["killed_max"] = chosen.killed_max
    set_ring(write_ring(chosen.ring) if chosen.ring else "")


def reset() -> None:
    """Put every filter back to the default view."""
    adopt(Filters())


def start_anew() -> None:
    """Forget the whole selection, as when another table is opened: its days are not those of the last one."""
    for name in (*DATE_PARAMS, *_DEFAULTS):
        st.session_state.pop(name, None)
    st.query_params.clear()


def lift_class_and_label() -> None:
    """Let every class and every label count."""
    adopt(held().without(*_ALWAYS_KNOWN))


def set_ring(text: str) -> None:
    """Select a drawn area on all pages; an empty text releases it."""
    st.session_state[RING_PARAM] = text


def toggle_province(province_id: str) -> None:
    """Select a province on all pages, or release it; a country filter that would hide it gives way."""
    chosen = list(st.session_state.get("province", []))
    released = [other for other in chosen if other != province_id]
    st.session_state["province"] = released if province_id in chosen else [*chosen, province_id]
    country = provinces.provinces().loc[province_id, "country"]
    countries = list(st.session_state.get("country", []))
    if countries and country not in countries:
        st.session_state["country"] = [*countries, country]


def set_period(start: date, end: date) -> None:
    """Set both ends of the period."""
    st.session_state[FROM] = start
    st.session_state[TO] = end


def notices() -> list[str]:
    """Give what of the visitor's link could not be used, in sentences."""
    return [problem.sentence() for problem in st.session_state.get(_NOTICES_KEY, ((), None))[0]]


def keep_notices(chosen: Filters) -> None:
    """Let the notices stand although the widgets made another selection of the link."""
    problems, _ = st.session_state.get(_NOTICES_KEY, ((), None))
    st.session_state[_NOTICES_KEY] = (problems, chosen)


def is_set(param: str) -> bool:
    """Tell whether a filter differs from the default, or the link names it and its widget has to read it."""
    return param in st.query_params or st.session_state.get(param, default(param)) != default(param)


def default(param: str) -> object:
    """Give what the widget of a parameter holds in the default view."""
    opened = state.incidents()
    if param in DATE_PARAMS:
        return opened.covers_from if param == FROM else opened.covers_to
    return deepcopy(_DEFAULTS[param])


def provinces_of(countries: Sequence[str]) -> Mapping[str, str]:
    """Give code and name of the provinces that may be chosen: those of the chosen countries, or all."""
    home = provinces.provinces()["country"]
    offered = state.options()["province"]
    return {code: name for code, name in offered.items() if not countries or home.get(code) in countries}


def _in_short(chosen: Filters) -> Filters:
    """Write every class or every label as none chosen: the same selection in fewer words."""
    options = state.options()
    return chosen.without(
        *(field for field, param in _ALWAYS_KNOWN.items() if set(getattr(chosen, field)) == set(options[param]))
    )


def _adopt_link(options: selections.Options) -> Filters:
    """Check the link before the widgets read it, so that what they ignore is said, and codes work like names."""
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    opened = state.incidents()
    wanted, problems = Filters.from_query(
        given, options, known=KEYS | _STREAMLITS_OWN, covered=(opened.covers_from, opened.covers_to)
    )
    if problems:
        st.session_state[_NOTICES_KEY] = (problems, None)
    if st.query_params.get(RING_PARAM) and not wanted.ring:
        set_ring("")
    for param in {problem.param for problem in problems} & {*DATE_PARAMS, *NUMBER_PARAMS}:
        _write_anew(param, getattr(wanted, SCALARS[param]))
    for choice in CHOICES:
        literal = set(options[choice.param].values())
        if choice.param not in st.session_state and not set(given.get(choice.param, [])) <= literal | {""}:
            st.session_state[choice.param] = list(getattr(wanted, choice.field))
    return wanted


def _write_anew(param: str, value: object) -> None:
    """Leave in the address what counts: a widget would take a bad value for its own, or fail at it."""
    if value in (None, getattr(Filters(), SCALARS[param])):
        del st.query_params[param]
    else:
        st.query_params[param] = str(value)


def _forget_old_notices(chosen: Filters) -> None:
    """Keep a notice while the selection stays what the link made of it, and drop it at the first change."""
    problems, at = st.session_state.get(_NOTICES_KEY, ((), None))
    if problems and at is None:
        st.session_state[_NOTICES_KEY] = (problems, chosen)
    elif problems and at != chosen:
        del st.session_state[_NOTICES_KEY]
