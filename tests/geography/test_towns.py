import pytest

from atlas.errors import DataError
from atlas.geography import towns as module
from atlas.geography.towns import towns


@pytest.fixture(autouse=True)
def fresh():
    towns.cache_clear()
    yield
    towns.cache_clear()


def test_capitals_come_first_and_every_town_has_a_point():
    listed = towns()
    ranks = [rank for *_, rank in listed]
    assert ranks == sorted(ranks)
    assert ("Kabul", 34.528, 69.172, 1) in listed
    assert len({name for name, *_ in listed}) == len(listed)
    assert all(20 < latitude < 55 and 45 < longitude < 90 for _, latitude, longitude, _ in listed)


def test_a_town_that_no_place_stands_for_is_named(tmp_path, monkeypatch):
    path = tmp_path / "towns.csv"
    path.write_text("place,province_id,rank\nKabul,AF-KAB,1\nAtlantis,AF-KAB,2\n", encoding="utf-8")
    monkeypatch.setattr(module, "TOWNS", path)
    with pytest.raises(DataError, match=r"towns\.csv: Atlantis"):
        towns()
