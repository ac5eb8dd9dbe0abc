"""The context in words: how an estimate is worded, and the finding that each figure shows."""

import re
from collections.abc import Sequence

import pandas as pd

from atlas.drawing.number_words import capitalised
from atlas.text import day_in_words, interval, joined, thousands
from atlas.topics.context.measures import LEADING, Aftermath, Level, Spread

_MONTH_WORDS = 31
_BEFORE = {"exact": "", "about": "about ", "nearly": "nearly ", "at least": "at least ", "more than": "more than ",
           "up to": "up to ", "fewer than": "fewer than "}  # fmt: skip


def figure_of(row: pd.Series) -> str:
    """Write an estimate as its source words it: "about 1,000", "3,000–4,000"."""
    return _BEFORE[row["bound"]] + interval(row["low"], row["high"])


def speaker(who: str) -> str:
    """Give a speaker without what stands in brackets or after a comma."""
    return re.sub(r" \([^)]*\)", "", who).partition(",")[0]


def when(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Name the period of a statement as shortly as it is: a day, a month, a year, years."""
    if first == last:
        return day_in_words(first)
    if (last - first).days < _MONTH_WORDS and first.month == last.month:
        return day_in_words(first).partition(" ")[2]
    if first.year == last.year:
        whole = first.day_of_year == 1 and (last.month, last.day) == (12, 31)
        return str(first.year) if whole else f"{first:%B} to {day_in_words(last).partition(' ')[2]}"
    return f"{first.year} to {last.year}"


def strength_label(row: pd.Series) -> str:
    """Write who speaks of when, and of what if not of the whole group; forecasts are marked as such."""
    marks = [f"fighters {row['area']}"] * (row["area"] != "all") + ["a forecast"] * (row["kind"] == "forecast")
    about = f" ({', '.join(marks)})" if marks else ""
    return f"{when(row['period_start'], row['period_end'])} · {speaker(row['who'])}{about}"


def strength_title(spread: Spread | None) -> str:
    """State how far estimates for one year lie apart."""
    if spread is None:
        return "No two estimates of the group's strength for one year are at hand"
    low, high = spread.lowest, spread.highest
    # A lower end is worded with its bound only where the estimate is one number.
    first = figure_of(low) if low["low"] == low["high"] else thousands(low["low"])
    return f"For {spread.year} estimates run from {first} fighters to {thousands(high['high'])}"


def leaders_title(found: Sequence[Aftermath]) -> str:
    """State what followed the loss of leaders, without saying that it followed from it."""
    if not found:
        return "Leaders and turning points beside the recorded incidents"
    rose = sum(each.after > each.before for each in found)
    fell = sum(each.after < each.before for each in found)
    return f"Incidents rose after {rose} of {len(found)} losses of a leader and fell after {fell}"


def aftermath_line(each: Aftermath) -> str:
    """Write the half years round one loss."""
    return f"{day_in_words(each.day)}: {each.before} in the half year before, {each.after} in the half year after"


def level_title(early: Level, late: Level, country: str) -> str:
    """State the yearly level in two periods; a period that is not covered has none."""
    if not (early.days.days and late.days.days):
        return f"The table does not cover both periods in {country}"
    first, second = (interval(round(sure), round(every)) for sure, every in (early.per_year, late.per_year))
    return f"Recorded in {country}: {first} attacks a year in {_years(early)}, {second} in {_years(late)}"


def _years(level: Level) -> str:
    return f"{level.days.first.year}–{level.days.last.year % 100:02d}"


def named_title(named: pd.DataFrame) -> str:
    """State how many of the leading provinces the briefs name, and which one they leave out."""
    lead = named[(named["rank"] <= LEADING).fillna(value=False).to_numpy(dtype=bool)]
    if lead.empty:
        return "No incident of the selection has a province"
    told = int(lead["claims"].map(bool).sum())
    left_out = lead.loc[~lead["claims"].map(bool), "name"].tolist()
    rest = f"; none names {left_out[0]}" if left_out else ""
    return f"The briefs name {told} of the {len(lead)} leading provinces as places of activity{rest}"


def named_label(row: pd.Series) -> str:
    """Write a province with its rank and the claims that name it."""
    rank = "no incident" if pd.isna(row["rank"]) else f"rank {row['rank']}"
    by = f"named in {joined(list(row['claims']))}" if row["claims"] else "named by no brief"
    return f"{row['name']} · {rank}, {by}"


def point_line(point: pd.Series) -> str:
    """Write a turning point with its number and day; what is disputed is marked."""
    stamp = point["date"]
    day = day_in_words(stamp) if point["exact"] else day_in_words(stamp).partition(" ")[2]
    disputed = " (disputed)" if point["disputed"] else ""
    return f"{point['number']}  {day}: {point['words'].rstrip('.')}{disputed}."


def names_by_user(aliases: pd.DataFrame) -> list[tuple[str, str]]:
    """Give who uses which names of the group, one line per user; names in data sets are exact."""
    return [
        (capitalised(str(user)), joined(group["name"].tolist()))
        for user, group in aliases.groupby("used_by", sort=False)
    ]
