"""The first incident in each province, and the first one after a pause."""

from datetime import date

import numpy as np
import pandas as pd

from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import DAYS_PER_MONTH

PAUSE_MONTHS = 24
"""How long a province must have been without any incident before the next one counts as a return."""

EVER, AFTER_PAUSE = "ever", "after a pause"

COLUMNS = (
    "province_id", "kind", "date_start", "date_end", "id", "attribution", "pause_months", "before_coverage",
    "sure_start", "sure_id",
)  # fmt: skip

_NEEDED = ("province_id", "date_start", "date_end", "id", "attribution", "sure", "quiet", "spell")


def firsts(table: pd.DataFrame, covers_from: date, covers_to: date, pause_months: float = PAUSE_MONTHS) -> pd.DataFrame:
    """List the first incident of each province, and those that ended a pause.

    Parameters
    ----------
    table
        Plain table; rows without a province and rows outside the coverage are left out.
    covers_from, covers_to
        First and last covered day. Nothing is known of the time before, so a first incident "ever" is the first of the
        coverage.
    pause_months
        Least length of a pause in mean months, above 0.

    Returns
    -------
    pandas.DataFrame
        The columns ``COLUMNS``, by date_start, province_id and kind. ``date_start`` and ``date_end`` are the earliest
        and the latest day on which it can have happened: a later row that is known only to its month may be the first
        one. ``id`` names the row that began first, with its attribution. ``pause_months`` is the time that was surely
        without an incident before it: since the last day on which the one before can have happened, or since the
        coverage began. ``before_coverage`` is True for a first incident so early that a pause of the required length
        before it cannot be seen. ``sure_start`` and ``sure_id`` are the first claimed or attributed row from then on
        and until the next pause, NaT and missing where there is none.
    """
    if pause_months <= 0:
        raise ValueError(f"pause_months must lie above 0, not {pause_months}")
    rows = table[table["province_id"].notna() & (table["date_start"] >= pd.Timestamp(covers_from))]
    rows = rows[rows["date_end"] <= pd.Timestamp(covers_to)]
    rows = rows.sort_values(["province_id", "date_start", "date_end", "id"])
    spells = rows.assign(sure=is_sure(rows), **_spells(rows, covers_from, pause_months))[list(_NEEDED)]
    found = [_first(spell, pause_months) for _, spell in spells.groupby(["province_id", "spell"], observed=True)]
    listed = pd.DataFrame(found, columns=list(COLUMNS))
    return listed.sort_values(["date_start", "province_id", "kind"], ignore_index=True)


def _spells(rows: pd.DataFrame, covers_from: date, pause_months: float) -> dict[str, pd.Series]:
    """Give each row the number of its spell without a pause in its province, and the quiet months before it."""
    province = rows["province_id"].astype("object")
    last_day = rows.groupby(province)["date_end"].cummax()
    # A row that runs longer than its successors hides a pause inside it, never the other way round.
    before = last_day.groupby(province).shift().fillna(pd.Timestamp(covers_from) - pd.Timedelta(days=1))
    quiet = ((rows["date_start"] - before).dt.days - 1).clip(lower=0) / DAYS_PER_MONTH
    opens = (quiet >= pause_months) & (province == province.shift())
    return {"quiet": quiet, "spell": opens.groupby(province).cumsum()}


def _first(spell: pd.DataFrame, pause_months: float) -> dict[str, object]:
    """Describe the first incident of a spell."""
    lead = spell.iloc[0]
    sure = spell[spell["sure"]]
    ever = lead["spell"] == 0
    return {
        "province_id": str(lead["province_id"]),
        "kind": EVER if ever else AFTER_PAUSE,
        "date_start": lead["date_start"],
        "date_end": spell["date_end"].min(),
        "id": lead["id"],
        "attribution": str(lead["attribution"]),
        "pause_months": round(float(lead["quiet"]), 1),
        "before_coverage": bool(ever and lead["quiet"] < pause_months),
        "sure_start": sure["date_start"].iloc[0] if len(sure) else pd.NaT,
        "sure_id": sure["id"].iloc[0] if len(sure) else np.nan,
    }
