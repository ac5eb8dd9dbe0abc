"""What changed on the Share page: two links, and an older table."""

import pandas as pd

from atlas.settings import EVENTS
from tests.visits import opened, text


def test_two_links_are_compared_and_a_bad_one_is_named():
    app = opened("share", state={"changed_links": True})
    app.text_input(key="changed_first").set_value("/map?country=Pakistan").run()
    assert not app.exception
    assert "Only the first asks for country: Pakistan." in text(app)
    app.text_input(key="changed_second").set_value("/map?country=Iran").run()
    assert "Only the second asks for country: Iran." in text(app)
    assert "no incident stands in both" in text(app)
    app.text_input(key="changed_first").set_value("/nowhere").run()
    assert not app.exception
    assert "no page" in text(app)


def test_an_older_table_is_compared_row_by_row():
    older = pd.read_csv(EVENTS, dtype=str, keep_default_na=False).iloc[1:]
    older.loc[older.index[0], "place"] = "Elsewhere"
    app = opened("share", state={"changed_versions": True})
    app.file_uploader(key="changed_table").set_value(("events.csv", older.to_csv(index=False).encode(), "text/csv"))
    app.run()
    assert not app.exception
    assert "1 row added, 1 row changed and no row removed" in text(app)
    app.file_uploader(key="changed_table").set_value(("events.csv", b"place\nKabul\n", "text/csv")).run()
    assert not app.exception
    assert "no column id" in text(app)
