"""Every exhibit of the atlas is drawn in full: what its figure holds is counted, and again what lies on paper."""

import json
from collections import Counter

import numpy as np
import pytest

from atlas.paper.fonts import lines
from atlas.paper.notes import is_seen
from atlas.paper.panel import laid_out
from atlas.paper.sheet import Box, Pen, Sheet
from atlas.paper.sizes import SIZES

KEYS = (
    "overview_series", "timeline", "timeline_grouped", "deaths", "heatmap", "compare_series", "compare_mix",
    "ranking_incidents", "ranking_deaths", "ranking_share", "shares_near", "pressure", "border_map", "lane", "firsts",
    "profile_series", "profile_targets", "profile_lethality", "map", "maps", "shares", "path", "flows", "grid",
)  # fmt: skip


def known(values):
    return [value for value in (() if values is None else values) if value is not None and value == value]


def pairs(trace):
    xs, ys = trace.get("x"), trace.get("y")
    return sum(x is not None and y is not None and x == x and y == y for x, y in zip(xs, ys, strict=True))


def expected(figure):
    """Count what a figure holds, straight from Plotly."""
    found = Counter()
    for trace in (each.to_plotly_json() for each in figure.data):
        if trace["type"] == "bar":
            found["bar"] += len(known(trace["x"] if trace.get("orientation") == "h" else trace["y"]))
        elif trace["type"] == "heatmap":
            found["cell"] += sum(len(known(row)) for row in trace["z"])
        else:
            found += in_scatter(trace)
        for error in ("error_x", "error_y"):
            if trace.get(error):
                ends = trace[error].get("arrayminus") or trace[error]["array"]
                found["error"] += sum(
                    a is not None and b is not None and a == a and b == b
                    for a, b in zip(trace[error]["array"], ends, strict=True)
                )
    found["shape"] += len(figure.layout.shapes)
    return found


def in_scatter(trace):
    found, modes = Counter(), trace["mode"].split("+")
    if trace.get("fill") and pairs(trace):
        found["area"] += 1
    elif "lines" in modes and trace["line"].get("width", 2) > 0:
        found["line"] += 1
    if "markers" in modes:
        size = trace["marker"].get("size", 6)
        sizes = [size] * len(trace["x"]) if isinstance(size, int | float) else size
        held = zip(trace["x"], trace["y"], sizes, strict=True)
        found["point"] += sum(x is not None and y is not None and y == y and size > 0 for x, y, size in held)
    if "text" in modes:
        texts = [trace["text"]] * len(trace["x"]) if isinstance(trace["text"], str) else trace["text"]
        found["text"] += sum(bool(str(text).strip()) for text in texts)
    return found


def drawn(sheet):
    """Count what lies on the paper, by the kind that each artist carries."""
    found = Counter()
    for artist in sheet.figure.get_children():
        paths = getattr(artist, "get_paths", lambda: [None])()
        found[artist.get_label()] += len(paths)
    return found


def on_paper(figure, *, is_map=False, width=680.0):
    panel = laid_out(figure, width, edge=(32, 16) if is_map else None)
    sheet = Sheet(panel.width, panel.height)
    panel.draw(Pen(sheet, 0, 0))
    return panel, sheet


@pytest.fixture(scope="module")
def figures(gallery):
    return {
        key: [(draw("light"), exhibit.is_map) for draw in exhibit.panels.values()] for key, exhibit in gallery.items()
    }


def test_the_walk_misses_no_exhibit(gallery):
    assert set(KEYS) == set(gallery)


@pytest.fixture(scope="module")
def papers(figures):
    """Give every panel once on paper, with the figure it comes from."""
    return {key: [(figure, *on_paper(figure, is_map=is_map)) for figure, is_map in figures[key]] for key in figures}


@pytest.mark.parametrize("key", KEYS)
def test_a_page_sends_what_plotly_would_have_checked(key, gallery):
    for draw in gallery[key].panels.values():
        figure = draw("dark")
        sent = json.loads(figure.to_json())
        assert len(figure.data)  # reading lets Plotly check the figure
        assert json.loads(figure.to_json()) == sent


@pytest.mark.parametrize("key", KEYS)
def test_an_exhibit_is_drawn_in_full(key, papers):
    for figure, _, sheet in papers[key]:
        found = drawn(sheet)
        wanted = expected(figure)
        assert {kind: found[kind] for kind in wanted} == dict(wanted)
        assert sum(wanted.values())


@pytest.mark.parametrize("key", KEYS)
def test_every_note_that_is_seen_is_written(key, papers):
    for _, panel, sheet in papers[key]:
        ground = panel.drawn.ground(panel.plot)
        seen = [note for note in panel.drawn.layout.get("annotations", ()) if is_seen(note, ground)]
        wanted = Counter(run.text for note in seen for line in lines(str(note["text"])) for run in line)
        notes = [artist for artist in sheet.figure.get_children() if artist.get_label() == "note"]
        assert Counter(note.get_text() for note in notes) == wanted


def near_the_edge(artist, panel):
    """Tell which texts could reach over it; to measure the hundreds of others takes seconds."""
    if not hasattr(artist, "get_text"):
        return False
    x, y = artist.get_position()
    return not (150 < x < panel.width - 150 and 50 < y < panel.height - 50)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_reaches_over_the_edge_of_a_column(key, figures):
    for figure, is_map in figures[key]:
        panel, sheet = on_paper(figure, is_map=is_map, width=386.0)
        page = Box(-4, -4, panel.width + 4, panel.height + 4)
        for artist in (each for each in sheet.figure.get_children() if near_the_edge(each, panel)):
            box = artist.get_window_extent(dpi=72)
            assert page.left <= box.x0, artist.get_text()
            assert box.x1 <= page.right, artist.get_text()
            assert page.top <= box.y0 <= box.y1 <= page.bottom, artist.get_text()


@pytest.mark.parametrize("key", ["timeline", "profile_targets", "ranking_incidents", "shares"])
def test_the_plot_keeps_most_of_the_panel(key, figures):
    for size in SIZES.values():
        width = size.width_pt / size.points_per_px
        panel, _ = on_paper(figures[key][0][0], width=width)
        assert panel.plot.height > 0.4 * panel.height
        assert np.isfinite(panel.height)
