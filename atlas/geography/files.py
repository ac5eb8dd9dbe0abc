"""Read and write the files of geodata: tables and GeoJSON, byte for byte the same every time."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from atlas.errors import DataError
from atlas.geography.projection import Geometries

REBUILD = "Rebuild it with `python -m atlas geodata build SOURCE_DIR`; geodata/SOURCES.md names the source."


def read_table(path: Path, columns: Iterable[str], *, hint: str = REBUILD) -> pd.DataFrame:
    """Read a table of geodata as text, empty cells as empty text.

    Raises
    ------
    DataError
        When the file is missing, is no table or lacks a column.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"{path.name}: the file is missing in {path.parent}.", hint=hint) from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: not a table in UTF-8 ({error}).", hint=hint) from error
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise DataError(f"{path.name}: column {', '.join(missing)} is missing.", hint=hint)
    return table


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 CSV with Unix line ends."""
    path.write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")


def read_json(path: Path, *, hint: str = REBUILD) -> dict[str, Any]:
    """Read a JSON object.

    Raises
    ------
    DataError
        When the file is missing or holds no JSON object.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{path.name}: the file is missing in {path.parent}.", hint=hint) from None
    except ValueError as error:
        raise DataError(f"{path.name}: not readable as JSON ({error}).", hint=hint) from error
    if not isinstance(found, dict):
        raise DataError(f"{path.name}: a JSON object is expected.", hint=hint)
    return found


def write_json(value: Mapping[str, Any], path: Path) -> None:
    """Write a JSON object, a line for each entry of its lists."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("},{", "},\n{")
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_features(path: Path, *, hint: str = REBUILD) -> dict[str, Any]:
    """Read a GeoJSON feature collection.

    Raises
    ------
    DataError
        When the file is missing or holds no feature collection.
    """
    collection = read_json(path, hint=hint)
    if not collection.get("features"):
        raise DataError(f"{path.name}: a FeatureCollection with features is expected.", hint=hint)
    return collection


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn a table into the properties of features, one dict per row."""
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False, name=None)]


def write_features(properties: Iterable[Mapping[str, Any]], geometries: Geometries, path: Path) -> None:
    """Write geometries with their properties as GeoJSON (RFC 7946), one feature a line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": dict(values), "geometry": shapely.geometry.mapping(geometry)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for values, geometry in zip(properties, geometries, strict=True)
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def rounded(geometries: Geometries, decimals: int) -> Geometries:
    """Round coordinates and put rings in a fixed order, outer rings counter-clockwise (RFC 7946).

    Vertices that become equal to the one before are dropped; shared vertices stay shared.
    """
    moved = shapely.transform(np.asarray(geometries, dtype=object), lambda xy: np.round(xy, decimals) + 0.0)
    return np.asarray(
        shapely.orient_polygons(shapely.normalize(shapely.remove_repeated_points(moved)), exterior_cw=False),
        dtype=object,
    )
