"""Where everything stands: communities laid out by stress, stretched for horizontal labels, packed.

Pure arithmetic with a fixed seed over nodes in a fixed order: the same network gives the same points. Coordinates are
pixels of a picture at its natural size, y downwards.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from kg.viz.community import Weights, communities, weights
from kg.viz.pack import Part, pack, spread

XY = tuple[float, float]
Tied = tuple[int, int, float]
"""Two nodes by number, and how strongly they are tied: 1 is the rule, less for what lies around without doing much."""

_SEED = 7
_WHOLE = 110  # nodes that are laid out together; more are cut into communities
_WHOLE_LARGE = 36  # the same where there are thousands: the cost of one community grows with its square
_LARGE = 3_000
_TIE = 54.0  # length of a tie between two things that have no others
_PER_TIE = 5.5  # what each further tie of the busier end adds, so that its neighbours have room around it
_MOST_TIES = 30
_STRETCH = 1.32  # labels are wide: the picture is made wider after everything has its place
_AROUND = 0.62  # of the length of a tie to what only lies around, such as the province of a city
_WALL = 60.0  # kept free around what belongs to one group
_ROOM = 48.0  # half the width that the room of a group has on average while the groups themselves are laid out
_STEPS = 30  # of stress, at 15 a small graph may still be folded


def positions(sizes: Sequence[XY], ties: Iterable[Tied], *, seed: int = _SEED, quick: bool = False) -> list[XY]:
    """A point for each node. ``sizes``: half width and half height of what must not be covered (node and label).

    ``quick``: for one of many groups, where finer work would take minutes in all.
    """
    near = weights(len(sizes), ties)
    groups = communities(near, _WHOLE_LARGE if quick or len(sizes) > _LARGE else _WHOLE)
    home = {node: (number, place) for number, group in enumerate(groups) for place, node in enumerate(group)}
    parts = []
    for number, group in enumerate(groups):
        inside: Weights = [{home[o][1]: w for o, w in near[n].items() if home[o][0] == number} for n in group]
        room = [sizes[node] for node in group]
        stretched = [(x * _STRETCH, y) for x, y in _upright(_stress(inside, random.Random(seed + number)))]
        parts.append(
            Part(
                _centred(spread(stretched, room)),
                room,
                [(i, j) for i, others in enumerate(inside) for j in others if i < j],
                [(i, *home[o], w) for i, n in enumerate(group) for o, w in near[n].items() if home[o][0] != number],
            )
        )
    out: list[XY] = [(0.0, 0.0)] * len(sizes)
    for group, points in zip(groups, pack(parts, quick=quick), strict=True):
        for node, point in zip(group, points, strict=True):
            out[node] = point
    return out


def nested(sizes: Sequence[XY], ties: Sequence[Tied], homes: Sequence[int]) -> tuple[list[XY], list[XY]]:
    """A point for each node inside the room of its group, and one for each group: the middle of that room.

    ``homes``: number of the group of each node, from 0 on without a gap. Rooms do not overlap.
    """
    members: list[list[int]] = [[] for _ in range(max(homes) + 1)]
    place = [0] * len(homes)
    for node, group in enumerate(homes):
        place[node] = len(members[group])
        members[group].append(node)
    inside: list[list[Tied]] = [[] for _ in members]
    between: dict[tuple[int, int], float] = {}
    for a, b, weight in ties:
        if homes[a] == homes[b]:
            inside[homes[a]].append((place[a], place[b], weight))
        else:
            pair = (min(homes[a], homes[b]), max(homes[a], homes[b]))
            between[pair] = between.get(pair, 0.0) + weight
    points, rooms = [], []
    for nodes, own in zip(members, inside, strict=True):
        found = _centred(positions([sizes[n] for n in nodes], own, quick=True))
        wide, high = (max(abs(p[axis]) + sizes[n][axis] for p, n in zip(found, nodes, strict=True)) for axis in (0, 1))
        points.append(found)
        rooms.append((wide + _WALL, high + _WALL))
    scale = sum(wide for wide, _ in rooms) / len(rooms) / _ROOM
    small = [(wide / scale, high / scale) for wide, high in rooms]
    middles = [
        (x * scale, y * scale) for x, y in positions(small, [(a, b, w) for (a, b), w in sorted(between.items())])
    ]
    out = []
    for group, at in zip(homes, place, strict=True):
        (x, y), (mx, my) = points[group][at], middles[group]
        out.append((x + mx, y + my))
    return out, middles


def _centred(points: list[XY]) -> list[XY]:
    """Moved so that the middle of the box around them is (0, 0)."""
    mx = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    my = (min(y for _, y in points) + max(y for _, y in points)) / 2
    return [(x - mx, y - my) for x, y in points]


def _stress(near: Weights, lot: random.Random) -> list[XY]:
    """Points whose distances are those of the graph, as well as can be (stochastic gradient descent on stress)."""
    number = len(near)
    if number == 1:
        return [(0.0, 0.0)]
    pairs = _distances(near)
    longest = max(d for *_, d in pairs)
    shortest = min(d for *_, d in pairs)
    side = longest / 2
    xs = [lot.uniform(-side, side) for _ in range(number)]
    ys = [lot.uniform(-side, side) for _ in range(number)]
    steps = _STEPS if number <= 60 else _STEPS * 2 // 3
    rate, last = longest * longest, 0.05 * shortest * shortest
    fall = (last / rate) ** (1 / (steps - 1))
    for step in range(steps):
        if step % 2 == 0 or number <= 60:
            lot.shuffle(pairs)
        for i, j, wanted in pairs:
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            distance = math.sqrt(dx * dx + dy * dy) or 0.01
            push = min(1.0, rate / (wanted * wanted)) * (distance - wanted) / (2 * distance)
            dx, dy = dx * push, dy * push
            xs[i] -= dx
            ys[i] -= dy
            xs[j] += dx
            ys[j] += dy
        rate *= fall
    mx, my = sum(xs) / number, sum(ys) / number
    return [(x - mx, y - my) for x, y in zip(xs, ys, strict=True)]


def _distances(near: Weights) -> list[tuple[int, int, float]]:
    """Length of the shortest path of every pair; what no path joins lies a bit farther than everything else."""
    found: list[tuple[int, int, float]] = []
    apart: list[tuple[int, int]] = []
    longest = _TIE
    for start in range(len(near)):
        reached = {start: 0.0}
        queue = [(0.0, start)]
        while queue:
            so_far, node = heappop(queue)
            if so_far > reached[node]:
                continue
            for other, weight in near[node].items():
                busy = min(max(len(near[node]), len(near[other])), _MOST_TIES)
                length = so_far + (_TIE + _PER_TIE * busy) * (1.0 if weight >= 1 else _AROUND)
                if length < reached.get(other, math.inf):
                    reached[other] = length
                    heappush(queue, (length, other))
        for other in range(start + 1, len(near)):
            if other in reached:
                found.append((start, other, reached[other]))
                longest = max(longest, reached[other])
            else:
                apart.append((start, other))
    return found + [(i, j, longest + _TIE) for i, j in apart]


def _upright(points: list[XY]) -> list[XY]:
    """Turned so that the longest side lies level, the heavier half to the left and above."""
    if len(points) < 3:
        return [(-y, x) if len(points) == 2 and abs(y) > abs(x) else (x, y) for x, y in points]
    mx, my = (sum(p[axis] for p in points) / len(points) for axis in (0, 1))
    xx = sum((x - mx) ** 2 for x, _ in points)
    yy = sum((y - my) ** 2 for _, y in points)
    xy = sum((x - mx) * (y - my) for x, y in points)
    angle = -0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(angle), math.sin(angle)
    turned = [((x - mx) * cos - (y - my) * sin, (x - mx) * sin + (y - my) * cos) for x, y in points]
    left = -1 if sum(x**3 for x, _ in turned) < 0 else 1
    above = -1 if sum(y**3 for _, y in turned) < 0 else 1
    return [(x * left, y * above) for x, y in turned]
