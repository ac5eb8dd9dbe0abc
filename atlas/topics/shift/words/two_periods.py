"""The one sentence that compares two periods, and claims no more than its tests support."""

from atlas.drawing.number_words import percent, points, span, spanned
from atlas.statistics.shares import ShareChange, SharePeriod
from atlas.text import day_in_words, joined


def overview_sentence(
    east: ShareChange,
    north: ShareChange,
    east_name: str = "the east",
    north_name: str = "the north and north-east",
    country: str = "Afghanistan",
) -> str:
    """Compare the shares of two regions before and from the cut date.

    A share is said to have risen or fallen only where the test behind ``direction`` supports it; the counts are
    intervals from the sure incidents to all.
    """
    cut = day_in_words(north.cut)
    if not (north.before.total and north.after.total):
        return f"Recorded incidents in {country} do not lie on both sides of {cut}: there is nothing to compare."
    before = _period(east.before, north.before, east_name, north_name, country)
    after = f"{_share(east.after, east_name)} and {_share(north.after, north_name)}"
    total = spanned(north.after.total_sure, north.after.total, "incident")
    verdict = _verdict([(east_name, east), (north_name, north)])
    return f"Before {cut}, {before}; since then, of {total}, {after}: {verdict}."


def _period(east: SharePeriod, north: SharePeriod, east_name: str, north_name: str, country: str) -> str:
    total = spanned(north.total_sure, north.total, "recorded incident")
    return f"of {total} with a province in {country}, {_share(east, east_name)} and {_share(north, north_name)}"


def _share(period: SharePeriod, name: str) -> str:
    """Write a region's part of a period: "96 to 102 (48%) were in the east"."""
    return f"{span(period.inside_sure, period.inside)} ({percent(period.share or 0)}) in {name}"


def _verdict(changes: list[tuple[str, ShareChange]]) -> str:
    """Say what the tests support, and name what they do not."""
    parts: list[str] = []
    for name, change in changes:
        low, high = change.change.low, change.change.high
        if change.direction != "uncertain" and low is not None and high is not None:
            least, most = sorted((abs(low), abs(high)))
            who = f"that of {name}" if parts else f"the share of {name} among recorded incidents"
            parts.append(
                f"{who} {change.direction} (by {points(least)} to {points(most)} percentage points, 95% interval)"
            )
    unsure = [name for name, change in changes if change.direction == "uncertain"]
    if unsure:
        parts.append(f"for {joined(unsure, 'or')} there is too little to say whether the share changed")
    return joined(parts)
