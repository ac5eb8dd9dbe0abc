"""Whole imports of small invented files: every row is accounted for."""

import gzip
import json
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from atlas.errors import DataError
from atlas.importing.gather import Gathered
from atlas.importing.report import as_json, as_text
from atlas.importing.run import DateOrderUnknownError, import_file
from atlas.importing.settings import Settings
from atlas.importing.write import write
from atlas.incidents.load import read_incidents
from tests.importing.made import ISKP, acled, as_csv, ged, gtd, saved


def run(folder: Path, rows: list[dict[str, str]], settings: Settings | None = None) -> Gathered:
    """Import rows written as CSV."""
    return import_file(saved(folder, as_csv(rows)), settings or Settings())


def only(found: Gathered) -> pd.Series:
    """Give the one row that was written."""
    assert len(found.table) == 1
    return found.table.iloc[0]


def test_an_acled_row_becomes_a_row_of_the_atlas(tmp_path: Path) -> None:
    row = only(run(tmp_path, [acled()]))

    assert (row["id"], row["event_class"], row["label"]) == ("ACLED:AFG1", "attack", "ISKP")
    assert (row["province_id"], row["region_id"], row["location_precision"]) == ("AF-KAB", "af-central", "town")
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["killed_figures"]) == (2, 2, 2, "single")
    assert row["source_table"] == "ACLED"


@pytest.mark.parametrize(
    ("cells", "event_class"),
    [
        ({"actor1": "Military Forces of Pakistan", "actor2": ISKP}, "operation"),
        ({"event_type": "Battles"}, "clash"),
        ({"event_type": "Strategic developments", "sub_event_type": "Arrests"}, "no attack"),
        ({"actor1": "Police", "assoc_actor_2": f"Prisoners; {ISKP}"}, "clash"),
    ],
)
def test_the_part_of_the_group_gives_the_class(tmp_path: Path, cells: dict[str, str], event_class: str) -> None:
    assert only(run(tmp_path, [acled(**cells)]))["event_class"] == event_class


def test_precision_codes_decide_what_is_kept(tmp_path: Path) -> None:
    row = only(run(tmp_path, [acled(geo_precision="3", time_precision="3", event_date="15 July 2024")]))

    assert row["location_precision"] == "province"
    assert np.isnan(row["latitude"])
    assert (row["date_start"], row["date_end"]) == (pd.Timestamp("2024-07-01"), pd.Timestamp("2024-07-31"))


def test_equal_ids_merge_and_the_later_upload_wins(tmp_path: Path) -> None:
    found = run(tmp_path, [acled(fatalities="1", timestamp="1"), acled(fatalities="5", timestamp="2")])

    assert only(found)["killed_best"] == 5
    assert as_json(found)["merged"][0] == {
        "line": 2,
        "into": 3,
        "reason": "same id, older timestamp; the later upload wins",
    }


def test_alike_rows_with_other_ids_are_never_merged(tmp_path: Path) -> None:
    assert len(run(tmp_path, [acled(), acled(event_id_cnty="AFG2")]).table) == 2


def test_swapped_coordinates_are_offered_and_made_when_accepted(tmp_path: Path) -> None:
    rows = [acled(), acled(event_id_cnty="AFG2", latitude="69.1723", longitude="34.5281")]
    account = as_json(run(tmp_path, rows))
    mended = run(tmp_path, rows, Settings(accept=("swapped coordinates",)))

    assert account["rejected"][0]["line"] == 3
    assert "swapped" in account["rejected"][0]["reason"]
    assert account["offers"] == [{"repair": "swapped coordinates", "rows": 1, "lines": "3"}]
    assert len(mended.table) == 2


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"latitude": "0", "longitude": "0"}, "latitude", "Atlantic"),
        ({"latitude": "340", "longitude": "100"}, "latitude", "beyond 90 degrees"),
        ({"longitude": ""}, "longitude", "stands alone"),
        ({"latitude": "north"}, "latitude", "no coordinate"),
        ({"fatalities": "-3"}, "fatalities", "negative"),
        ({"event_date": "31 February 2024"}, "event_date", "calendar"),
        ({"event_date": ""}, "event_date", "empty"),
        ({"event_date": "1900-01-01"}, "event_date", "before 2014"),
        ({"country": "Iraq", "actor1": "Islamic State (Iraq)"}, "country", "outside the countries"),
        ({"latitude": "24.8600", "longitude": "67.0100"}, "latitude", "outside the stated country"),
    ],
)
def test_a_bad_row_is_rejected_with_line_column_and_remedy(
    tmp_path: Path, cells: dict[str, str], column: str, said: str
) -> None:
    account = as_json(run(tmp_path, [acled(), acled(event_id_cnty="AFG2", **cells)]))
    row = account["rejected"][0]

    assert (row["line"], row["column"]) == (3, column)
    assert said in row["reason"]
    assert row["remedy"]
    assert account["rows_in"] == account["accepted"] + account["rejected_rows"] + account["merged_rows"] == 2


def test_degrees_and_minutes_are_read(tmp_path: Path) -> None:
    row = only(run(tmp_path, [acled(latitude="34°31'41\"N", longitude="69°10'20\"E")]))

    assert row["latitude"] == pytest.approx(34.5281, abs=1e-3)


def test_empty_deaths_stay_unknown(tmp_path: Path) -> None:
    row = only(run(tmp_path, [acled(fatalities="")]))

    assert np.isnan(row["killed_best"])
    assert row["killed_figures"] == "none"


def test_markup_and_paths_are_plain_text(tmp_path: Path) -> None:
    row = only(run(tmp_path, [acled(location="<b>Kabul</b>", notes="=cmd|' /C calc'!A0", event_id_cnty="../../x")]))

    assert row["place"] == "<b>Kabul</b>"
    assert row["id"].startswith("TAB:")


def test_ucdp_figures_are_put_in_order_by_name(tmp_path: Path) -> None:
    found = run(tmp_path, [ged(low="5", best="2", high="2")])
    row = only(found)

    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (2, 2, 5)
    assert any("out of order" in repair["repair"] for repair in as_json(found)["repairs"])


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [({}, "sure"), ({"dyad_name": "Government of Iraq - IS", "side_a": "Government of Iraq", "side_b": "IS"}, "no"),
     ({"side_a": "Government of United States of America", "side_b": "IS"}, "sure"), ({"side_a": "TTP"}, "no")],
)  # fmt: skip
def test_ucdp_is_counts_by_dyad_and_country(tmp_path: Path, cells: dict[str, str], verdict: str) -> None:
    assert run(tmp_path, [ged(**cells)], Settings(actor="all")).facts["verdict"].tolist() == [verdict]


def test_a_ucdp_span_wider_than_its_code_widens_the_precision(tmp_path: Path) -> None:
    assert only(run(tmp_path, [ged(date_end="2018-06-20")]))["date_precision"] == "month"


def test_gtd_unknowns_ids_and_operations(tmp_path: Path) -> None:
    both = "201604240001, 201604240002"
    found = run(
        tmp_path, [gtd(eventid="201604240001.0", related=both), gtd(eventid="201604240002", related=both, iday="0")]
    )

    assert found.table["id"].tolist() == ["GTD:201604240002", "GTD:201604240001"]
    assert found.table["operation_id"].tolist() == ["GTD:201604240001"] * 2
    assert found.table["date_precision"].tolist() == ["month", "day"]
    assert found.table["injured_best"].isna().all()


def test_ids_that_a_spreadsheet_rounded_are_no_ids(tmp_path: Path) -> None:
    found = run(tmp_path, [gtd(eventid="2.01605E+11"), gtd(eventid="2.01605E+11", city="Achin")])

    assert len(found.table) == 2
    assert all(name.startswith("TAB:") for name in found.table["id"])


def test_doubt_of_the_source_makes_a_row_ambiguous(tmp_path: Path) -> None:
    assert only(run(tmp_path, [gtd(guncertain1="1")]))["attribution"] == "suspected"


TABLE = [{"Datum": "14.06.2016", "Land": "Afghanistan", "Provinz": "Kunar", "Ort": "Asadabad", "Breite": "34,8713",
          "Länge": "71,1470", "Gruppe": "ISKP", "Tote min": "1", "Tote max": "3"}]  # fmt: skip


def test_a_table_in_german_with_decimal_commas(tmp_path: Path) -> None:
    found = import_file(saved(tmp_path, "\ufeffsep=;\n" + as_csv(TABLE, ";")), Settings())
    row = only(found)

    assert (row["province_id"], row["location_precision"]) == ("AF-KNR", "town")
    assert (row["killed_low"], row["killed_high"]) == (1, 3)
    assert np.isnan(row["killed_best"])
    assert as_json(found)["iskp"]["lines_sure"] == "3"


def test_an_order_of_dates_that_nobody_knows_is_asked(tmp_path: Path) -> None:
    rows = [{**TABLE[0], "Datum": "03/04/2016", "Breite": "34.8713", "Länge": "71.1470"}]
    with pytest.raises(DateOrderUnknownError, match="both fit"):
        run(tmp_path, rows)

    assert only(run(tmp_path, rows, Settings(date_order="day first")))["date_start"] == pd.Timestamp("2016-04-03")


def test_a_row_twice_without_ids_is_kept_twice(tmp_path: Path) -> None:
    rows = [{**TABLE[0], "Breite": "34.8713", "Länge": "71.1470"}] * 2

    assert run(tmp_path, rows).table["id"].is_unique


@pytest.mark.parametrize("ending", ["\r", "\r\n", "\n"])
def test_line_ends(tmp_path: Path, ending: str) -> None:
    text = as_csv([acled(), acled(event_id_cnty="AFG2")]).replace("\n", ending)

    assert len(import_file(saved(tmp_path, text), Settings()).table) == 2


def test_utf_16_and_cp1252(tmp_path: Path) -> None:
    text = as_csv([acled(location="Quétta – “bazar”")])
    for encoding in ("utf-16", "cp1252"):
        found = import_file(saved(tmp_path, text.encode(encoding)), Settings())
        assert only(found)["place"] == "Quétta – “bazar”"


def test_a_trailing_comma_never_shifts_a_column(tmp_path: Path) -> None:
    header, row = as_csv([acled()]).splitlines()

    assert only(import_file(saved(tmp_path, f"{header}\n{row},\n"), Settings()))["country"] == "Afghanistan"


def test_ragged_rows_are_rejected_with_their_line(tmp_path: Path) -> None:
    text = as_csv([acled(), acled(event_id_cnty="AFG2")])
    cut = text + as_csv([acled(event_id_cnty="AFG3")]).splitlines()[1][:60]
    account = as_json(import_file(saved(tmp_path, cut), Settings()))

    assert account["rejected"][0]["line"] == 4
    assert "cells, the header" in account["rejected"][0]["reason"]
    assert account["written"] == 2


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    header, row = as_csv([acled()]).splitlines()
    account = as_json(import_file(saved(tmp_path, f"{header}\n\n{row}\n\n"), Settings()))

    assert (account["rows_in"], account["blank_lines"], account["iskp"]["lines_sure"]) == (1, 2, "3")


def test_packed_and_typed_files_give_the_same(tmp_path: Path) -> None:
    text = as_csv([acled(), acled(event_id_cnty="AFG2", geo_precision="3")])
    plain = import_file(saved(tmp_path, text), Settings()).table
    packed = tmp_path / "made.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/made.csv", text)
        archive.writestr("__MACOSX/._made.csv", "nothing")
    squeezed = tmp_path / "made.csv.gz"
    squeezed.write_bytes(gzip.compress(text.encode()))
    frame = pd.DataFrame([acled(), acled(event_id_cnty="AFG2", geo_precision="3")])
    frame = frame.assign(latitude=frame["latitude"].astype(float), fatalities=frame["fatalities"].astype(int))
    frame["country"] = frame["country"].astype("category")
    frame.to_parquet(tmp_path / "made.parquet")
    frame.to_excel(tmp_path / "made.xlsx", index=False)

    for other in (packed, squeezed, tmp_path / "made.parquet", tmp_path / "made.xlsx"):
        pd.testing.assert_frame_equal(import_file(other, Settings()).table, plain)


def test_the_result_opens_as_a_table_of_the_atlas(tmp_path: Path) -> None:
    found = run(tmp_path, [acled(), acled(event_id_cnty="AFG2", actor1="Taliban")], Settings(actor="all", title="Mine"))
    account = write(found, tmp_path / "out.parquet", tmp_path / "report.json")
    opened = read_incidents(tmp_path / "out.parquet")

    assert (len(opened.table), opened.title, len(opened.rejected)) == (2, "Mine", 0)
    assert set(opened.table["label"]) == {"ISKP", "other group"}
    assert json.loads((tmp_path / "report.json").read_text())["rows_in"] == account["rows_in"] == 2
    assert any("ACLED terms" in line for line in as_text(account))


def test_a_file_without_the_group_says_so_and_writes_nothing(tmp_path: Path) -> None:
    found = run(tmp_path, [acled(actor1="Taliban")])
    with pytest.raises(DataError, match="none of them names the group"):
        write(found, tmp_path / "out.parquet")

    assert not (tmp_path / "out.parquet").exists()


def test_a_table_of_the_atlas_may_leave_the_best_figure_open_only_when_imported(tmp_path: Path) -> None:
    write(import_file(saved(tmp_path, "sep=;\n" + as_csv(TABLE, ";")), Settings()), tmp_path / "out.parquet")

    assert read_incidents(tmp_path / "out.parquet").table["killed_best"].isna().all()
