"""A table that is replaced while it is read: the last good one stays."""

from pathlib import Path

import pytest

from atlas.errors import DataError
from components import last_good
from components.last_good import LastGood

A, B = Path("a.csv"), Path("b.csv")


class Disk:
    """Holds what stands in each file; a missing one cannot be read."""

    def __init__(self):
        self.files = {}
        self.asked = 0

    def read(self, path, _marks):
        self.asked += 1
        if path not in self.files:
            raise DataError(f"{path.name}: there is no such file.")
        return self.files[path]


@pytest.fixture
def disk():
    return Disk()


def test_a_file_that_went_away_gives_what_it_held_and_says_why(disk):
    kept = LastGood(disk.read)
    disk.files[A] = "first"
    assert kept.reading(A, ((1, 1),)) == ("first", "")
    del disk.files[A]
    assert kept.reading(A, ((0, 0),)) == ("first", "a.csv: there is no such file.")
    disk.files[A] = "second"
    assert kept.reading(A, ((2, 2),)) == ("second", "")


def test_a_file_that_never_could_be_read_is_an_error_also_beside_another(disk):
    kept = LastGood(disk.read)
    disk.files[A] = "first"
    kept.reading(A, ())
    with pytest.raises(DataError, match=r"b\.csv"):
        kept.reading(B, ())


def test_a_failure_is_asked_for_once_in_a_while_and_not_at_every_look(disk, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(last_good.time, "monotonic", lambda: now[0])
    kept = LastGood(disk.read)
    for _ in range(5):
        with pytest.raises(DataError):
            kept.reading(A, ())
    assert disk.asked == 1
    disk.files[A] = "back, and nothing on it seems to have changed"
    now[0] = last_good.RETRY_S
    assert kept.reading(A, ()).fault == ""
