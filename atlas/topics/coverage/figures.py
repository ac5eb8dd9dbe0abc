"""The figures of the coverage: capture ratios over time, per count and per year, and how reporting changed."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas, mark_moments
from atlas.drawing.draft import Plain
from atlas.drawing.labelled_rows import Row, labelled_rows
from atlas.drawing.lanes import lanes
from atlas.drawing.moments import shown
from atlas.drawing.palette import AZURE, BLUE, CRIMSON, MAUVE, OTHER, ZERO, Theme, ink_on, sequential
from atlas.topics.coverage.measures import Break, Yearly
from atlas.topics.coverage.words import counted_label, held_of, ratio, span_of_days
from atlas.topics.shift.measures.coverage import Replication, Scenario

HIGHEST = 1.5
"""Ratios above it are drawn there: that the table has more than a narrow count needs no scale."""

_CELL_PX = 34
_TITLE_PX = 20
_PRECISIONS = {"site": BLUE, "town": BLUE, "district": AZURE, "province": MAUVE, "country": OTHER}
_MEASURES: tuple[tuple[str, Callable[[Yearly], float | None], str], ...] = (
    ("independent sources per incident", lambda each: each.families, ".1f"),
    ("share claimed by the group", lambda each: each.claimed, ".0%"),
    ("mean days to the first dated source", lambda each: each.lag_days, ".1f"),
)
MONTHS_OF_A_BAR = 300 * 86_400_000
"""Width of a bar of a year on a date axis, in milliseconds."""


def capture_lanes(
    captured: pd.DataFrame, breaks: Sequence[Break], span: tuple[date, date], *, theme: Theme
) -> go.Figure:
    """Draw each published count as a line over its period at the height of its capture ratio, a lane per definition."""
    drawn = captured[captured["ratio_high"].notna()]
    definitions = list(dict.fromkeys(drawn["definition"]))
    figure = lanes(definitions, theme=theme)
    for place, definition in enumerate(definitions, start=1):
        for _, row in drawn[drawn["definition"] == definition].iterrows():
            _draw_count(figure, row, place)
        figure.update_yaxes(row=place, col=1, range=[0, HIGHEST * 1.05], tickvals=[0, 0.5, 1], tickformat=".0%")
    return _dated(figure, breaks, span, theme)


def _draw_count(figure: go.Figure, row: pd.Series, place: int) -> None:
    """Draw a count: a line over its days, thick from the low to the high ratio at its middle."""
    low, high = (min(row[f"ratio_{end}"], HIGHEST) for end in ("low", "high"))
    first, last = row["period_start"].date(), row["period_end"].date()
    middle = first + (last - first) / 2
    said = escape(f"{counted_label(row)}: {held_of(row)}", quote=False)
    days = [each.isoformat() for each in (first, last, middle, middle)]
    figure.add_trace(
        go.Scatter(
            x=[*days[:2], None, *days[2:]], y=[high, high, None, low, high], mode="lines", hoverinfo="skip",
            line={"color": BLUE, "width": 2}, opacity=0.7, showlegend=False,
        ),
        row=place, col=1,
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=[middle.isoformat()], y=[high], mode="markers", marker={"color": BLUE, "size": 8}, hovertext=[said],
            hovertemplate="%{hovertext}<extra></extra>", showlegend=False,
        ),
        row=place, col=1,
    )  # fmt: skip


def capture_rows(captured: pd.DataFrame, *, theme: Theme) -> go.Figure:
    """Draw one row per published count: the part of it that the table holds, and both numbers."""
    rows = [
        Row(
            counted_label(row), min(row["ratio_low"], HIGHEST), min(row["ratio_high"], HIGHEST), held_of(row), BLUE,
            note=row["scope"],
        )
        for _, row in captured[captured["ratio_high"].notna()].iterrows()
    ]  # fmt: skip
    figure = labelled_rows(rows, "part of the published count that the table holds", theme=theme)
    return figure.update_xaxes(tickformat=".0%", range=[-0.03, HIGHEST * 1.35], tickvals=[0, 0.5, 1])


def share_rows(lists: Sequence[Replication], *, theme: Theme) -> go.Figure:
    """Draw the share of a region by each list of others, over that by this table in the same days."""
    rows = []
    for each in lists:
        days = span_of_days(pd.Timestamp(each.days.first), pd.Timestamp(each.days.last))
        low, high = each.inside / each.total, (each.inside + each.unlisted) / each.total
        ours = each.ours_inside / each.ours
        said = f"{ratio(low, high)} of {each.total}"
        rows.append(Row(f"{each.who}, {days}", low, high, said, CRIMSON, group="others", note=each.scope))
        said = f"{ratio(ours, ours)} of {each.ours}"
        rows.append(Row(f"This table, {days}", ours, ours, said, BLUE, group="this table"))
    return labelled_rows(rows, "share of the region", theme=theme).update_xaxes(tickformat=".0%")


def scenario_rows(scenarios: Sequence[Scenario], *, theme: Theme) -> go.Figure:
    """Draw the probability of a rise for each share that the missing incidents of the region may have."""
    rows = [
        Row(f"{each.share:.0%} of the missing in the region", each.p_rise, each.p_rise, f"{each.p_rise:.3f}", BLUE)
        for each in scenarios
    ]
    figure = labelled_rows(rows, "probability of a rise", theme=theme)
    return figure.update_xaxes(tickformat=".2f", range=[-0.03, 1.25], tickvals=[0, 0.5, 1])


def capture_years(by_year: pd.DataFrame, years: Sequence[int], *, theme: Theme) -> go.Figure:
    """Draw the capture ratio per definition and year as cells with their percentages; grey where nobody counted."""
    definitions = list(dict.fromkeys(by_year["definition"]))
    cells = {(row["definition"], row["year"]): row for _, row in by_year.iterrows()}
    shades = sequential(theme)
    figure = canvas(theme, 70 + _CELL_PX * max(len(definitions), 1))
    heights = [
        [_part(cells[each, year]["ratio_high"]) if (each, year) in cells else None for year in years]
        for each in definitions
    ]
    across = [f"’{year % 100:02d}" for year in years]
    figure.add_trace(
        go.Heatmap(
            x=across, y=definitions, z=heights, xgap=1, ygap=1, showscale=False, zmin=0, zmax=1,
            colorscale=[[at / (len(shades) - 1), shade] for at, shade in enumerate(shades)], hoverinfo="skip",
        )
    )  # fmt: skip
    written = [(f"’{year % 100:02d}", each, row) for (each, year), row in cells.items()]
    figure.add_trace(
        go.Scatter(
            x=[year for year, _, _ in written], y=[each for _, each, _ in written], mode="text",
            text=[f"{100 * row['ratio_high']:.0f}" for _, _, row in written],
            textfont={"size": 11, "color": [_ink(_part(row["ratio_high"]), shades) for _, _, row in written]},
            hovertext=[f"{row['year']}, {each}: {ratio(row['ratio_low'], row['ratio_high'])}, "
                       f"published counts: {row['counts']}" for _, each, row in written],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    axis: Plain = {
        "type": "category",
        "showgrid": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 11},
    }
    figure.update_xaxes(
        side="top", categoryorder="array", categoryarray=across, range=[-0.5, len(across) - 0.5], **axis
    )
    figure.update_yaxes(range=[len(definitions) - 0.5, -0.5], categoryarray=definitions, **axis)
    return figure.update_layout(plot_bgcolor=ZERO[theme], margin={"t": 30}, showlegend=False)


def _part(value: float) -> float:
    return min(float(value), 1.0)


def _ink(part: float, shades: Sequence[str]) -> str:
    return ink_on(shades[round(part * (len(shades) - 1))])


def reporting_lanes(
    years: Sequence[Yearly], mix: pd.DataFrame, breaks: Sequence[Break], span: tuple[date, date], *, theme: Theme
) -> go.Figure:
    """Draw how the incidents of each year were reported, a lane per measure, with the breaks."""
    titles = [title for title, _, _ in _MEASURES]
    figure = lanes([*titles, "located to a town or better, a district, a province, the country"], theme=theme)
    at = [f"{each.year}-07-02" for each in years]
    for place, (_, value, form) in enumerate(_MEASURES, start=1):
        heights = [value(each) for each in years]
        figure.add_trace(
            go.Scatter(
                x=at, y=heights, mode="lines+markers", line={"color": BLUE, "width": 2}, marker={"size": 7},
                connectgaps=False, customdata=[each.incidents for each in years], showlegend=False,
                hovertemplate=f"%{{x|%Y}}: %{{y:{form}}} (incidents: %{{customdata}})<extra></extra>",
            ),
            row=place, col=1,
        )  # fmt: skip
        most = max((height for height in heights if height is not None), default=1) or 1
        figure.update_yaxes(row=place, col=1, range=[0, most * 1.2], tickformat=form, nticks=4)
    _draw_mix(figure, mix, at, len(titles) + 1)
    figure.update_layout(barmode="stack")
    return _dated(figure, breaks, span, theme)


def _draw_mix(figure: go.Figure, mix: pd.DataFrame, at: Sequence[str], place: int) -> None:
    """Draw the shares of the location precisions as stacked bars, from the best below to the worst above."""
    shares = mix.div(mix.sum(axis="columns").where(lambda sums: sums > 0), axis="index")
    for name, hue in _PRECISIONS.items():
        if name in shares:
            figure.add_trace(
                go.Bar(
                    x=list(at), y=shares[name].fillna(0).tolist(), name=name, marker={"color": hue},
                    width=MONTHS_OF_A_BAR, showlegend=False,
                    hovertemplate=f"%{{x|%Y}}, {name}: %{{y:.0%}}<extra></extra>",
                ),
                row=place, col=1,
            )  # fmt: skip
    figure.update_yaxes(row=place, col=1, range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%")


def _dated(figure: go.Figure, breaks: Sequence[Break], span: tuple[date, date], theme: Theme) -> go.Figure:
    """Let the axis run over a span of time and mark the breaks with numbers."""
    figure.update_xaxes(type="date", range=[day.isoformat() for day in span])
    marks = pd.DataFrame({"date": pd.to_datetime([each.day for each in breaks]), "label": [e.title for e in breaks]})
    mark_moments(figure, marks, span, theme)
    # The numbers of the breaks stand above the title of the first lane.
    for note in figure.layout.annotations[-number:] if (number := len(shown(marks, *span))) else ():
        note.yshift += _TITLE_PX
    return figure.update_layout(margin={"t": figure.layout.margin.t + _TITLE_PX})
