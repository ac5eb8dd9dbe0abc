"""Any page on paper: nothing is cut at the right, and a dark page prints light."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.visit import go, settle


def placed_words(page) -> list[tuple[str, float]]:
    """Give the texts of a page of a PDF with how far from the left each begins."""
    found = []
    page.extract_text(visitor_text=lambda text, _, matrix, *__: found.append((text.strip(), matrix[4])))
    return found


@pytest.mark.parametrize("width", [1440, 1920])
def test_the_last_tick_of_a_chart_is_on_the_sheet(browser: Browser, atlas, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        go(page, atlas, "/timeline?bin=year")
        settle(page)
        page.locator(".js-plotly-plot .xtick text").first.wait_for()
        last = page.locator(".js-plotly-plot").first.locator(".xtick text").all_text_contents()[-1]
        written = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    finally:
        context.close()
    first = written.pages[0]
    assert last in [text for text, left in placed_words(first) if left < float(first.mediabox.width)]
    assert float(first.mediabox.width) >= 0.6 * width


def test_a_dark_page_prints_light(browser: Browser, atlas):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark")
    try:
        page = context.new_page()
        go(page, atlas, "/timeline")
        settle(page)
        assert brightness(page) < 60
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print", color_scheme="dark")
        assert brightness(page) > 200
    finally:
        context.close()


def brightness(page) -> float:
    """Give the mean lightness of what is seen, from 0 to 255."""
    seen = Image.open(io.BytesIO(page.screenshot())).convert("L")
    return sum(place * count for place, count in enumerate(seen.histogram())) / (seen.width * seen.height)
