"""The map in a real browser: levels of detail, circles that open, drawing, the keyboard, and what is kept."""

import re

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from atlas.drawing.palette import INK
from tests.browser.visit import go, province, selection, shown, the_map

CIRCLES = "path.atlas-circle"
DRAWN = "path.atlas-circle[aria-hidden='false']"


@pytest.fixture
def on_map(visitor, atlas) -> FrameLocator:
    go(visitor, atlas, "/map")
    return the_map(visitor)


def look_at(frame: FrameLocator, latitude: float, longitude: float, zoom: float) -> None:
    # In braces, so that it gives nothing: the map itself would be sent to the test, which takes 15 seconds.
    at = f"[{latitude}, {longitude}], {zoom}"
    frame.locator("#map_div").evaluate(f"() => {{ map_div.setView({at}, {{ animate: false }}); }}")


def located(frame: FrameLocator) -> int:
    """How many located incidents the drawn circles stand for, as their labels say it."""
    labels = frame.locator(DRAWN).evaluate_all("nodes => nodes.map((node) => node.getAttribute('aria-label'))")
    counts = [re.search(r"(?:–|, )([\d,]+) located incident", label) for label in labels]
    return sum(int(count[1].replace(",", "")) for count in counts if count)


def corner(frame: FrameLocator, latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point of the map lies on the screen."""
    box = frame.locator("#map_div").bounding_box()
    at = frame.locator("#map_div").evaluate(f"() => map_div.latLngToContainerPoint([{latitude}, {longitude}])")
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_every_level_of_detail_holds_the_same_incidents(on_map):
    numbers, sums = [], []
    for zoom in (4.5, 6, 8):
        look_at(on_map, 34.5, 69, zoom)
        numbers.append(on_map.locator(DRAWN).count())
        sums.append(located(on_map))
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]
    assert len(set(sums)) == 1
    assert sums[0] > 400


def test_near_places_show_how_precisely_they_are_known_and_far_cells_do_not(on_map):
    look_at(on_map, 34.5, 69, 4.5)
    assert on_map.locator(f"{DRAWN}.district").count() == 0
    look_at(on_map, 34.5, 69, 8)
    for precision in ("site", "town", "district"):
        assert on_map.locator(f"{DRAWN}.{precision}").count() > 0
    drawn = on_map.locator(f"{DRAWN}.site").first.get_attribute("d") or ""
    assert drawn.count("L") == 3


def test_a_circle_lists_its_incidents_beside_the_map_and_leads_back(on_map):
    latest = on_map.locator(".bd-latest h3")
    expect(latest).to_have_text("Latest incidents")
    first = on_map.locator(DRAWN).first
    number = int(re.findall(r"([\d,]+) located", first.get_attribute("aria-label") or "")[0])
    first.dispatch_event("click")
    expect(latest).to_contain_text(f"{number} incidents at")
    assert on_map.locator(".bd-card").count() == min(40, number)
    on_map.get_by_role("button", name="Back to the latest").click()
    expect(latest).to_have_text("Latest incidents")


def test_shift_and_a_drag_select_an_area_for_all_pages_and_it_can_be_released(visitor, on_map):
    visitor.keyboard.down("Shift")
    drag(visitor, corner(on_map, 37.2, 66.2), corner(on_map, 36.0, 69.8))
    visitor.keyboard.up("Shift")
    expect(selection(visitor)).to_contain_text("inside a drawn area around 36.6° N, 68.0° E", timeout=15_000)
    expect(visitor).to_have_url(re.compile("ring="))
    expect(on_map.locator("path.atlas-ring")).to_have_count(1)
    visitor.reload()
    expect(selection(visitor)).to_contain_text("inside a drawn area", timeout=20_000)
    the_map(visitor).get_by_role("button", name="Release: in the drawn area").click()
    expect(selection(visitor)).not_to_contain_text("drawn area")
    expect(visitor).not_to_have_url(re.compile("ring="))


def test_an_outline_is_drawn_corner_by_corner_and_closed_by_enter(visitor, on_map):
    on_map.get_by_text("Select by drawing").click()
    on_map.get_by_role("button", name="Outline", exact=True).click()
    for latitude, longitude in ((37.5, 66.0), (37.5, 70.0), (35.5, 68.0)):
        visitor.mouse.click(*corner(on_map, latitude, longitude))
        visitor.wait_for_timeout(400)  # two presses within 350 ms are one that finishes
    visitor.keyboard.press("Enter")
    expect(selection(visitor)).to_contain_text("inside a drawn area", timeout=15_000)
    expect(selection(visitor)).not_to_contain_text(" in Balkh")
    on_map.get_by_role("button", name="Release the area").click()
    expect(selection(visitor)).not_to_contain_text("drawn area", timeout=15_000)


def test_escape_leaves_the_drawing_and_selects_nothing(visitor, on_map):
    on_map.get_by_text("Select by drawing").click()
    on_map.get_by_role("button", name="Outline", exact=True).click()
    visitor.mouse.click(*corner(on_map, 36.0, 66.0))
    visitor.keyboard.press("Escape")
    expect(on_map.locator(".atlas-sheet")).to_be_hidden()
    expect(on_map.locator("path.atlas-ring")).to_have_count(0)
    expect(selection(visitor)).not_to_contain_text("drawn area")


def test_a_finger_draws_too(phone, atlas):
    go(phone, atlas, "/map")
    frame = the_map(phone)
    frame.get_by_text("Select by drawing").tap()
    frame.get_by_role("button", name="Outline", exact=True).tap()
    frame.locator("#map_div").scroll_into_view_if_needed()
    look_at(frame, 35.5, 68, 5.5)
    for latitude, longitude in ((35.5, 66.0), (35.5, 70.0), (34.0, 68.0)):
        phone.touchscreen.tap(*corner(frame, latitude, longitude))
        phone.wait_for_timeout(400)
    frame.get_by_role("button", name="Finish the outline").tap()
    expect(selection(phone)).to_contain_text("inside a drawn area", timeout=15_000)


def test_the_keyboard_walks_the_provinces_and_selects_one(visitor, on_map):
    assert on_map.locator("path.atlas-province[tabindex='0']").count() == 1
    province(on_map, "AF-PAR").evaluate("node => node.focus()")
    visitor.keyboard.press("ArrowDown")
    focused = on_map.locator("path.atlas-province:focus")
    expect(focused).to_have_attribute("data-id", re.compile("^AF-(KAB|LOG|WAR)$"))
    before = shown(on_map)
    visitor.keyboard.press("Enter")
    expect(selection(visitor)).to_contain_text(re.compile("in (Kabul|Logar|Wardak)"), timeout=15_000)
    expect(on_map.locator("#map_div")).not_to_have_attribute("data-shown", str(before))
    expect(focused).to_have_attribute("aria-pressed", "true")


def test_a_selection_that_holds_nothing_leaves_the_map_where_it_is(visitor, on_map):
    on_map.locator("#map_div").evaluate("node => { node.dataset.mark = 'same' }")
    province(on_map, "AF-KAP").dispatch_event("click")
    expect(visitor.get_by_text("No incident in the table matches")).to_be_visible(timeout=15_000)
    assert on_map.locator("#map_div").get_attribute("data-mark") == "same"


def test_the_keyboard_can_select_what_is_in_view(visitor, on_map):
    look_at(on_map, 36.7, 67.1, 8)
    on_map.get_by_text("Select by drawing").press("Enter")
    on_map.get_by_role("button", name="What is in view").press("Enter")
    expect(selection(visitor)).to_contain_text("inside a drawn area around 36.7° N, 67.1° E", timeout=15_000)


def test_a_province_says_how_many_incidents_are_known_only_to_it(on_map):
    badges = on_map.locator(".atlas-label.badge")
    assert badges.count() > 0
    look_at(on_map, 34.2, 70.4, 8)
    expect(badges.locator("span", has_text="only to the province").first).to_be_visible()


def test_borders_provinces_and_towns_have_names_when_near(on_map):
    look_at(on_map, 33.5, 70, 5)
    assert on_map.locator(".atlas-label.town, .atlas-label.border-name").count() == 0
    look_at(on_map, 33.5, 70, 7)
    expect(on_map.locator(".atlas-label.town span", has_text="Peshawar")).to_be_visible()
    look_at(on_map, 36.0, 61.5, 6.5)
    assert on_map.locator(".atlas-label.border-name").count() > 0


SENT = """() => performance.getEntriesByType("resource")
    .filter(({ name }) => /geojson|leaflet|board[.]js|columns-/.test(name))
    .map(({ name, transferSize }) => [name.split("/").pop().split("?")[0], transferSize])"""


def test_the_geometry_and_the_scripts_are_sent_once_and_kept(newcomer, atlas):
    go(newcomer, atlas, "/map")
    the_map(newcomer)
    frame = newcomer.frame_locator("iframe[title='components.board_frame.board']").locator("body")
    first = dict(frame.evaluate(SENT))
    assert {"screen.geojson", "leaflet.js", "board.js"} <= set(first)
    assert any(name.startswith("columns-") for name in first)
    assert all(first.values())
    newcomer.goto(newcomer.url)
    the_map(newcomer)
    again = dict(frame.evaluate(SENT))
    assert set(again) == set(first)
    assert not any(again.values())


def test_a_deep_link_finds_its_server_at_once(visitor, atlas):
    refused = []
    visitor.on("response", lambda response: refused.append(response.url) if response.status >= 400 else None)
    go(visitor, atlas, "/map")
    assert refused == []


def test_the_frame_follows_the_theme_of_the_page(browser, atlas):
    inks = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        go(page, atlas, "/map")
        ink = the_map(page).locator("html").evaluate("node => node.style.getPropertyValue('--ink')")
        inks.append(ink)
        context.close()
    assert inks == [INK["light"], INK["dark"]]
