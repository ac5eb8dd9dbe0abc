"""What differs between two views: conditions, counts, and the ranks of provinces."""

from typing import NamedTuple

import pandas as pd

from atlas.incidents.chips import conditions
from atlas.incidents.filters import Filters
from atlas.statistics.province_counts import province_counts
from atlas.statistics.totals import Totals, totals


class Differences(NamedTuple):
    """What differs between a first and a second view.

    ``provinces`` has the index province_id and the columns incidents_first, incidents_second (whole numbers),
    rank_first, rank_second (equals share one; NA without an incident) and change: new, gone, more, fewer, as many.
    """

    only_first: tuple[str, ...]
    """Conditions that the first view alone has, in words."""
    only_second: tuple[str, ...]
    first: Totals
    second: Totals
    both: int
    """Incidents that both views hold, by number."""
    provinces: pd.DataFrame


def differences(first: tuple[Filters, pd.DataFrame], second: tuple[Filters, pd.DataFrame]) -> Differences:
    """Compare two views.

    Parameters
    ----------
    first, second
        The selection, and the rows of a plain table that it holds; the tables may differ.
    """
    words = [[each.words for each in conditions(filters)] for filters, _ in (first, second)]
    rows = [table for _, table in (first, second)]
    return Differences(
        tuple(each for each in words[0] if each not in words[1]),
        tuple(each for each in words[1] if each not in words[0]),
        totals(rows[0]),
        totals(rows[1]),
        int(rows[0]["id"].isin(rows[1]["id"]).sum()),
        _provinces(*rows),
    )


def _provinces(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    counts = [province_counts(rows)["incidents"] for rows in (first, second)]
    listed = counts[1].index.union(counts[0].index, sort=False)
    table = pd.DataFrame(index=pd.Index(listed, dtype="object", name="province_id"))
    for name, number in zip(("first", "second"), counts, strict=True):
        table[f"incidents_{name}"] = number.reindex(listed).fillna(0).astype("int64")
        table[f"rank_{name}"] = number.rank(method="min", ascending=False).reindex(listed).astype("Int64")
    pairs = zip(table["incidents_first"], table["incidents_second"], strict=True)
    return table.assign(change=[_change(int(was), int(now)) for was, now in pairs])


def _change(was: int, now: int) -> str:
    if not was:
        return "new"
    if not now:
        return "gone"
    return "more" if now > was else "fewer" if now < was else "as many"
