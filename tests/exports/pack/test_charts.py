"""Native charts hold the numbers of the figures they were read from, and nothing is read that is not understood."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas import settings
from atlas.drawing.palette import BLUE, BROWN
from atlas.exports.pack.chart import SHEET, Chart, Series, workbook
from atlas.exports.pack.chart_xml import NAMESPACES, chart_xml
from atlas.exports.pack.charts import charts
from atlas.statistics.periods import Question
from atlas.topics.borders import exhibits as borders
from atlas.topics.provinces import exhibits as provinces
from atlas.topics.provinces.figures.mix import mix_figure
from atlas.topics.shift.figures.shares import share_lines
from atlas.topics.timeline import exhibits as timeline


@pytest.fixture(scope="module")
def shown(early):
    """The exhibits of a small selection, by a name."""
    question = Question.at(settings.TALIBAN_TAKEOVER, early.incidents.covers_from, early.incidents.covers_to)
    wanted = borders.Options()
    deaths = provinces.Choice(measure="deaths")
    return {
        "overview": timeline.when(early),
        "time": timeline.incidents_over_time(early, timeline.Options()),
        "groups": timeline.incidents_over_time(early, timeline.Options(step="month", by="region_id")),
        "deaths": timeline.deaths_over_time(early, timeline.Options()),
        "ranks": provinces.places_ranked(early, deaths, provinces.ranked(early, deaths)),
        "near": borders.shares_near(early, question, wanted),
        "pressure": borders.near_over_time(early, borders.near(early, wanted), wanted),
        "heatmap": timeline.years_of_provinces(early),
        "lane": borders.beyond(early),
    }


@pytest.fixture(scope="module")
def panels(shown):
    return {name: {head: draw("light") for head, draw in each.panels.items()} for name, each in shown.items()}


def plain(values) -> list[float | None]:
    return [None if value is None or np.isnan(value) else float(value) for value in values]


def of_kind(panels, kind: str) -> list[go.Bar]:
    return [trace for trace in panels[""].data if trace.type == kind]


@pytest.mark.parametrize("name", ["overview", "time", "groups"])
def test_bars_per_bin_keep_order_numbers_and_colours(panels, name):
    (chart,) = charts(panels[name])
    bars = of_kind(panels[name], "bar")
    assert [series.name for series in chart.series if series.mark == "bar"] == [trace.name for trace in bars]
    for trace, series in zip(bars, chart.series, strict=False):
        assert list(series.numbers) == plain(trace.y)
        assert series.hue == trace.marker.color
    assert len(chart.categories) == len(bars[0].x)


def test_bins_are_named_in_words_and_partial_ones_are_pale(panels):
    (chart,) = charts(panels["time"])
    assert chart.categories[:2] == ("Q1 2015", "Q2 2015")
    assert chart.series[0].pale == (0,)
    assert not chart.dated


def test_means_are_lines_over_the_bars(panels):
    (chart,) = charts(panels["time"])
    lines = [series for series in chart.series if series.mark == "line"]
    assert [list(series.numbers) for series in lines] == [plain(t.y) for t in of_kind(panels["time"], "scatter")]
    assert [series.dash for series in lines] == ["dot", "solid"]
    assert "turning points" in chart.left_out[0]


def test_sure_and_unsure_add_up_to_all_incidents(panels, shown):
    (chart,) = charts(panels["time"])
    stacked = [sum(value or 0 for value in pair) for pair in zip(*(s.numbers for s in chart.series[:2]), strict=True)]
    assert stacked == shown["time"].table()["incidents"].tolist()
    assert (chart.series[0].hatched, chart.series[1].hatched) == (False, True)


def test_deaths_run_from_low_to_high(panels, shown):
    (chart,) = charts(panels["deaths"])
    (best,) = chart.series
    table = shown["deaths"].table()
    assert list(best.numbers) == table["killed_best"].tolist()
    assert [v - b for v, b in zip(best.numbers, best.below, strict=True)] == table["killed_low"].tolist()
    assert [v + a for v, a in zip(best.numbers, best.above, strict=True)] == table["killed_high"].tolist()


def test_a_ranking_lies_with_the_first_on_top_and_its_intervals(panels, shown):
    (chart,) = charts(panels["ranks"])
    table = shown["ranks"].table().head(len(chart.categories))
    assert chart.lying
    assert list(chart.categories) == table.index.tolist()
    assert list(chart.series[0].numbers) == table["killed_best"].tolist()
    ends = [v + a for v, a in zip(chart.series[0].numbers, chart.series[0].above, strict=True)]
    assert ends == pytest.approx(table["killed_high"].tolist())
    assert chart.name(chart.series[0]) == "people killed"


def test_spans_begin_at_the_least_and_end_at_the_greatest_share(panels, shown):
    (chart,) = charts(panels["near"])
    table = shown["near"].table().query("band_km == 50").set_index("line")
    least, before, after = chart.series
    assert (least.mark, before.name, after.name) == ("unseen", "before", "after")
    for row, line in enumerate(table.index):
        assert chart.categories[2 * row] == f"{line}, before"
        for place, series, period in ((2 * row, before, "before"), (2 * row + 1, after, "after")):
            low, high = table.loc[line, [f"{period}_low", f"{period}_high"]]
            if np.isnan(low):
                assert series.numbers[place] is None
            else:
                assert least.numbers[place] == pytest.approx(low)
                assert least.numbers[place] + series.numbers[place] == pytest.approx(high)
        assert (after.numbers[2 * row], before.numbers[2 * row + 1]) == (None, None)


def test_rows_over_their_own_zero_become_one_chart_each_on_one_scale(panels, shown):
    found = charts(panels["pressure"])
    table = shown["pressure"].table()
    assert [chart.heading for chart in found] == table["line"].unique().tolist()
    assert len({chart.reach for chart in found}) == 1
    for chart in found:
        rows = table[table["line"] == chart.heading]
        for side, sign, series in (("own", 1, chart.series[:2]), ("other", -1, chart.series[2:])):
            drawn = [
                sign * sum(value or 0 for value in pair) for pair in zip(*(s.numbers for s in series), strict=True)
            ]
            assert drawn == rows[rows["side"] == side]["most"].tolist()


def test_shares_through_the_years_keep_gaps_and_intervals():
    years = [2019, 2020, 2021]
    table = pd.DataFrame(
        {
            "group": ["a"] * 3 + ["b"] * 3,
            "first": pd.to_datetime([f"{year}-01-01" for year in years] * 2),
            "last": pd.to_datetime([f"{year}-12-31" for year in years] * 2),
            "inside_sure": 1, "inside": 2, "total": 20,
            "share": [0.1, np.nan, 0.3, 0.9, np.nan, 0.7],
            "low": [0.05, np.nan, 0.2, 0.8, np.nan, 0.6], "high": [0.2, np.nan, 0.5, 0.95, np.nan, 0.9],
        }
    )  # fmt: skip
    figure = share_lines(
        table, {"a": "region", "b": "rest"}, {"a": "North", "b": "Rest"}, (date(2021, 8, 15),), theme="light"
    )
    (chart,) = charts({"": figure})
    rest, north = chart.series
    assert (north.name, north.hue, north.numbers) == ("North", BLUE, (0.1, None, 0.3))
    assert [None if v is None else round(v, 6) for v in north.below] == [0.05, None, 0.1]
    assert [None if v is None else round(v, 6) for v in north.above] == [0.1, None, 0.2]
    assert rest.below == ()
    assert chart.dated
    assert chart.number_format == "0%"
    assert chart.left_out[-1] == "The atlas marks 15 August 2021."


def test_a_mix_stands_beside_that_of_the_rest():
    table = pd.DataFrame(
        {
            "incidents_sure": [3, 1], "incidents": [4, 2], "share": [0.6, 0.2], "low": [0.5, 0.1], "high": [0.8, 0.4],
            "rest_share": [0.3, 0.5], "rest_low": 0.1, "rest_high": 0.9, "verdict": ["more often", ""],
        },
        index=["police", "civilians"],
    )  # fmt: skip
    figure = mix_figure(table, theme="light", rest_name="rest of Pakistan", enough=True)
    (chart,) = charts({"": figure})
    assert [series.name for series in chart.series] == ["here, with its 95% interval", "rest of Pakistan"]
    assert [series.numbers for series in chart.series] == [(0.6, 0.2), (0.3, 0.5)]
    assert not chart.stacked


@pytest.mark.parametrize("name", ["heatmap", "lane"])
def test_other_figures_stay_pictures(panels, name):
    assert charts(panels[name]) == ()


def test_a_map_and_an_empty_figure_stay_pictures():
    outline = go.Scatter(x=[0, 1, 1], y=[0, 0, 1], mode="lines", fill="toself", line={"width": 0})
    assert charts({"": go.Figure(outline)}) == ()
    assert charts({"": go.Figure()}) == ()


def test_one_panel_that_is_no_chart_makes_the_exhibit_a_picture(panels):
    assert charts({"a": panels["time"][""], "b": panels["heatmap"][""]}) == ()


HOSTILE = Chart(
    ("=1+1", "b\x00<script>"),
    (
        Series("@sum & <b>", (1, None), BROWN),
        Series("line", (None, 2.5), "#123456", "line", below=(None, 1), above=(None, 2)),
    ),
    axis='"counts"',
)  # fmt: skip


def cells(chart: Chart) -> dict[str, object]:
    sheet = openpyxl.load_workbook(BytesIO(workbook(chart, date(2026, 11, 22))))[SHEET]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_each_reference_finds_its_cached_numbers_in_the_workbook():
    found, root = cells(HOSTILE), ET.fromstring(chart_xml(HOSTILE, 12, legend=True))
    references = root.findall(".//c:numRef", NAMESPACES)
    assert len(references) == 4  # two series, and both sides of an interval
    for reference in references:
        where = reference.findtext("c:f", "", NAMESPACES).removeprefix(f"{SHEET}!").replace("$", "")
        letter = where[0]
        cached = {
            f"{letter}{int(point.get('idx', '')) + 2}": float(point.findtext("c:v", "", NAMESPACES))
            for point in reference.findall(".//c:pt", NAMESPACES)
        }
        assert cached == {f"{letter}{row}": found[f"{letter}{row}"] for row in (2, 3) if f"{letter}{row}" in found}


def test_text_of_a_chart_is_never_a_formula_and_holds_no_control_character():
    assert cells(HOSTILE)["A2"] == "=1+1"
    root = ET.fromstring(chart_xml(HOSTILE, 12, legend=True))
    words = [node.text for node in root.iterfind(".//c:strCache//c:v", NAMESPACES)]
    assert words[:3] == ["@sum & <b>", "=1+1", "b<script>"]


def test_colours_of_the_palette_are_colours_of_the_theme():
    root = ET.fromstring(chart_xml(HOSTILE, 12, legend=True))
    bar, line = root.findall(".//c:ser", NAMESPACES)
    assert bar.find("c:spPr//a:schemeClr", NAMESPACES).get("val") == "accent2"
    assert line.find("c:spPr//a:srgbClr", NAMESPACES).get("val") == "123456"


def test_the_same_chart_gives_the_same_bytes():
    assert workbook(HOSTILE, date(2026, 11, 22)) == workbook(HOSTILE, date(2026, 11, 22))
