import io
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pypdf
import pytest
from PIL import Image

from atlas.drawing.base_figure import canvas
from atlas.drawing.exhibit import Exhibit
from atlas.exports.figure_files import figure_file


@pytest.fixture(scope="module")
def exhibit():
    def bars(theme: str) -> go.Figure:
        assert theme == "light"
        return canvas("light", 200).add_trace(go.Bar(x=[1, 2], y=[3, 4], name="claimed", marker={"color": "#1c64d1"}))

    return Exhibit("bars", "Bars", {"": bars}, "A caption.", pd.DataFrame, list, lead="The lead.")


def test_a_png_carries_the_stamp_and_its_resolution(exhibit, early_stamp):
    picture = Image.open(io.BytesIO(figure_file(exhibit, early_stamp, "A4 column", "png")))
    assert early_stamp.as_fields().items() <= picture.text.items()
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_the_words_of_the_figure_and_its_source_stand_on_the_paper(exhibit, early_stamp):
    early_stamp = replace(early_stamp, link="https://a.example/map?to=2016")
    text = figure_file(exhibit, early_stamp, "A4 full width", "svg").decode()
    paper = io.BytesIO(figure_file(exhibit, early_stamp, "A4 full width", "pdf"))
    page = " ".join(pypdf.PdfReader(paper).pages[0].extract_text().split())
    for said in ("Bars", "The lead. A caption.", early_stamp.link):
        assert said in text
        assert said in page
