"""The names of exported files: what it is, the version of the table and the day, so that two never look alike."""

from atlas.exports.stamp import Stamp


def export_name(what: str, stamp: Stamp, suffix: str) -> str:
    """Name a file, such as "khorasan-atlas-briefing-2d94bbbed5a3-2026-11-22.pdf".

    Parameters
    ----------
    what
        What it is, in small letters: "briefing", "analysis", "provinces".
    stamp
        Its stamp, which knows version and day.
    suffix
        Ending, without the point.
    """
    return f"khorasan-atlas-{what}-{stamp.version}-{stamp.made.isoformat()}.{suffix}"
