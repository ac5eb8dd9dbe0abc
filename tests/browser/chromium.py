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
    """Give the path of a Chromium, or None."""
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    found += [path for path in MAC if path.exists()]
    return found[0] if found else own_chromium()


def own_chromium() -> Path | None:
    """Give the path of the browser that Playwright has downloaded, or None."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def main() -> int:
    """Make sure that there is a browser; download Playwright's own where there is none."""
    if chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if chromium() is None:
        print(REMEDY, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
