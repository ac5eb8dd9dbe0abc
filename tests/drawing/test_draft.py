"""A figure that is gathered as a draft is the figure that Plotly would have made step by step."""

import copy
import json
import pickle
from datetime import date

import plotly.graph_objects as go
import pytest

from atlas.drawing.draft import NO_TEMPLATE, Figure, merge


def plain(figure: go.Figure) -> dict[str, object]:
    return dict(json.loads(figure.to_json()))


def drawn(figure: go.Figure) -> go.Figure:
    figure.update_layout(height=200, margin={"l": 8, "t": 8}, font={"size": 12})
    figure.add_trace(go.Scatter(x=[date(2020, 1, 1)], y=[1.5], mode="markers", marker={"color": "#123456"}))
    figure.update_xaxes(type="date", title="time", range=["2019-01-01", "2021-01-01"])
    figure.add_annotation(x="2020-01-01", y=1, text="one", showarrow=False, hovertext=None)
    figure.add_annotation(x="2020-01-01", y=2, text="two", showarrow=False)
    figure.add_shape(type="line", x0=0, x1=1, y0=0, y1=1, xref="paper")
    figure.add_hline(y=1, line={"color": "#000000"}, layer="below")
    figure.update_yaxes(title={"text": "number", "standoff": 6}, nticks=6)
    return figure.update_layout(margin={"t": 30}, showlegend=False)


def in_a_grid(figure: go.Figure) -> go.Figure:
    figure.set_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.4, 0.6], subplot_titles=["a", "b"])
    figure.update_annotations(x=0, xanchor="left")
    for row in (1, 2):
        figure.add_trace(go.Bar(x=[1, 2], y=[row, 2]), row=row, col=1)
        figure.add_annotation(x=1, y=row, text="here", showarrow=False, row=row, col=1)
        figure.add_shape(type="rect", x0=0, x1=1, y0=0, y1=1, row=row, col=1)
        figure.update_yaxes(range=[0, 5 * row], row=row, col=1)
    return figure.update_xaxes(showgrid=False)


@pytest.mark.parametrize("steps", [drawn, in_a_grid])
def test_a_draft_says_the_same_before_and_after_plotly_checked_it_and_as_plotlys_own_figure(steps):
    own = plain(steps(go.Figure(layout={"template": NO_TEMPLATE})))
    draft = steps(Figure())
    unchecked = plain(draft)
    assert draft.layout.template is not None  # reading lets Plotly check it
    assert unchecked == plain(draft) == own


def test_a_step_after_reading_goes_on_from_what_was_read():
    figure = drawn(Figure())
    assert [note.text for note in figure.layout.annotations] == ["one", "two"]
    figure.layout.annotations[0].text = "first"
    figure.add_annotation(x=0, y=0, text="three")
    assert [note.text for note in figure.layout.annotations] == ["first", "two", "three"]
    assert [trace.type for trace in figure.data] == ["scatter"]


def test_a_grid_is_still_known_after_reading():
    figure = in_a_grid(Figure())
    assert len(figure.data) == 2
    figure.update_yaxes(row=2, col=1, range=[0, 1])
    assert (figure.layout.yaxis.range, figure.layout.yaxis2.range) == ((0, 5), (0, 1))


def test_what_plotly_does_not_know_is_refused_when_the_figure_is_read():
    figure = Figure().update_layout(no_such_thing=1)
    with pytest.raises(ValueError, match="no_such_thing"):
        assert figure.data


@pytest.mark.parametrize("again", [copy.deepcopy, lambda figure: pickle.loads(pickle.dumps(figure)), Figure.copy])
def test_a_copy_is_a_figure_of_its_own(again):
    figure = drawn(Figure())
    before = plain(figure)
    other = again(figure).add_annotation(text="more", x=0, y=0)
    assert plain(figure) == before
    assert len(other.layout.annotations) == 3


def test_none_takes_a_property_away_and_a_part_keeps_what_is_not_named():
    held = {"title": {"text": "a", "standoff": 6}, "nticks": 3}
    merge(held, {"title": {"text": "b"}, "nticks": None})
    assert held == {"title": {"text": "b", "standoff": 6}}
