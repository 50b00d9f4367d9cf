"""Where things stand: readable, the same every time."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from itertools import combinations

import pytest

from kg.viz.layout import positions
from kg.viz.pack import Part, pack, spread

BOX = (40.0, 14.0)
SEVERAL = [(0, n, 1.0) for n in range(1, 9)] + [(9, n, 1.0) for n in range(10, 15)] + [(8, 9, 0.4), (15, 16, 1.0)]
"""Two stars with a bridge, a pair, and nodes alone."""


def overlap(points: list[tuple[float, float]], box: tuple[float, float] = BOX) -> float:
    """Share of the area of all boxes that is covered twice."""
    w, h = box
    covered = sum(
        max(0.0, 2 * w - abs(a[0] - b[0])) * max(0.0, 2 * h - abs(a[1] - b[1])) for a, b in combinations(points, 2)
    )
    return covered / (len(points) * 4 * w * h)


def test_labels_have_room() -> None:
    assert overlap(positions([BOX] * 20, SEVERAL)) < 0.001


def test_what_is_tied_stands_close() -> None:
    points = positions([BOX] * 20, SEVERAL)
    tied = [math.dist(points[a], points[b]) for a, b, _ in SEVERAL]
    every = [math.dist(a, b) for a, b in combinations(points, 2)]
    assert sum(tied) / len(tied) < 0.5 * sum(every) / len(every)


def test_the_picture_is_wider_than_high() -> None:
    lot = random.Random(3)
    ties = [(lot.randrange(n), n, 1.0) for n in range(1, 200) if n % 9]
    points = positions([BOX] * 200, ties)
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    assert 1.1 < wide / high < 2.6


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_few_nodes_have_a_place(number: int) -> None:
    points = positions([BOX] * number, [])
    assert len(points) == number
    assert overlap(points) == 0 if number else True


def test_a_large_network_has_finite_places_and_no_heaps() -> None:
    lot = random.Random(5)
    ties = [(lot.randrange(max(n - 40, 0), n), n, 1.0) for n in range(1, 4000)]
    points = positions([(9.0, 9.0)] * 4000, ties)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in points)
    assert len({(round(x), round(y)) for x, y in points}) > 3950


def test_every_process_finds_the_same_places() -> None:
    program = "import sys, json; from kg.viz.layout import positions; t = json.load(sys.stdin); " \
        "print(positions([(40.0, 14.0)] * 20, [tuple(x) for x in t]))"  # fmt: skip
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=str([list(t) for t in SEVERAL]), capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("0", "1")
    }  # fmt: skip
    assert runs == {str(positions([BOX] * 20, SEVERAL))}


def test_packed_parts_do_not_cover_one_another() -> None:
    lot = random.Random(2)
    parts = []
    for size in (1, 9, 4, 4, 30, 1, 2):
        points = [(lot.uniform(-20, 20) * size, lot.uniform(-9, 9) * size) for _ in range(size)]
        parts.append(Part(points, [BOX] * size, [(0, n) for n in range(1, size)]))
    placed = pack(parts)
    for one, other in combinations(placed, 2):
        assert all(abs(a[0] - b[0]) >= 80 or abs(a[1] - b[1]) >= 28 for a in one for b in other)


def test_a_part_keeps_its_shape_but_for_being_mirrored() -> None:
    part = Part([(0.0, 0.0), (90.0, 20.0), (-60.0, 45.0)], [BOX] * 3, [(0, 1), (0, 2)])
    placed = pack([part, part])
    for points in placed:
        assert [math.dist(a, b) for a, b in combinations(points, 2)] == pytest.approx(
            [math.dist(a, b) for a, b in combinations(part.points, 2)]
        )


def test_spread_moves_nothing_that_has_room() -> None:
    points = [(0.0, 0.0), (100.0, 0.0), (0.0, 40.0)]
    assert spread(points, [BOX] * 3) == points
    assert overlap(spread([(0.0, 0.0)] * 8, [BOX] * 8)) < 0.05
