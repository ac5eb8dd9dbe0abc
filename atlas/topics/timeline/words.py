"""What the figures of the timeline found, in a title and a line."""

from collections.abc import Mapping
from datetime import date

from atlas.drawing import headings
from atlas.drawing.headings import Of
from atlas.drawing.number_words import capitalised, span
from atlas.statistics.province_counts import YearTable
from atlas.statistics.series import TimeSeries

YEARS_BEFORE_RECENT = 2
"""From this many years on a title sets the last twelve months against the peak."""


def series_title(counted: TimeSeries, of: Of, recent: tuple[int, int]) -> str:
    """Say when there was most, and how many there were of late; ``recent`` is the sure number and that of all."""
    title = headings.over_time(counted, of)
    years = (counted.last - counted.first).days / 365.2425
    if years < YEARS_BEFORE_RECENT or counted.counts["incidents"].sum() < headings.FEW or " or " in title:
        return title
    return f"{title}; {span(*recent) if recent[1] else 'none'} in the last twelve months shown"


def series_line(counted: TimeSeries, of: Of, *, by: str | None) -> str:
    """Say what the bars are."""
    reading = f"by {by}" if by else headings.SOLID
    return headings.line(f"{of.many} per {counted.step}", counted.first, counted.last, reading)


def deaths_line(counted: TimeSeries) -> str:
    """Say what the band is."""
    reading = "line: best estimate, band: lowest to highest"
    return headings.line(f"people killed per {counted.step}", counted.first, counted.last, reading)


def years_title(table: YearTable, names: Mapping[str, str], of: Of) -> str:
    """Name the province that led in most years, as far as one did."""
    counts = table.counts.loc[:, table.counts.sum() > 0] if table.counts.size else table.counts
    if not counts.size:
        return f"No recorded {of.one} has both a province and a year"
    led = [counts.index[column == column.max()] for _, column in counts.items()]
    alone = [str(codes[0]) for codes in led if len(codes) == 1]
    often = sorted({code: alone.count(code) for code in alone}.items(), key=lambda pair: -pair[1])
    if not often or (len(often) > 1 and often[0][1] == often[1][1]):
        return f"No single province led the recorded {of.many} over the years"
    name, years = names.get(often[0][0], often[0][0]), counts.shape[1]
    if years == 1:
        return f"{name} led the recorded {of.many} in {counts.columns[0]}"
    return f"{name} led the recorded {of.many} in {often[0][1]} of {years} years with any"


def years_line(table: YearTable, of: Of) -> str:
    """Say what a cell is."""
    years = [int(year) for year in table.counts.columns]
    when = f", {years[0]} to {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return f"{capitalised(of.many)} per province and year{when}; the darker, the more."


def a_year_before(last: date) -> date:
    """Give the first day of the twelve months that end with a day."""
    try:
        return last.replace(year=last.year - 1)
    except ValueError:  # 29 February
        return last.replace(year=last.year - 1, day=28)
