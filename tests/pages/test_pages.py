"""Every page with the default, an empty and an extreme selection: it renders, and its figures are the measures'."""

from pathlib import Path

import pandas as pd
import pytest

from atlas.pages import PAGES
from atlas.settings import EVENTS
from atlas.topics.timeline.exhibits import STEPS
from components.timeline import SPLITS
from tests.visits import opened, text

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))

SELECTIONS = {
    "default": {},
    "empty": {"from": "2015-01-26", "to": "2015-01-26"},
    "everything": {"class": "", "label": ""},
    "one incident": {"from": "2021-08-26", "to": "2021-08-26", "province": "Kabul"},
    "unplaced": {"precision": "country", "class": "", "label": ""},
    "abroad without a province": {"country": "Russia"},
    "abroad with a province": {"province": "Kerman"},
    "bad values": {"province": "Atlantis", "from": "never", "killed_min": "many"},
}


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_renders_every_selection(address, selection):
    app = opened(address, **SELECTIONS[selection])
    assert not app.exception
    assert "Selected:" in text(app)
    assert "what was reported, not a census" in text(app)


def test_a_bad_value_is_ignored_with_a_notice_that_goes_when_the_selection_changes():
    app = opened("", **SELECTIONS["bad values"])
    assert [warning.value.split("“")[1].split("”")[0] for warning in app.warning] == ["Atlantis", "never", "many"]
    app.multiselect(key="country").set_value(["Iran"]).run()
    assert not app.warning


def test_a_number_that_no_widget_can_hold_is_named_and_leaves_the_address():
    app = opened("", killed_min="9" * 5000)
    assert not app.exception
    assert "a whole number from 0 to 100,000 is needed" in text(app)
    assert "killed_min" not in app.query_params


def test_codes_in_a_link_work_like_names_beside_a_bad_value():
    app = opened("map", province=["AF-NAN", "Atlantis"])
    assert "in Nangarhar" in text(app)
    assert ["“Atlantis”" in warning.value for warning in app.warning] == [True]
    app.button(key="preset_since").click().run()
    assert "Atlantis" not in text(app)


def test_presets_set_the_exact_dates_and_the_years():
    app = opened()
    app.button(key="preset_since").click().run()
    assert app.date_input(key="from").value.isoformat() == "2021-08-15"
    assert app.slider(key="years").value == (2021, 2026)
    app.button(key="preset_before").click().run()
    assert app.date_input(key="to").value.isoformat() == "2021-08-14"
    assert "until 14 August 2021" in text(app)


def test_moving_the_years_sets_the_exact_dates_inside_the_coverage():
    app = opened()
    app.slider(key="years").set_value((2015, 2018)).run()
    assert app.date_input(key="from").value.isoformat() == "2015-01-26"
    assert app.date_input(key="to").value.isoformat() == "2018-12-31"


def test_the_provinces_offered_follow_the_country():
    app = opened("", region="")
    everywhere = len(app.multiselect(key="province").options)
    app.multiselect(key="country").set_value(["Tajikistan"]).run()
    assert "Khatlon" in app.multiselect(key="province").options
    assert len(app.multiselect(key="province").options) < everywhere
    app.multiselect(key="province").set_value(["TJ-KT"]).run()
    app.multiselect(key="country").set_value(["Iran"]).run()
    assert app.multiselect(key="province").value == []


def test_reset_goes_back_to_the_default_view():
    app = opened("", country="Pakistan", killed_min="20", **{"class": ""})
    assert "Pakistan" in text(app)
    app.button(key="reset").click().run()
    assert app.multiselect(key="class").value == ["attack"]
    assert app.multiselect(key="country").value == []
    assert app.number_input(key="killed_min").value == 0


def test_the_other_classes_are_one_switch_away():
    app = opened()
    app.button(key="lift").click().run()
    assert {"attack", "operation", "clash"} <= set(app.multiselect(key="class").value)
    assert "every class of every label" in text(app)
    assert set(app.query_params) == {"class", "label"}  # so that the link says it too


def test_four_filters_stand_open_and_the_rest_is_sent_only_where_it_chooses():
    app = opened()
    assert {box.key for box in app.multiselect} == {"country", "province", "attack"}
    assert app.slider(key="years")
    linked = opened("", confidence="high")
    assert {box.key for box in linked.multiselect} > {"country", "province", "attack", "attribution", "class", "region"}
    assert linked.multiselect(key="confidence").value == ["high"]
    linked.multiselect(key="confidence").set_value([]).run()
    assert linked.multiselect(key="confidence").value == []  # the group was opened for it, and stays open


def test_what_the_page_was_drawn_with_is_what_the_filters_show():
    app = opened("", country="Pakistan", province="AF-KAB")
    assert app.session_state["filters"].provinces == tuple(app.multiselect(key="province").value)
    assert app.session_state["filters"].countries == ("Pakistan",)


def test_an_incident_opens_by_its_number_and_an_unknown_one_is_named():
    assert "Permanent link" in text(opened("incidents", incident="KA-0002"))
    assert "There is no incident" in text(opened("incidents", incident="KA-99999"))


def test_the_list_comes_a_hundred_rows_at_a_time():
    app = opened("incidents")
    (listed,) = [table.value for table in app.dataframe if "summary" in table.value]
    assert len(listed) == 100
    app.number_input(key="incident_rows_page").set_value(2).run()
    (second,) = [table.value for table in app.dataframe if "summary" in table.value]
    assert set(listed["id"]).isdisjoint(second["id"])


def test_what_a_search_finds_outside_the_selection_is_one_step_away():
    app = opened("incidents", search="Crocus", country="Pakistan")
    assert "more outside your filters" in text(app)
    app.button(key="search_outside").click().run()
    assert not app.exception
    assert "Crocus" in " ".join(next(table.value for table in app.dataframe if "summary" in table.value)["where"])


def test_search_narrows_the_list():
    app = opened("incidents")
    app.text_input(key="search").set_value("gurdwara kabul").run()
    assert not app.exception
    shown = next(caption.value for caption in app.caption if "selected incidents" in caption.value)
    assert 0 < int(shown.split(" of ")[0].replace(",", "")) < 20


def test_the_timeline_takes_every_step_and_every_split():
    """Each once on the page; every pair of them is tried on the exhibits."""
    for step, by in zip(STEPS, SPLITS, strict=True):
        app = opened("timeline", bin=step, by=by)
        assert not app.exception
        shown = (app.button_group(key="bin").value, app.selectbox(key="by").value)
        assert shown == (step, by)


@pytest.mark.parametrize("measure", ["incidents", "deaths", "share"])
def test_the_map_takes_every_measure(measure):
    assert not opened("map", measure=measure).exception


def test_every_page_file_is_part_of_the_navigation():
    assert sorted(page.script for page in PAGES.values()) == SCRIPTS


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.csv", None, "missing.csv"),
        ("broken.csv", "id,place\nKA-0001,Kabul\n", "date_start"),
        ("table.txt", "id\n", "table.txt"),
    ],
)
def test_a_table_that_cannot_be_opened_is_named_with_its_remedy(name, content, said, tmp_path, monkeypatch):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("ATLAS_EVENTS", str(tmp_path / name))
    app = opened()
    assert not app.exception
    assert said in app.error[0].value.replace("\\", "")
    assert app.info


def test_another_table_opens_with_its_rejected_rows_listed(tmp_path, monkeypatch):
    table = pd.read_csv(EVENTS, dtype=str, keep_default_na=False).head(30)
    table.loc[3, "killed_low"] = "many"
    table.to_csv(tmp_path / "own.csv", index=False)
    monkeypatch.setenv("ATLAS_EVENTS", str(tmp_path / "own.csv"))
    app = opened("method")
    assert not app.exception
    assert "29 valid rows" in text(app)
    assert [box.label for box in app.expander if box.label.startswith("Rejected rows")] == ["Rejected rows: 1"]
