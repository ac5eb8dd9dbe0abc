import json
import re

import pandas as pd
import pytest

from atlas import settings
from atlas.incidents.card_blind_spots import blind_spots
from atlas.incidents.card_gaps import bias, gaps, told, worded
from atlas.incidents.context import read_sheet
from atlas.incidents.coverage import metadata_path
from atlas.incidents.data_card import data_card
from atlas.incidents.sheets import SHEETS

SECTIONS = [
    "What it is", "What it covers, and what not", "How it was made", "Source families",
    "Recorded here against published counts", "Bias: the capital, and attacks with many victims", "Known blind spots",
    "Review", "Tables beside the incidents", "Licence and citation", "How to propose a correction",
]  # fmt: skip


@pytest.fixture(scope="module")
def card():
    return data_card()


@pytest.fixture(scope="module")
def shipped():
    return pd.read_csv(settings.EVENTS, dtype="str", keep_default_na=False)


def section(card, title):
    return card.split(f"## {title}\n")[1].split("\n## ")[0]


def test_the_file_in_the_project_is_what_the_tables_say(card):
    assert (settings.ROOT / "DATA.md").read_text(encoding="utf-8") == card


def test_its_parts_stand_in_order_and_it_ends_with_one_line_end(card):
    assert re.findall(r"^## (.*)$", card, re.MULTILINE) == SECTIONS
    assert card.endswith(".\n")
    assert not re.search(r"\n\n\n|[ \t]\n|\bnan\b|NaT|None", card)


def test_its_tables_have_the_same_number_of_cells_in_every_line(card):
    blocks = [block.splitlines() for block in card.split("\n\n") if block.startswith("| ")]
    assert len(blocks) >= 12
    for block in blocks:
        cells = {line.replace("\\|", "").count("|") for line in block if line.startswith("|")}
        assert len(cells) == 1, block[0]


def test_its_counts_are_those_of_the_file(card, shipped):
    text = " ".join(section(card, "What it is").split())
    assert f"{len(shipped):,} rows" in text
    for column in ("event_class", "attribution", "confidence"):
        for value, rows in shipped[column].value_counts().items():
            assert f"{value} {rows:,}" in text
    only = shipped["sources"].map(lambda cell: {source["family"] for source in json.loads(cell)} == {"wikipedia"})
    assert f"{only.sum():,} rows rest on Wikipedia alone" in " ".join(section(card, "Source families").split())
    covered = json.loads(metadata_path(settings.EVENTS).read_text(encoding="utf-8"))["dc:temporal"].split("/")
    assert all(f"**covers_{end} {day}.**" in card for end, day in zip(("from", "to"), covered, strict=True))


def test_every_table_beside_is_documented_with_every_column(card):
    beside = section(card, "Tables beside the incidents")
    for name, sheet in SHEETS.items():
        part = beside.split(f"### {sheet.title}\n")[1].split("\n### ")[0]
        assert f"`context/{name}.csv`, {len(read_sheet(name)):,} rows" in part
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == list(sheet.fields)


def test_licence_credits_and_the_way_to_correct_are_named(card):
    for said in ("CC BY 4.0", "GeoNames", "Uppsala Conflict Data Program", "No row of ACLED", "CONTRIBUTING.md"):
        assert said in card


@pytest.fixture
def few(tiny):
    """Two attacks of 2021, one of 2020, one raid; nothing in other years."""
    return tiny(
        {"date_start": "2021-10-05", "killed_best": 12, "killed_high": 12},
        {"date_start": "2021-10-06", "attribution": "suspected", "province_id": "AF-KAB"},
        {"date_start": "2020-03-01", "sources": '[{"publisher": "UCDP", "family": "ucdp"}]'},
        {"date_start": "2020-03-02", "event_class": "operation"},
    )


def test_each_definition_has_a_table_of_its_own(few):
    text = gaps(few, read_sheet("published_counts"), pd.Timestamp("2021-12-31").date())
    assert re.findall(r"^### (\w[\w ]*)[:,]", text, re.MULTILINE) == [
        "Afghanistan", "Claims", "Recorded attacks", "Events", "Casualties", "Fatalities",
    ]  # fmt: skip
    claims = text.split("### Claims")[1].split("### ")[0]
    assert "Meir Amit Center" in claims
    assert "UCDP" not in claims
    assert "UN Secretary-General" not in claims


def test_a_year_is_set_beside_every_figure_on_it_with_its_definition(few):
    text = gaps(few, read_sheet("published_counts"), pd.Timestamp("2021-12-31").date())
    years = {line.split("|")[1].strip(): line for line in text.splitlines() if re.match(r"\| 20\d\d \|", line)}
    assert list(years) == [str(year) for year in range(2015, 2022)]
    assert years["2021"].startswith("| 2021 | 1–2 | 1 | 1–2 | 365 claims (Meir Amit Center); ")
    assert "334 recorded attacks to 15 November (UN Special Representative (Lyons))" in years["2021"]
    assert years["2020"].startswith("| 2020 | 1 | 1 | 2 | 82 claims")
    assert years["2019"] == "| 2019 | 0 | 0 | 0 | none |"
    assert "is in 2021: 365 claims" in " ".join(text.split())


def test_bias_is_measured_on_the_afghan_attacks(few):
    text = " ".join(bias(few, read_sheet("published_counts")).split())
    assert "Of 3 Afghan attacks in the default view, 2 (67%) are in Nangarhar" in text
    assert "1 (33%) of the Afghan attacks killed 10 or more" in text
    assert "Afghanistan 62 against 1–2 here; Kabul 32 against 0–1 here" in text


def test_blind_spots_say_what_there_is(few):
    text = " ".join(blind_spots(few, read_sheet("published_counts")).split())
    assert (
        "**All of 2020:** 1 attack in Afghanistan, 1 of them known from UCDP alone; others counted: 82 claims" in text
    )
    assert "**Kunar:** 0 attacks in all years; 0 attacks from January to October 2023" in text
    assert "1 attack in 2021, 0 attacks in 2022 and 0 attacks in 2023; 0 of them with at most two dead" in text
    assert "counted at least 39 dead from January to November" in text


@pytest.mark.parametrize(
    ("bound", "low", "high", "expected"),
    [("exact", 60, 60, "60"), ("at least", 6, 6, "at least 6"), ("about", 1000, 2200, "about 1,000–2,200")],
)
def test_a_figure_is_worded_like_its_source(bound, low, high, expected):
    figure = {"bound": bound, "figure_low": low, "figure_high": high}
    assert worded(figure) == expected
    year = {"definition": "claims", "who": "X", "period_end": pd.Timestamp("2021-12-31")}
    assert told(figure | year) == f"{expected} claims (X)"
    part = year | {"period_end": pd.Timestamp("2021-11-05")}
    assert told(figure | part) == f"{expected} claims to 5 November (X)"
