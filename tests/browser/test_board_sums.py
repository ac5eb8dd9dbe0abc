"""The board's own sums in a real browser, held against the Python measures for random selections, at each size."""

import base64
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from atlas import settings as atlas_settings
from atlas.incidents.filters import CHOICES, Filters, options
from atlas.incidents.load import Incidents, read_incidents
from atlas.statistics.circles import Circles
from atlas.statistics.row_facts import RowFacts
from atlas.topics.board.exhibits import told
from atlas.topics.board.figures.bundle import bundle
from atlas.topics.board.figures.page import BOARD
from atlas.topics.board.measures.columns import compact
from atlas.topics.board.measures.sums import SUMS, Sums, board_sums
from benchmarks.tables import write_measuring_table

COUNT = """([told, step]) => {
  const { counting, whole } = window.AtlasBoard;
  const state = { selection: whole(told), step, measure: "killed", lit: null };
  const engine = window.engine;
  engine.into.step = step;
  engine.lay(step);
  engine.count(state);
  const { sums, circles, provinces } = state;
  const sum = (one) => [one.all, one.sure, one.low, one.best, one.high];
  const listed = (part) => Object.fromEntries(
    sums[part].filter((one) => one.all).map((one) => [engine.table.names[part][one.code - 1], sum(one)]));
  return {
    totals: [...sum(sums.totals), sums.totals.all - sums.totals.known,
      sums.totals.all ? sums.totals.last : null, provinces],
    province: Object.fromEntries(sums.province.filter((one) => one.all).map((one) => [
      engine.table.names.province[one.code - 1], [...sum(one), one.known, one.located]])),
    attack: listed("attack"), target: listed("target"), attribution: listed("attribution"),
    time: sums.time.map(sum),
    circles: circles.levels.map(({ side, rows }) => [side, rows.map((row) =>
      [row.latitude, row.longitude, row.all, row.sure, row.best, row.known, row.place, row.precision])]),
    gathered: circles.gathered,
  };
}"""
LOAD = """(text) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const table = window.AtlasBoard.decode(bytes.buffer);
  const into = { step: "quarter" };
  window.engine = { ...window.AtlasBoard.counting(table, into), into, table };
}"""


class Counted:
    """A table, and a browser that has its columns."""

    def __init__(self, page: Page, opened: Incidents) -> None:
        self.page, self.opened = page, opened
        self.facts = RowFacts(opened.measured)
        self.options = options(opened.table)
        self.covered = (opened.covers_from, opened.covers_to)
        body = compact(opened.measured, self.covered, self.options)
        page.goto("about:blank")
        page.evaluate(bundle(BOARD))
        page.evaluate(LOAD, base64.b64encode(body).decode())

    def by_browser(self, filters: Filters, step: str) -> dict[str, Any]:
        return dict(self.page.evaluate(COUNT, [told(filters), step]))

    def by_python(self, filters: Filters, step: str) -> dict[str, Any]:
        return json.loads(json.dumps(_as_told(board_sums(self.facts, filters, self.covered, step))))  # type: ignore[arg-type]


def _as_told(sums: Sums) -> dict[str, Any]:
    whole = sums.totals
    last = (whole.last - date(1970, 1, 1)).days if whole.last else None
    columns = [*SUMS, "toll_known", "located"]
    return {
        "totals": [
            whole.incidents, whole.incidents_sure, whole.killed_low, whole.killed_best, whole.killed_high,
            whole.toll_unknown, last, whole.provinces,
        ],
        "province": dict(
            zip(sums.provinces.index.astype(str), sums.provinces[columns].to_numpy().tolist(), strict=True)
        ),
        **{
            part: {str(name): row for name, row in zip(found.index, found[list(SUMS)].to_numpy().tolist(), strict=True)}
            for part, found in sums.bars.items()
        },
        "time": sums.time.counts[list(SUMS)].to_numpy().tolist(),
        "circles": [[level.side, _circles(level.circles)] for level in sums.circles.levels],
        "gathered": sums.circles.gathered,
    }  # fmt: skip


def _circles(circles: Circles) -> list[list[Any]]:
    columns = (
        circles.latitude, circles.longitude, circles.incidents, circles.incidents_sure, circles.killed_best,
        circles.toll_known, circles.place, circles.precision,
    )  # fmt: skip
    return [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


@st.composite
def selections(draw: st.DrawFn, counted: Counted) -> Filters:
    """Draw any selection that the sidebar, the board or a link could make."""
    first, last = counted.covered
    days = st.integers(0, (last - first).days).map(lambda number: first + timedelta(days=number))
    chosen: dict[str, Any] = {}
    narrowing = draw(st.sets(st.sampled_from([choice.field for choice in CHOICES]), max_size=3))
    for choice in CHOICES:
        if choice.field in narrowing:
            values = list(counted.options[choice.param])
            found = draw(st.lists(st.sampled_from(values), min_size=1, max_size=max(2, len(values) // 2), unique=True))
            chosen[choice.field] = tuple(found)
    corner = st.tuples(st.integers(6000, 7600), st.integers(2400, 4000)).map(lambda at: (at[0] / 100, at[1] / 100))
    return Filters(
        start=draw(st.one_of(st.none(), days)),
        end=draw(st.one_of(st.none(), days)),
        killed_min=draw(st.sampled_from([0, 0, 0, 1, 5])),
        killed_max=draw(st.sampled_from([None, None, None, 0, 20])),
        ring=draw(st.one_of(st.just(()), rectangles(corner), triangles(corner))),
        **chosen,
    )


def rectangles(corner: st.SearchStrategy[tuple[float, float]]) -> st.SearchStrategy[Any]:
    return (
        st.tuples(corner, corner)
        .filter(lambda two: two[0][0] != two[1][0] and two[0][1] != two[1][1])
        .map(lambda two: (two[0], (two[0][0], two[1][1]), two[1], (two[1][0], two[0][1])))
    )


def triangles(corner: st.SearchStrategy[tuple[float, float]]) -> st.SearchStrategy[Any]:
    def flat(three: tuple[tuple[float, float], ...]) -> bool:
        (ax, ay), (bx, by), (cx, cy) = three
        return abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) < 1e-6

    return st.tuples(corner, corner, corner).filter(lambda three: not flat(three))


def _hold(counted: Counted, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filters=selections(counted), step=st.sampled_from(["quarter", "month"]))
    def same(filters: Filters, step: str) -> None:
        assert counted.by_browser(filters, step) == counted.by_python(filters, step)

    same()


@pytest.fixture
def blank(browser) -> Any:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_every_sum_of_the_table_equals_python(blank):
    _hold(Counted(blank, read_incidents(atlas_settings.EVENTS)), 200)


@pytest.mark.parametrize("rows", [10_000, 100_000])
def test_every_sum_of_a_large_table_equals_python(blank, tmp_path, rows):
    _hold(Counted(blank, read_incidents(write_measuring_table(rows, tmp_path))), 200)


def test_the_default_view_is_not_empty(blank):
    counted = Counted(blank, read_incidents(atlas_settings.EVENTS))
    found = counted.by_browser(Filters(), "quarter")
    assert found["totals"][0] > 400
    assert len(found["time"]) > 40
    assert found["circles"]
