"""The toolbar that Streamlit lays over its tables: it searches, and hands out no file."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.visit import go, open_page


def toolbar(page: Page) -> Locator:
    """Give the toolbar of the first table, which is there while the pointer is over it."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    return page.get_by_test_id("stElementToolbar").filter(has=page.locator("[aria-label^=Search]"))


def assert_it_hands_out_nothing(tools: Locator) -> None:
    expect(tools.get_by_role("button", name=re.compile("^Search"))).to_be_visible()
    expect(tools.get_by_role("button", name=re.compile("^Fullscreen"))).to_be_visible()
    expect(tools.get_by_role("button", name=re.compile("CSV|Download"))).to_have_count(0)


def test_no_table_offers_a_file_beside_the_download_menu_and_search_stays(visitor, atlas):
    go(visitor, atlas, "/incidents")
    tools = toolbar(visitor)
    assert_it_hands_out_nothing(tools)
    tools.get_by_role("button", name=re.compile("^Search")).click()
    expect(visitor.get_by_test_id("stDataFrame").get_by_role("textbox")).to_be_visible()
    open_page(visitor, "Timeline")
    visitor.get_by_role("switch", name="Table").first.click(force=True)
    assert_it_hands_out_nothing(toolbar(visitor))
