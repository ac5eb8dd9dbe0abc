"""What changed, in words and as a table."""

from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.drawing.number_words import counted, spanned
from atlas.text import interval, joined
from atlas.topics.changes.measures import Differences

MOST_NAMED = 5


def sentences(found: Differences, names: Mapping[str, str]) -> list[str]:
    """Say what differs: conditions, counts, provinces new and gone, and who leads."""
    first, second = found.first, found.second
    counts = [spanned(each.incidents_sure, each.incidents, "incident") for each in (first, second)]
    stand = "stands" if found.both < 2 else "stand"
    return [
        *_conditions(found),
        f"The first holds {counts[0]}, the second {counts[1]}; {counted(found.both, 'incident')} {stand} in both.",
        f"Killed: {interval(first.killed_low, first.killed_high)} and "
        f"{interval(second.killed_low, second.killed_high)}.",
        *_leaders(found, names),
        *(
            _provinces(found, names, change)
            for change in ("new", "gone")
            if (found.provinces["change"] == change).any()
        ),
    ]


def _conditions(found: Differences) -> list[str]:
    sides = (("first", found.only_first), ("second", found.only_second))
    told = [f"Only the {name} asks for {joined(list(words))}." for name, words in sides if words]
    return told or ["Both select by the same filters."]


def _leaders(found: Differences, names: Mapping[str, str]) -> list[str]:
    leads = [_first(found.provinces, side, names) for side in ("first", "second")]
    if not all(leads):
        return []
    if leads[0] == leads[1]:
        return [f"{leads[0]} leads in both."]
    return [f"{leads[0]} leads in the first, {leads[1]} in the second."]


def _first(provinces: pd.DataFrame, side: str, names: Mapping[str, str]) -> str:
    lead = provinces.index[(provinces[f"rank_{side}"] == 1).fillna(value=False).to_numpy(dtype=bool)]
    return joined([names.get(str(code), str(code)) for code in lead])


def _provinces(found: Differences, names: Mapping[str, str], change: str) -> str:
    held = [names.get(str(code), str(code)) for code in found.provinces.index[found.provinces["change"] == change]]
    where = "second" if change == "new" else "first"
    more = f" and {len(held) - MOST_NAMED} more" if len(held) > MOST_NAMED else ""
    listed = ", ".join(held[:MOST_NAMED]) + more if more else joined(held)
    return f"Only in the {where}: {listed}."


def table_of(found: Differences, names: Mapping[str, str]) -> pd.DataFrame:
    """Lay out the provinces of both views, one row each."""
    provinces = found.provinces
    return pd.DataFrame(
        {
            "Province": [names.get(str(code), str(code)) for code in provinces.index],
            "First": provinces["incidents_first"].tolist(),
            "Rank in the first": provinces["rank_first"].tolist(),
            "Second": provinces["incidents_second"].tolist(),
            "Rank in the second": provinces["rank_second"].tolist(),
            "Change": provinces["change"].tolist(),
        }
    )


def by_kind(changes: Sequence[tuple[str, str]]) -> str:
    """Count the rows that were added, changed and removed; ``changes`` holds number and kind, one or more a row."""
    kinds = ("added", "changed", "removed")
    numbers = [len({name for name, kind in changes if kind == wanted}) for wanted in kinds]
    return joined([f"{counted(number, 'row')} {kind}" for number, kind in zip(numbers, kinds, strict=True)])
