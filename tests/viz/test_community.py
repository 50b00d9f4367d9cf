"""Groups of nodes that belong together."""

from __future__ import annotations

import random

from kg.viz.community import communities, components, weights


def planted(groups: int, each: int, seed: int = 1) -> list[tuple[int, int, float]]:
    """Groups of nodes with many ties inside and one tie from each to the next."""
    lot = random.Random(seed)
    ties = []
    for group in range(groups):
        first = group * each
        inside = [(a, b, 1.0) for a in range(first, first + each) for b in range(a + 1, first + each)]
        ties += lot.sample(inside, len(inside) // 2) + [(n, n + 1, 1.0) for n in range(first, first + each - 1)]
        ties.append((first, (first + each) % (groups * each), 1.0))
    return ties


def test_planted_groups_are_found() -> None:
    found = communities(weights(60, planted(6, 10)), 20)
    assert sorted(sorted(group) for group in found) == [list(range(n, n + 10)) for n in range(0, 60, 10)]


def test_the_order_of_the_ties_does_not_matter() -> None:
    ties = planted(5, 12)
    backwards = [(b, a, w) for a, b, w in reversed(ties)]
    assert communities(weights(60, ties), 20) == communities(weights(60, backwards), 20)


def test_what_hangs_together_and_is_small_stays_whole() -> None:
    assert communities(weights(60, planted(6, 10)), 60) == [list(range(60))]


def test_every_node_is_in_one_group() -> None:
    found = communities(weights(40, planted(3, 10)), 8)  # ten nodes are alone
    assert sorted(node for group in found for node in group) == list(range(40))
    assert [len(group) for group in found].count(1) == 10


def test_a_star_cannot_be_cut() -> None:
    star = weights(200, [(0, n, 1.0) for n in range(1, 200)])
    assert [len(group) for group in communities(star, 50)] == [200]


def test_components_come_largest_first() -> None:
    assert components(weights(6, [(0, 1, 1.0), (2, 3, 1.0), (3, 4, 1.0)])) == [[2, 3, 4], [0, 1], [5]]
