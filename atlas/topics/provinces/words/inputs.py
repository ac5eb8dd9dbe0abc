"""What the words about a ranking and a province expect of the finished measures."""

from datetime import date
from typing import Protocol

import pandas as pd

from atlas.drawing.inputs import Estimate, Totals


class Ranking(Protocol):
    """Units in order: table with the columns of ``rank_figure``."""

    @property
    def table(self) -> pd.DataFrame:
        """Index code of the unit."""

    @property
    def measure(self) -> str:
        """Which of incidents, deaths, share."""

    @property
    def by(self) -> str:
        """Either province_id or region_id."""

    @property
    def unplaced(self) -> int:
        """Rows in no unit."""

    @property
    def tested(self) -> bool:
        """Whether the intervals of the ranks mean something."""


class Toll(Protocol):
    """Deaths per attack."""

    @property
    def attacks(self) -> int:
        """All attacks."""

    @property
    def known(self) -> int:
        """Those with any figure."""

    @property
    def low(self) -> float | None:
        """Mean of the low figures."""

    @property
    def best(self) -> float | None:
        """Mean of the best figures."""

    @property
    def high(self) -> float | None:
        """Mean of the high figures."""

    @property
    def interval(self) -> Estimate:
        """The best mean with its interval."""

    @property
    def median(self) -> float | None:
        """Median of the best figures."""

    @property
    def deadliest(self) -> float | None:
        """Part of the deaths in one attack."""


class Lethality(Protocol):
    """Attacks here beside those of the rest of the country."""

    @property
    def here(self) -> Toll:
        """The place."""

    @property
    def rest(self) -> Toll:
        """The rest of its country."""

    @property
    def kinds(self) -> pd.DataFrame:
        """Index suicide, possibly suicide, many killed; columns of a contrast."""


class Pause(Protocol):
    """A time without an incident."""

    @property
    def first(self) -> date:
        """First day."""

    @property
    def last(self) -> date:
        """Last day."""

    @property
    def going_on(self) -> bool:
        """Whether no incident has followed."""

    @property
    def days(self) -> int:
        """Its length."""


class Profile(Protocol):
    """One province under a selection."""

    @property
    def country(self) -> str:
        """Its country."""

    @property
    def totals(self) -> Totals:
        """Incidents and deaths."""

    @property
    def country_incidents(self) -> int:
        """Incidents of the country that have a province."""

    @property
    def share(self) -> Estimate:
        """Its part of them."""

    @property
    def pause(self) -> Pause | None:
        """The longest time without an incident."""

    @property
    def targets(self) -> pd.DataFrame:
        """A contrast per target."""

    @property
    def tactics(self) -> pd.DataFrame:
        """A contrast per method."""

    @property
    def lethality(self) -> Lethality:
        """How deadly."""

    @property
    def borders(self) -> pd.DataFrame:
        """Distances per border, nearest first."""

    @property
    def precision(self) -> dict[str, int]:
        """Incidents by how closely they are located."""

    @property
    def gaps(self) -> dict[str, int]:
        """Incidents of which something is not known."""
