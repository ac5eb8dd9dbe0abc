"""A small pack with hostile texts, shared by the tests of all its forms."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas.drawing.exhibit import Exhibit
from atlas.exports.content import Number, Pack, Part, Sheet
from atlas.exports.stamp import Stamp

HOSTILE = '<script>alert(1)</script> #include "x" $y$ *z* & “quoted” =1+1'


def bars(theme: str) -> go.Figure:
    figure = go.Figure(go.Bar(x=["2020", "2021", "2022"], y=[3, 0, 5], name="claimed", marker={"color": "#1c64d1"}))
    return figure.update_layout(height=260, paper_bgcolor="#ffffff" if theme == "light" else "#000000")


@pytest.fixture(scope="session")
def small_stamp() -> Stamp:
    return Stamp(
        title="Small briefing", selection="attacks in Kabul", incidents_sure=6, incidents=8, killed_low=10,
        killed_best=12, killed_high=15, table="Small table", version="0123456789ab", sha256="", method="1",
        covers_to=date(2022, 12, 31), made=date(2023, 1, 2), citation="Small table, version 0123456789ab.",
        licence="CC BY 4.0", link="/map?country=Pakistan",
    )  # fmt: skip


@pytest.fixture(scope="session")
def small_pack(small_stamp) -> Pack:
    exhibit = Exhibit(
        key="series",
        title=f"Incidents {HOSTILE}",
        panels={"": bars},
        caption=f"Caption: 8 incidents in 3 years. {HOSTILE}",
        lead="The lead sentence: 8 incidents.",
        table=lambda: pd.DataFrame({"incidents": [3, 0, 5]}, index=pd.Index([2020, 2021, 2022], name="year")),
        incidents=lambda: ["KA-0001", "KA-0002"],
        method="How it is counted.",
    )
    sheet = Sheet(
        "Listed",
        pd.DataFrame({"Number": ["KA-0001", "KA-0002"], "What": [HOSTILE, "A bomb"], "Killed": [1, 22]}),
        "All.",
    )
    parts = (
        Part(
            "overview", "Overview", "/", (Number("Incidents", "6–8", "sure and all"), Number("People killed", "10–15")),
            (f"Between 6 and 8 incidents. {HOSTILE}",), (exhibit,), (sheet,),
        ),
        Part("method", "Method and limits", "https://atlas.example/method", (), ("Not a census.",)),
    )  # fmt: skip
    return Pack(
        "Small briefing", "attacks in Kabul", parts, small_stamp, "Small table; not a census.", "analysis", "A4"
    )
