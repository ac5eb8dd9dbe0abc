"""The Provinces page: ranking, profile, links that name nothing, places without an incident."""

import pytest
from streamlit.testing.v1 import AppTest

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from atlas.statistics.province_counts import by_province
from atlas.text import interval
from tests import visits
from tests.visits import text


def opened(**query: str) -> AppTest:
    return visits.opened("provinces", **query)


def test_without_a_choice_there_is_a_ranking_and_no_profile():
    app = opened()
    assert not app.exception
    assert "has the most recorded incidents" in text(app)
    assert not any("Afghanistan" in title.value for title in app.header)
    assert not app.metric


def test_a_profile_shows_the_measure_and_its_neighbours_lead_on():
    app = opened(profile="Nangarhar")
    counts = by_province(Filters().apply(read_incidents(EVENTS).measured)).loc["AF-NAN"]
    assert app.metric[0].value == interval(counts["incidents_sure"], counts["incidents"])
    assert app.metric[1].value == interval(counts["killed_low"], counts["killed_high"])
    app.button(key="neighbour_AF-KNR").click().run()
    assert not app.exception
    assert "Kunar, Afghanistan" in [title.value for title in app.header]


def test_a_place_without_an_incident_says_so():
    app = opened(profile="Nuristan")
    assert not app.exception
    assert "The selection holds no incident in Nuristan" in text(app)
    assert not app.metric


def test_the_only_selected_province_opens_its_profile_in_a_ranking_of_all():
    app = opened(province="Kunduz")
    assert "Kunduz, Afghanistan" in [title.value for title in app.header]
    assert "Kabul" in next(part.value for part in app.markdown if "most recorded incidents" in part.value)


def test_a_code_works_like_a_name_and_nonsense_is_named():
    assert "Kunduz, Afghanistan" in [title.value for title in opened(profile="AF-KDZ").header]
    app = opened(profile="Atlantis", rank="height", rank_of="planets")
    assert not app.exception
    assert [warning.value for warning in app.warning if "Atlantis" in warning.value]
    assert not any("Afghanistan" in title.value for title in app.header)


@pytest.mark.parametrize("rank", ["incidents", "deaths", "share"])
@pytest.mark.parametrize("places", ["provinces", "regions"])
def test_every_way_of_ranking_renders(rank, places):
    app = opened(rank=rank, rank_of=places, country="Afghanistan")
    assert not app.exception
    assert "nothing to rank" not in text(app)


def test_one_incident_and_none_still_make_a_profile():
    one = opened(**{"from": "2021-08-26", "to": "2021-08-26", "profile": "Kabul"})
    assert not one.exception
    assert one.metric[3].value == "1 of 1"
    none = opened(**{"from": "2015-01-26", "to": "2015-01-26", "profile": "Kabul"})
    assert not none.exception
    assert "No incident in the table matches" in text(none)
    assert "holds no incident in Kabul" in text(none)


def test_all_places_are_one_switch_away():
    app = opened()
    app.session_state["ranking_about"] = True
    app.run()
    assert "Not drawn:" in text(app)
    app.toggle(key="rank_all").set_value(True).run()
    assert "Not drawn:" not in text(app)


def test_an_incident_of_the_province_opens_as_a_card():
    app = opened(profile="Kabul", incident="KA-0002")
    assert not app.exception
    assert "Permanent link" in text(app)
