"""A file that others replace while it is read: what could be read of it last is kept until it can be read again."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from atlas.errors import AtlasError

Found = TypeVar("Found")
Marks = tuple[tuple[int, int], ...]
"""When each file was last changed and its size: what was read stays true while they stay the same."""

RETRY_S = 5.0
"""A file that could not be read is tried again after so long even where nothing on it seems to have changed."""


class Reading(NamedTuple, Generic[Found]):
    """What was read, and why it is not what stands in the file now; empty where it is."""

    found: Found
    fault: str = ""


class _Refused(NamedTuple):
    asked: tuple[Path, Marks]
    error: AtlasError
    at_s: float


class LastGood(Generic[Found]):
    """Reads a file, and gives the last good reading of the same file while it is missing or wrong.

    Only the file that was read last is kept.
    """

    def __init__(self, read: Callable[[Path, Marks], Found]) -> None:
        self._read = read
        self._good: tuple[Path, Found] | None = None
        self._refused: _Refused | None = None

    def reading(self, path: Path, marks: Marks) -> Reading[Found]:
        """Read the file, or return what was read of it before with the reason.

        Raises
        ------
        AtlasError
            When it cannot be read and never could be.
        """
        error = self._known(path, marks)
        if error is None:
            try:
                found = self._read(path, marks)
            except AtlasError as refused:
                error = refused
                self._refused = _Refused((path, marks), refused, time.monotonic())
            else:
                self._good, self._refused = (path, found), None
                return Reading(found)
        if self._good is None or self._good[0] != path:
            raise error
        return Reading(self._good[1], error.message)

    def _known(self, path: Path, marks: Marks) -> AtlasError | None:
        """Return the error of an attempt a moment ago: a page asks a dozen times."""
        refused = self._refused
        recent = refused is not None and time.monotonic() - refused.at_s < RETRY_S
        return refused.error if refused is not None and recent and refused.asked == (path, marks) else None
