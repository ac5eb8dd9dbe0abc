"""The card of one incident: who reported which toll, as plain text, and nothing where nobody disagrees."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas.incidents.tolls import COLUMNS
from components.plain import plain

ROOT = Path(__file__).resolve().parents[2]
CARD = """
from atlas import settings
from atlas.incidents.load import read_incidents
from components.incident_card import incident_card

opened = read_incidents(settings.events_path())
incident_card(opened.table.iloc[0], opened)
"""


@pytest.fixture
def card(tmp_path, monkeypatch):
    def show(*tolls: str) -> str:
        table = (ROOT / "events.csv").read_text(encoding="utf-8").splitlines()[:2]
        (tmp_path / "own.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
        if tolls:
            (tmp_path / "tolls.csv").write_text("\n".join([",".join(COLUMNS), *tolls]) + "\n", encoding="utf-8")
        monkeypatch.setenv("ATLAS_EVENTS", str(tmp_path / "own.csv"))
        app = AppTest.from_string(CARD, default_timeout=30).run()
        assert not app.exception
        return "\n".join(part.value for part in app.markdown)

    return show


def test_each_report_has_a_line_with_its_figures_and_its_page(card):
    shown = card(
        "KA-0001,UNAMA,40,45,60,60,2018-08,https://example.org/a,yes,Verified.",
        "KA-0001,police,38,38,,,2018-08-15,https://example.org/b,no,",
        "KA-0002,someone else,1,1,,,2018,https://example.org/c,no,",
    )
    assert f"- [{plain('UNAMA, 2018-08')}](<https://example.org/a>): " in shown
    assert plain("40 to 45 killed and 60 injured (the basis of best). Verified.") in shown
    assert f"(<https://example.org/b>): {plain('38 killed.')}" in shown
    assert "someone" not in shown


def test_text_of_a_report_stays_text(card):
    shown = card("KA-0001,<b>**x**</b>,3,3,,,2018,https://example.org/a,no,[y](javascript:z)")
    assert plain("<b>**x**</b>") in shown
    assert "[y](javascript" not in shown
    assert "<b>" not in shown.replace("\\<", "")


def test_without_reports_there_is_no_such_section(card):
    assert "Tolls by reporter" not in card()
    assert "Tolls by reporter" in card("KA-0001,police,3,3,,,2018,https://example.org/a,no,")


def test_a_faulty_report_costs_itself_alone(card):
    shown = card(
        "KA-0001,police,38,38,,,2018-08-15,https://example.org/b,no,",
        "KA-0009,,3,3,,,2018,https://example.org/b,no,",
    )
    assert "38 killed" in shown
