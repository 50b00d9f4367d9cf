"""Groups of nodes that are tied more to one another than to the rest (the Louvain method, in a fixed order).

The same ties give the same groups: nodes are numbers, visited in their order, and nothing is drawn by lot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Weights = list[dict[int, float]]
"""Of each node: neighbour -> weight of the tie, in both directions; no node is its own neighbour."""

_PASSES = 20  # moving nodes settles after a few passes; this is a guard, not a limit ever met
_LEAST = 1e-9


def weights(number: int, ties: Iterable[tuple[int, int, float]]) -> Weights:
    """Weights of the ties among ``number`` nodes; several ties between two nodes add up."""
    found: Weights = [{} for _ in range(number)]
    for a, b, weight in ties:
        if a != b:
            found[a][b] = found[a].get(b, 0.0) + weight
            found[b][a] = found[b].get(a, 0.0) + weight
    return found


def components(near: Sequence[Iterable[int]]) -> list[list[int]]:
    """Nodes that hang together, each group sorted, the largest first."""
    seen = [False] * len(near)
    found = []
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start] = True
        group, stack = [], [start]
        while stack:
            node = stack.pop()
            group.append(node)
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    stack.append(other)
        found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group[0]))


def communities(near: Weights, most: int) -> list[list[int]]:
    """Disjoint groups of at most about ``most`` nodes that cover all; connected parts up to that size stay whole."""
    found = []
    for part in components(near):
        found += _divided(near, part, most)
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _divided(near: Weights, part: list[int], most: int) -> list[list[int]]:
    if len(part) <= most:
        return [part]
    index = {node: i for i, node in enumerate(part)}
    inside = [{index[o]: w for o, w in near[node].items() if o in index} for node in part]
    groups = _louvain(inside)
    if len(groups) == 1:
        return [part]  # nothing to cut along: a star, or everybody with everybody
    return [piece for group in groups for piece in _divided(near, [part[i] for i in group], most)]


def _louvain(near: Weights) -> list[list[int]]:
    """Groups of the highest level of the Louvain method, sorted inside."""
    members = [[i] for i in range(len(near))]
    level, loops = near, [0.0] * len(near)
    while True:
        home = _move(level, loops)
        names = {group: i for i, group in enumerate(sorted(set(home)))}
        if len(names) == len(level):
            return [sorted(group) for group in members]
        merged: Weights = [{} for _ in names]
        inner = [0.0] * len(names)
        joined: list[list[int]] = [[] for _ in names]
        for node, others in enumerate(level):
            own = names[home[node]]
            joined[own] += members[node]
            inner[own] += loops[node]
            for other, weight in others.items():
                group = names[home[other]]
                if group == own:
                    inner[own] += weight  # counted from both ends, as a loop counts twice in a degree
                else:
                    merged[own][group] = merged[own].get(group, 0.0) + weight
        members, level, loops = joined, merged, inner


def _move(near: Weights, loops: list[float]) -> list[int]:
    """Let each node join the neighbouring group that raises modularity most, until none moves."""
    home = list(range(len(near)))
    degree = [sum(others.values()) + loops[node] for node, others in enumerate(near)]
    total = sum(degree) or 1.0
    weight_of = list(degree)
    for _ in range(_PASSES):
        moved = False
        for node, others in enumerate(near):
            old = home[node]
            weight_of[old] -= degree[node]
            towards: dict[int, float] = {old: 0.0}
            for other, weight in others.items():
                towards[home[other]] = towards.get(home[other], 0.0) + weight
            best, most = old, towards[old] - weight_of[old] * degree[node] / total
            for group, weight in towards.items():
                gain = weight - weight_of[group] * degree[node] / total
                if gain > most + _LEAST or (gain > most - _LEAST and group < best and group != old and best != old):
                    best, most = group, gain
            weight_of[best] += degree[node]
            home[node] = best
            moved |= best != old
        if not moved:
            break
    return home
