import json
from datetime import date

import pytest

from atlas.drawing.palette import INK
from atlas.statistics.periods import Period
from atlas.statistics.series import series
from atlas.topics.comparison import words
from atlas.topics.comparison.figures import ROWS, dumbbell, mix_rows, paired_series
from atlas.topics.comparison.measures import Side, compare, mix

BEFORE, AFTER = Period(date(2020, 1, 1), date(2020, 12, 31)), Period(date(2021, 1, 1), date(2021, 6, 30))
NONE = Period(date(2021, 1, 2), date(2021, 1, 1))


def spread(number, year, **change):
    return [{"date_start": f"{year}-{1 + place % 6:02}-10", **change} for place in range(number)]


@pytest.fixture
def sides(tiny):
    left = spread(30, 2020, target_type="civilians") + spread(10, 2020, target_type="Taliban")
    right = [
        *spread(5, 2021, target_type="civilians"),
        *spread(35, 2021, target_type="Taliban", attribution="suspected"),
        *spread(2, 2021, target_type="media"),
    ]
    table = tiny(*left, *right)
    return Side(table.iloc[:40], BEFORE), Side(table.iloc[40:], AFTER)


def drawn_series(sides):
    return [series(side.table, "month", *side.period) for side in sides]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_series_stand_on_one_time_axis_and_one_scale(sides, theme):
    figure = paired_series(*drawn_series(sides), theme=theme)
    assert {(trace.xaxis or "x", trace.yaxis) for trace in figure.data} == {("x", "y"), ("x", "y2")}
    assert figure.layout.yaxis2.matches == "y"
    assert figure.layout.xaxis.range == ("2020-01-01", "2021-07-01")
    heights = [sum(value or 0 for value in trace.y) for trace in figure.data]
    assert heights == [40, 0, 7, 35]
    assert "://" not in figure.to_json()


def test_days_outside_a_period_are_grey(sides):
    figure = paired_series(*drawn_series(sides), theme="light")
    assert [(shape.yref, shape.x0, shape.x1) for shape in figure.layout.shapes] == [
        ("y domain", "2021-01-01", "2021-07-01"),
        ("y2 domain", "2020-01-01", "2021-01-01"),
    ]


def test_the_table_twin_holds_both_series_and_is_empty_outside_a_period(sides):
    twin = words.series_table(*drawn_series(sides))
    assert (twin["incidents (left)"].sum(), twin["incidents (right)"].sum()) == (40, 42)
    assert twin.loc["2020-03-01", "killed_best (left)"] == 7
    assert twin["incidents (right)"].isna().sum() == 12


def test_a_side_without_a_day_is_grey_throughout(sides):
    left, right = sides[0], Side(sides[1].table.iloc[:0], NONE)
    figure = paired_series(*drawn_series((left, right)), theme="light")
    assert figure.layout.shapes[-1].yref == "y2 domain"
    assert "no covered day" in words.series_caption(*drawn_series((left, right)))


def test_the_dumbbell_joins_the_shares_and_shows_the_interval_of_the_difference(sides):
    found = mix(*sides, "target_type")
    rods, left, right, difference = dumbbell(found, {}, theme="light").data
    at = list(found.table.index).index("civilians")
    row = found.table.loc["civilians"]
    assert (left.x[at], right.x[at]) == (row["left_share"], row["right_share"])
    assert list(rods.x[3 * at : 3 * at + 2]) == [left.x[at], right.x[at]]
    assert difference.x[at] == pytest.approx(100 * row["difference"], abs=0.01)
    assert difference.x[at] + difference.error_x.array[at] == pytest.approx(100 * row["high"], abs=0.02)
    assert difference.x[at] - difference.error_x.arrayminus[at] == pytest.approx(100 * row["low"], abs=0.02)


def test_rows_with_too_few_incidents_are_hollow_and_without_interval(sides):
    found = mix(*sides, "target_type")
    _, left, _, difference = dumbbell(found, {}, theme="light").data
    at = list(found.table.index).index("media")
    assert left.marker.symbol[at] == "circle-open"
    assert (difference.error_x.array[at], difference.error_x.arrayminus[at]) == (0, 0)
    assert "too few to say" in difference.customdata[at]
    assert found.table.loc["Taliban", "verdict"] == "uncertain"  # the sure incidents do not agree
    assert difference.marker.color[list(found.table.index).index("Taliban")] != INK["light"]


def test_names_from_data_are_text_and_not_markup(tiny):
    table = tiny(*spread(12, 2020, country="<b>X & Y</b>"), *spread(12, 2021, country="<b>X & Y</b>"))
    found = mix(Side(table.iloc[:12], BEFORE), Side(table.iloc[12:], AFTER), "country")
    text = json.dumps(json.loads(dumbbell(found, {}, theme="dark").to_json()))
    assert "&lt;b>" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;X &amp; Y" in text


def test_only_the_largest_rows_are_drawn_and_the_caption_says_so(tiny):
    many = [{"date_start": f"2020-0{1 + at % 9}-05", "province_id": f"P{at % 20:02}"} for at in range(60)]
    table = tiny(*many, *spread(20, 2021))
    found = mix(Side(table.iloc[:60], BEFORE), Side(table.iloc[60:], AFTER), "province_id")
    assert len(mix_rows(found)) == ROWS
    assert "Not drawn: 9 further rows" in words.mix_caption(found, {}, ROWS)


def test_an_empty_mix_draws_nothing_and_says_why(sides):
    left, right = sides[0], Side(sides[1].table.iloc[:0], AFTER)
    found = mix(left, right, "target_type")
    assert len(dumbbell(found, {}, theme="light").data) == 4
    assert "no mix to compare" in words.mix_caption(found, {}, 2)
    assert dumbbell(mix(right, right, "target_type"), {}, theme="light").layout.height > 0


def test_the_answer_gives_rates_ratio_interval_and_verdict(sides):
    said = words.answer(compare(*sides))
    assert "3.3 (" in said
    assert "times the rate of the left (95% interval" in said
    assert said.endswith("too uncertain to say which is higher.")


def test_the_answer_of_a_clear_difference_names_the_side(tiny):
    table = tiny(*spread(60, 2020), *spread(120, 2021))
    found = compare(Side(table.iloc[:60], BEFORE), Side(table.iloc[60:], AFTER))
    assert words.answer(found).endswith("higher on the right.")
    assert words.difference_table(found).loc["Incidents per month", "Right against left"].startswith("× 4.0 (")


@pytest.mark.parametrize(
    ("period", "said"),
    [(NONE, "holds no day that the table covers"), (AFTER, "No incident on the right: nothing to compare.")],
)
def test_an_empty_side_is_said_and_not_compared(sides, period, said):
    found = compare(sides[0], Side(sides[1].table.iloc[:0], period))
    assert said in words.answer(found)
    assert words.difference_table(found).loc["Incidents", "Right"] == "0"


def test_shared_incidents_and_shared_days_are_said(sides):
    same = compare(sides[0], sides[0])
    assert "40 incidents in both would count twice" in words.answer(same)
    assert "40 incidents in both sides, counted in each." in words.notes(same)
    other = Side(sides[1].table.assign(date_start=sides[0].table["date_start"].iloc[0]), BEFORE)
    assert any("month by month" in note for note in words.notes(compare(sides[0], other)))


def test_notes_name_unequal_periods_and_what_no_side_can_claim(sides):
    said = " ".join(words.notes(compare(*sides), (1, 0)))
    assert "unequally long" in said
    assert "not datable to one side of the edge of the period: 1 on the left." in said
    assert "what was reported, not a census" in said


def test_deaths_are_set_side_by_side_and_never_tested(sides):
    assert "Deaths are not tested" in words.deaths_sentence(compare(*sides))
    assert words.difference_table(compare(*sides)).loc["Killed (best)", "Right against left"] == ""


def test_a_period_of_a_day_is_given_in_days(tiny):
    day = Period(date(2020, 1, 1), date(2020, 1, 1))
    assert words.side_line(compare(Side(tiny({}), day), Side(tiny(), day)).left).startswith("1 day covered.")
