"""Incidents as lines: a link to the card, and the facts as plain text."""

from types import SimpleNamespace

import pytest

from components import incident_table

ROW = {
    "id": "X1", "place": "<b>Kabul", "summary": "A *bomb*", "killed_low": 3.0, "killed_best": 5.0, "killed_high": 7.0,
}  # fmt: skip


@pytest.fixture
def shown(monkeypatch):
    """What Streamlit is asked to show, in order."""
    calls = []
    page_link = lambda page, **said: calls.append((page, said["label"], said["query_params"]))  # noqa: E731
    monkeypatch.setattr(incident_table, "st", SimpleNamespace(page_link=page_link, caption=calls.append))
    return calls


def test_a_line_leads_to_the_card_and_shows_data_as_text(tiny, shown):
    incident_table.incident_line(tiny(ROW).iloc[0], "**1**")
    assert shown[0] == ("pages/evidence/incidents.py", "**1**", {"incident": "X1"})
    assert shown[1].replace("\\", "") == "A *bomb* Killed: 3 to 7 (best 5); claimed."
    assert r"\*bomb\*" in shown[1]


def test_a_list_names_day_and_place_and_says_where(tiny, shown):
    incident_table.incident_list(tiny(ROW, ROW | {"id": "X2"}))
    assert [link[2] for link in shown[::2]] == [{"incident": "X1"}, {"incident": "X2"}]
    assert shown[0][1].endswith(r" · \<b\>Kabul")
    assert ", Nangarhar, Afghanistan. Killed: 3 to 7 (best 5); " in shown[1].replace("\\", "")
