"""One import from file to table: open, recognise, translate part by part, merge equal ids, account for every row."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from atlas.errors import DataError
from atlas.importing.cells import tidy
from atlas.importing.containers import Container, unpacked
from atlas.importing.dates import is_numeric, survey
from atlas.importing.gather import Gathered, gather
from atlas.importing.grids import read_geo, read_parquet, read_workbook
from atlas.importing.recognition import Recognised, recognise
from atlas.importing.settings import Reading, Settings
from atlas.importing.source import Source
from atlas.importing.text import read_text
from atlas.importing.translate import Part, Plan, translate

Progress = Callable[[float, str], None]
"""Is told the share that is done, 0 to 1, and what is being done."""

THREADS = 2
"""Parts in work at once: reading and joining happen outside Python, the rest one after another; each costs memory."""

DATE_COLUMNS = ("event_date", "date_start", "date_end", "date")


class DateOrderUnknownError(DataError):
    """Both orders of day and month fit every date: only the analyst knows."""


def silent(_: float, __: str) -> None:
    """Take progress without a word."""


@contextmanager
def opened(path: Path, settings: Settings) -> Iterator[tuple[Plan, Recognised, tuple[str, ...]]]:
    """Open a file: unpack it, recognise it, and settle how its dates are read.

    Yields
    ------
    plan, recognised, notes
        What every part needs, what the file was recognised as, and what was noticed while opening it.
    """
    with unpacked(path) as container, TemporaryDirectory(prefix="atlas-import-") as folder:
        source = _source(container, Path(folder))
        recognised = recognise(source.heads, settings, container.name)
        notes = list(source.heads[recognised.sheet].notes)
        if container.macros:
            notes.append("the workbook carries macros: they were not run")
        chosen = source.chosen(recognised.sheet, recognised.first_row - 1, recognised.names)
        reading, why = _reading(chosen, recognised, settings, container.name)
        first = recognised.first_row if container.kind != "parquet" else 1
        plan = Plan(chosen, recognised.layout.key, dict(recognised.named), settings, reading, first)
        yield plan, recognised, (*notes, *why)


def _source(container: Container, folder: Path) -> Source:
    path, name = container.path, container.name
    if container.kind == "workbook":
        return read_workbook(path, name)
    if container.kind == "parquet":
        return read_parquet(path, name)
    if container.kind == "geo":
        return read_geo(path, name)
    return read_text(path, name, folder)


def _reading(source: Source, recognised: Recognised, settings: Settings, name: str) -> tuple[Reading, list[str]]:
    """Settle the order of day and month: by the whole column where its first cells need one."""
    columns = [recognised.named[column] for column in DATE_COLUMNS if column in recognised.named]
    texts: dict[str, set[str]] = {column: set() for column in columns}
    two_digits, spans = "two-digit year" in settings.accept, source.spans()
    if not spans:
        raise DataError(f"{name}: there is a header and no row.", hint="Give a file with rows.")
    for number, span in enumerate(spans):
        piece = source.read(span, columns)
        for column in columns:
            if column in piece.table.column_names:
                texts[column].update(tidy(text) for text in piece.table[column].unique().to_pylist() if text)
        if number == 0 and not any(is_numeric(text) for found in texts.values() for text in found):
            return Reading(two_digits=two_digits), []
    return _ordered(texts, settings, name, two_digits=two_digits)


def _ordered(
    texts: dict[str, set[str]], settings: Settings, name: str, *, two_digits: bool
) -> tuple[Reading, list[str]]:
    """Decide the order by all texts of every column of dates; the analyst's answer comes first."""
    orders, why = set(), []
    for column, found in texts.items():
        seen = survey(found)
        if seen.asked and not settings.date_order:
            raise DateOrderUnknownError(
                f"{name}, column {column}: {seen.why}.",
                hint='Say which in a mapping file: {"date_order": "day first"} or {"date_order": "month first"}.',
            )
        if seen.why:
            orders.add(Reading(settings.date_order or seen.order, seen.exchanged, two_digits))
        if seen.why and not seen.asked:
            why.append(f"column {column}: {seen.why}")
    return max(orders, key=lambda one: one.exchanged, default=Reading(two_digits=two_digits)), why


def import_file(path: Path, settings: Settings, progress: Progress = silent) -> Gathered:
    """Import one file on this machine.

    Parameters
    ----------
    path
        The file of someone else.
    settings
        The analyst's decisions.
    progress
        Is told how far the import is.

    Raises
    ------
    DataError
        When the file is no table of incidents, or none of its rows can be used.
    """
    progress(0.0, "Opening the file")
    with opened(path, settings) as (plan, recognised, notes):
        spans = plan.source.spans()
        parts: list[Part] = []
        with ThreadPoolExecutor(THREADS) as pool:
            for part in pool.map(partial(translate, plan), spans):
                parts.append(part)
                progress(0.05 + 0.75 * len(parts) / len(spans), f"Read part {len(parts)} of {len(spans)}")
        progress(0.8, "Comparing ids and checking every row")
        return gather(path, plan, recognised, notes, parts)
