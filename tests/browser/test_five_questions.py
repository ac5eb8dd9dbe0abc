"""What a stranger asks, answered within two clicks and twenty seconds."""

import re
from time import monotonic

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from atlas.settings import EVENTS
from tests.browser.visit import go, open_page

LONGEST_S = 20.0


@pytest.fixture(autouse=True)
def in_time():
    started = monotonic()
    yield
    assert monotonic() - started < LONGEST_S


def attacks(**year_and: str | int) -> pd.DataFrame:
    """Read the default view of the shipped table again, by plain means."""
    table = pd.read_csv(EVENTS, dtype=str, keep_default_na=False)
    ours = (table["event_class"] == "attack") & table["label"].isin(["ISKP", "IS Pakistan Province"])
    year = str(year_and.pop("year"))
    in_year = (table["date_start"].str[:4] <= year) & (year <= table["date_end"].str[:4])
    held = table[ours & in_year]
    for column, value in year_and.items():
        held = held[held[column] == value]
    return held


def ask(page: Page, words: str) -> str:
    """One click to the incidents, and the words."""
    open_page(page, "Incidents")
    page.get_by_role("textbox", name="Search").fill(words)
    page.get_by_role("textbox", name="Search").press("Enter")
    expect(page).to_have_url(re.compile("search="))
    told = page.get_by_text(re.compile(r"\d+ of \d+ selected incidents"))
    expect(told).not_to_have_text(re.compile(r"^(\d+) of \1 "))
    return told.inner_text()


def test_where_did_it_move_since_when_and_how_sure(visitor, atlas):
    go(visitor, atlas, "/")
    answer = visitor.locator(".st-key-answer")
    expect(answer.get_by_role("heading")).to_contain_text("north-east")
    expect(answer).to_contain_text(re.compile("The share changed in (spring|summer|autumn|winter) 20"))
    expect(answer.get_by_role("heading")).to_have_text(re.compile("^(Almost|Very|Likely|Roughly)"))
    expect(answer).to_contain_text(re.compile(r"Probability of a rise: (0|>)"))


def test_what_happened_in_kunduz_in_2021(visitor, atlas):
    go(visitor, atlas, "/")
    said = ask(visitor, "Kunduz 2021")
    assert int(said.split(" of ")[0]) >= len(attacks(year=2021, province_id="AF-KDZ")) > 0


def test_how_many_were_killed_in_pakistan_in_2024(visitor, atlas):
    go(visitor, atlas, "/")
    said = ask(visitor, "Pakistan 2024")
    held = attacks(year=2024, country="Pakistan")
    best = pd.to_numeric(held["killed_best"]).sum()
    assert f"best estimate {best:,.0f}" in said
