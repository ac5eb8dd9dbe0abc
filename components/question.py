"""The comparison that several pages share: two periods, a region, what is counted. It lives in the URL."""

from datetime import date

import streamlit as st

from atlas import settings
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.beta_binomial import PRIORS
from atlas.statistics.periods import UNITS, Period, PriorName, Question
from atlas.text import day_in_words

PARAMS = ("a_from", "a_to", "b_from", "b_to", "area", "count", "least", "prior")
_POINTS = (1, 2, 3, 5, 8, 10, 15, 20)
_PRIOR_WORDS: dict[PriorName, str] = {"standard": "Standard", "wide": "Wide", "narrow": "Narrow"}
_UNIT_WORDS = {"incidents": "Incidents", "operations": "Operations", "days": "Days with an incident"}


def choose_question(current: View) -> Question:
    """Show the choice of both periods, the region and the unit, and return what is chosen.

    A table of a single day offers no choice, and the first period of its question is empty.
    """
    first, last = current.incidents.covers_from, current.incidents.covers_to
    asked = Question.usual(first, last)
    if first == last:
        st.info(
            f"The table covers one day, {day_in_words(first)}: no two periods can be set against each other, and "
            "what rests on two periods is left out."
        )
        return asked
    if asked.after.first != settings.TALIBAN_TAKEOVER:
        st.caption(
            f"The table does not cover both sides of {day_in_words(settings.TALIBAN_TAKEOVER)}: unless other periods "
            "are chosen, the first half of its days is set against the second."
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for number, (title, periods) in enumerate(presets(first, last).items()):
            st.button(title, key=f"cut_{number}", on_click=_set_periods, args=(periods,))
    with st.expander("Periods, region and measure", expanded=any(key in st.query_params for key in PARAMS)):
        days = st.columns(4)
        form = {"min_value": first, "max_value": last, "format": "YYYY-MM-DD", "bind": "query-params"}
        titles = ("Before: from", "Before: to", "After: from", "After: to")
        defaults = (*asked.before, *asked.after)
        picked = [
            column.date_input(title, value=default, key=key, **form)  # type: ignore[call-overload]
            for column, title, key, default in zip(days, titles, PARAMS, defaults, strict=False)
        ]
        where, what, least, believed = st.columns(4)
        regions = afghan_regions()
        region = where.selectbox(
            "Region", list(regions), index=list(regions).index(asked.region), format_func=regions.__getitem__,
            key="area", bind="query-params", help="The definition decides the answer, so it is always printed.",
        )  # fmt: skip
        unit = what.selectbox(
            "Count", list(UNITS), format_func=_UNIT_WORDS.__getitem__, key="count", bind="query-params"
        )
        points = least.selectbox(
            "Smallest rise that counts", _POINTS, index=_POINTS.index(5), format_func=_in_points,
            key="least", bind="query-params",
        )  # fmt: skip
        prior = believed.selectbox(
            "Prior", list(PRIORS), format_func=_PRIOR_WORDS.__getitem__, key="prior", bind="query-params",
            help="What is believed of level and difference before looking; the same for a rise and a fall.",
        )  # fmt: skip
    return Question(
        Period(picked[0], picked[1]), Period(picked[2], picked[3]), str(region), asked.origin, unit=unit,
        smallest=points / 100, prior=prior,
    )  # fmt: skip


def _in_points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def presets(first: date, last: date) -> dict[str, tuple[Period, Period]]:
    """Name the cuts that the published briefs make, as far as the table covers them."""
    cut = settings.TALIBAN_TAKEOVER
    eve = date.fromordinal(cut.toordinal() - 1)
    cuts = {
        "August 2021": (Period(first, eve), Period(cut, last)),
        "2018–19 against 2020–23": (
            Period(date(2018, 1, 1), date(2019, 12, 31)),
            Period(date(2020, 1, 1), date(2023, 12, 31)),
        ),
        "Before August 2021 against 2022": (Period(first, eve), Period(date(2022, 1, 1), date(2022, 12, 31))),
    }
    whole = Period(first, last)
    return {
        title: pair for title, pair in cuts.items() if all(each.days and each.cut_to(whole) == each for each in pair)
    }


def afghan_regions() -> dict[str, str]:
    """Give code and label of every region of Afghanistan, composites first."""
    table = provinces.regions()
    table = table[table["country"] == "Afghanistan"].drop_duplicates("region_id")
    ordered = table.sort_values("kind", key=lambda kinds: kinds != "composite", kind="stable")
    return dict(zip(ordered["region_id"], ordered["region"], strict=True))


def _set_periods(periods: tuple[Period, Period]) -> None:
    days = (*periods[0], *periods[1])
    for key, day in zip(PARAMS, days, strict=False):
        st.session_state[key] = day
