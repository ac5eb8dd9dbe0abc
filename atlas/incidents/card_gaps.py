"""The parts of the data card that set the table beside published counts: by year, by definition, and its bias."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from atlas.geography.provinces import province_names
from atlas.incidents.markdown import bullets, linked, markdown_table, paragraph
from atlas.incidents.recorded import attacks, beside_published, recorded, within
from atlas.incidents.sheets import COMPARED_WITH, DEFINITIONS
from atlas.text import interval, joined

Figure = Mapping[Hashable, Any]
"""One row of context/published_counts.csv, with what was recorded beside it."""

NEARLY_A_YEAR = pd.Timedelta(days=300)
"""Shortest period that is set beside a year."""

YEARLY = ("attacks", "claimed attacks", "all events")
"""What the table counts for every year; figures that compare with it stand beside the year."""

MASS_CASUALTY = 10
"""Deaths from which an attack counts as one with many victims."""

GAPS = (
    "Those who count do not count the same: each definition has a table of its own, and no two belong into one series. "
    "“Here” is counted over the same days and the same area; the lower number holds the claimed and attributed "
    "incidents, the upper one all. Incidents whose span crosses the edge of a period are in neither."
)


def gaps(table: pd.DataFrame, published: pd.DataFrame, covers_to: date) -> str:
    """Write the section that sets the table beside published counts, by year and by definition."""
    beside = beside_published(table, published)
    yearly = _by_year(beside)
    parts = [
        "## Recorded here against published counts\n",
        paragraph(GAPS),
        "### Afghanistan, year by year\n",
        paragraph(_widest(yearly)),
        _years(table, yearly, covers_to),
    ]
    for definition, meaning in DEFINITIONS.items():
        part = beside[beside["definition"] == definition]
        if len(part):
            parts += [f"### {definition.capitalize()}: {meaning}\n", _compared(part)]
    return "\n".join(parts)


def told(figure: Figure) -> str:
    """Say one published figure with its definition and who counted."""
    end = figure["period_end"]
    until = "" if (end.month, end.day) == (12, 31) else f" to {end.day} {end:%B}"
    return f"{worded(figure)} {figure['definition']}{until} ({figure['who']})"


def worded(figure: Figure) -> str:
    """Write a published figure as its source words it: "at least 6"."""
    bound = "" if figure["bound"] == "exact" else f"{figure['bound']} "
    return bound + interval(figure["figure_low"], figure["figure_high"])


def _by_year(beside: pd.DataFrame) -> pd.DataFrame:
    """Choose the figures on all of Afghanistan whose period is all or nearly all of one year, and name the year."""
    long = beside["period_end"] - beside["period_start"] >= NEARLY_A_YEAR
    year = beside["period_start"].dt.year
    fits = long & (year == beside["period_end"].dt.year) & beside["compared_with"].isin(YEARLY)
    chosen: pd.DataFrame = beside[fits & (beside["area_id"] == "AF")]
    return chosen.assign(year=year)


def _widest(yearly: pd.DataFrame) -> str:
    counted = yearly[yearly["compared_with"] != "all events"]
    missing = counted["figure_low"] - counted["recorded_high"]
    worst = counted["year"].to_numpy()[missing.to_numpy().argmax()]
    those = counted[counted["year"] == worst].to_dict("records")
    here = "; ".join(
        f"{told(figure)}, {interval(figure['recorded_low'], figure['recorded_high'])} here" for figure in those
    )
    return f"The widest gap among claims and recorded attacks is in {worst}: {here}."


def _years(table: pd.DataFrame, yearly: pd.DataFrame, covers_to: date) -> str:
    rows = []
    for year in range(2015, covers_to.year + 1):
        here = within(table, "AF", pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31))
        figures = [told(figure) for figure in yearly[yearly["year"] == year].to_dict("records")]
        rows.append([year, *(interval(*recorded(here, counted)) for counted in YEARLY), "; ".join(figures) or "none"])
    return markdown_table(["Year", *(f"{counted.capitalize()} here" for counted in YEARLY), "Published"], rows)


def _compared(part: pd.DataFrame) -> str:
    rows = [
        [
            _days(figure),
            figure["area"],
            f"{worded(figure)} {figure['unit']}",
            linked(figure["who"], figure["source"]),
            figure["scope"],
            interval(figure["recorded_low"], figure["recorded_high"]),
            COMPARED_WITH[figure["compared_with"]],
        ]
        for figure in part.sort_values(["period_start", "period_end", "id"]).to_dict("records")
    ]
    return markdown_table(["Days", "Area", "Published", "Who", "What they count", "Here", "What is counted here"], rows)


def _days(figure: Figure) -> str:
    about = "" if figure["period_exact"] else "about "
    return f"{about}{figure['period_start']:%Y-%m-%d} to {figure['period_end']:%Y-%m-%d}"


def bias(table: pd.DataFrame, published: pd.DataFrame) -> str:
    """Write the section on what the table over-weights: the capital and attacks with many victims."""
    shown = attacks(table)
    afghan = shown[shown["country"] == "Afghanistan"]
    return "## Bias: the capital, and attacks with many victims\n\n" + bullets(
        [
            _places(afghan),
            _deadly(beside_published(table, published)),
            _tolls(afghan),
            "**Reports.** Rows that rest on one list carry that list's choice: see the source families above.",
        ]
    )


def _places(afghan: pd.DataFrame) -> str:
    names, counts = province_names(), afghan["province_id"].value_counts()
    ranked = sorted(((names[str(code)], int(rows)) for code, rows in counts.items() if rows), key=lambda one: -one[1])
    first, most = ranked[0]
    six = joined([f"{name} {rows:,}" for name, rows in ranked[:6]])
    return (
        f"**Places.** Of {len(afghan):,} Afghan attacks in the default view, {_share(most, len(afghan))} are in "
        f"{first}. The first six provinces: {six}. Claim counts lean to "
        "Nangarhar before 2022, counts of deadly attacks to Kabul: no source is free of such a lean."
    )


def _deadly(beside: pd.DataFrame) -> str:
    years = beside["period_end"] - beside["period_start"] > 2 * NEARLY_A_YEAR
    told_here = [
        f"{figure['area']} {figure['figure_low']:g} against "
        f"{interval(figure['recorded_low'], figure['recorded_high'])} here"
        for figure in beside[years & (beside["compared_with"] == "deadly attacks")].to_dict("records")
    ]
    return (
        "**Deadly attacks** from August 2021 to August 2024, as Afghanistan Security Watch counted them against those "
        f"recorded here: {'; '.join(told_here)}."
    )


def _tolls(afghan: pd.DataFrame) -> str:
    best = afghan["killed_best"]
    many, nobody = int((best >= MASS_CASUALTY).sum()), int((best == 0).sum())
    return (
        f"**Tolls.** {_share(many, len(afghan))} of the Afghan attacks killed {MASS_CASUALTY} or more (best figure), "
        f"{_share(nobody, len(afghan))} nobody; the median of the {best.notna().sum():,} known figures is "
        f"{best.median():g}. Small bombings are what reports and lists leave out first, so that attacks with many "
        "victims weigh too much."
    )


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})" if whole else "0"
