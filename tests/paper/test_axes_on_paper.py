from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.paper.axes import Axis, positions, read_axes
from atlas.paper.bars import read_bars
from atlas.paper.panel import Drawn
from atlas.paper.scales import Scale, reaches, ticks
from atlas.paper.sheet import Box
from atlas.paper.vocabulary import PrintError

DAY = 86_400_000.0


def spec(figure):
    return {"data": [t.to_plotly_json() for t in figure.data], "layout": figure.layout.to_plotly_json()}


def day(text):
    return np.datetime64(text, "ms").astype(float)


def bar(heights, **more):
    return go.Bar(x=["a", "b"], y=heights, marker={"color": "#111111"}, **more)


def test_bars_of_a_stack_stand_on_each_other_and_none_lifts_nothing():
    figure = spec(go.Figure([bar([2, None]), bar([3, 4])], {"barmode": "stack"}))
    first, second = read_bars(figure, read_axes(figure)).values()
    assert first.foot.tolist() == [0, 0]
    assert second.foot.tolist() == [2, 0]
    assert second.tip.tolist() == [5, 4]


def test_bars_of_different_axes_are_different_stacks():
    figure = spec(go.Figure([bar([2, 1]), bar([3, 4], yaxis="y2")], {"barmode": "stack", "yaxis2": {}}))
    assert read_bars(figure, read_axes(figure))[1].foot.tolist() == [0, 0]


def test_a_bar_with_an_offset_begins_there_and_at_its_base():
    lying = go.Bar(y=[1.0], x=[0.5], base=[0.2], offset=-0.12, width=0.24, orientation="h", marker={"color": "#111111"})
    figure = spec(go.Figure(lying))
    found = read_bars(figure, read_axes(figure))[0]
    assert (found.start[0], found.end[0]) == pytest.approx((0.88, 1.12))
    assert (found.foot[0], found.tip[0]) == pytest.approx((0.2, 0.7))


def test_bars_side_by_side_are_not_in_the_vocabulary():
    figure = spec(go.Figure([bar([1, 2]), bar([3, 4])]))
    with pytest.raises(PrintError, match="group"):
        read_bars(figure, read_axes(figure))


@pytest.mark.parametrize(
    ("period", "first", "start", "end"),
    [("M3", "2021-08-15", "2021-07-01", "2021-10-01"), ("M12", "2021-01-26", "2021-01-01", "2022-01-01")],
)
def test_a_mark_stands_in_the_middle_of_its_months(period, first, start, end):
    trace = {"type": "scatter", "x": [first], "y": [1], "xperiod": period, "xperiodalignment": "middle"}
    assert positions(trace, Axis("x", {}, "date"))[0] == (day(start) + day(end)) / 2


def test_a_mark_stands_in_the_middle_of_its_week_from_monday():
    trace = {"type": "bar", "x": ["2024-01-03"], "y": [1], "xperiod": 7 * DAY, "xperiod0": "2000-01-03",
             "xperiodalignment": "middle"}  # fmt: skip
    assert positions(trace, Axis("x", {}, "date"))[0] == day("2024-01-01") + 3.5 * DAY


def test_categories_keep_the_order_that_the_axis_names_and_then_that_of_the_traces():
    figure = spec(go.Figure(bar([1, 2]), {"xaxis": {"type": "category", "categoryarray": ["b"]}}))
    assert read_axes(figure)["x"].categories == ("b", "a")


def test_an_axis_of_counts_reaches_from_zero_to_just_above_the_bars_with_their_error_bars():
    error = {"type": "data", "array": [4, 0], "arrayminus": [1, 0], "color": "#111111"}
    figure = go.Figure(bar([10, 6], error_y=error), {"yaxis": {"rangemode": "tozero"}})
    read = Drawn.read(figure)
    assert reaches(read.spec, read.axes, read.bars)["y"] == pytest.approx((0, 14 * 1.05))


def test_a_reversed_range_turns_the_axis():
    read = Drawn.read(go.Figure(bar([1, 2]), {"yaxis": {"range": [3, 0]}}))
    y = read.scales(Box(0, 0, 100, 100))["y"]
    assert y.px([0, 3]).tolist() == [0, 100]


def labels(kind, low, high, length, name="x", **more):
    return [tick.label for tick in ticks(Scale(Axis(name, more, kind), low, high, 0, length))]


def test_ticks_of_numbers_have_round_steps_and_the_format_of_the_axis():
    assert labels("linear", 0, 32, 300, "y", nticks=6, tickformat=",d") == ["0", "10", "20", "30"]
    assert labels("linear", 0, 0.47, 600, tickformat=".0%", nticks=6) == ["0%", "10%", "20%", "30%", "40%"]
    assert labels("linear", -0.4, 0.83, 190, "y", tickformat="+.0%", nticks=6) == ["+0%", "+50%"]
    assert labels("linear", -30, 12, 200, nticks=4) == ["−20", "0"]


def test_ticks_of_years_stand_at_their_starts_or_in_their_middles():
    low, high = day("2015-01-01"), day("2026-01-01")
    assert labels("date", low, high, 500)[:2] == ["2016", "2018"]
    yearly = labels("date", low, high, 900, dtick="M12", tickformat="’%y", ticklabelmode="period")
    assert (yearly[0], yearly[-1], len(yearly)) == ("’15", "’25", 11)


def test_ticks_of_a_short_time_are_months_or_days():
    assert "Mar 2021" in labels("date", day("2021-01-01"), day("2021-07-01"), 600)
    assert labels("date", day("2021-01-01"), day("2021-01-09"), 500)[0] == "1 Jan 2021"


@given(st.floats(0.001, 1e6), st.floats(30, 900))
def test_labels_never_collide(span, length):
    scale = Scale(Axis("x", {}, "linear"), 0, span, 0, length)
    places = [float(scale.px(tick.number)) for tick in ticks(scale)]
    assert len(places) >= 1
    assert all(later - earlier > 10 for earlier, later in pairwise(places))


@given(st.floats(-1e5, 1e5), st.floats(0.1, 1e5), st.floats(0, 1))
def test_places_on_a_scale_keep_their_proportions(low, span, part):
    scale = Scale(Axis("x", {}, "linear"), low, low + span, 10, 110)
    assert float(scale.px(low + part * span)) == pytest.approx(10 + 100 * part, abs=1e-3)


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (go.Figure(go.Pie(values=[1])), "pie"),
        (go.Figure(go.Scatter(x=[1], y=[1], line={"color": "#111111", "shape": "spline"})), "shape"),
        (go.Figure(go.Bar(x=[1], y=[1])), "colour"),
        (go.Figure(layout={"shapes": [{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]}), "circle"),
        (go.Figure(layout={"yaxis": {"tickprefix": "$"}}), "tickprefix"),
        (go.Figure(layout={"title": {"text": "no"}}), "title"),
        (go.Figure(layout={"annotations": [{"text": "no", "textangle": 30}]}), "textangle"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_vocabulary_is_named(figure, told):
    with pytest.raises(PrintError, match=told):
        Drawn.read(figure)


def test_an_axis_of_logarithms_is_not_in_the_vocabulary():
    with pytest.raises(PrintError, match="log"):
        _ = Drawn.read(go.Figure(layout={"yaxis": {"type": "log"}})).axes


def logarithmic(trace, **axis):
    ticks = {"type": "log", "tickvals": [1, 2, 10], "ticktext": ["1×", "2×", "10×"]}
    return spec(go.Figure(trace, {"xaxis": ticks | axis}))


def test_a_logarithmic_axis_places_by_logarithms_and_names_its_ticks():
    axis = read_axes(logarithmic(go.Scatter(x=[1, 10], y=[0, 1], mode="lines"), range=[0, 1]))["x"]
    assert axis.numbers([1, 10, 100, 0, None]).tolist() == pytest.approx([0, 1, 2, np.nan, np.nan], nan_ok=True)
    assert axis.reach == (0, 1)
    scale = Scale(axis, 0, 1, 0, 100)
    assert [(tick.label, round(float(scale.px(tick.number)))) for tick in ticks(scale)] == [
        ("1×", 0), ("2×", 30), ("10×", 100),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "figure",
    [
        logarithmic(go.Bar(x=[1, 2], y=["a", "b"], orientation="h")),
        logarithmic(go.Scatter(x=[1], y=[1], mode="markers", error_x={"array": [1]})),
        logarithmic(go.Scatter(x=[1], y=[1], mode="markers"), tickvals=None),
    ],
)
def test_what_has_no_foot_on_a_logarithmic_axis_is_refused(figure):
    with pytest.raises(PrintError, match="logarithmic"):
        read_axes(figure)
