"""What is said about one province: sentences with their intervals, and small facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from atlas.drawing.headings import Of
from atlas.drawing.number_words import capitalised, counted, percent, spanned
from atlas.statistics.totals import Totals
from atlas.text import day_in_words, joined, thousands
from atlas.topics.provinces.measures.lethality import Lethality, Toll
from atlas.topics.provinces.measures.profile import Pause, Profile

MANY_KILLED = "killed 10 or more"
KIND_NAMES: Mapping[str, str] = {
    "suicide": "suicide bombing",
    "possibly suicide": "suicide bombing or complex assault",
    "many killed": MANY_KILLED,
}

METHOD = (
    "Shares carry Wilson's 95% interval and differences Newcombe's, both on the number of independent incidents that "
    "would know as much, because incidents come in waves. A difference is named only where both all incidents and the "
    "claimed or attributed ones alone support it, and both sides have at least 10 incidents. Deaths are never tested: "
    "one attack can make a mean, so lethality is judged by how often an attack kills 10 or more."
)


def between(value: float | None, low: float | None, high: float | None) -> str:
    """Write a share with its interval: "33% (25% to 42%)"; without one where it is not known."""
    if value is None or pd.isna(value):
        return "not known"
    if low is None or high is None or pd.isna(low) or pd.isna(high):
        return percent(value)
    return f"{percent(value)} ({percent(low)} to {percent(high)})"


def profile_summary(profile: Profile, name: str, rank: Mapping[Any, Any] | None, ranked: int) -> list[str]:
    """Describe a province in a few paragraphs: how much, against whom and how, how deadly.

    ``rank`` is its row in the ranking by incidents among ``ranked`` provinces, None when it is not in it.
    """
    incidents = profile.totals.incidents
    if not incidents:
        return [_nothing(profile, name)]
    kinds = [
        _leading(profile.targets, "Most frequent target:", incidents),
        _leading(profile.tactics, "Most frequent method:", incidents),
        _told_apart(profile, name),
    ]
    paragraphs = [
        [_counted(profile, name), _ranked(rank, ranked)],
        kinds,
        [_deadly(profile.lethality, profile.country)],
    ]
    return [text for sentences in paragraphs if (text := " ".join(filter(None, sentences)))]


def mix_title(table: pd.DataFrame, incidents: int, noun: str, of: Of) -> str:
    """Name the most frequent target or method, as far as one leads by the sure incidents as well."""
    known = table[(table.index != "unknown") & (table["incidents"] > 0).to_numpy()]
    if known.empty:
        return f"No recorded {of.one} has a known {noun}"
    sure, most = (known[column] for column in ("incidents_sure", "incidents"))
    first = known.index[0]
    if (most == most.iloc[0]).sum() > 1 or sure.iloc[0] < sure.max():
        return f"No single {noun} stands out among {counted(incidents, of.one)}"
    return f"Most frequent {noun}: {first}, {thousands(most.iloc[0])} of {counted(incidents, of.one)}"


def lethality_title(lethality: Lethality, name: str) -> str:
    """Say how many attacks of those with a known toll killed many."""
    known, many = lethality.here.known, int(lethality.kinds["incidents"].to_dict().get("many killed", 0))
    if not known:
        return f"No attack in {name} has a known toll"
    if known == 1:
        return f"The one attack in {name} with a known toll {MANY_KILLED if many else 'killed fewer than 10'}"
    return f"{thousands(many) if many else 'None'} of {counted(known, 'attack')} in {name} {MANY_KILLED}"


def mix_caption(table: pd.DataFrame, drawn: pd.DataFrame, profile: Profile, name: str, noun: str) -> str:
    """Say what a figure of targets or methods shows, what differs, and what is left out.

    ``drawn`` are the rows of the table that the figure shows, ``noun`` is what a row is: target or method.
    """
    here = profile.totals.incidents
    if here < FEWEST:
        few = f"{counted(here, 'incident')} in {name}: too few to speak of shares, so the bars are counts."
        return " ".join(filter(None, [few, _undrawn(table, drawn, noun)]))
    rest = f"the rest of {profile.country}"
    parts = [
        f"{counted(here, 'incident')} in {name} beside {thousands(profile.country_incidents - here)} in {rest}. "
        "Beside each row its incidents, from the sure ones to all.",
        _differing(table, rest),
        f"With {counted(len(table), noun)} compared, one in twenty may look different by chance.",
        _undrawn(table, drawn, noun),
    ]
    return " ".join(filter(None, parts))


def lethality_caption(lethality: Lethality, name: str, country: str) -> str:
    """Say how deadly attacks were, with what is not known and how far one attack decides it."""
    here, rest = lethality.here, lethality.rest
    if not here.attacks:
        return f"No attack in {name} in the selection."
    unknown = here.attacks - here.known
    parts = [
        f"{capitalised(counted(here.attacks, 'attack'))} in {name}, {thousands(unknown)} of them without a figure for "
        "the killed." if unknown else f"{capitalised(counted(here.attacks, 'attack'))} in {name}, all with a figure.",
        f"{_mean(here)}." if here.known else "",
        f"In the rest of {country}, {_mean(rest)[:1].lower()}{_mean(rest)[1:]}." if rest.known and here.known else "",
        f"The deadliest attack made {percent(here.deadliest)} of all deaths." if here.deadliest else "",
        "A complex assault joins gunmen with a suicide or another explosion, so the true share of suicide attacks lies "
        "between the first two rows. Attacks of unknown method or toll are left out of the shares.",
    ]  # fmt: skip
    return " ".join(filter(None, parts))


FEWEST = 10


def _nothing(profile: Profile, name: str) -> str:
    whole = counted(profile.country_incidents, "incident")
    return (
        f"The selection holds no incident in {name}, beside {whole} with a province in {profile.country}. "
        "That is not the same as no incident having happened."
    )


def _counted(profile: Profile, name: str) -> str:
    """Say how many incidents there are, which part of the country's, and how many people they killed."""
    totals, share = profile.totals, profile.share
    found = spanned(totals.incidents_sure, totals.incidents, "incident")
    part = f"{percent(share.value or 0)} of those with a province in {profile.country}"
    if profile.country_incidents < FEWEST:
        part = f"{profile.country_incidents} with a province in {profile.country} in all"
    elif share.low is not None and share.high is not None:
        part += f"; 95% interval {percent(share.low)} to {percent(share.high)}"
    return (
        f"In {name} the selection holds {found}{_when(totals.first, totals.last)}: {part}. Killed: {_killed(totals)}."
    )


def _killed(totals: Totals) -> str:
    if totals.toll_unknown == totals.incidents:
        return "no figure known"
    if totals.killed_high == 0:
        return "nobody"
    best = f" (best estimate {thousands(totals.killed_best)})" if totals.killed_low < totals.killed_high else ""
    return f"{spanned(totals.killed_low, totals.killed_high, 'person')}{best}"


def _when(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return f", {day_in_words(first)} to {day_in_words(last)}" if first < last else f" on {day_in_words(first)}"


def _ranked(rank: Mapping[Any, Any] | None, ranked: int) -> str:
    if rank is None:
        return ""
    low, high = int(rank["rank_low"]), int(rank["rank_high"])
    told = "no other rank is possible" if low == high else f"ranks {low} to {high} cannot be excluded"
    return f"By incidents it ranks {int(rank['rank'])} among the {thousands(ranked)} provinces with any; {told}."


def _leading(table: pd.DataFrame, opening: str, incidents: int) -> str:
    """Name the most frequent known value, if one leads."""
    known = table[(table.index != "unknown") & (table["incidents"] > 0).to_numpy()]
    most = known.head(2)["incidents"].tolist()
    if not most or most.count(most[0]) > 1:
        return ""
    row, share = known.iloc[0], ""
    if incidents >= FEWEST:
        share = f"; {percent(row['share'])}, 95% interval {percent(row['low'])} to {percent(row['high'])}"
    return f"{opening} {known.index[0]} ({thousands(most[0])} of {thousands(incidents)}{share})."


def _told_apart(profile: Profile, name: str) -> str:
    """Collect what differs from the rest of the country, or say that it is too little to tell."""
    if profile.totals.incidents < FEWEST:
        return f"That is too few to compare {name} with the rest of {profile.country}."
    rows = pd.concat([profile.targets, profile.tactics])
    told = _differing(rows, f"the rest of {profile.country}")
    return told or f"No target and no method is told apart from the rest of {profile.country}."


def _differing(table: pd.DataFrame, rest: str) -> str:
    """Name the values told apart from the rest of the country, with both shares."""
    parts = []
    for verdict in ("more often", "less often"):
        found = [
            f"{value} ({percent(row['share'])} against {percent(row['rest_share'])})"
            for value, row in table[table["verdict"] == verdict].to_dict("index").items()
        ]
        if found:
            parts.append(f"{verdict} than in {rest}: {joined(found)}")
    return f"{capitalised('; '.join(parts))}." if parts else ""


def _deadly(lethality: Lethality, country: str) -> str:
    here = lethality.here
    if here.known < FEWEST:
        return ""
    row = lethality.kinds.to_dict("index")["many killed"]
    against = f"{percent(row['rest_share'])} in the rest of {country}"
    verdict = {"not told apart": f"not told apart from {against}", "too few to say": "too few elsewhere to compare"}
    told = verdict.get(str(row["verdict"]), f"{row['verdict']} than the {against}")
    return f"{_mean(here)}; {between(row['share'], row['low'], row['high'])} {MANY_KILLED}, {told}."


def _mean(toll: Toll) -> str:
    """Write the deaths per attack: mean with its range, and median."""
    if toll.best is None or toll.low is None or toll.high is None:
        return "No toll is known"
    reports = "" if toll.low == toll.high else f" ({toll.low:.1f} to {toll.high:.1f} by low and high figures)"
    interval = toll.interval
    chance = (
        ""
        if interval.low is None or interval.high is None
        else f", 95% interval {interval.low:.1f} to {interval.high:.1f}"
    )
    average = f"An attack with a known toll killed {toll.best:.1f} people on average"
    return f"{average}{reports}{chance}, and {toll.median:g} at the median"


def _undrawn(table: pd.DataFrame, drawn: pd.DataFrame, noun: str) -> str:
    rest = table.drop(index=drawn.index)
    if rest.empty:
        return ""
    incidents = counted(int(rest["incidents"].sum()), "incident")
    return f"In the table only: {counted(len(rest), f'further {noun}')} with {incidents}."


def mean_interval(toll: Toll) -> str:
    """Write the deaths per attack for a headline, by the low and by the high figures: "5.9–7.2"."""
    if toll.low is None or toll.high is None:
        return "not known"
    low, high = f"{toll.low:.1f}", f"{toll.high:.1f}"
    return low if low == high else f"{low}–{high}"


def toll_help(toll: Toll) -> str:
    """Say what stands behind the deaths per attack."""
    if toll.best is None:
        return "No attack has a figure."
    attacks = counted(toll.known, "attack")
    middle = f"best {toll.best:.1f}, median {toll.median:g}"
    return f"The mean of {attacks} with a figure, by low and by high figures; {middle}."


TOUCHES_KM = 1.0
"""A province whose nearest point lies this near to a border is said to lie on it."""

_DAYS_PER_MONTH = 365.2425 / 12


def facts(profile: Profile) -> dict[str, str]:
    """Give the small facts by their title; what is not known is left out."""
    totals = profile.totals
    found = {
        "First recorded": day_in_words(totals.first) if totals.first else "",
        "Last recorded": day_in_words(totals.last) if totals.last else "",
        "Longest pause": pause_in_words(profile.pause),
        "Borders, as far as drawn": _borders(profile.borders),
        "Located to": ", ".join(f"{word} {thousands(number)}" for word, number in profile.precision.items() if number),
        "Open points": _listed(profile.gaps),
    }
    return {title: capitalised(text) for title, text in found.items() if text}


def pause_in_words(pause: Pause | None) -> str:
    """Write the longest time without an incident."""
    if pause is None:
        return ""
    length = (
        f"{pause.days / _DAYS_PER_MONTH:.0f} months"
        if pause.days >= 2 * _DAYS_PER_MONTH
        else counted(pause.days, "day")
    )
    end = "and going on when the period ends" if pause.going_on else f"to {day_in_words(pause.last)}"
    return f"{length}, {day_in_words(pause.first)} {end}"


def _borders(table: pd.DataFrame) -> str:
    """Say which border a province lies on or near, and how far from it its incidents were."""
    on = table[table["province_low"] < TOUCHES_KM]
    lead = table.iloc[0]
    if on.empty:
        where = f"nearest to {lead['neighbour']}, at least {lead['province_low']:,.0f} km away"
    else:
        where = f"on the border with {joined([str(name) for name in on['neighbour'].unique()])}"
    if not lead["located"]:
        return f"{where}; no incident located to a town or closer"
    half = f", half of them within {lead['median']:,.0f} km" if round(lead["nearest"]) != round(lead["median"]) else ""
    located = counted(int(lead["located"]), "incident")
    nearest = f"the nearest {lead['nearest']:,.0f} km from {lead['neighbour']}"
    return f"{where}; {located} located to a town or closer, {nearest}{half}"


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{thousands(number)} {words}" for words, number in numbers.items() if number)
