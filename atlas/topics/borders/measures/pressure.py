"""Incidents near each border of a country over time, on both sides of it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.border_distances import reach
from atlas.statistics.certainty import is_sure
from atlas.statistics.series import Step, TimeSeries, series
from atlas.topics.borders.measures.nearness import NORTH, Lines, lines_of


class Pressure(NamedTuple):
    """Incidents near each border over time.

    ``counts`` has one row per line, side and bin, in that order: line (a key of ``nearness.lines_of``), side ("own",
    "other"; the northern neighbours together have their own side only), bin (its first day), least (sure incidents
    that lie surely near), most (all that lie possibly near), partial (the bin is covered in part) and covered_days.
    ``not_datable`` rows near a border cross the edge of a bin and are in none; ``unplaced`` rows of the country have
    no province, so that nothing is known of their distance.
    """

    step: Step
    band_km: float
    country: str
    first: date
    last: date
    counts: pd.DataFrame
    not_datable: int
    unplaced: int

    def totals(self) -> pd.DataFrame:
        """Sum up the bins: index line, columns own_least, own_most, other_least, other_most, in the order of lines.

        A line without a bin has no row: where no day is covered there are none, and nothing is zero.
        """
        lines = pd.Index(self.counts["line"].unique(), name="line")
        sides = {side: self.counts[self.counts["side"] == side].groupby("line") for side in ("own", "other")}
        return pd.DataFrame(
            {
                f"{side}_{bound}": rows[bound].sum().reindex(lines, fill_value=0)
                for side, rows in sides.items()
                for bound in ("least", "most")
            }
        )


def pressure(
    table: pd.DataFrame,
    covers_from: date,
    covers_to: date,
    *,
    band_km: float = 50,
    country: str = "Afghanistan",
    step: Step = "year",
    start: date | None = None,
    end: date | None = None,
) -> Pressure:
    """Count incidents within a distance of each border of a country per bin, on both sides of it.

    An incident counts on the side on which it landed, near every border that it is close to. ``table`` is a plain
    table; the days are those of ``series``, the distance that of ``reach``.
    """
    placed = table[table["province_id"].notna().to_numpy(dtype=np.bool_)]
    lines = lines_of(country)
    sets = _sets(placed, country, lines, band_km)
    whole = series(_keyed(placed, sets), step, covers_from, covers_to, by="country", start=start, end=end)
    counts = pd.concat([_of_line(whole, line, side) for line in lines for side, _ in _sides(country, line)])
    unplaced = int(((table["country"] == country) & table["province_id"].isna()).sum())
    lost = series(
        placed[np.any(list(sets.values()), axis=0)], step, covers_from, covers_to, start=start, end=end
    ).not_datable
    return Pressure(step, band_km, country, whole.first, whole.last, counts.reset_index(drop=True), lost, unplaced)


def _sets(placed: pd.DataFrame, country: str, lines: Lines, band_km: float) -> dict[str, NDArray[np.bool_]]:
    """Tell for each line, side and bound which rows count."""
    sure, nation = is_sure(placed), placed["country"].astype("object").to_numpy()
    far = reach(placed, sorted({border for borders in lines.values() for border in borders}))
    found = {}
    for line, borders in lines.items():
        surely, possibly = far.within(borders, band_km)
        for side, where in _sides(country, line):
            found[_key(line, side, "least")] = (nation == where) & surely & sure
            found[_key(line, side, "most")] = (nation == where) & possibly
    return found


def _keyed(placed: pd.DataFrame, sets: Mapping[str, NDArray[np.bool_]]) -> pd.DataFrame:
    """Lay the rows of all sets one under the other, with the key of the set for a country: all are binned at once."""
    rows = [np.flatnonzero(held) for held in sets.values()]
    keys = np.repeat(np.arange(len(sets)), [len(each) for each in rows])
    return placed.iloc[np.concatenate(rows)].assign(country=pd.Categorical.from_codes(keys, pd.Index(list(sets))))


def _key(line: str, side: str, bound: str) -> str:
    return f"{line}, {side}, {bound}"


def _sides(country: str, line: str) -> tuple[tuple[str, str], ...]:
    """Name the sides of a line with their countries."""
    return (("own", country),) if line == NORTH else (("own", country), ("other", line))


def _of_line(whole: TimeSeries, line: str, side: str) -> pd.DataFrame:
    """Lay out the bins of one side of one line."""
    by = whole.incidents_by
    return pd.DataFrame(
        {
            "line": line,
            "side": side,
            "bin": whole.counts.index,
            "least": by.get(_key(line, side, "least"), 0),
            "most": by.get(_key(line, side, "most"), 0),
            "partial": whole.counts["partial"],
            "covered_days": whole.counts["covered_days"],
        },
        index=whole.counts.index,
    )
