"""The data dictionary, written from the schema and the closed lists so that it cannot say anything else."""

from atlas.incidents import vocabulary
from atlas.incidents.columns import COLUMNS, KINDS, Column
from atlas.incidents.rules import RULES
from atlas.incidents.schema import SCHEMA_VERSION
from atlas.incidents.vocabulary import Term

INTRODUCTION = f"""# Data dictionary of the incident table

Written by `python -m atlas dictionary` from the schema (version {SCHEMA_VERSION}); do not edit by hand.

One row is one incident: one place on one day. The table is UTF-8 CSV (or Parquet) with the columns below in this order.
An empty cell means that the value is not known or does not apply. Rows that break a rule are rejected and listed with
row, column, value and reason; nothing is dropped in silence. What the table covers stands beside it in
`events.csv-metadata.json` (W3C CSV on the Web). The third column of each closed list names the nearest value of ACLED,
the fourth that of the Global Terrorism Database (GTD); they are counterparts, not equals.

In a CSV that the atlas writes, text that a spreadsheet would take for a formula (it begins with = + - @, tab or
carriage return, also after apostrophes) has one apostrophe before it; reading takes it away.
"""


def dictionary() -> str:
    """Write the data dictionary as Markdown."""
    parts = [INTRODUCTION, _columns(), _rules(), "## Closed lists\n"]
    parts += [_closed_list(name, terms) for name, terms in vocabulary.LISTS.items()]
    return "\n".join(parts)


def _columns() -> str:
    rows = [
        [f"`{name}`", column.meaning, KINDS[column.kind], _allowed(name, column), "no" if column.required else "yes"]
        for name, column in COLUMNS.items()
    ]
    return "## Columns\n\n" + _table(["Column", "Meaning", "Type", "Allowed", "May be empty"], rows)


def _allowed(name: str, column: Column) -> str:
    match column.kind:
        case "choice":
            return ", ".join(vocabulary.LISTS[name])
        case "degrees":
            return "-90 to 90" if name == "latitude" else "-180 to 180"
        case "id":
            return "unique"
        case _:
            return ""


def _rules() -> str:
    lines = [f"- `{rule.column}` is rejected when it {rule.reason}." for rule in RULES]
    return "## Rules over several columns\n\n" + "\n".join(lines) + "\n"


def _closed_list(name: str, terms: dict[str, Term]) -> str:
    rows = [[value, term.definition, term.acled, term.gtd, term.ucdp] for value, term in terms.items()]
    return f"### {name}\n\n" + _table(["Value", "Definition", "ACLED", "GTD", "UCDP"], rows)


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
