from datetime import date

import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.incidents.check import LISTED, report
from atlas.incidents.files import write_parquet
from atlas.incidents.load import read_incidents

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shipped():
    return pd.read_csv(settings.EVENTS, dtype="str", keep_default_na=False)


@pytest.fixture
def changed(shipped, tmp_path):
    def write(row, **cells):
        table = shipped.head(20).copy()
        table.loc[row, list(cells)] = list(cells.values())
        table.to_csv(tmp_path / "own.csv", index=False)
        return tmp_path / "own.csv"

    return write


def line(lines, start):
    found = [one for one in lines if one.strip().startswith(start)]
    assert len(found) == 1, lines
    return found[0]


def test_the_table_of_the_project_is_clean(shipped):
    lines, clean = report(settings.EVENTS, TODAY)
    assert clean, lines
    rows = len(shipped)
    assert lines[1] == f"{rows:,} rows, {rows:,} valid, 0 rejected"
    assert line(lines, "Tolls out of order") == "Tolls out of order or given in part: 0 rows"
    assert line(lines, "Dates in the future").endswith(": 0 rows")
    assert line(lines, "Suspected duplicates").startswith("Suspected duplicates: 0 pairs;")
    assert line(lines, "Sources missing") == "Sources missing: 0 rows"
    assert not [one for one in lines if "disagreeing:" in one or "snapped:" in one or "not_duplicates.csv" in one]
    lost = {one.split()[3].rstrip(",") for one in lines if "without a province:" in one}
    assert lost == set(shipped.loc[shipped["location_precision"] == "country", "id"]) - set(
        shipped.loc[~shipped["country"].isin(settings.COUNTRIES.values()), "id"]
    )
    assert lines[-1] == "clean"


def test_a_rejected_row_is_told_with_row_column_value_and_reason(changed, shipped):
    best = shipped.loc[4, "killed_best"]
    lines, clean = report(changed(4, killed_low="99"), TODAY)
    assert not clean
    assert "20 rows, 19 valid, 1 rejected" in lines
    told = (
        f"  row 6 (KA-0005): killed_best {best!r} is not between killed_low and killed_high: put the three figures in"
    )
    assert f"{told} order" in lines
    assert line(lines, "Tolls out of order") == "Tolls out of order or given in part: 1 rows"


def test_a_point_outside_its_stated_province_is_told(changed):
    lines, clean = report(changed(2, province_id="AF-HER"), TODAY)
    assert not clean
    assert "  disagreeing: KA-0003 states AF-HER, its point is in AF-NAN" in lines


def test_a_point_outside_every_province_is_told(changed):
    lines, clean = report(changed(2, latitude="20.0", longitude="60.0"), TODAY)
    assert not clean
    assert any(one.startswith("  without a province: KA-0003, ") for one in lines)


def test_a_day_after_today_is_told(changed):
    path = changed(2, date_start="2026-11-23", date_end="2026-11-23")
    lines, clean = report(path, TODAY)
    assert not clean
    assert "  in the future: KA-0003 ends on 2026-11-23, after 2026-11-22 (today): correct date_end" in lines
    assert report(path, date(2026, 11, 23))[1]


def test_a_day_after_the_coverage_is_told(changed, tmp_path):
    path = changed(2, date_start="2026-03-01", date_end="2026-03-01")
    (tmp_path / "own.csv-metadata.json").write_text('{"dc:temporal": "2015-01-26/2026-02-06"}')
    lines, clean = report(path, TODAY)
    assert not clean
    assert any("ends on 2026-03-01, after 2026-02-06 (the coverage ends)" in one for one in lines)


@pytest.mark.parametrize("cell", ["", "[]"])
def test_a_row_without_a_source_is_told(changed, cell):
    lines, clean = report(changed(2, sources=cell), TODAY)
    assert not clean
    assert line(lines, "Sources missing") == "Sources missing: 1 rows"
    assert "  without a source: KA-0003: fill sources" in lines


def test_families_are_counted_per_row(tmp_path, shipped):
    one, two = '{"publisher": "A", "family": "a"}', '{"publisher": "B", "family": "b"}'
    table = shipped.head(3).assign(sources=[f"[{one}]", f"[{one}, {one}]", f"[{one}, {two}]"])
    table.to_csv(tmp_path / "own.csv", index=False)
    lines, _ = report(tmp_path / "own.csv", TODAY)
    assert line(lines, "Source families") == "Source families per row: 1 in 2 and 2 in 1"


def test_a_row_entered_twice_is_suspected(shipped, tmp_path):
    table = pd.concat([shipped.head(20), shipped.iloc[[2]].assign(id="KA-9999")])
    table.to_csv(tmp_path / "own.csv", index=False)
    lines, clean = report(tmp_path / "own.csv", TODAY)
    assert not clean
    told = line(lines, "suspected duplicate:")
    assert told.startswith("  suspected duplicate: KA-0003 (2015-04-18, ")
    assert " and KA-9999 (2015-04-18, " in told
    assert lines[-1] == "not clean: 1 to look at, see above"


def test_long_lists_are_cut_and_counted(shipped, tmp_path):
    table = pd.concat([shipped.iloc[[2]]] * (LISTED + 30), ignore_index=True)
    table["id"] = [f"KA-{number:04d}" for number in range(1, len(table) + 1)]
    table.assign(sources="").to_csv(tmp_path / "own.csv", index=False)
    lines, _ = report(tmp_path / "own.csv", TODAY)
    assert len([one for one in lines if "without a source:" in one]) == LISTED
    assert "  … and 30 more" in lines


def test_missing_metadata_is_noted(changed):
    lines, clean = report(changed(2, district=""), TODAY)
    assert clean, lines
    assert (
        "Note: No own.csv-metadata.json stands beside the table: its first and last day are taken as its coverage."
        in lines
    )


def test_a_parquet_file_is_checked_like_its_csv(tmp_path):
    table = read_incidents(settings.EVENTS).table
    write_parquet(table, tmp_path / "events.parquet")
    lines, clean = report(tmp_path / "events.parquet", TODAY)
    assert clean, lines
    assert lines[1] == f"{len(table):,} rows, {len(table):,} valid, 0 rejected"


def test_a_file_that_cannot_be_used_is_an_error(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        report(tmp_path / "gone.csv")
