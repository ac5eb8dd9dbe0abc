"""The filters in the sidebar: the same on every page, and kept in the URL by the widgets themselves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import date

import streamlit as st

from atlas import settings
from atlas.geography import provinces
from atlas.incidents import filters as selections
from atlas.incidents.filters import CHOICES, Choice, Filters
from atlas.incidents.queries import DATE_PARAMS, NUMBER_PARAMS, RING_PARAM
from atlas.incidents.rings import read_ring
from atlas.text import day_in_words
from components import state

GROUPS: dict[str, tuple[str, ...]] = {
    "Where": ("countries", "provinces", "regions"),
    "What": ("classes", "labels", "attack_types", "target_types"),
    "How sure": ("attributions", "confidences", "precisions"),
}
_MORE = {"Where": (RING_PARAM,)}
"""What a group holds beside lists to choose from."""
_BY_FIELD = {choice.field: choice for choice in CHOICES}
_HELP = {
    "classes": "Empty: every class. Only attacks count in the default view.",
    "labels": "Empty: every label. IS Pakistan Province split off in May 2019.",
    "regions": "The eight UN regions of Afghanistan, parts of Pakistan, and composites such as the wider north.",
    "attributions": "Claimed and attributed make the lower bound of every count, all four the upper.",
    "precisions": "Site and town are points; an incident known only to the province is counted there, never drawn.",
}
_NOTICES_KEY = "notices"
_FROM = "from"
_DEFAULTS: dict[str, object] = {choice.param: list(getattr(Filters(), choice.field)) for choice in CHOICES}
_DEFAULTS |= {"killed_min": 0, "killed_max": None, RING_PARAM: ""}


def foreseen() -> Filters:
    """Give the selection before its widgets are drawn: of their state, or of the link while they have none."""
    linked = _adopt_link(state.options())
    chosen = _held() if _FROM in st.session_state else _in_short(linked)
    _forget_old_notices(chosen)
    return chosen


def show() -> None:
    """Show the filters. Where they make another selection than was foreseen, the page is drawn again."""
    with st.sidebar:
        opened, options = state.incidents(), state.options()
        _period(opened.covers_from, opened.covers_to)
        for title, fields in GROUPS.items():
            params = [_BY_FIELD[field].param for field in fields]
            with _group(title, *params, *_MORE.get(title, ())) as wanted:
                for field in fields if wanted else ():
                    _pick(_BY_FIELD[field], options)
                if wanted and title == "Where":
                    _drawn_area()
        with _group("Killed", *NUMBER_PARAMS) as wanted:
            if wanted:
                st.number_input("At least", 0, value=0, step=1, key="killed_min", bind="query-params")
                st.number_input("At most", 0, value=None, step=1, key="killed_max", bind="query-params")
        st.button("Reset all filters", on_click=reset, icon=None, width="stretch", key="reset")
    chosen = _held()
    if chosen != state.handed_over():
        problems, _ = st.session_state.get(_NOTICES_KEY, ((), None))
        st.session_state[_NOTICES_KEY] = (problems, chosen)
        st.rerun()


@contextmanager
def _group(title: str, *params: str, opens: bool = True) -> Iterator[bool]:
    """Show a group of filters, closed at first. What is closed and holds the default is not sent to the browser.

    Widgets are what a first visit waits for longest: a list to choose from takes the browser as long as the map.
    """
    key, chosen = f"group_{title}", any(_is_set(param) for param in params)
    if chosen and opens and not st.session_state.get(f"{key}_chosen"):
        st.session_state[key] = True  # opens once when a link, the map or a button chooses in it
    st.session_state[f"{key}_chosen"] = chosen
    group = st.expander(title, key=key, on_change="rerun")
    wanted = chosen or bool(group.open)
    if not wanted:  # Streamlit writes a value set later into the URL only where it knew the key before
        for param in params:
            st.session_state.setdefault(param, _default(param))
    with group:
        yield wanted


def _held() -> Filters:
    """Read the selection out of the state of the widgets; one that was never drawn holds the default."""
    held, opened = st.session_state, state.incidents()
    start, end = held.get(_FROM, opened.covers_from), held.get("to", opened.covers_to)
    most = held.get("killed_max")
    picked = {choice.field: tuple(held.get(choice.param, getattr(Filters(), choice.field))) for choice in CHOICES}
    offered = _provinces_of(picked["countries"], state.options()["province"])
    picked["provinces"] = tuple(code for code in picked["provinces"] if code in offered)
    return _in_short(
        Filters(
            start=start if start != opened.covers_from else None,
            end=end if end != opened.covers_to else None,
            killed_min=int(held.get("killed_min", 0)),
            killed_max=None if most is None else int(most),
            ring=read_ring(held.get(RING_PARAM, ""))[0],
            **picked,
        )
    )


def _in_short(chosen: Filters) -> Filters:
    """Write every class or every label, which each incident has, as none chosen: the same selection in fewer words."""
    every = [field for field in ("classes", "labels") if set(getattr(chosen, field)) == _offered(field)]
    return chosen.without(*every)


def _offered(field: str) -> set[str]:
    return set(state.options()[_BY_FIELD[field].param])


def reset() -> None:
    """Put every filter back to the default view."""
    fresh, opened = Filters(), state.incidents()
    for choice in CHOICES:
        st.session_state[choice.param] = list(getattr(fresh, choice.field))
    set_period(opened.covers_from, opened.covers_to)
    st.session_state["killed_min"] = 0
    st.session_state["killed_max"] = None
    set_ring("")


def set_ring(text: str) -> None:
    """Select a drawn area on all pages; an empty text releases it."""
    st.session_state[RING_PARAM] = text


def lift_class_and_label() -> None:
    """Let every class and every label count. Streamlit writes a list set to nothing not into the URL: each is named."""
    for param in ("class", "label"):
        st.session_state[param] = list(state.options()[param])


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
    st.session_state[_FROM] = start
    st.session_state["to"] = end


def notices() -> list[str]:
    """Give what of the visitor's link could not be used, in sentences."""
    return [problem.sentence() for problem in st.session_state.get(_NOTICES_KEY, ((), None))[0]]


def _period(first: date, last: date) -> None:
    cut = settings.TALIBAN_TAKEOVER
    st.markdown("**When**")
    with st.container(horizontal=True, gap="small"):
        st.button("All", on_click=set_period, args=(first, last), key="preset_all")
        if first < cut <= last:
            eve = date.fromordinal(cut.toordinal() - 1)
            said = f"Until {day_in_words(eve)}, the eve of the change of power"
            st.button("Since August 2021", on_click=set_period, args=(cut, last), key="preset_since")
            st.button("Before", on_click=set_period, args=(first, eve), key="preset_before", help=said)
    years = st.empty()
    with _group("Exact days", *DATE_PARAMS, opens=False) as wanted:
        if wanted:
            form = {"min_value": first, "max_value": last, "format": "YYYY-MM-DD", "bind": "query-params"}
            left, right = st.columns(2)
            left.date_input("From", value=first, key=_FROM, **form)  # type: ignore[call-overload]
            right.date_input("To", value=last, key="to", **form)  # type: ignore[call-overload]
    start, end = st.session_state[_FROM], st.session_state["to"]
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
        st.button("Release the drawn area", on_click=set_ring, args=("",), key="release_ring")


def _adopt_years(first: date, last: date) -> None:
    low, high = st.session_state["years"]
    set_period(max(first, date(low, 1, 1)), min(last, date(high, 12, 31)))


def _pick(choice: Choice, options: selections.Options) -> None:
    offered = dict(options[choice.param])
    if choice.field == "provinces":
        offered = _provinces_of(st.session_state.get("country", []), offered)
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


def _provinces_of(countries: Sequence[str], offered: Mapping[str, str]) -> dict[str, str]:
    home = provinces.provinces()["country"]
    return {code: name for code, name in offered.items() if not countries or home.get(code) in countries}


def _is_set(param: str) -> bool:
    """Tell whether a filter differs from the default, or the link names it and its widget has to read it."""
    default = _default(param)
    return param in st.query_params or st.session_state.get(param, default) != default


def _default(param: str) -> object:
    opened = state.incidents()
    if param in DATE_PARAMS:
        return opened.covers_from if param == _FROM else opened.covers_to
    return deepcopy(_DEFAULTS[param])


def _adopt_link(options: selections.Options) -> Filters:
    """Check the link before the widgets read it, so that what they ignore is said, and codes work like names."""
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    opened = state.incidents()
    wanted, problems = Filters.from_query(
        given, options, known=PAGE_PARAMS, covered=(opened.covers_from, opened.covers_to)
    )
    if problems:
        st.session_state[_NOTICES_KEY] = (problems, None)
    if st.query_params.get(RING_PARAM) and not wanted.ring:
        set_ring("")
    for choice in CHOICES:
        literal = set(options[choice.param].values())
        if choice.param not in st.session_state and not set(given.get(choice.param, [])) <= literal | {""}:
            st.session_state[choice.param] = list(getattr(wanted, choice.field))
    return wanted


def _forget_old_notices(chosen: Filters) -> None:
    """Keep a notice while the selection stays what the link made of it, and drop it at the first change."""
    problems, at = st.session_state.get(_NOTICES_KEY, ((), None))
    if problems and at is None:
        st.session_state[_NOTICES_KEY] = (problems, chosen)
    elif problems and at != chosen:
        del st.session_state[_NOTICES_KEY]


PAGE_PARAMS = frozenset(
    {"incident", "search", "measure", "bin", "by", "deaths", "means", "moments", "sort", "embed", "embed_options"}
    | {"a_from", "a_to", "b_from", "b_to", "area", "count"}
    | {"show", "profile", "rank", "rank_of", "border", "bands", "step", "left", "right", "what"}
)
"""Keys in the URL that belong to a page and not to the selection."""
