"""Places and events as GeoJSON (RFC 7946), placed where the user's table of coordinates says.

The graph knows official codes of areas and no coordinates; nothing is guessed. Without coordinates the geometry of a
feature is null, which RFC 7946 has for "unlocated".
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError
from kg.export.reader import Reader
from kg.export.source import Source
from kg.export.tables import TABLES
from kg.ns import TP

Geometry = dict[str, Any]

_CODES = ("code", "kode", "kemendagriCode", "kemendagri")
_LATITUDES = ("lat", "latitude", "lintang", "y")
_LONGITUDES = ("lon", "lng", "long", "longitude", "bujur", "x")


def read_places(path: Path) -> dict[str, Geometry]:
    """Geometries by Kemendagri code: a CSV file with the columns code, lat and lon, or GeoJSON with a property code.

    Raises InputError on a file that is neither, or a place that is not on earth.
    """
    try:
        if path.suffix.lower() in (".json", ".geojson"):
            return dict(_boundaries(json.loads(path.read_text(encoding="utf-8-sig")), path))
        with path.open(encoding="utf-8-sig", newline="") as file:
            return dict(_points(csv.DictReader(file), path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})") from None
    except (json.JSONDecodeError, csv.Error) as error:
        raise InputError(str(path), f"expected CSV with code, lat and lon, or GeoJSON; {error}") from None


def _points(table: csv.DictReader[str], path: Path) -> Iterator[tuple[str, Geometry]]:
    names = table.fieldnames or ()
    code, lat, lon = (next((n for n in known if n in names), None) for known in (_CODES, _LATITUDES, _LONGITUDES))
    if code is None or lat is None or lon is None:
        raise InputError(str(path), f"expected the columns code, lat and lon, found {', '.join(names) or 'none'}")
    for number, row in enumerate(table, start=2):
        try:
            place = float(row[lon]), float(row[lat])
        except (TypeError, ValueError):
            raise InputError(
                str(path), f"line {number}: expected numbers, found {row[lat]!r} and {row[lon]!r}"
            ) from None
        if not (-180 <= place[0] <= 180 and -90 <= place[1] <= 90):
            raise InputError(str(path), f"line {number}: expected degrees, found lat {row[lat]}, lon {row[lon]}")
        yield row[code], {"type": "Point", "coordinates": list(place)}


def _boundaries(found: Any, path: Path) -> Iterator[tuple[str, Geometry]]:
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise InputError(str(path), "expected a GeoJSON FeatureCollection")
    for feature in features:
        properties = feature.get("properties") or {}
        code = next((str(properties[name]) for name in _CODES if name in properties), None)
        if code and feature.get("geometry"):
            yield code, feature["geometry"]


def write(source: Source, out: IO[bytes], places: Mapping[str, Geometry] | None = None) -> int:
    """A FeatureCollection of all places and events; the number of features.

    An event lies where its place lies; where that is not known, in the smallest area around it that is.
    """
    reader = Reader(source)
    number = 0
    out.write(b'{"type": "FeatureCollection",\n"features": [')
    for number, feature in enumerate(_features(reader, places or {})):
        out.write(f"{',' if number else ''}\n{json.dumps(feature, ensure_ascii=False)}".encode())
        number += 1
    out.write(b"\n]}\n")
    return number


def _features(reader: Reader, places: Mapping[str, Geometry]) -> Iterator[dict[str, Any]]:
    for kind, table in (("place", "places"), ("event", "events")):
        columns = TABLES[table].columns
        for row in TABLES[table].rows(reader):
            properties = dict(zip(columns, row, strict=True))
            codes = _own_codes(reader, kind, str(row[0]))
            code, geometry = next(((c, places[c]) for c in codes if c in places), ("", None))
            properties |= {"type": kind, "located_by": code}
            yield {"type": "Feature", "id": row[0], "geometry": geometry, "properties": properties}


def _own_codes(reader: Reader, kind: str, iri: str) -> list[str]:
    """Codes to look for, the nearest area first. A place itself is only where its own code is."""
    where = [iri] if kind == "place" else reader.values(iri, TP + "place")
    own = [code for place in where for code in reader.values(place, TP + "kemendagriCode")]
    if kind == "place":
        return own
    around = {code[:end] for code in own for end in (8, 5, 2) if len(code) > end}
    return own + sorted(around, key=lambda code: (-len(code), code))
