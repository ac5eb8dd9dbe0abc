"""The Share page: its numbers and links, the licence before the rows, and the way back from a file."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from atlas.exports.stamp import Stamp
from atlas.exports.tables.formats import FORMATS
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS, METHOD_VERSION
from atlas.statistics.totals import totals
from atlas.text import thousands
from tests.visits import opened, text

CC = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def incidents():
    return read_incidents(EVENTS)


@pytest.fixture(scope="module")
def stamp(incidents):
    return Stamp(
        title="Incidents per year", selection="attacks in Pakistan", incidents_sure=1, incidents=2, killed_low=3,
        killed_best=4, killed_high=5, table=incidents.title, version=incidents.version, sha256="",
        covers_to=incidents.covers_to, method=METHOD_VERSION, made=date(2026, 11, 22), citation="A table.", licence=CC,
        link="/timeline?country=Pakistan&from=2019-01-01&bin=year",
    )  # fmt: skip


BOARD = "Download the board (.html)"


def share(**query: str) -> AppTest:
    return opened("share", **query)


@pytest.fixture(scope="module")
def page():
    """The page in the default view, for files that are given back and not opened."""
    return share()


def downloads(app: AppTest) -> dict[str, bool]:
    """Give the label of every download and whether it can be used."""
    return {button.label: not button.disabled for button in app.get("download_button")}


def given(app: AppTest, stamp: Stamp) -> AppTest:
    data = json.dumps({"khorasan_atlas": stamp.as_fields(), "features": []}, separators=(",", ":")).encode()
    app.file_uploader(key="reopen").set_value(("own.geojson", data, "application/json"))
    return app.run()


@pytest.fixture
def table_under(monkeypatch, tmp_path):
    """Open a copy of the shipped table under another licence, or under none."""

    def open_copy(licence: str | None) -> None:
        path = tmp_path / "own.csv"
        shutil.copyfile(EVENTS, path)
        about = json.loads(EVENTS.with_name("events.csv-metadata.json").read_text(encoding="utf-8"))
        about = {key: value for key, value in about.items() if key != "dc:license"}
        about |= {"dc:license": licence} if licence else {}
        path.with_name("own.csv-metadata.json").write_text(json.dumps(about), encoding="utf-8")
        monkeypatch.setenv("ATLAS_EVENTS", str(path))

    return open_copy


def test_the_page_gives_numbers_link_citation_and_every_format(incidents):
    app = share(province="Nangarhar")
    sums = totals(Filters(provinces=("AF-NAN",)).apply(incidents.table))
    assert not app.exception
    assert f"{thousands(sums.incidents_sure)} to {thousands(sums.incidents)} incidents" in text(app)
    link, cited = (part.value for part in app.code)
    assert link.endswith("/?province=Nangarhar")
    assert incidents.version in cited
    assert "in Nangarhar" in cited
    assert set(downloads(app)) == {f"Download .{form.suffix}" for form in FORMATS} | {
        "Download .json", BOARD
    }  # fmt: skip
    assert all(downloads(app).values())
    assert "CC BY 4.0" in text(app)
    assert not [box for box in app.checkbox if box.key == "licence_confirmed"]


def test_the_link_opens_the_page_that_is_chosen():
    app = share(country="Pakistan")
    app.selectbox(key="share_page").set_value("borders").run()
    assert app.code[0].value.endswith("/borders?country=Pakistan")


def test_nothing_selected_leaves_nothing_to_take_but_a_way_back():
    app = share(killed_min="9999")
    assert downloads(app) == {}
    assert len(app.file_uploader) == 1


@pytest.mark.parametrize(("licence", "said"), [(None, "names no licence"), ("https://acleddata.com/eula/", "eula")])
def test_rows_under_no_open_licence_leave_after_a_confirmation_only(table_under, licence, said):
    table_under(licence)
    app = share()
    assert not app.exception
    assert not any(downloads(app).values())
    assert said in app.checkbox(key="licence_confirmed").label
    app.checkbox(key="licence_confirmed").check().run()
    free = {label for label, usable in downloads(app).items() if usable}
    assert free == set(downloads(app)) - {BOARD}  # the file of the board holds rows, and never asks
    assert len(app.code) == 2


def test_a_stamp_is_shown_and_leads_to_its_view(stamp):
    app = given(share(country="Afghanistan", killed_min="3"), stamp)
    assert not app.exception
    assert app.text[0].value == "Incidents per year"
    assert "Opens: Timeline" in text(app)
    assert not app.warning
    app.button(key="open_view").click().run()
    assert not app.exception
    assert "in Pakistan, since 1 January 2019" in text(app)
    assert app.title[0].value == "Timeline"


def test_what_has_changed_since_is_said(page, stamp):
    other = replace(stamp, version="0" * 12, method="0", link="/map?from=1999-01-01&country=Atlantis&nothing=1")
    app = given(page, other)
    warned = " ".join(part.value for part in app.warning).replace("\\", "")
    for part in ("version 000000000000", "by method 0", "1999-01-01", "Atlantis", "nothing"):
        assert part in warned


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://evil.example/", "/atlantis?x=1", "//evil.example/%2e%2e/x", "x" * 17_000]
)
def test_a_link_leads_into_the_atlas_or_nowhere(page, stamp, link):
    app = given(page, replace(stamp, link=link))
    assert not app.exception
    if link == "https://evil.example/":
        assert "Opens: Overview" in text(app)
    else:
        assert len(app.error) == 1
        assert not [button for button in app.button if button.key == "open_view"]


def test_what_a_stamp_says_is_shown_as_plain_text(page, stamp):
    app = given(page, replace(stamp, title="**a** <b>b</b> [c](http://d)"))
    assert app.text[0].value == "**a** <b>b</b> [c](http://d)"
    assert [part.value for part in app.text[1:]] == list(stamp.footer()[:-1])


@pytest.mark.parametrize(
    ("name", "data"), [("own.png", b"x"), ("own.pdf", b"%PDF-x"), ("[own](x).xlsx", b"PK\x03\x04")]
)
def test_a_file_that_is_none_of_ours_gets_a_sentence_with_a_remedy(page, name, data):
    page.file_uploader(key="reopen").set_value((name, data, "application/octet-stream")).run()
    assert not page.exception
    assert name in page.error[0].value.replace("\\", "")
    assert page.info[0].value


def packed(app: AppTest, pages: list[str], forms: list[str]) -> AppTest:
    app.button_group(key="pack_pages").set_value(pages)
    app.button_group(key="pack_forms").set_value(forms)
    return app.run()


def test_a_pack_is_made_of_the_pages_that_are_chosen_and_offered_until_the_order_changes():
    app = packed(share(country="Pakistan", to="2016-12-31"), ["overview"], ["html"])
    app.button(key="pack_make").click().run()
    assert not app.exception
    assert [label for label in downloads(app) if label.startswith("Page (HTML) · ")]
    app = packed(app, ["overview", "map"], ["html"])
    assert not [label for label in downloads(app) if label.startswith("Page")]


def test_a_pack_without_a_page_or_a_form_cannot_be_made():
    app = packed(share(), [], ["html"])
    assert app.button(key="pack_make").disabled
    assert "Choose at least one page" in text(app)
    assert packed(app, ["overview"], []).button(key="pack_make").disabled


def test_a_pack_with_rows_of_a_table_that_is_not_open_waits_for_a_word(table_under):
    table_under("ACLED terms")
    app = packed(share(), ["overview", "incidents"], ["html"])
    assert app.button(key="pack_make").disabled
    app.checkbox(key="pack_licence").check().run()
    assert not app.button(key="pack_make").disabled
    app = packed(share(), ["overview"], ["html"])
    assert not [box for box in app.checkbox if box.key == "pack_licence"]
    assert not app.button(key="pack_make").disabled
