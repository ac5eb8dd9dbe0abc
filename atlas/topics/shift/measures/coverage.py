"""What an uneven reporting could do to the answer: others' counts, and how much a bias would have to be.

The table is no census. A general loss of reporting leaves shares alone; only a *change* in the capture of the region
against the rest moves them. Bounds alone never decide, and two lists are never set against each other as captures and
recaptures: they depend on one another.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.geography import provinces
from atlas.incidents.recorded import Count, beside_published, recorded, within
from atlas.settings import COUNTRIES
from atlas.statistics.beta_binomial import COARSE, PRIORS, Posterior, posterior
from atlas.statistics.blocks import Blocks
from atlas.statistics.estimate import Estimate
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.counted import Counted
from atlas.topics.shift.measures.verdict import SURE_RISE

FACTORS = (2.0, 3.0, 4.0)
"""By how much the capture of the region against the rest may have changed."""

CURVE = tuple(float(factor) for factor in np.round(np.geomspace(1, 8, 25), 2))
"""Factors for which the picture of differential reporting is drawn."""

SHARES_OF_MISSING = (0.0, 0.05, 0.10, 0.20)
"""Regional shares that the incidents which others counted and the table lacks might have."""

MOST = 4096
"""More missing incidents than this are not looked for."""


class Published(NamedTuple):
    """A published count beside the rows of the table that fit its own definition, area and days."""

    id: str
    who: str
    scope: str
    area: str
    days: Period
    low: int
    high: int
    compared_with: str
    recorded: Count
    source: str

    @property
    def gap(self) -> int:
        """How many more were published, at least, than the table holds."""
        return max(0, self.low - self.recorded.high)


class Replication(NamedTuple):
    """Another list's share of the region, from its own counts by province, beside the table's for the same days."""

    who: str
    scope: str
    days: Period
    total: int
    inside: int
    """In provinces of the region that the list names."""
    unlisted: int
    """In no province that the list names: they may or may not lie in the region."""
    ours: int
    ours_inside: int
    source: str


class Capture(NamedTuple):
    """Differential reporting: what a change in the capture of the region against the rest would do to P(rise)."""

    p_rise: dict[float, float]
    """P(true rise) if the capture changed by up to a factor, either way, with 95 %."""
    uncertain: float | None
    """The bias against us from which P(rise) is below 0.975; None where it is below it without any."""
    even: float
    """The bias at which a rise is as likely as a fall."""
    adverse: float
    """P(true rise) if the capture had in truth become four times as good."""
    curve: pd.DataFrame
    """For factors from 1 to 8 (index factor): p_up_to, P(true rise) if the capture changed by up to so much either way,
    and p_against, if it became so many times as good."""


class Scenario(NamedTuple):
    """The difference of shares if the missing incidents of the second period had a given regional share."""

    share: float
    difference: Estimate
    p_rise: float


class Fragile(NamedTuple):
    """How many missing incidents would do; 0 where nothing is left to undo, None where no number would do."""

    outside_after_uncertain: int | None
    """Outside the region in the second period, until P(rise) is below 0.975."""
    outside_after_even: int | None
    """The same, until a rise is no likelier than a fall."""
    inside_before_uncertain: int | None
    inside_before_even: int | None


class Coverage(NamedTuple):
    """All of it for one question."""

    published: tuple[Published, ...]
    """Fair comparisons for days of the second period, the widest gap first."""
    not_comparable: int
    """Published counts of the country and of those days that fit no rows of the table."""
    replications: tuple[Replication, ...]
    capture: Capture | None
    missing: int
    """The widest gap of a count of the whole country's attacks."""
    scenarios: tuple[Scenario, ...]
    fragile: Fragile


def coverage(
    table: pd.DataFrame,
    counted: Counted,
    found: Posterior | None,
    published: pd.DataFrame,
    question: Question,
) -> Coverage:
    """Work out what uneven reporting could do.

    Parameters
    ----------
    table
        The whole loaded table, whatever is selected: a published count is compared with rows of its own definition.
    counted
        What the question counts.
    found
        The model's answer.
    published
        The side table ``published_counts``.
    question
        The comparison.
    """
    fair, unfair = _published(table, published, question)
    attacks = [each.gap for each in fair if each.compared_with == "attacks" and each.area in COUNTRIES]
    missing = max(attacks, default=0)
    before, after = counted.blocks()
    return Coverage(
        published=fair,
        not_comparable=unfair,
        replications=_replications(table, published, question),
        capture=None if found is None else capture(found),
        missing=missing,
        scenarios=tuple(_scenarios(before, after, missing, question)) if missing and found else (),
        fragile=fragile(before, after, question),
    )


def capture(found: Posterior) -> Capture:
    """Read off a posterior what a change in capture would do to it."""
    uncertain = found.factor_at(SURE_RISE)
    return Capture(
        {factor: found.p_rise_if_capture_changed(factor) for factor in FACTORS},
        uncertain if uncertain > 1 else None,
        found.factor_at(0.5),
        found.p_odds_beyond(FACTORS[-1]),
        pd.DataFrame(
            {
                "p_up_to": [found.p_rise_if_capture_changed(factor) for factor in CURVE],
                "p_against": [found.p_odds_beyond(factor) for factor in CURVE],
            },
            index=pd.Index(CURVE, name="factor"),
        ),
    )


def fragile(before: Blocks, after: Blocks, question: Question) -> Fragile:
    """Count the missing incidents that would make a rise uncertain, or undo it, on both fragile sides.

    They are spread over the half-years of their period as the recorded ones are.
    """

    def later(number: int) -> float | None:
        return _p_rise(before, with_more(after, 0, number), question)

    def earlier(number: int) -> float | None:
        return _p_rise(with_more(before, number, number), after, question)

    return Fragile(
        *(_fewest(side, least) for side in (later, earlier) for least in (SURE_RISE, 0.5)),
    )


def with_more(blocks: Blocks, inside: int, total: int) -> Blocks:
    """Add incidents to a period in proportion to what each of its blocks holds, in whole numbers."""
    if not blocks.n:
        return blocks
    ends = blocks.total.cumsum() / blocks.n
    begins = ends - blocks.total / blocks.n
    more = [
        np.round(number * ends).astype(np.int64) - np.round(number * begins).astype(np.int64)
        for number in (inside, total - inside)
    ]
    return Blocks(blocks.number, blocks.inside + more[0], blocks.total + more[0] + more[1])


def _p_rise(before: Blocks, after: Blocks, question: Question) -> float | None:
    found = posterior(before, after, PRIORS[question.prior], COARSE)
    return None if found is None else found.p_rise


def _fewest(p_rise: Callable[[int], float | None], least: float) -> int | None:
    """Find the smallest number at which P(rise) falls below a bound, by doubling and halving."""

    def stands(number: int) -> bool:
        p = p_rise(number)
        return p is not None and p >= least

    if not stands(0):
        return 0
    low, high = 0, 1
    while stands(high):
        low, high = high, high * 2
        if high > MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if stands(middle) else (low, middle)
    return high


def _scenarios(before: Blocks, after: Blocks, missing: int, question: Question) -> list[Scenario]:
    found = []
    for share in SHARES_OF_MISSING:
        told = posterior(before, with_more(after, round(missing * share), missing), PRIORS[question.prior], COARSE)
        if told is not None:
            found.append(Scenario(share, told.difference, told.p_rise))
    return found


def _of_the_country(published: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the counts of the group's own events in the country or its provinces, for days of the second period."""
    home = provinces.provinces()["country"]
    areas = {code for code, country in COUNTRIES.items() if country == question.country}
    areas |= {str(code) for code in home.index[home == question.country]}
    first, last = (pd.Timestamp(day) for day in question.after)
    inside = (published["period_start"] >= first - pd.Timedelta(days=31)) & (published["period_end"] <= last)
    return published[inside & published["area_id"].isin(areas) & (published["actor"] == "the group")]


def _published(table: pd.DataFrame, published: pd.DataFrame, question: Question) -> tuple[tuple[Published, ...], int]:
    """List the fair comparisons, the widest gap first, and count the others."""
    near = _of_the_country(published, question)
    near = near[near["unit"].isin(["attacks", "claims", "events"])]
    fair = beside_published(table, near)
    found = [
        Published(
            row["id"], row["who"], row["scope"], row["area_id"],
            Period(row["period_start"].date(), row["period_end"].date()),
            int(row["figure_low"]), int(row["figure_high"]), row["compared_with"],
            Count(int(row["recorded_low"]), int(row["recorded_high"])), row["source"],
        )
        for row in fair.to_dict("records")
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.gap, each.id))), len(near) - len(fair)


def _replications(table: pd.DataFrame, published: pd.DataFrame, question: Question) -> tuple[Replication, ...]:
    """Find lists that count the country and its provinces by one definition for the same days."""
    near = _of_the_country(published, question)
    near = near[(near["compared_with"] != "") & near["unit"].isin(["attacks", "claims"])]
    region = provinces.provinces_in(question.region)
    found = []
    for _, rows in near.groupby(["who", "scope", "period_start", "period_end"], sort=True):
        whole = rows[rows["area_id"].isin(COUNTRIES)]
        named = rows[~rows["area_id"].isin(COUNTRIES)]
        if len(whole) == 1 and len(named):
            country = whole.iloc[0]
            start, end = pd.Timestamp(country["period_start"]), pd.Timestamp(country["period_end"])
            here = within(table, str(country["area_id"]), start, end)
            here = here[here["province_id"].notna()]
            inside = here[here["province_id"].isin(list(region))]
            total = int(country["figure_low"])
            found.append(
                Replication(
                    str(country["who"]), str(country["scope"]), Period(start.date(), end.date()), total,
                    int(named.loc[named["area_id"].isin(list(region)), "figure_low"].sum()),
                    max(0, total - int(named["figure_low"].sum())),
                    recorded(here, country["compared_with"]).high, recorded(inside, country["compared_with"]).high,
                    country["source"],
                )
            )  # fmt: skip
    return tuple(found)
