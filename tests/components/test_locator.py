"""The locator map stands beside an incident whose province is drawn, and says when no point is known."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
from atlas import settings
from numpy import nan
from atlas.incidents.load import read_incidents
from components.locator import show_incident_place

row = read_incidents(settings.EVENTS).table.iloc[0].copy()
for column, value in {changed!r}.items():
    row[column] = value
show_incident_place(row)
"""


def shown(**changed) -> AppTest:
    app = AppTest.from_string(SCRIPT.format(changed=changed), default_timeout=30).run()
    assert not app.exception
    return app


def maps(app: AppTest) -> list:
    return list(app.get("component_instance"))


def test_a_place_has_a_map():
    app = shown(province_id="AF-NAN", latitude=34.4, longitude=70.4, location_precision="town")
    assert len(maps(app)) == 1
    assert not app.caption


@pytest.mark.parametrize("precision", ["province", "district"])
def test_a_place_without_a_point_says_so(precision):
    app = shown(province_id="AF-NAN", latitude=float("nan"), longitude=float("nan"), location_precision=precision)
    assert len(maps(app)) == 1
    assert [line.value for line in app.caption] == [f"Known only to the {precision}: no point is drawn."]


@pytest.mark.parametrize("province", ["", float("nan"), "RU-MOS"])
def test_without_a_drawn_province_there_is_no_map(province):
    assert not maps(shown(province_id=province, latitude=55.7, longitude=37.6, location_precision="town"))
