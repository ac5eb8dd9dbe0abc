"""What a visitor does on every page: open it, go to another, look at the map."""

from playwright.sync_api import FrameLocator, Locator, Page, expect

IDLE = ".stApp[data-test-script-state='notRunning']"
MAP = "iframe:is([title='components.map_frame.map'], [title='components.board_frame.board'])"
LONGEST_MS = 20_000
STORY_MS = 200_000
"""How long an answer may take at most; the page of the shift tests thousands of specifications at its first visit."""


def selection(page: Page) -> Locator:
    """Give the line that states the selection in words."""
    return page.get_by_test_id("stMain").locator("p", has=page.get_by_text("Selected:"))


def go(page: Page, atlas, where: str = "/") -> None:
    """Open an address and wait until it says what is selected."""
    page.goto(atlas.address + where)
    expect(selection(page)).to_be_visible(timeout=LONGEST_MS)


def settle(page: Page, longest: int = STORY_MS) -> None:
    """Wait until the server has sent all of a page and the browser has drawn it."""
    expect(page.locator(IDLE)).to_be_visible(timeout=longest)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=LONGEST_MS)  # a part that is still to be loaded
    if page.locator(MAP).count():
        the_map(page)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        expect(chart.locator(".main-svg").first).to_be_attached(timeout=LONGEST_MS)


def nav_link(page: Page, name: str) -> Locator:
    """Give the link of a page in the navigation."""
    return page.get_by_test_id("stTopNavLink").filter(has_text=name)


def open_page(page: Page, name: str) -> None:
    """Go to another page by the navigation."""
    nav_link(page, name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=LONGEST_MS)


def the_map(page: Page) -> FrameLocator:
    """Give the frame of the map once it has drawn."""
    frame = page.frame_locator(MAP).first
    expect(frame.locator("#map_div[data-shown]")).to_be_attached(timeout=LONGEST_MS)
    return frame


def shown(frame: FrameLocator) -> int:
    """Give how often the map has drawn."""
    return int(frame.locator("#map_div").get_attribute("data-shown") or 0)


def province(frame: FrameLocator, code: str) -> Locator:
    """Give the path of a province on the map."""
    return frame.locator(f"path.atlas-province[data-id='{code}']")
