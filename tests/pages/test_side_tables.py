"""A slip in a table beside the incidents costs its row: every page that reads the table still opens and says so."""

import json
import os
import shutil
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from atlas.incidents import context
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS, ROOT
from components import state
from tests.visits import opened, text

READERS = {
    "published_counts": ["shift"],
    "moments": ["timeline"],
    "glossary": [""],
    "claims": [],
    "leadership": [],
    "strength": [],
}
METHOD = "method"


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """Copy context/ and let the atlas read the copy."""
    folder = tmp_path / "context"
    shutil.copytree(ROOT / "context", folder)
    monkeypatch.setattr(context, "CONTEXT", folder)
    monkeypatch.delenv("ATLAS_EVENTS", raising=False)
    return folder


@pytest.mark.parametrize(("name", "script"), [(name, page) for name in READERS for page in [*READERS[name], METHOD]])
def test_a_ragged_last_row_takes_no_page_down(beside, name, script):
    with (beside / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.write("ragged\n")
    app = opened(script)
    assert not app.exception
    assert not app.error
    assert "Some rows of the tables beside the incidents cannot be read" in text(app)
    if script == METHOD:
        faults = [table.value["Fault"].tolist() for table in app.dataframe if "Fault" in table.value]
        assert [fault.split(" has ")[0].split(": row")[0] for fault in faults[0]] == [f"{name}.csv"]


def test_without_a_fault_nothing_is_said(beside):
    assert "cannot be read" not in text(opened(METHOD))


def test_a_changed_coverage_is_seen_without_a_restart(tmp_path, monkeypatch):
    for name in ("events.csv", "events.csv-metadata.json"):
        shutil.copy(EVENTS.with_name(name), tmp_path)
    monkeypatch.setenv("ATLAS_EVENTS", str(tmp_path / "events.csv"))
    page = "from components import state\nimport streamlit as st\nst.text(state.incidents().covers_to)"
    metadata = tmp_path / "events.csv-metadata.json"
    covers_to = read_incidents(EVENTS).covers_to
    later = covers_to + timedelta(days=3)
    assert AppTest.from_string(page).run(timeout=60).text[0].value == f"{covers_to}"
    metadata.write_text(metadata.read_text().replace(f"/{covers_to}", f"/{later}"))
    assert AppTest.from_string(page).run(timeout=60).text[0].value == f"{later}"


def test_the_key_of_what_is_worked_out_changes_with_any_file_beside_the_table(beside):
    page = "from components import state\nimport streamlit as st\nst.text(state.opened().key)"
    first = AppTest.from_string(page).run(timeout=60).text[0].value
    assert AppTest.from_string(page).run(timeout=60).text[0].value == first
    os.utime(beside / "published_counts.csv", ns=(1, 1))
    assert AppTest.from_string(page).run(timeout=60).text[0].value != first
    assert len(state._stamps(EVENTS)) == len(list(beside.glob("*.csv"))) + 3


def test_the_title_of_a_table_is_text_under_every_figure(tmp_path, monkeypatch):
    """A title may come from a stranger's metadata: as Markdown it would draw a picture from another host."""
    own = tmp_path / "own.csv"
    shutil.copyfile(EVENTS, own)
    about = json.loads(EVENTS.with_name("events.csv-metadata.json").read_text(encoding="utf-8"))
    about |= {"dc:title": "![x](http://host.example/p) table"}
    own.with_name("own.csv-metadata.json").write_text(json.dumps(about), encoding="utf-8")
    monkeypatch.setenv("ATLAS_EVENTS", str(own))
    app = opened("timeline", state={"timeline_about": True})
    assert not app.exception
    shown = [part.value for part in [*app.caption, *app.markdown] if "host.example" in part.value.replace("\\", "")]
    assert shown
    assert not [part for part in shown if "![x](" in part]
