"""What the drawings and sentences of the shift expect of a finished comparison, whoever computed it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from atlas.drawing.inputs import Estimate, SharePeriod


class Period(Protocol):
    """A span of days."""

    @property
    def first(self) -> date:
        """First day."""

    @property
    def last(self) -> date:
        """Last day."""


class Question(Protocol):
    """The two periods that are compared, and what is counted where."""

    @property
    def before(self) -> Period:
        """First period."""

    @property
    def after(self) -> Period:
        """Second period."""

    @property
    def region(self) -> str:
        """Code of the region."""

    @property
    def origin(self) -> str:
        """Code of the region of origin."""

    @property
    def country(self) -> str:
        """Name of the country."""

    @property
    def unit(self) -> str:
        """Incidents, operations or days."""


class Reading(Protocol):
    """One place before and after."""

    @property
    def before(self) -> SharePeriod:
        """Counts of the first period."""

    @property
    def after(self) -> SharePeriod:
        """Counts of the second period."""

    @property
    def difference(self) -> Estimate:
        """Share after minus share before, as a fraction."""

    @property
    def rate_ratio(self) -> Estimate:
        """Rate after over rate before."""

    @property
    def rate_before(self) -> Estimate:
        """Units per covered month, first period."""

    @property
    def rate_after(self) -> Estimate:
        """Units per covered month, second period."""


class FourTests(Protocol):
    """The four tests."""

    @property
    def t1(self) -> bool:
        """The region's share rose."""

    @property
    def t2(self) -> bool | None:
        """The origin's share fell; None where the test does not apply."""

    @property
    def t3(self) -> bool:
        """The region's rate rose or held."""

    @property
    def t4(self) -> bool:
        """The region leads in the second period."""


class Tipping(Protocol):
    """Numbers of unrecorded incidents that would undo a rise."""

    @property
    def to_lower_bound(self) -> int | None:
        """Until the lower bound is no longer above 0."""

    @property
    def to_zero(self) -> int | None:
        """Until the difference is no longer above 0."""


class Published(Protocol):
    """A published count beside the table's own."""

    @property
    def who(self) -> str:
        """Who published it."""

    @property
    def days(self) -> Period:
        """The days that it counts."""

    @property
    def figure(self) -> int:
        """The published number."""

    @property
    def recorded(self) -> int:
        """The table's number for the same days."""

    @property
    def gap(self) -> int:
        """How many more were published."""


class Specifications(Protocol):
    """The grid of specifications."""

    @property
    def n(self) -> int:
        """Valid cells."""

    @property
    def agree(self) -> int:
        """Valid cells whose lower bound lies above 0."""

    @property
    def agreeing(self) -> float | None:
        """The agreeing part of the valid cells."""

    @property
    def expected_agree(self) -> float | None:
        """The part expected to agree without a shift."""


class Shift(Protocol):
    """Everything that is said about one question."""

    @property
    def question(self) -> Question:
        """The comparison."""

    @property
    def provinces(self) -> Sequence[str]:
        """Provinces of the region."""

    @property
    def region(self) -> Reading:
        """The region."""

    @property
    def origin(self) -> Reading | None:
        """The origin, None where it overlaps the region."""

    @property
    def tests(self) -> FourTests:
        """The four tests."""

    @property
    def verdict(self) -> str:
        """One of the four verdicts."""

    @property
    def leader(self) -> str:
        """Code of the region with most units in the second period."""

    @property
    def tipping(self) -> Tipping:
        """Tipping points."""

    @property
    def published(self) -> Sequence[Published]:
        """Published counts, the widest gap first."""

    @property
    def gap_exceeds(self) -> bool:
        """Whether the published gap is wider than the tipping point."""

    @property
    def strata_agree(self) -> bool:
        """Whether the deadliest incidents say the same."""

    @property
    def specifications(self) -> Specifications:
        """The grid."""

    @property
    def regions(self) -> Mapping[str, Reading]:
        """Every region of the country."""

    @property
    def readings(self) -> Mapping[str, Reading]:
        """Other places."""
