"""The selection: one frozen value that is the cache key, the URL, the sentence in words and the condition."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography import provinces
from atlas.incidents import vocabulary
from atlas.incidents.queries import (
    DATE_PARAMS,
    NUMBER_PARAMS,
    RING_PARAM,
    SCALARS,
    Problem,
    listed,
    parameters,
    scalars,
    strays,
)
from atlas.incidents.rings import Ring, inside, ring_in_words, write_ring
from atlas.text import day_in_words, joined, thousands

DEFAULT_CLASSES = ("attack",)
DEFAULT_LABELS = ("ISKP", "IS Pakistan Province")


class Choice(NamedTuple):
    """One filter with a closed list of values."""

    field: str
    """Attribute of Filters."""
    param: str
    """Key in the URL."""
    column: str
    """Column of the plain table that it restricts."""
    title: str
    """Name shown to the reader."""


CHOICES = (
    Choice("countries", "country", "country", "Country"),
    Choice("provinces", "province", "province_id", "Province"),
    Choice("regions", "region", "region_id", "Region"),
    Choice("classes", "class", "event_class", "Class"),
    Choice("labels", "label", "label", "Label"),
    Choice("attack_types", "attack", "attack_type", "Attack type"),
    Choice("target_types", "target", "target_type", "Target type"),
    Choice("attributions", "attribution", "attribution", "Attribution"),
    Choice("confidences", "confidence", "confidence", "Confidence"),
    Choice("precisions", "precision", "location_precision", "Location precision"),
)
"""Every filter with a list of values, in the order in which the reader meets them."""

PERIOD_FIELDS = ("start", "end")
PLACE_FIELDS = ("countries", "provinces", "regions", "ring")


Options = Mapping[str, Mapping[str, str]]
"""URL key to the values of that filter: value in the table to the label shown, in order."""


@dataclass(frozen=True, slots=True)
class Filters:
    """A selection of incidents. An empty tuple or None does not restrict.

    Dates are whole days, both ends included. ``killed_min`` and ``killed_max`` hold the best estimate of people killed.
    ``ring`` is an area drawn on the map; incidents without coordinates lie in no such area.
    The fresh value ``Filters()`` is the default view: attacks by ISKP or IS Pakistan Province, everywhere and always.
    """

    start: date | None = None
    end: date | None = None
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    classes: tuple[str, ...] = DEFAULT_CLASSES
    labels: tuple[str, ...] = DEFAULT_LABELS
    attack_types: tuple[str, ...] = ()
    target_types: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    killed_min: int = 0
    killed_max: int | None = None
    ring: Ring = ()

    def without(self, *names: str) -> Self:
        """Lift the named restrictions, back to none at all (also for classes and labels)."""
        lifted: dict[str, Any] = {name: () if isinstance(_FRESH[name], tuple) else _FRESH[name] for name in names}
        return replace(self, **lifted)

    def everywhere(self) -> Self:
        """Lift every restriction of place: a profile or a comparison has a place of its own."""
        return self.without(*PLACE_FIELDS)

    def everywhere_and_always(self) -> Self:
        """Lift place and period: a comparison of periods needs all of both."""
        return self.without(*PLACE_FIELDS, *PERIOD_FIELDS)

    def apply(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the plain table that this selection holds, in their order.

        A row whose date interval crosses an edge of the period is not among them: see ``crossing``.
        """
        return table[self.holds(table)]

    def holds(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Tell of each row whether this selection holds it."""
        return self._matches(table) & self._within(table)

    def crossing(self, table: pd.DataFrame) -> int:
        """Count the rows that match all but lie across an edge of the period, so that no side can claim them."""
        across = self._touches(table) & ~self._within(table)
        return int((self._matches(table) & across).sum()) if across.any() else 0

    def _within(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        within = np.ones(len(table), dtype=np.bool_)
        if self.start:
            within &= table["date_start"].to_numpy() >= np.datetime64(self.start, "us")
        if self.end:
            within &= table["date_end"].to_numpy() <= np.datetime64(self.end, "us")
        return within

    def _touches(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        touching = np.ones(len(table), dtype=np.bool_)
        if self.start:
            touching &= table["date_end"].to_numpy() >= np.datetime64(self.start, "us")
        if self.end:
            touching &= table["date_start"].to_numpy() <= np.datetime64(self.end, "us")
        return touching

    def _matches(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        matches = np.ones(len(table), dtype=np.bool_)
        for choice in CHOICES:
            wanted = getattr(self, choice.field)
            if wanted and choice.field == "regions":
                matches &= _in_regions(table, wanted)
            elif wanted:
                matches &= _among(table[choice.column], wanted)
        if self.killed_min:
            matches &= table["killed_best"].to_numpy() >= self.killed_min
        if self.killed_max is not None:
            matches &= table["killed_best"].to_numpy() <= self.killed_max
        if self.ring:
            matches &= inside(table, self.ring)
        return matches

    @classmethod
    def from_query(
        cls,
        query: str | Mapping[str, Sequence[str]],
        options: Options,
        known: Iterable[str] = (),
        covered: tuple[date, date] | None = None,
    ) -> tuple[Self, tuple[Problem, ...]]:
        """Read a selection from the query of a link; what cannot be used comes back as problems, never as an error.

        ``query`` is a URL, its query string, or key to values. ``options`` gives the values of each filter; a value
        may be named by what the table holds (AF-NAN) or by its label (Nangarhar). ``known`` lists further keys that
        belong to a page and are none of this reader's business; ``covered`` is the first and last day of the table.
        """
        given = parameters(query)
        chosen: dict[str, Any] = {}
        problems: list[Problem] = []
        for choice in CHOICES:
            if choice.param in given:
                kept, bad = listed(choice.param, given[choice.param], options.get(choice.param, {}))
                problems += bad
                if kept is not None:
                    chosen[choice.field] = kept
        astray = strays(chosen)
        problems += astray
        if astray:
            chosen["provinces"] = tuple(p for p in chosen["provinces"] if p not in {s.value for s in astray})
        values, wrong = scalars(given, covered)
        chosen |= values
        problems += wrong
        ours = {choice.param for choice in CHOICES} | SCALARS.keys() | set(known)
        problems += [
            Problem(key, ", ".join(v), "there is no such filter") for key, v in given.items() if key not in ours
        ]
        return cls(**chosen), tuple(problems)

    def to_query(self, options: Options) -> str:
        """Write the selection as the query string of a link; what equals the default view is left out."""
        pairs: list[tuple[str, str]] = []
        for param, field in DATE_PARAMS.items():
            if (day := getattr(self, field)) is not None:
                pairs.append((param, day.isoformat()))
        for choice in CHOICES:
            values = getattr(self, choice.field)
            if values != _FRESH[choice.field]:
                labels = options.get(choice.param, {})
                pairs += [(choice.param, labels.get(value, value)) for value in values] or [(choice.param, "")]
        for param, field in NUMBER_PARAMS.items():
            if getattr(self, field) != _FRESH[field]:
                pairs.append((param, str(getattr(self, field))))
        if self.ring:
            pairs.append((RING_PARAM, write_ring(self.ring)))
        return urlencode(pairs)

    def sentence(self) -> str:
        """State the selection in words, as a noun phrase without a full stop, ready to stand in a sentence."""
        scope = " ".join(filter(None, [self._what(), self._where()]))
        return ", ".join(filter(None, [scope, self._when(), *self._how(), self._toll()]))

    def _what(self) -> str:
        classes = [vocabulary.EVENT_CLASS_IN_WORDS[value][1] for value in self.classes] or ["incidents of every class"]
        labels = [_LABEL_WORDS.get(value, value) for value in self.labels] or ["every label"]
        joint = "of" if not self.labels else "by" if self.classes == ("attack",) else "linked to"
        return f"{joined(classes)} {joint} {joined(labels, 'or')}"

    def _where(self) -> str:
        names, labels = provinces.province_names(), provinces.region_names()
        places = [names.get(value, value) for value in self.provinces]
        scopes = []
        if places:
            scopes.append(joined(places, "or"))
        if self.regions:
            scopes.append(
                f"{'the region' if len(self.regions) == 1 else 'the regions'} "
                f"{joined([labels.get(value, value) for value in self.regions], 'or')}"
            )
        if self.countries and not places:
            scopes.append(joined(list(self.countries), "or"))
        drawn = ring_in_words(self.ring) if self.ring else ""
        return " ".join(filter(None, ["in " + " within ".join(scopes) if scopes else "", drawn]))

    def _when(self) -> str:
        if self.start and self.end:
            if self.start == self.end:
                return f"on {day_in_words(self.start)}"
            return f"from {day_in_words(self.start)} to {day_in_words(self.end)}"
        if self.start:
            return f"since {day_in_words(self.start)}"
        return f"until {day_in_words(self.end)}" if self.end else ""

    def _how(self) -> list[str]:
        return [
            template.format(joined(list(values), "or"))
            for field, template in _PHRASES.items()
            if (values := getattr(self, field))
        ]

    def _toll(self) -> str:
        if not self.killed_min and self.killed_max is None:
            return ""
        if self.killed_max is None:
            return f"with at least {thousands(self.killed_min)} killed"
        if not self.killed_min:
            return f"with at most {thousands(self.killed_max)} killed"
        return f"with {thousands(self.killed_min)} to {thousands(self.killed_max)} killed"


_FRESH: dict[str, Any] = {field.name: field.default for field in fields(Filters)}

_LABEL_WORDS = {"IS core": "Islamic State without a province label", "IS other": "other parts of Islamic State"}
_PHRASES = {
    "attack_types": "by way of {}",
    "target_types": "aimed at {}",
    "attributions": "attribution {}",
    "confidences": "{} confidence",
    "precisions": "located to the {}",
}


def options(table: pd.DataFrame) -> dict[str, dict[str, str]]:
    """List the values that each filter offers for a plain table: value to label, in the order shown.

    Closed lists are offered whole; provinces as far as they have a shape of their own (the others count in the one
    that has theirs); countries as far as the table or the atlas has them, the atlas's own first.
    """
    known = provinces.provinces()
    present = [str(country) for country in table["country"].dropna().unique()]
    home = list(dict.fromkeys(known["country"]))
    countries = [*home, *sorted(set(present) - set(home))]
    lists = {choice.param: {str(v): str(v) for v in vocabulary.LISTS.get(choice.column, {})} for choice in CHOICES}
    return lists | {
        "country": {country: country for country in countries},
        "province": {str(code): str(name) for code, name in known.loc[known["has_shape"], "name"].items()},
        "region": dict(provinces.region_names()),
    }


def _among(column: pd.Series, wanted: Collection[str]) -> NDArray[np.bool_]:
    """Tell which rows hold one of the wanted values; on categories by their codes, so that a million rows are cheap."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.isin(wanted).to_numpy(dtype=np.bool_)
    codes = column.cat.codes.to_numpy()
    numbers = column.cat.categories.get_indexer(pd.Index(list(wanted), dtype="object"))
    found = np.zeros(len(codes), dtype=np.bool_)
    # One comparison per value is faster than a look-up per row: codes are a byte or two, values are few.
    for number in numbers[numbers >= 0]:
        found |= codes == number
    return found


def _in_regions(table: pd.DataFrame, wanted: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which rows lie in one of the regions: a primary one stands in the row, a composite is its provinces."""
    table_of_regions = provinces.regions()
    composites = set(table_of_regions.loc[table_of_regions["kind"] == "composite", "region_id"]) & set(wanted)
    members = sorted({province for region in composites for province in provinces.provinces_in(region)})
    return _among(table["region_id"], wanted) | _among(table["province_id"], members)
