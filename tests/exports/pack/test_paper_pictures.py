import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.exhibit import Exhibit
from atlas.exports.pack.pictures import Pictures
from atlas.paper.sizes import SIZES


def counted(key, drawn):
    def draw(theme):
        drawn.append((key, theme))
        return go.Figure()

    return Exhibit(
        key=key, title="", panels={"a": draw, "b": draw}, caption="", table=pd.DataFrame, incidents=list, is_map=True
    )


def test_panels_are_drawn_once_and_in_light_and_each_picture_is_made_once():
    drawn, printed, told = [], [], []

    def printer(panels, size, form, *, is_map):
        printed.append((tuple(panels), size.name, form, is_map))
        return f"{len(printed)}".encode()

    pictures = Pictures(printer, lambda exhibit: told.append(exhibit.key))
    one, column, full = counted("one", drawn), SIZES["A4 column"], SIZES["A4 full width"]
    first = pictures.of(one, column, "svg")
    assert pictures.of(one, column, "svg") is first
    assert pictures.of(one, full, "svg") != pictures.of(one, full, "png")
    assert drawn == [("one", "light")] * 2
    assert [each[1:] for each in printed] == [
        ("A4 column", "svg", True), ("A4 full width", "svg", True), ("A4 full width", "png", True),
    ]  # fmt: skip
    assert told == ["one"] * 3


def test_two_exhibits_of_one_key_are_not_mixed_up():
    drawn = []
    pictures = Pictures(lambda *_, **__: str(len(drawn)).encode())
    one, other = (pictures.of(counted("same", drawn), SIZES["A4 column"], "svg") for _ in range(2))
    assert (one, other) == (b"2", b"4")
