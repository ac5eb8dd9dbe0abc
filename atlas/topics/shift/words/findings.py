"""Titles that state a figure's finding, and the words of the figures on reporting, targets and attribution."""

from collections.abc import Mapping

import pandas as pd

from atlas.drawing.number_words import capitalised, factor, percent
from atlas.statistics.probability import in_words, number
from atlas.text import joined, thousands
from atlas.topics.shift.figures.flows import Flows
from atlas.topics.shift.figures.path import Displacement
from atlas.topics.shift.figures.shares import Role
from atlas.topics.shift.measures.coverage import Capture, Coverage, Published, Replication
from atlas.topics.shift.measures.mixes import named_by_chance
from atlas.topics.shift.measures.share_series import ShareSeries
from atlas.topics.shift.measures.specifications import Specifications
from atlas.topics.shift.words.story import compass
from atlas.topics.shift.words.verdict import region_in_words, span_in_words

MOST_NAMED = 2
"""Provinces or kinds that a title names."""

SURE = 0.975


def maps_title(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Name the provinces whose share surely rose and fell, those with the largest change first."""
    parts = []
    for verdict in ("rose", "fell"):
        held = table[table["verdict"] == verdict].sort_values("difference", key=abs, ascending=False)
        named = [names[str(code)] for code in held.index[:MOST_NAMED]]
        more = f" and {len(held) - MOST_NAMED} more" if len(held) > MOST_NAMED else ""
        if named:
            parts.append(f"{', '.join(named) if more else joined(named)}{more} {verdict}")
    return "; ".join(parts) if parts else "No single province surely changed"


def shares_title(series: ShareSeries, roles: Mapping[str, Role], labels: Mapping[str, str]) -> str:
    """Say where the region's share stood highest, and in which year."""
    region = next((group for group, role in roles.items() if role == "region"), "")
    known = series.table[series.table["group"] == region].dropna(subset=["share"])
    if known.empty:
        return "No year has enough for a share"
    top = known.iloc[int(known["share"].argmax())]
    place = capitalised(region_in_words(region, labels))
    return f"{place} stood highest in {top['first'].year}, at {percent(top['share'])}"


def path_title(moved: Displacement) -> str:
    """Say how far the centre moved, and which way."""
    if moved.value_km is None:
        return "Too few places for a centre"
    if moved.bearing_deg is None:
        return "That the centre stayed cannot be excluded"
    return f"The centre moved {moved.value_km:,.0f} km to the {compass(moved.bearing_deg)}"


def flows_title(flows: Flows) -> str:
    """Say how much would have to lie elsewhere, and whether that is more than chance."""
    if flows.moved.value is None:
        return "Nothing to compare"
    surely = flows.moved.p is not None and flows.moved.p <= 0.05
    return f"{percent(flows.moved.value)} would have to lie elsewhere{', more than by chance' if surely else ''}"


def grid_title(grid: Specifications) -> str:
    """Say in which part of the ways of counting the sign is the same."""
    if grid.same_sign is None or grid.median is None:
        return "No way of counting holds enough"
    way = "a rise" if grid.median > 0 else "no rise"
    if grid.same_sign == 1:
        return f"All {thousands(grid.n)} ways of counting show {way}"
    return f"{percent(grid.same_sign)} of {thousands(grid.n)} ways of counting show {way}"


def reporting_title(capture: Capture | None) -> str:
    """Say from which bias on a rise is uncertain."""
    if capture is None:
        return "Nothing to be biased"
    if capture.uncertain is None:
        return "A rise is not sure even without any change in reporting"
    return f"If the region came to be covered {factor(capture.uncertain)} times as well, the rise is uncertain"


def reporting_words(coverage: Coverage, place: str) -> tuple[str, str]:
    """Say what a change in capture would do; then scenarios, missing incidents, and what others counted."""
    if coverage.capture is None:
        return "The region has none, or all, of what is counted.", ""
    told = [f"{in_words(p)} up to {factor:g}-fold" for factor, p in coverage.capture.p_rise.items()]
    lead = f"If the capture of {place} may have changed either way, a true rise is {joined(told)}."
    details = [_fragile(coverage), _scenarios(coverage)]
    return lead, " ".join(filter(None, details))


def _fragile(coverage: Coverage) -> str:
    found = coverage.fragile
    parts = [
        f"{thousands(unsure)} missing {where} would make the rise uncertain"
        + (f" and {thousands(even)} would undo it" if even else "")
        for where, unsure, even in (
            ("elsewhere in the second period", found.outside_after_uncertain, found.outside_after_even),
            ("inside in the first", found.inside_before_uncertain, found.inside_before_even),
        )
        if unsure
    ]
    return f"{capitalised('; '.join(parts))}." if parts else ""


def _scenarios(coverage: Coverage) -> str:
    told = [f"at {percent(each.share)} of them P(rise) is {number(each.p_rise)}" for each in coverage.scenarios]
    if not told:
        return ""
    return (
        f"{thousands(coverage.missing)} that others counted are missing; had they lain in the region, {joined(told)}."
    )


def published_words(each: Published) -> str:
    """Set one published count beside the rows of its own kind."""
    low, high = each.recorded
    ours = thousands(high) if low == high else f"{thousands(low)} to {thousands(high)}"
    figure = thousands(each.low) if each.low == each.high else f"{thousands(each.low)} to {thousands(each.high)}"
    return f"{each.who}, {each.scope}, {span_in_words(each.days)}: {figure}; the table has {ours} of that kind."


def replication_words(each: Replication, place: str) -> str:
    """Set another list's share of the region beside the table's."""
    if not each.total or not each.ours:
        return ""
    high = (each.inside + each.unlisted) / each.total
    theirs = percent(each.inside / each.total)
    spread = f"{theirs} to {percent(high)}" if each.unlisted else theirs
    ours = percent(each.ours_inside / each.ours)
    return (
        f"{each.who} ({each.scope}, {span_in_words(each.days)}): {spread} of {thousands(each.total)} in {place}; here "
        f"{ours} of {thousands(each.ours)}."
    )


def targets_title(targets: pd.DataFrame) -> str:
    """Name the kinds that surely changed, with their shares."""
    sure = targets[(targets["p_rise"] >= SURE) | (targets["p_rise"] <= 1 - SURE)].head(MOST_NAMED)
    told = [f"{name}: {percent(row['share_before'])} to {percent(row['share_after'])}" for name, row in sure.iterrows()]
    return f"Targets changed. {'; '.join(told)}" if told else "No kind of target surely changed"


def targets_words(targets: pd.DataFrame) -> tuple[str, str]:
    """Name every kind that surely changed, and how many would be named by chance."""
    parts = []
    for way, held in (("rose", targets["p_rise"] >= SURE), ("fell", targets["p_rise"] <= 1 - SURE)):
        named = [
            f"{name} ({percent(row['share_before'])} to {percent(row['share_after'])})"
            for name, row in targets[held].iterrows()
        ]
        if named:
            parts.append(f"the share of {joined(named)} {way}")
    lead = f"{capitalised('; '.join(parts))}." if parts else "No kind of target surely changed its share."
    chance = named_by_chance(targets)
    return lead, f"If nothing had changed, {chance:.1f} of so many kinds would be named by chance." if len(
        targets
    ) else ""


def attribution_title(attribution: pd.DataFrame) -> str:
    """Say which part is not sure, over all years."""
    total = int(attribution.to_numpy().sum())
    if not total:
        return "Nothing recorded"
    unsure = int(attribution[["suspected", "disputed"]].to_numpy().sum())
    return f"{percent(unsure / total)} are only suspected or disputed"


def attribution_words(attribution: pd.DataFrame) -> tuple[str, str]:
    """Name the year with the largest unsure part, of years with ten incidents or more."""
    totals = attribution.sum(axis=1)
    parts = (attribution[["suspected", "disputed"]].sum(axis=1) / totals)[totals >= 10]
    if parts.empty:
        return "No year has ten incidents.", ""
    most, least = int(parts.argmax()), int(parts.argmin())
    lead = (
        f"The suspected and disputed were {percent(parts.iloc[most])} of {parts.index[most]} and "
        f"{percent(parts.iloc[least])} of {parts.index[least]}, of "
        "years with ten incidents or more."
    )
    return lead, "Where the group claims less, fewer incidents are sure: that alone can move a count of the sure ones."
