"""The atlas of provinces: a sheet for every province with incidents in a selection, as one tagged PDF (PDF/UA-1)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from atlas.drawing import captions
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.map_shapes import province_spots
from atlas.drawing.number_words import capitalised, counted
from atlas.drawing.view import View
from atlas.errors import AtlasError
from atlas.exports.content import Number, Paper, Sheet
from atlas.exports.link import link_to
from atlas.exports.pack.parts import incident_sheet
from atlas.exports.pack.pdf_report import closing
from atlas.exports.pack.pictures import Pictures
from atlas.exports.pdf import blocks
from atlas.exports.pdf.blocks import Block, Drawn
from atlas.exports.pdf.document import LEAVES, Document, Leaf, Section, typeset
from atlas.exports.stamp import stamp
from atlas.geography.provinces import province_names, provinces
from atlas.incidents import filters as selections
from atlas.paper.sizes import Size
from atlas.statistics.circles import levels
from atlas.statistics.periods import Period
from atlas.statistics.totals import totals
from atlas.text import interval, thousands
from atlas.topics.provinces import exhibits
from atlas.topics.provinces.figures.province_map import province_map
from atlas.topics.provinces.measures.profile import Profile
from atlas.topics.provinces.measures.ranks import ranking
from atlas.topics.provinces.words import profile as profile_words
from atlas.topics.provinces.words.profile import facts

HALF = 0.48
"""The part of the width that a picture beside another one takes."""
TALL_MM = 84.0


TOO_FEW = f"Fewer than {profile_words.FEWEST} incidents: no figure of targets and methods, which would show chance."

Rows = dict[str, dict[Any, Any]]
Ranks = Callable[[str], Rows]


class Subject:
    """A province of a selection, with what is found about it once."""

    def __init__(self, view: View, code: str, ranks: Ranks) -> None:
        """Look at a province; the places of the selection are lifted. ``ranks`` gives the ranking of its country."""
        self.view = view
        self.code = code
        self.name = province_names()[code]
        self._ranks = ranks

    @cached_property
    def profile(self) -> Profile:
        """What the table tells about it."""
        return exhibits.profile_of(self.view, self.code)

    @cached_property
    def own(self) -> View:
        """The selection with this province as its only place."""
        return self.view.seen_through(replace(self.view.filters.everywhere(), provinces=(self.code,)))

    @property
    def ranks(self) -> Rows:
        """The rows of the ranking of its country's provinces, by their ids."""
        return self._ranks(self.profile.country)


def ranks_of(view: View) -> Ranks:
    """Give the call that ranks the provinces of a country by incidents, once for each country."""

    @cache
    def ranks(country: str) -> Rows:
        table = view.filters.everywhere().apply(view.incidents.measured)
        rows = table[(table["country"] == country).to_numpy()]
        return {str(code): row for code, row in ranking(rows, Period(*view.period)).table.to_dict("index").items()}

    return ranks


def province_section(subject: Subject, leaf: Leaf, link: str) -> Section:
    """Write the sheet of a province; its pictures are not kept."""
    heading = f"{subject.name}, {subject.profile.country}"
    return Section(heading, list(_sheet(subject, leaf, Pictures())), link)


def locator(subject: Subject) -> Exhibit:
    """Show the province in its surroundings with its located incidents."""
    found = levels(subject.own.entries).levels
    circles, names = (found[-1].circles if found else None), province_names()
    every = subject.profile.totals.incidents
    marked = int(circles.incidents.sum()) if circles else 0
    return Exhibit(
        key="province_map",
        title="Where",
        panels={"": lambda theme: province_map(subject.code, circles, names, theme=theme)},
        caption=_located_words(subject.name, marked, every),
        table=lambda: subject.own.table,
        incidents=ids(lambda: subject.own.table),
        is_map=True,
    )


def _located_words(name: str, marked: int, every: int) -> str:
    said = f"{capitalised(counted(marked, 'incident'))} of {thousands(every)} in {name} located to a district or closer"
    circles = (
        ". The area of a mark grows with their number; a hollow one is only suspected or disputed; a square is known "
        "to the district, a circle to the town, a diamond to the site."
    )
    rest = f" {capitalised(counted(every - marked, 'incident'))} known only to the province." if every > marked else ""
    return f"{said}{circles if marked else '.'}{rest}"


def _sheet(subject: Subject, leaf: Leaf, pictures: Pictures) -> Iterator[Block]:
    found, view, code = subject.profile, subject.view, subject.code
    yield from blocks.numbers(_numbers(subject))
    rank = subject.ranks.get(code)
    for paragraph in profile_words.profile_summary(found, subject.name, rank, len(subject.ranks)):
        yield from blocks.words(paragraph)
    lifted = view.filters.everywhere().sentence()
    yield from blocks.words(f"{capitalised(lifted)}, in {subject.name} and the rest of {found.country}.", "small")
    series = exhibits.province_over_time(view, found, code)
    if code in province_spots():
        yield _beside(locator(subject), series, leaf, pictures)
    else:
        yield blocks.figure(_drawn(series, leaf.size.within(leaf.size.width_mm, TALL_MM), pictures))
    yield from blocks.facts(("Fact", f"In {subject.name}"), facts(found).items())
    if found.totals.incidents >= profile_words.FEWEST:
        mixes = [exhibits.province_mix(view, found, code, noun) for noun in ("target", "method")]
        yield _beside(mixes[0], mixes[1], leaf, pictures)
    else:
        yield from blocks.words(TOO_FEW, "small")
    rows = exhibits.rows_of(view, code).iloc[::-1]
    listed = Sheet(f"Incidents in {subject.name}", incident_sheet(rows), "All, the newest first.")
    yield from blocks.sheet(listed, leaf.room_pt)


def _numbers(subject: Subject) -> tuple[Number, ...]:
    """Give the figures that matter most, as on the Provinces page."""
    sums, toll = subject.profile.totals, subject.profile.lethality.here
    rank = subject.ranks.get(subject.code)
    place = "none" if rank is None else f"{rank['rank']} of {len(subject.ranks)}"
    return (
        Number("Incidents", interval(sums.incidents_sure, sums.incidents), "claimed or attributed, and all"),
        Number(
            "People killed", interval(sums.killed_low, sums.killed_high), f"best estimate {thousands(sums.killed_best)}"
        ),
        Number("Killed per attack", profile_words.mean_interval(toll), profile_words.toll_help(toll)),
        Number(
            f"Rank in {subject.profile.country}",
            place,
            "by incidents" if rank is None else f"{rank['rank_low']} to {rank['rank_high']} cannot be excluded",
        ),
    )


def _beside(left: Exhibit, right: Exhibit, leaf: Leaf, pictures: Pictures) -> Block:
    size = replace(leaf.size.within(HALF * leaf.size.width_mm, TALL_MM), type_pt=7.5)
    return blocks.beside(_drawn(left, size, pictures), _drawn(right, size, pictures))


def _drawn(exhibit: Exhibit, size: Size, pictures: Pictures) -> Drawn:
    return Drawn(exhibit.title, pictures.of(exhibit, size, "svg"), exhibit.alt, exhibit.caption)


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
        "point on the map. The table behind it is what was reported, not a census."
    )
