"""The data card DATA.md: what the table covers, how it was made, what it misses; every figure is computed."""

import json
from pathlib import Path

import pandas as pd

from atlas import settings
from atlas.incidents.card_blind_spots import blind_spots
from atlas.incidents.card_gaps import bias, gaps
from atlas.incidents.card_review import review_section
from atlas.incidents.context import read_sheet
from atlas.incidents.coverage import metadata_path
from atlas.incidents.families import rows_by_families, source_families
from atlas.incidents.load import Incidents, read_incidents
from atlas.incidents.markdown import bullets, markdown_table, paragraph
from atlas.incidents.recorded import attacks, number
from atlas.incidents.sheets import SHEETS
from atlas.text import day_in_words, joined

FAMILIES_SHOWN = 12

BESIDE = (
    "Each has its sources in its own columns; “path not kept” stands where only the publisher of a figure is known. "
    "Whoever reads one checks every cell against the columns below. Besides them, tolls.csv keeps the tolls that "
    "different reporters gave for one incident."
)

INTRODUCTION = """# Data card of the incident table

Written by `python -m atlas datacard` from the table and the tables beside it; do not edit by hand. Columns and closed
lists are in [DICTIONARY.md](DICTIONARY.md), the method in [docs/METHOD.md](docs/METHOD.md).
"""

HOW_IT_WAS_MADE = """## How it was made

1. Publicly reported incidents were collected from encyclopedia lists, research data, UN reports, monitoring groups and
   the press. Each was read on the page that its row names; facts only were taken, the wording is the table's own.
2. Before the table was written, a random sample of 40 of the first 378 records was held against second sources: found
   for 34, of which 23 agreed, 5 were firmly wrong in a detail (a toll, a target, who claimed it, a day), and 6 ranges
   had to be widened. No province was wrong and no event invented. 39 corrections were made.
3. Every row took the schema of DICTIONARY.md; rows that break a rule are rejected by `python -m atlas check`.
4. Places took their coordinates from a gazetteer in which each has a named source; a place known only to its province
   has none.
5. Confidence follows a written rule that counts independent source families.
6. Editors read every row again; what they found is below.

The stream in which an incident was first met:
"""

LICENCE = """## Licence and citation

The table is published under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). It carries single facts and
coordinates of the Uppsala Conflict Data Program's Georeferenced Event Dataset (CC BY 4.0) and coordinates of GeoNames
(CC BY 4.0); both are credited row by row. From Wikipedia it takes facts, no wording. No row of ACLED or of the Global
Terrorism Database is part of it, and UCDP was not copied in bulk.

Cite it as:
"""

CORRECTIONS = """## How to propose a correction

Name the row (such as `KA-0123`), the column, what it should say, and a source that others can open. A toll that sources
report differently keeps its range. An incident that is missing needs a day, a place, who names the group, and at least
one source; two independent ones make it certain. CONTRIBUTING.md says how a correction enters the table.
"""


def data_card(path: Path = settings.EVENTS) -> str:
    """Write the data card of a table as Markdown.

    Raises
    ------
    DataError
        When the table, its metadata or a table beside it cannot be read.
    """
    opened = read_incidents(path)
    published = read_sheet("published_counts")
    parts = [
        INTRODUCTION,
        _what_it_is(opened),
        _coverage(opened, path),
        _how(opened.table),
        _families(opened.table),
        gaps(opened.table, published, opened.covers_to),
        bias(opened.table, published),
        blind_spots(opened.table, published),
        review_section(read_sheet("review"), len(opened.table)),
        _beside(),
        _licence(opened),
        CORRECTIONS,
    ]
    return "\n".join(parts)


def _what_it_is(opened: Incidents) -> str:
    table = opened.table
    low, high = number(attacks(table))
    first, last = day_in_words(opened.covers_from), day_in_words(opened.covers_to)
    return "\n".join(
        [
            "## What it is\n",
            paragraph(
                f"{opened.title}: {len(table):,} rows, one place on one day each, from {first} to {last}. Version "
                f"{opened.version} (the first twelve digits of the file's SHA-256)."
            ),
            paragraph(
                f"The default view holds {low:,} attacks that are claimed or attributed, {high:,} with the suspected "
                f"and disputed ones. By class: {_shares(table['event_class'])}. By country: "
                f"{_shares(table['country'], 6)}. By attribution: {_shares(table['attribution'])}. By confidence: "
                f"{_shares(table['confidence'])}."
            ),
        ]
    )


def _coverage(opened: Incidents, path: Path) -> str:
    reasons = json.loads(metadata_path(path).read_text(encoding="utf-8"))
    located = opened.table["latitude"].notna().sum()
    return "## What it covers, and what not\n\n" + bullets(
        [
            f"**covers_from {opened.covers_from}.** {reasons['atlas:covers_from_reason']}",
            f"**covers_to {opened.covers_to}.** {reasons['atlas:covers_to_reason']} Later days are not covered, which "
            "is not the same as quiet.",
            "**Where:** Afghanistan, Pakistan, Iran and the five states of Central Asia by province; other countries "
            "by place.",
            "**What:** attacks, and apart from them clashes begun by others, operations against the group, prison "
            "riots and foiled plots. Deaths are victims; attackers stand in a column of their own wherever sources "
            "separate them.",
            f"**Precision:** {_shares(opened.table['location_precision'])}; {located:,} rows have coordinates.",
            "**Not a census.** It is weighted by the press and by the lists that could be read again. It misses most "
            "small bombings and most of what happened far from a city. A fall in it can be a fall in reporting.",
        ]
    )


def _how(table: pd.DataFrame) -> str:
    rows = [(stream or "not stated", f"{count:,}") for stream, count in _counts(table["found_through"]).items()]
    return f"{HOW_IT_WAS_MADE}\n{markdown_table(['Stream', 'Rows'], rows)}"


def _families(table: pd.DataFrame) -> str:
    families = source_families(table["sources"])
    per_row = joined([f"{rows:,} with {count}" for count, rows in rows_by_families(table["sources"]).items()])
    wikipedia, ucdp = (int((families == (name,)).sum()) for name in ("wikipedia", "ucdp"))
    named = _counts(families.explode().dropna())
    shown = [(name, f"{count:,}") for name, count in list(named.items())[:FAMILIES_SHOWN]]
    text = (
        "Mirrors of one origin are one family: a copy of an encyclopedia list is that list. Rows by their number of "
        f"independent families: {per_row}. {wikipedia:,} rows rest on Wikipedia alone, {ucdp:,} on UCDP alone. The "
        f"table names {len(named):,} families; the {len(shown)} most frequent:"
    )
    return f"## Source families\n\n{paragraph(text)}\n{markdown_table(['Family', 'Rows'], shown)}"


def _beside() -> str:
    parts = ["## Tables beside the incidents\n", paragraph(BESIDE)]
    for name, sheet in SHEETS.items():
        fields = [(f"`{column}`", field.meaning, ", ".join(field.allowed)) for column, field in sheet.fields.items()]
        parts += [
            f"### {sheet.title}\n",
            paragraph(f"`context/{name}.csv`, {len(read_sheet(name)):,} rows. {sheet.about}"),
            markdown_table(["Column", "Meaning", "Closed list"], fields),
        ]
    return "\n".join(parts)


def _licence(opened: Incidents) -> str:
    last = day_in_words(opened.covers_to)
    return f"{LICENCE}\n> Khorasan Atlas, {opened.title}, version {opened.version}, data to {last}. CC BY 4.0.\n"


def _counts(cells: pd.Series) -> dict[str, int]:
    """Count values, most first, equals by name."""
    counts = cells.astype("object").value_counts()
    return {
        str(name): int(rows) for name, rows in sorted(counts.items(), key=lambda one: (-one[1], str(one[0]))) if rows
    }


def _shares(cells: pd.Series, most: int | None = None) -> str:
    counts = list(_counts(cells).items())
    shown = [f"{name} {rows:,}" for name, rows in counts[:most]]
    rest = sum(rows for _, rows in counts[most:]) if most else 0
    return joined([*shown, f"others {rest:,}"] if rest else shown)
