"""The story of the shift in a browser: its steps by key, link and touch, and one sheet of paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import settle

DRAWN = ".st-key-step_5 .main-svg"


def tell(page: Page, atlas, where: str = "/shift") -> None:
    page.goto(atlas.address + where)
    expect(page.locator(DRAWN).first).to_be_visible(timeout=200_000)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_arrow_keys_and_numbers_lead_through_the_steps_and_stay_in_the_address(visitor, atlas):
    tell(visitor, atlas)
    visitor.keyboard.press("ArrowRight")
    expect(visitor).to_have_url(re.compile(r"#step-1$"))
    visitor.get_by_role("link", name="Step 4").click()
    expect(visitor).to_have_url(re.compile(r"#step-4$"))
    expect(visitor.get_by_role("link", name="Step 4")).to_have_attribute("aria-current", "step")
    expect(visitor.get_by_role("heading", name=re.compile("^4 · "))).to_be_in_viewport()
    visitor.keyboard.press("ArrowLeft")
    expect(visitor).to_have_url(re.compile(r"#step-3$"))
    expect(visitor.get_by_role("heading", name=re.compile("^3 · "))).to_be_in_viewport()
    assert visitor.strangers == []
    assert visitor.faults == []


def test_a_link_opens_its_step(visitor, atlas):
    tell(visitor, atlas, "/shift#step-4")
    expect(visitor.get_by_role("heading", name=re.compile("^4 · "))).to_be_in_viewport(timeout=20_000)


def test_keys_in_an_input_stay_there(visitor, atlas):
    tell(visitor, atlas)
    visitor.get_by_text("Periods, region and measure").click()
    field = visitor.get_by_role("combobox", name="Region").last
    field.click()
    visitor.keyboard.press("ArrowRight")
    visitor.wait_for_timeout(800)
    expect(visitor).not_to_have_url(re.compile("#step"))


@pytest.mark.parametrize("where", ["/shift", "/shift?area=Northern+border+provinces+%28Afghanistan%29"])
def test_the_page_prints_on_one_sheet_with_its_verdict_and_all_figures(visitor, atlas, where):
    tell(visitor, atlas, where)
    settle(visitor)
    assert pages_of(visitor.pdf(prefer_css_page_size=True, print_background=True)) == 1
    visitor.emulate_media(media="print")
    sheet = visitor.locator(".st-key-sheet").bounding_box()
    assert sheet is not None
    for part in (
        ".st-key-verdict h2",
        ".st-key-verdict p",
        *(f".st-key-step_{number} .main-svg" for number in range(1, 6)),
    ):
        box = visitor.locator(part).first.bounding_box()
        assert box is not None, part
        assert box["width"] > 0
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1
        assert box["y"] + box["height"] <= sheet["y"] + 740, part
    expect(visitor.locator(".atlas-steps")).to_be_hidden()
    expect(visitor.get_by_test_id("stSidebar")).to_be_hidden()


def test_a_phone_shows_the_story_without_a_sideways_scroll(phone, atlas):
    tell(phone, atlas)
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390
    phone.get_by_role("link", name="Step 2").tap()
    expect(phone.get_by_role("heading", name=re.compile("^2 · "))).to_be_in_viewport(timeout=10_000)
