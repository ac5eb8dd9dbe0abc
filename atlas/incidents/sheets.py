"""The tables beside the incidents, context/*.csv: what each holds, and what every column of it may say."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from atlas.incidents import vocabulary
from atlas.settings import COUNTRIES

Kind = Literal["text", "date", "number", "choice", "yes or no", "source", "incident"]
PATH_NOT_KEPT = "path not kept"
"""Stands for the address where only the publisher of a figure is known."""


class Field(NamedTuple):
    """One column of a table beside the incidents."""

    kind: Kind
    meaning: str
    required: bool = True
    allowed: tuple[str, ...] = ()
    """The closed list of a choice."""


class Sheet(NamedTuple):
    """One table beside the incidents."""

    title: str
    about: str
    fields: Mapping[str, Field]
    unique: tuple[str, ...] = ()
    """Columns that together name a row."""
    ordered: tuple[tuple[str, str], ...] = ()
    """Pairs of columns of which the first is at most the second."""


DEFINITIONS = {
    "claims": "items that Islamic State itself published",
    "recorded attacks": "attacks claimed by or attributed to the group, as an observer recorded them",
    "events": "events that involve the group, raids on it included",
    "casualties": "people killed and injured, with UNAMA civilians only",
    "fatalities": "all deaths, in data sets also those of attackers and soldiers",
}
"""What a published figure counts. Figures of different definitions are never one series."""

COMPARED_WITH = {
    "attacks": "attacks",
    "claimed attacks": "attacks that the group claimed",
    "deadly attacks": "attacks with at least one death (best figure)",
    "all events": "incidents of every class but foiled plots",
    "killed in attacks": "people killed in attacks",
    "injured in attacks": "people injured in attacks",
}
"""What the incident table counts beside a published figure."""

BOUNDS = ("exact", "about", "nearly", "at least", "more than", "up to", "fewer than")

_SOURCE = Field("source", f"Address of the page on which the figure was read, or “{PATH_NOT_KEPT}”.")
_PUBLISHER = Field("text", "Site or body on whose page it was read.")
_NOTE = Field("text", "What else a reader must know.", required=False)
_BOUND = Field("choice", "How the source words the figure.", allowed=BOUNDS)

_PUBLISHED_COUNTS = Sheet(
    "Published counts",
    "What others counted, each figure with its definition, area and period.",
    {
        "id": Field("text", "Stable name of the figure."),
        "who": Field("text", "Who counted."),
        "definition": Field("choice", "What is counted; never mixed into one series.", allowed=tuple(DEFINITIONS)),
        "scope": Field("text", "What is counted, in words."),
        "actor": Field(
            "choice", "Whose violence is counted.", allowed=("the group", "mostly the group", "all groups")
        ),
        "area": Field("text", "Where."),
        "area_id": Field("text", "ISO 3166 code of exactly that area; empty when it has none.", required=False),
        "period_start": Field("date", "First day; empty when no period is stated.", required=False),
        "period_end": Field("date", "Last day.", required=False),
        "period_exact": Field("yes or no", "Whether the source states both days."),
        "figure_low": Field("number", "The figure, or the lower end of a range."),
        "figure_high": Field("number", "The figure again, or the upper end."),
        "bound": _BOUND,
        "unit": Field(
            "choice",
            "Unit of the figure.",
            allowed=(
                "attacks", "claims", "events", "killed", "injured", "killed and injured", "percent", "percent change",
            ),
        ),
        "compared_with": Field(
            "choice", "What the incident table counts beside it; empty: no comparison is fair.",
            required=False, allowed=tuple(COMPARED_WITH),
        ),
        "publisher": _PUBLISHER,
        "source": _SOURCE,
        "note": _NOTE,
    },
    unique=("id",),
    ordered=(("period_start", "period_end"), ("figure_low", "figure_high")),
)  # fmt: skip

_STRENGTH = Sheet(
    "Strength",
    "Estimates of the group's size by different observers, and what parties say that they took from it.",
    {
        "id": Field("text", "Stable name of the estimate."),
        "counted": Field(
            "choice",
            "What is counted.",
            allowed=(
                "fighters", "fighters and families", "fighters from Central Asia", "members removed", "members killed",
                "members arrested", "members surrendered", "districts with a presence",
            ),
        ),
        "area": Field("text", "Where; “all” is the whole group."),
        "period_start": Field("date", "First day that the estimate stands for."),
        "period_end": Field("date", "Last day."),
        "low": Field("number", "The figure, or the lower end of a range."),
        "high": Field("number", "The figure again, or the upper end."),
        "bound": _BOUND,
        "kind": Field(
            "choice", "What sort of statement it is.", allowed=("estimate", "forecast", "party's own figure")
        ),
        "who": Field("text", "Who says so."),
        "publisher": _PUBLISHER,
        "source": _SOURCE,
        "note": _NOTE,
    },
    unique=("id",),
    ordered=(("period_start", "period_end"), ("low", "high")),
)  # fmt: skip

_LEADERSHIP = Sheet(
    "Leadership",
    "Leaders and turning points of the group; what is disputed is marked.",
    {
        "date": Field("date", "Day; the first of the month when only the month is known."),
        "date_precision": Field("choice", "How exactly the date is known.", allowed=("day", "month")),
        "event": Field("text", "What happened."),
        "kind": Field("choice", "Sort of event.", allowed=("appointed", "killed", "arrested", "turning point")),
        "publisher": _PUBLISHER,
        "source": _SOURCE,
        "disputed": Field("yes or no", "Whether sources contradict each other on it."),
        "note": _NOTE,
    },
    unique=("date", "event"),
)

_ALIASES = Sheet(
    "Names",
    "Names of the group in reports and, exactly, in foreign data sets.",
    {
        "name": Field("text", "The name."),
        "language": Field("text", "Its language (BCP 47)."),
        "used_by": Field("choice", "Where it is used.", allowed=("GTD", "UCDP", "ACLED", "briefs", "press")),
        "exact": Field("yes or no", "Whether a data set writes it exactly so."),
        "label": Field("choice", "The label it stands for here.", allowed=tuple(vocabulary.LABEL)),
        "source": _SOURCE,
        "note": _NOTE,
    },
    unique=("name", "language", "used_by"),
)

_CLAIMS = Sheet(
    "Claims",
    "What five briefs assert, in own words, to be held against the data.",
    {
        "id": Field("text", "Stable name: a letter for the brief and a number."),
        "brief": Field("text", "Who asserts it."),
        "as_of": Field("date", "Day of the brief; the last day of the month or year when only that is known."),
        "claim": Field("text", "The assertion."),
        "kind": Field(
            "choice",
            "Sort of assertion.",
            allowed=("level", "change", "incident", "forecast", "party's own figure"),
        ),
        "testable": Field("yes or no", "Whether the incident table can bear on it."),
        "test": Field("text", "What would test it, or why nothing can."),
    },
    unique=("id",),
)

_REVIEW = Sheet(
    "Review",
    "What editors found when they read the rows again.",
    {
        "id": Field("incident", "Incident."),
        "checked_against": Field(
            "choice", "What it was held against.", allowed=("facts", "second source", "second review")
        ),
        "verdict": Field("choice", "What came of it.", allowed=("confirmed", "corrected", "not found")),
        "column": Field("text", "Column that was corrected.", required=False),
        "was": Field("text", "What it said.", required=False),
        "is": Field("text", "What it says now.", required=False),
        "source": Field("text", "On what that rests.", required=False),
    },
)

_NOT_DUPLICATES = Sheet(
    "Pairs that are two incidents",
    "Pairs of incidents that look alike and are separate, each with the reason.",
    {
        "id": Field("incident", "The earlier incident."),
        "date": Field("date", "Its first day."),
        "other_id": Field("incident", "The later incident."),
        "other_date": Field("date", "Its first day."),
        "reason": Field("text", "Why they are two."),
    },
    unique=("id", "other_id"),
    ordered=(("date", "other_date"),),
)

_ELECTIONS = Sheet(
    "Elections",
    "Days of national elections in the eight countries, as far as a source could be read.",
    {
        "date": Field("date", "Polling day; the first one where polling took several."),
        "country": Field("choice", "Country.", allowed=tuple(COUNTRIES.values())),
        "kind": Field("choice", "What was elected.", allowed=("presidential", "parliamentary")),
        "note": Field("text", "What else a reader must know.", required=False),
        "source": _SOURCE,
    },
    unique=("date", "country"),
)

_MOMENTS = Sheet(
    "Moments",
    "Turning points that are marked on a time axis.",
    {
        "date": Field("date", "Day."),
        "label": Field("text", "A few words."),
        "note": Field("text", "What happened."),
        "source": _SOURCE,
        "disputed": Field("yes or no", "Whether sources contradict each other on it."),
    },
    unique=("date", "label"),
)

_GLOSSARY = Sheet(
    "Glossary",
    "Words of the field that a reader may not know.",
    {"term": Field("text", "The word."), "definition": Field("text", "What it means here.")},
    unique=("term",),
)

_LEFT_OUT = Sheet(
    "Reports merged or left out",
    "Reports that are no row of their own.",
    {
        "fact_date": Field("date", "Day of the report."),
        "fact_place": Field("text", "Its place."),
        "reason": Field("text", "Why it has no row."),
        "merged_into": Field("text", "Incidents that hold it, separated by semicolons.", required=False),
    },
)

_VERSIONS = Sheet(
    "Data versions",
    "States of the incident table that were given a number, written by `python -m atlas record`.",
    {
        "version": Field("number", "Number of the version, counted from 1."),
        "date": Field("date", "Day on which it was recorded."),
        "digest": Field("text", "First twelve hexadecimal digits of the SHA-256 of events.csv."),
        "rows": Field("number", "Rows of the table."),
        "added": Field("number", "Rows added since the version before."),
        "changed": Field("number", "Rows of which a column changed."),
        "removed": Field("number", "Rows removed; their numbers are retired."),
        "reason": Field("text", "Why it changed."),
    },
    unique=("version",),
)

_CHANGES = Sheet(
    "Changes of rows",
    "What changed from one data version to the next, row by row; the first version has no lines.",
    {
        "version": Field("number", "The version that brought the change."),
        "id": Field("incident", "Incident; the number of a removed one is never given again."),
        "change": Field("choice", "What happened to the row.", allowed=("added", "changed", "removed")),
        "columns": Field("text", "Columns that changed, separated by semicolons.", required=False),
        "reason": Field("text", "Why."),
    },
    unique=("version", "id"),
)

SHEETS: dict[str, Sheet] = {
    "published_counts": _PUBLISHED_COUNTS,
    "strength": _STRENGTH,
    "leadership": _LEADERSHIP,
    "moments": _MOMENTS,
    "aliases": _ALIASES,
    "claims": _CLAIMS,
    "review": _REVIEW,
    "not_duplicates": _NOT_DUPLICATES,
    "left_out": _LEFT_OUT,
    "elections": _ELECTIONS,
    "glossary": _GLOSSARY,
    "versions": _VERSIONS,
    "changes": _CHANGES,
}
"""Every table by the name of its file, in the order in which they are shown."""
