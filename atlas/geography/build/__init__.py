"""Rebuild geodata from named public-domain input: the same source gives the same bytes."""

from importlib.metadata import version
from pathlib import Path

import pandas as pd

from atlas.geography.build.catalogue import check_regions, provinces_table, read_catalogue
from atlas.geography.build.lines import build_borders
from atlas.geography.build.notes import sources_page
from atlas.geography.build.screen import dissolve_provinces, label_points, largest_shift, simplify
from atlas.geography.build.units import Filled, build_units
from atlas.geography.build.world import build_world
from atlas.geography.files import records, write_features, write_json, write_table

DERIVED = (
    "provinces.csv", "units.geojson", "screen.geojson", "labels.json", "borders.geojson", "world.geojson", "SOURCES.md",
)  # fmt: skip


def build(source: Path, out: Path) -> list[str]:
    """Rebuild every derived file of geodata.

    Parameters
    ----------
    source : Path
        Folder with the Natural Earth files (see geodata/SOURCES.md).
    out : Path
        Folder to write to; made when it does not exist. regions.csv and input/ are read from geodata, never written.

    Returns
    -------
    list of str
        What was built, one line each: counts, sizes, the largest shift, the mends.

    Raises
    ------
    DataError
        When the source or an input table is not as expected.
    GeometryError
        When a result is no valid coverage, or a boundary moved too far.
    """
    out.mkdir(parents=True, exist_ok=True)
    catalogue = read_catalogue()
    units, filled = build_units(source, catalogue)
    provinces = provinces_table(catalogue, units, check_regions(set(units["unit_id"])))
    full = dissolve_provinces(units)
    screen = simplify(full)
    moved, shift = largest_shift(full, screen)
    labels = label_points(full, provinces.set_index("province_id")["name"])
    lines, drawn = build_borders(units, screen)
    names, outlines = build_world(source)

    write_table(provinces, out / "provinces.csv")
    write_json(labels, out / "labels.json")
    properties = records(units[["unit_id", "province_id", "iso2"]])
    write_features(properties, units.geometry.to_numpy(), out / "units.geojson")
    ids = [{"id": name} for name in screen["province_id"]]
    write_features(ids, screen.geometry.to_numpy(), out / "screen.geojson")
    write_features(lines, drawn, out / "borders.geojson")
    write_features([{"name": name} for name in names], outlines, out / "world.geojson")

    counts = {
        "provinces.csv": len(provinces),
        "units.geojson": len(units),
        "screen.geojson": len(screen),
        "labels.json": len(labels["provinces"]),
        "borders.geojson": len(lines),
        "world.geojson": len(names),
    }
    page = sources_page(counts, filled, provinces, pd.DataFrame(lines), version("pycountry"))
    (out / "SOURCES.md").write_text(page, encoding="utf-8", newline="\n")
    return _summary(out, counts, filled, f"Largest shift of a simplified boundary: {shift:.2f} km ({moved}).")


def _summary(out: Path, counts: dict[str, int], filled: list[Filled], shift: str) -> list[str]:
    sizes = [
        f"{name}: {count:,} entries, {(out / name).stat().st_size / 1000:,.1f} kB" for name, count in counts.items()
    ]
    holes = [f"Filled a hole of {hole.area_km2:,.0f} km² in {hole.unit_id}." for hole in filled]
    return [*sizes, shift, *holes]
