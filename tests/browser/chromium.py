"""Find the browser that the browser tests use: one on the machine, else Playwright's own, else say what to do."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
REMEDY = (
    "No Chromium was found: install one (Debian: apt install chromium) or run .venv/bin/playwright install chromium."
)


def chromium() -> Path | None:
    """Give the path of a Chromium on this machine; None leaves the choice to Playwright, which then takes its own."""
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    found += [path for path in MAC if path.exists()]
    return found[0] if found else None


def playwright_has_one() -> bool:
    """Tell whether Playwright has downloaded a browser of its own."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def main() -> int:
    """Make sure that there is a browser; download Playwright's own where there is none."""
    if chromium() or playwright_has_one():
        return 0
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if playwright_has_one():
        return 0
    print(REMEDY, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
