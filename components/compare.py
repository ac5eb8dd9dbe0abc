"""The parts of the Compare page: two sides, their difference in words, two series and what both are made of."""

from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from atlas.analysis import comparison as measures
from atlas.analysis.comparison import Comparison, Mix, MixColumn, Side
from atlas.analysis.periods import Period
from atlas.analysis.series import Step, TimeSeries, series
from atlas.geography import provinces
from atlas.incidents.filters import Filters
from atlas.text import interval
from atlas.visuals import comparison_figures, comparison_words
from atlas.visuals.rate_words import factor
from components import state
from components.compare_sides import SIDES, share_link, show_controls
from components.plain import plain
from components.state import Current

MIXES: dict[str, MixColumn] = {
    "target": "target_type",
    "attack type": "attack_type",
    "region": "region_id",
    "province": "province_id",
    "country": "country",
}
QUARTERS_FROM_DAYS = 3 * 366
"""From this span on bins are quarters, below it months."""


class Compared(NamedTuple):
    """Two selections with their rows and what was found between them."""

    current: Current
    """What the page knows, with both selections as its sentence."""
    filters: tuple[Filters, Filters]
    sides: tuple[Side, Side]
    found: Comparison
    crossing: tuple[int, int]


def compared(current: Current, pair: tuple[Filters, Filters]) -> Compared:
    """Select both sides and compare them."""
    table = current.incidents.measured
    sides = tuple(Side(filters.apply(table), _period(current, filters)) for filters in pair)
    left, right = sides
    crossing = pair[0].crossing(table), pair[1].crossing(table)
    sentence = f"left: {pair[0].sentence()}; right: {pair[1].sentence()}"
    return Compared(replace(current, sentence=sentence), pair, (left, right), measures.compare(left, right), crossing)


def show_sides(both: Compared) -> None:
    """Show both selections side by side: sentence, headline figures, and the controls that change them."""
    figures = both.found.left, both.found.right
    columns = st.columns(2, gap="medium")
    for column, side, filters, figure, sign in zip(columns, SIDES, both.filters, figures, "●◆", strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{sign} {side.capitalize()}**: {plain(filters.sentence())}.")
            counted, monthly = st.columns(2)
            counted.metric("Incidents", interval(figure.incidents_sure, figure.incidents))
            rate = figure.rate.value
            monthly.metric("Per covered month", "–" if rate is None else factor(rate))
            st.caption(plain(comparison_words.side_line(figure)))
            show_controls(side, filters, both.current)


def show_answer(both: Compared) -> None:
    """Say what differs, with its uncertainty, and lay the figures of both sides out as a table."""
    with st.container(border=True):
        st.markdown(f"**{plain(comparison_words.answer(both.found))}**")
        st.markdown(plain(comparison_words.deaths_sentence(both.found)))
        st.caption(plain(" ".join(comparison_words.notes(both.found, both.crossing))))
        with st.expander("All figures of both sides", key="compare_figures"):
            st.table(comparison_words.difference_table(both.found), border="horizontal")


def series_card(both: Compared) -> dict[str, Any]:
    """Make figure, caption and table of both series over time."""
    first = min(side.period.first for side in both.sides)
    last = max(side.period.last for side in both.sides)
    step: Step = "quarter" if (last - first).days >= QUARTERS_FROM_DAYS else "month"
    left, right = (_series(side, step) for side in both.sides)
    return {
        "title": f"Incidents per {step}",
        "figure": comparison_figures.paired_series(left, right, theme=state.theme()),
        "caption": comparison_words.series_caption(left, right),
        "table": lambda: comparison_words.series_table(left, right),
    }


def choose_mix() -> MixColumn:
    """Show what the sides may be compared by and give what is chosen."""
    chosen = st.segmented_control(
        "Compare what they are made of by", list(MIXES), default="target", required=True, key="what",
        bind="query-params",
    )  # fmt: skip
    return MIXES[str(chosen)]


def mix_card(both: Compared, column: MixColumn) -> dict[str, Any]:
    """Make figure, caption and table of what both sides are made of."""
    found: Mix = measures.mix(*both.sides, column)
    names = _names(column)
    shown = len(comparison_figures.mix_rows(found))
    return {
        "title": f"Shares by {comparison_words.COLUMN_WORDS[column]}",
        "figure": comparison_figures.dumbbell(found, names, theme=state.theme()),
        "caption": comparison_words.mix_caption(found, names, shown),
        "table": lambda: comparison_words.mix_table(found, names),
    }


def show_link(both: Compared) -> None:
    """Show the address that opens this comparison."""
    st.caption("Link to this comparison")
    st.code(share_link(both.filters), language=None, wrap_lines=True)


def _period(current: Current, filters: Filters) -> Period:
    first, last = current.incidents.covers_from, current.incidents.covers_to
    return Period(max(filters.start or first, first), min(filters.end or last, last))


def _series(side: Side, step: Step) -> TimeSeries:
    return series(side.table, step, *side.period)


def _names(column: MixColumn) -> dict[str, str]:
    names = {"region_id": provinces.region_names, "province_id": provinces.province_names}
    return dict(names[column]()) if column in names else {}
