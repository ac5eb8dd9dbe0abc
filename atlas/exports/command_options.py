"""What the options of a command say: periods, a region, a selection."""

import argparse
from datetime import date

from atlas.errors import AtlasError
from atlas.geography import provinces
from atlas.incidents import filters as selections
from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents
from atlas.statistics.periods import Period, Question
from atlas.text import day_in_words

COUNTRY_PREFIX = "af-"


def question_from(opened: Incidents, options: argparse.Namespace) -> Question:
    """Read the periods, the region and the unit.

    Raises
    ------
    AtlasError
        When a period or the region cannot be used.
    """
    asked = Question.usual(opened.covers_from, opened.covers_to)
    covered = Period(opened.covers_from, opened.covers_to)
    before = _period("--before", options.before, covered) if options.before else asked.before
    after = _period("--after", options.after, covered) if options.after else asked.after
    if not (before.days and after.days):
        raise AtlasError(
            f"The table covers one day, {day_in_words(opened.covers_from)}: no two periods can be compared.",
            hint="State the days that were searched in the table's metadata (dc:temporal).",
        )
    if before.last >= after.first:
        raise AtlasError(
            f"The first period ends on {before.last} and the second begins on {after.first}: they overlap.",
            hint="Let --after begin on a later day than --before ends.",
        )
    return asked.moved(
        before=before,
        after=after,
        region=_region(options.region),
        unit=options.count,
        smallest=_smallest(options.smallest),
        prior=options.prior,
    )


def selection_from(opened: Incidents, query: str) -> Filters:
    """Read the selection of a link; a value that cannot be used is refused, for nobody is there to see a notice.

    Raises
    ------
    AtlasError
        When the link holds something that cannot be used.
    """
    wanted, problems = Filters.from_query(
        query, selections.options(opened.table), covered=(opened.covers_from, opened.covers_to)
    )
    if problems:
        raise AtlasError(problems[0].sentence(), hint="Correct --filters, or copy the address of a page of the atlas.")
    return wanted


def _period(option: str, text: str, covered: Period) -> Period:
    """Read "2018-01-01:2019-12-31"."""
    first, _, last = text.partition(":")
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise AtlasError(f"{option} {text!r} is no period.", hint="Write two days as 2018-01-01:2019-12-31.") from None
    if not period.days:
        raise AtlasError(f"{option} {text!r} ends before it begins.", hint="Write the earlier day first.")
    if period.cut_to(covered) != period:
        raise AtlasError(
            f"{option} {text!r} leaves the days that the table covers.",
            hint=f"It covers {covered.first} to {covered.last}: choose a period inside.",
        )
    return period


def _smallest(points: float) -> float:
    """Read the smallest difference, in points."""
    if not 0 <= points < 100:
        raise AtlasError(f"--smallest {points:g} is no difference of shares.", hint="Write points from 0 to 100.")
    return points / 100


def _region(name: str) -> str:
    """Take a region of Afghanistan by its code, with or without the prefix of the country."""
    table = provinces.regions()
    codes = list(dict.fromkeys(table.loc[table["country"] == "Afghanistan", "region_id"]))
    code = name if name.startswith(COUNTRY_PREFIX) else COUNTRY_PREFIX + name
    if code not in codes:
        known = ", ".join(each.removeprefix(COUNTRY_PREFIX) for each in codes)
        raise AtlasError(f"There is no region {name!r} in Afghanistan.", hint=f"Use one of: {known}.")
    return code
