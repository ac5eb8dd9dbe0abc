"""Make the pictures of the README from the running atlas: `make screenshots`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import chromium
from tests.server import Server

FOLDER = Path(__file__).resolve().parent / "screenshots"
PICTURES = {"overview": ("/", "light"), "map": ("/map?from=2021-08-15", "dark")}


def settle(page: Page) -> None:
    """Wait until the map is drawn and the page has come to rest."""
    frame = page.frame_locator("iframe[title='components.board_frame.board']").first
    frame.locator("#map_div[data-shown]").wait_for(state="attached", timeout=30_000)
    page.wait_for_timeout(2500)


def main() -> int:
    """Write one PNG for each picture."""
    FOLDER.mkdir(exist_ok=True)
    server = Server()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, (where, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": 1080}, color_scheme=scheme)
            page.goto(server.address + where)
            settle(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
