"""A step of the load test: servers, viewers, and the memory of the servers while they play."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from benchmarks.load.proxy import proxied
from benchmarks.load.viewers import Plan, Played, play, quantile
from benchmarks.servers import Served, served_atlas

SAMPLE_S = 2.0


class Site(NamedTuple):
    """What the viewers visit: one process, or several behind nginx."""

    port: int
    servers: tuple[Served, ...]


class Step(NamedTuple):
    """What a step measured."""

    processes: int
    viewers: int
    every: float
    played: Played
    memory: tuple[tuple[float, int], ...]
    """Resident bytes of all processes, with the seconds from the start of the step."""

    @property
    def per_second(self) -> float:
        """How many reruns were finished per second."""
        return len(self.played.reruns) / self.played.seconds

    def waited(self, share: float) -> float:
        """Give the seconds that a share of the reruns did not exceed; infinite where there was none."""
        waits = [rerun.seconds for rerun in self.played.reruns]
        return quantile(waits, share) if waits else float("inf")

    @property
    def growth(self) -> float:
        """How much memory grew, as a share: mean of the last quarter of the samples over that of the second."""
        sizes = [size for _, size in self.memory]
        quarter = max(1, len(sizes) // 4)
        second = sizes[quarter : 2 * quarter] or sizes
        return mean(sizes[-quarter:]) / mean(second) - 1


@contextmanager
def site(processes: int, table: Path | None) -> Iterator[Site]:
    """Serve the atlas from so many processes; more than one stand behind nginx."""
    with ExitStack() as stack:
        servers = tuple(stack.enter_context(served_atlas(table)) for _ in range(processes))
        ports = [server.port for server in servers]
        yield Site(stack.enter_context(proxied(ports)) if processes > 1 else ports[0], servers)


def step(where: Site, viewers: int, seconds: float, every: float) -> Step:
    """Let viewers play, and watch the memory of the servers meanwhile."""
    with _watched(where.servers) as memory:
        played = play(Plan(where.port, viewers, seconds, every))
    return Step(len(where.servers), viewers, every, played, tuple(memory))


@contextmanager
def _watched(servers: Sequence[Served]) -> Iterator[list[tuple[float, int]]]:
    """Sample the resident memory of all servers until the end."""
    samples: list[tuple[float, int]] = []
    over = threading.Event()

    def sample() -> None:
        passed = 0.0
        while not over.wait(SAMPLE_S):
            passed += SAMPLE_S
            samples.append((passed, sum(server.memory() for server in servers)))

    watcher = threading.Thread(target=sample, name="memory", daemon=True)
    watcher.start()
    try:
        yield samples
    finally:
        over.set()
        watcher.join()
        if not samples:
            samples.append((0.0, sum(server.memory() for server in servers)))
