"""Whether the share of each province and region of a country changed, and how sure that is."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography.provinces import province_names, provinces, provinces_in, regions
from atlas.statistics.beta_binomial import COARSE
from atlas.statistics.certainty import is_sure
from atlas.statistics.monthly import Monthly, per_month
from atlas.statistics.periods import Question, months_of
from atlas.statistics.rates import rate_ratio
from atlas.statistics.shares import FEWEST_INSIDE, in_country
from atlas.topics.shift.measures.counted import Counted, Rise, model, rise
from atlas.topics.shift.measures.verdict import SURE_RISE

LEFT_OUT = ("AF-NAN", "AF-KAB")
"""Provinces with so many incidents that their ebb alone moves the shares of all others: Nangarhar and Kabul."""

SURE_ROWS = 0.95
"""What the sure rows alone must give for a direction to be named."""

VERDICTS = ("rose", "fell", "uncertain", "too few to say")

COLUMNS = (
    "denominator", "level", "unit", "before_sure", "before", "after_sure", "after", "share_before", "share_after",
    "difference", "low", "high", "rate_ratio", "ratio_low", "ratio_high", "p_rise", "p_rise_sure", "verdict",
)  # fmt: skip


class _Unit(NamedTuple):
    """A province or region."""

    level: str
    code: str


def province_tests(table: pd.DataFrame, question: Question, left_out: tuple[str, ...] = LEFT_OUT) -> pd.DataFrame:
    """Put the model to every province and every region of the question's country.

    Parameters
    ----------
    table
        Plain table.
    left_out
        Provinces that are left out of everything, one at a time, as further denominators.

    Returns
    -------
    DataFrame
        One row per denominator ("all", "without Nangarhar" ...), level ("province", "region") and unit (its code),
        with the columns of ``COLUMNS``. Shares and their difference are pooled fractions, low and high the
        model's 95 % interval of the difference, the ratio is that of rates per covered month; not a number where there
        is none, infinite where a bound is. ``p_rise`` is the probability that the share rose, ``p_rise_sure`` that of
        the sure rows alone. ``verdict``: "too few to say" below ``FEWEST_INSIDE`` incidents or without a model; "rose"
        where P(rise) is at least 0.975, and 0.95 among the sure rows; "fell" likewise; else "uncertain". Many are asked
        at once: `named_by_chance` says how many would be named if nothing had changed.
    """
    rows = in_country(table, question.country)
    parts = [_tested(rows, question).assign(denominator="all")]
    names = province_names()
    home = provinces()["country"]
    for province in left_out:
        if home.get(province) == question.country:
            kept = rows[(rows["province_id"] != province).to_numpy(dtype=np.bool_)]
            rest = _tested(kept, question, without=province)
            parts.append(rest.assign(denominator=f"without {names[province]}"))
    whole = pd.concat(parts, ignore_index=True)
    verdict = pd.Categorical(whole["verdict"], categories=list(VERDICTS))
    return whole.assign(verdict=verdict)[list(COLUMNS)]


def named_by_chance(tested: pd.DataFrame) -> float:
    """Return how many of the units would be named, risen or fallen, if none had changed: at most 5 % of those asked."""
    return float((tested["verdict"] != "too few to say").sum() * 2 * (1 - SURE_RISE))


def _tested(rows: pd.DataFrame, question: Question, without: str | None = None) -> pd.DataFrame:
    """Put the model to the units of both levels, of the rows given."""
    sure, members = is_sure(rows), _members(rows, question.country, without)
    every = Counted.each(rows, members.values(), question)
    firm = Counted.each(rows[sure], (inside[sure] for inside in members.values()), question)
    return pd.DataFrame([_line(*each, question) for each in zip(members, every, firm, strict=True)])


def _line(unit: _Unit, every: Counted, firm: Counted, question: Question) -> dict[str, object]:
    told, certain = (rise(model(each, question, points=COARSE), question) for each in (every, firm))
    counts = [int(side.inside.sum()) for side in every]
    shares = [count / total if total else np.nan for count, total in zip(counts, every.totals, strict=True)]
    low, high = (np.nan, np.nan) if told is None else (told.difference.low, told.difference.high)
    ratios = dict(zip(("rate_ratio", "ratio_low", "ratio_high"), _ratio(*_months(every, question)), strict=True))
    return {
        "level": unit.level, "unit": unit.code,
        "before_sure": int(firm.before.inside.sum()), "before": counts[0],
        "after_sure": int(firm.after.inside.sum()), "after": counts[1],
        "share_before": shares[0], "share_after": shares[1], "difference": shares[1] - shares[0],
        "low": low, "high": high,
        **ratios,
        "p_rise": np.nan if told is None else told.p_rise,
        "p_rise_sure": np.nan if certain is None else certain.p_rise,
        "verdict": _verdict(every.inside, told, certain),
    }  # fmt: skip


def _verdict(inside: int, told: Rise | None, certain: Rise | None) -> str:
    if told is None or inside < FEWEST_INSIDE:
        return "too few to say"
    rises, surely = told.p_rise, None if certain is None else certain.p_rise
    if rises >= SURE_RISE and surely is not None and surely >= SURE_ROWS:
        return "rose"
    if rises <= 1 - SURE_RISE and surely is not None and surely <= 1 - SURE_ROWS:
        return "fell"
    return "uncertain"


def _months(counted: Counted, question: Question) -> tuple[Monthly, Monthly]:
    before, after = (
        per_month(each, months_of(period))
        for each, period in zip(counted, (question.before, question.after), strict=True)
    )
    return before, after


def _members(rows: pd.DataFrame, country: str, without: str | None) -> dict[_Unit, NDArray[np.bool_]]:
    """List the units of a country, each with the rows that lie in it."""
    home = provinces()["country"]
    province, region = (rows[name].astype("str").to_numpy() for name in ("province_id", "region_id"))
    codes = [str(code) for code in home.index[home == country] if code != without]
    found = {_Unit("province", code): province == code for code in codes}
    listed = regions()
    listed = listed[listed["country"] == country].drop_duplicates("region_id")
    for code, kind in zip(listed["region_id"], listed["kind"], strict=True):
        inside = region == code if kind == "primary" else np.isin(province, list(provinces_in(code)))
        found[_Unit("region", str(code))] = inside
    return found


def _ratio(before: Monthly, after: Monthly) -> tuple[float, float, float]:
    """Give the ratio of the rates as numbers: infinite where it is, not a number where it is not known."""
    value, low, high = rate_ratio(before, after)
    if low is None:
        return np.nan, np.nan, np.nan
    return np.inf if value is None else value, low, np.inf if high is None else high
