import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.incidents.context import read_sheet, survey_sheet, usable_sheet
from atlas.incidents.sheets import PATH_NOT_KEPT, SHEETS

FIGURES = [
    # who, definition, area, from, to, figure, unit
    ("UCDP GED 19.1 (state-based)", "events", "Afghanistan", "2018-01-01", "2018-12-31", 697, "events"),
    ("UCDP GED 19.1 (state-based)", "fatalities", "Afghanistan", "2016-01-01", "2016-12-31", 2141, "killed"),
    ("UCDP GED 19.1 (non-state)", "fatalities", "Afghanistan", "2017-01-01", "2017-12-31", 340, "killed"),
    ("UCDP Non-State 22.1", "fatalities", "Afghanistan", "2017-01-01", "2017-12-31", 343, "killed"),
    (
        "UN Special Representative (Lyons)",
        "recorded attacks",
        "Afghanistan",
        "2021-01-01",
        "2021-11-15",
        334,
        "attacks",
    ),
    ("Meir Amit Center", "claims", "Afghanistan", "2021-01-01", "2021-12-31", 365, "claims"),
    ("UN Secretary-General", "recorded attacks", "Afghanistan", "2021-08-19", "2021-12-31", 152, "attacks"),
    ("ACLED, cited by EUAA (May 2024)", "events", "Afghanistan", "2022-01-01", "2022-12-31", 199, "events"),
    ("ACLED, cited by EUAA (May 2024)", "events", "Afghanistan", "2023-01-01", "2023-12-31", 49, "events"),
    ("UNAMA", "casualties", "Afghanistan", "2016-01-01", "2016-12-31", 899, "killed and injured"),
    ("IESS (Iran)", "recorded attacks", "Afghanistan", "2021-08-01", "2024-12-11", 306, "attacks"),
    ("PIPS", "recorded attacks", "Pakistan", "2022-01-01", "2022-12-31", 23, "attacks"),
    ("Local security official", "fatalities", "Bajaur", "2024-01-01", "2024-11-30", 39, "killed"),
]


@pytest.fixture(scope="module")
def published():
    return read_sheet("published_counts")


@pytest.mark.parametrize("name", SHEETS)
def test_every_table_is_read_with_its_columns_and_types(name):
    table = read_sheet(name)
    assert list(table.columns) == list(SHEETS[name].fields)
    for column, field in SHEETS[name].fields.items():
        expected = {"date": "datetime64[us]", "number": "float64", "yes or no": "bool"}.get(field.kind, "str")
        assert str(table[column].dtype) == expected, column
        if field.required and len(table):
            assert table[column].notna().all()
            assert (table[column].astype("str") != "").all()


@pytest.mark.parametrize("name", SHEETS)
def test_every_table_is_utf_8_with_unix_line_ends(name):
    written = (settings.ROOT / "context" / f"{name}.csv").read_bytes()
    assert b"\r" not in written
    assert written.endswith(b"\n")
    assert not written.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("who", "definition", "area", "start", "end", "figure", "unit"), FIGURES)
def test_published_figures_stand_as_they_were_read(published, who, definition, area, start, end, figure, unit):
    found = published[
        (published["who"] == who)
        & (published["definition"] == definition)
        & (published["area"] == area)
        & (published["period_start"] == start)
        & (published["period_end"] == end)
        & (published["unit"] == unit)
    ]
    assert figure in found["figure_low"].tolist()


def test_a_published_figure_is_compared_only_with_what_counts_the_same(published):
    compared = published[published["compared_with"] != ""]
    assert (compared["actor"] == "the group").all()
    assert (compared["area_id"] != "").all()
    assert compared["period_start"].notna().all()
    assert not compared["unit"].isin(["percent", "percent change"]).any()
    counted = compared.groupby("definition")["compared_with"].agg(set).to_dict()
    assert counted["claims"] == {"claimed attacks"}
    assert counted["events"] == {"all events"}
    assert counted["recorded attacks"] == {"attacks", "claimed attacks", "deadly attacks"}
    killed = compared["compared_with"].isin(["killed in attacks", "injured in attacks"])
    assert (killed == compared["unit"].isin(["killed", "injured"])).all()


def test_an_area_code_means_exactly_that_area(published):
    named = published.loc[published["area_id"] != "", ["area", "area_id"]].drop_duplicates()
    assert not named["area_id"].duplicated().any()
    assert not named["area"].duplicated().any()
    # A city or a district is no unit of ISO 3166: nothing may be compared with its province.
    assert set(published.loc[published["area"].isin(["Kabul city", "Jalalabad city", "Bajaur"]), "area_id"]) == {""}


def test_a_source_is_an_address_or_its_publisher_stands_beside():
    for name in ("published_counts", "strength", "leadership"):
        table = read_sheet(name)
        lost = table["source"] == PATH_NOT_KEPT
        assert lost.any()
        assert table.loc[~lost, "source"].str.startswith("http").all()
        assert (table["publisher"] != "").all()


def test_strength_keeps_estimates_forecasts_and_parties_apart():
    table = read_sheet("strength")
    forecasts = table[table["kind"] == "forecast"]
    assert set(zip(forecasts["who"], forecasts["high"], strict=True)) == {
        ("United Nations", 10000.0),
        ("Kyrgyz official", 7000.0),
    }
    assert (table.loc[table["counted"].str.startswith("members"), "kind"] == "party's own figure").all()
    un = table[(table["who"] == "UN Monitoring Team") & (table["period_start"].dt.year == 2018)]
    assert un[["low", "high"]].to_numpy().tolist() == [[3500, 4500]]


def test_leadership_runs_by_day_and_marks_what_is_disputed():
    table = read_sheet("leadership")
    assert table["date"].is_monotonic_increasing
    killed = table[(table["kind"] == "killed") & table["event"].str.startswith("The leader")]
    assert killed["date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2016-07-26", "2017-04-27", "2017-07-11", "2018-08-25", "2023-06-06",
    ]  # fmt: skip
    assert killed["disputed"].tolist() == [False, False, False, False, True]


def test_the_names_of_the_data_sets_are_exact():
    table = read_sheet("aliases")
    exact = table[table["exact"]].groupby("used_by")["name"].agg(set).to_dict()
    assert exact == {
        "GTD": {"Khorasan Chapter of the Islamic State"},
        "UCDP": {"IS"},
        "ACLED": {
            "Islamic State Khorasan Province (ISKP)",
            "Taliban and/or Islamic State Khorasan Province (ISKP)",
        },
    }
    assert {"ISKP", "IS-K", "ISIS-K", "ISIL-K", "Daesh", "Wilayat Khorasan"} <= set(table["name"])


def test_every_claim_of_the_five_briefs_is_there_with_its_day():
    table = read_sheet("claims").set_index("id")
    parts = {"M": 13, "D": 5, "W": 12, "A": 5, "G": 8}
    assert list(table.index) == [f"{brief}{number}" for brief, most in parts.items() for number in range(1, most + 1)]
    assert table["brief"].nunique() == 5
    assert table.groupby("brief")["as_of"].nunique().eq(1).all()
    assert table.loc["M3", "as_of"] == pd.Timestamp("2023-06-28")
    assert not table.loc[["M2", "M8", "M9", "G6"], "testable"].any()
    assert table.loc[["M3", "D1", "W9", "A1", "G7"], "testable"].all()
    assert (table.loc[["M9"], "kind"] == "forecast").all()
    assert (table.loc[["D3", "G6"], "kind"] == "party's own figure").all()


def test_accepted_pairs_name_rows_of_the_table():
    pairs = read_sheet("not_duplicates")
    table = pd.read_csv(settings.EVENTS, dtype="str", keep_default_na=False)
    day = table.set_index("id")["date_start"]
    for name, date in (("id", "date"), ("other_id", "other_date")):
        assert day[pairs[name]].tolist() == pairs[date].dt.strftime("%Y-%m-%d").tolist()
    assert pairs["reason"].str.endswith(".").all()


HEADER = "id,date,other_id,other_date,reason\n"
GOOD = "KA-0001,2020-01-01,KA-0002,2020-01-02,two bombs\n"


def read_text(tmp_path, text, name="not_duplicates"):
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_sheet(name, tmp_path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KA-0003,1 May 2020,KA-0004,2020-05-01,x\n", "row 3: date '1 May 2020' is no date: write it as YYYY-MM-DD"),
        ("KA-0003,2020-02-30,KA-0004,2020-05-01,x\n", "row 3: date '2020-02-30' is no date"),
        ("0003,2020-05-01,KA-0004,2020-05-01,x\n", "row 3: id '0003' is no id of an incident"),
        ("KA-0003,2020-05-01,KA-0004,2020-05-01,\n", "row 3: reason '' is empty: fill it"),
        ("KA-0003,2020-05-01,KA-0004,2020-05-01,a\u202eb\n", "row 3: reason .* holds control characters"),
        ("KA-0003,2020-05-02,KA-0004,2020-05-01,x\n", "row 3: date .* is above other_date: put them in order"),
        (GOOD, "row 2: id 'KA-0001' stands in two rows with the same id, other_id: keep one"),
    ],
)
def test_a_fault_is_named_by_file_row_column_and_remedy(tmp_path, line, told):
    with pytest.raises(DataError, match=rf"not_duplicates\.csv: {told}"):
        read_text(tmp_path, HEADER + GOOD + line)


def test_the_first_fault_in_the_file_is_told(tmp_path):
    text = HEADER + "KA-0001,2020-01-01,KA-0002,2020-01-02,\n" + "x,2020-01-01,KA-0002,2020-01-02,y\n"
    with pytest.raises(DataError, match="row 2: reason"):
        read_text(tmp_path, text)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("definition", "attacks", "is not in the closed list: write one of claims, recorded attacks"),
        ("figure_low", "about 60", "is no number: write digits"),
        ("figure_low", "1e3", "is no number"),
        ("period_exact", "perhaps", "is neither yes nor no"),
        ("source", "straitstimes.com", "is no address: .*path not kept"),
        ("compared_with", "deaths", "is not in the closed list"),
        ("figure_low", "9999", "is above figure_high"),
    ],
)
def test_the_columns_of_published_counts_are_checked(tmp_path, column, value, told):
    text = pd.read_csv(
        settings.ROOT / "context" / "published_counts.csv", dtype="str", keep_default_na=False
    ).head(3)  # fmt: skip
    text.loc[1, column] = value
    text.to_csv(tmp_path / "published_counts.csv", index=False)
    with pytest.raises(DataError, match=rf"published_counts\.csv: row 3: {column} .* {told}"):
        read_sheet("published_counts", tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,date\nKA-0001,2020-01-01\n", "the columns are not id, date, other_id"),
        ("", "not a table in UTF-8"),
        ('"', "not a table in UTF-8"),
        (HEADER + GOOD.strip() + ",more\n", "row 2 has 6 cells, the header 5"),
        (HEADER + "KA-0001,2020-01-01\n", "row 2 has 2 cells, the header 5"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path, text, told):
    with pytest.raises(DataError, match=told):
        read_text(tmp_path, text)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"not_duplicates\.csv: there is no such file"):
        read_sheet("not_duplicates", tmp_path)


def test_an_empty_table_has_its_types(tmp_path):
    table = read_text(tmp_path, HEADER)
    assert len(table) == 0
    assert str(table["date"].dtype) == "datetime64[us]"


def test_a_slip_in_one_row_costs_that_row_alone(tmp_path):
    ragged = "KA-0003,2020-03-01,KA-0004\n"
    wrong = "KA-0005,1 May 2020,KA-0006,2020-05-02,\n"
    (tmp_path / "not_duplicates.csv").write_text(HEADER + GOOD + ragged + wrong + GOOD.replace("KA-0001", "KA-0007"))
    survey = survey_sheet("not_duplicates", tmp_path)
    assert survey.table["id"].tolist() == ["KA-0001", "KA-0007"]
    assert [fault.split(": ")[1].split(" has")[0] for fault in survey.faults] == ["row 3", "row 4", "row 4"]
    assert usable_sheet("not_duplicates", tmp_path).equals(survey.table)


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("text", [None, "", '"', "a,b\n1\n", "\ufeffid\n"])
def test_a_file_that_cannot_be_read_is_empty_and_named(tmp_path, name, text):
    if text is not None:
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    survey = survey_sheet(name, tmp_path)
    assert survey.table.empty
    assert list(survey.table.columns) == list(SHEETS[name].fields)
    assert len(survey.faults) == 1
    assert f"{name}.csv: " in survey.faults[0]


@pytest.mark.parametrize("name", SHEETS)
def test_every_table_survives_a_ragged_last_row(tmp_path, name):
    written = (settings.ROOT / "context" / f"{name}.csv").read_text(encoding="utf-8")
    (tmp_path / f"{name}.csv").write_text(written + "ragged\n", encoding="utf-8")
    survey = survey_sheet(name, tmp_path)
    pd.testing.assert_frame_equal(survey.table, read_sheet(name))
    assert len(survey.faults) == 1


def test_every_file_of_the_folder_is_described():
    assert {path.stem for path in (settings.ROOT / "context").glob("*.csv")} == set(SHEETS)
