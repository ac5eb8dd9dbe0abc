"""Method and limits, as short as a pack can say them; the Method page of the atlas holds the whole."""

import pandas as pd

from atlas import settings
from atlas.drawing.view import View
from atlas.exports.content import Sheet
from atlas.text import day_in_words, interval, thousands
from atlas.topics.shift.measures.shift import Shift
from atlas.topics.shift.words import verdict as verdict_words


def paragraphs(view: View) -> tuple[str, ...]:
    """Say what is counted, how sure it is, what the table covers, and what it cannot show."""
    opened = view.incidents
    rejected = opened.rejected["row"].nunique()
    return (
        "The unit is one place on one day. The default view counts attacks under the labels ISKP and IS Pakistan "
        "Province; clashes begun by others, operations against the group, riots and foiled plots have classes of "
        "their own.",
        "The table is what was reported, not a census: it holds what could be found and read again, leans towards "
        "capitals and towards attacks with many victims, and misses most small ones. A number is a number of recorded "
        "incidents; a fall can be a fall in reporting.",
        "Every count is an interval: its lower end holds what was claimed or attributed, its upper end adds the "
        "suspected and the disputed. Deaths are low, best and high, and count victims.",
        "Wherever shares of two periods are compared, a model that lets incidents come in bursts gives the probability "
        "of a rise. Its words are, from the lowest: almost no chance (below 0.05), very unlikely (to 0.20), unlikely "
        "(to 0.45), roughly even (to 0.55), likely (to 0.80), very likely (to 0.95), almost certain. “Cannot tell” is "
        "no evidence against a shift: a table of this size often cannot show one.",
        "An incident known only to its province is counted there and is never a point on a map. Boundaries are drawn "
        "as administered or as the source (Natural Earth) draws them, without a claim; disputed or outdated lines are "
        "dashed. Paper maps keep areas in proportion (Albers’ projection).",
        f"{opened.title}, version {opened.version}: {thousands(len(opened.table))} valid rows, {thousands(rejected)} "
        f"rejected; covers {day_in_words(opened.covers_from)} to {day_in_words(opened.covers_to)}. Rules: method "
        f"{settings.METHOD_VERSION}.",
    )


def sheets(shift: Shift) -> tuple[Sheet, ...]:
    """Set the published counts beside the table's own for the same days; none where nothing is published."""
    published = shift.coverage.published
    if not published:
        return ()
    table = pd.DataFrame(
        [
            (
                each.who,
                each.scope,
                verdict_words.span_in_words(each.days),
                interval(each.low, each.high),
                interval(*each.recorded),
            )
            for each in published
        ],
        columns=["Published by", "What", "Days", "Published", "In the table"],
        dtype=object,
    )
    return (
        Sheet(
            "Published counts beside the table’s own",
            table,
            "Days of the second period; each beside the rows of its own kind.",
        ),
    )
