"""The board as one file that opens from a stick: with its stamp, its words and, where the licence allows, its rows."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from atlas.drawing.view import View
from atlas.errors import AtlasError
from atlas.exports.command_options import selection_from
from atlas.exports.licence import licence_of
from atlas.exports.link import link_to
from atlas.exports.stamp import stamp
from atlas.exports.whole_files import write_whole
from atlas.incidents import filters as selections
from atlas.incidents.load import read_incidents
from atlas.statistics.row_facts import RowFacts
from atlas.text import thousands
from atlas.topics.board.exhibits import board_view
from atlas.topics.board.figures.page import Alone, page_alone
from atlas.topics.board.measures import columns, texts

TITLE = "Khorasan Atlas: the board"
HINT = "Name another file with --out."


def board_file(view: View, *, events: Path, made: date, origin: str = "") -> bytes:
    """Write the board of a selection as one page of HTML.

    Parameters
    ----------
    view
        The selection that the page begins with; every other one of the table can be made on it.
    events
        The file of the table, of which licence and hash are read.
    made
        Day of the export.
    origin
        Address of the atlas for the way back; empty where it has none.

    Raises
    ------
    AtlasError
        When rows of the table may not leave the atlas, or are too many for one file.
    """
    opened, rows = view.incidents, len(view.incidents.table)
    if not licence_of(opened.version, events).is_open:
        raise AtlasError(
            "The licence of the table does not let its rows leave, and the board carries them.",
            hint="State an open licence in the table's metadata (dc:license), or take figures from the page Share.",
        )
    if rows > columns.MOST_ROWS:
        raise AtlasError(
            f"The table has {thousands(rows)} rows; one file holds at most {thousands(columns.MOST_ROWS)}.",
            hint="Export a part of the table, or serve the atlas.",
        )
    options = selections.options(opened.table)
    mark = stamp(view, title=TITLE, link=link_to("", view.filters, options).at(origin), made=made, source=events)
    few = rows <= texts.MOST_ROWS
    alone = Alone(
        TITLE,
        board_view(view, layout="board", measure="incidents", data="columns", texts="texts" if few else None),
        columns.compact(opened.measured, (opened.covers_from, opened.covers_to), options),
        texts.card_texts(opened.table, sources=True) if few else None,
        (*mark.footer(), f"Cite: {mark.citation}"),
        mark.as_fields(),
    )
    return page_alone(alone).encode("utf-8")


def run(options: argparse.Namespace) -> Iterator[str]:
    """Do what the command `export board` asks, and give a line about the file.

    Raises
    ------
    AtlasError
        When the table cannot be read, a filter cannot be used, rows may not leave or the file not be written.
    """
    opened = read_incidents(options.events)
    view = View.of(opened, RowFacts(opened.measured), selection_from(opened, options.filters))
    body = board_file(view, events=options.events, made=datetime.now(UTC).date(), origin=options.origin)
    write_whole(options.out, body, HINT)
    yield f"{options.out}  {thousands(len(body))} bytes"
