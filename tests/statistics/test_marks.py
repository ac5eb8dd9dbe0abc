"""Counts by code, all rows and those with each mark, are those of a plain count."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.statistics.certainty import has_toll, is_sure
from atlas.statistics.totals import counts, has_point, marked, unmarked

UNKNOWN = {"killed_low": None, "killed_best": None, "killed_high": None}
ROWS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["claimed", "disputed"]), st.booleans(), st.sampled_from([34.4, None])
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(rows=ROWS)
def test_one_pass_gives_what_four_counts_give(tiny, rows):
    table = tiny(
        *({"attribution": sure, "latitude": north, **({} if known else UNKNOWN)} for _, sure, known, north in rows)
    )
    plain = np.array([code for code, *_ in rows], dtype=np.intp)
    codes = marked(table, plain)
    found = counts(codes, 3)
    assert unmarked(codes).tolist() == plain.tolist()
    for values, marks in zip(found, (plain >= 0, is_sure(table), has_toll(table), has_point(table)), strict=True):
        assert values.tolist() == np.bincount(plain[marks], minlength=4)[:3].tolist()
