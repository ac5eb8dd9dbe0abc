"""Where the answer lies: the parts of the region, the other regions and provinces, and who leads."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography import provinces
from atlas.statistics.beta_binomial import PRIORS, p_more_than_half
from atlas.statistics.blocks import blocks
from atlas.statistics.monthly import units
from atlas.statistics.periods import Question
from atlas.topics.shift.measures.readings import Reading, read


class Part(NamedTuple):
    """A primary region's provinces that belong to the region asked about."""

    region: str
    provinces: tuple[str, ...]
    reading: Reading
    contribution: float | None
    """How much the pooled share of the part changed, a fraction; None where a period is empty."""


class Leads(NamedTuple):
    """Whether the region has more units than any other in the second period."""

    leader: str
    """The region, of the primary ones and the one asked about, with most of them."""
    rival: str | None
    """The other region that the one asked about is least surely ahead of; None without another."""
    p: float | None
    """The probability of being ahead of that rival; being ahead of all of them is no likelier."""


def members(rows: pd.DataFrame, held: frozenset[str]) -> NDArray[np.bool_]:
    """Tell which rows lie in one of the provinces."""
    return rows["province_id"].isin(list(held)).to_numpy(dtype=np.bool_)


def regions_of(country: str, *, composites: bool = True) -> dict[str, frozenset[str]]:
    """Return the provinces of each region of a country, by the region's code."""
    table = provinces.regions()
    named = table[(table["country"] == country) & (composites | (table["kind"] == "primary"))]
    return {str(name): provinces.provinces_in(str(name)) for name in dict.fromkeys(named["region_id"])}


def parts(rows: pd.DataFrame, question: Question) -> tuple[Part, ...]:
    """Read the parts of a composite region, each by itself; none where it has one part only."""
    wanted = provinces.provinces_in(question.region)
    held = {name: own & wanted for name, own in regions_of(question.country, composites=False).items() if own & wanted}
    if len(held) < 2:
        return ()
    return tuple(_part(rows, name, own, question) for name, own in held.items())


def _part(rows: pd.DataFrame, name: str, held: frozenset[str], question: Question) -> Part:
    reading = read(rows, members(rows, held), question)
    shares = reading.before.share, reading.after.share
    changed = None if shares[0] is None or shares[1] is None else shares[1] - shares[0]
    return Part(name, tuple(sorted(held)), reading, changed)


def leads(rows: pd.DataFrame, question: Question) -> Leads:
    """Find out which region leads in the second period, and how surely the one asked about does."""
    asked = provinces.provinces_in(question.region)
    held = question.after.holds(rows)
    later = rows[held]
    rivals = {name: own for name, own in regions_of(question.country, composites=False).items() if not own & asked}
    counts = {name: int(members(later, own).sum()) for name, own in rivals.items()}
    ours = int(members(later, asked).sum())
    if not rivals:
        return Leads(question.region, None, None)
    most = max(counts, key=counts.__getitem__)
    chances = {name: _ahead(later, asked, own, question) for name, own in rivals.items() if counts[name]}
    told = {name: p for name, p in chances.items() if p is not None}
    rival = min(told, key=told.__getitem__) if told else None
    return Leads(question.region if ours > counts[most] else most, rival, None if rival is None else told[rival])


def _ahead(later: pd.DataFrame, asked: frozenset[str], rival: frozenset[str], question: Question) -> float | None:
    """Set the region against one rival alone: the probability that it has the larger part of what both have."""
    both = later[members(later, asked | rival)]
    counted = units(both, members(both, asked), question.unit)
    return p_more_than_half(blocks(counted.month, counted.inside), PRIORS[question.prior])
