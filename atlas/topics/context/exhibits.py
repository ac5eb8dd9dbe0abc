"""The exhibits of the context: what a page shows and an export carries."""

from datetime import date

import pandas as pd

from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.view import View
from atlas.incidents.context import usable_sheet
from atlas.incidents.moments import moments
from atlas.settings import COUNTRIES
from atlas.statistics.periods import Period
from atlas.statistics.series import series
from atlas.topics.context import figures, measures, words

EARLY = Period(date(2018, 1, 1), date(2019, 12, 31))
LATE = Period(date(2020, 1, 1), date(2023, 12, 31))
"""The periods that a brief compares (claim A1)."""

HOME = "AF"


def strength_by_speaker() -> Exhibit:
    """Show who put the number of fighters at what; none of it comes from the incident table."""
    sheet = measures.strength(usable_sheet("strength"))
    twin = sheet[["period_start", "period_end", "area", "low", "high", "bound", "kind", "who", "note"]]
    return Exhibit(
        key="context_strength",
        title=words.strength_title(measures.widest_spread(sheet)),
        panels={"": lambda theme: figures.strength_rows(sheet, theme=theme)},
        line="Fighters by who said so, oldest first; diamonds are forecasts, not counts.",
        caption="Statements of observers on the number of fighters, as each worded it. How they were made is not "
        "published, and they do not count the same: areas and families differ. Statements on families, arrests, deaths "
        "and districts stand in the table of strength on the Method page.",
        table=lambda: twin.rename_axis("statement"),
        incidents=tuple,
    )


def leaders_over_time(view: View) -> Exhibit:
    """Show leaders and turning points on one time axis with the incidents of the selection per quarter."""
    opened, filters = view.incidents, view.filters
    quarters = series(
        view.table, "quarter", opened.covers_from, opened.covers_to, start=filters.start, end=filters.end
    )  # fmt: skip
    points = points_told()
    found = measures.aftermaths(points, view.table, Period(*view.period))
    after = "; ".join(words.aftermath_line(each) for each in found)
    return Exhibit(
        key="context_leaders",
        title=words.leaders_title(found),
        panels={"": lambda theme: figures.leaders_and_incidents(points, quarters, theme=theme)},
        line="Leaders and turning points, numbered, over incidents per quarter; open circles are disputed.",
        caption="Incidents in the half years before and after a leader was killed or arrested on a known, undisputed "
        f"day, where both are covered: {after or 'none'}. That one followed the other does not say why.",
        table=lambda: points.set_index("number"),
        incidents=ids(lambda: view.table),
    )


def points_told() -> pd.DataFrame:
    """Give the leaders and turning points in order, each told once."""
    return measures.turning_points(usable_sheet("leadership"), moments())


def yearly_level(view: View) -> Exhibit:
    """Show the attacks per year in Afghanistan beside what others counted; period and place are lifted."""
    opened = view.incidents
    rows = view.filters.everywhere_and_always().apply(opened.measured)
    here = rows[(rows["country"] == COUNTRIES[HOME]).to_numpy()]
    covered = Period(opened.covers_from, opened.covers_to)
    own = measures.levels_by_year(here, covered)
    early, late = (measures.level(here, period.cut_to(covered)) for period in (EARLY, LATE))
    published = measures.yearly_counts(usable_sheet("published_counts"), HOME)
    return Exhibit(
        key="context_level",
        title=words.level_title(early, late, COUNTRIES[HOME]),
        panels={"": lambda theme: figures.levels_in_lanes(own, published, (early, late), theme=theme)},
        line="Per year; solid: claimed or attributed, hatched: suspected or disputed; others' counts in own lanes.",
        caption="A lower count can be less violence or less reporting. Lanes count different things and have scales of "
        "their own; only whole years of the group's own activity in the country are drawn. "
        f"The table counts {view.filters.everywhere_and_always().sentence()}.",
        table=lambda: _levels_table(own, published),
        incidents=ids(lambda: here),
    )


def _levels_table(own: tuple[measures.Level, ...], published: pd.DataFrame) -> pd.DataFrame:
    ours = [(level.days.first.year, "this table", "attacks", level.sure, level.every) for level in own]
    others = published[["year", "who", "definition", "figure_low", "figure_high"]].itertuples(index=False, name=None)
    columns = pd.Index(["year", "who", "counts", "low", "high"])
    return pd.DataFrame([*ours, *others], columns=columns).set_index("year").sort_index(kind="stable")


def provinces_of_briefs(view: View) -> Exhibit:
    """Show the provinces that briefs name as places of activity beside those where most is recorded."""
    named = measures.provinces_named(usable_sheet("claims"), view.table)
    return Exhibit(
        key="context_named",
        title=words.named_title(named),
        panels={"": lambda theme: figures.named_rows(named, theme=theme)},
        line="Incidents of the selection, claimed or attributed and all, with the claims that name the province.",
        caption="Provinces that a claim on where the group is active names, and those that lead in the selection. "
        "A claim on a single attack does not count as naming its province.",
        table=lambda: named.assign(claims=named["claims"].map(", ".join)).set_index("name"),
        incidents=ids(lambda: view.table[view.table["province_id"].isin(named.index).to_numpy()]),
    )
