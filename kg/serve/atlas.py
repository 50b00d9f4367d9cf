"""Areas on a map: where a user's file of coordinates says they lie, flattened, scaled, drawn large by what is counted.

The graph has no coordinates, and no map of a country comes with it: what a file gives is what is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Geometry = Mapping[str, Any]
Degrees = tuple[float, float]  # longitude, latitude

WIDTH, HEIGHT = 720, 480
_MARGIN = 44
_LEAST, _MOST = 4.0, 22.0  # radius of a circle, px
_NAMED = 30  # areas whose names are written; all others have them as titles
_TINY = 0.02  # degrees: places that lie closer together are not blown up to fill the map


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be shown. ``geometry``: of GeoJSON."""

    iri: str
    label: str
    number: float
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in pixels. ``outline``: a path of SVG, "" for a place that is known by a point; ``share`` in [0, 1]."""

    iri: str
    label: str
    number: float
    x: float
    y: float
    radius: float
    outline: str
    share: float
    named: bool


def marks(places: Iterable[Place]) -> list[Mark]:
    """Large ones first, so that small ones are drawn above them; what has no position is left out."""
    found = [(place, points) for place in places if (points := list(_points(place.geometry)))]
    if not found:
        return []
    flat = _Flat([point for _, points in found for point in points])
    most = max(place.number for place, _ in found) or 1.0
    found.sort(key=lambda pair: (-pair[0].number, pair[0].label, pair[0].iri))
    return [_mark(place, points, flat, most, n < _NAMED) for n, (place, points) in enumerate(found)]


def _mark(place: Place, points: list[Degrees], flat: _Flat, most: float, named: bool) -> Mark:
    middle = (_middle([lon for lon, _ in points]), _middle([lat for _, lat in points]))
    x, y = flat.at(middle)
    share = max(place.number, 0.0) / most
    outline = " ".join(_path(ring, flat) for ring in _rings(place.geometry))
    return Mark(
        place.iri, place.label, place.number, x, y, round(_LEAST + (_MOST - _LEAST) * math.sqrt(share), 1), outline,
        round(share, 2), named,
    )  # fmt: skip


class _Flat:
    """From degrees to pixels: equal distances to both sides at the middle latitude, everything inside the margin."""

    def __init__(self, points: list[Degrees]) -> None:
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        self.middle = (_middle(lons), _middle(lats))
        self.narrow = math.cos(math.radians(self.middle[1]))
        wide = max((max(lons) - min(lons)) * self.narrow, _TINY)
        high = max(max(lats) - min(lats), _TINY)
        self.scale = min((WIDTH - 2 * _MARGIN) / wide, (HEIGHT - 2 * _MARGIN) / high)

    def at(self, point: Degrees) -> tuple[float, float]:
        x = WIDTH / 2 + (point[0] - self.middle[0]) * self.narrow * self.scale
        y = HEIGHT / 2 - (point[1] - self.middle[1]) * self.scale
        return round(x, 1), round(y, 1)


def _middle(values: list[float]) -> float:
    return (min(values) + max(values)) / 2


def _path(ring: list[Degrees], flat: _Flat) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in map(flat.at, ring)) + "Z"


def _rings(geometry: Geometry) -> Iterator[list[Degrees]]:
    """Outlines and holes of an area; of a point none."""
    match geometry.get("type"):
        case "Polygon":
            polygons = [geometry["coordinates"]]
        case "MultiPolygon":
            polygons = geometry["coordinates"]
        case _:
            return
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def _points(geometry: Geometry) -> Iterator[Degrees]:
    if geometry.get("type") == "Point":
        lon, lat = geometry["coordinates"][:2]
        yield float(lon), float(lat)
    for ring in _rings(geometry):
        yield from ring
