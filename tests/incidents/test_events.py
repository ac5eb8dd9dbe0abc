"""The shipped table: what it holds, that its facts carry sources, and that its coordinates are where they say."""

import json

import pandas as pd
import pytest

from atlas import settings
from atlas.incidents import vocabulary
from atlas.incidents.context import read_sheet
from atlas.incidents.load import read_incidents
from atlas.incidents.sources import read_sources

REPORTS = 530
"""Reports of single incidents that the table was first made from."""
FIRST_ENTRY = 531
"""Rows that they became: KA-0001 to KA-0531."""

CLAIMS = {
    "M4": {
        "KA-0378": ("2022-04-21", "2022-04-21", "Kunduz"),
        "KA-0379": ("2022-04-21", "2022-04-21", "Mazar-i-Sharif"),
        "KA-0383": ("2022-04-28", "2022-04-28", "Mazar-i-Sharif"),
        "KA-0392": ("2022-05-25", "2022-05-25", "Mazar-i-Sharif"),
    },
    "M5": {
        "KA-0457": ("2023-06-06", "2023-06-06", "Fayzabad"),
        "KA-0458": ("2023-06-08", "2023-06-08", "Fayzabad"),
    },
    "M6": {
        "KA-0373": ("2022-04-18", "2022-04-18", "Termez"),
        "KA-0386": ("2022-05-07", "2022-05-07", "Panj"),
        "KA-0403": ("2022-07-05", "2022-07-05", "Termez"),
    },
    "M10": {"KA-0284": ("2020-08-02", "2020-08-03", "Jalalabad")},
    "M11": {"KA-0261": ("2019-11-06", "2019-11-06", "Ishkobod")},
    "D2": {
        "KA-0368": ("2022-03-04", "2022-03-04", "Peshawar"),
        "KA-0373": ("2022-04-18", "2022-04-18", "Termez"),
        "KA-0410": ("2022-08-11", "2022-08-11", "Kabul"),
        "KA-0416": ("2022-09-02", "2022-09-02", "Herat"),
        "KA-0417": ("2022-09-05", "2022-09-05", "Kabul"),
    },
    "D3": {"KA-0417": ("2022-09-05", "2022-09-05", "Kabul")},
    "W2": {"KA-0085": ("2017-08-03", "2017-08-05", "Mirza Olang")},
    "W3": {"KA-0322": ("2021-08-26", "2021-08-26", "Kabul")},
    "W4": {
        "KA-0172": ("2018-07-13", "2018-07-13", "Mastung"),
        "KA-0532": ("2018-07-13", "2018-07-13", "Bannu"),
    },
    "W5": {"KA-0019": ("2016-07-23", "2016-07-23", "Kabul")},
    "W6": {"KA-0464": ("2023-07-30", "2023-07-30", "Khar")},
    "W7": {"KA-0477": ("2024-01-03", "2024-01-03", "Kerman")},
    "W8": {
        "KA-0482": ("2024-01-28", "2024-01-28", "Istanbul"),
        "KA-0489": ("2024-03-22", "2024-03-22", "Krasnogorsk"),
    },
    "A2": {
        "KA-0477": ("2024-01-03", "2024-01-03", "Iran"),
        "KA-0489": ("2024-03-22", "2024-03-22", "Russia"),
    },
    "G3": {"KA-0477": ("2024-01-03", "2024-01-03", "Kerman")},
}
"""Claim of a brief (its number in context/claims.csv) to the incidents it names: first and last day, where."""

LOADED_WORDS = ("terrorist", "martyr", "infidel", "apostate", "crusader", "caliphate", "rafid")


@pytest.fixture(scope="module")
def table():
    return read_incidents(settings.EVENTS).table


@pytest.fixture(scope="module")
def left_out():
    return pd.read_csv(settings.ROOT / "context" / "left_out.csv", dtype="str", keep_default_na=False)


def test_it_holds_the_incidents_it_says(table):
    assert len(table) + len(retired()) >= FIRST_ENTRY
    assert set(table["event_class"]) == set(vocabulary.EVENT_CLASS) - {"no attack"}
    assert set(table["attribution"]) == set(vocabulary.ATTRIBUTION)
    assert set(table["label"]) == set(vocabulary.LABEL) - {"other group"}
    assert table["country"].value_counts().index[:2].tolist() == ["Afghanistan", "Pakistan"]


def retired():
    """Give the numbers of the rows that were removed, as context/changes.csv records them."""
    changes = read_sheet("changes")
    return set(changes.loc[changes["change"] == "removed", "id"])


def test_the_account_of_the_reports_is_closed(table, left_out):
    into = left_out["merged_into"].map(lambda text: text.split(";") if text else [])
    merged = into.str.len() <= 1
    more_rows_than_reports = (into[~merged].str.len() - 1).sum()
    assert merged.sum() + FIRST_ENTRY - more_rows_than_reports == REPORTS
    assert set(into.explode().dropna()) <= set(table["id"]) | retired()


def test_every_report_left_out_says_what_and_why(left_out):
    assert tuple(left_out.columns) == ("fact_date", "fact_place", "reason", "merged_into")
    assert pd.to_datetime(left_out["fact_date"], format="%Y-%m-%d").is_monotonic_increasing
    assert left_out["fact_place"].str.len().min() > 0
    assert left_out["reason"].str.fullmatch(r"[A-Z].{20,}\.").all()


def test_every_number_is_given_once_or_retired_and_rows_stand_in_the_order_of_the_days():
    written = pd.read_csv(settings.EVENTS, dtype="str", keep_default_na=False)
    given = [*written["id"], *retired()]
    assert sorted(given) == [f"KA-{number:04d}" for number in range(1, len(given) + 1)]
    assert written["date_start"].is_monotonic_increasing


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_incident_that_a_brief_names_is_there(table, claim):
    by_id = table.set_index("id")
    for name, (first, last, place) in CLAIMS[claim].items():
        row = by_id.loc[name]
        assert first <= f"{row['date_start']:%Y-%m-%d}" <= f"{row['date_end']:%Y-%m-%d}" <= last
        assert place in (row["place"].split(",")[0], row["province_id"], row["country"])


def test_every_incident_lies_inside_the_coverage():
    opened = read_incidents(settings.EVENTS)
    assert opened.table["date_start"].min().date() >= opened.covers_from
    assert opened.table["date_end"].max().date() == opened.covers_to
    assert opened.notes == ()


def test_every_row_has_sources_and_who_attributes_it(table):
    sources = table["sources"].map(read_sources)
    assert (sources.str.len() > 0).all()
    assert (table["attributed_by"] != "").all()
    assert (table["found_through"] != "").all()


def test_confidence_follows_its_rule(table):
    families = table["sources"].map(lambda text: len({source["family"] for source in json.loads(text)}))
    contested = table["attribution"].isin(["suspected", "disputed"])
    high = table["confidence"] == "high"
    assert (families[high] >= 2).all()
    assert not (high & contested).any()
    assert (families[table["confidence"] == "medium"][~contested] <= 2).mean() > 0.9
    # Two families and a plain attribution make high, unless the report is weak or a Pakistani claim names no province.
    withheld = table[(families >= 2) & ~contested & ~high]
    assert ((withheld["confidence"] == "low") | (withheld["country"] == "Pakistan")).all()


def test_summaries_are_short_neutral_sentences(table):
    summaries = table["summary"]
    assert (summaries.str.count(r"\S+") <= 25).all()
    assert summaries.str.fullmatch(r"[A-Z].*\.").all()
    assert not summaries.str.contains("  |\\.\\.|;;|; ;|, ,", regex=True).any()
    assert not summaries.str.contains("|".join(LOADED_WORDS), case=False, regex=True).any()


def test_precision_says_whether_there_are_coordinates(table):
    coarse = table["location_precision"].isin(["province", "country"])
    assert table.loc[coarse, "latitude"].isna().all()
    assert table.loc[table["location_precision"].isin(["site", "town"]), "latitude"].notna().all()


def test_foiled_plots_harm_nobody_and_operations_are_begun_by_others(table):
    assert (table.loc[table["event_class"] == "foiled plot", ["killed_high", "injured_high"]].fillna(0) == 0).all(
        axis=None
    )
    assert (table.loc[table["event_class"] == "operation", "initiated_by_group"] == "no").all()
    assert (table.loc[table["event_class"] == "attack", "initiated_by_group"] == "yes").all()


def test_an_operation_joins_attacks_of_one_day(table):
    shared = table[table["operation_id"] != table["id"]]
    assert shared["operation_id"].str.fullmatch(r"OP-[0-9]{4}").all()
    for _, attacks in shared.groupby("operation_id"):
        assert len(attacks) >= 2
        assert len(set(attacks["date_start"])) == 1
        assert (attacks["event_class"] == "attack").all()
        assert len(set(attacks["attribution"])) == 1
        assert not attacks.duplicated("place").any()


def test_what_comes_over_a_border_has_an_origin_in_another_country(table):
    across = table[table["origin_place"] != ""]
    assert set(across["id"]) == {"KA-0261", "KA-0373", "KA-0386", "KA-0403"}
    assert (across["origin_province_id"].str[:2] == "AF").all()
    assert set(across["country"]) == {"Tajikistan", "Uzbekistan"}
    assert table.loc[table["origin_place"] == "", "origin_province_id"].isna().all()
