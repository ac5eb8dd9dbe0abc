"""Small invented exports in the shape of real ones; no row is an incident that happened."""

import csv
import io
from pathlib import Path

ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "actor2",
    "assoc_actor_2",
    "country",
    "admin1",
    "admin2",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
    "timestamp",
]
ISKP = "Islamic State Khorasan Province (ISKP)"


def acled(**cells: str) -> dict[str, str]:
    """Give one row of ACLED shape: an attack on civilians in Kabul, unless said otherwise."""
    row = dict.fromkeys(ACLED, "") | {
        "event_id_cnty": "AFG1", "event_date": "05 July 2024", "year": "2024", "time_precision": "1",
        "event_type": "Violence against civilians", "sub_event_type": "Attack", "actor1": ISKP,
        "actor2": "Civilians (Afghanistan)", "country": "Afghanistan", "admin1": "Kabul", "admin2": "Kabul",
        "location": "Kabul", "latitude": "34.5281", "longitude": "69.1723", "geo_precision": "1", "source": "Made up",
        "notes": "Invented for testing.", "fatalities": "2", "timestamp": "1700000000",
    }  # fmt: skip
    return row | cells


def as_csv(rows: list[dict[str, str]], separator: str = ",") -> str:
    """Write rows as text with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def saved(folder: Path, text: str | bytes, name: str = "made.csv") -> Path:
    """Save a file and give its path."""
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


GED = [
    "id",
    "type_of_violence",
    "dyad_name",
    "side_a",
    "side_b",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "date_prec",
    "date_start",
    "date_end",
    "low",
    "best",
    "high",
]


def ged(**cells: str) -> dict[str, str]:
    """Give one row of UCDP shape: a fight of the group and the Taliban, unless said otherwise."""
    row = dict(zip(GED, (
        "614000", "2", "IS - Taleban", "IS", "Taleban", "1", "Kunduz", "Kunduz province", "Kunduz district", "36.7290",
        "68.8570", "Afghanistan", "1", "2018-05-29", "2018-05-29", "3", "4", "6",
    ), strict=True))  # fmt: skip
    return row | cells


GTD = [
    "eventid",
    "iyear",
    "imonth",
    "iday",
    "approxdate",
    "country_txt",
    "provstate",
    "city",
    "latitude",
    "longitude",
    "specificity",
    "summary",
    "attacktype1_txt",
    "targtype1_txt",
    "gname",
    "gname2",
    "guncertain1",
    "nkill",
    "nwound",
    "related",
]


def gtd(**cells: str) -> dict[str, str]:
    """Give one row of GTD shape, unless said otherwise."""
    row = dict(zip(GTD, (
        "201604240001", "2016", "4", "24", "", "Afghanistan", "Nangarhar", "Jalalabad", "34.4265", "70.4515", "1",
        "Invented.", "Bombing/Explosion", "Police", "Khorasan Chapter of the Islamic State", "", "0", "2", "-99", "",
    ), strict=True))  # fmt: skip
    return row | cells
