"""A figure taken away as a visitor does it, and given back."""

import io
import re

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.visit import go, selection


def taken(page: Page, button: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return started.value.path().read_bytes()


def test_a_figure_and_its_data_are_taken_away_and_the_figure_leads_back(visitor, atlas):
    go(visitor, atlas, "/timeline?country=Pakistan&bin=year&moments=false")
    visitor.get_by_role("button", name="Download", exact=True).first.click()
    picture = taken(visitor, "PNG, 300 dpi")
    fields = Image.open(io.BytesIO(picture)).text
    assert fields["Selection"].endswith("in Pakistan")
    data = taken(visitor, "Data (CSV)").decode("utf-8-sig").splitlines()
    assert data[0].startswith('"start"') or data[0].startswith('"')
    found = next(line for line in data if line.startswith("# IncidentIds: "))
    assert len(re.findall(r"KA-\d{4}", found)) == int(fields["Incidents"])

    go(visitor, atlas, "/share")
    visitor.locator("input[type=file]").set_input_files(
        {"name": "figure.png", "mimeType": "image/png", "buffer": picture}
    )
    visitor.get_by_role("button", name="Open this view").click()
    expect(visitor.get_by_role("heading", name="Timeline")).to_be_visible(timeout=15_000)
    expect(selection(visitor)).to_contain_text("in Pakistan")
    expect(visitor.get_by_role("radio", name="year", exact=True)).to_be_checked()
    assert visitor.strangers == []
