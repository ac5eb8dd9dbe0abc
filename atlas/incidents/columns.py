"""The columns of the incident table: what each one means, what kind of value it holds and whether it may be empty."""

from typing import Literal, NamedTuple

Kind = Literal["id", "date", "choice", "text", "place code", "country", "degrees", "count", "sources"]


class Column(NamedTuple):
    """One column of the plain table."""

    kind: Kind
    meaning: str
    required: bool = False
    later: bool = False
    """Whether tables were in use before it: a file may lack it without a word."""


KINDS: dict[Kind, str] = {
    "id": "text: KA- and at least four digits; ACLED:, UCDP:, GTD: or TAB: before the own id of an imported row",
    "date": "date, written YYYY-MM-DD",
    "choice": "one value of a closed list",
    "text": "plain text without control characters",
    "place code": "ISO 3166-2 code of one of the eight countries, such as AF-NAN",
    "country": "English short name, such as Afghanistan",
    "degrees": "decimal degrees on WGS 84",
    "count": "whole number from 0 to 100,000",
    "sources": "JSON list of objects",
}
"""What a value of each kind looks like in the file."""

_RANGE = (
    "Low is the smallest and high the largest figure reported. Best is a figure that a named reporter gave, never a "
    "midpoint: the last consolidated one of the authorities or the UN, marked as chosen in tolls.csv with the reason, "
    "else the latest of whoever counted. Where low and high differ, tolls.csv says who reported it; a claim of the "
    "group itself counts for none of the three. “At least n” gives n. Empty: no figure was reported."
)

COLUMNS: dict[str, Column] = {
    "id": Column("id", "Stable name of the incident. It is never given to another one.", required=True),
    "date_start": Column("date", "First day of the incident, or of the span in which it happened.", required=True),
    "date_end": Column("date", "Last day of the incident, or of the span in which it happened.", required=True),
    "date_precision": Column("choice", "How exactly the date is known.", required=True),
    "event_class": Column("choice", "What kind of event it is, and who began it.", required=True),
    "initiated_by_group": Column("choice", "Whether the group began the violence; for a plot, whether it planned it."),
    "operation_id": Column(
        "text",
        "Shared by attacks of one day that the claim or the authorities treat as one. Empty in the file: the incident "
        "stands alone and, once loaded, has its own id here.",
    ),
    "place": Column(
        "text",
        "Village, town or site in the spelling of English-language reports; a quarter follows its town after a comma. "
        "For fire, where it landed.",
    ),
    "district": Column("text", "District that the place belongs to, where known."),
    "province_id": Column(
        "place code",
        "Province, for the eight countries of the atlas. Empty elsewhere and when known only to the country.",
    ),
    "country": Column("country", "Country where it happened.", required=True),
    "latitude": Column("degrees", "North is positive. Empty when no named source gives coordinates for the place."),
    "longitude": Column("degrees", "East is positive. Given together with latitude or not at all."),
    "location_precision": Column(
        "choice",
        "How exactly the place is known. At province and country precision there are no coordinates.",
        required=True,
    ),
    "coordinate_source": Column(
        "text", "Who publishes the coordinates: GeoNames, geoBoundaries, UCDP GED or Wikipedia."
    ),
    "origin_place": Column(
        "text", "For an attack across a border: where it was fired from, or where the attackers came over from."
    ),
    "origin_province_id": Column("place code", "Province of origin_place."),
    "attack_type": Column("choice", "How the violence was done; for a plot, how it was meant to be done."),
    "target_type": Column("choice", "Whom or what it was aimed at."),
    "killed_low": Column("count", f"People killed. {_RANGE}"),
    "killed_best": Column("count", "People killed, the most credible figure; see killed_low."),
    "killed_high": Column("count", "People killed, highest figure; see killed_low."),
    "injured_low": Column("count", "People injured, lowest figure; same rule as killed_low."),
    "injured_best": Column("count", "People injured, the most credible figure."),
    "injured_high": Column("count", "People injured, highest figure."),
    "killed_basis": Column("choice", "Whom the killed figures count."),
    "attackers_killed": Column("count", "Members of the group killed, the lowest figure reported."),
    "attribution": Column("choice", "How the incident is tied to the group.", required=True),
    "attributed_by": Column(
        "text", "Who says so: the group itself, an authority, a list, a research project, the press."
    ),
    "label": Column(
        "choice",
        "The part of Islamic State that the sources name. In Pakistan a claim counts as IS Pakistan Province only "
        "where a source says so; otherwise as ISKP, and after the split of May 2019 with confidence at most medium.",
        required=True,
    ),
    "confidence": Column(
        "choice",
        "By rule: two or more independent source families make high, or medium when the attribution is suspected or "
        "disputed; one family makes medium; a doubtful, vague or approximate report makes low.",
    ),
    "found_through": Column(
        "text",
        "Stream in which the incident was first met: encyclopedia list, encyclopedia news page, UCDP, UN, monitoring "
        "group or press.",
    ),
    "summary": Column("text", "What happened in neutral words, at most 25, without the name of a private person."),
    "known_as": Column(
        "text",
        "Names the event is known under, with a semicolon and a space between, such as “Abbey Gate bombing; Kabul "
        "airport attack”.",
        later=True,
    ),
    "sources": Column(
        "sources",
        "Objects with publisher, title, date, url, via (the page that a copy or a list derives from) and family "
        "(mirrors of one origin are one family). Publisher and family are always given.",
    ),
    "added": Column("date", "Day on which the row entered the table."),
    "revised": Column("date", "Day of its last change. Empty: unchanged."),
    "killed_figures": Column(
        "choice", "Whether the source gives a range, a single figure or none. Empty: not recorded.", later=True
    ),
    "source_table": Column(
        "text", "For an imported row: the source whose export it comes from. Empty: the atlas's own row.", later=True
    ),
}
"""Every column in the order of the file."""

REQUIRED = tuple(name for name, column in COLUMNS.items() if column.required)
"""Columns that a file must have and that no row may leave empty."""


SEPARATOR = "; "
"""Stands between the names of known_as."""


def of_kind(*kinds: Kind) -> list[str]:
    """List the columns of some kinds, in the order of the file."""
    return [name for name, column in COLUMNS.items() if column.kind in kinds]
