"""The board in a real browser: one selection everywhere, counted at once, told in words when it rests."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from atlas.drawing.palette import BACKGROUND
from atlas.drawing.view import View
from atlas.exports.board import board_file
from atlas.exports.stamp import MARK
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from atlas.statistics.row_facts import RowFacts
from tests.browser.axe import grave
from tests.browser.visit import go, selection, settle

FRAME = "iframe[title='components.board_frame.board']"
BIG = ".bd-big"


def the_board(page: Page) -> FrameLocator:
    frame = page.frame_locator(FRAME).first
    expect(frame.locator(".bd[data-shown]")).to_be_attached(timeout=20_000)
    return frame


@pytest.fixture
def board(visitor, atlas) -> FrameLocator:
    go(visitor, atlas, "/")
    settle(visitor)
    return the_board(visitor)


def bar(frame: FrameLocator, value: str):
    return frame.locator(f".bd-bar[data-value='{value}']")


def settled(frame: FrameLocator) -> None:
    expect(frame.locator(".bd-words")).to_have_attribute("aria-busy", "false", timeout=15_000)


def mark(frame: FrameLocator) -> None:
    frame.locator(".bd").evaluate("node => { window.sameFrame = true }")


def is_same(frame: FrameLocator) -> bool:
    return bool(frame.locator(".bd").evaluate("() => window.sameFrame === true"))


def test_a_click_counts_at_once_and_all_pages_follow(visitor, board):
    mark(board)
    before = board.locator(BIG).first.inner_text()
    bar(board, "AF-NAN").click()
    expect(board.locator(BIG).first).not_to_have_text(before, timeout=500)
    expect(selection(visitor)).to_contain_text("in Nangarhar", timeout=15_000)
    expect(visitor).to_have_url(re.compile("province=Nangarhar"))
    settled(board)
    expect(board.locator(".bd-sentence")).to_contain_text("in Nangarhar")
    assert bar(board, "AF-NAN").get_attribute("aria-pressed") == "true"
    bar(board, "AF-NAN").click()
    expect(visitor).not_to_have_url(re.compile("province="), timeout=15_000)
    expect(board.locator(BIG).first).to_have_text(before)
    assert is_same(board)


def test_the_sidebar_the_link_back_and_forward_reach_the_board_without_a_new_frame(visitor, board):
    mark(board)
    whole = board.locator(BIG).first.inner_text()
    visitor.get_by_role("button", name="Since August 2021").click()
    expect(board.locator(".bd-chip").first).to_have_text("since 15 August 2021", timeout=15_000)
    since = board.locator(BIG).first.inner_text()
    assert since != whole
    bar(board, "AF-KAB").click()
    expect(visitor).to_have_url(re.compile("province=Kabul"), timeout=15_000)
    settled(board)
    visitor.go_back()
    expect(board.locator(BIG).first).to_have_text(since, timeout=15_000)
    visitor.go_forward()
    expect(bar(board, "AF-KAB")).to_have_attribute("aria-pressed", "true", timeout=15_000)
    assert is_same(board)
    visitor.reload()
    board = the_board(visitor)
    expect(bar(board, "AF-KAB")).to_have_attribute("aria-pressed", "true", timeout=15_000)
    expect(board.locator(".bd-chip").first).to_have_text("since 15 August 2021")


def test_a_movement_is_one_small_message_after_it_rests(visitor, atlas):
    sent: list[bytes] = []
    visitor.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.extend([frame])))
    go(visitor, atlas, "/")
    settle(visitor)
    board = the_board(visitor)
    settled(board)
    sent.clear()
    # All at once: on a busy machine the keys of a browser driver come so slowly that the hand rests between them.
    board.locator(".bd-handle.bd-start").evaluate(
        """(node) => { for (let times = 0; times < 6; times += 1)
            node.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })); }"""
    )
    expect(visitor).to_have_url(re.compile("from="), timeout=15_000)
    settled(board)
    told = [message for message in sent if b"select" in (message if isinstance(message, bytes) else message.encode())]
    assert len(told) == 1
    assert len(told[0]) < 1_000


def test_a_drag_on_the_timeline_sets_the_period_and_escape_releases_it(visitor, board):
    box = board.locator(".bd-plot").bounding_box()
    assert box is not None
    visitor.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 60)
    visitor.mouse.down()
    visitor.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 60, steps=6)
    assert board.locator(".bd-chip").first.inner_text().startswith("1 ")
    visitor.mouse.up()
    expect(visitor).to_have_url(re.compile("from=20.*to=20|to=20.*from=20"), timeout=15_000)
    first = board.locator(".bd-handle.bd-start")
    assert first.get_attribute("aria-valuetext") in board.locator(".bd-chip").first.inner_text()
    first.focus()
    visitor.keyboard.press("Escape")
    expect(visitor).not_to_have_url(re.compile("from="), timeout=15_000)


def test_chips_release_and_clear_all_goes_back(visitor, board):
    bar(board, "bombing").click()
    bar(board, "AF-KAB").click()
    settled(board)
    board.get_by_role("button", name="Release: bombing").click()
    expect(board.locator(".bd-chip")).to_have_text(["Kabul", "attacks", "ISKP", "IS Pakistan Province"])
    board.get_by_role("button", name="Clear all").click()
    expect(visitor).not_to_have_url(re.compile("province="), timeout=15_000)
    expect(board.locator(".bd-chip")).to_have_text(["attacks", "ISKP", "IS Pakistan Province"])


def test_hovering_lights_up_the_same_thing_everywhere(board):
    bar(board, "AF-KAB").hover()
    expect(board.locator("path.atlas-province.lit")).to_have_attribute("data-id", "AF-KAB")
    assert board.locator(".bd-plot path.bd-lit").get_attribute("d")
    widths = board.locator(".bd-bars[data-part='attack'] .bd-bar:not(.bd-rest) .bd-lit").evaluate_all(
        "nodes => nodes.map((node) => node.style.transform)"
    )
    assert any(width not in {"scaleX(0)", ""} for width in widths)
    board.locator(".bd-sentence").hover()
    expect(board.locator("path.atlas-province.lit")).to_have_count(0)


def test_every_part_has_a_table_twin_with_the_same_numbers(board):
    for name in ("Over time", "Provinces", "Attack types", "Targets", "How sure"):
        button = board.get_by_role("button", name=f"Table: {name}")
        button.click()
        table = board.get_by_role("region", name=f"Table: {name}")
        expect(table).to_be_visible()
        assert table.locator("tr").count() > 3
        table.press("Escape")
        expect(table).to_be_hidden()
    board.get_by_role("button", name="Table: Provinces").click()
    first = board.locator(".bd-bars[data-part='province'] .bd-twin tr").nth(1).locator("th, td").all_inner_texts()
    board.get_by_role("button", name="Table: Provinces").click()
    shown = board.locator(".bd-bars[data-part='province'] .bd-bar").first.inner_text().split("\n")
    assert shown[0] == first[0]
    assert shown[-1] == f"{first[1]}–{first[2]}"


def test_a_card_opens_in_place_and_the_full_one_over_the_board(visitor, board):
    card = board.locator(".bd-card").first
    card.locator("summary").click()
    expect(card.locator("dl")).to_contain_text("Confidence")
    card.get_by_role("button", name="Full card with its sources").click()
    expect(visitor.get_by_role("dialog").get_by_text("Permanent link")).to_be_visible(timeout=15_000)


def test_a_play_moves_the_period_and_tells_the_server_when_it_stops(visitor, board):
    board.get_by_role("button", name="Play through time").click()
    expect(board.locator(".bd-chip").first).to_contain_text(" to ", timeout=3_000)
    first = board.locator(".bd-chip").first.inner_text()
    expect(board.locator(".bd-chip").first).not_to_have_text(first, timeout=3_000)
    assert "from=" not in visitor.url
    board.get_by_role("button", name="Stop").click()
    expect(visitor).to_have_url(re.compile("to="), timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read_and_work_the_board(browser, atlas, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    go(page, atlas, "/?province=Kabul")
    settle(page)
    the_board(page)
    assert grave(page, BACKGROUND[scheme]) == []
    context.close()


def test_nothing_moves_when_the_board_arrives(browser, atlas):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
        "if (!entry.hadRecentInput) window.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true });"
    )
    go(page, atlas, "/")
    settle(page)
    the_board(page)
    page.wait_for_timeout(500)
    assert page.evaluate("window.moved") < 0.05
    context.close()


def test_the_board_from_a_stick_asks_for_nothing_and_counts_the_same(browser, board, tmp_path):
    opened = read_incidents(EVENTS)
    view = View.of(opened, RowFacts(opened.measured), Filters(provinces=("AF-KAB",)))
    body = board_file(view, events=EVENTS, made=datetime.now(UTC).date())
    assert len(body) <= 2_000_000
    path = Path(tmp_path / "board.html")
    path.write_bytes(body)
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())
    expect(page.locator(".bd[data-shown]")).to_be_attached(timeout=20_000)
    assert page.locator(BIG).first.inner_text().endswith(str(view.number))
    assert "in Kabul" in page.locator(".bd-words").inner_text()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(BIG).first).to_have_text(board.locator(BIG).first.inner_text())
    page.locator(".bd-card summary").first.click()
    expect(page.locator(".bd-card[open] a").first).to_have_attribute("href", re.compile("^https?://"))
    assert asked == [path.as_uri()]
    assert faults == []
    assert page.locator(f"meta[name='atlas-{MARK}']").count() == 1
    assert json.loads(page.locator("#atlas-view").inner_text())["selection"]["provinces"] == ["AF-KAB"]
    context.close()
