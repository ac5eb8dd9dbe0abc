"""The sentences of the Borders page: counts and shares as intervals, and what each figure leaves out."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isnan
from typing import Any

import pandas as pd

from atlas.drawing.headings import Of
from atlas.drawing.number_words import bin_in_words, capitalised, counted, percent, points, span, spanned
from atlas.statistics.probability import in_words
from atlas.text import day_in_words, joined, thousands
from atlas.topics.borders.measures.crossings import MOST_APART
from atlas.topics.borders.measures.pressure import Pressure
from atlas.topics.borders.measures.sides import Side

FEWEST = 10
"""Below this many incidents near a border, both periods together, nothing is said about a change."""

UNIT_NOUNS = {"incidents": "incident", "operations": "operation", "days": "day with an incident"}

Row = Mapping[Any, Any]


def share_span(low: float, high: float) -> str:
    """Write a range of shares: "1% to 6%", "no share" where there is nothing to divide by."""
    if isnan(low) or isnan(high):
        return "no incident"
    if not low and 0 < high < 0.01:
        return percent(high)
    least, most = percent(low), percent(high)
    return least if least == most else f"{least} to {most}"


def sides_sentence(pair: tuple[Side, Side], band_km: float, of: Of) -> str:
    """Say on which side of a border incidents became more and on which fewer."""
    own, other = (_SIDE[side.trend] for side in pair)
    lead = f"Within {band_km:g} km of {_owned(pair[1].country)} border"
    if pair[0].trend == pair[1].trend:
        return f"{lead}, {_BOTH[pair[0].trend].format(many=of.many)}"
    return f"{lead}, recorded {of.many} {own} on the {_ADJECTIVES[pair[0].country]} side and {other} on the other"


def sides_line(pair: tuple[Side, Side], turn: date) -> str:
    """Give the numbers behind the sentence, per year on either side."""
    told = [f"{side.country} {_a_year(side.before)} before and {_a_year(side.after)} since" for side in pair]
    return f"A year, sure to possible: {'; '.join(told)} {day_in_words(turn)}."


def shares_title(table: pd.DataFrame, names: Mapping[str, str], of: Of) -> str:
    """Name the borders near which the share of incidents surely changed."""
    told = {word: [names.get(str(r["line"]), str(r["line"])) for r in table.to_dict("records") if verdict(r) == word]
            for word in ("rose", "fell")}  # fmt: skip
    parts = [f"{word} near {joined(lines)}" for word, lines in told.items() if lines]
    if not parts:
        return f"Near no border shown did the share of recorded {of.many} surely change"
    return f"The share of recorded {of.many} {' and '.join(parts)}"


def near_title(pressure: Pressure, names: Mapping[str, str], of: Of) -> str:
    """Name the border with most incidents near it, both sides together."""
    totals = pressure.totals()
    if totals.empty or not totals["own_most"].sum() + totals["other_most"].sum():
        return f"No recorded {of.one} lies within {pressure.band_km:g} km of these borders"
    most = totals["own_most"] + totals["other_most"]
    least = totals["own_least"] + totals["other_least"]
    first = str(most.idxmax())
    words = spanned(int(least.loc[first]), int(most.loc[first]), f"recorded {of.one}")
    return f"{capitalised(words)} within {pressure.band_km:g} km of the border with {names.get(first, first)}"


def crossings_title(number: int, drawn: int) -> str:
    """Count the recorded crossings of the borders."""
    if not number:
        return "No crossing of these borders is recorded"
    missing = "" if drawn == number else f", {drawn} of them on this map" if drawn else ", none of them on this map"
    return f"{capitalised(counted(number, 'recorded crossing'))} of these borders{missing}"


def lane_title(rows: pd.DataFrame, of: Of) -> str:
    """Count what lies beyond Afghanistan and Pakistan and name the deadliest place."""
    if rows.empty:
        return f"No recorded {of.one} outside Afghanistan and Pakistan"
    killed = rows["killed_best"].fillna(0).to_numpy()
    where = str(rows["place"].iloc[int(killed.argmax())]).split(", ")[0]
    counted_rows = capitalised(counted(len(rows), f"recorded {of.one}"))
    lead = f"{counted_rows} outside Afghanistan and Pakistan"
    if len(rows) == 1 or (killed == killed.max()).sum() > 1:
        return lead
    return f"{lead}, the deadliest in {where}"


def firsts_title(table: pd.DataFrame, names: Mapping[str, str], of: Of) -> str:
    """Name the province whose first incident came last."""
    ever = table[table["kind"] == "ever"].sort_values("date_start")
    if ever.empty:
        return f"No province has a recorded {of.one}"
    latest = ever.iloc[-1]
    name, year = names[str(latest["province_id"])].split(", ")[0], latest["date_start"].year
    if len(ever) == 1:
        return f"{name} alone has a recorded {of.one}, first in {year}"
    return f"{len(ever)} provinces have a recorded {of.one}; the latest to have its first is {name}, {year}"


_SIDE = {
    "rose": "rose",
    "fell": "fell",
    "no clear change": "did not clearly change",
    "too few to say": "are too few to compare",
}
_BOTH = {
    "rose": "recorded {many} rose on both sides",
    "fell": "recorded {many} fell on both sides",
    "no clear change": "recorded {many} did not clearly change on either side",
    "too few to say": "too few {many} are recorded to say whether they changed",
}
_ADJECTIVES = {"Afghanistan": "Afghan"}


def _owned(country: str) -> str:
    return f"{country}'" if country.endswith("s") else f"{country}'s"


def _a_year(ends: tuple[float, float]) -> str:
    low, high = (f"{end:.0f}" if end >= 1 or not end else "under 1" for end in ends)
    return low if low == high else f"{low} to {high}"


def verdict(row: Row) -> str:
    """Say in two or three words what can be told of a change: rose, fell, no clear change, too few to say."""
    if row["direction"] != "uncertain":
        return str(row["direction"])
    near = int(row["before_possibly"]) + int(row["after_possibly"])
    return "too few to say" if near < FEWEST or isnan(row["low"]) else "no clear change"


def answer(row: Row, borders: str, periods: tuple[tuple[date, date], tuple[date, date]], unit: str) -> str:
    """Answer which part of the activity lay near a border in two periods, and whether it changed.

    ``row`` is one row of ``analysis.nearness``, ``borders`` the words for what is near ("the border with Iran").
    """
    noun = UNIT_NOUNS[unit]
    before, after = (_part(row, name, noun, days) for name, days in zip(("before", "after"), periods, strict=True))
    return f"Within {row['band_km']:g} km of {borders} lay {before}, and {after}: {_change(row)}."


def aside(row: Row) -> str:
    """Say briefly how the shares differ within another distance."""
    before, after = (share_span(row[f"{name}_low"], row[f"{name}_high"]) for name in ("before", "after"))
    return f"Within {row['band_km']:g} km it was {before} before and {after} after: {_change(row)}."


def difference_span(row: Row) -> str:
    """Write the range of a difference in percentage points with sign: "+1.4 to +5.1"."""
    low, high = row["difference_low"], row["difference_high"]
    if isnan(low):
        return "–"
    ends = [f"{'+' if value > 0 else '−' if value < 0 else ''}{points(abs(value))}" for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _part(row: Row, name: str, noun: str, days: tuple[date, date]) -> str:
    total = spanned(int(row[f"{name}_sure"]), int(row[name]), noun)
    when = f"from {day_in_words(days[0])} to {day_in_words(days[1])}"
    if not row[name]:
        return f"none of {total} {when}"
    near = span(int(row[f"{name}_surely_sure"]), int(row[f"{name}_possibly"]))
    return f"{near} of {total} ({share_span(row[f'{name}_low'], row[f'{name}_high'])}) {when}"


def _change(row: Row) -> str:
    told = verdict(row)
    if isnan(row["low"]):
        return "one of the periods holds no incident, so that there is nothing to compare"
    interval = f"95% interval {_signed(row['low'])} to {_signed(row['high'])}"
    if told in ("rose", "fell"):
        p = row["p_rise_low"] if told == "rose" else 1 - row["p_rise_high"]
        return f"the share {told}, {in_words(p)} (difference {difference_span(row)} percentage points, {interval})"
    if told == "too few to say":
        lead = "too few to say whether the share changed"
    else:
        rose = row["p_rise_low"] + row["p_rise_high"] >= 1
        p = row["p_rise_low"] if rose else 1 - row["p_rise_high"]
        lead = f"no clear change: that the share {'rose' if rose else 'fell'} is {in_words(p)} by the weakest reading"
    return f"{lead} (difference {difference_span(row)} percentage points, {interval})"


def _signed(fraction: float) -> str:
    return f"{'−' if fraction < 0 else '+'}{points(abs(fraction))}"


def shares_caption(table: pd.DataFrame, names: Mapping[str, str], selection: str, crossing: int, unplaced: int) -> str:
    """Say what the shares near the borders mean, whose changed, and what they leave out."""
    rows = table.to_dict("records")
    told = {word: [names.get(str(r["line"]), str(r["line"])) for r in rows if verdict(r) == word] for word in _VERDICTS}
    parts = [f"{words} {joined(told[word])}" for word, words in _VERDICTS.items() if told[word]]
    band = f"{rows[0]['band_km']:g} km" if rows else "the distance"
    return _sentences(
        f"{selection}, at any time and place: share of incidents in the country within {band} of each border; "
        "each bar runs from what is sure in attribution and place to all that is possible",
        capitalised("; ".join(parts)),
        "A change is named only where its probability is at least 0.975 in all four readings (sure or all, surely or "
        "possibly near)",
        _left_out(crossing, unplaced, "not datable to one of the periods"),
    )


_VERDICTS = {
    "rose": "the share rose near",
    "fell": "it fell near",
    "no clear change": "there is no clear change near",
    "too few to say": "too few to say for",
}


def pressure_caption(pressure: Pressure, names: Mapping[str, str], selection: str) -> str:
    """Say how many incidents lie near each border on either side, when most, and what is not drawn."""
    summed = pressure.counts.groupby(["line", "side"], sort=False)[["least", "most"]].sum()
    totals = {key: (int(least), int(most)) for key, least, most in summed.itertuples(name=None)}
    told = []
    for line in pressure.counts["line"].unique():
        own = _ends(totals, line, "own")
        other = _ends(totals, line, "other")
        beyond = f" and {span(*other)} beyond it" if other[1] else ""
        if own[1] or other[1]:
            told.append(f"{names.get(str(line), str(line))} {span(*own)}{beyond}")
    quiet = [names.get(str(line), str(line)) for line in pressure.counts["line"].unique() if not _any(totals, line)]
    return _sentences(
        f"{selection}: incidents within {pressure.band_km:g} km of each border per {pressure.step}, "
        f"on the side of {pressure.country} upwards, beyond the border downwards, all rows at one scale",
        f"In all: {'; '.join(told)}" if told else "No incident lies near a border",
        f"None near: {joined(quiet)}" if quiet and told else "",
        _partial(pressure),
        _left_out(pressure.not_datable, pressure.unplaced, f"not datable to one {pressure.step}"),
    )


def map_caption(pressure: Pressure, drawn: int, off_map: int, selection: str) -> str:
    """Say what the lines, bands and arrows of the map stand for."""
    marks = "a dot stands where it landed, an arrow leads to the latest from where they came unless that is close by"
    return _sentences(
        f"{selection}: each border is coloured by the incidents possibly within {pressure.band_km:g} km of it on "
        "both sides, the number gives sure to possible; the shaded band is that distance",
        f"{counted(drawn, 'crossing')} drawn, numbered as in the list; {marks}" if drawn else "No crossing is drawn",
        f"{counted(off_map, 'crossing')} outside this map or without a known point" if off_map else "",
    )


def lane_caption(rows: pd.DataFrame, selection: str) -> str:
    """Say how many incidents lie beyond Afghanistan and Pakistan, and how many of them beyond the drawn countries."""
    if rows.empty:
        return f"{selection}: no incident outside Afghanistan and Pakistan."
    far, killed = int((~rows["drawn"]).sum()), rows["killed_best"].fillna(0)
    sure = int(rows["attribution"].isin(["claimed", "attributed"]).sum())
    worst = rows["place"].iloc[int(killed.to_numpy().argmax())]
    most = f"The deadliest: {worst}, {thousands(killed.max())} killed (best estimate)" if killed.max() else ""
    unknown = int(rows["killed_best"].isna().sum())
    return _sentences(
        f"{selection}: {spanned(sure, len(rows), 'incident')} outside Afghanistan and Pakistan in "
        f"{counted(rows['country'].nunique(), 'country')}, {thousands(far)} of them outside the eight countries drawn",
        most,
        ("The incidents of a month in a country are one circle" if len(rows) > MOST_APART else ""),
        "The area of a circle grows with the people killed; a small one killed nobody"
        + (f", {counted(unknown, 'incident')} without a known toll" if unknown else ""),
    )


def crossings_caption(pairs: pd.DataFrame, untold: int, selection: str, names: Mapping[str, str]) -> str:
    """Say which crossings are recorded, from where to where, and that the record is thin."""
    told = [
        f"{_where(row, 'origin_province_id', 'origin_country', names)} to "
        f"{_where(row, 'province_id', 'country', names)} ({_KINDS[str(row['kind'])]}, "
        f"{span(int(row['incidents_sure']), int(row['incidents']))})"
        for row in pairs.to_dict("records")
    ]
    return _sentences(
        f"{selection}: {'; '.join(told)}" if told else f"{selection}: no crossing of a border is recorded",
        "Only incidents whose sources name an origin in another country are listed; most fire and most entries across "
        "borders are never reported",
        f"{counted(untold, 'incident')} with an origin whose country cannot be told" if untold else "",
    )


_KINDS = {"fire": "fire", "entry": "entry of attackers"}


def firsts_caption(table: pd.DataFrame, covers_from: date, pause_months: float, selection: str) -> str:
    """Count the provinces with a first incident and the returns after a pause, and say what cannot be seen."""
    ever, returned = table[table["kind"] == "ever"], table[table["kind"] != "ever"]
    early = int(ever["before_coverage"].sum())
    return _sentences(
        f"{selection}: {counted(len(ever), 'province')} with an incident, {counted(len(returned), 'return')} after at "
        f"least {pause_months:g} months without any",
        f"The table begins on {day_in_words(covers_from)}: for {counted(early, 'province')} with a first incident less "
        f"than {pause_months:g} months later an earlier one cannot be ruled out" if early else "",
        "First means first recorded; a filled mark is claimed or attributed, an open one suspected or disputed",
    )  # fmt: skip


def _where(row: Row, province: str, country: str, names: Mapping[str, str]) -> str:
    parts = [names.get(str(row[province]), ""), str(row[country])]
    return ", ".join(part for part in parts if part)


def _ends(totals: Mapping[object, tuple[int, int]], line: object, side: str) -> tuple[int, int]:
    return totals.get((line, side), (0, 0))


def _any(totals: Mapping[object, tuple[int, int]], line: object) -> bool:
    return any(_ends(totals, line, side)[1] for side in ("own", "other"))


def _partial(pressure: Pressure) -> str:
    bins = pressure.counts.loc[pressure.counts["partial"], "bin"].unique()
    named = [bin_in_words(pd.Timestamp(each).date(), pressure.step) for each in bins]
    return f"{joined(named)} {'is' if len(named) == 1 else 'are'} covered only in part" if named else ""


def _left_out(crossing: int, unplaced: int, what: str) -> str:
    parts = [
        f"{counted(crossing, 'incident')} {what}" if crossing else "",
        f"{counted(unplaced, 'incident')} known only to the country" if unplaced else "",
    ]
    kept = [part for part in parts if part]
    return f"Left out: {joined(kept)}" if kept else ""


def _sentences(*sentences: str | Sequence[str]) -> str:
    """End each sentence that is there with a full stop."""
    return " ".join(f"{capitalised(str(sentence))}." for sentence in sentences if sentence)
