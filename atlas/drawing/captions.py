"""One generator of sentences: what stands under a figure, what a screen reader says, and what is copied.

``selection`` is everywhere a noun phrase without a full stop, as the filters write it; it leads the caption.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from atlas.drawing.moments import shown
from atlas.drawing.number_words import bin_in_words, capitalised, counted, percent, span, spanned
from atlas.statistics.province_counts import YearTable
from atlas.statistics.series import TimeSeries
from atlas.statistics.totals import Placing, Totals
from atlas.text import day_in_words, joined, thousands

__all__ = [
    "citation",
    "deaths_caption",
    "headline",
    "heatmap_caption",
    "map_caption",
    "moment_key",
    "series_caption",
    "source_line",
]

TABLE_TITLE = "Khorasan Atlas incident table"


def headline(totals: Totals, selection: str = "") -> str:
    """Say how many incidents killed how many people, when and in how many provinces."""
    if totals.incidents == 0:
        return _none(selection)
    low, high = totals.incidents_sure, totals.incidents
    number = counted(high, "incident") if low == high else f"between {thousands(low)} and {thousands(high)} incidents"
    provinces = f" in {counted(totals.provinces, 'province')}" if totals.provinces else ""
    unknown = ""
    if 0 < totals.toll_unknown < totals.incidents:
        unknown = f"{thousands(totals.toll_unknown)} of them {_form(totals.toll_unknown, 'gives', 'give')} no toll."
    return _led(selection, f"{number} {_toll(totals)}{_when(totals)}{provinces}.", unknown)


def series_caption(series: TimeSeries, selection: str = "", names: Mapping[str, str] | None = None) -> str:
    """Say how many incidents a time series holds, its peak, its empty bins, and what is not in it.

    ``names`` maps the groups of a grouped series to their labels; the three largest are named.
    """
    counts = series.counts
    if counts.empty:
        return _uncovered(selection)
    total = int(counts["incidents"].sum())
    found = spanned(int(counts["incidents_sure"].sum()), total, "incident")
    whole = f"{found} in {counted(len(counts), series.step)}, {_days(series.first, series.last)}."
    details = [_peak(series), _empty_bins(series), _largest(series, names or {})] if total else []
    return _led(selection, whole, *details, _partial(series), *_left_out(series, series.step))


def deaths_caption(series: TimeSeries, selection: str = "") -> str:
    """Say how many people were killed over a time series, and in which bin most."""
    counts = series.counts
    if counts.empty:
        return _uncovered(selection)
    low, best, high = (int(counts[f"killed_{bound}"].sum()) for bound in ("low", "best", "high"))
    sentences = [f"{_persons(low, best, high)} killed, {_days(series.first, series.last)}."]
    if best:
        most = int(counts["killed_best"].to_numpy().argmax())
        worst = [int(counts[f"killed_{bound}"].iloc[most]) for bound in ("low", "best", "high")]
        named = bin_in_words(counts.index[most].date(), series.step)
        sentences.append(f"The deadliest {series.step}: {named} with {_persons(*worst)}.")
    return _led(selection, *sentences, _partial(series), *_left_out(series, series.step))


def map_caption(
    by_province: pd.DataFrame, totals: Placing, names: Mapping[str, str], selection: str = "", leaders: int = 3
) -> str:
    """Name the leading provinces with their counts and shares, and what a map cannot show as a point."""
    if totals.incidents == 0:
        return _none(selection)
    found = spanned(totals.incidents_sure, totals.incidents, "incident")
    if by_province.empty:
        return _led(selection, f"{found}, none with a province.", _unplaced(totals))
    leading = by_province.head(leaders)
    columns = (leading[name].tolist() for name in ("incidents_sure", "incidents", "share"))
    top = [
        f"{names.get(str(province), str(province))} ({span(sure, most)}; {percent(share)})"
        for province, sure, most, share in zip(leading.index, *columns, strict=True)
    ]
    rest = len(by_province) - len(top)
    others = f", with {counted(rest, 'further province')}" if rest else ""
    lead = f"Most in {joined(top)}{others}; percentages are of incidents with a province."
    return _led(selection, f"{found}.", lead, _unplaced(totals))


def heatmap_caption(table: YearTable, names: Mapping[str, str], selection: str = "") -> str:
    """Name the span of years, the fullest cell, and what is not in the table."""
    years = [int(year) for year in table.counts.columns.tolist()]
    if not years:
        return _uncovered(selection)
    spanning = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    part = f" ({joined([str(year) for year in table.partial_years])} covered in part)" if table.partial_years else ""
    cells = table.counts.to_numpy()
    sentences = [f"{counted(int(cells.sum()), 'incident')} by province and year, {spanning}{part}."]
    if cells.any():
        row, column = divmod(int(cells.argmax()), len(years))
        province = str(table.counts.index[row])
        most = f"{names.get(province, province)} in {years[column]}"
        sentences.append(f"Most in one year: {most}, {counted(int(cells[row, column]), 'incident')}.")
    if table.no_province:
        sentences.append(f"{counted(table.no_province, 'further incident')} without a province.")
    return _led(selection, *sentences, *_left_out(table, "year"))


def moment_key(moments: pd.DataFrame, first: date, last: date) -> list[str]:
    """List the moments between two days in the numbering of the figures: "(1) label, 15 August 2021"."""
    return [f"({point.number}) {point.label}, {day_in_words(point.day)}" for point in shown(moments, first, last)]


def citation(title: str, version: str, covers_to: date, sentence: str, accessed: date) -> str:
    """Write how to cite what is shown: table, version, coverage, selection, day of access."""
    selection = f" Selection: {sentence}." if sentence else ""
    return (
        f"{title}, version {version}, data to {day_in_words(covers_to)}.{selection} Accessed {day_in_words(accessed)}."
    )


def source_line(version: str, covers_to: date, title: str = TABLE_TITLE) -> str:
    """Write the line that stands under everything: which table, which version, how far, and what it is not."""
    return f"{title}, version {version}, data to {day_in_words(covers_to)}; what was reported, not a census."


def _led(selection: str, *sentences: str) -> str:
    """Join sentences, each with a capital; the selection leads the first one."""
    first, *rest = [sentence for sentence in sentences if sentence]
    opening = f"{selection}: {first}" if selection else first
    return " ".join(capitalised(sentence) for sentence in (opening, *rest))


def _none(selection: str) -> str:
    return f"No incident matches {selection or 'the selection'}."


def _uncovered(selection: str) -> str:
    return f"The table covers no day of {selection or 'the selection'}."


def _form(number: int, singular: str, many: str) -> str:
    return singular if number == 1 else many


def _persons(low: int, best: int, high: int) -> str:
    """Write a toll: "nobody", "5 people", "3 to 9 people (best estimate 5)"."""
    if high == 0:
        return "nobody"
    return (
        counted(high, "person") if low == high else f"{spanned(low, high, 'person')} (best estimate {thousands(best)})"
    )


def _toll(totals: Totals) -> str:
    if totals.toll_unknown == totals.incidents:
        return "with no known toll"
    return f"killed {_persons(totals.killed_low, totals.killed_best, totals.killed_high)}"


def _when(totals: Totals) -> str:
    if totals.first is None or totals.last is None:
        return ""
    return f" {'from' if totals.first < totals.last else 'on'} {_days(totals.first, totals.last)}"


def _days(first: date, last: date) -> str:
    return f"{day_in_words(first)} to {day_in_words(last)}" if first < last else day_in_words(first)


def _peak(series: TimeSeries) -> str:
    incidents = series.counts["incidents"]
    most = int(incidents.max())
    peaks = [bin_in_words(stamp.date(), series.step) for stamp in incidents.index[incidents == most]]
    where = joined(peaks) if len(peaks) <= 3 else counted(len(peaks), series.step)
    return f"Most in one {series.step}: {most:,} ({where})."


def _empty_bins(series: TimeSeries) -> str:
    empty, bins = int((series.counts["incidents"] == 0).sum()), len(series.counts)
    if not empty:
        return f"No {series.step} is without an incident." if bins > 1 else ""
    return f"{thousands(empty)} of {counted(bins, series.step)} {_form(empty, 'has', 'have')} none."


def _largest(series: TimeSeries, names: Mapping[str, str]) -> str:
    totals = series.incidents_by.sum().sort_values(ascending=False, kind="stable")
    top = [f"{names.get(str(group), str(group))} {thousands(number)}" for group, number in totals[totals > 0].items()]
    return f"Largest: {joined(top[:3])}." if len(top) > 1 else ""


def _partial(series: TimeSeries) -> str:
    partial = [bin_in_words(stamp.date(), series.step) for stamp in series.counts.index[series.counts["partial"]]]
    return f"{joined(partial)} {_form(len(partial), 'is', 'are')} covered only in part." if partial else ""


def _left_out(binned: TimeSeries | YearTable, step: str) -> Sequence[str]:
    crossing, outside = binned.not_datable, binned.outside
    return [
        f"Left out: {counted(crossing, 'incident')} not datable to one {step}." if crossing else "",
        f"{counted(outside, 'incident')} outside the covered time." if outside else "",
    ]


def _unplaced(totals: Placing) -> str:
    """Count what is in the numbers of a map and not among its points, and what lies off its provinces."""
    kinds = [
        (totals.unlocated, "known only to a province or a district"),
        (totals.country_only, "known only to a country"),
    ]
    parts = [f"{thousands(number)} {words}" for number, words in kinds if number]
    unplaced = f"Without a point on the map: {joined(parts)}." if parts else ""
    abroad = f"{counted(totals.abroad, 'incident')} beyond the countries drawn." if totals.abroad else ""
    return " ".join(filter(None, [unplaced, abroad]))
