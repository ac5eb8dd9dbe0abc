"""The parts of a pack: each page of the atlas as numbers, sentences, exhibits and tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from atlas.drawing import captions, incident_words
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.number_words import capitalised
from atlas.drawing.view import View
from atlas.exports.content import Number, Order, Part, Sheet
from atlas.exports.link import link_to
from atlas.exports.pack import limits
from atlas.geography.provinces import province_names
from atlas.pages import PARTS
from atlas.statistics.probability import in_words
from atlas.statistics.totals import totals
from atlas.text import interval, joined, thousands
from atlas.topics.borders import exhibits as borders
from atlas.topics.claims.exhibits import claims_tested, verdicts
from atlas.topics.claims.measures.tested import Tested
from atlas.topics.claims.words import against
from atlas.topics.claims.words import headline as claims_headline
from atlas.topics.coverage import exhibits as coverage
from atlas.topics.coverage.words import break_line
from atlas.topics.map.exhibits import incident_map
from atlas.topics.provinces import exhibits as provinces
from atlas.topics.provinces.words import ranking as rank_words
from atlas.topics.shift.exhibits.story import Story, direction, stated, steps
from atlas.topics.shift.words import verdict as verdict_words
from atlas.topics.timeline import exhibits as timeline

NEWEST = 20
"""How many incidents a briefing lists; an analysis lists all."""

LEADING = 10
"""How many provinces the table of the Map holds in a briefing."""


class Source(NamedTuple):
    """What the parts are made of."""

    view: View
    order: Order
    answer: Callable[[], Story]
    """Answers the shift, once; pages that do not tell of it need not wait for it."""
    options: Mapping[str, Mapping[str, str]]
    """What each filter offers, to write links."""
    bounds: tuple[float, ...]
    """Class bounds of the map of incidents."""

    @property
    def told(self) -> Story:
        """The shift, answered."""
        return self.answer()

    @property
    def in_full(self) -> bool:
        """Whether everything is wanted."""
        return self.order.audience == "analysis"

    def some(self, exhibits: tuple[Exhibit, ...], *keys: str) -> tuple[Exhibit, ...]:
        """Give all exhibits for an analysis, for a briefing those named."""
        return exhibits if self.in_full else tuple(each for each in exhibits if each.key in keys)


def part(source: Source, page: str) -> Part:
    """Make one part; ``page`` is a key of ``PARTS``. Where nothing is selected, a sentence says so."""
    if page in _OF_THE_SELECTION and not source.view.number:
        return _part(source, page, paragraphs=(f"No incident matches the selection: {source.view.sentence}.",))
    return _PARTS[page](source)


def _part(
    source: Source,
    key: str,
    *,
    numbers: tuple[Number, ...] = (),
    paragraphs: tuple[str, ...] = (),
    exhibits: tuple[Exhibit, ...] = (),
    sheets: tuple[Sheet, ...] = (),
    headline: str = "",
    sure: str = "",
) -> Part:
    address = "" if key == "overview" else key
    link = link_to(address, source.view.filters, source.options).at(source.order.origin)
    said = tuple(paragraph for paragraph in paragraphs if paragraph)
    return Part(key, PARTS[key], link, numbers, said, exhibits, sheets, headline, sure)


def _overview(source: Source) -> Part:
    view = source.view
    figure = totals(view.entries)
    numbers = (
        Number("Incidents", interval(figure.incidents_sure, figure.incidents), "claimed or attributed, and all"),
        Number(
            "People killed",
            interval(figure.killed_low, figure.killed_high),
            f"best estimate {thousands(figure.killed_best)}; victims",
        ),
        Number("Provinces with an incident", thousands(figure.provinces)),
        Number("Latest incident", figure.last.isoformat() if figure.last else "none"),
    )
    return _part(
        source,
        "overview",
        numbers=numbers,
        paragraphs=(captions.headline(figure, view.sentence), direction(view)),
        exhibits=(timeline.when(view),) if view.number else (),
    )


def _lifted(source: Source, sentence: str) -> str:
    """Say what a comparison is made of where that is more than the selection."""
    filters = source.view.filters
    if filters == filters.everywhere_and_always():
        return ""
    return (
        f"Compared here: {sentence}. Period and place of the selection are lifted, for a comparison needs both sides."
    )


def _shift(source: Source) -> Part:
    told = source.told
    if told.rows().empty:
        return _part(source, "shift", paragraphs=(stated(told).headline, _lifted(source, told.view.sentence)))
    said = stated(told)
    readings = pd.DataFrame(
        [
            (capitalised(way), "not to be read" if p is None else in_words(p))
            for way, p in told.shift.answer.ways.items()
        ],
        columns=["Read", "That the share rose is"],
    )
    paragraphs = (
        said.headline,
        said.second,
        *(f"{title}: {text}" for title, text in said.lines),
        said.verdict,
        said.definition,
        *(verdict_words.counter_reading(told.shift) if source.in_full else ()),
        _lifted(source, told.view.sentence),
    )
    return _part(
        source,
        "shift",
        paragraphs=paragraphs,
        exhibits=source.some(steps(told), "maps", "shares", "grid", "reporting"),
        sheets=(Sheet("How the answer depends on the reading", readings),),
        headline=said.headline,
        sure=said.in_short,
    )


def _map(source: Source) -> Part:
    view, names = source.view, province_names()
    counts = view.provinces
    listed = counts if source.in_full else counts.head(LEADING)
    table = pd.DataFrame(
        {
            "Province": [names.get(str(code), str(code)) for code in listed.index],
            "Incidents": [
                interval(sure, every) for sure, every in zip(listed["incidents_sure"], listed["incidents"], strict=True)
            ],
            "Killed": [
                interval(low, high) for low, high in zip(listed["killed_low"], listed["killed_high"], strict=True)
            ],
            "Located only to the province": listed["not_located"].astype(int).tolist(),
        }
    )
    some = "" if len(listed) == len(counts) else f"The {len(listed)} leading of {len(counts)} provinces."
    return _part(
        source,
        "map",
        exhibits=(incident_map(view, "incidents", source.bounds),),
        sheets=(Sheet("Incidents by province", table, some),),
    )


def _timeline(source: Source) -> Part:
    view, wanted = source.view, timeline.Options()
    exhibits = (
        timeline.incidents_over_time(view, wanted),
        timeline.deaths_over_time(view, wanted),
        timeline.years_of_provinces(view),
    )
    return _part(source, "timeline", exhibits=source.some(exhibits, "timeline", "deaths"))


def _provinces(source: Source) -> Part:
    ranks = provinces.ranked(source.view, provinces.Choice())
    shown = (provinces.places_ranked(source.view, provinces.Choice(), ranks),) if len(ranks.found.table) else ()
    return _part(
        source,
        "provinces",
        paragraphs=(rank_words.ranking_sentence(ranks.found, ranks.names),),
        exhibits=shown,
    )


def _borders(source: Source) -> Part:
    view, question, wanted = source.view, source.order.question, borders.Options()
    return _part(
        source,
        "borders",
        paragraphs=(
            borders.nearness_answer(view, question, wanted).words,
            _lifted(source, view.filters.everywhere_and_always().sentence()),
        ),
        exhibits=(
            borders.shares_near(view, question, wanted),
            *(source.some(_at_borders(view, wanted), "border_map") if view.number else ()),
        ),
    )


def _at_borders(view: View, wanted: borders.Options) -> tuple[Exhibit, ...]:
    found, crossed = borders.near(view, wanted), borders.crossings_of(view, wanted)
    return (
        borders.map_of_borders(view, found, crossed, wanted),
        borders.near_over_time(view, found, wanted),
        borders.beyond(view),
        borders.first_incidents(view),
    )


def _claims(source: Source) -> Part:
    """Give how many claims of each brief stand, and in full every claim with its verdict and figure."""
    every = claims_tested(source.view)
    told = [f"{about}: {_verdicts(left)} against {_verdicts(right)}." for about, left, right in against(every)]
    return _part(
        source,
        "claims",
        paragraphs=(claims_headline(every), *told),
        exhibits=(verdicts(every),),
        sheets=(_all_claims(every),) if source.in_full else (),
    )


def _verdicts(side: Sequence[Tested]) -> str:
    return joined([f"{each.claim.id} ({each.now.verdict})" for each in side])


def _all_claims(every: Sequence[Tested]) -> Sheet:
    lines = [(each.claim.id, each.claim.words, each.now.verdict, each.now.figure) for each in every]
    table = pd.DataFrame(lines, columns=["Claim", "Says", "Verdict", "Figure"], dtype=object)
    return Sheet("All claims", table, "Tested on the whole of the table; the Claims page gives the reasons.")


def _coverage(source: Source) -> Part:
    """Give how much of what others counted the table holds, by year, and in full by count and how it was reported."""
    view = source.view
    found = coverage.captured(view)
    exhibits = [coverage.capture_over_time(view, found)]
    if len(found):
        exhibits.append(coverage.capture_by_year(view, found))
    if view.number:
        exhibits.append(coverage.reporting_over_time(view))
    breaks = " ".join(break_line(each) for each in coverage.breaks_of(view))
    return _part(
        source,
        "coverage",
        paragraphs=(f"{exhibits[0].title}.", f"Days across which counts are not alike: {breaks}" if breaks else ""),
        exhibits=source.some(tuple(exhibits), "coverage_years"),
    )


def _incidents(source: Source) -> Part:
    newest = source.view.rows.iloc[::-1]
    listed = newest if source.in_full else newest.head(NEWEST)
    some = "All, the newest first." if len(listed) == len(newest) else f"The {len(listed)} newest of {len(newest):,}."
    return _part(source, "incidents", sheets=(Sheet("Incidents", incident_sheet(listed), some),))


def incident_sheet(listed: pd.DataFrame) -> pd.DataFrame:
    """Write incidents as rows of text: number, date, place, what happened, killed, attribution."""
    names = province_names()
    lines = [
        (
            row["id"],
            incident_words.dated(row),
            incident_words.whereabouts(row, names),
            row["summary"],
            incident_words.toll(row, "killed"),
            row["attribution"],
        )
        for _, row in listed.iterrows()
    ]
    return pd.DataFrame(lines, columns=["Number", "Date", "Where", "What", "Killed", "Attribution"], dtype=object)


def _method(source: Source) -> Part:
    return _part(source, "method", paragraphs=limits.paragraphs(source.view), sheets=limits.sheets(source.told.shift))


_PARTS: Mapping[str, Callable[[Source], Part]] = {
    "overview": _overview,
    "shift": _shift,
    "map": _map,
    "timeline": _timeline,
    "provinces": _provinces,
    "borders": _borders,
    "claims": _claims,
    "coverage": _coverage,
    "incidents": _incidents,
    "method": _method,
}

_OF_THE_SELECTION = ("map", "timeline", "incidents")
"""Pages that show the selection and nothing else."""
