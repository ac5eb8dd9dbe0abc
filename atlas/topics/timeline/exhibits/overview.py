"""The series of the Overview, and its one sentence on the direction of the activity."""

from atlas import settings
from atlas.drawing import captions, time_figures
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.periods import Question
from atlas.statistics.shares import compare_shares
from atlas.topics.timeline.exhibits.timeline import counted_over_time


def direction(view: View) -> str:
    """State how the shares of the east and of the wider north differ between both periods, with their interval.

    Period and place of the selection are lifted: a comparison needs both sides of the cut and the whole country.
    """
    opened = view.incidents
    table = view.filters.everywhere_and_always().apply(opened.measured)
    asked = Question.at(settings.TALIBAN_TAKEOVER, opened.covers_from, opened.covers_to)
    east, north = (
        compare_shares(table, asked, provinces.provinces_in(region)) for region in (asked.origin, asked.region)
    )
    return captions.overview_sentence(east, north)


def when(view: View) -> Exhibit:
    """Show the incidents per quarter, small."""
    quarters = counted_over_time(view, "quarter")
    return Exhibit(
        key="overview_series",
        title="When",
        panels={"": lambda theme: time_figures.spark(quarters, theme=theme)},
        caption=captions.series_caption(quarters, view.sentence),
        table=lambda: quarters.counts,
        incidents=ids(lambda: view.table),
    )
