import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.incidents.check import report
from atlas.incidents.files import write_parquet
from atlas.incidents.load import read_incidents


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


def test_the_table_of_the_project_is_clean():
    lines, clean = report(settings.EVENTS)
    assert clean
    assert lines[1] == "531 rows, 531 valid, 0 rejected"
    assert lines[2].startswith("Of 531 incidents, 515 placed in a province, 13 outside the eight countries, 3 without")
    assert [line for line in lines if "disagreeing:" in line or "snapped:" in line] == []
    assert [line.split()[3] for line in lines if "without a province:" in line] == ["KA-0311,", "KA-0328,", "KA-0502,"]
    assert lines[-2:] == ["Coverage: 26 January 2015 to 6 February 2026", "clean"]


def test_a_rejected_row_is_told_with_row_column_value_and_reason(changed):
    lines, clean = report(changed(4, killed_low="99"))
    assert not clean
    assert "20 rows, 19 valid, 1 rejected" in lines
    told = (
        "  row 6 (KA-0005): killed_best '12' is not between killed_low and killed_high: put the three figures in order"
    )
    assert told in lines


def test_a_point_outside_its_stated_province_is_told(changed):
    lines, clean = report(changed(2, province_id="AF-HER"))
    assert not clean
    assert "  disagreeing: KA-0003 states AF-HER, its point is in AF-NAN" in lines


def test_a_point_outside_every_province_is_told(changed):
    lines, clean = report(changed(2, latitude="20.0", longitude="60.0"))
    assert not clean
    assert any(line.startswith("  without a province: KA-0003, ") for line in lines)


def test_missing_metadata_is_noted(changed):
    lines, clean = report(changed(2, district=""))
    assert clean
    assert (
        "Note: No own.csv-metadata.json stands beside the table: its first and last day are taken as its coverage."
        in lines
    )


def test_a_parquet_file_is_checked_like_its_csv(tmp_path):
    write_parquet(read_incidents(settings.EVENTS).table, tmp_path / "events.parquet")
    lines, clean = report(tmp_path / "events.parquet")
    assert clean
    assert lines[1] == "531 rows, 531 valid, 0 rejected"


def test_a_file_that_cannot_be_used_is_an_error(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        report(tmp_path / "gone.csv")
