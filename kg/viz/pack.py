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


def _code(column: int, row: int) -> int:
    """A cell as one number, so that moving it is adding a number."""
    return (column << 32) + row


@dataclass(frozen=True, slots=True)
class _Form:
    """Cells of a part, and what of them does not change when it is moved: so no place costs a look at each cell."""

    cells: list[int]  # the middle one first
    box: tuple[int, int, int, int]
    mean: XY
    spread: float  # mean of the squares of both distances from the middle, as of ``far``

    @classmethod
    def of(cls, cells: list[Cell]) -> _Form:
        xs, ys, many = [x for x, _ in cells], [y for _, y in cells], len(cells)
        spread = sum(x * x for x in xs) / many / _WIDE**2 + sum(y * y for y in ys) / many
        box, mean = (min(xs), min(ys), max(xs), max(ys)), (sum(xs) / many, sum(ys) / many)
        return cls([_code(x, y) for x, y in cells], box, mean, spread)

    def far(self, step: Cell) -> float:
        """Mean square of the distances of its cells from the middle of everything, moved by ``step``."""
        x, y = step
        return self.spread + (2 * x * self.mean[0] + x * x) / _WIDE**2 + 2 * y * self.mean[1] + y * y


class _Packer:
    """Parts as sets of cells of a grid; a part may lie where none of its cells is taken."""

    def __init__(self, parts: Sequence[Part], careful: bool) -> None:
        self.parts = parts
        self.careful = careful  # look for the best of several places
        room = sum((w + _PAD) * (h + _PAD) * 4 for part in parts for w, h in part.sizes)
        self.cell = min(max(28.0, math.sqrt(room) / 60), 400.0)
        self.taken: set[int] = set()
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
        best: tuple[tuple[float, ...], _Form, Cell, list[XY]] | None = None
        for flip in _FLIPS if self.careful else _FLIPS[:2] if ends else _FLIPS[:1]:
            points = [(x * flip[0], y * flip[1]) for x, y in part.points]
            form = _Form.of(self.cells(points, part))
            for step in self.free(form, _mean(ends)):
                shift = (step[0] * self.cell, step[1] * self.cell)
                length = sum(
                    w * math.hypot(points[own][0] + shift[0] - e[0], points[own][1] + shift[1] - e[1])
                    for own, e, w in ends
                )
                size = self.size_with(form, step)
                worth = (round(length, 3), *size) if ends else (*size, 0.0)
                if best is None or worth < best[0]:
                    best = worth, form, step, [(x + shift[0], y + shift[1]) for x, y in points]
        assert best is not None
        _, form, step, self.final[number] = best
        self.taken.update(map(_code(*step).__add__, form.cells))
        self.box = self.box_with(form, step)

    def box_with(self, form: _Form, step: Cell) -> tuple[int, int, int, int]:
        left, top, right, bottom = self.box
        own, (x, y) = form.box, step
        return min(left, own[0] + x), min(top, own[1] + y), max(right, own[2] + x), max(bottom, own[3] + y)

    def size_with(self, form: _Form, step: Cell) -> tuple[float, float]:
        """Of a screen that would hold everything, and how far out the part lies."""
        left, top, right, bottom = self.box_with(form, step)
        return max((right - left + 1) / _WIDE, bottom - top + 1.0), form.far(step)

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

    def free(self, form: _Form, target: XY | None) -> Iterator[Cell]:
        """Places where none of the cells is taken, nearest to the target or to the middle first: a few of them."""
        base = (round(target[0] / self.cell), round(target[1] / self.cell)) if target else (0, 0)
        at = 0 if target else self.first
        left = _CHOICE if self.careful and not target else 1
        while left:
            if at == len(self.offsets):
                self.reach *= 2
                self.offsets = _by_distance(self.reach)
            column, row = base[0] + self.offsets[at][0], base[1] + self.offsets[at][1]
            moved = _code(column, row)
            free = moved not in self.taken
            if free and self.taken.isdisjoint(map(moved.__add__, form.cells)):
                yield column, row
                left -= 1
            if not target and at == self.first and not free:
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
