"""Errors that a user can act on: what is wrong, where, and what to do about it."""


class AtlasError(Exception):
    """Base of every error the atlas raises on purpose.

    ``hint`` is the remedy in one sentence; it is part of the message.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class DataError(AtlasError, ValueError):
    """A file or table that cannot be read as what it should be."""


class GeometryError(AtlasError, ValueError):
    """A boundary that is not what the build or the join relies on."""
