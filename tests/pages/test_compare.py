"""The Compare page: two selections in a link, the controls of each side, presets and nonsense."""

from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from atlas.incidents.filters import CHOICES, Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from components import compare_sides
from tests import visits
from tests.visits import follow, text


def opened(page: str = "compare", **query: str) -> AppTest:
    app = visits.opened(page, **query)
    assert not app.exception
    return app


def link(app: AppTest) -> dict[str, list[str]]:
    address = next(code.value for code in app.code if "/compare?" in code.value)
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def test_it_opens_with_the_change_of_power_and_counts_what_the_selections_hold():
    table = read_incidents(EVENTS).table
    app = opened()
    assert "until 14 August 2021" in text(app)
    before = Filters.from_query("to=2021-08-14", {})[0].apply(table)
    sure = int(before["attribution"].isin(["claimed", "attributed"]).sum())
    assert app.metric[0].value == f"{sure:,}–{len(before):,}"
    assert "95% interval" in text(app)


def test_a_link_opens_the_same_comparison_again():
    app = opened(left="region=af-east", right="region=North and north-east (Afghanistan)&to=2020-12-31")
    said = text(app)
    assert "Left**: attacks by ISKP or IS Pakistan Province in the region East (Afghanistan)." in said
    assert "until 31 December 2020" in said
    queries = {side: values[0] for side, values in link(app).items()}
    assert text(opened(**queries)) == said


def test_what_a_link_asks_in_vain_is_said_and_never_a_trace():
    app = opened(left="from=never&planet=Mars", right="%%%&province=Atlantis&killed_min=many")
    notices = " ".join(warning.value.replace("\\", "") for warning in app.warning)
    for value in ("never", "Mars", "Atlantis", "many"):
        assert f"“{value}”" in notices
    assert "Left: The link asks for from" in notices
    app.multiselect(key="left_country").set_value(["Pakistan"]).run()
    assert not app.warning


def test_changing_a_side_changes_the_link_and_leaves_the_other_side():
    app = opened()
    app.multiselect(key="right_target").set_value(["Taliban"]).run()
    assert not app.exception
    assert "since 15 August 2021, aimed at Taliban" in text(app)
    assert link(app) == {"left": ["to=2021-08-14"], "right": ["from=2021-08-15&target=Taliban"]}
    app.date_input(key="left_to").set_value("2020-06-30").run()
    assert "until 30 June 2020" in text(app)


def test_the_sides_are_kept_while_another_page_is_looked_at():
    app = opened(left="region=af-east", right="country=Pakistan")
    said = text(app)
    for side in ("left", "right"):
        del app.query_params[side]
    follow(follow(app, "timeline"), "compare")
    assert not app.exception
    assert text(app) == said


def test_every_choice_of_a_side_has_a_control():
    assert len(compare_sides.FIELDS) % 2 == 0  # they stand two in a row
    app = opened()
    shown = {box.key for box in app.multiselect}
    wanted = {choice.param for choice in CHOICES if choice.field in compare_sides.FIELDS}
    assert {f"{side}_{param}" for side in compare_sides.SIDES for param in wanted} <= shown


def test_a_country_takes_the_provinces_elsewhere_out_of_its_side():
    app = opened(left="province=Kabul", right="")
    app.multiselect(key="left_country").set_value(["Pakistan"]).run()
    assert not app.exception
    assert app.multiselect(key="left_province").value == []


def test_what_has_no_control_is_carried_along():
    app = opened(left="killed_min=10", right="")
    app.multiselect(key="left_country").set_value(["Afghanistan"]).run()
    assert "with at least 10 killed" in text(app)


@pytest.mark.parametrize("number", range(4))
def test_every_preset_renders_and_can_be_swapped(number):
    app = opened()
    app.button(key=f"pair_{number}").click().run()
    assert not app.exception
    there = link(app)
    app.button(key="swap").click().run()
    assert not app.exception
    assert link(app) == {"left": there["right"], "right": there["left"]}


def test_a_preset_keeps_what_the_sidebar_selects():
    app = opened(attribution="claimed")
    app.button(key="pair_2").click().run()
    assert text(app).count("attribution claimed") >= 3
    app.multiselect(key="attribution").set_value([]).run()
    app.button(key="left_take").click().run()
    assert link(app)["left"] == [""]


@pytest.mark.parametrize("what", ["target", "attack type", "region", "province", "country", "nonsense"])
def test_every_mix_renders(what):
    said = text(opened(what=what))
    assert "larger share" in said or "No difference by" in said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("from=2015-01-26&to=2015-01-26", "No incident on the left: nothing to compare."),
        ("from=2021-08-26&to=2021-08-26&province=Kabul", "in both"),
        ("from=2020-01-02&to=2020-01-01", "holds no day that the table covers"),
        ("", "in both would count twice"),
    ],
)
def test_an_empty_side_one_incident_and_the_same_selection_twice(left, said):
    assert said in text(opened(left=left, right=""))


def test_the_timeline_marks_recurring_dates_and_counts_them():
    app = opened("timeline", bands="Ramadan")
    app.session_state["timeline_about"] = True
    app.run()
    assert "Ramadan (the calculated month" in text(app)
    assert "Recurring dates" not in text(opened("timeline"))
    assert "Recurring dates" not in text(opened("timeline", bands="Easter"))


def test_a_comparison_across_a_break_carries_a_warning():
    assert "Reporting changed inside these days" in text(opened(left="to=2020-12-31", right="from=2022-01-01"))
    assert "Reporting changed" not in text(opened(left="province=Kabul", right="province=Nangarhar"))
