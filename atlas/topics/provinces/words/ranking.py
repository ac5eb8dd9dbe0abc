"""What a ranking says, and what it cannot say."""

from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.drawing.number_words import capitalised, counted, percent, span
from atlas.text import joined, thousands
from atlas.topics.provinces.measures.ranks import Ranking

DRAWN: Mapping[str, str] = {"incidents": "{many}", "deaths": "people killed", "share": "share of {many}"}
READING: Mapping[str, str] = {
    "incidents": "solid: sure, hatched: suspected or disputed",
    "deaths": "bar: best estimate, line: lowest to highest",
    "share": "line: 95% interval",
}
UNITS: Mapping[str, str] = {"province_id": "province", "region_id": "region"}

METHOD = (
    "The line beside a rank holds 95% of the ranks that the place takes when half-years (in short periods months) are "
    "drawn anew with replacement (block bootstrap; Künsch, Annals of Statistics 17, 1989), so that bursts stay "
    "together; it is the hull of the lines for the claimed or attributed incidents and for all. Deaths are ranked by "
    "the best totals; there a place surely stands higher only where its lowest total exceeds the other's highest. Gaps "
    "in the reporting are no part of these intervals."
)


def ranking_sentence(ranking: Ranking, names: Mapping[str, str]) -> str:
    """Say who stands first, who may stand first as well, and how much of the order means something."""
    table, unit = ranking.table, UNITS[ranking.by]
    if table.empty:
        return f"No incident of the selection has a {unit}, so there is nothing to rank."
    top = [f"{_name(code, names)} ({_amount(row, ranking.measure)})" for code, row in _rows(table.head(3))]
    what = "most people killed" if ranking.measure == "deaths" else "most recorded incidents"
    follow = f", followed by {joined(top[1:])}" if len(top) > 1 else ""
    return " ".join(
        filter(None, [f"{top[0]} has the {what}{follow}.", _first_places(ranking, names), _blurred(ranking)])
    )


def rank_caption(ranking: Ranking, shown: int, selection: str, *, lifted: bool, changes: int | None) -> str:
    """Say how to read the figure and what is left out of it.

    ``shown`` units are drawn; ``lifted`` tells that filters of province or region were lifted; ``changes`` counts the
    incidents that no side of the comparison over time can claim, None where changes are not shown.
    """
    table, unit = ranking.table, UNITS[ranking.by]
    bars = {
        "incidents": "Solid: claimed or attributed; hatched: suspected or disputed",
        "deaths": "Bars: best estimate of the killed; line: from the lowest total of the sure incidents to the highest",
        "share": f"Bars: share of the incidents that have a {unit}, with its 95% interval",
    }[ranking.measure]
    parts = [
        f"{selection}: {counted(len(table), unit)} with an incident; those without one have no rank.",
        f"{bars}. By year: incidents, on a scale of each row's own. The table holds the ranks that are open.",
        _changes(changes),
        f"Not drawn: {counted(len(table) - shown, f'further {unit}')}." if shown < len(table) else "",
        f"Left out: {counted(ranking.unplaced, 'incident')} without a {unit}." if ranking.unplaced else "",
        "The filters of province and region are lifted here, so that a rank is one among all." if lifted else "",
    ]
    return capitalised(" ".join(filter(None, parts)))


def _changes(crossing: int | None) -> str:
    if crossing is None:
        return ""
    lost = f"; {counted(crossing, 'incident')} not datable to one side" if crossing else ""
    return (
        "A change is written beside the count where there is one: the last 12 covered months against the three years "
        f"before, whatever period is selected, and only where the 95% interval excludes no change{lost}."
    )


def _first_places(ranking: Ranking, names: Mapping[str, str]) -> str:
    """Name who can stand first."""
    table = ranking.table
    if not ranking.tested:
        return "The period is shorter than 12 months, too short to measure how incidents bunch: no rank is excluded."
    if len(table) == 1:
        return ""
    first = [_name(code, names) for code in table.index[table["rank_low"] == 1]]
    because = "given what the reports leave open" if ranking.measure == "deaths" else "at 95%"
    if len(first) == 1:
        return f"No other {UNITS[ranking.by]} can be first, {because}."
    if len(first) <= 3:
        return f"{joined(first, 'or')} may be first, {because}."
    return f"{thousands(len(first))} of {thousands(len(table))} may be first, {because}."


def _blurred(ranking: Ranking) -> str:
    """Count the units whose rank is hardly known."""
    table = ranking.table
    if not ranking.tested or len(table) < 4:
        return ""
    wide = table["rank_high"] - table["rank_low"] >= len(table) / 2
    number = int(wide.sum())
    if not number:
        return ""
    low, high = int(table.loc[wide, "rank_low"].min()), int(table.loc[wide, "rank_high"].max())
    return (
        f"For {thousands(number)} of {counted(len(table), UNITS[ranking.by])} at least half of all ranks are possible "
        f"(from {low} to {high}): their order says little."
    )


def _rows(table: pd.DataFrame) -> Sequence[tuple[object, Mapping[str, float]]]:
    return list(table.to_dict("index").items())  # type: ignore[arg-type]


def _name(code: object, names: Mapping[str, str]) -> str:
    return names.get(str(code), str(code))


def _amount(row: Mapping[str, float], measure: str) -> str:
    if measure == "deaths":
        return span(int(row["killed_low"]), int(row["killed_high"]))
    whole = span(int(row["incidents_sure"]), int(row["incidents"]))
    if measure == "incidents" or pd.isna(row["share_low"]):
        return f"{whole}; {percent(row['share'])}"
    return f"{percent(row['share'])}; {percent(row['share_low'])} to {percent(row['share_high'])}"
