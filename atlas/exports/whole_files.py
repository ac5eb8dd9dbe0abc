"""Files that are written whole or not at all."""

import os
from pathlib import Path

from atlas.errors import AtlasError

PART = ".part"
"""Ends the name of a file that is being written."""


def write_whole(path: Path, data: bytes, hint: str) -> None:
    """Write beside the target and move into place: an older file stays until the new one is complete.

    Parameters
    ----------
    path
        Where to write; its folder must exist.
    data
        What to write.
    hint
        What to do when it cannot be written.

    Raises
    ------
    AtlasError
        When the file cannot be written, as with a full disk.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise AtlasError(f"{path} cannot be written: {error.strerror}.", hint=hint) from error
    finally:
        part.unlink(missing_ok=True)


def usable_folder(path: Path, hint: str) -> Path:
    """Make a folder where there is none, and try whether it can be written to.

    Raises
    ------
    AtlasError
        When it cannot.
    """
    trial = path / f".{os.getpid()}{PART}"
    try:
        path.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise AtlasError(f"{path} cannot be written to: {error.strerror}.", hint=hint) from error
    return path
