"""Two periods of a country side by side on the screen map, and their difference."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.circles import Levels, levels
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.figures import screen_pair as map_pair
from atlas.topics.shift.figures.province_maps import difference_map, share_map
from atlas.topics.shift.measures.before_after import BeforeAfter
from atlas.topics.shift.words import story as shift_words
from atlas.topics.shift.words import verdict as verdict_words
from atlas.topics.shift.words.methods import METHODS


class Pair(NamedTuple):
    """What the maps of two periods show."""

    question: Question
    found: BeforeAfter
    view: View
    """What is looked at, with period and place lifted, and the question in its sentence."""
    before: View
    """The first period of the country; so is ``after`` the second."""
    after: View
    circles: tuple[Levels, Levels]
    """The located incidents of each period at several levels of detail."""

    @property
    def headings(self) -> tuple[str, str, str]:
        """What stands above the maps."""
        first, second = (verdict_words.span_in_words(period) for period in (self.question.before, self.question.after))
        return f"Before: {first}", f"After: {second}", "The difference"

    def rows(self) -> pd.DataFrame:
        """Give the incidents of both periods."""
        return self.view.incidents.measured[self.before.held | self.after.held]


def pair(view: View, question: Question, found: BeforeAfter) -> Pair:
    """Look at both periods of a question through the rest of a selection; its own period and place are lifted."""
    lifted = view.filters.everywhere_and_always()

    def during(period: Period) -> View:
        return view.seen_through(replace(lifted, start=period[0], end=period[1], countries=(question.country,)))

    before, after = during(question.before), during(question.after)
    return Pair(
        question,
        found,
        replace(view, sentence=shift_words.selection_words(question, lifted.sentence())),
        before,
        after,
        (levels(before.entries), levels(after.entries)),
    )


def exhibit(pair: Pair, *, key: str) -> Exhibit:
    """Show the provinces' shares in both periods and how they differ."""
    table, question = pair.found.provinces, pair.question
    names = provinces.province_names()
    first, second, third = pair.headings
    here = {code: names[code] for code in map(str, table.index)}
    found = shift_words.maps_words(table, question, names, pair.found.no_province, pair.found.not_datable)
    return Exhibit(
        key=key,
        title="Before and after",
        panels={
            first: lambda theme: share_map(table, "before", here, theme=theme),
            second: lambda theme: share_map(table, "after", here, theme=theme),
            third: lambda theme: difference_map(table, here, theme=theme),
        },
        lead=found[0],
        caption=" ".join(
            filter(None, (found[1], map_pair.circles_words(*(_located(levels) for levels in pair.circles))))
        ),
        table=lambda: table.drop(columns=["denominator", "level"]).rename(index=names).rename_axis("province"),
        incidents=ids(pair.rows),
        method=METHODS["maps"],
        is_map=True,
    )


def _located(found: Levels) -> int:
    """Count what the circles stand for: every level holds all of it."""
    return int(found.levels[0].circles.incidents.sum()) if found.levels else 0
