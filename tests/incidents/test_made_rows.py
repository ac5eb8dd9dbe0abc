"""A new row in good form: the table stays valid and clean, and the data card is written anew by its command."""

import shutil

import pandas as pd
import pytest

from atlas import settings
from atlas.incidents.check import report
from atlas.incidents.data_card import data_card
from tests.incidents.made_rows import MADE, grow


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """Copy the table with what stands beside it, and add twenty rows."""
    folder = tmp_path_factory.mktemp("grown")
    for path in (settings.EVENTS, settings.ROOT / "tolls.csv", settings.ROOT / "events.csv-metadata.json"):
        shutil.copy(path, folder)
    grow(folder)
    return folder / "events.csv"


def test_made_rows_bring_no_finding(grown):
    before, after = (report(path)[0] for path in (settings.EVENTS, grown))
    ids = set(pd.read_csv(grown, dtype="str")["id"]) - set(pd.read_csv(settings.EVENTS, dtype="str")["id"])
    assert len(ids) == MADE
    assert not [line for line in after if any(name in line for name in ids)]
    assert after[-1] == before[-1]


def test_the_data_card_of_the_grown_table_counts_them(grown):
    rows = len(pd.read_csv(grown))
    assert f"{rows:,} rows" in " ".join(data_card(grown).split())
