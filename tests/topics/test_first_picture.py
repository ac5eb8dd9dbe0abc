"""The first picture of the board shows where incidents lie, also where there are none."""

import re

import numpy as np

from atlas.statistics.circles import Circles
from atlas.topics.board.figures.first_picture import HEIGHT, LARGEST, WIDTH, first_picture


def circles(*rows: tuple[float, float, int]) -> Circles:
    latitude, longitude, incidents = (np.array([row[at] for row in rows]) for at in range(3))
    whole = [np.round(1000 * axis).astype(np.int64) for axis in (latitude, longitude)]
    words = np.array([""] * len(rows), dtype=object)
    counts = incidents.astype(np.int64)
    return Circles(*whole, counts, counts, counts, counts, words, words)


def marks(picture: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'cx="(-?[\d.]+)" cy="(-?[\d.]+)" r="([\d.]+)"', picture)
    return [tuple(map(float, row)) for row in found]


def test_north_is_up_and_the_area_of_a_mark_grows_with_its_incidents():
    kabul, kunduz = marks(first_picture(circles((34.5, 69.2, 100), (36.7, 68.9, 25))))
    assert kunduz[1] < kabul[1]
    assert kunduz[0] < kabul[0]
    assert (kabul[2], kunduz[2]) == (LARGEST, LARGEST / 2)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y, _ in (kabul, kunduz))


def test_a_place_far_from_nearly_all_others_is_outside_the_first_view():
    assert len(marks(first_picture(circles((34.5, 69.2, 1000), (36.7, 68.9, 900), (55.7, 37.6, 1))))) == 2


def test_without_any_place_the_region_is_drawn():
    empty = circles((34.5, 69.2, 1))._replace(**{name: np.array([], dtype=np.int64) for name in (
        "latitude", "longitude", "incidents")})  # fmt: skip
    assert first_picture(empty).count("<path") == 2
