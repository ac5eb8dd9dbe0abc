from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from atlas.drawing import palette
from atlas.topics.shift.figures.flows import SMALLEST, drawn, flow_map
from atlas.topics.shift.figures.mixes import attribution_picture, target_picture
from atlas.topics.shift.figures.path import path_map
from atlas.topics.shift.figures.province_maps import (
    DIFFERENCE_BREAKS,
    SHARE_BREAKS,
    difference_hue,
    difference_map,
    share_hue,
    share_map,
)
from atlas.topics.shift.figures.reporting import reporting_picture
from atlas.topics.shift.figures.shares import _apart, share_lines
from atlas.topics.shift.figures.specifications import COLUMNS, specification_picture
from tests.topics.shift.shift_builders import NAMES, centre, ellipse, grid, plan, provinces, shares, years


def fills(figure):
    """The hover text and colour of every filled province."""
    return {trace.text.split("<br>")[0]: (trace.fillcolor, trace.text) for trace in figure.data if trace.text}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_province_without_an_incident_is_neither_a_class_nor_not_covered(theme):
    hue, told = fills(share_map(provinces(), "before", NAMES, theme=theme))["Balkh"]
    assert hue == palette.ZERO[theme]
    assert hue not in {*palette.SEQUENTIAL[theme], palette.NOT_COVERED[theme], palette.NO_DATA[theme]}
    assert "no recorded incident" in told


def test_both_maps_use_one_scale_whatever_the_largest_share():
    before, after = (share_map(provinces(), side, NAMES, theme="light") for side in ("before", "after"))
    assert [shape.fillcolor for shape in before.layout.shapes] == [shape.fillcolor for shape in after.layout.shapes]
    assert fills(before)["Nangarhar"][0] == fills(after)["Kabul"][0] == palette.SEQUENTIAL["light"][-1]
    assert "6 to 9 of 10<br>90% of the country" in fills(before)["Nangarhar"][1]


@pytest.mark.parametrize("place", range(len(SHARE_BREAKS)))
def test_a_bound_belongs_to_the_class_above_it(place):
    bound = SHARE_BREAKS[place]
    scale = palette.SEQUENTIAL["light"]
    assert (share_hue(bound - 1e-9, "light"), share_hue(bound, "light")) == (scale[place], scale[place + 1])


@pytest.mark.parametrize("bound", DIFFERENCE_BREAKS)
def test_differences_are_coloured_alike_on_both_sides_of_zero(bound):
    scale = palette.DIVERGING["dark"]
    up, down = (scale.index(difference_hue(sign * (bound + 0.001), "dark")) for sign in (1, -1))
    assert up - 3 == 3 - down > 0
    assert difference_hue(0.0, "dark") == scale[3]


def test_the_difference_map_tells_interval_and_verdict():
    told = fills(difference_map(provinces(), NAMES, theme="light"))
    assert "−70.0 points (95 % interval −90.0 to −20.0)<br>fell" in told["Nangarhar"][1]
    assert told["Nangarhar"][0] == palette.DIVERGING["light"][0]
    assert told["Kabul"][0] == palette.DIVERGING["light"][-1]
    assert "no recorded incident" in told["Balkh"][1]


def test_a_thin_year_is_a_gap_in_line_and_band():
    figure = share_lines(
        shares([0.1, np.nan, 0.3, 0.4]), {"north": "region"}, {"north": "North"}, (date(2018, 8, 15),), theme="light"
    )
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert list(line.y) == [0.1, None, 0.3, 0.4]
    assert line.connectgaps is False
    bands = [trace for trace in figure.data if trace.fill == "toself"]
    assert [len(band.x) for band in bands] == [2, 4]
    assert any("15 August 2018" in note.text for note in figure.layout.annotations)


def test_a_series_without_any_share_is_still_a_figure():
    figure = share_lines(shares([np.nan, np.nan]), {"north": "region"}, {"north": "North"}, (), theme="dark")
    assert not [trace for trace in figure.data if trace.fill]


def test_labels_are_pushed_apart_and_stay_on_the_axis():
    heights = _apart([0.1, 0.1, 0.11, 0.98], 0.075, 1.0)
    assert min(np.diff(heights)) >= 0.075 - 1e-9
    assert 0 < heights[0] < heights[-1] <= 1


def test_only_flows_that_matter_are_drawn_the_largest_labelled():
    table = plan(
        ("AF-NAN", "AF-KAB", 0.1, 114.0), ("AF-NAN", "AF-BAL", SMALLEST / 2, 400.0), ("XX", "AF-BAL", 0.2, 1.0)
    )
    assert drawn(table)["to"].tolist() == ["AF-KAB"]
    figure = flow_map(SimpleNamespace(plan=table), NAMES, theme="light")
    assert any(trace.text == "Nangarhar to Kabul<br>10% of all incidents, 114 km" for trace in figure.data)
    assert {"Nangarhar", "Kabul", "10%"} <= {note.text for note in figure.layout.annotations}
    assert "Balkh" not in {note.text for note in figure.layout.annotations}


def test_a_country_where_nothing_moved_has_no_arrow():
    figure = flow_map(SimpleNamespace(plan=plan()), NAMES, theme="light")
    assert not [trace for trace in figure.data if trace.text]


def test_the_path_leaves_thin_years_out_and_the_dashed_ellipse_stands_about_the_tip():
    path = years((2018, 30, 3e5, -3e5, False), (2019, 4, np.nan, np.nan, True), (2020, 20, 2e5, -2.5e5, False))
    found = SimpleNamespace(before=centre(3e5, -3e5), after=centre(2e5, -2e5), path=path)
    moved = SimpleNamespace(ellipse=ellipse(-1e5, 1e5, 5e4, 2e4))
    figure = path_map(found, moved, theme="light")
    assert {"’18", "’20"} <= {note.text for note in figure.layout.annotations}
    assert "’19" not in {note.text for note in figure.layout.annotations}
    about = next(trace for trace in figure.data if trace.name == "where the arrow may end (95 %)")
    assert (max(about.x) + min(about.x)) / 2 == pytest.approx(200, abs=0.2)
    assert (max(about.y) + min(about.y)) / 2 == pytest.approx(-200, abs=0.2)


def test_the_zoomed_map_keeps_both_ellipses_in_view():
    wide = ellipse(1e5, -2e5, 2e5, 1e5, 30.0)
    found = SimpleNamespace(before=centre(1e5, -2e5, wide), after=centre(None, None), path=years())
    figure = path_map(found, SimpleNamespace(ellipse=None), theme="light")
    outline = next(trace for trace in figure.data if trace.name == "where most incidents lay before")
    (left, right), (lower, upper) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert left < min(outline.x) < max(outline.x) < right
    assert lower < min(outline.y) < max(outline.y) < upper


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_curve_rises_in_at_most_sixty_columns(theme):
    figure = specification_picture(grid(), theme=theme)
    points = next(trace for trace in figure.data if trace.mode == "markers" and trace.text)
    assert len(points.y) == COLUMNS == 60
    assert list(points.y) == sorted(points.y)
    assert not any(trace.type == "bar" for trace in figure.data)


def test_the_matrix_says_which_choices_each_column_used():
    figure = specification_picture(grid(), theme="light")
    matrix = np.array(next(trace for trace in figure.data if trace.type == "heatmap").z)
    assert matrix[:3].sum(axis=0) == pytest.approx(1, abs=0.02)
    assert figure.layout.yaxis3.ticktext[:2] == ("<b>edge</b>  as asked", "6 months earlier")


def test_a_curve_without_anything_is_an_empty_picture():
    nothing = grid()._replace(cells=grid().cells.head(0))
    assert len(specification_picture(nothing, theme="light").data) == 0


def test_the_picture_of_reporting_marks_where_a_rise_is_named_and_even():
    curve = pd.DataFrame({"p_up_to": [0.99, 0.9], "p_against": [0.99, 0.4]}, index=pd.Index([1.0, 8.0], name="factor"))
    figure = reporting_picture(curve, theme="dark")
    assert [list(trace.y) for trace in figure.data] == [[0.99, 0.9], [0.99, 0.4]]
    assert {note.text for note in figure.layout.annotations} >= {"a rise is named", "as likely as not"}


def test_targets_and_attribution_are_drawn_as_counted():
    targets = pd.DataFrame(
        {"before": [1, 4], "after": [5, 0], "share_before": [0.1, 0.4], "share_after": [0.5, 0.0]},
        index=["Taliban", "police and army"],
    )
    first, second = target_picture(targets, theme="light").data[1:]
    assert list(first.x) == [0.4, 0.1]
    assert list(second.y) == ["police and army", "Taliban"]
    years = pd.DataFrame({"claimed": [1], "attributed": [2], "suspected": [3], "disputed": [0]}, index=[2020])
    assert [bar.y[0] for bar in attribution_picture(years, theme="light").data] == [1, 2, 3, 0]
