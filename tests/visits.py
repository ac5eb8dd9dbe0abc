"""A visit to a page without a browser: opened as a link opens it, and read as plain words."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from atlas.pages import PAGES

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 240


def opened(page: str = "", *, state: dict[str, object] | None = None, **query: str | list[str]) -> AppTest:
    """Open a page by its address, or by its script, with a query, and with what a session holds already.

    The page runs first and alone, as after a deep link. ``AppTest.switch_page`` cannot do that: it needs a run of
    another page before it, which costs as much again and drops from the link what belongs to this page.
    """
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=LIMIT_S)
    for key, value in query.items():
        app.query_params[key] = value
    for key, value in (state or {}).items():
        app.session_state[key] = value
    address = next((address for address, found in PAGES.items() if found.script == page), page)
    assert address in PAGES, f"{page} is no page of the atlas"
    app._page_hash = calc_hash(address)
    return app.run()


def follow(app: AppTest, page: str) -> AppTest:
    """Go to another page in the same session, as the navigation does."""
    return app.switch_page(PAGES[page].script).run()


def text(app: AppTest) -> str:
    """Give the words of a page without the signs that keep them plain."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.text]
    parts += [*app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
