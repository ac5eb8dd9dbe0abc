"""Tables drawn from the schema: whatever its columns allow, in combinations that nobody would think of."""

from datetime import date, timedelta

from hypothesis import strategies as st

from atlas.incidents.rules import LONGEST_SPAN_DAYS, MOST_PEOPLE
from atlas.incidents.schema import EARLIEST, latest
from atlas.incidents.vocabulary import LISTS
from tests.tables.small import _AT, NO_TOLL, NOWHERE, Row, abroad, at

_DAYS = st.dates(EARLIEST.date(), latest().date() - timedelta(days=366)) | st.sampled_from(
    [date(2021, 8, 14), date(2021, 8, 15), date(2015, 1, 26), date(2020, 2, 29), latest().date()]
)
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=60
).map(str.strip)  # fmt: skip
_TOLLS = st.lists(st.sampled_from([0, 1, 2, 50, MOST_PEOPLE]), min_size=3, max_size=3).map(sorted)
_LISTED = [name for name in LISTS if name not in {"date_precision", "location_precision", "killed_figures"}]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw one row; nearly all are valid, and one that is not is rejected with its reason, which no page may mind."""
    first = draw(_DAYS)
    precision = draw(st.sampled_from(["day", "day", "day", *LONGEST_SPAN_DAYS]))
    last = min(first + timedelta(days=draw(st.integers(0, LONGEST_SPAN_DAYS[precision] - 1))), latest().date())
    row = at(draw(st.sampled_from(list(_AT))), f"{first}", date_end=f"{last}", date_precision=precision)
    row |= draw(st.sampled_from([{}, {}, NO_TOLL]))
    row |= draw(
        st.sampled_from(
            [
                {},
                {},
                NOWHERE | {"location_precision": "province"},
                NOWHERE | {"location_precision": "country", "province_id": ""},
                {name: abroad("2020-01-01")[name] for name in ("country", "province_id", "latitude", "longitude")},
            ]
        )
    )
    row |= {name: draw(st.sampled_from(list(LISTS[name]))) for name in _LISTED}
    row |= {name: draw(_WORDS) for name in ("summary", "district", "attributed_by", "operation_id")}
    if row["killed_low"] and row["event_class"] != "foiled plot":
        row |= dict(zip(("killed_low", "killed_best", "killed_high"), map(str, draw(_TOLLS)), strict=True))
    elif row["killed_low"]:
        row |= dict.fromkeys(("killed_low", "killed_best", "killed_high"), "0")
    return row


tables = st.lists(rows(), min_size=1, max_size=9)
