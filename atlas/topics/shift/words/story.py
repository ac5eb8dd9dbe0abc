"""The sentences of the story of the shift: what each figure shows, what it leaves out, and how it was made."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from atlas.drawing.number_words import capitalised, counted, percent, span
from atlas.statistics.periods import Question
from atlas.text import joined, thousands
from atlas.topics.shift.figures.flows import Flows, Moved, drawn
from atlas.topics.shift.figures.path import Centres, Displacement
from atlas.topics.shift.figures.shares import Role
from atlas.topics.shift.measures.province_tests import named_by_chance
from atlas.topics.shift.measures.share_series import ShareSeries
from atlas.topics.shift.measures.specifications import Specifications
from atlas.topics.shift.words.verdict import UNIT_PLURALS, capital, periods_in_words, region_in_words, signed

__all__ = [
    "edge_days",
    "flows_words",
    "grid_words",
    "group_label",
    "maps_words",
    "path_words",
    "selection_words",
    "shares_words",
]

_COMPASS = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east", "south-east",
    "south-south-east", "south", "south-south-west", "south-west", "west-south-west", "west", "west-north-west",
    "north-west", "north-north-west",
)  # fmt: skip


def maps_words(
    table: pd.DataFrame, question: Question, names: Mapping[str, str], no_province: int, not_datable: int
) -> tuple[str, str]:
    """Name the leading provinces and those whose share surely changed; then what is left out."""
    units = UNIT_PLURALS[question.unit]
    totals = {side: int(table[side].sum()) for side in ("before", "after")}
    first, second = periods_in_words(question)
    if not all(totals.values()):
        empty = first if not totals["before"] else second
        return f"No {units} with a province are recorded {empty}: there is nothing to compare.", ""
    leaders = [
        f"{joined([_led(row, side, names[str(code)]) for code, row in _top(table, side)])} {when}"
        for side, when in (("before", first), ("after", second))
    ]
    lead = f"Most recorded {units}: {leaders[0]}; {leaders[1]}."
    details = [_changed(table, names), _few(table), _left_out(no_province, not_datable)]
    return lead, " ".join(filter(None, details))


def shares_words(
    series: ShareSeries, roles: Mapping[str, Role], labels: Mapping[str, str], question: Question
) -> tuple[str, str]:
    """Say where the shares of region and origin stood in the first and last year with one; then what is left out."""
    known = series.table.dropna(subset=["share"])
    sentences = []
    for group, role in roles.items():
        rows = known[known["group"] == group]
        if role in {"region", "origin"} and len(rows):
            ends = [_year(row) for row in (rows.iloc[0], rows.iloc[-1])]
            place = region_in_words(group, labels)
            sentences.append(f"the share of {place} was {ends[0]}" + (f" and {ends[1]}" if len(rows) > 1 else ""))
    units = UNIT_PLURALS[question.unit]
    if not sentences:
        return f"No year has the 10 {units} that a share needs.", ""
    lead = capitalised(f"{'; '.join(sentences)}.")
    years = joined([str(day.year) for day in series.sparse])
    details = [
        "Bands are 95% intervals; the dotted lines have them in the table.",
        f"Left open, with fewer than 10 {units} in the country: {years}." if years else "",
        f"{capitalised(counted(series.not_datable, 'incident'))} not datable to one year."
        if series.not_datable
        else "",
    ]
    return lead, " ".join(filter(None, details))


def path_words(centres: Centres, moved: Displacement) -> tuple[str, str]:
    """Say how far and in which direction the mean centre moved, or that no movement can be excluded."""
    if moved.value_km is None or moved.low_km is None or moved.high_km is None:
        return "There are too few located incidents to say whether the centre moved.", _located(centres)
    length = f"{moved.value_km:,.0f} km (95% interval {moved.low_km:,.0f} to {moved.high_km:,.0f})"
    if moved.bearing_deg is None:
        lead = f"The mean centre lies {length} from where it was: that it did not move cannot be excluded."
    else:
        lead = f"The mean centre moved {length} to the {compass(moved.bearing_deg)}."
    thin = [str(year) for year, few in centres.path["too_few"].items() if few]
    years = f"Years with too few located incidents for a centre: {joined(thin)}." if thin else ""
    return lead, " ".join(filter(None, [_located(centres), years]))


def flows_words(flows: Flows, names: Mapping[str, str]) -> tuple[str, str]:
    """Say how much would have to move, set beside what chance alone makes of it; then the largest flows."""
    moved, way = flows.moved, flows.total_km
    if moved.value is None or way.value is None:
        return "One of the two periods has no incident with a province: nothing can be compared.", ""
    lead = f"To turn the first pattern into the second, {percent(moved.value)} of incidents would have to lie elsewhere"
    if moved.low is None or moved.high is None or moved.no_shift is None or moved.p is None:
        lead += "; there are too few to tell this from chance."
    else:
        surely = "more than" if moved.p <= 0.05 else "not surely more than"
        lead += (
            f" (95% interval {percent(moved.low)} to {percent(moved.high)}), {surely} the {percent(moved.no_shift)} "
            f"that chance alone would give."
        )
    largest = [
        f"{names[str(start)]} to {names[str(end)]} ({percent(share)})"
        for start, end, share in flows.plan.head(3)[["from", "to", "share"]].itertuples(index=False, name=None)
    ]
    details = [
        f"Largest: {joined(largest)}." if largest else "",
        _ways(way),
        f"The {len(drawn(flows.plan))} largest of {counted(len(flows.plan), 'flow')} are drawn.",
        "No arrow is a route that anybody is known to have taken.",
        _left_out(flows.without_province, flows.not_datable),
    ]
    return lead, " ".join(filter(None, details))


def grid_words(grid: Specifications) -> tuple[str, str]:
    """Say how many ways of counting there are, and what they agree on; then what that is worth."""
    if not grid.n or grid.median is None or grid.same_sign is None or grid.surely is None:
        return "No way of counting holds enough incidents.", ""
    lead = (
        f"Counted in {thousands(grid.n)} different ways, the difference has the same sign in {percent(grid.same_sign)} "
        f"of them; the middle one is {signed(grid.median)} points."
    )
    details = [
        f"In {percent(grid.surely)} of them P(rise) is at least 0.975 by itself.",
        f"Half-years dealt to the periods at random give a middle one as far from 0 with p = {grid.p:.3f}."
        if grid.p is not None
        else "",
        f"{thousands(grid.combinations)} combinations of choices; those that count the same stand once, those with too "
        "few incidents are left out.",
        "They share their incidents, so their number adds no certainty; they decide nothing.",
    ]
    return lead, " ".join(filter(None, details))


def _ways(way: Moved) -> str:
    if way.value is None:
        return ""
    chance = f", {way.no_shift:,.0f} km by chance alone" if way.no_shift is not None else ""
    return f"Mean way over all incidents: {way.value:,.0f} km{chance}."


def compass(bearing_deg: float) -> str:
    """Name one of sixteen directions."""
    return _COMPASS[round(bearing_deg / 22.5) % 16]


def group_label(code: str, role: Role, labels: Mapping[str, str]) -> str:
    """Name a group of provinces on a figure, in two lines where it is long."""
    if role == "rest":
        return "all others"
    label = labels.get(code, code).split(" (", maxsplit=1)[0]
    return label if len(label) <= 14 else label.replace(" and ", " and<br>", 1)


def _top(table: pd.DataFrame, side: str, number: int = 2) -> Sequence[tuple[object, "pd.Series[float]"]]:
    return list(table.sort_values(side, ascending=False, kind="stable").head(number).iterrows())


def _led(row: "pd.Series[float]", side: str, name: str) -> str:
    return f"{name} {percent(row[f'share_{side}'])} ({span(int(row[f'{side}_sure']), int(row[side]))})"


def _changed(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Name the provinces whose share surely rose or fell, once many tests at a time are allowed for."""
    parts = []
    for verdict in ("rose", "fell"):
        held = table[table["verdict"] == verdict].sort_values("difference", key=abs, ascending=False)
        if len(held):
            moved = [
                f"{names[str(code)]} ({signed(one)} points, {signed(low)} to {signed(high)})"
                for code, one, low, high in held[["difference", "low", "high"]].itertuples(name=None)
            ]
            parts.append(f"{verdict} in {joined(moved)}")
    if not parts:
        return "For no single province can a change be told from chance."
    by_chance = named_by_chance(table)
    return (
        f"The share {joined(parts)}, with 95% intervals. If nothing had changed, {by_chance:.1f} of so many provinces "
        "would be named by chance."
    )


def _few(table: pd.DataFrame) -> str:
    few = int((table["verdict"] == "too few to say").sum())
    unsure = int((table["verdict"] == "uncertain").sum())
    parts = [
        f"for {counted(unsure, 'province')} the change is uncertain" if unsure else "",
        f"for {counted(few, 'province')} there are too few to say" if few else "",
    ]
    return f"{capital(joined([part for part in parts if part]))}." if few or unsure else ""


def _left_out(no_province: int, not_datable: int) -> str:
    parts = [
        f"{counted(no_province, 'incident')} without a province" if no_province else "",
        f"{counted(not_datable, 'incident')} not datable to one period" if not_datable else "",
    ]
    return f"Left out: {joined([part for part in parts if part])}." if no_province or not_datable else ""


def _year(row: "pd.Series[Any]") -> str:
    counts = f"{span(int(row['inside_sure']), int(row['inside']))} of {thousands(row['total'])}"
    interval = f"95% interval {percent(row['low'])} to {percent(row['high'])}"
    return f"{percent(row['share'])} in {row['first'].year} ({counts}; {interval})"


def _located(centres: Centres) -> str:
    counts = [
        f"{thousands(centre.incidents)} {when} ({thousands(centre.areas)} known only to a district or province)"
        for centre, when in ((centres.before, "before"), (centres.after, "after"))
    ]
    out = centres.before.left_out + centres.after.left_out
    rest = f" Left out: {counted(out, 'incident')} known only to the country." if out else ""
    return f"Located incidents: {joined(counts)}.{rest}"


def edge_days(question: Question) -> tuple[date, ...]:
    """Give the days to mark between two periods: the second's first, and the first's last where a gap lies between."""
    gap = (question.after.first - question.before.last).days
    return (question.after.first,) if gap == 1 else (question.before.last, question.after.first)


def selection_words(question: Question, sentence: str) -> str:
    """Write what the story compares, with what of the selection holds."""
    first, second = periods_in_words(question)
    return f"{sentence}, the whole of {question.country}: {first} against {second}"
