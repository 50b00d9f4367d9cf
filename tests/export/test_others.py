"""GeoJSON and Web Annotations."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import rdflib
import shapely

from kg.errors import InputError
from kg.export.geojson import read_places
from kg.export.source import Source
from kg.export.tables import rows
from kg.export.webannotation import ANNO
from kg.store import Graph

Exported = Callable[..., bytes]


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text("kode,lat,lon\n31.71.03,-6.16,106.85\n", "utf-8")
    return path


def test_without_coordinates_nothing_is_placed(exported: Exported, source: Source) -> None:
    read = json.loads(exported("geojson"))
    assert len(read["features"]) == len(list(rows(source, "places"))) + len(list(rows(source, "events")))
    assert {feature["geometry"] for feature in read["features"]} == {None}


def test_an_event_lies_in_the_nearest_area_with_coordinates(exported: Exported, places: Path) -> None:
    data = exported("geojson", places=read_places(places))
    read = geopandas.read_file(io.BytesIO(data))
    assert len(read) == len(json.loads(data)["features"])
    events = read[(read["type"] == "event") & read.geometry.notna()]
    assert sorted(events["activity"]) == ["siskamling", "sosialisasi"]
    assert set(events["located_by"]) == {"31.71.03"}
    assert set(events.geometry) == {shapely.Point(106.85, -6.16)}
    areas = read[(read["type"] == "place") & read.geometry.notna()]
    assert list(areas["code"]) == ["31.71.03"], "a village is not where its district is"


def test_boundaries_are_taken_as_they_are(exported: Exported, tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    square = {"type": "Polygon", "coordinates": [[[106, -6], [107, -6], [107, -7], [106, -7], [106, -6]]]}
    feature = {"type": "Feature", "properties": {"code": "31.71.03.1008"}, "geometry": square}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    read = geopandas.read_file(io.BytesIO(exported("geojson", places=read_places(path))))
    (village,) = read[(read["type"] == "place") & read.geometry.notna()].geometry
    assert village.area == 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a,b\n1,2\n", "expected the columns code, lat and lon, found a, b"),
        ("code,lat,lon\n31,x,106\n", "line 2: expected numbers"),
        ("code,lat,lon\n31,106,-6\n", "line 2: expected degrees"),
        ("", "found none"),
    ],
)
def test_a_table_of_places_that_makes_no_sense_is_refused(text: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=hint):
        read_places(path)


def test_annotations_quote_the_words_of_the_text(exported: Exported, graph: Graph) -> None:
    items = json.loads(exported("webannotation"))["items"]
    texts = {record.article.url: record.article.text for record in graph.archive.records()}
    assert len(items) > 40
    for item in items:
        quote, place = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_annotations_are_rdf_of_the_web_annotation_model(exported: Exported) -> None:
    document = json.loads(exported("webannotation"))
    assert document["@context"][0] == ANNO
    oa = {name: f"oa:{name}" for name in ("Annotation", "TextualBody", "TextQuoteSelector", "TextPositionSelector")}
    keys = {"id": "@id", "type": "@type", "oa": "http://www.w3.org/ns/oa#", "rdf": str(rdflib.RDF), **oa}
    keys |= {"items": "http://www.w3.org/ns/activitystreams#items", "value": "rdf:value", "exact": "oa:exact"}
    keys |= {name: f"oa:has{name.capitalize()}" for name in ("body", "target", "source", "selector")}
    document["@context"][0] = keys  # what is used of the context that readers fetch from w3.org
    read = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    oa_ns = rdflib.Namespace("http://www.w3.org/ns/oa#")
    found = list(read.subjects(rdflib.RDF.type, oa_ns.Annotation))
    assert len(found) == len(document["items"])
    assert len(list(read.subjects(rdflib.RDF.type, oa_ns.TextQuoteSelector))) == len(found)
