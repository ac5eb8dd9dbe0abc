from datetime import date

import numpy as np
import pytest

from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.centres import FEWEST_PER_YEAR, PATH, centres, deviational_ellipse, yearly

QUESTION = Question.at(TALIBAN_TAKEOVER, date(2015, 1, 26), date(2026, 2, 6))
KUNDUZ = {"province_id": "AF-KDZ", "region_id": "af-north-east", "latitude": 36.73, "longitude": 68.86}
VAGUE = {"location_precision": "province", "latitude": None, "longitude": None}
NOWHERE = {"location_precision": "country", "latitude": None, "longitude": None, "province_id": None}


def cloud(number, scale=(2e5, 5e4), turn=30.0, seed=1):
    flat = np.random.default_rng(seed).normal(scale=scale, size=(number, 2))
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return flat @ np.array([[cos, sin], [-sin, cos]])


def test_each_middle_weighs_what_it_says(tiny):
    table = tiny(
        {"killed_best": 1},
        {"killed_best": 1, "attribution": "suspected"},
        {"killed_best": 6, **KUNDUZ, "attribution": "suspected"},
        {"date_start": "2022-01-01", **KUNDUZ},
    )
    found = centres(table, QUESTION)
    town = found.before.mean_sure
    assert (town.longitude, town.latitude) == pytest.approx((70.45, 34.43))
    assert found.after.mean.latitude == pytest.approx(36.73)
    towards_kunduz = (found.after.mean.y - town.y) * np.array([1 / 3, 6 / 8])
    assert found.before.mean.y - town.y == pytest.approx(towards_kunduz[0])
    assert found.before.by_deaths.y - town.y == pytest.approx(towards_kunduz[1])
    assert found.before.median[:2] == pytest.approx((70.45, 34.43))


def test_points_areas_and_what_is_left_out_are_counted(tiny):
    late = {"date_start": "2021-08-01", "date_end": "2021-08-31"}
    found = centres(tiny({}, VAGUE, {"location_precision": "district"}, NOWHERE, late), QUESTION)
    before = found.before
    assert (before.incidents, before.points, before.areas, before.left_out, found.not_datable) == (3, 1, 2, 1, 1)
    assert 0 < before.within_km < 60


def test_points_alone_are_certain_where_they_are(tiny):
    assert centres(tiny({}, KUNDUZ), QUESTION).before.within_km == pytest.approx(0, abs=1e-6)


def test_the_same_table_gives_the_same_draws_in_any_order(tiny):
    table = tiny({}, VAGUE, VAGUE, {**KUNDUZ, **VAGUE}, {"location_precision": "district"})
    first, second, turned = (centres(each, QUESTION).before for each in (table, table, table.iloc[::-1]))
    assert first == second
    assert turned.within_km == pytest.approx(first.within_km)


def test_an_empty_period_has_no_middle(tiny):
    found = centres(tiny({}, NOWHERE), QUESTION)
    after = found.after
    assert (after.incidents, after.mean, after.by_deaths, after.median, after.spread) == (0, None, None, None, None)
    assert after.spread_lacks == "no located incident"
    assert centres(tiny({}).iloc[:0], QUESTION).before.incidents == 0


def test_deaths_that_nobody_counted_give_no_centre_by_deaths(tiny):
    unknown = {"killed_low": None, "killed_best": None, "killed_high": None}
    assert centres(tiny(unknown), QUESTION).before.by_deaths is None


def test_the_mean_of_the_sure_needs_a_sure_one(tiny):
    assert centres(tiny({"attribution": "disputed"}), QUESTION).before.mean_sure is None


def test_the_deviational_ellipse_follows_the_main_axes():
    xy = cloud(400) + np.array([2e5, -2.7e5])
    found, lacks = deviational_ellipse(xy)
    spread, axes = np.linalg.eigh(np.cov(xy.T))
    correction = np.sqrt(2 * 399 / 398)
    assert lacks == ""
    assert found.angle == pytest.approx(np.degrees(np.arctan2(axes[1, 1], axes[0, 1])) % 180)
    assert (found.semi_minor, found.semi_major) == pytest.approx(tuple(np.sqrt(spread) * correction))
    assert (found.centre_x, found.centre_y) == pytest.approx(tuple(xy.mean(axis=0)))


@pytest.mark.parametrize("turn", [0.0, 90.0])
def test_axes_along_the_grid_are_no_trap(turn):
    square = np.array([(x, y) for x in (-3e5, -1e5, 1e5, 3e5) for y in (-1e4, 1e4, 2e4, -2e4)])
    found, _ = deviational_ellipse(square if turn == 0.0 else square[:, ::-1])
    assert found.angle == pytest.approx(turn)
    assert found.semi_major > 5 * found.semi_minor


def test_nine_points_one_place_and_a_line():
    assert deviational_ellipse(cloud(9)) == (None, "fewer than 10 located incidents")
    assert deviational_ellipse(np.full((12, 2), 5e4)) == (None, "all incidents lie in one place")
    line = np.column_stack([np.arange(12.0), np.arange(12.0)]) * 1e4
    found, _ = deviational_ellipse(line)
    assert (found.semi_minor, found.angle) == pytest.approx((0, 45), abs=1e-3)


def test_incidents_in_one_place_have_a_centre_there(tiny):
    rows = [{"date_start": f"2020-{month:02}-05"} for month in range(1, 13)]
    before = centres(tiny(*rows), QUESTION).before
    assert before.spread_lacks == "all incidents lie in one place"
    assert before.median[:2] == pytest.approx((70.45, 34.43))
    assert before.confidence.semi_major < 10_000


def test_the_path_skips_years_with_too_few_and_the_edges_of_the_question(tiny):
    busy = [{"date_start": f"2019-{month:02}-05", **KUNDUZ} for month in range(1, 11)]
    rows = [*busy, {"date_start": "2020-01-01"}, {"date_start": "2014-06-01"}, NOWHERE]
    path = yearly(tiny(*rows), QUESTION)
    assert path.index.tolist() == list(range(2015, 2027))
    assert tuple(path.columns) == PATH
    assert path.index[~path["too_few"]].tolist() == [2019]
    assert path.loc[2019, "latitude"] == pytest.approx(36.73)
    assert path.loc[2019, "semi_major"] > 0
    assert path.loc[2020, ["incidents", "left_out"]].tolist() == [1, 1]
    assert np.isnan(path.loc[2020, "latitude"])
    assert path["incidents"].sum() == len(busy) + 1
    assert len(busy) == FEWEST_PER_YEAR


def test_a_year_in_one_month_has_a_centre_without_an_ellipse(tiny):
    path = yearly(tiny(*[{"date_start": f"2019-03-{day:02}"} for day in range(1, 13)]), QUESTION)
    assert path.loc[2019, "latitude"] == pytest.approx(34.43)
    assert np.isnan(path.loc[2019, "semi_major"])


def test_operations_count_once_in_the_mean(tiny):
    burst = [{**KUNDUZ, "operation_id": "OP-1"}] * 9
    table = tiny({}, *burst)
    means = [centres(table, QUESTION.moved(unit=unit)).before.mean.latitude for unit in ("incidents", "operations")]
    assert means[0] == pytest.approx(36.5, abs=0.05)
    assert means[1] == pytest.approx(35.58, abs=0.05)


def test_a_question_without_days_has_no_path(tiny):
    nothing = Period(date(2020, 1, 1), date(2019, 1, 1))
    assert yearly(tiny({}), QUESTION.moved(before=nothing, after=nothing)).empty
