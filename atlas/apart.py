"""Reading a stranger's file apart: in a child process with limits of time and memory, whose end costs nobody else."""

import logging
import math
import multiprocessing
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess, SpawnProcess
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeVar, cast

from atlas.errors import AtlasError, DataError

if sys.platform != "win32":
    import resource

_LOG = logging.getLogger(__name__)
Made = TypeVar("Made")
Tell = Callable[[float, str], None]
"""Is told the share that is done, 0 to 1, and what is being done. It may raise, which ends the work."""

AT_ONCE: Final = 2
"""So many files are read at once in a server; the others wait for their turn."""

MOST_MEGABYTES: Final = 4096
"""No child gets more memory than this."""

LOOK_S: Final = 0.2
"""So often a visitor who waits is told, and may leave."""

PRELOADED: Final = ["atlas.exports.stamp_reader", "atlas.importing.run", "atlas.incidents.versions"]
"""Modules that the mother of the child processes holds ready, so that a child begins within milliseconds."""


class Limits(NamedTuple):
    """What reading a file may cost."""

    seconds: float
    memory_bytes: int
    """How much a child may take beyond what it begins with. Systems other than Linux may not hold it to that."""


def limits_of(size_bytes: int) -> Limits:
    """Return what reading a table of some size may cost.

    An honest export takes a second a megabyte and, packed, some fifty times its size: a small file that asks for more
    is none.
    """
    megabytes = size_bytes / 2**20
    return Limits(10 + 1.5 * megabytes, int(min(256 + 100 * megabytes, MOST_MEGABYTES)) << 20)


Word = Literal["begun", "told", "made", "refused", "heavy", "failed"]
Child = ForkServerProcess | SpawnProcess

START_S: Final = 60.0
"""The first child waits for its mother to read the modules, which counts for no file."""


def silent(_: float, __: str) -> None:
    """Take progress without a word."""


def untold(work: Callable[[], Made], _: Tell) -> Made:
    """Do work that tells nobody of its progress."""
    return work()


def apart(work: Callable[[Tell], Made], limits: Limits, name: str, tell: Tell = silent) -> Made:
    """Do a piece of work in a child process, and return what it gives.

    Parameters
    ----------
    work
        Takes whom to tell of its progress; it and what it gives can be sent to another process.
    limits
        What it may cost.
    name
        The file's name in the messages.
    tell
        Is told of the progress, and while nothing happens told it again.

    Raises
    ------
    DataError
        When the work costs more than the limits, and whatever of its kind the work raised.
    RuntimeError
        When the work failed otherwise; the message holds its trace.
    """
    with _a_turn(tell), tempfile.TemporaryDirectory(prefix="atlas-apart-") as folder:
        here, there = multiprocessing.Pipe(duplex=False)
        child = _process(_work_within, (there, work, limits, folder))
        child.start()
        there.close()
        try:
            return cast("Made", _outcome(here, child, limits, name, tell))
        finally:
            child.kill()
            child.join()
            child.close()
            here.close()


_TURNS = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def _a_turn(tell: Tell) -> Iterator[None]:
    while not _TURNS.acquire(timeout=LOOK_S):
        tell(0.0, "Waiting until other files are read")
    try:
        yield
    finally:
        _TURNS.release()


def _process(target: Callable[..., None], given: tuple[object, ...]) -> Child:
    """Make a child of a mother that holds the modules ready; Windows knows none, and begins each child anew."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn").Process(target=target, args=given, daemon=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context.Process(target=target, args=given, daemon=True)


def _outcome(here: Connection, child: Child, limits: Limits, name: str, tell: Tell) -> object:
    """Listen to the child until it has an outcome, ends, or is late."""
    until, told = time.monotonic() + START_S, (0.0, "Opening the file")
    while time.monotonic() < until:
        tell(*told)
        if not here.poll(LOOK_S):
            continue
        try:
            word, what = here.recv()
        except EOFError:
            child.join(1)
            _LOG.warning("Reading %r ended with code %s", name, child.exitcode)
            raise _heavy(name, limits) from None
        if word == "begun":
            until = time.monotonic() + limits.seconds
        elif word == "told":
            told = what
        else:
            return _settled(word, what, name, limits)
    hint = "Give a smaller file, or read it on your own machine: python -m atlas import."
    raise DataError(f"{name}: reading it takes longer than {limits.seconds:g} seconds.", hint=hint)


def _settled(word: Word, what: object, name: str, limits: Limits) -> object:
    if word == "made":
        return what
    if isinstance(what, AtlasError):
        raise what
    if word == "heavy":
        raise _heavy(name, limits)
    raise RuntimeError(f"Reading {name!r} failed:\n{what}")


def _heavy(name: str, limits: Limits) -> DataError:
    hint = "Give a smaller file, or read it on your own machine: python -m atlas import."
    return DataError(f"{name}: reading it takes more than {limits.memory_bytes >> 20:,} megabytes.", hint=hint)


def _work_within(channel: Connection, work: Callable[[Tell], object], limits: Limits, folder: str) -> None:
    """Do the work in the child, and send its outcome."""
    tempfile.tempdir = folder  # what a child leaves behind that is ended goes with the folder
    _bind(limits)
    channel.send(("begun", None))
    try:
        outcome: tuple[Word, object] = ("made", work(lambda share, words: channel.send(("told", (share, words)))))
        channel.send(outcome)
    except AtlasError as error:
        channel.send(("refused", error))
    except MemoryError:
        channel.send(("heavy", None))
    except Exception:
        channel.send(("failed", traceback.format_exc()))


def _bind(limits: Limits) -> None:
    """Set the limits of this process: processor time, and memory beyond what it has now."""
    if sys.platform == "win32":
        return
    seconds = math.ceil(time.process_time() + limits.seconds) + 1  # what it took to begin counts for no file
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        most = now + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
