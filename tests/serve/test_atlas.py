"""Areas on a map: projection, sizes, outlines."""

from __future__ import annotations

from typing import Any

import pytest

from kg.serve.atlas import HEIGHT, WIDTH, Mark, Place, marks


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def placed(*places: tuple[str, float, dict[str, Any]]) -> dict[str, Mark]:
    return {mark.label: mark for mark in marks(Place(f"urn:{n}", n, number, at) for n, number, at in places)}


def test_north_is_up_and_east_is_right_and_all_is_inside() -> None:
    found = placed(("Aceh", 1, point(95, 5)), ("Papua", 1, point(141, -9)), ("Jawa", 1, point(110, -7)))
    assert found["Aceh"].y < found["Jawa"].y < found["Papua"].y
    assert found["Aceh"].x < found["Jawa"].x < found["Papua"].x
    assert all(0 < mark.x < WIDTH and 0 < mark.y < HEIGHT for mark in found.values())


def test_a_degree_is_as_long_to_both_sides_as_it_is_on_the_ground() -> None:
    found = placed(("a", 1, point(10, 60)), ("east", 1, point(11, 60)), ("north", 1, point(10, 60.5)))
    east, north = found["east"].x - found["a"].x, found["a"].y - found["north"].y
    assert east / north == pytest.approx(1, abs=0.02)


def test_the_more_the_larger_and_the_large_lie_below() -> None:
    found = marks([Place("urn:a", "a", 1, point(1, 1)), Place("urn:b", "b", 4, point(2, 2))])
    assert [mark.label for mark in found] == ["b", "a"]
    assert found[0].radius > found[1].radius > 0
    assert [mark.share for mark in found] == [1.0, 0.25]


def test_outlines_become_paths_around_their_middle() -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    both = {"type": "MultiPolygon", "coordinates": [square["coordinates"], [[[4, 0], [5, 0], [5, 1], [4, 0]]]]}
    found = placed(("one", 1, square), ("two", 2, both), ("point", 1, point(1, 1)))
    assert found["one"].outline.startswith("M")
    assert found["one"].outline.endswith("Z")
    assert found["two"].outline.count("M") == 2
    assert found["point"].outline == ""
    assert (found["one"].x, found["one"].y) == (found["point"].x, found["point"].y)


def test_one_place_and_none_are_maps_too() -> None:
    assert placed(("a", 0, point(106.8, -6.2)))["a"].x == WIDTH / 2
    assert marks([Place("urn:a", "a", 1, {"type": "GeometryCollection", "geometries": []})]) == []
