"""The atlas of provinces: a sheet for every province with incidents in a selection, as one tagged PDF (PDF/UA-1)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from atlas.drawing import captions
from atlas.drawing.view import View
from atlas.errors import AtlasError
from atlas.exports.link import link_to
from atlas.exports.pack.content import Number, Paper
from atlas.exports.pack.paper import closing
from atlas.exports.province_sheet import Subject, province_section, ranks_of
from atlas.exports.stamp import stamp
from atlas.exports.typeset import blocks
from atlas.exports.typeset.blocks import Block
from atlas.exports.typeset.document import LEAVES, Document, typeset
from atlas.geography.provinces import province_names, provinces
from atlas.incidents import filters as selections
from atlas.statistics.totals import totals
from atlas.text import interval, thousands

TITLE = "Atlas of provinces"

Told = Callable[[int, int, str], None]
"""Is told which sheet of how many is made, and the name of its province."""


def provinces_atlas(
    view: View,
    made: date,
    *,
    origin: str = "",
    paper: Paper = "A4",
    told: Told = lambda *_: None,
    source: Path | None = None,
) -> bytes:
    """Set the atlas of the provinces with an incident in the selection, ordered by country, then by incidents.

    Parameters
    ----------
    view
        The selection; within a province its places are lifted, as on the Provinces page.
    made
        Day of the export.
    origin
        Address of the atlas, for links; empty where it is not known.
    paper
        "A4" or "Letter".
    told
        Is called before each sheet is made, which takes one or two seconds.
    source
        The file of the table, for the stamp; by default the one that the atlas opens.

    Raises
    ------
    AtlasError
        When no incident of the selection has a province.
    """
    codes = listed(view)
    if not codes:
        raise AtlasError(
            f"No incident with a known province matches the selection: {view.sentence}.",
            hint="Choose a longer period, more provinces or more classes.",
        )
    choices = selections.options(view.incidents.table)
    names, ranks = province_names(), ranks_of(view)
    sections = []
    for number, code in enumerate(codes, start=1):
        told(number, len(codes), names[code])
        link = link_to("provinces", view.filters, choices, {"profile": names[code]}).at(origin)
        sections.append(province_section(Subject(view, code, ranks), LEAVES[paper], link))
    back = link_to("provinces", view.filters, choices).at(origin)
    mark, opened = stamp(view, title=TITLE, link=back, made=made, source=source), view.incidents
    return typeset(
        Document(
            title=TITLE,
            subtitle=view.sentence,
            opening=list(_opening(view, len(codes))),
            sections=sections,
            closing=closing(mark),
            source=captions.source_line(opened.version, opened.covers_to, opened.title),
            link=mark.link,
            stamp=mark.as_text(),
            made=made,
            paper=paper,
            depth=1,
        )
    )


def listed(view: View) -> list[str]:
    """List the provinces with an incident in the selection: by country, then most incidents first, then by code."""
    counts = view.table["province_id"].value_counts()
    home = provinces()["country"]
    found = [str(code) for code, number in counts.items() if number and str(code) in home.index]
    return sorted(found, key=lambda code: (str(home[code]), -int(counts[code]), code))


def _opening(view: View, sheets: int) -> Iterator[Block]:
    figure = totals(view.entries)
    yield from blocks.numbers(
        (
            Number("Incidents", interval(figure.incidents_sure, figure.incidents), "claimed or attributed, and all"),
            Number("People killed", interval(figure.killed_low, figure.killed_high), "low and high; victims"),
            Number("Provinces", thousands(sheets), "with an incident in the selection"),
        )
    )
    yield from blocks.words(captions.headline(figure, view.sentence), "lead")
    yield from blocks.words(
        "Each sheet shows one province in its surroundings, its incidents over time, what was attacked and how beside "
        "the rest of its country, and every incident. An incident known only to its province is counted, and is no "
        "point on the map. The table behind it is press-weighted, not a census."
    )
