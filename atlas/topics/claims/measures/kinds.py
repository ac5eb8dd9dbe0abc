"""The kinds of tests that a claim can be put to. Each is a small record that is called with the material.

The rules: what is said to have happened is supported by a sure incident and partly supported by an unsure one; that
nothing is recorded does not refute it. What is said not to have happened is refuted by a sure incident, and never
supported by silence. A toll is supported when the range of reports holds it. A part is "most" when the whole 95 %
interval of its share lies above a half, and not most when it lies below. A change of a share, and a lead, are put to
the model of the shift: borne out where they are almost certain, refuted where they have almost no chance.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography import provinces
from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import Monthly, monthly
from atlas.statistics.periods import Period, Question
from atlas.statistics.probability import EDGES, in_words
from atlas.statistics.rates import rate_ratio
from atlas.statistics.shares import in_country, share
from atlas.text import joined, thousands
from atlas.topics.claims.measures.finding import Finding, Kind, Material, Verdict, finding, together
from atlas.topics.shift.measures.counted import Counted, model, rise
from atlas.topics.shift.measures.places import leads

Test = Callable[[Material], Finding]

HALF = 0.5


@dataclass(frozen=True)
class NotTestable:
    """A claim about something that the table does not hold."""

    reason: str

    def __call__(self, material: Material) -> Finding:  # noqa: ARG002  (every test is called alike)
        """Say why."""
        return Finding("not testable", "", self.reason)


@dataclass(frozen=True)
class AllOf:
    """A claim of several parts."""

    parts: Sequence[Test]

    def __call__(self, material: Material) -> Finding:
        """Test each part and join what was found."""
        return together([part(material) for part in self.parts])


@dataclass(frozen=True)
class Recorded:
    """A claim that something happened."""

    what: str
    kind: Kind

    def __call__(self, material: Material) -> Finding:
        """Look for incidents of the kind."""
        rows = material.held(self.kind)
        sure = int(is_sure(rows).sum())
        if sure:
            return finding("supported", f"{self.what}: {_span(sure, len(rows))}", "", rows)
        if len(rows):
            reason = f"For {self.what} every recorded incident is suspected or disputed."
            return finding("partly supported", f"{self.what}: {_span(0, len(rows))}", reason, rows)
        return finding("cannot tell", f"{self.what}: none recorded", f"No incident is recorded for {self.what}.")


@dataclass(frozen=True)
class NoneRecorded:
    """A claim that something did not happen."""

    what: str
    kind: Kind

    def __call__(self, material: Material) -> Finding:
        """Look for an incident that speaks against it."""
        rows = material.held(self.kind)
        if is_sure(rows).any():
            return finding("not supported", f"{self.what}: {_span(int(is_sure(rows).sum()), len(rows))}",
                           f"Recorded all the same: {self.what}.", rows)  # fmt: skip
        figure = f"{self.what}: {_span(0, len(rows))}"
        reason = "Only suspected or disputed incidents speak against it." if len(rows) else (
            f"Nothing recorded speaks against it ({self.what}); what was not reported is not in the table."
        )  # fmt: skip
        return finding("cannot tell", figure, reason, rows)


@dataclass(frozen=True)
class Toll:
    """A claim of how many died, or were injured, in one or a few well-known attacks."""

    kind: Kind
    figure: int
    measure: Literal["killed", "injured"] = "killed"
    at_least: bool = False
    attacks: int = 1
    """How many incidents the claim is about; with fewer recorded there is nothing to compare."""

    def __call__(self, material: Material) -> Finding:
        """Hold the figure against the range of what was reported."""
        rows = material.held(self.kind)
        if len(rows) < self.attacks:
            reason = f"{len(rows)} of the {self.attacks} attacks that it is about are in the selection."
            return finding("cannot tell", "not recorded", reason, rows)
        low, best, high = toll = _sums(rows, self.measure)
        words = f"{_span(int(low), int(high))} {self.measure} (best {thousands(int(best))})"
        verdict, reason = self._judged(low, high)
        if verdict == "supported" and not is_sure(rows).all():
            verdict, reason = "partly supported", f"{reason} Part of it is only suspected or disputed."
        return finding(verdict, words, reason, rows, toll=toll, claimed=float(self.figure))

    def _judged(self, low: float, high: float) -> tuple[Verdict, str]:
        said = f"{'at least ' * self.at_least}{thousands(self.figure)}"
        if self.at_least and low >= self.figure:
            return "supported", f"Every report gives {said} or more."
        if low <= self.figure <= high:
            if self.at_least:
                return "partly supported", f"Some reports give {said} or more, others fewer."
            return "supported", f"The reports range over {said}."
        return "not supported", f"The reports lie {'below' if high < self.figure else 'above'} {said}."


@dataclass(frozen=True)
class Count:
    """A claim of a number of incidents or deaths in a period, held against what is recorded."""

    what: str
    kind: Kind
    figure: int
    measure: Literal["incidents", "killed"] = "incidents"

    def __call__(self, material: Material) -> Finding:
        """Compare; fewer recorded than claimed refute nothing, because the table is no census."""
        rows = material.held(self.kind)
        if self.measure == "incidents":
            low, high = int(is_sure(rows).sum()), len(rows)
        else:
            low, high = (int(number) for number in _sums(rows, "killed")[::2])
        words = f"{self.what}: {_span(low, high)} recorded"
        if low <= self.figure <= high:
            return finding("supported", words, f"{self.what}: the record holds {thousands(self.figure)}.", rows)
        if low > self.figure:
            reason = f"{self.what}: more is recorded than the {thousands(self.figure)} claimed."
            return finding("not supported", words, reason, rows)
        reason = f"{self.what}: less is recorded than the {thousands(self.figure)} claimed, and the table is no census."
        return finding("cannot tell", words, reason, rows)


@dataclass(frozen=True)
class Most:
    """A claim that most incidents of a kind are of a narrower kind."""

    what: str
    of: Kind
    part: Kind

    def __call__(self, material: Material) -> Finding:
        """Estimate the share, clustered by month."""
        rows = material.held(self.of)
        found = share(monthly(rows, self.part.holds(rows), material.covered))
        if found.value is None:
            return finding("cannot tell", f"{self.what}: none recorded", "There is nothing to take a share of.")
        verdict: Verdict = "supported" if found.above(HALF) else "not supported" if found.below(HALF) else "cannot tell"
        says = {
            "supported": "more than half", "not supported": "less than half",
        }.get(verdict, "perhaps half")  # fmt: skip
        held = rows[self.part.holds(rows)]
        return finding(verdict, f"{self.what}: {_share(found)}", f"{self.what}: {says} of {len(rows)}.", held)


@dataclass(frozen=True)
class ShareChanged:
    """A claim that the share of a kind rose or fell from one period to another."""

    what: str
    of: Kind
    part: Kind
    before: Period
    after: Period
    wanted: Literal["rose", "fell"]

    def __call__(self, material: Material) -> Finding:
        """Compare the shares of both periods."""
        rows = material.held(self.of)
        question = Question(self.before.cut_to(material.covered), self.after.cut_to(material.covered))
        counted = Counted.of(rows, self.part.holds(rows), question)
        first, second = (_percent(_mean(each.inside)) for each in counted)
        figure = f"{self.what}: {first} to {second}"
        found = rise(model(counted, question), question)
        if found is None:
            return finding("cannot tell", figure, f"{self.what}: too few to compare.", rows)
        p = found.p_rise if self.wanted == "rose" else found.p_fall
        return finding(_by_probability(p), figure, f"{self.what}: that the share {self.wanted} is {in_words(p)}.", rows)


@dataclass(frozen=True)
class RateFell:
    """A claim that incidents of a kind became fewer per month."""

    what: str
    kind: Kind
    before: Period
    after: Period

    def __call__(self, material: Material) -> Finding:
        """Compare the rates of both periods."""
        rows = material.held(self.kind)
        counts = [_all_of(rows, period.cut_to(material.covered)) for period in (self.before, self.after)]
        ratio = rate_ratio(*counts)
        first, second = (12 * each.n / each.exposure if each.exposure else 0.0 for each in counts)
        figure = f"{self.what}: {first:.0f} to {second:.0f} a year"
        verdict: Verdict = "supported" if ratio.below(1) else "not supported" if ratio.above(1) else "cannot tell"
        reason = {
            "supported": "The recorded rate fell; a fall can be a fall in reporting.",
            "not supported": "The recorded rate rose.",
        }.get(verdict, "The change of the rate cannot be told from chance.")  # fmt: skip
        return finding(verdict, figure, reason, rows)


@dataclass(frozen=True)
class AmongFirst:
    """A claim that certain provinces are those where most, or the earliest, incidents happened."""

    what: str
    kind: Kind
    named: tuple[str, ...]

    def __call__(self, material: Material) -> Finding:
        """Look whether the named provinces are among as many leading ones; with a tie for the last place all count."""
        rows = material.held(self.kind)
        counts = rows["province_id"].dropna().astype("str").value_counts()
        if counts.empty:
            return finding("cannot tell", f"{self.what}: none recorded", "No incident with a province is recorded.")
        least = counts.iloc[min(len(self.named), len(counts)) - 1]
        leading = set(counts.index[counts >= least])
        names = provinces.province_names()
        hit = [code for code in self.named if code in leading]
        missing = [f"{names[code]} ({int(counts.get(code, 0))})" for code in self.named if code not in leading]
        figure = f"{self.what}: {len(hit)} of {len(self.named)} named"
        listed = rows[rows["province_id"].isin(list(self.named)).to_numpy()]
        if not missing:
            return finding("supported", figure, f"All are among the first {len(leading)}.", listed)
        verdict: Verdict = "partly supported" if 2 * len(hit) >= len(self.named) else "not supported"
        return finding(verdict, figure, f"Not among the first {len(leading)}: {joined(missing)}.", listed)


@dataclass(frozen=True)
class EachBetween:
    """A claim that the group was present in each of several provinces by a day."""

    what: str
    kinds: Mapping[str, Kind]

    def __call__(self, material: Material) -> Finding:
        """Look for an incident in each."""
        return together([Recorded(f"{self.what} in {name}", kind)(material) for name, kind in self.kinds.items()])


@dataclass(frozen=True)
class Listed:
    """A claim that is held against a table beside the incidents, by its years."""

    what: str
    table: Callable[[], pd.DataFrame]
    years: tuple[int, ...]

    def __call__(self, material: Material) -> Finding:
        """Look for an undisputed entry in each year."""
        rows = self.table()
        rows = rows[rows["date"] <= pd.Timestamp(material.covered.last)]
        sure = {int(year) for year in rows.loc[~rows["disputed"], "date"].dt.year}
        disputed = {int(year) for year in rows.loc[rows["disputed"], "date"].dt.year} - sure
        found = [year for year in self.years if year in sure]
        figure = f"{self.what}: {joined([str(year) for year in found]) or 'none undisputed'}"
        left = [year for year in self.years if year not in sure]
        if not left:
            return finding("supported", figure, "Each is listed, undisputed.")
        words = [f"{year} (disputed)" if year in disputed else f"{year} (not listed)" for year in left]
        verdict: Verdict = "partly supported" if found else "cannot tell"
        return finding(verdict, figure, f"Not undisputed: {joined(words)}.")


def _sums(rows: pd.DataFrame, measure: str) -> tuple[float, float, float]:
    """Add up the reported figures of all rows; where one is missing the next lower one stands in."""
    low = rows[f"{measure}_low"].astype(float)
    best = rows[f"{measure}_best"].astype(float).fillna(low)
    high = rows[f"{measure}_high"].astype(float).fillna(best)
    return float(low.sum()), float(best.sum()), float(high.sum())


def _all_of(rows: pd.DataFrame, period: Period) -> Monthly:
    return monthly(rows, np.ones(len(rows), dtype=np.bool_), period)


def _span(low: int, high: int) -> str:
    return thousands(low) if low == high else f"{thousands(low)} to {thousands(high)}"


def _percent(fraction: float | None) -> str:
    return "none" if fraction is None else f"{100 * fraction:.0f}%"


def _share(found: Estimate) -> str:
    interval = (
        ""
        if found.low is None or found.high is None
        else f" (95% interval {_percent(found.low)} to {_percent(found.high)})"
    )
    return f"{_percent(found.value)}{interval}"


def names_of(codes: Collection[str]) -> str:
    """Name provinces by their codes."""
    names = provinces.province_names()
    return joined([names[code] for code in codes])


@dataclass(frozen=True)
class Leads:
    """A claim that a region has more incidents than any other of its country in a period."""

    what: str
    of: Kind
    region: str
    period: Period

    def __call__(self, material: Material) -> Finding:
        """Ask the model how surely the region is ahead of each other one."""
        period = self.period.cut_to(material.covered)
        question = Question(period, period, region=self.region)
        rows = in_country(material.held(self.of), question.country)
        found = leads(rows, question)
        asked = provinces.provinces_in(self.region)
        inside = rows["province_id"].isin(list(asked)).to_numpy(dtype=np.bool_)
        figure = f"{self.what}: {_percent(_mean(inside[period.holds(rows)]))}"
        if found.p is None:
            return finding("cannot tell", figure, f"{self.what}: too few to compare.", rows[inside])
        names = provinces.region_names()
        ahead = "" if found.leader == self.region else f" Most are in {names[found.leader].partition(' (')[0].lower()}."
        reason = f"{self.what}: that it has the most is {in_words(found.p)}.{ahead}"
        return finding(_by_probability(found.p), figure, reason, rows[inside])


def _by_probability(p: float) -> Verdict:
    """Take what is almost certain for borne out, and what has almost no chance for refuted (ICD 203's terms)."""
    return "supported" if p >= EDGES[-1] else "not supported" if p < EDGES[0] else "cannot tell"


def _mean(inside: NDArray[np.bool_]) -> float | None:
    return float(inside.mean()) if len(inside) else None
