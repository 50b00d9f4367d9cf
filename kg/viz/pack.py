"""Groups of points side by side without overlap, each kept as it is; and boxes pushed apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

XY = tuple[float, float]
Cell = tuple[int, int]

_WIDE = 1.6  # the heap is wider than high, as screens and pages are
_FLIPS: tuple[XY, ...] = ((1, 1), (-1, 1), (1, -1), (-1, -1))
_ROUNDS = 60
_PAD = 13.0  # kept free around a box
_FEW = 60  # parts up to which the best of several places is looked for
_CHOICE = 250


@dataclass(frozen=True, slots=True)
class Part:
    """Points around (0, 0), the half widths and half heights they take, the lines between them, the ties outward.

    A tie outward: own point, number of the other part, its point, weight.
    """

    points: list[XY]
    sizes: list[XY]
    lines: list[tuple[int, int]]
    outward: list[tuple[int, int, int, float]] = field(default_factory=list)


def pack(parts: Sequence[Part], *, quick: bool = False) -> list[list[XY]]:
    """The points of every part at their final place: near what they are tied to, else near the middle.

    Those tied most to what has its place come next, among equals the largest. A part may be mirrored.
    """
    return _Packer(parts, len(parts) <= _FEW and not quick).run() if parts else []


class _Packer:
    """Parts as sets of cells of a grid; a part may lie where none of its cells is taken."""

    def __init__(self, parts: Sequence[Part], careful: bool) -> None:
        self.parts = parts
        self.careful = careful  # look for the best of several places
        room = sum((w + _PAD) * (h + _PAD) * 4 for part in parts for w, h in part.sizes)
        self.cell = min(max(28.0, math.sqrt(room) / 60), 400.0)
        self.taken: set[Cell] = set()
        self.offsets = _by_distance(64)
        self.reach = 64
        self.first = 0  # offsets before this one are taken as seen from the middle
        self.final: dict[int, list[XY]] = {}
        self.box = (0, 0, 0, 0)

    def run(self) -> list[list[XY]]:
        pull = [0.0] * len(self.parts)
        left = dict.fromkeys(range(len(self.parts)))
        while left:
            number = min(left, key=lambda i: (pull[i] == 0, -len(self.parts[i].points) * (1 + pull[i]), i))
            del left[number]
            self.place(number)
            for _, other, _, weight in self.parts[number].outward:
                pull[other] += weight
        return [self.final[number] for number in range(len(self.parts))]

    def place(self, number: int) -> None:
        part = self.parts[number]
        ends = [(own, self.final[o][at], w) for own, o, at, w in part.outward if o in self.final]
        best: tuple[tuple[float, ...], list[Cell], list[XY]] | None = None
        for flip in _FLIPS if self.careful else _FLIPS[:2] if ends else _FLIPS[:1]:
            points = [(x * flip[0], y * flip[1]) for x, y in part.points]
            cells = self.cells(points, part)
            for column, row in self.free(cells, _mean(ends)):
                moved = [(x + column * self.cell, y + row * self.cell) for x, y in points]
                length = sum(w * math.hypot(moved[own][0] - e[0], moved[own][1] - e[1]) for own, e, w in ends)
                there = [(x + column, y + row) for x, y in cells]
                worth = (round(length, 3), *self.size_with(there)) if ends else (*self.size_with(there), 0.0)
                if best is None or worth < best[0]:
                    best = worth, there, moved
        assert best is not None
        self.taken.update(best[1])
        self.final[number] = best[2]
        self.box = self.box_with(best[1])

    def box_with(self, cells: list[Cell]) -> tuple[int, int, int, int]:
        left, top, right, bottom = self.box
        xs, ys = [x for x, _ in cells], [y for _, y in cells]
        return min(left, *xs), min(top, *ys), max(right, *xs), max(bottom, *ys)

    def size_with(self, cells: list[Cell]) -> tuple[float, float]:
        """Of a screen that would hold everything, and how far out the part lies."""
        left, top, right, bottom = self.box_with(cells)
        out = sum((x / _WIDE) ** 2 + y * y for x, y in cells) / len(cells)
        return max((right - left + 1) / _WIDE, bottom - top + 1.0), out

    def cells(self, points: list[XY], part: Part) -> list[Cell]:
        """Cells under the boxes and along the lines, the middle one first."""
        found: dict[Cell, None] = {(0, 0): None}
        size = self.cell
        for (x, y), (w, h) in zip(points, part.sizes, strict=True):
            for column in range(math.floor((x - w - _PAD) / size), math.floor((x + w + _PAD) / size) + 1):
                for row in range(math.floor((y - h - _PAD) / size), math.floor((y + h + _PAD) / size) + 1):
                    found[column, row] = None
        for a, b in part.lines:
            (x1, y1), (x2, y2) = points[a], points[b]
            steps = math.ceil(max(abs(x1 - x2), abs(y1 - y2)) / size * 2) or 1
            for k in range(steps + 1):
                found[
                    math.floor((x1 + (x2 - x1) * k / steps) / size), math.floor((y1 + (y2 - y1) * k / steps) / size)
                ] = None
        return list(found)

    def free(self, cells: list[Cell], target: XY | None) -> Iterator[Cell]:
        """Places where none of the cells is taken, nearest to the target or to the middle first: a few of them."""
        base = (round(target[0] / self.cell), round(target[1] / self.cell)) if target else (0, 0)
        at = 0 if target else self.first
        left = _CHOICE if self.careful and not target else 1
        while left:
            if at == len(self.offsets):
                self.reach *= 2
                self.offsets = _by_distance(self.reach)
            column, row = base[0] + self.offsets[at][0], base[1] + self.offsets[at][1]
            free = (column, row) not in self.taken
            if free and not any((x + column, y + row) in self.taken for x, y in cells):
                yield column, row
                left -= 1
            if not target and at == self.first and self.offsets[at] in self.taken:
                self.first += 1
            at += 1


def _mean(ends: list[tuple[int, XY, float]]) -> XY | None:
    """Where the far ends of the ties lie on average; None where there are none."""
    weight = sum(w for *_, w in ends)
    return (sum(e[0] * w for _, e, w in ends) / weight, sum(e[1] * w for _, e, w in ends) / weight) if ends else None


@lru_cache
def _by_distance(reach: int) -> tuple[Cell, ...]:
    """Steps from the middle, nearest first. Those of a larger reach begin with those of a smaller one."""
    found = [
        (x, y)
        for x in range(math.ceil(-reach * _WIDE), math.floor(reach * _WIDE) + 1)
        for y in range(-reach, reach + 1)
        if (x / _WIDE) ** 2 + y * y <= reach * reach
    ]
    return tuple(sorted(found, key=lambda step: ((step[0] / _WIDE) ** 2 + step[1] ** 2, step)))


def spread(points: Sequence[XY], sizes: Sequence[XY]) -> list[XY]:
    """Points moved apart, as little as needed, until boxes of these half widths and half heights hardly overlap."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if len(points) < 2:
        return list(points)
    cell = max(2 * max(w for w, _ in sizes), 2 * max(h for _, h in sizes), 1.0)
    for _ in range(_ROUNDS if len(points) < 1_000 else _ROUNDS // 4):
        moved = False
        for i, j in _close(xs, ys, cell):
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            over_x = sizes[i][0] + sizes[j][0] - abs(dx)
            over_y = sizes[i][1] + sizes[j][1] - abs(dy)
            if over_x <= 0.01 or over_y <= 0.01:
                continue
            moved = True
            if over_x < over_y:
                shift = over_x * (0.26 if dx > 0 or (dx == 0 and i > j) else -0.26)
                xs[i] += shift
                xs[j] -= shift
            else:
                shift = over_y * (0.26 if dy > 0 or (dy == 0 and i > j) else -0.26)
                ys[i] += shift
                ys[j] -= shift
        if not moved:
            break
    return list(zip(xs, ys, strict=True))


_NEXT = ((0, 1), (1, -1), (1, 0), (1, 1))


def _close(xs: list[float], ys: list[float], cell: float) -> Iterator[tuple[int, int]]:
    """Pairs of points in the same cell or in two that touch, each once."""
    grid: defaultdict[Cell, list[int]] = defaultdict(list)
    for i in range(len(xs)):
        grid[int(xs[i] // cell), int(ys[i] // cell)].append(i)
    for (column, row), own in list(grid.items()):
        around = [j for x, y in _NEXT for j in grid.get((column + x, row + y), ())]
        for place, i in enumerate(own):
            for j in own[place + 1 :]:
                yield i, j
            for j in around:
                yield i, j
