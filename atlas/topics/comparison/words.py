"""The sentences and the table that set two selections side by side."""

from collections.abc import Mapping

import pandas as pd

from atlas.drawing.number_words import between, capitalised, counted, factor, percent, points, span, spanned
from atlas.statistics.estimate import Estimate
from atlas.statistics.series import TimeSeries
from atlas.text import interval, joined, thousands
from atlas.topics.comparison.measures import Comparison, Figures, Mix

COLUMN_WORDS = {
    "attack_type": "attack type",
    "target_type": "target",
    "region_id": "region",
    "province_id": "province",
    "country": "country",
    "attribution": "attribution",
}
"""How a column that is compared is called."""

UNEQUAL = 1.1
"""From this ratio of their lengths on two periods are called unequally long."""

_COUNTED = ("incidents_sure", "incidents", "killed_low", "killed_best", "killed_high")
_DAYS_PER_MONTH = 365.2425 / 12
_NAMED = 3
"""How many differences a caption names."""


def answer(comparison: Comparison) -> str:
    """Say which side has more incidents per covered month, as far as one can say; the left side comes first."""
    empty = _empty(comparison)
    if empty:
        return empty
    told = joined([f"{_rate(side.rate)} on the {name}" for name, side in _sides(comparison)])
    return f"Recorded incidents per covered month: {told}. {_verdict(comparison)}"


def title(comparison: Comparison) -> str:
    """Say which side surely has more incidents per month, without the numbers."""
    if _empty(comparison):
        return _empty(comparison).removesuffix(".")
    return {
        "more": "More incidents a month are recorded on the right",
        "less": "More incidents a month are recorded on the left",
        "uncertain": "Neither side surely has more recorded incidents a month",
        "too few to say": "Too few incidents to say which side has more",
        "not compared": "The sides share incidents, so neither is said to have more",
    }[comparison.verdict]


def mix_title(mix: Mix, names: Mapping[str, str]) -> str:
    """Name the clearest difference between two mixes."""
    what = COLUMN_WORDS[mix.column]
    if not (mix.left and mix.right):
        return f"No {what} to compare"
    clear = mix.table[mix.table["verdict"].isin(["more", "less"])]
    if clear.empty:
        return f"No difference by {what} is clear"
    value = clear["difference"].abs().idxmax()
    side = "right" if clear.loc[[value], "verdict"].iloc[0] == "more" else "left"
    return f"{capitalised(names.get(str(value), str(value)))}: a larger share on the {side}"


def deaths_sentence(comparison: Comparison) -> str:
    """Say how many were killed on each side; deaths are never tested."""
    told = [f"{_killed(side)} on the {name}{_lethality(side)}" for name, side in _sides(comparison)]
    return f"Killed: {'; '.join(told)}. Deaths are not tested: single events dominate them."


def side_line(side: Figures) -> str:
    """Say how long a side is and how many were killed in it."""
    return (
        f"{_covered(side)} covered. Killed: {_killed(side)}; {counted(side.toll_known, 'incident')} with a known toll."
    )


def notes(comparison: Comparison, crossing: tuple[int, int] = (0, 0)) -> list[str]:
    """Say what a reader must know of the two sides: what they share, how long they are, what is left out."""
    left, right = comparison.left, comparison.right
    longer = max(left.months, right.months) >= UNEQUAL * min(left.months, right.months)
    cut = [f"{thousands(number)} on the {name}" for name, number in zip(_NAMES, crossing, strict=True) if number]
    return list(
        filter(
            None,
            [
                f"{counted(comparison.shared, 'incident')} in both sides, counted in each."
                if comparison.shared
                else "",
                "The periods are unequally long, so rates per covered month are compared and not totals."
                if longer and left.months and right.months
                else "",
                "Both sides share covered days: the interval compares them month by month, so that what moves both at "
                "once does not count."
                if comparison.common_days and comparison.ratio.value is not None
                else "",
                f"Left out, not datable to one side of the edge of the period: {joined(cut)}." if cut else "",
                "The table is what was reported, not a census: a difference can be one of reporting.",
            ],
        )
    )


def difference_table(comparison: Comparison) -> pd.DataFrame:
    """Lay out the figures of both sides as text: a row per measure; columns Left, Right, Right against left."""
    left, right = comparison.left, comparison.right
    pairs = {
        "Incidents": [interval(side.incidents_sure, side.incidents) for side in (left, right)],
        "Covered time": [_covered(side) for side in (left, right)],
        "Incidents per month": [_rate(side.rate) for side in (left, right)],
        "… claimed or attributed": [_rate(side.rate_sure) for side in (left, right)],
        "Killed (best)": [_killed(side) for side in (left, right)],
        "Killed per incident with a known toll": [_mean(side) for side in (left, right)],
        "Median killed per incident": [_median(side) for side in (left, right)],
    }
    against = {
        "Incidents per month": _times(comparison.ratio),
        "… claimed or attributed": _times(comparison.ratio_sure),
    }
    rows = {measure: [*cells, against.get(measure, "")] for measure, cells in pairs.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["Left", "Right", "Right against left"])


def series_caption(left: TimeSeries, right: TimeSeries) -> str:
    """Describe the two series that stand one above the other on the same scale."""
    told = [_peak(series, name) for name, series in zip(_NAMES, (left, right), strict=True)]
    crossing = left.not_datable + right.not_datable
    out = f" Left out: {counted(crossing, 'incident')} not datable to one {left.step}." if crossing else ""
    return (
        f"{' '.join(told)} Both on one scale; solid: claimed or attributed, hatched: suspected or disputed, grey: days "
        f"outside the side's period.{out}"
    )


def series_table(left: TimeSeries, right: TimeSeries) -> pd.DataFrame:
    """Give the table twin of two series: a row per bin; a bin outside a side's period is empty there."""
    sides = [
        series.counts[list(_COUNTED)].add_suffix(f" ({name})")
        for name, series in zip(_NAMES, (left, right), strict=True)
    ]
    return pd.concat(sides, axis="columns", sort=True)


def mix_caption(mix: Mix, names: Mapping[str, str], shown: int) -> str:
    """Name the clearest differences between two mixes, and what is not in them.

    ``names`` maps a value to its label; ``shown`` is how many rows the figure draws.
    """
    what = COLUMN_WORDS[mix.column]
    if not (mix.left and mix.right):
        return f"No incident with a known {what} on one of the sides: there is no mix to compare."
    base = f"Shares of {counted(mix.left, 'incident')} on the left and {thousands(mix.right)} on the right by {what}."
    return " ".join(filter(None, [base, _clearest(mix, names), _mix_rest(mix, shown)]))


def mix_table(mix: Mix, names: Mapping[str, str]) -> pd.DataFrame:
    """Give the table twin of a mix, its values by their labels, fractions with three decimals."""
    return mix.table.rename(index=dict(names)).round(3).rename_axis(COLUMN_WORDS[mix.column])


_NAMES = ("left", "right")


def _sides(comparison: Comparison) -> list[tuple[str, Figures]]:
    return list(zip(_NAMES, (comparison.left, comparison.right), strict=True))


def _empty(comparison: Comparison) -> str:
    """Say which sides hold no day or no incident; empty when both hold some."""
    without_day = [name for name, side in _sides(comparison) if not side.months]
    if without_day:
        return f"The period on the {joined(without_day)} holds no day that the table covers: nothing to compare."
    bare = [name for name, side in _sides(comparison) if not side.incidents]
    return f"No incident on the {joined(bare)}: nothing to compare." if bare else ""


def _covered(side: Figures) -> str:
    """Write the length of a period: in days below two months, else in months."""
    days = round(side.months * _DAYS_PER_MONTH)
    return counted(days, "day") if side.months < 2 else f"{side.months:.1f} months"


def _rate(rate: Estimate) -> str:
    if rate.value is None:
        return "–"
    around = between(rate.low, rate.high)
    return f"{factor(rate.value)} ({around})" if around else factor(rate.value)


def _times(ratio: Estimate) -> str:
    if ratio.value is None:
        return "not compared"
    around = between(ratio.low, ratio.high)
    return f"× {factor(ratio.value)} ({around})" if around else f"× {factor(ratio.value)}"


def _verdict(comparison: Comparison) -> str:
    if comparison.verdict == "not compared":
        return (
            "The sides are not tested against each other, because "
            f"{counted(comparison.shared, 'incident')} in both would count twice."
        )
    if comparison.verdict == "too few to say":
        return "Too few incidents to say whether the rates differ."
    ratio, sure = comparison.ratio, comparison.ratio_sure
    times = f"The right side has {factor(ratio.value or 0)} times the rate of the left (95% interval {_around(ratio)}"
    if sure.value is not None:
        times += f"; claimed and attributed alone {factor(sure.value)}, {_around(sure)}"
    said = {"more": "higher on the right", "less": "lower on the right"}.get(comparison.verdict)
    return f"{times}): {said}." if said else f"{times}): too uncertain to say which is higher."


def _around(estimate: Estimate) -> str:
    return between(estimate.low, estimate.high) or "not known"


def _killed(side: Figures) -> str:
    ends = interval(side.killed_low, side.killed_high)
    return ends if side.killed_low == side.killed_high else f"{ends} (best {thousands(side.killed_best)})"


def _mean(side: Figures) -> str:
    if side.per_incident is None:
        return "–"
    low, best, high = side.per_incident
    return f"{low:.1f}–{high:.1f} (best {best:.1f})"


def _median(side: Figures) -> str:
    return "–" if side.median is None else f"{side.median:g}"


def _lethality(side: Figures) -> str:
    return "" if side.per_incident is None else f", {side.per_incident[1]:.1f} per incident with a known toll"


def _peak(series: TimeSeries, name: str) -> str:
    counts = series.counts
    if counts.empty:
        return f"{name.capitalize()}: no covered day."
    total = spanned(int(counts["incidents_sure"].sum()), int(counts["incidents"].sum()), "incident")
    most = int(counts["incidents"].max())
    return f"{name.capitalize()}: {total}, at most {most} in one {series.step}."


def _clearest(mix: Mix, names: Mapping[str, str]) -> str:
    """Name the differences whose direction is clear, the largest first."""
    clear = mix.table[mix.table["verdict"].isin(["more", "less"])]
    if (mix.table["verdict"] == "not compared").all():
        return "The sides share incidents, so the differences are not tested."
    if clear.empty:
        return "No difference is clear: each 95% interval holds zero, or the counts are too small."
    largest = clear.loc[clear["difference"].abs().sort_values(ascending=False, kind="stable").index]
    told = [_difference(row, names.get(str(value), str(value))) for value, row in largest.head(_NAMED).iterrows()]
    return f"Clear differences: {'; '.join(told)}. One in twenty such intervals misses by chance."


def _difference(row: pd.Series, name: str) -> str:
    ends = f"{points(row['low'])} to {points(row['high'])} points"
    return f"{name} {percent(row['left_share'])} against {percent(row['right_share'])} (difference {ends})"


def _mix_rest(mix: Mix, shown: int) -> str:
    hidden = len(mix.table) - shown
    without = mix.left_without + mix.right_without
    few = int((mix.table["verdict"] == "too few to say").sum())
    parts = [
        f"Too few to say, and hollow where drawn: {counted(few, 'row')} with fewer than ten incidents." if few else "",
        f"Not drawn: {counted(hidden, 'further row')}, in the table." if hidden > 0 else "",
        f"Left out: {span(without, without)} without a known {COLUMN_WORDS[mix.column]}." if without else "",
    ]
    return " ".join(filter(None, parts))
