"""What only a browser shows: deep links, the drawn map, clicks, the URL, and that nothing leaves the host."""

import re

import pandas as pd
import pytest
from playwright.sync_api import FrameLocator, expect

from atlas.pages import PAGES
from atlas.settings import EVENTS
from tests.browser.conftest import watch
from tests.browser.visit import go, open_page, province, selection, settle, shown, the_map
from tests.server import Server

PATHS = "path.atlas-province"


def click_province(frame: FrameLocator, code: str) -> None:
    before = shown(frame)
    province(frame, code).dispatch_event("click")
    expect(frame.locator("#map_div")).not_to_have_attribute("data-shown", str(before), timeout=15_000)


def test_the_first_deep_link_after_a_start_opens_its_page(visitor, atlas):
    visitor.goto(f"{atlas.address}/timeline?country=Pakistan&bin=year")
    expect(visitor.get_by_role("heading", name="Timeline")).to_be_visible(timeout=20_000)
    expect(visitor.get_by_text("Page not found")).to_have_count(0)
    expect(selection(visitor)).to_contain_text("in Pakistan")
    expect(visitor).to_have_url(re.compile("country=Pakistan"))


def test_the_map_draws_every_province_and_circles(visitor, atlas):
    go(visitor, atlas, "/map")
    frame = the_map(visitor)
    assert frame.locator(PATHS).count() == 120
    assert frame.locator("path.atlas-circle").count() > 20
    box = frame.locator("#map_div").bounding_box()
    assert box is not None
    assert box["height"] > 400


def test_a_click_selects_for_all_pages_and_a_second_click_releases(visitor, atlas):
    go(visitor, atlas, "/map")
    frame = the_map(visitor)
    click_province(frame, "AF-NAN")
    expect(selection(visitor)).to_contain_text("in Nangarhar")
    expect(visitor).to_have_url(re.compile("province=Nangarhar"))
    click_province(frame, "AF-NAN")
    expect(selection(visitor)).not_to_contain_text("Nangarhar")
    expect(visitor).not_to_have_url(re.compile("province="))


def test_one_click_is_one_selection_also_after_a_filter_change(visitor, atlas):
    go(visitor, atlas, "/map")
    frame = the_map(visitor)
    before = shown(frame)
    visitor.get_by_role("button", name="Since August 2021").click()
    expect(selection(visitor)).to_contain_text("since 15 August 2021")
    expect(frame.locator("#map_div")).not_to_have_attribute("data-shown", str(before))
    click_province(frame, "AF-KAB")
    expect(selection(visitor)).to_contain_text("in Kabul")
    click_province(frame, "AF-BAL")
    expect(selection(visitor)).to_contain_text("Kabul or Balkh")
    click_province(frame, "AF-KAB")
    expect(selection(visitor)).to_contain_text("in Balkh")
    open_page(visitor, "Timeline")
    expect(selection(visitor)).to_contain_text("in Balkh, since 15 August 2021")


def test_a_real_pointer_selects_too(visitor, atlas):
    go(visitor, atlas, "/map")
    frame = the_map(visitor)
    inside = frame.locator("#map_div").evaluate("() => map_div.latLngToContainerPoint([31.0, 64.2])")  # Helmand
    box = frame.locator("#map_div").bounding_box()
    assert box is not None
    visitor.mouse.click(box["x"] + inside["x"], box["y"] + inside["y"])
    expect(selection(visitor)).to_contain_text("in Helmand", timeout=10_000)
    expect(visitor).to_have_url(re.compile("province=Helmand"))


def test_pan_and_zoom_rerun_nothing(visitor, atlas):
    sent: list[object] = []
    visitor.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.extend([frame])))
    go(visitor, atlas, "/map")
    frame = the_map(visitor)
    settle(visitor)
    sent.clear()
    box = frame.locator("#map_div").bounding_box()
    assert box is not None
    visitor.mouse.move(box["x"] + 300, box["y"] + 300)
    visitor.mouse.wheel(0, -600)
    visitor.mouse.down()
    visitor.mouse.move(box["x"] + 200, box["y"] + 200, steps=5)
    visitor.mouse.up()
    expect(frame.locator(".leaflet-zoom-anim, .leaflet-pan-anim")).to_have_count(0)
    visitor.wait_for_timeout(500)  # a message would leave at once
    assert sent == []
    visitor.get_by_role("button", name="Since August 2021").click()
    expect(selection(visitor)).to_contain_text("since 15 August 2021")
    assert sent, "a message would have been seen here"


def test_a_filter_change_keeps_the_map_where_it_is(visitor, atlas):
    go(visitor, atlas, "/map")
    frame = the_map(visitor)
    frame.locator("#map_div").evaluate("node => { node.dataset.mark = 'same'; map_div.setZoom(7, { animate: 0 }); }")
    before = shown(frame)
    visitor.get_by_role("button", name="Since August 2021").click()
    expect(selection(visitor)).to_contain_text("since 15 August 2021")
    expect(frame.locator("#map_div")).not_to_have_attribute("data-shown", str(before))
    assert frame.locator("#map_div").get_attribute("data-mark") == "same"
    assert frame.locator("#map_div").evaluate("() => map_div.getZoom()") == 7


def test_a_link_survives_reload_and_the_back_button(visitor, atlas):
    go(visitor, atlas, "/map?province=Kabul&from=2021-08-15")
    expect(selection(visitor)).to_contain_text("in Kabul, since 15 August 2021")
    visitor.reload()
    expect(selection(visitor)).to_contain_text("in Kabul, since 15 August 2021", timeout=20_000)
    visitor.get_by_role("button", name="All", exact=True).click()
    expect(selection(visitor)).not_to_contain_text("since")
    open_page(visitor, "Incidents")
    visitor.go_back()
    expect(visitor.get_by_role("heading", name="Map")).to_be_visible()
    visitor.go_back()
    expect(selection(visitor)).to_contain_text("since 15 August 2021")
    expect(visitor).to_have_url(re.compile(r"/map\?.*from=2021-08-15"))


def test_an_incident_has_a_permanent_link(visitor, atlas):
    go(visitor, atlas, "/incidents?incident=KA-0002")
    expect(visitor.locator("code", has_text=f"{atlas.address}/incidents?incident=KA-0002").first).to_be_visible()


def test_data_is_never_read_as_html(browser, atlas, tmp_path):
    """A table whose words are markup shows them as words."""
    table = pd.read_csv(EVENTS, dtype=str).head(40)
    evil = "<img src=x onerror=window.pwned=1> [a](javascript:window.pwned=1) **bold** :red[x] $x$"
    table["summary"] = evil
    table["place"] = "<b onmouseover=window.pwned=1>Jalalabad</b>"
    path = tmp_path / "marked.csv"
    table.to_csv(path, index=False)
    server = Server(ATLAS_EVENTS=str(path))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    watch(page)
    try:
        go(page, server, f"/incidents?incident={table['id'].iloc[-1]}&class=&label=")
        expect(page.get_by_text("<img src=x onerror=window.pwned=1>", exact=False).first).to_be_visible()
        assert page.locator("img[src='x']").count() == 0
        go(page, server, "/map?class=&label=")
        frame = the_map(page)
        frame.locator("path.atlas-circle").first.hover(force=True)
        expect(frame.locator(".leaflet-tooltip").first).to_be_visible()
        assert page.evaluate("window.pwned") is None
        assert frame.locator("body").evaluate("() => window.pwned") is None
        assert frame.locator("b[onmouseover]").count() == 0
    finally:
        context.close()
        server.stop()


@pytest.mark.parametrize("address", PAGES)
def test_a_phone_shows_every_page_without_a_sideways_scroll(phone, atlas, address):
    go(phone, atlas, f"/{address}")
    settle(phone)
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_what_is_chosen_in_a_closed_group_stands_in_the_link(visitor, atlas):
    go(visitor, atlas, "/")
    visitor.get_by_role("button", name="Include them").click()
    expect(visitor).to_have_url(re.compile("class="), timeout=15_000)
    expect(visitor.get_by_role("combobox", name="Class")).to_be_visible()
    said = selection(visitor).inner_text()
    visitor.reload()
    expect(selection(visitor)).to_have_text(said, timeout=20_000)
    visitor.get_by_role("button", name="Reset all filters").click()
    expect(visitor).not_to_have_url(re.compile("class="), timeout=15_000)
    expect(selection(visitor)).not_to_have_text(said)
    visitor.go_back()
    expect(visitor).to_have_url(re.compile("label="), timeout=15_000)
    expect(selection(visitor)).to_have_text(said, timeout=15_000)
