"""What a table is: recognised by the names of its columns, and without a header by its contents."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from atlas.errors import DataError
from atlas.importing.layouts import LAYOUTS, Layout
from atlas.importing.layouts.base import fold
from atlas.importing.layouts.ucdp import fix_order
from atlas.importing.places import read_degrees
from atlas.importing.settings import Settings
from atlas.importing.source import Head, is_blank

HEADER_ROWS = 20
"""A header stands in one of the first so many records."""

MOST_NAMES = 12
"""A message names at most so many columns."""

COUNTS = frozenset(
    {"events", "event_count", "num_events", "number_of_events", "incidents", "count", "n_events", "attacks"}
)
PERIODS = frozenset(
    {"month", "year", "month_year", "week", "reference_period_start", "reference_period_end", "quarter"}
)
_GROUPS = frozenset(
    name for layout in LAYOUTS.values() for actor in layout.actors for name in (actor, *layout.aliases[actor])
)


class Recognised(NamedTuple):
    """What a file was recognised as."""

    layout: Layout
    sheet: int
    header_row: int
    """Record of the header, the first being 1; 0 where there is none."""
    first_row: int
    """Record of the first incident."""
    names: tuple[str, ...]
    """Name of every column, made different where two are alike."""
    named: Mapping[str, str]
    """Column that the layout reads, and its name in the file."""
    why: tuple[str, ...]
    missing: tuple[str, ...]
    """What is not in the file, and what cannot be known without it."""


def recognise(heads: Sequence[Head], settings: Settings, name: str) -> Recognised:
    """Recognise a table by its first rows.

    Raises
    ------
    DataError
        When it is no table of incidents; the message says what it is and which columns are missing.
    """
    layouts = [LAYOUTS[settings.layout]] if settings.layout != "auto" else list(LAYOUTS.values())
    sheets = [at for at, head in enumerate(heads) if settings.sheet in {"", head.name}]
    if not sheets:
        known = ", ".join(head.name for head in heads)
        raise DataError(f"{name}: there is no sheet {settings.sheet!r}.", hint=f"Its sheets are {known}.")
    for layout in layouts:
        found = [hit for at in sheets if (hit := _by_names(heads[at], at, layout, settings))]
        if found:
            return max(found, key=lambda hit: len(hit.named))
        bare = [hit for at in sheets if (hit := _by_contents(heads[at], at, layout))]
        if bare:
            return bare[0]
    raise _refusal([heads[at] for at in sheets], layouts, name)


def _by_names(head: Head, sheet: int, layout: Layout, settings: Settings) -> Recognised | None:
    rows = range(min(HEADER_ROWS, len(head.rows)))
    if settings.header_row:
        rows = range(settings.header_row - 1, min(settings.header_row, len(head.rows)))
    best: tuple[int, dict[str, str], tuple[str, ...]] | None = None
    for at in rows:
        names = different(head.rows[at])
        named = layout.named(list(names)) | {
            column: given for column, given in settings.columns.items() if given in names and column in layout.aliases
        }
        if layout.fits(named) and (best is None or len(named) > len(best[1])):
            best = (at, named, names)
    if best is None:
        return None
    at, named, names = best
    first, hxl = at + 2, ""
    if len(head.rows) > at + 1 and _is_hxl(head.rows[at + 1]):
        first, hxl = at + 3, "; the row of HXL tags below the header is no data"
    why = [
        f"{len(named)} of the {len(layout.aliases)} columns of {layout.title} found by name among {len(names)}",
        f"header in row {at + 1}{hxl}",
    ]
    if head.name:
        why.append(f"sheet {head.name!r}")
    return Recognised(layout, sheet, at + 1, first, names, named, tuple(why), _missing(layout, named))


def _by_contents(head: Head, sheet: int, layout: Layout) -> Recognised | None:
    rows = [row for row in head.rows if not is_blank(row)]
    for order in layout.orders:
        width = len(order)
        fitting = [row for row in rows if len(row) == width]
        if len(fitting) < max(1, len(rows) - 1) or not _has_coordinates(fitting, order):
            continue
        names = fix_order(order, fitting) if "best" in order else order
        named = layout.named(list(names))
        why = (f"no header: {width} cells in every row, as in {layout.title}, with coordinates where it has them",)
        return Recognised(layout, sheet, 0, 1, names, named, why, _missing(layout, named))
    return None


def _has_coordinates(rows: list[list[str]], order: Sequence[str]) -> bool:
    at = order.index("latitude"), order.index("longitude")
    right = sum(abs(read_degrees(row[at[0]])) <= 90 and abs(read_degrees(row[at[1]])) <= 180 for row in rows)
    year = order.index("year")
    years = sum(row[year].isdigit() and len(row[year]) == 4 for row in rows)
    return min(right, years) >= 0.8 * len(rows)


def different(names: Sequence[str]) -> tuple[str, ...]:
    """Make the names of columns different from each other; one without a name gets its place."""
    found: list[str] = []
    for at, name in enumerate(names, start=1):
        base = name.strip() or f"column {at}"
        found.append(base if base not in found else f"{base} ({at})")
    return tuple(found)


def _is_hxl(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and all(cell.lstrip().startswith("#") for cell in filled)


def _missing(layout: Layout, named: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{columns.split('|')[0]}: {loss}"
        for columns, loss in layout.needed.items()
        if not set(columns.split("|")) & set(named)
    )


def _refusal(heads: Sequence[Head], layouts: Sequence[Layout], name: str) -> DataError:
    """Say what a table is that holds no incidents."""
    rows = [row for head in heads for row in head.rows[:HEADER_ROWS] if not is_blank(row)]
    header = max(rows, key=lambda row: len({fold(cell) for cell in row if cell and not cell[0].isdigit()}), default=[])
    names = [fold(cell) for cell in header]
    if {"date_start", "event_class", "location_precision", "attribution"} <= set(names):
        return DataError(
            f"{name}: is a table of the atlas already.",
            hint="Open it with ATLAS_EVENTS, or run `python -m atlas check`.",
        )
    if set(names) & COUNTS and not set(names) & _GROUPS:
        place = "place and period" if set(names) & PERIODS else "place"
        return DataError(
            f"{name}: holds counts by {place} and no incidents: there is no column with a group "
            "(actor1, side_a, gname) "
            "and none with an id of an event.",
            hint="Such a table is context only; give the event file of the same source.",
        )
    table = layouts[-1]
    found = table.named([cell for cell in header if cell])
    lacking = [" or ".join(group) for group in table.signature if not any(one in found for one in group)]
    seen = ", ".join(cell.strip()[:40] for cell in header[:MOST_NAMES] if cell.strip())
    return DataError(
        f"{name}: is no table of incidents that is known: no column for {'; '.join(lacking) or 'the group'} "
        f"(its first columns are {seen or 'empty'}).",
        hint="Name the columns in a mapping file: see docs/IMPORT.md.",
    )
