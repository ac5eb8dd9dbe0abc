"""How a country's activity moved between two periods: by province, over time, and by its centre."""

from collections.abc import Collection
from typing import Literal, NamedTuple

import pandas as pd

from atlas.geography import provinces
from atlas.statistics.periods import Period, Question
from atlas.statistics.shares import in_country
from atlas.topics.shift.measures.before_after import before_after
from atlas.topics.shift.measures.centres import Centres, centres
from atlas.topics.shift.measures.displacement import Displacement, displacement
from atlas.topics.shift.measures.flows import Flows, flows
from atlas.topics.shift.measures.share_series import ShareSeries, share_series

Part = Literal["region", "origin", "largest rest", "rest"]
"""What a group of provinces is in the question; "rest" is also what no other group holds."""


class Group(NamedTuple):
    """Provinces that are followed together: the code of their region ("rest" for what is left), and their part."""

    code: str
    part: Part
    provinces: frozenset[str]


class Movement(NamedTuple):
    """Everything that the story draws beside the tests of the shift."""

    groups: tuple[Group, ...]
    """The country parted in two to four: every province is in one group."""
    provinces: pd.DataFrame
    """One row per province (index), the columns of ``province_tests`` with all incidents as denominator."""
    series: ShareSeries
    centres: Centres
    displacement: Displacement
    flows: Flows
    no_province: int
    """Rows of the country in either period that are known to no province."""
    not_datable: int
    """Rows with a province that cross the edge of a period."""


def movement(table: pd.DataFrame, question: Question, covered: Period) -> Movement:
    """Follow a country's activity from the first period of a question to the second.

    Parameters
    ----------
    table
        Plain table, not cut to a period or a place.
    covered
        First and last covered day.
    """
    parts = groups(in_country(table, question.country), question)
    found = before_after(table, question)
    return Movement(
        groups=parts,
        provinces=found.provinces,
        series=share_series(
            table, {each.code: each.provinces for each in parts}, covered, country=question.country, unit=question.unit
        ),
        centres=centres(table, question),
        displacement=displacement(table, question),
        flows=flows(table, question),
        no_province=found.no_province,
        not_datable=found.not_datable,
    )


def groups(rows: pd.DataFrame, question: Question) -> tuple[Group, ...]:
    """Part a country into the region, its origin where they share no province, the largest region left, and the rest.

    ``rows`` are those of the country; the largest region is the one with most of them in both periods.
    """
    region, origin = provinces.provinces_in(question.region), provinces.provinces_in(question.origin)
    found = [Group(question.region, "region", region)]
    if not region & origin:
        found.append(Group(question.origin, "origin", origin))
    taken = frozenset[str]().union(*(each.provinces for each in found))
    left = _left(question.country, taken)
    if left:
        counts = rows.loc[question.before.holds(rows) | question.after.holds(rows), "province_id"].astype("str")
        largest = max(left, key=lambda code: int(counts.isin(list(left[code])).sum()))
        found.append(Group(largest, "largest rest", left.pop(largest)))
    rest: Collection[str] = frozenset[str]().union(*left.values())
    return (*found, Group("rest", "rest", frozenset(rest))) if rest else tuple(found)


def _left(country: str, taken: frozenset[str]) -> dict[str, frozenset[str]]:
    """Give the primary regions of a country without the provinces that are taken."""
    table = provinces.regions()
    named = table[(table["country"] == country) & (table["kind"] == "primary")]
    every = {str(code): provinces.provinces_in(str(code)) - taken for code in dict.fromkeys(named["region_id"])}
    return {code: held for code, held in every.items() if held}
