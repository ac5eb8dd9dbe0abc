"""axe, asked about a page and all that stands in its frames."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
GRAVE = ("serious", "critical")
OPTIONS = {"runOnly": list(RULES), "resultTypes": ["violations"], "preload": False}

RUN = f"""(within) => {{
  axe.configure({{ rules: [{{ id: "color-contrast", selector: ":not(svg, svg *)" }}] }}); // it says nothing of drawings
  return axe.run({{ include: within.map((part) => [part]) }}, {json.dumps(OPTIONS)}).then((found) => found.violations);
}}"""


def violations(page: Page, ground: str, *within: str) -> list[dict]:
    """List what axe finds in a page or in parts of it, frames included.

    ``ground`` is the colour of the page, ``within`` are CSS selectors.
    """
    for frame in page.frames:
        # Not as an init script: that runs in the empty document with which a frame begins and keeps judging that one.
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(AXE_SCRIPT)
        if frame.parent_frame:  # axe takes what lies behind a frame without a ground of its own for white
            frame.evaluate("colour => { document.documentElement.style.backgroundColor = colour }", ground)
    return page.evaluate(RUN, list(within or ["html"]))


def grave(page: Page, ground: str, *within: str) -> list[str]:
    """Tell what axe finds serious or critical, and print all that it finds."""
    found = [(rule, node) for rule in violations(page, ground, *within) for node in rule["nodes"]]
    for rule, node in found:
        print(told(rule, node))
    return [told(rule, node) for rule, node in found if rule["impact"] in GRAVE]


def told(rule: dict, node: dict) -> str:
    where = " > ".join(str(part) for part in node["target"])
    return f"{rule['id']} ({rule['impact']}) at {where}\n  {node['failureSummary']}\n  {rule['helpUrl']}"
