"""Whether the share of each province and region of a country changed, and how sure that is."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from atlas.geography.provinces import province_names, provinces, provinces_in, regions
from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import finite
from atlas.statistics.monthly import Monthly, Units, per_month, units
from atlas.statistics.periods import Period, Question, Unit, months_of
from atlas.statistics.rates import rate_ratio
from atlas.statistics.shares import FEWEST_INSIDE, Sums, effective_size, in_country, share_differences, shares, sums_of

LEFT_OUT = ("AF-NAN", "AF-KAB")
"""Provinces with so many incidents that their ebb alone moves the shares of all others: Nangarhar and Kabul."""

ALPHA = 0.05

VERDICTS = ("rose", "fell", "uncertain", "too few to say")

COLUMNS = (
    "denominator", "level", "unit", "before_sure", "before", "after_sure", "after", "share_before", "share_after",
    "difference", "low", "high", "rate_ratio", "ratio_low", "ratio_high", "p", "q", "verdict",
)  # fmt: skip


class _Unit(NamedTuple):
    """A province or region."""

    level: str
    code: str


class _Counts(NamedTuple):
    """Monthly counts of all units in one period: inside (units x months), total and days (months)."""

    inside: NDArray[np.int64]
    total: NDArray[np.int64]
    days: NDArray[np.int64]

    @property
    def sums(self) -> Sums:
        return Sums.of(self.inside, np.broadcast_to(self.total, self.inside.shape), self.days)

    def of(self, unit: int) -> Monthly:
        """Give the counts of one unit."""
        return Monthly(self.inside[unit], self.total, self.days)


def province_tests(table: pd.DataFrame, question: Question, left_out: tuple[str, ...] = LEFT_OUT) -> pd.DataFrame:
    """Test every province and every region of the question's country for a change of its share.

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
        with the columns of ``COLUMNS``. Shares and differences are fractions of all incidents with 95 % interval, the
        ratio is that of rates per covered month; not a number where there is none, infinite where a bound is.
        ``p`` is that of `share_p`, ``q`` its false discovery rate among the units of the level (Benjamini and Hochberg
        1995, Journal of the Royal Statistical Society B 57, 289-300); neither where `smallest_p` is 0.05 or more.
        ``verdict``: "too few to say" where there is no p; "rose" or "fell" where q is at most 0.05, the unit has at
        least ``FEWEST_INSIDE`` incidents and the interval lies on one side of 0 for the sure incidents as for all; else
        "uncertain".
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


def share_p(before: Monthly, after: Monthly) -> float | None:
    """Test whether a region's share is the same in two periods: the score test on the effective sizes, two-sided.

    None where an effective size is not known, or where the region has none or all of the incidents.
    """
    p = _share_p(sums_of(before), sums_of(after))
    return finite(float(p))


def smallest_p(before: Monthly, after: Monthly) -> float:
    """Give the smallest p that the region's incidents allow: the one if all of them lay in the rarer period.

    A test that could not have come out needs no correction and allows no word (Tarone 1990, Biometrics 46, 515-522).
    The incidents are counted at their effective size; 1 where that is not known.
    """
    return float(_smallest_p(sums_of(before), sums_of(after)))


def _share_p(before: Sums, after: Sums) -> NDArray[np.float64]:
    first, second = effective_size(before), effective_size(after)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = before.inside / before.total, after.inside / after.total
        common = (shares[0] * first + shares[1] * second) / (first + second)
        z = (shares[1] - shares[0]) / np.sqrt(common * (1 - common) * (1 / first + 1 / second))
    return np.asarray(2 * norm.sf(np.abs(z)))


def _smallest_p(before: Sums, after: Sums) -> NDArray[np.float64]:
    first, second = effective_size(before), effective_size(after)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = (before.inside + after.inside) * (first + second) / (before.total + after.total)
        p = (np.minimum(first, second) / (first + second)) ** effective
    return np.where(np.isnan(p), 1.0, p)


def _tested(rows: pd.DataFrame, question: Question, without: str | None = None) -> pd.DataFrame:
    """Test the units of both levels against the rows given."""
    members = _members(rows, question.country, without)
    inside, sure = np.stack(list(members.values())), is_sure(rows)
    every = _both(rows, inside, question)
    surely = _both(rows[sure], inside[:, sure], question)
    table = _laid_out(list(members), every, surely)
    testable = (_smallest_p(*(each.sums for each in every)) < ALPHA) & table["p"].notna().to_numpy()
    table["p"] = table["p"].where(testable)
    table["q"] = _false_discovery(table, testable)
    found = np.where(table["q"] <= ALPHA, _towards(every, surely), "uncertain")
    return table.assign(verdict=np.where(testable, found, "too few to say"))


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


def _both(rows: pd.DataFrame, members: NDArray[np.bool_], question: Question) -> tuple[_Counts, _Counts]:
    before, after = (_counted(rows, members, period, question.unit) for period in (question.before, question.after))
    return before, after


def _counted(rows: pd.DataFrame, members: NDArray[np.bool_], period: Period, unit: Unit) -> _Counts:
    held, months = period.holds(rows), months_of(period)
    part = rows.loc[held, ["date_start", "operation_id"]]
    plain = units(part, members[0, held])  # the months of incidents are the same for every province
    each = (
        Units(plain.month, inside) if unit == "incidents" else units(part, inside, unit) for inside in members[:, held]
    )
    counts = [per_month(counted, months) for counted in each]
    return _Counts(np.stack([each.inside for each in counts]), counts[0].total, months.days)


def _laid_out(listed: list[_Unit], every: tuple[_Counts, _Counts], surely: tuple[_Counts, _Counts]) -> pd.DataFrame:
    before, after = (each.sums for each in every)
    sure = [each.sums.inside.astype("int64") for each in surely]
    difference = share_differences(before, after)
    first, second = (shares(each).value for each in (before, after))
    columns = {
        "level": [unit.level for unit in listed], "unit": [unit.code for unit in listed],
        "before_sure": sure[0], "before": before.inside.astype("int64"),
        "after_sure": sure[1], "after": after.inside.astype("int64"),
        "share_before": first, "share_after": second,
        "difference": difference.value, "low": difference.low, "high": difference.high,
    }  # fmt: skip
    ratios = np.array([_ratio(*(each.of(number) for each in every)) for number in range(len(listed))])
    named = dict(zip(("rate_ratio", "ratio_low", "ratio_high"), ratios.T, strict=True))
    return pd.DataFrame(columns | named | {"p": _share_p(before, after)})


def _ratio(before: Monthly, after: Monthly) -> tuple[float, float, float]:
    """Give the ratio of the rates as numbers: infinite where it is, not a number where it is not known."""
    value, low, high = rate_ratio(before, after)
    if low is None:
        return np.nan, np.nan, np.nan
    return np.inf if value is None else value, low, np.inf if high is None else high


def _false_discovery(table: pd.DataFrame, testable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Adjust p within each level over the units that can be tested; not a number for the others."""
    q = np.full(len(table), np.nan)
    for level in ("province", "region"):
        family = testable & (table["level"] == level).to_numpy()
        if family.any():
            q[family] = multipletests(table.loc[family, "p"], alpha=ALPHA, method="fdr_bh")[1]
    return q


def _towards(every: tuple[_Counts, _Counts], surely: tuple[_Counts, _Counts]) -> NDArray[np.str_]:
    """Name the direction that the sure incidents and all of them agree on, where the counts suffice."""
    difference, sure = (share_differences(*(each.sums for each in counts)) for counts in (every, surely))
    enough = sum(each.inside.sum(axis=1) for each in every) >= FEWEST_INSIDE
    rose = enough & (difference.low > 0) & (sure.low > 0)
    fell = enough & (difference.high < 0) & (sure.high < 0)
    return np.select([rose, fell], ["rose", "fell"], "uncertain")
