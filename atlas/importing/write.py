"""The result as files: a Parquet table that the atlas opens at once, what it says about itself, and the account."""

import json
from pathlib import Path
from typing import Any

from atlas.errors import DataError
from atlas.exports.whole_files import write_whole
from atlas.importing.gather import Gathered
from atlas.importing.report import as_json
from atlas.incidents.coverage import metadata_path
from atlas.incidents.files import write_parquet

REMEDY = "Name another file with --to."


def title_of(found: Gathered) -> str:
    """Give the name under which the table is shown: the analyst's, else source and file."""
    return found.plan.settings.title or f"{found.plan.layout.title}: {found.path.name}"


def metadata(found: Gathered, account: dict[str, Any], name: str) -> dict[str, Any]:
    """Describe the table in CSVW metadata: title, covered days, licence, citation, and where it comes from."""
    facts = found.facts
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": title_of(found),
        "dc:temporal": f"{facts['start'].min():%Y-%m-%d}/{facts['end'].max():%Y-%m-%d}",
        "dc:license": account["licence"]["text"],
        "dc:bibliographicCitation": account["licence"]["citation"],
        "dc:source": [found.plan.layout.title, found.path.name],
        "atlas:licence_is_open": account["licence"]["open"],
    }


def write(found: Gathered, to: Path, report: Path | None = None) -> dict[str, Any]:
    """Write table, metadata and account; each file is whole or not there.

    Returns
    -------
    dict
        The account.

    Raises
    ------
    DataError
        When the chosen actor has no row, or a file cannot be written.
    """
    account = as_json(found)
    if report is not None:
        write_whole(report, _bytes(account), "Name another file with --report.")
    if found.table.empty:
        raise DataError(
            f"{found.path.name}: {len(found.facts):,} rows can be used, none of them names the group.",
            hint="Look at the names of groups in the report, give your own verdicts, or import with --actor all.",
        )
    if to.suffix.lower() != ".parquet":
        raise DataError(f"{to.name}: the result is a Parquet table.", hint="Name it like incidents.parquet.")
    unfinished = to.with_name(f".{to.name}.part")
    try:
        write_parquet(found.table, unfinished)
        unfinished.replace(to)
    except OSError as error:
        raise DataError(f"{to}: cannot be written ({error.strerror}).", hint=REMEDY) from error
    finally:
        unfinished.unlink(missing_ok=True)
    write_whole(metadata_path(to), _bytes(metadata(found, account, to.name)), REMEDY)
    return account


def _bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
