import json
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from atlas.drawing import palette, time_figures
from atlas.drawing.moments import LABEL_SHARE, shown
from atlas.statistics.province_counts import YearTable, by_year_and_province
from atlas.statistics.series import rolling, series

COVERS = (date(2021, 6, 10), date(2021, 10, 20))
MOMENTS = pd.DataFrame(
    {
        "date": ["2021-08-26", "2021-08-15", "2019-05-10"],
        "label": ["Kabul airport", "Taliban enter Kabul", "Before the table"],
    }
)
NAMES = {"AF-NAN": "Nangarhar", "AF-KAB": "Kabul", "AF-KDZ": "Kunduz", "af-east": "East", "af-central": "Central"}


@pytest.fixture
def table(tiny):
    kabul = {"province_id": "AF-KAB", "region_id": "af-central"}
    return tiny(
        {"date_start": "2021-06-20"},
        {"date_start": "2021-08-26", **kabul, "killed_low": 170, "killed_best": 182, "killed_high": 183},
        {"date_start": "2021-08-08", **kabul, "attribution": "suspected"},
        {"date_start": "2021-10-08", "province_id": "PK-BA", "region_id": "pk-punjab", "country": "Pakistan"},
        {"date_start": "2021-10-15", "province_id": None, "region_id": None},
    )


@pytest.fixture
def months(table):
    return series(table, "month", *COVERS)


def drawn(figure):
    """Give the figure as the browser gets it."""
    return json.loads(figure.to_json())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_timeline_by_month(months, theme, snapshot):
    figure = time_figures.timeline(months, theme=theme, rolling=rolling(months.complete(), 2, 3), moments=MOMENTS)
    assert drawn(figure) == snapshot


def test_timeline_by_region(table, snapshot):
    grouped = series(table, "quarter", *COVERS, by="region_id")
    assert drawn(time_figures.timeline(grouped, theme="light", names=NAMES)) == snapshot


def test_timeline_of_deaths(months, snapshot):
    assert drawn(time_figures.timeline(months, theme="light", measure="killed")) == snapshot


def test_deaths_band(months, snapshot):
    assert drawn(time_figures.deaths_band(months, theme="dark", moments=MOMENTS)) == snapshot


def test_heatmap(table, snapshot):
    years = by_year_and_province(table, *COVERS)
    figure = time_figures.heatmap(years, NAMES, ["AF-KAB", "AF-NAN", "AF-KDZ"], theme="light", years=[2020, 2021])
    assert drawn(figure) == snapshot


def test_spark(months, snapshot):
    assert drawn(time_figures.spark(months, theme="dark")) == snapshot


def test_sure_and_unsure_incidents_add_up_and_look_different(months):
    sure, unsure = time_figures.timeline(months, theme="light").data
    assert [(a or 0) + (b or 0) for a, b in zip(sure.y, unsure.y, strict=True)] == months.counts["incidents"].tolist()
    assert sure.marker.pattern.shape is None
    assert unsure.marker.pattern.shape == "/"


def test_bins_covered_in_part_are_paler_and_say_so(months):
    bars = time_figures.timeline(months, theme="light").data[0]
    assert bars.marker.opacity == (0.45, 1, 1, 1, 0.45)
    assert bars.customdata == (" (only 21 days covered)", "", "", "", " (only 20 days covered)")


def test_a_group_keeps_its_colour_whatever_else_is_shown(table):
    for part in (table, table.iloc[1:3]):
        layers = time_figures.timeline(series(part, "month", *COVERS, by="region_id"), theme="light", names=NAMES).data
        hue = next(layer.marker.color for layer in layers if layer.name == "Central")
        assert hue == palette.colour("region_id", "af-central")


def test_groups_without_a_hue_are_gathered_and_nothing_is_lost(table):
    grouped = series(table, "month", *COVERS, by="region_id")
    layers = time_figures.timeline(grouped, theme="light", names=NAMES).data
    assert [layer.name for layer in layers] == ["East", "Central", "2 others"]
    assert layers[-1].marker.color == palette.OTHER
    assert sum(sum(filter(None, layer.y)) for layer in layers) == len(table)


def test_a_single_group_without_a_hue_keeps_its_name(table):
    layers = time_figures.timeline(
        series(table.iloc[:4], "month", *COVERS, by="region_id"), theme="light", names=NAMES
    ).data
    assert [layer.name for layer in layers] == ["East", "Central", "pk-punjab"]
    assert layers[-1].marker.color == palette.OTHER


def test_provinces_have_no_fixed_hue_and_the_largest_come_first(table):
    layers = time_figures.timeline(series(table, "month", *COVERS, by="province_id"), theme="light", names=NAMES).data
    assert layers[0].name == "Kabul"
    assert len({layer.marker.color for layer in layers}) == len(layers)


def test_moments_outside_the_axis_are_left_out_and_the_rest_numbered_in_order(months):
    figure = time_figures.timeline(months, theme="light", moments=MOMENTS)
    assert [note.text for note in figure.layout.annotations] == ["1", "2"]
    assert figure.layout.annotations[0].hovertext == "1  15 August 2021: Taliban enter Kabul"
    assert [line.x0 for line in figure.layout.shapes] == ["2021-08-15", "2021-08-26"]


def test_numbers_of_moments_never_collide():
    days = [*pd.date_range("2021-01-01", periods=6, freq="9D"), pd.Timestamp("2021-11-01")]
    moments = pd.DataFrame({"date": days, "label": list("abcdefg")})
    points = shown(moments, date(2021, 1, 1), date(2021, 12, 31))
    for row in {point.row for point in points}:
        places = [point.day.toordinal() for point in points if point.row == row]
        assert all(after - before >= LABEL_SHARE * 364 for before, after in pairwise(places))
    assert [point.number for point in points] == list(range(1, 8))


def test_weeks_are_drawn_from_monday(table):
    bars = time_figures.timeline(series(table, "week", *COVERS), theme="light").data[0]
    assert date.fromisoformat(bars.xperiod0).isoweekday() == 1
    assert all(date.fromisoformat(day).isoweekday() == 1 for day in bars.x)


def test_the_band_encloses_the_best_estimate(months):
    high, low, best = time_figures.deaths_band(months, theme="light").data
    assert all(a <= b <= c for a, b, c in zip(low.y, best.y, high.y, strict=True))
    assert low.fill == "tonexty"


def test_a_heatmap_tells_zero_from_not_covered(table):
    years = by_year_and_province(table, *COVERS)
    cells = time_figures.heatmap(years, NAMES, ["AF-KAB", "AF-KDZ"], theme="dark", years=[2020, 2021])
    assert cells.data[0].z == ([None, 2], [None, 0])
    assert list(cells.data[1].text) == ["2", "0"]
    assert list(zip(cells.data[1].x, cells.data[1].y, strict=True)) == [("2021*", "Kabul"), ("2021*", "Kunduz")]
    assert cells.data[0].customdata[0] == ["2020: not covered", "2021: 2 incidents, a year covered in part"]
    assert cells.layout.plot_bgcolor == palette.NOT_COVERED["dark"]
    assert cells.data[0].colorscale[0] == (0.0, palette.ZERO["dark"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_counts_in_cells_are_readable(theme):
    counts = pd.DataFrame({2020: [0, 1, 2, 4], 2021: [8, 16, 32, 99]}, index=list("abcd"))
    table = YearTable(counts, (), 0, 0, 0)
    labels = time_figures.heatmap(table, {}, list("abcd"), theme=theme).data[1]
    shades = [palette.shade(int(text), theme) for text in labels.text]
    assert min(palette.contrast(*pair) for pair in zip(labels.textfont.color, shades, strict=True)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_fetched_and_the_ground_is_transparent(table, months, theme):
    grouped = series(table, "month", *COVERS, by="attack_type")
    years = by_year_and_province(table, *COVERS)
    every = [
        time_figures.timeline(months, theme=theme, moments=MOMENTS),
        time_figures.timeline(grouped, theme=theme),
        time_figures.deaths_band(months, theme=theme),
        time_figures.heatmap(years, NAMES, ["AF-KAB"], theme=theme),
        time_figures.spark(months, theme=theme),
    ]
    for figure in every:
        text = figure.to_json()
        assert "://" not in text
        assert {trace.type for trace in figure.data} <= {"bar", "scatter", "heatmap"}
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.font.color == palette.INK[theme]
        assert figure.layout.title.text is None


def test_a_selection_without_a_day_draws_an_empty_figure(table):
    empty = series(table, "month", *COVERS, start=date(2030, 1, 1))
    for figure in (
        time_figures.timeline(empty, theme="light", moments=MOMENTS, rolling=rolling(empty.complete(), 2, 3)),
        time_figures.deaths_band(empty, theme="light", moments=MOMENTS),
        time_figures.spark(empty, theme="light"),
    ):
        assert all(not trace.x for trace in figure.data)
    years = by_year_and_province(table, *COVERS, start=date(2030, 1, 1))
    assert time_figures.heatmap(years, NAMES, [], theme="light").data[0].z == ()


def test_no_button_leads_to_another_host():
    assert time_figures.CONFIG["displaylogo"] is False
    (buttons,) = time_figures.CONFIG["modeBarButtons"]
    assert set(buttons) == {"zoomIn2d", "zoomOut2d", "resetScale2d"}
