"""The shapes under a Plotly map: provinces, borders and land in an equal-area plane, thinned out, in kilometres.

The plane is ``settings.PLANE_CRS``. Vertices are only left out and never moved (Visvalingam and Whyatt's method on
shared arcs, as GEOS carries it out for coverages), so that a border lies on the provinces' edges. Coordinates are
rounded to 100 m.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import shapely

from atlas.geography import provinces
from atlas.geography.projection import plane_points, to_plane
from atlas.settings import COUNTRIES

Scope = Literal["Afghanistan", "Afghanistan and Pakistan", "Afghanistan and around", "region"]
"""What a map shows, with the edges of what lies around; the region are all eight countries."""

SCOPES: tuple[Scope, ...] = get_args(Scope)
"""From the smallest to the largest."""

_FRAMED: Mapping[Scope, tuple[str, ...]] = {
    "Afghanistan": ("AF",),
    "Afghanistan and Pakistan": ("AF", "PK"),
    "Afghanistan and around": ("AF", "PK", "TJ", "TM"),
    "region": tuple(COUNTRIES),
}
"""The countries that lie whole on a map."""

_DRAWN: Mapping[Scope, tuple[str, ...]] = {
    "Afghanistan": ("AF",),
    "Afghanistan and Pakistan": ("AF", "PK"),
    "Afghanistan and around": tuple(COUNTRIES),
    "region": tuple(COUNTRIES),
}
"""The countries whose provinces a map draws, as far as they lie on it."""

Frame = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""

Path = tuple[list[float | None], list[float | None]]
"""The coordinates of one or more lines or rings, parted by None, as Plotly draws them."""

DECIMALS = 1
MARGIN: Mapping[Scope, float] = {
    "Afghanistan": 0.05, "Afghanistan and Pakistan": 0.04, "Afghanistan and around": 0.02, "region": 0.02,
}  # fmt: skip
"""How far a map reaches beyond the provinces it shows, as a part of their width."""
TOLERANCE_M: Mapping[Scope, float] = {
    "Afghanistan": 4_000.0, "Afghanistan and Pakistan": 5_000.0, "Afghanistan and around": 7_000.0,
    "region": 9_000.0,
}  # fmt: skip
_LAND_TOLERANCE_M = 8_000.0
_SEA_M2 = 2e10
_LEAST_ROOM = 0.02
"""The radius of the largest circle in a country's part of a map, as a part of the width, that a name needs."""
_LETTER = 0.014
"""The width of a letter of such a name as a part of the width of a small map."""


class Border(NamedTuple):
    """One line between two countries: its code, the countries' ISO codes, its status and its course."""

    border_id: str
    sides: tuple[str, str]
    status: str
    path: Path

    @property
    def is_settled(self) -> bool:
        """Tell whether the line is neither disputed nor older than a settlement."""
        return self.status == "settled"


class Place(NamedTuple):
    """A name and where it stands, in kilometres of the plane."""

    name: str
    x: float
    y: float


class Shapes(NamedTuple):
    """Everything that lies under a map; shared, so never change it."""

    frame: Frame
    """In kilometres."""
    land: Path
    provinces: dict[str, Path]
    borders: tuple[Border, ...]
    countries: tuple[Place, ...]
    """The countries around, where there is room for their names."""


@cache
def shapes(scope: Scope) -> Shapes:
    """Give the shapes of a map."""
    codes, full = _coverage()
    framed, drawn = (np.array([code[:2] in held[scope] for code in codes]) for held in (_FRAMED, _DRAWN))
    thin = shapely.coverage_simplify(full, TOLERANCE_M[scope])
    box = _frame(full[framed], MARGIN[scope])
    shown = drawn & shapely.intersects(full, shapely.box(*box))
    largest_first = sorted(np.flatnonzero(shown), key=lambda place: -shapely.area(thin[place]))
    return Shapes(
        frame=_kilometres(box),
        land=path(_land(full, box)),
        provinces={codes[place]: path(thin[place]) for place in largest_first},
        borders=tuple(_borders(box, shapely.get_coordinates(thin))),
        countries=tuple(_names(codes, full, box, scope)),
    )


def path(geometry: shapely.Geometry) -> Path:
    """Give the rings of polygons, holes the other way round, or lines, as Plotly draws them, in kilometres."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for line in _lines(geometry):
        rounded = np.round(shapely.get_coordinates(line) / 1000, DECIMALS) + 0.0
        if xs:
            xs.append(None)
            ys.append(None)
        xs += rounded[:, 0].tolist()
        ys += rounded[:, 1].tolist()
    return xs, ys


def _lines(geometry: shapely.Geometry) -> Iterable[shapely.Geometry]:
    for part in shapely.get_parts(shapely.orient_polygons(geometry)):
        if part.geom_type == "Polygon":
            yield from (part.exterior, *part.interiors)
        else:
            yield part


def located(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[list[float], list[float]]:
    """Project degrees to kilometres of the plane."""
    spots = plane_points(longitude, latitude)
    x, y = np.round(shapely.get_coordinates(spots) / 1000, DECIMALS).T + 0.0
    return x.tolist(), y.tolist()


@cache
def province_spots() -> dict[str, tuple[float, float]]:
    """Give where the name of each drawn province stands, in kilometres of the plane."""
    table = provinces.labels()
    xs, ys = located(table["longitude"], table["latitude"])
    return dict(zip(map(str, table.index), zip(xs, ys, strict=True), strict=True))


@cache
def _coverage() -> tuple[list[str], npt.NDArray[np.object_]]:
    """Read the drawn provinces, in the plane and in metres."""
    features = provinces.screen_geometry()["features"]
    geometries = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features], dtype=object)
    return [str(feature["properties"]["id"]) for feature in features], np.asarray(to_plane(geometries))


def _frame(geometries: npt.NDArray[np.object_], margin: float) -> Frame:
    left, lower, right, upper = (float(edge) for edge in shapely.total_bounds(geometries))
    beyond = margin * (right - left)
    return left - beyond, lower - beyond, right + beyond, upper + beyond


def _kilometres(frame: Frame) -> Frame:
    left, lower, right, upper = (round(edge / 1000, DECIMALS) for edge in frame)
    return left, lower, right, upper


@cache
def _around() -> tuple[list[str], npt.NDArray[np.object_]]:
    """Read the countries that are not drawn by province but may lie in a frame, in the plane and in metres."""
    near = shapely.box(35, 10, 105, 62)  # the projection makes no sense far from its centre
    kept = [
        (str(feature["properties"]["name"]), part)
        for feature in provinces.world_geometry()["features"]
        if not (part := shapely.intersection(shapely.geometry.shape(feature["geometry"]), near)).is_empty
    ]
    return [name for name, _ in kept], np.asarray(to_plane(np.array([part for _, part in kept], dtype=object)))


def _land(full: npt.NDArray[np.object_], box: Frame) -> shapely.Geometry:
    """Join everything that is land; the outlines of two sources leave slivers, which are closed."""
    gap = 25_000.0
    everything = shapely.union_all(np.concatenate([full, shapely.buffer(_around()[1], 0)]))
    closed = shapely.buffer(shapely.buffer(everything, gap, join_style="mitre"), -gap, join_style="mitre")
    inside = shapely.intersection(shapely.simplify(closed, _LAND_TOLERANCE_M), shapely.box(*box))
    return _polygons(inside)


def _polygons(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Keep the areas of a geometry, and of their holes only those that are seas."""
    return shapely.MultiPolygon(
        [
            shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > _SEA_M2])
            for part in shapely.get_parts(geometry)
            if part.geom_type == "Polygon"
        ]
    )


def _borders(box: Frame, kept: npt.NDArray[np.float64]) -> Iterable[Border]:
    """Thin every border to the vertices that the provinces have kept, and cut it at the frame."""
    known = {(round(x), round(y)) for x, y in kept}
    for row in provinces.borders().itertuples():
        lines = [_thinned(line, known) for line in shapely.get_parts(to_plane(np.array([row.geometry]))[0])]
        inside = shapely.intersection(
            shapely.union_all([line for line in lines if line is not None]), shapely.box(*box)
        )
        drawn = [part for part in shapely.get_parts(shapely.line_merge(inside)) if part.geom_type == "LineString"]
        if drawn:
            yield Border(
                str(row.border_id), (str(row.a), str(row.b)), str(row.status), path(shapely.MultiLineString(drawn))
            )


def _thinned(line: shapely.LineString, known: set[tuple[int, int]]) -> shapely.LineString | None:
    spots = shapely.get_coordinates(line)
    last = len(spots) - 1
    kept = [spot for place, spot in enumerate(spots) if place in (0, last) or (round(spot[0]), round(spot[1])) in known]
    return shapely.LineString(kept) if len(kept) > 1 else None


def _names(codes: list[str], full: npt.NDArray[np.object_], box: Frame, scope: Scope) -> list[Place]:
    """Place the names of the countries around in the middle of the widest room they have, clear of each other."""
    left, lower, right, _ = box
    width = right - left
    taken = [shapely.box(left, lower, left + width / 4, lower + width / 12)]  # where the scale bar stands
    found = []
    for name, shape in _countries(codes, full, scope).items():
        room = _polygons(shapely.intersection(shape, shapely.box(*box)))
        if room.is_empty:
            continue
        radius = shapely.get_coordinates(shapely.maximum_inscribed_circle(room, width / 300))
        if np.linalg.norm(radius[1] - radius[0]) < _LEAST_ROOM * width:
            continue
        x, y = (float(value) for value in radius[0])
        half = _LETTER * width * len(name) / 2
        x = min(max(x, left + half), right - half)
        written = shapely.box(x - half, y - _LETTER * width, x + half, y + _LETTER * width)
        if not any(written.intersects(other) for other in taken):
            taken.append(written)
            found.append(Place(name, round(x / 1000, DECIMALS), round(y / 1000, DECIMALS)))
    return found


def _countries(codes: list[str], full: npt.NDArray[np.object_], scope: Scope) -> dict[str, shapely.Geometry]:
    """Join the provinces to countries, and add the countries around that are not drawn by province."""
    drawn = {
        name: shapely.union_all(full[[code.startswith(f"{iso}-") for code in codes]]) for iso, name in COUNTRIES.items()
    }
    everything = shapely.union_all(list(drawn.values()))
    outer = {
        name: shapely.difference(shape, everything)
        for name, shape in zip(*_around(), strict=True)
        if name not in COUNTRIES.values()
    }
    if scope == "Afghanistan":
        del drawn["Afghanistan"]
    return drawn | outer
