"""The licence in the download menu: rows of a table that is not open leave it only after a word."""

import json
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from atlas.settings import EVENTS
from tests.browser.visit import go
from tests.server import Server

TERMS = "Terms <b>of</b> *another* house"
OPEN = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("own") / "own.csv"
    pd.read_csv(EVENTS, dtype=str).head(40).to_csv(path, index=False)
    put_under(path, TERMS)
    return path


@pytest.fixture(scope="module")
def own_atlas(table):
    server = Server(ATLAS_EVENTS=str(table))
    yield server
    server.stop()


def put_under(table: Path, licence: str) -> None:
    about = {"dc:title": "Another table", "dc:temporal": "2015-01-01/2026-01-01", "dc:license": licence}
    table.with_name(f"{table.name}-metadata.json").write_text(json.dumps(about), encoding="utf-8")


def open_menu(page: Page) -> tuple[Locator, Locator]:
    """Open the menu of the first figure; give it and its button for the data, which lists the incidents."""
    page.get_by_role("button", name="Download", exact=True).first.click()
    menu = page.get_by_test_id("stPopoverBody")
    data = menu.get_by_role("button", name="Data (CSV)")
    expect(data).to_be_visible(timeout=15_000)
    return menu, data


def test_the_data_of_a_table_wait_for_a_word_until_its_licence_is_open(visitor, own_atlas, table):
    go(visitor, own_atlas, "/timeline?moments=false&bin=year")
    menu, data = open_menu(visitor)
    expect(menu.get_by_text(f"The table is under “{TERMS}”. I have checked")).to_be_visible()
    expect(data).to_be_disabled()
    expect(menu.get_by_role("button", name="PNG, 300 dpi")).to_be_enabled()  # sums are free
    menu.get_by_role("checkbox").check(force=True)
    expect(data).to_be_enabled(timeout=15_000)
    with visitor.expect_download() as started:
        data.click()
    assert TERMS in started.value.path().read_text(encoding="utf-8-sig")

    visitor.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    put_under(table, OPEN)
    menu, data = open_menu(visitor)
    expect(data).to_be_enabled()
    expect(menu.get_by_role("checkbox")).to_have_count(0)
