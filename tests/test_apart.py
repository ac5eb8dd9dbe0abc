"""Work on a stranger's file, done apart: it costs no more than its limits, and its end is a sentence."""

import os
import tempfile
import time
from functools import partial
from pathlib import Path

import pytest

from atlas.apart import Limits, apart, limits_of, untold
from atlas.errors import DataError

USUAL = Limits(20, 200 << 20)


def doubled(number, tell):
    tell(0.5, "Half of it")
    return 2 * number


def sleeping(seconds, _tell):
    time.sleep(seconds)


def greedy(_tell):
    return len(bytearray(1 << 40))


def refusing(_tell):
    raise DataError("a.csv: row 3 is wrong.", hint="Mend it.")


def failing(_tell):
    raise KeyError("/srv/secret")


def ended(_tell):
    os._exit(3)


def littering(_tell):
    return tempfile.mkdtemp()


def test_what_the_work_gives_comes_back_and_its_progress_is_told():
    told = []
    assert apart(partial(doubled, 21), USUAL, "a.csv", lambda *words: told.append(words)) == 42
    assert told[0] == (0.0, "Opening the file")
    assert apart(partial(untold, partial(int, "7")), USUAL, "a.csv") == 7


def test_work_that_takes_too_long_is_ended():
    began = time.monotonic()
    with pytest.raises(DataError, match=r"^a\.csv: reading it takes longer than 0\.5 seconds\. Give a smaller"):
        apart(partial(sleeping, 60), USUAL._replace(seconds=0.5), "a.csv")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("work", [greedy, ended])
def test_work_that_takes_too_much_or_dies_is_one_sentence(work):
    with pytest.raises(DataError, match=r"^a\.csv: reading it takes more than 200 megabytes\."):
        apart(work, USUAL, "a.csv")


def test_what_the_work_refuses_is_refused_here_with_its_remedy():
    with pytest.raises(DataError) as refused:
        apart(refusing, USUAL, "a.csv")
    assert (refused.value.message, refused.value.hint) == ("a.csv: row 3 is wrong.", "Mend it.")


def test_a_failure_that_nobody_foresaw_carries_its_trace_for_the_log():
    with pytest.raises(RuntimeError, match="KeyError"):
        apart(failing, USUAL, "a.csv")


def test_what_it_leaves_behind_goes_with_it():
    assert not Path(apart(littering, USUAL, "a.csv")).parent.exists()


def test_a_visitor_who_leaves_ends_the_work_and_frees_the_turn():
    class Left(Exception):  # noqa: N818
        pass

    def leave(*_):
        raise Left

    for _ in range(5):  # more often than files are read at once
        with pytest.raises(Left):
            apart(partial(sleeping, 60), USUAL, "a.csv", leave)


def test_a_small_file_may_not_ask_for_much():
    assert limits_of(1000).memory_bytes < 300 << 20
    assert limits_of(1000).seconds < 15
    assert limits_of(400 << 20).memory_bytes == 4096 << 20
