"""Reported tolls: the file is refused with the row that is wrong, and the best figure follows one rule."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas import settings
from atlas.errors import DataError
from atlas.incidents.tolls import COLUMNS, FILE_NAME, carried, departures, read_tolls, reported, tolls_beside
from tests.conftest import tiny_table

HEADER = ",".join(COLUMNS) + "\n"
PAGE = "https://example.org/report"
FIRST = f"KA-0001,police,3,3,,,2018-07-13,{PAGE},no,\n"


@pytest.fixture
def written(tmp_path):
    def write(*lines):
        path = tmp_path / "tolls.csv"
        path.write_text(HEADER + "".join(lines), encoding="utf-8")
        return path

    return write


def test_a_report_is_read_with_its_types(written):
    table = read_tolls(written(FIRST, f"KA-0001,UNAMA,4,5,7,7,2018-08,{PAGE},yes,final count\n"))
    assert table["killed_low"].tolist() == [3.0, 4.0]
    assert math.isnan(table["injured_low"].iloc[0])
    assert table["chosen"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"KA-1,police,3,3,,,2018,{PAGE},no,\n", "row 3: id .* is no incident number"),
        (f"KA-0001,,3,3,,,2018,{PAGE},no,\n", "row 3: reporter .* is empty"),
        (f"KA-0001,police,three,3,,,2018,{PAGE},no,\n", "row 3: killed_low 'three' is no whole number"),
        (f"KA-0001,police,2.5,3,,,2018,{PAGE},no,\n", "row 3: killed_low '2.5' is no whole number"),
        (f"KA-0001,police,5,3,,,2018,{PAGE},no,\n", "row 3: killed_low .* and killed_high are not both given"),
        (f"KA-0001,police,,3,,,2018,{PAGE},no,\n", "row 3: killed_low .* and killed_high are not both given"),
        (f"KA-0001,police,3,3,9,,2018,{PAGE},no,\n", "row 3: injured_low .* and injured_high are not both given"),
        (f"KA-0001,police,,,,,2018,{PAGE},no,\n", "row 3: killed_low .* and injured_low are both empty"),
        (f"KA-0001,police,3,3,,,13 July,{PAGE},no,\n", "row 3: as_of .* is no date"),
        ("KA-0001,police,3,3,,,2018,a newspaper,no,\n", "row 3: source .* is no web address"),
        (f"KA-0001,police,3,3,,,2018,{PAGE},perhaps,\n", "row 3: chosen .* is not yes or no"),
        (f"KA-0001,police,3,3,,,2018,{PAGE},yes,\n", "row 3: note .* is empty: say why"),
    ],
)
def test_a_faulty_row_is_refused_with_its_number(written, line, told):
    with pytest.raises(DataError, match=rf"tolls\.csv: {told}"):
        read_tolls(written(FIRST, line))


def test_a_faulty_row_costs_that_row_alone(written):
    path = written(
        FIRST, f"KA-0002,,3,3,,,2018,{PAGE},no,\n", "KA-0003\n", f"KA-0004,police,1e19,3,,,2018,{PAGE},no,\n"
    )
    table, faults = tolls_beside(path.with_name("events.csv"))
    assert table["id"].tolist() == ["KA-0001"]
    assert [fault.split(":")[1].split(" has")[0] for fault in faults] == [" row 3", " row 4", " row 5"]


def test_only_one_report_of_an_incident_is_chosen(written):
    twice = [f"KA-0001,{who},3,3,,,2018,{PAGE},yes,final\n" for who in ("police", "ministry")]
    other = f"KA-0002,ministry,3,3,,,2018,{PAGE},yes,final\n"
    assert len(read_tolls(written(twice[0], other))) == 2
    with pytest.raises(DataError, match=r"row 4: chosen .* is yes twice"):
        read_tolls(written(twice[0], other, twice[1]))


def test_a_file_that_is_no_such_table_is_refused(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        read_tolls(tmp_path / "tolls.csv")
    (tmp_path / "tolls.csv").write_text("id,reporter\nKA-0001,police\n")
    with pytest.raises(DataError, match="the columns are not"):
        read_tolls(tmp_path / "tolls.csv")
    (tmp_path / "tolls.csv").write_bytes(HEADER.encode() + b"KA-0001,\xff\n")
    with pytest.raises(DataError, match="not a table in UTF-8"):
        read_tolls(tmp_path / "tolls.csv")


def test_a_table_without_tolls_beside_it_has_none(tmp_path):
    empty, faults = tolls_beside(tmp_path / "own.csv")
    assert faults == ()
    assert tuple(empty.columns) == COLUMNS
    assert empty.empty
    assert reported(empty, "killed") == []
    assert carried(empty, "killed") == []


def tolls(*reports):
    rows = [
        ("KA-0001", who, low, high, math.nan, math.nan, "2018", PAGE, chosen, "") for who, low, high, chosen in reports
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_the_claim_of_the_group_is_no_report():
    assert reported(tolls(("Islamic State", 90.0, 90.0, False), ("police", 3.0, 5.0, False)), "killed") == [3, 5]


def test_best_may_be_a_figure_of_the_chosen_report_else_of_any():
    assert carried(tolls(("police", 3.0, 3.0, False), ("UN", 9.0, 10.0, False)), "killed") == [3, 9, 10]
    assert carried(tolls(("police", 3.0, 3.0, False), ("UN", 9.0, 10.0, True)), "killed") == [9, 10]
    assert carried(tolls(("Islamic State", 40.0, 40.0, False)), "killed") == []
    assert carried(tolls(("UN", 3.0, 3.0, True)), "injured") == []


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=4), st.integers(0, 9))
def test_a_best_passes_exactly_when_a_report_carries_it(reports, best):
    figures = [float(figure) for figure, _ in reports]
    table = tolls(*[(f"paper {at}", figure, figure, chosen) for at, (figure, (_, chosen)) in enumerate(
        zip(figures, reports, strict=True))])  # fmt: skip
    table["chosen"] &= ~table["chosen"].duplicated()
    chosen = table.loc[table["chosen"], "killed_low"].tolist()
    row = {"killed_low": 0.0, "killed_best": float(best), "killed_high": 9.0}
    assert departures(tiny_table(row), table).empty == (best in (chosen or figures))


def test_departures_name_the_row_and_the_remedy(tiny):
    row = {"killed_low": 3.0, "killed_best": 4.0, "killed_high": 5.0}
    found = departures(tiny(row), tolls(("police", 3.0, 6.0, False)))
    assert found.to_numpy().tolist() == [
        ["KA-0001", "killed_low", 6, "is reported but outside the range of the row: widen low or high"],
        [
            "KA-0001", "killed_best", "4",
            "is given by no report: write 3 or 6, as tolls.csv has it, or enter there who reported it",
        ],
    ]  # fmt: skip
    assert departures(tiny(row | {"killed_best": 3.0}), tolls(("police", 3.0, 3.0, True))).empty
    lost = tolls(("police", 3.0, 3.0, True)).assign(id="KA-9999")
    assert departures(tiny({}), lost)["reason"].str.startswith("is no incident of the table").tolist() == [True]


def test_a_midpoint_that_nobody_reported_is_a_departure(tiny):
    row = {"killed_low": 10.0, "killed_best": 14.0, "killed_high": 18.0}
    nobody = departures(tiny(row), tolls())
    assert nobody["reason"].tolist() == [
        "is given by no report although low and high differ: enter in tolls.csv who reported it"
    ]
    two = tolls(("police", 10.0, 10.0, False), ("hospital", 18.0, 18.0, False))
    assert departures(tiny(row), two)["column"].tolist() == ["killed_best"]
    assert departures(tiny(row | {"killed_best": 18.0}), two).empty
    assert departures(tiny({"killed_low": 4.0, "killed_best": 4.0, "killed_high": 4.0}), tolls()).empty


def test_a_report_for_a_row_without_a_figure_is_a_departure(tiny):
    incidents = tiny({"killed_low": None, "killed_best": None, "killed_high": None})
    found = departures(incidents, tolls(("police", 3.0, 3.0, False)))
    assert found["reason"].tolist() == ["is empty although a report gives this figure: fill low, best and high"]


def test_the_tolls_of_the_table_are_in_order_of_incident_and_name_addresses():
    table = read_tolls(settings.EVENTS.with_name(FILE_NAME))
    assert table["id"].is_monotonic_increasing
    assert not table.duplicated(["id", "reporter", "as_of"]).any()
    assert table["id"].nunique() >= 60
