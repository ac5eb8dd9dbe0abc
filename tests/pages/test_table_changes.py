"""The table changes under an open page: half written or gone it stays as it was, with a notice; replaced it is new."""

import shutil

import pytest

from atlas import settings
from atlas.geography import provinces
from atlas.incidents import kept
from atlas.pages import PAGES
from tests.tables.small import TABLES, at, days, spread, write
from tests.visits import opened, text

NOTICE = "Shown is what it held before"
MANY = TABLES["one year"]


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Write a table that the atlas opens."""
    path = write(MANY, tmp_path / "own.csv")
    monkeypatch.setenv("ATLAS_EVENTS", str(path))
    return path


def gone(path):
    path.unlink()


def half_written(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 60])


def emptied(path):
    path.write_bytes(b"")


def metadata_half_written(path):
    path.with_name(f"{path.name}-metadata.json").write_text('{"dc:title": "')


@pytest.mark.parametrize("fault", [gone, half_written, emptied, metadata_half_written])
def test_the_last_good_table_stays_with_a_notice_until_it_can_be_read_again(table, fault):
    before = table.read_bytes()
    app = opened("method")
    assert NOTICE not in text(app)
    fault(table)
    app.run()
    assert not app.exception
    assert "24 valid rows" in text(app)
    assert NOTICE in text(app)
    assert str(table.parent) not in text(app)
    table.write_bytes(before)
    table.with_name(f"{table.name}-metadata.json").unlink(missing_ok=True)
    app.run()
    assert NOTICE not in text(app)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_lives_on_without_the_file(table, address):
    opened("method")
    gone(table)
    app = opened(address)
    assert not app.exception
    assert NOTICE in text(app)


@pytest.mark.parametrize("address", ["", "shift", "borders", "compare", "timeline", "incidents"])
def test_a_page_that_is_open_takes_a_table_of_other_days(table, address):
    app = opened(address)
    write(spread(["AF-KAB"], days("2024-01-01", 6)), table)
    app.run()
    assert not app.exception
    write([at("AF-KAB", "2016-05-01")], table)
    app.run()
    assert not app.exception
    assert "1 May 2016" in text(app)


@pytest.fixture
def boundaries(tmp_path, monkeypatch):
    """Let the atlas read a copy of its boundaries, as if it had just started."""
    folder = tmp_path / "geodata"
    shutil.copytree(settings.GEODATA, folder)
    monkeypatch.setattr(provinces, "GEODATA", folder)
    monkeypatch.setattr(kept, "GEODATA", folder)
    cached = [each for room in (provinces, kept) for each in vars(room).values() if hasattr(each, "cache_clear")]
    for each in cached:
        each.cache_clear()
    yield folder
    for each in cached:
        each.cache_clear()


def test_boundaries_that_are_cut_short_are_named_with_the_remedy(table, boundaries):
    path = boundaries / "units.geojson"
    path.write_bytes(path.read_bytes()[:2000])
    app = opened("map")
    assert not app.exception
    assert "The atlas cannot show this" in text(app)
    assert app.info
    assert str(boundaries) not in text(app)
