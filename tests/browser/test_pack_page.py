"""The pack as one page of HTML, opened from a folder without a network."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from atlas.__main__ import run


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("stick")
    words = ["--formats", "html", "--pages", "overview,map,borders", "--date", "2026-11-22"]
    assert run(["report", "--out", str(out), "--filters", "country=Pakistan&to=2018-12-31", *words]) == 0
    return next(out.iterdir())


def test_it_draws_charts_and_a_map_that_answers_without_any_request(written, browser: Browser):
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(written.as_uri())
    for number, panel in enumerate(page.locator(".panel").all()):
        panel.scroll_into_view_if_needed()
        expect(panel.locator(".main-svg").first).to_be_visible()
        assert number or panel.locator(".bars .point").count() > 5
    seen = "() => document.getElementById('map-0').layout.xaxis.range.map(Math.round)"
    whole = page.evaluate(seen)
    page.locator("#map-0 [data-title='Zoom in']").click()
    page.wait_for_function(f"whole => JSON.stringify(({seen})()) !== JSON.stringify(whole)", arg=whole)
    assert {address for address in asked if not address.startswith(("data:", "blob:"))} == {written.as_uri()}
    assert failed == []
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []
    context.close()
