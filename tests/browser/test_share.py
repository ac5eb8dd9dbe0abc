"""Sharing as a visitor does it: take a table away, give a figure back, and arrive at the view that it shows."""

import io
import re
from datetime import date

import openpyxl
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Page, expect

from atlas.exports.stamp import Stamp
from tests.browser.visit import go, selection


def give(page: Page, name: str, data: bytes) -> None:
    kind = "image/png" if name.endswith("png") else "application/octet-stream"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": data})


def picture(stamp: Stamp) -> bytes:
    held, info = io.BytesIO(), PngInfo()
    for key, value in stamp.as_fields().items():
        info.add_itxt(key, value)
    Image.new("RGB", (8, 8)).save(held, "PNG", pnginfo=info)
    return held.getvalue()


@pytest.fixture(scope="module")
def stamp() -> Stamp:
    return Stamp(
        title="A map <b>from</b> https://evil.example", selection="attacks in Pakistan", incidents_sure=1, incidents=2,
        killed_low=3, killed_best=4, killed_high=5, table="Another table", version="0" * 12, sha256="",
        covers_to=date(2020, 1, 1), method="1", made=date(2026, 11, 22), citation="Another table.", licence="",
        link="https://evil.example/timeline?country=Pakistan&from=2019-01-01&bin=year&onload=alert",
    )  # fmt: skip


def test_a_workbook_is_taken_away_and_leads_back_to_its_view(visitor, atlas):
    go(visitor, atlas, "/share?province=Nangarhar&from=2016-01-01")
    with visitor.expect_download() as started:
        visitor.get_by_role("button", name="Download .xlsx").click()
    data = started.value.path().read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = Stamp.from_text(book.properties.description)
    assert book["incidents"].max_row == found.incidents + 1
    assert {row[9].value for row in book["incidents"].iter_rows(min_row=2)} == {"AF-NAN"}
    assert re.fullmatch(
        r"khorasan-atlas-incidents-[0-9a-f]{12}-\d{4}-\d\d-\d\d\.xlsx", started.value.suggested_filename
    )

    visitor.get_by_role("button", name="Reset all filters").click()
    expect(selection(visitor)).not_to_contain_text("Nangarhar")
    give(visitor, "mine.xlsx", data)
    visitor.get_by_role("button", name="Open this view").click()
    expect(visitor.get_by_role("heading", name="Khorasan Atlas")).to_be_visible(timeout=15_000)
    expect(selection(visitor)).to_contain_text("in Nangarhar, since 1 January 2016")
    expect(visitor).to_have_url(re.compile("province=Nangarhar"))
    assert visitor.strangers == []


def test_a_picture_of_another_table_says_so_and_opens_its_view_here(visitor, atlas, stamp):
    go(visitor, atlas, "/share?country=Afghanistan&killed_min=3")
    give(visitor, "figure.png", picture(stamp))
    expect(visitor.get_by_text("A map <b>from</b> https://evil.example")).to_be_visible(timeout=15_000)
    expect(visitor.get_by_text("The file was made from version 000000000000")).to_be_visible()
    expect(visitor.get_by_text("onload")).to_be_visible()
    expect(visitor.locator("a[href*=evil]")).to_have_count(0)
    visitor.get_by_role("button", name="Open this view").click()
    expect(visitor.get_by_role("heading", name="Timeline")).to_be_visible(timeout=15_000)
    expect(selection(visitor)).to_contain_text("in Pakistan, since 1 January 2019")
    expect(selection(visitor)).not_to_contain_text("killed")
    assert (visitor.strangers, visitor.faults) == ([], [])
