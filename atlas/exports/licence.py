"""The licence of an incident table: what may leave the atlas without a question, and what needs a word first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.incidents.coverage import metadata_path
from atlas.incidents.files import sha256_of

LICENCE_KEY = "dc:license"

OPEN_LICENCES: Mapping[str, str] = {
    "creativecommons.org/publicdomain/zero/1.0": "CC0 1.0",
    "creativecommons.org/publicdomain/mark/1.0": "Public Domain Mark 1.0",
    "creativecommons.org/licenses/by/3.0": "CC BY 3.0",
    "creativecommons.org/licenses/by/4.0": "CC BY 4.0",
    "creativecommons.org/licenses/by-sa/3.0": "CC BY-SA 3.0",
    "creativecommons.org/licenses/by-sa/4.0": "CC BY-SA 4.0",
    "opendatacommons.org/licenses/pddl/1.0": "PDDL 1.0",
    "opendatacommons.org/licenses/by/1.0": "ODC-BY 1.0",
    "opendatacommons.org/licenses/odbl/1.0": "ODbL 1.0",
}
"""Licences under which rows may be passed on by anybody, by their address without scheme and final slash.

Those that the Open Definition 2.1 (opendefinition.org) lists as conformant for data and that occur in this field.
"""

_SPELLINGS = {
    "cc0-1.0": "CC0 1.0",
    "cc-by-3.0": "CC BY 3.0",
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-sa-3.0": "CC BY-SA 3.0",
    "cc-by-sa-4.0": "CC BY-SA 4.0",
    "pddl-1.0": "PDDL 1.0",
    "odc-by-1.0": "ODC-BY 1.0",
    "odbl-1.0": "ODbL 1.0",
}
"""The same by their identifiers in SPDX (spdx.org), in small letters."""


@dataclass(frozen=True)
class Licence:
    """What the metadata of a table state as its licence."""

    text: str = ""
    """As it stands there; empty when none is stated."""

    @property
    def known(self) -> str:
        """The short name of the open licence that it is; empty for every other one and for none."""
        word = self.text.strip().casefold()
        bare = word.partition("://")[2] or word
        address = bare.removeprefix("www.").removesuffix("/").removesuffix("/legalcode").removesuffix("/deed.en")
        return OPEN_LICENCES.get(address) or _SPELLINGS.get(word.replace(" ", "-"), "")

    @property
    def is_open(self) -> bool:
        """Tell whether rows may be passed on without asking."""
        return bool(self.known)

    @property
    def name(self) -> str:
        """How it is called in a sentence: its short name, else what is stated, else that nothing is."""
        return self.known or self.text or "no licence stated"

    def question(self) -> str:
        """Ask what somebody has to confirm before incident rows leave the atlas; empty when the licence is open."""
        if self.is_open:
            return ""
        stated = f"The table is under “{self.text}”" if self.text else "The table names no licence"
        return f"{stated}. I have checked that I may take incident rows away and how I may pass them on."

    def about(self) -> str:
        """Say in one or two sentences what the licence means for somebody who takes rows away."""
        if self.is_open:
            return "Rows may be passed on; name the source."
        return (
            "Rows of such a table may not be free to pass on; ACLED's terms, for one, do not allow handing its rows "
            "to others. Figures and sums are not affected."
        )


def read_licence(table: Path) -> Licence:
    """Read the licence of a table from the metadata beside it; none when there are no metadata or they name none."""
    beside = metadata_path(table)
    try:
        found = json.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Metadata that cannot be read stop the table from opening; here nothing read means no licence known.
        return Licence()
    return Licence(_stated(found.get(LICENCE_KEY)) if isinstance(found, dict) else "")


def licence_of(version: str, table: Path) -> Licence:
    """Give the licence of an opened table, none when the file is no longer the one that was opened.

    ``version`` is the beginning of the SHA-256 of the opened file, ``table`` where it was read from.
    """
    return read_licence(table) if full_hash(version, table) else Licence()


def full_hash(version: str, table: Path) -> str:
    """Give the whole SHA-256 of the file that was opened; empty when there stands another one now."""
    digits = sha256_of(table) if table.is_file() else ""
    return digits if version and digits.startswith(version) else ""


def _stated(value: object) -> str:
    """Take the text out of the forms in which JSON-LD writes a link: a text, an object, a list of which the first."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else " and ".join(filter(None, map(_stated, value)))
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value") or value.get("url")
    return " ".join(value.split()) if isinstance(value, str) else ""
