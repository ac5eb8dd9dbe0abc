"""The sections of the Method page on the data card and the tables beside the incidents."""

from streamlit.testing.v1 import AppTest

from atlas import settings
from atlas.incidents.context import read_sheet
from atlas.incidents.sheets import SHEETS

SECTIONS = """
from components import method

method.show_data_card()
method.show_side_tables()
"""


def test_the_page_shows_the_whole_data_card_and_every_table_beside():
    app = AppTest.from_string(SECTIONS, default_timeout=60).run()
    assert not app.exception
    assert not app.dataframe  # what is closed is not sent
    for box in app.expander:
        app.session_state[f"method_{box.label}"] = True
    app.run()
    card = (settings.ROOT / "DATA.md").read_text(encoding="utf-8")
    titles = [line.removeprefix("## ") for line in card.splitlines() if line.startswith("## ")]
    tables = [f"{sheet.title}: {len(read_sheet(name))}" for name, sheet in SHEETS.items()]
    assert [box.label for box in app.expander] == [*titles, *tables]
    shown = "\n".join(text.value for text in app.markdown)
    for line in card.split("\n## ", 1)[1].splitlines():
        if line and not line.startswith("#") and line not in titles:
            assert line in shown
    assert [len(frame.value) for frame in app.dataframe] == [len(read_sheet(name)) for name in SHEETS]
