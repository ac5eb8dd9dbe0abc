"""The Import page: what was recognised, the question of dates, and a table that one visitor alone works on."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas.apart import Limits
from atlas.importing.run import import_file
from atlas.importing.settings import Settings
from atlas.importing.write import write
from atlas.pages import PAGES
from components.state import OwnTable
from tests import visits
from tests.importing.made import acled, as_csv, saved
from tests.visits import text


class Folder:
    """Stands for the temporary folder of a session."""


@pytest.fixture
def own(tmp_path: Path) -> OwnTable:
    rows = [acled(), acled(event_id_cnty="AFG2", event_date="01 March 2019", fatalities="")]
    found = import_file(saved(tmp_path, as_csv(rows)), Settings(title="My own table"))
    write(found, tmp_path / "own.parquet")
    return OwnTable(tmp_path / "own.parquet", Folder(), "Cite me")  # type: ignore[arg-type]


def test_the_page_says_what_it_takes() -> None:
    app = visits.opened("import")

    assert not app.exception
    assert "Every row is accounted for" in text(app)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_on_an_own_table(own: OwnTable, address: str) -> None:
    app = visits.opened(address, state={"own_table": own})

    assert not app.exception
    assert "My own table" in text(app)
    assert "ACLED terms of use" in text(app)


def test_the_way_back_leads_to_the_table_of_the_atlas(own: OwnTable) -> None:
    app: AppTest = visits.opened("", state={"own_table": own})
    app.button(key="leave_own").click().run()

    assert not app.exception
    assert "My own table" not in text(app)


def test_a_file_is_read_apart_and_every_page_then_shows_it() -> None:
    app = visits.opened("import")
    rows = [acled(), acled(event_id_cnty="AFG2", event_date="01 March 2019")]
    app.file_uploader(key="import_file").set_value(("own.csv", as_csv(rows).encode(), "text/csv")).run()

    assert not app.exception
    assert "Recognised as" in text(app)
    app.button(key="import_use").click().run()
    assert not app.exception
    assert "for you alone" in text(app) or "seen by you alone" in text(app)


def test_a_file_that_costs_too_much_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.importing.limits_of", lambda _: Limits(0.0, 256 << 20))
    app = visits.opened("import")
    app.file_uploader(key="import_file").set_value(("own.csv", as_csv([acled()]).encode(), "text/csv")).run()

    assert not app.exception
    assert "own.csv: reading it takes longer than 0 seconds." in text(app)
