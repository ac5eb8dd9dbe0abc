from datetime import date

import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.incidents.check import report
from atlas.incidents.files import write_parquet
from atlas.incidents.load import read_incidents

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shipped():
    """Read the shipped table in the order of its numbers, which a new row leaves as it is."""
    return pd.read_csv(settings.EVENTS, dtype="str", keep_default_na=False).sort_values("id", ignore_index=True)


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
    assert line(lines, "Tolls that no report").endswith(": 0")
    assert line(lines, "Dates in the future").endswith(": 0 rows")
    assert line(lines, "Suspected duplicates").startswith("Suspected duplicates: 0 pairs;")
    assert line(lines, "Sources missing") == "Sources missing: 0 rows"
    assert not [one for one in lines if "point lies" in one or "snapped to" in one or "not_duplicates.csv" in one]
    lost = {one.split("(")[1].split(")")[0] for one in lines if "without a province:" in one}
    assert lost == set(shipped.loc[shipped["location_precision"] == "country", "id"]) - set(
        shipped.loc[~shipped["country"].isin(settings.COUNTRIES.values()), "id"]
    )
    assert lines[-1] == "clean"


def test_a_rejected_row_is_told_with_row_column_value_and_reason(changed, shipped):
    best = shipped.loc[4, "killed_best"]
    lines, clean = report(changed(4, killed_low="99"), TODAY)
    assert not clean
    assert "20 rows, 19 valid, 1 rejected" in lines
    told = f"  own.csv: row 6 (KA-0005): killed_best {best!r} is not between killed_low and killed_high: put the three"
    assert f"{told} figures in order" in lines


def test_a_point_outside_its_stated_province_is_told(changed):
    lines, clean = report(changed(2, province_id="AF-HER"), TODAY)
    assert not clean
    assert (
        "  own.csv: row 4 (KA-0003): province_id 'AF-HER' is not where the point lies, AF-NAN: correct one of them"
        in lines
    )


def test_a_point_outside_every_province_is_told(changed):
    lines, clean = report(changed(2, latitude="20.0", longitude="60.0"), TODAY)
    assert not clean
    assert any(one.startswith("  own.csv: row 4 (KA-0003): without a province: ") for one in lines)


def test_a_day_after_today_is_told(changed):
    path = changed(2, date_start="2026-11-23", date_end="2026-11-23")
    lines, clean = report(path, TODAY)
    assert not clean
    assert "  own.csv: row 4 (KA-0003): date_end '2026-11-23' is after 2026-11-22 (today): correct it" in lines
    assert report(path, date(2026, 11, 23))[1]


def test_a_day_after_the_coverage_is_told(changed, tmp_path):
    path = changed(2, date_start="2026-03-01", date_end="2026-03-01")
    (tmp_path / "own.csv-metadata.json").write_text('{"dc:temporal": "2015-01-26/2026-02-06"}')
    lines, clean = report(path, TODAY)
    assert not clean
    assert any("date_end '2026-03-01' is after 2026-02-06 (the coverage ends)" in one for one in lines)


@pytest.mark.parametrize("cell", ["", "[]"])
def test_a_row_without_a_source_is_told(changed, cell):
    lines, clean = report(changed(2, sources=cell), TODAY)
    assert not clean
    assert line(lines, "Sources missing") == "Sources missing: 1 rows"
    assert "  own.csv: row 4 (KA-0003): sources is empty: fill it" in lines


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


def test_every_finding_is_listed_however_many(shipped, tmp_path):
    table = pd.concat([shipped.iloc[[2]]] * 130, ignore_index=True)
    table["id"] = [f"KA-{number:04d}" for number in range(1, len(table) + 1)]
    table.assign(sources="").to_csv(tmp_path / "own.csv", index=False)
    lines, _ = report(tmp_path / "own.csv", TODAY)
    assert len([one for one in lines if "sources is empty: fill it" in one]) == 130


TOLLS_HEADER = "id,reporter,killed_low,killed_high,injured_low,injured_high,as_of,source,chosen,note\n"


@pytest.fixture
def differing(changed, tmp_path):
    """Write a table of which one row has a range, and what stands in tolls.csv beside it."""

    def write(*reports, best="14"):
        path = changed(2, killed_low="10", killed_best=best, killed_high="18", injured_low="", injured_best="",
                       injured_high="")  # fmt: skip
        written = pd.read_csv(path, dtype="str", keep_default_na=False).iloc[[2]]
        written.to_csv(path, index=False)
        lines = [f"KA-0003,{who},{figure},{figure},,,2015-04-18,https://a.b/,no,\n" for who, figure in reports]
        (tmp_path / "tolls.csv").write_text(TOLLS_HEADER + "".join(lines))
        return path

    return write


def test_a_best_that_no_report_carries_is_told_with_row_and_remedy(differing):
    path = differing(("police", 10), ("hospital", 18))
    lines, clean = report(path, TODAY)
    assert not clean
    told = "is given by no report: write 10 or 18, as tolls.csv has it, or enter there who reported it"
    assert f"  own.csv: row 2 (KA-0003): killed_best '14' {told}" in lines
    assert lines[-1] == "not clean: 1 to look at, see above"
    assert report(differing(("police", 10), ("hospital", 18), best="18"), TODAY)[1]


def test_a_range_without_any_report_is_told(differing):
    lines, clean = report(differing(), TODAY)
    assert not clean
    assert any("is given by no report although low and high differ" in one for one in lines)


def test_a_report_on_an_unknown_incident_is_told_in_its_own_file(differing, tmp_path):
    path = differing(("police", 14))
    with (tmp_path / "tolls.csv").open("a") as file:
        file.write("KA-9999,police,1,1,,,2015,https://a.b/,no,\n")
    lines, clean = report(path, TODAY)
    assert not clean
    assert any(one.startswith("  tolls.csv: row 3 (KA-9999): id is no incident of the table:") for one in lines)


def test_without_reports_beside_the_table_it_is_said_that_nothing_was_compared(differing, tmp_path):
    path = differing()
    (tmp_path / "tolls.csv").unlink()
    lines, clean = report(path, TODAY)
    assert clean
    assert "No tolls.csv beside the table: who reported the best of 1 ranges is not known" in lines


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
