"""The provinces of a country in two periods: their shares, how these changed, and what cannot be counted."""

from typing import NamedTuple

import pandas as pd

from atlas.statistics.periods import Question
from atlas.statistics.shares import in_country
from atlas.topics.shift.measures.province_tests import province_tests


class BeforeAfter(NamedTuple):
    """What two maps of the same country show, and what stands on neither."""

    provinces: pd.DataFrame
    """One row per province (index province_id), the columns of ``province_tests`` with all incidents as denominator."""
    no_province: int
    """Rows of the country in either period that are known to no province."""
    not_datable: int
    """Rows with a province that cross the edge of a period."""


def before_after(table: pd.DataFrame, question: Question) -> BeforeAfter:
    """Compare the provinces of a question's country between its periods.

    Parameters
    ----------
    table
        Plain table, not cut to a period or a place.
    """
    tested = province_tests(table, question, left_out=())
    listed = tested[(tested["level"] == "province") & (tested["denominator"] == "all")]
    here = table[(table["country"] == question.country).to_numpy(dtype=bool)]
    nowhere = here[here["province_id"].isna().to_numpy()]
    rows = in_country(table, question.country)
    held = question.before.holds(rows) | question.after.holds(rows)
    return BeforeAfter(
        provinces=listed.set_index("unit").rename_axis("province_id"),
        no_province=int((question.before.touches(nowhere) | question.after.touches(nowhere)).sum()),
        not_datable=int(((question.before.touches(rows) | question.after.touches(rows)) & ~held).sum()),
    )
