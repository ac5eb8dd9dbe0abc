import json
from datetime import date

import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.incidents import vocabulary
from atlas.incidents.columns import COLUMNS
from atlas.incidents.files import version_of, write_parquet
from atlas.incidents.load import read_incidents

TEMPLATE = {
    "date_start": "2020-05-01", "date_end": "2020-05-01", "date_precision": "day", "event_class": "attack",
    "place": "Jalalabad", "district": "Jalalabad", "province_id": "AF-NAN", "country": "Afghanistan",
    "latitude": "34.43", "longitude": "70.45", "location_precision": "town", "coordinate_source": "GeoNames",
    "killed_low": "1", "killed_best": "2", "killed_high": "3", "attribution": "claimed", "label": "ISKP",
    "summary": "Bomb exploded, in a market.", "sources": "[]", "added": "2026-11-22",
}  # fmt: skip


def rows(*changes):
    """Build the text of a table: one good row per argument with the changes it names."""
    table = pd.DataFrame([TEMPLATE | {"id": f"KA-{n:04d}"} | change for n, change in enumerate(changes, start=1)])
    return table.reindex(columns=list(COLUMNS)).astype("object").fillna("")


@pytest.fixture
def write(tmp_path):
    def write_csv(*changes, name="own.csv", encoding="utf-8", drop=(), add=(), metadata=None):
        path = tmp_path / name
        rows(*changes).drop(columns=list(drop)).assign(**dict(add)).to_csv(path, index=False, encoding=encoding)
        if metadata is not None:
            (tmp_path / f"{name}-metadata.json").write_text(json.dumps(metadata))
        return path

    return write_csv


def test_a_loaded_table_has_every_column_the_region_and_its_types(write):
    opened = read_incidents(write({"place": "", "province_id": ""}))
    table = opened.table
    assert list(table.columns) == [*COLUMNS, "region_id"]
    assert table.loc[0, ["province_id", "region_id", "place", "operation_id"]].tolist() == [
        "AF-NAN",
        "af-east",
        "",
        "KA-0001",
    ]
    for name, terms in vocabulary.LISTS.items():
        assert table[name].cat.categories.tolist() == list(terms)
    assert table["country"].cat.categories[:2].tolist() == ["Afghanistan", "Pakistan"]
    assert table.dtypes[["date_start", "added"]].astype(str).tolist() == ["datetime64[us]"] * 2
    assert table["killed_best"].tolist() == [2.0]
    assert table["injured_best"].isna().all()
    assert opened.rejected.empty
    assert tuple(opened.rejected.columns) == ("row", "id", "column", "value", "reason")


def test_rows_come_by_day_and_then_by_id(write):
    april = {"date_start": "2020-04-30", "date_end": "2020-04-30"}
    opened = read_incidents(write({"id": "KA-0009"}, april, {"id": "KA-0004"}))
    assert opened.table["id"].tolist() == ["KA-0002", "KA-0004", "KA-0009"]
    assert opened.table.index.tolist() == [0, 1, 2]


def test_bad_rows_are_set_aside_with_row_column_value_and_reason(write):
    opened = read_incidents(write({}, {"injured_low": "many"}, {"date_start": "1 May 2020"}, {"latitude": "95"}))
    assert opened.table["id"].tolist() == ["KA-0001"]
    assert opened.rejected[["row", "id", "column", "value"]].to_numpy().tolist() == [
        [3, "KA-0002", "injured_low", "many"],
        [4, "KA-0003", "date_start", "1 May 2020"],
        [5, "KA-0004", "latitude", "95"],
    ]
    assert opened.rejected["reason"].str.contains(": write ").all()


def test_every_row_is_either_in_the_table_or_rejected(write):
    changes = [{}, {"label": ""}, {"country": "Nowhere1"}, {"id": "KA-0001"}, {"sources": "x"}, {}]
    opened = read_incidents(write(*changes))
    assert len(opened.table) + opened.rejected["row"].nunique() == len(changes)
    assert opened.rejected["row"].tolist() == sorted(opened.rejected["row"])


def test_row_numbers_are_the_lines_of_the_file(tmp_path, write):
    path = write({}, {"label": "none"})
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1], "", "", lines[2], ""]))
    assert read_incidents(path).rejected["row"].tolist() == [5]


def test_a_byte_order_mark_is_tolerated(write):
    assert len(read_incidents(write({}, encoding="utf-8-sig")).table) == 1


def test_unknown_and_missing_optional_columns_are_noted(write):
    opened = read_incidents(write({}, drop=["revised"], add={"mood": "x"}.items()))
    assert any("revised" in note for note in opened.notes)
    assert any("mood" in note for note in opened.notes)
    assert "mood" not in opened.table


def test_thousands_of_unknown_columns_make_a_short_note(write):
    opened = read_incidents(write({}, add={f"unknown_{number}": "x" for number in range(3_000)}.items()))
    note = next(note for note in opened.notes if "does not use" in note)
    assert "unknown_0, unknown_1" in note
    assert note.endswith("and 2,990 more.")
    long = read_incidents(write({}, add={"x" * 5_000: "x"}.items()))
    assert max(map(len, [note, *long.notes])) < 400


def test_exchanged_coordinates_are_named_as_the_likely_cause(write):
    turned = {"latitude": "70.45", "longitude": "34.43"}
    opened = read_incidents(write(turned, turned, turned))
    note = "latitude and longitude look exchanged in 3 of the 3 rows whose point lies outside the stated province"
    assert [one for one in opened.notes if one.startswith(note)]
    assert len(opened.join.unplaced) == 3
    astray = read_incidents(write({"latitude": "10.0", "longitude": "20.0"}))
    assert not [one for one in astray.notes if "exchanged" in one]


def test_a_point_in_another_province_moves_and_is_reported(write):
    opened = read_incidents(write({"province_id": "AF-KAB"}))
    assert opened.table["province_id"].tolist() == ["AF-NAN"]
    assert [tuple(row) for row in opened.join.disagreeing] == [("KA-0001", "AF-KAB", "AF-NAN")]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "own.csv", "empty"),
        (b"id,label\n", "own.csv", "no incident"),
        (b"id,label\nKA-0001,ISKP\n", "own.csv", "date_start, date_end"),
        (b"id,id\nKA-0001,1\n", "own.csv", "'id' stands twice"),
        (b"id,place\nKA-0001,Herat,West\n", "own.csv", "row 2 has 3 cells, the header 2"),
        (b'"', "own.csv", "not a CSV file"),
        (b'id,place\nKA-0001,"Herat\n', "own.csv", "double quote that is opened"),
        (b"id,place\nKA-0001,Herat\nKA-0002," + b"x" * 131_073 + b"\n", "own.csv", "row 3: a cell has more than"),
        ("id,place\nKA-0001,Herāt\n".encode("cp1257"), "own.csv", "not UTF-8"),
        (b"PAR1 but not really", "own.parquet", "not a Parquet file"),
        (b"x", "own.xlsx", ".csv (UTF-8) or a .parquet"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_remedy(tmp_path, content, name, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match="own") as caught:
        read_incidents(path)
    assert told in str(caught.value)
    assert caught.value.hint


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"gone\.csv: there is no such file"):
        read_incidents(tmp_path / "gone.csv")


def test_a_file_without_a_valid_row_names_the_first_fault(write):
    with pytest.raises(DataError, match="no row is valid; row 2: label is not in the closed list"):
        read_incidents(write({"label": "none"}))


def test_coverage_comes_from_the_metadata_beside_the_file(write):
    opened = read_incidents(write({}, metadata={"dc:title": "Own", "dc:temporal": "2015-01-26/2020-12-31"}))
    assert (opened.covers_from, opened.covers_to, opened.title) == (date(2015, 1, 26), date(2020, 12, 31), "Own")
    assert opened.notes == ()


def test_without_metadata_the_table_covers_its_own_days_and_says_so(write):
    opened = read_incidents(
        write({}, {"date_start": "2020-06-01", "date_end": "2020-06-30", "date_precision": "month"})
    )
    assert (opened.covers_from, opened.covers_to) == (date(2020, 5, 1), date(2020, 6, 30))
    assert any("own.csv-metadata.json" in note for note in opened.notes)


def test_incidents_outside_the_stated_coverage_are_noted(write):
    opened = read_incidents(write({}, metadata={"dc:temporal": "2021-01-01/2021-12-31"}))
    assert any(note.startswith("1 incidents lie outside") for note in opened.notes)


@pytest.mark.parametrize("metadata", [[], {}, {"dc:temporal": "2021"}, {"dc:temporal": "2022-01-01/2021-01-01"}])
def test_unusable_metadata_is_an_error(write, metadata):
    with pytest.raises(DataError, match="metadata"):
        read_incidents(write({}, metadata=metadata))


def test_the_version_is_the_start_of_the_sha256(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    assert version_of(path) == "ba7816bf8f01"


@pytest.fixture(scope="module")
def shipped():
    return read_incidents(settings.EVENTS)


def test_parquet_gives_the_same_table_without_a_second_join(shipped, tmp_path, monkeypatch):
    write_parquet(shipped.table, tmp_path / "own.parquet")
    monkeypatch.setattr("atlas.incidents.load.attach_provinces", None)
    again = read_incidents(tmp_path / "own.parquet")
    pd.testing.assert_frame_equal(again.table, shipped.table)
    assert again.join.placed == shipped.join.placed
    assert [lost.id for lost in again.join.unplaced] == [lost.id for lost in shipped.join.unplaced]
    assert again.rejected.empty


def test_parquet_of_others_is_joined(shipped, tmp_path):
    shipped.table.drop(columns="region_id").to_parquet(tmp_path / "own.parquet")
    pd.testing.assert_frame_equal(read_incidents(tmp_path / "own.parquet").table, shipped.table)


def test_a_parquet_file_that_carries_its_join_is_still_checked(shipped, tmp_path):
    table = shipped.table.head(5).copy()
    table.loc[2, "killed_low"] = 900.0
    write_parquet(table, tmp_path / "own.parquet")
    opened = read_incidents(tmp_path / "own.parquet")
    assert opened.rejected[["row", "id", "column"]].to_numpy().tolist() == [[4, table.loc[2, "id"], "killed_best"]]


@pytest.mark.parametrize("region", ["af-west", "abroad", "anything"])
def test_a_parquet_file_that_only_says_it_is_joined_is_joined_again(shipped, tmp_path, region):
    table = shipped.table[shipped.table["province_id"] == "AF-NAN"].head(5).copy()
    table["region_id"] = region
    write_parquet(table, tmp_path / "own.parquet")
    assert read_incidents(tmp_path / "own.parquet").table["region_id"].tolist() == ["af-east"] * 5


def test_times_and_zones_of_a_parquet_file_leave_the_day(shipped, tmp_path):
    table = shipped.table.head(3).copy()
    table["date_end"] = (table["date_end"] + pd.Timedelta(hours=13)).dt.tz_localize("UTC")
    table.to_parquet(tmp_path / "own.parquet")
    again = read_incidents(tmp_path / "own.parquet").table
    assert again["date_end"].tolist() == shipped.table["date_end"].head(3).tolist()
