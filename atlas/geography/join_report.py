"""What the spatial join did with each incident, kept beside the table it made."""

from dataclasses import dataclass
from typing import NamedTuple


class Snapped(NamedTuple):
    """A point that was given to the nearest province of its stated country."""

    id: str
    province_id: str
    distance_km: float


class Unplaced(NamedTuple):
    """An incident without a province, and why."""

    id: str
    reason: str


class Disagreeing(NamedTuple):
    """An incident whose stated province, country or district is not where its coordinates lie."""

    id: str
    stated: str
    found: str


@dataclass(frozen=True)
class JoinReport:
    """What the join did: every row is placed, abroad or unplaced; snapped and disagreeing rows are among the others."""

    placed: int
    abroad: int
    snapped: tuple[Snapped, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    disagreeing: tuple[Disagreeing, ...] = ()

    def sentence(self) -> str:
        """Say in one sentence what was placed where."""
        total = self.placed + self.abroad + len(self.unplaced)
        return (
            f"Of {total:,} incidents, {self.placed:,} placed in a province, {self.abroad:,} outside the eight"
            f" countries, {len(self.unplaced):,} without a province; {len(self.snapped):,} given to the nearest"
            f" province of their country, {len(self.disagreeing):,} stated otherwise than their coordinates lie."
        )
