"""Hostile text in a real browser: it runs nowhere, calls nobody, and stretches no page."""

from datetime import date

import pytest

from atlas.exports.board import board_file
from atlas.exports.content import Order
from atlas.exports.report_forms import FORMS, Job
from atlas.pages import PAGES
from atlas.statistics.periods import Question
from tests.browser.visit import go, settle
from tests.server import Server
from tests.tables.payloads import PAYLOADS, looked_at, write_hostile

OPEN = "https://creativecommons.org/licenses/by/4.0/"
"""Under an open licence the browser counts, and is sent the texts of the cards."""

CARDS = ("incidents?incident=KA-0003", "incidents?search=script", "map?incident=KA-0009", "?incident=KA-0012")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return write_hostile(tmp_path_factory.mktemp("hostile"), **{"dc:license": OPEN})


@pytest.fixture(scope="module")
def hostile(table):
    """Serve a table whose every text would like to be more."""
    server = Server(ATLAS_EVENTS=str(table))
    yield server
    server.stop()


def stays_text(page):
    """Nothing has run in any frame, nothing has left the host, nothing had to be stopped."""
    assert [frame.url for frame in page.frames if frame.evaluate("'ran' in window")] == []
    assert page.strangers == []
    assert page.faults == []


@pytest.mark.parametrize("address", [*PAGES, *CARDS])
def test_no_text_of_a_table_runs_or_calls_out(hostile, newcomer, address):
    go(newcomer, hostile, f"/{address}")
    settle(newcomer)
    stays_text(newcomer)
    assert newcomer.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("form", ["pack", "board"])
def test_no_text_of_a_table_runs_in_a_file_that_was_taken_away(table, newcomer, form):
    view, day = looked_at(table), date(2026, 12, 1)
    if form == "board":
        data = board_file(view, events=table, made=day)
    else:
        asked = Question.usual(view.incidents.covers_from, view.incidents.covers_to)
        order = Order(asked, day, "", ("overview", "incidents"), "analysis", "A4", PAYLOADS[0])
        data = FORMS["html"].render(Job(view, order, table))
    newcomer.route("http://localhost:9/file.html", lambda route: route.fulfill(body=data, content_type="text/html"))
    newcomer.goto("http://localhost:9/file.html")
    newcomer.wait_for_load_state("networkidle")
    stays_text(newcomer)
