"""What the front page shows before Streamlit's scripts arrive, and how the app takes it over."""

import re

from playwright.sync_api import BrowserContext, expect

from tests.browser.visit import LONGEST_MS, settle

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shifted += one.value)))
  .observe({ type: "layout-shift", buffered: true });"""


def test_answer_and_picture_stand_there_without_any_script_of_streamlit(desk: BrowserContext, atlas):
    page = desk.new_page()
    page.route(re.compile(r"/static/js/"), lambda route: route.abort())
    page.goto(atlas.address)
    expect(page.locator("#atlas-shell h2")).to_contain_text("north")
    assert page.locator("#atlas-shell circle").count() > 20
    page.close()


def test_the_app_takes_it_over_in_the_same_place_and_nothing_moves(desk: BrowserContext, atlas):
    page = desk.new_page()
    page.add_init_script(SHIFTS)
    page.goto(atlas.address, wait_until="commit")
    said = page.locator("#atlas-shell h2")
    words, was = said.inner_text(), said.bounding_box()
    expect(page.locator("#atlas-shell")).to_have_count(0, timeout=LONGEST_MS)
    answer = page.locator(".st-key-answer h2")
    expect(answer).to_have_text(words)
    now = answer.bounding_box()
    assert was
    assert now
    assert abs(was["x"] - now["x"]) < 4
    assert abs(was["y"] - now["y"]) < 4
    settle(page)
    assert page.evaluate("shifted") < 0.05
    page.close()


def test_a_link_to_another_selection_shows_no_screen(desk: BrowserContext, atlas):
    page = desk.new_page()
    page.goto(f"{atlas.address}/?country=Pakistan")
    assert page.locator("#atlas-shell").count() == 0
    page.close()
