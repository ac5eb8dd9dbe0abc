"""The exhibits of the coverage: what a page shows and an export carries."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.incidents.context import usable_sheet
from atlas.incidents.sheets import DEFINITIONS
from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.periods import Period
from atlas.topics.coverage import figures, measures, words
from atlas.topics.shift.measures.coverage import Coverage

LIFTED = ("classes", "labels")
_TWIN = (
    "definition", "who", "scope", "area", "period_start", "period_end", "bound", "figure_low", "figure_high",
    "compared_with", "recorded_low", "recorded_high", "ratio_low", "ratio_high", "source",
)  # fmt: skip
_HOW = (
    "Each published count is set beside the rows of this table that fit its own definition, area and days; those lift "
    "period, place, class and label of the selection. The lower end holds claimed and attributed incidents, the upper "
    "end all. More than 100% means that the definition was narrower or that the lists differ: two lists that depend on "
    "one another are no capture and recapture."
)


def covered(view: View) -> Period:
    """Give the days that the table covers."""
    return Period(view.incidents.covers_from, view.incidents.covers_to)


def rows_compared(view: View) -> pd.DataFrame:
    """Give the rows that published counts are set beside, with all their columns."""
    lifted = view.filters.everywhere_and_always().without(*LIFTED)
    return view.incidents.table[lifted.holds(view.incidents.measured)]


def captured(view: View) -> pd.DataFrame:
    """Set the published counts beside what the table holds."""
    return measures.captures(rows_compared(view), usable_sheet("published_counts"), covered(view))


def breaks_of(view: View) -> tuple[measures.Break, ...]:
    """List the breaks of the whole table, whatever is selected."""
    return measures.breaks(view.incidents.table, covered(view))


def capture_over_time(view: View, found: pd.DataFrame) -> Exhibit:
    """Show the capture ratio of every published count over its period, a lane per definition."""
    marked, span = breaks_of(view), covered(view)
    return Exhibit(
        key="coverage_capture",
        title=words.capture_title(measures.capture_by_definition(found)),
        panels={"": lambda theme: figures.capture_lanes(found, marked, span_of(span), theme=theme)},
        line="Each line is one published count over its period; 100% would be all of it. Numbers mark breaks.",
        caption=f"{_HOW} Ratios in the title are pooled over counts of whole countries. Breaks: "
        f"{' '.join(words.break_line(each) for each in marked) or 'none.'}",
        table=lambda: found.set_index("id")[list(_TWIN)],
        incidents=ids(lambda: rows_compared(view)),
    )


def span_of(period: Period) -> tuple[date, date]:
    """Give the first and the last day."""
    return period.first, period.last


def whole_years(period: Period) -> tuple[date, date]:
    """Give the first day of the first and the last day of the last year of a period."""
    return date(period.first.year, 1, 1), date(period.last.year, 12, 31)


def capture_of(view: View, found: pd.DataFrame, definition: str) -> Exhibit:
    """Show every published count of one definition beside what the table holds."""
    here = found[found["definition"] == definition]
    none = int(here["ratio_high"].isna().sum())
    left_out = f" Counts of zero, of which no part can be held, are in the table alone: {none}." if none else ""
    return Exhibit(
        key="coverage_rows",
        title=words.rows_title(here, definition),
        panels={"": lambda theme: figures.capture_rows(here, theme=theme)},
        line="Held of published, by who counted where and when; from claimed or attributed incidents to all.",
        caption=f"Counted here: {DEFINITIONS[definition]}. {_HOW}{left_out}",
        table=lambda: here.set_index("id")[list(_TWIN)],
        incidents=ids(lambda: rows_compared(view)),
    )


def capture_by_year(view: View, found: pd.DataFrame) -> Exhibit:
    """Show the capture ratio per definition and year."""
    by_year, days = measures.capture_by_year(found), covered(view)
    years = range(days.first.year, days.last.year + 1)
    return Exhibit(
        key="coverage_years",
        title=words.year_title(by_year),
        panels={"": lambda theme: figures.capture_years(by_year, list(years), theme=theme)},
        line="Per cent of the published counts of whole countries that the table holds; blank: nobody counted.",
        caption=f"Pooled over the counts whose period lies within the year. {_HOW}",
        table=lambda: by_year.set_index(["definition", "year"]),
        incidents=ids(lambda: rows_compared(view)),
    )


def reporting_over_time(view: View) -> Exhibit:
    """Show how the selected incidents were reported, year by year."""
    rows, days = view.rows, Period(*view.period)
    years, mix = measures.reporting_by_year(rows, days), measures.precision_mix(rows, days)
    early = (rows["date_end"] < pd.Timestamp(TALIBAN_TAKEOVER)).to_numpy()
    late = (rows["date_start"] >= pd.Timestamp(TALIBAN_TAKEOVER)).to_numpy()
    marked = breaks_of(view)
    return Exhibit(
        key="coverage_reporting",
        title=words.reporting_title(measures.reporting(rows[early]), measures.reporting(rows[late])),
        panels={"": lambda theme: figures.reporting_lanes(years, mix, marked, whole_years(covered(view)), theme=theme)},
        line="By year of the incident; from dark to grey: town or better, district, province, country.",
        caption=f"{view.sentence}. A source counts once per origin; the lag runs from incidents known to the day to "
        f"the first dated source within {measures.LONGEST_LAG_DAYS} days. Breaks: "
        f"{' '.join(words.break_line(each) for each in marked) or 'none.'}",
        table=lambda: _reporting_table(years, mix),
        incidents=ids(lambda: view.table),
    )


def share_by_others(view: View, found: Coverage, place: str) -> Exhibit | None:
    """Show the share of a region by the lists of others beside this table's; None where no list can be divided."""
    divided = [each for each in found.replications if each.total and each.ours]
    lists = sorted(divided, key=lambda each: -each.total)
    if not lists:
        return None
    columns = ["who", "scope", "total", "inside", "unlisted", "ours", "ours_inside", "source"]
    return Exhibit(
        key="coverage_share",
        title=words.share_title(lists, place),
        panels={"": lambda theme: figures.share_rows(lists, theme=theme)},
        line=f"Share of {place} among the attacks of each list, and among this table's of the same days.",
        caption="Lists that others publish by province. The range holds what a list gives to no province.",
        table=lambda: pd.DataFrame(lists)[columns].set_index("who"),
        incidents=ids(lambda: rows_compared(view)),
    )


def missing_scenarios(view: View, found: Coverage, place: str) -> Exhibit | None:
    """Show what the incidents that others counted and the table lacks would do; None where none are missing."""
    if not found.scenarios:
        return None
    twin = pd.DataFrame(
        [(each.share, each.difference.value, each.difference.low, each.difference.high, each.p_rise)
         for each in found.scenarios],
        columns=pd.Index(["share_of_missing", "difference", "low", "high", "p_rise"]),
    )  # fmt: skip
    return Exhibit(
        key="coverage_scenarios",
        title=words.scenario_title(found.scenarios, found.missing, place),
        panels={"": lambda theme: figures.scenario_rows(found.scenarios, theme=theme)},
        line=f"Probability of a rise in {place} by the share of the missing attacks that lay there.",
        caption=f"The widest gap of a count of the country's attacks is {found.missing}. How many of the missing lay "
        "in the region is not known.",
        table=lambda: twin.set_index("share_of_missing"),
        incidents=ids(lambda: rows_compared(view)),
    )


def _reporting_table(years: Collection[measures.Yearly], mix: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(list(years), columns=list(measures.Yearly._fields)).set_index("year")
    return table.join(mix.rename(columns=lambda name: f"located to {name}"))
