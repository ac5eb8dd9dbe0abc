"""Two selections beside each other over time, and what both are made of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from atlas.drawing import headings
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.filters import Filters
from atlas.statistics.periods import Period
from atlas.statistics.series import Step, series
from atlas.topics.comparison import figures as comparison_figures
from atlas.topics.comparison import measures
from atlas.topics.comparison import words as comparison_words
from atlas.topics.comparison.measures import Comparison, Mix, MixColumn, Side

QUARTERS_FROM_DAYS = 3 * 366
"""From this span on bins are quarters, below it months."""


class Compared(NamedTuple):
    """Two selections with their rows and what was found between them."""

    view: View
    """What is looked at, with both selections as its sentence."""
    filters: tuple[Filters, Filters]
    sides: tuple[Side, Side]
    found: Comparison
    crossing: tuple[int, int]

    def incidents(self) -> list[str]:
        """List the incidents of both sides, each once, in the table's order."""
        table = self.view.incidents.measured
        left, right = (filters.holds(table) for filters in self.filters)
        return [str(name) for name in table["id"][left | right]]


def compared(view: View, pair: tuple[Filters, Filters]) -> Compared:
    """Select both sides and compare them."""
    table = view.incidents.measured
    left, right = (Side(filters.apply(table), _period(view, filters)) for filters in pair)
    crossing = pair[0].crossing(table), pair[1].crossing(table)
    sentence = f"left: {pair[0].sentence()}; right: {pair[1].sentence()}"
    return Compared(replace(view, sentence=sentence), pair, (left, right), measures.compare(left, right), crossing)


def both_over_time(both: Compared) -> Exhibit:
    """Show the incidents of both sides over time."""
    first = min(side.period.first for side in both.sides)
    last = max(side.period.last for side in both.sides)
    step: Step = "quarter" if (last - first).days >= QUARTERS_FROM_DAYS else "month"
    left, right = (series(side.table, step, *side.period) for side in both.sides)
    return Exhibit(
        key="compare_series",
        title=comparison_words.title(both.found),
        line=headings.line(f"incidents per {step} on both sides", first, last, headings.SOLID),
        panels={"": lambda theme: comparison_figures.paired_series(left, right, theme=theme)},
        caption=comparison_words.series_caption(left, right),
        table=lambda: comparison_words.series_table(left, right),
        incidents=both.incidents,
    )


def both_by(both: Compared, column: MixColumn) -> Exhibit:
    """Show what both sides are made of."""
    found: Mix = measures.mix(*both.sides, column)
    names = _names(column)
    shown = len(comparison_figures.mix_rows(found))
    return Exhibit(
        key="compare_mix",
        title=comparison_words.mix_title(found, names),
        line=f"Share of each side's incidents by {comparison_words.COLUMN_WORDS[column]}; "
        "hollow: fewer than ten incidents.",
        panels={"": lambda theme: comparison_figures.dumbbell(found, names, theme=theme)},
        caption=comparison_words.mix_caption(found, names, shown),
        table=lambda: comparison_words.mix_table(found, names),
        incidents=both.incidents,
    )


def _period(view: View, filters: Filters) -> Period:
    first, last = view.incidents.covers_from, view.incidents.covers_to
    return Period(max(filters.start or first, first), min(filters.end or last, last))


def _names(column: MixColumn) -> Mapping[str, str]:
    names = {"region_id": provinces.region_names, "province_id": provinces.province_names}
    return names[column]() if column in names else {}
