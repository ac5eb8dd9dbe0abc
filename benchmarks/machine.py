"""What was measured on, and how busy it was, without naming the machine."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version


def load() -> float:
    """Give how many processes wanted a core, on average over the last minute."""
    return os.getloadavg()[0]


def machine(busy: float, packages: Sequence[str], more: str = "") -> str:
    """Describe machine and software; ``busy`` is the load when the measurement began."""
    listed = ", ".join([*(f"{name} {version(name)}" for name in packages), *filter(None, [more])])
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}, {platform.system()}),"
        f" load {busy:.1f} at the start and {load():.1f} at the end. Python {platform.python_version()}, {listed}."
    )
