"""Everything that the table tells about one province."""

from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from atlas.geography.provinces import neighbours, provinces
from atlas.statistics.border_distances import borders_of, reach
from atlas.statistics.certainty import has_toll, is_sure
from atlas.statistics.codes import coded
from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.monthly import monthly
from atlas.statistics.periods import Period
from atlas.statistics.province_counts import by_province
from atlas.statistics.series import Step, TimeSeries, series
from atlas.statistics.shares import in_country, share
from atlas.statistics.totals import Totals, has_point, totals
from atlas.topics.provinces.measures.contrasts import COLUMNS, Marked, contrasts
from atlas.topics.provinces.measures.lethality import Lethality, lethality

Column = Literal["target_type", "attack_type"]

YEARS_FROM_DAYS = 4 * 365
"""From this many covered days a series has years as its bins, below quarters."""

BORDER_COLUMNS = ("neighbour", "name", "province_low", "province_high", "located", "nearest", "median")
NEIGHBOUR_COLUMNS = ("incidents_sure", "incidents", "killed_low", "killed_best", "killed_high", "last")


class Pause(NamedTuple):
    """The longest time without an incident: whole days that surely saw none, between two incidents or since the last.

    ``last`` is the day before the next incident, or the end of the period when none followed (``going_on``).
    """

    first: date
    last: date
    going_on: bool

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Profile(NamedTuple):
    """One province under a selection.

    ``share`` is its part of the incidents of its country that have a province. ``targets`` and ``tactics`` have one row
    per value (most incidents first; one without an incident here only where it is less often than in the rest of the
    country) and the columns of ``contrasts``. ``neighbours`` has the index province_id and NEIGHBOUR_COLUMNS, most
    incidents first; ``borders`` is that of ``border_distances``. ``precision`` counts incidents by how closely they are
    located.
    """

    code: str
    country: str
    totals: Totals
    country_incidents: int
    share: Estimate
    series: TimeSeries
    pause: Pause | None
    targets: pd.DataFrame
    tactics: pd.DataFrame
    lethality: Lethality
    borders: pd.DataFrame
    neighbours: pd.DataFrame
    precision: dict[str, int]
    gaps: dict[str, int]


def profile(table: pd.DataFrame, code: str, period: Period, covered: Period) -> Profile:
    """Describe one province.

    Parameters
    ----------
    table
        Plain table of the selection in every province and country.
    code
        ISO 3166-2 code of a province with a shape. DataError when there is none.
    period
        The days that both the selection and the table cover.
    covered
        The days that the table covers.
    """
    country = str(provinces()["country"].get(code, ""))
    beside = neighbour_counts(table, code)
    whole = in_country(table, country)
    inside = (whole["province_id"] == code).to_numpy(dtype=np.bool_)
    here, rest = whole[inside], whole[~inside]
    step: Step = "year" if period.days >= YEARS_FROM_DAYS else "quarter"
    return Profile(
        code=code,
        country=country,
        totals=totals(here),
        country_incidents=len(whole),
        share=share(monthly(whole, inside, period)) if len(whole) else UNKNOWN,
        series=series(here, step, *covered, start=period.first, end=period.last),
        pause=longest_pause(here, period),
        targets=mix(here, rest, "target_type", period),
        tactics=mix(here, rest, "attack_type", period),
        lethality=lethality(here, rest, period),
        borders=border_distances(here, code, country),
        neighbours=beside,
        precision={str(word): int(number) for word, number in here["location_precision"].value_counts().items()},
        gaps=gaps(here),
    )


def mix(here: pd.DataFrame, rest: pd.DataFrame, column: Column, period: Period) -> pd.DataFrame:
    """Compare what the incidents of a place are made of with the rest of its country: see ``Profile``."""
    ours, theirs = coded(here[column]), coded(rest[column])
    number = np.array([*(ours.words.index(word) if word in ours.words else -1 for word in theirs.words), -1])
    first, second = Marked.rows(here, ours.codes), Marked.rows(rest, number[theirs.codes])
    found = contrasts(first, second, len(ours.words), period).set_axis(pd.Index(ours.words, name=column))
    kept = found[(found["incidents"] > 0) | (found["verdict"] == "less often")]
    return kept.sort_values("incidents", ascending=False, kind="stable")[list(COLUMNS)]


def longest_pause(here: pd.DataFrame, period: Period) -> Pause | None:
    """Find the longest time without an incident after the first one; None without any incident.

    A row known only to a span of days leaves no pause inside that span.
    """
    if here.empty or not period.days:
        return None
    rows = here.sort_values(["date_start", "date_end"])
    reached = rows["date_end"].cummax()
    following = rows["date_start"].shift(-1).fillna(pd.Timestamp(period.last) + pd.Timedelta(days=1))
    days = (following - reached).dt.days - 1
    longest = int(days.to_numpy().argmax())
    if days.iloc[longest] <= 0:
        return None
    first, after = reached.iloc[longest].date(), following.iloc[longest].date()
    one = pd.Timedelta(days=1)
    return Pause((pd.Timestamp(first) + one).date(), (pd.Timestamp(after) - one).date(), longest == len(rows) - 1)


def border_distances(here: pd.DataFrame, code: str, country: str) -> pd.DataFrame:
    """Measure how far a province and its incidents lie from the drawn borders of its country.

    Returns
    -------
    pandas.DataFrame
        Index border_id; columns neighbour, name; province_low and province_high (kilometres to the nearest and the
        farthest point of the province); located (incidents at a site or town), and the distance of the nearest of them
        and of half of them (nearest, median; NaN without any). The border nearest to the province comes first, of
        several that it touches the one nearest to its incidents.
    """
    table = borders_of(country)
    ids = [str(border) for border in table.index]
    area = pd.DataFrame({"province_id": [code], "location_precision": ["province"]})
    whole = reach(area.assign(latitude=np.nan, longitude=np.nan), ids)
    points = here[has_point(here) & here["location_precision"].isin(["site", "town"]).to_numpy()]
    away = reach(points, ids).low
    found = table[["neighbour", "name"]].assign(
        province_low=whole.low.iloc[0],
        province_high=whole.high.iloc[0],
        located=len(points),
        nearest=away.min(),
        median=away.median(),
    )
    order = found.assign(rough=found["province_low"].round()).sort_values(["rough", "nearest"], kind="stable")
    return order[list(BORDER_COLUMNS)]


def neighbour_counts(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """Count the incidents of the provinces that share a line with a province, also across a border."""
    counts = by_province(table).reindex(sorted(neighbours(code)))
    numbers = counts[list(NEIGHBOUR_COLUMNS[:-1])].fillna(0).astype("int64")
    found = numbers.assign(last=counts["last"]).rename_axis("province_id")
    return found.sort_values("incidents", ascending=False, kind="stable")[list(NEIGHBOUR_COLUMNS)]


def gaps(here: pd.DataFrame) -> dict[str, int]:
    """Count the incidents of which something is not known; kinds without any are left out."""
    counts = {
        "suspected or disputed": ~is_sure(here),
        "resting on one report or on conflicting ones": (here["confidence"] == "low").to_numpy(),
        "not known to the day": (here["date_precision"] != "day").to_numpy(),
        "without coordinates": ~has_point(here),
        "without any figure for the killed": ~has_toll(here),
        "of unknown method": (here["attack_type"] == "unknown").to_numpy(),
        "on an unknown target": (here["target_type"] == "unknown").to_numpy(),
    }
    return {words: int(held.sum()) for words, held in counts.items() if held.any()}
