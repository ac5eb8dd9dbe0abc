"""Small valid tables of every kind that a reader may bring: each must open every page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from atlas.incidents.columns import COLUMNS

Row = dict[str, str]

_ORDINARY: Row = {
    "date_precision": "day",
    "event_class": "attack",
    "initiated_by_group": "yes",
    "attack_type": "bombing",
    "target_type": "civilians",
    "killed_low": "1", "killed_best": "2", "killed_high": "3",
    "injured_low": "0", "injured_best": "4", "injured_high": "9",
    "killed_basis": "victims",
    "attribution": "claimed",
    "attributed_by": "the group",
    "label": "ISKP",
    "confidence": "medium",
    "found_through": "press",
    "summary": "A bomb struck a bus.",
    "sources": json.dumps([{"publisher": "dawn.com", "family": "dawn.com", "url": "https://dawn.com/1"}]),
    "added": "2026-11-22",
}  # fmt: skip

_AT = {
    "AF-NAN": ("Jalalabad", "Afghanistan", "34.43", "70.45"),
    "AF-KAB": ("Kabul", "Afghanistan", "34.53", "69.17"),
    "AF-KDZ": ("Kunduz", "Afghanistan", "36.73", "68.86"),
    "AF-TAK": ("Taloqan", "Afghanistan", "36.74", "69.53"),
    "AF-BDS": ("Fayzabad", "Afghanistan", "37.12", "70.58"),
    "AF-BAL": ("Mazar-e Sharif", "Afghanistan", "36.71", "67.11"),
    "AF-HER": ("Herat", "Afghanistan", "34.34", "62.20"),
    "AF-KAN": ("Kandahar", "Afghanistan", "31.61", "65.71"),
    "PK-BA": ("Quetta", "Pakistan", "30.18", "67.00"),
    "PK-KP": ("Peshawar", "Pakistan", "34.01", "71.58"),
    "TJ-DU": ("Dushanbe", "Tajikistan", "38.56", "68.77"),
    "UZ-TK": ("Tashkent", "Uzbekistan", "41.30", "69.24"),
    "TM-A": ("Ashgabat", "Turkmenistan", "37.95", "58.38"),
    "KG-C": ("Bishkek", "Kyrgyzstan", "42.87", "74.59"),
    "KZ-19": ("Konayev", "Kazakhstan", "43.86", "77.06"),
    "IR-08": ("Kerman", "Iran", "30.28", "57.08"),
}
NO_TOLL = dict.fromkeys([f"{what}_{level}" for what in ("killed", "injured") for level in ("low", "best", "high")], "")
NOWHERE = {"place": "", "latitude": "", "longitude": "", "coordinate_source": ""}


def at(province: str, day: str, **change: str) -> Row:
    """Build an ordinary attack in the main town of a province."""
    place, country, latitude, longitude = _AT[province]
    where = {
        "place": place, "province_id": province, "country": country, "latitude": latitude, "longitude": longitude,
        "location_precision": "town", "coordinate_source": "GeoNames",
    }  # fmt: skip
    return _ORDINARY | where | {"date_start": day, "date_end": day} | change


def abroad(day: str, country: str = "Russia", **change: str) -> Row:
    """Build an attack outside the eight countries."""
    return at("AF-KAB", day, province_id="", country=country, latitude="55.82", longitude="37.39", **change)


def known_to(precision: str, province: str, day: str, **change: str) -> Row:
    """Build an attack known to its province or country only, without coordinates."""
    where = {"province_id": "" if precision == "country" else province, "location_precision": precision}
    return at(province, day) | NOWHERE | where | change


def days(first: str, number: int, step: int = 30) -> Iterator[str]:
    """Count days from the first, so many apart."""
    start = date.fromisoformat(first)
    return ((start + timedelta(days=step * n)).isoformat() for n in range(number))


def spread(provinces: Sequence[str], when: Iterable[str], **change: str) -> list[Row]:
    """Deal days to provinces in turn."""
    return [at(provinces[n % len(provinces)], day, **change) for n, day in enumerate(when)]


def _moved() -> list[Row]:
    before = spread(["AF-NAN", "AF-NAN", "AF-KAB", "AF-KDZ"], days("2016-01-10", 60))
    return before + spread(["AF-KDZ", "AF-TAK", "AF-KAB"], days("2021-09-01", 40))


_ALL = list(_AT)
_NORTH = ["AF-KDZ", "AF-TAK", "AF-BDS", "AF-BAL"]
_LONG = "Long " * 24 + "end."

TABLES: dict[str, list[Row]] = {
    "one row": [at("AF-KAB", "2020-05-01")],
    "one row after the cut": [at("AF-KDZ", "2022-05-01")],
    "one row in the east": [at("AF-NAN", "2018-05-01")],
    "one row on the cut": [at("AF-KAB", "2021-08-15")],
    "one row known to its year": [
        at("AF-KAB", "2020-01-01", date_end="2020-12-31", date_precision="year"),
    ],
    "five rows of one day": spread(["AF-KAB", "AF-NAN"], ["2020-05-01"] * 5),
    "one operation of one day": spread(["AF-KAB", "AF-NAN"], ["2020-05-01"] * 5, operation_id="OP-1"),
    "one day after the cut": spread(_NORTH, ["2023-05-01"] * 6),
    "ends before the cut": spread(["AF-NAN", "AF-KAB", "AF-KDZ"], days("2016-01-01", 40)),
    "begins after the cut": spread(["AF-NAN", "AF-KAB", "AF-KDZ"], days("2021-10-01", 40)),
    "one year": spread(["AF-NAN", "AF-KDZ"], days("2021-01-05", 24, 15)),
    "one month": spread(["AF-NAN", "AF-KDZ"], days("2021-08-02", 14, 2)),
    "gaps of years": spread(["AF-NAN", "AF-KDZ"], ["2015-03-01", "2015-03-09", "2020-01-01", "2026-02-01"]),
    "long ago": spread(["AF-NAN", "AF-KDZ"], days("2000-01-01", 6)),
    "this year": spread(["AF-NAN", "AF-KDZ"], ["2026-01-05", "2026-12-31"]),
    "a quarter of a century": spread(_ALL, ["2000-01-01", "2010-06-01", "2026-12-31"]),
    "a province each": [at(province, day) for province, day in zip(_ALL, days("2019-06-01", 16, 60), strict=True)],
    "twelve provinces of Afghanistan": spread([p for p in _ALL if p[:2] == "AF"], days("2020-01-01", 12)),
    **{f"only {_AT[province][1]}": spread([province], days("2019-01-01", 10, 150)) for province in _ALL[7:]
       if province != "PK-KP"},
    "only abroad": [abroad(day) for day in days("2019-01-01", 6, 200)],
    "one row abroad": [abroad("2024-03-22")],
    "many countries abroad": [abroad(day, country) for day, country in zip(
        days("2019-01-01", 5, 300), ["Russia", "Turkey", "Germany", "Sri Lanka", "Côte d’Ivoire"], strict=True)],
    "nothing has coordinates": [known_to("province", p, day) for p, day in zip(
        ["AF-NAN", "AF-KAB", "AF-KDZ"] * 12, days("2016-01-01", 36, 100), strict=True)],
    "known to the country": [known_to("country", "AF-KAB", day) for day in days("2016-01-01", 30, 100)],
    "one row known to the country": [known_to("country", "AF-KAB", "2022-01-01")],
    "no tolls": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), **NO_TOLL),
    "nobody killed": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), killed_low="0", killed_best="0",
                            killed_high="0"),
    "the largest tolls": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), killed_low="0",
                                killed_best="100000", killed_high="100000"),
    "all suspected": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), attribution="suspected"),
    "all disputed": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), attribution="disputed"),
    "all foiled": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), event_class="foiled plot", **NO_TOLL),
    "only operations": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), event_class="operation",
                              initiated_by_group="no"),
    "only clashes": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), event_class="clash", attack_type="clash"),
    "no attack at all": spread(["AF-NAN"], days("2016-01-01", 6, 300), event_class="no attack"),
    "other groups": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100), label="other group"),
    "required columns alone": [
        {name: value for name, value in row.items() if COLUMNS[name].required or name in {"province_id"}}
        for row in (known_to("province", p, day) for p, day in zip(
            ["AF-NAN", "AF-KAB", "AF-KDZ"] * 4, days("2019-01-01", 12, 100), strict=True))
    ],
    "dates known to the year": [at(p, f"{year}-01-01", date_end=f"{year}-12-31", date_precision="year")
                                for year in range(2016, 2026) for p in ("AF-NAN", "AF-KDZ")],
    "dates known to the month": spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 12, 300), date_precision="month"),
    "imported ids with open best figures": [
        row | {"id": f"UCDP:{n}", "killed_best": "", "source_table": "UCDP GED"}
        for n, row in enumerate(spread(["AF-NAN", "AF-KDZ"], days("2016-01-01", 36, 100)))
    ],
    "one place over and over": spread(["AF-KAB"], days("2016-01-01", 60, 50)),
    "moved north": _moved(),
    "moved south": spread(["AF-KDZ", "AF-TAK"], days("2016-01-10", 60)) + spread(
        ["AF-NAN", "AF-KAN"], days("2021-09-01", 40)),
    "only the north": spread(_NORTH, days("2016-01-10", 100, 35)),
    "never the north": spread(["AF-NAN", "AF-KAB"], days("2016-01-10", 100, 35)),
    "the longest texts": spread(["AF-NAN", "AF-KDZ"], days("2019-01-01", 12, 100), summary=_LONG, place="P" * 500,
                                district="D" * 500, attributed_by="A" * 500, known_as="; ".join(["K" * 200] * 5)),
    "signs of markup": spread(["AF-NAN", "AF-KDZ"], days("2019-01-01", 12, 100), summary="<b>*a* `b` $c$ :red[d]</b>",
                              place="# [x](y) | ~z~", known_as="*A*; <i>B</i>"),
    "fire across a border": spread(["AF-NAN", "PK-KP"], days("2019-01-01", 12, 100), origin_place="Kunduz",
                                   origin_province_id="AF-KDZ"),
    "coordinates far from their province": spread(["AF-NAN", "AF-KDZ"], days("2019-01-01", 8, 100), latitude="10",
                                                  longitude="10"),
    "exchanged coordinates": spread(["AF-NAN", "AF-KDZ"], days("2019-01-01", 8, 100), latitude="70.45",
                                    longitude="34.43"),
    "the poles": spread(["AF-NAN"], days("2019-01-01", 4, 100), latitude="90", longitude="180"),
}  # fmt: skip
"""The tables by what is peculiar to each."""

COVERAGE: dict[str, str] = {
    "one row in the east": "2015-01-26/2026-02-22",
    "one row after the cut": "2022-05-01/2022-05-01",
    "five rows of one day": "2015-01-26/2026-02-22",
    "only abroad": "2015-01-26/2026-02-22",
    "ends before the cut": "2016-01-01/2021-08-14",
    "begins after the cut": "2021-08-15/2026-02-22",
    "one year": "2030-01-01/2031-01-01",
    "gaps of years": "2000-01-01/2026-12-31",
    "long ago": "2000-01-01/2000-01-02",
    "moved north": "2015-01-26/2026-02-22",
    "a quarter of a century": "1990-01-01/2050-01-01",
}
"""What some of them say of the days that they cover; the others say nothing."""


def write(rows: Sequence[Row], path: Path, covered: str = "") -> Path:
    """Write rows as a table, and what it covers beside it; rows without an id are numbered."""
    table = pd.DataFrame([{"id": f"KA-{n:04d}"} | row for n, row in enumerate(rows, start=1)])
    table.to_csv(path, index=False, columns=[name for name in COLUMNS if name in table])
    beside = path.with_name(f"{path.name}-metadata.json")
    if covered:
        beside.write_text(json.dumps({"dc:title": path.stem, "dc:temporal": covered}), encoding="utf-8")
    else:
        beside.unlink(missing_ok=True)
    return path


def write_named(name: str, folder: Path) -> Path:
    """Write one of the tables."""
    return write(TABLES[name], folder / f"{name}.csv", COVERAGE.get(name, ""))
