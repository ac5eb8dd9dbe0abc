"""One action is one step of the browser's history."""

import re

from playwright.sync_api import expect

from tests.browser.visit import go, selection, settle


def test_a_key_on_the_years_is_one_step_back(visitor, atlas):
    go(visitor, atlas, "/timeline")
    settle(visitor)
    said = selection(visitor).inner_text()
    visitor.get_by_role("slider").first.press("ArrowRight")
    expect(visitor).to_have_url(re.compile("from="), timeout=15_000)
    settle(visitor)
    visitor.wait_for_timeout(1200)
    visitor.go_back()
    expect(visitor).not_to_have_url(re.compile("from="), timeout=15_000)
    expect(selection(visitor)).to_have_text(said, timeout=15_000)
    assert visitor.url.endswith("/timeline")


def test_a_reset_is_one_step_back(visitor, atlas):
    link = "/timeline?country=Pakistan&attack=bombing&from=2018-01-01&to=2022-12-31"
    go(visitor, atlas, link)
    settle(visitor)
    said = selection(visitor).inner_text()
    visitor.get_by_role("button", name="Reset all filters").click()
    expect(selection(visitor)).not_to_have_text(said, timeout=15_000)
    settle(visitor)
    visitor.wait_for_timeout(1200)
    visitor.go_back()
    expect(selection(visitor)).to_have_text(said, timeout=15_000)
