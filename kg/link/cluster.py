"""From pairs that score high to groups that are one thing, never by a chain alone: in a group, each fits every other.

What people decided goes first. Then pairs are joined, best first, if that puts nobody together with one whom an article
tells apart, whom a person called different, or whom it does not fit. A thing that fits two groups about as well
joins neither: choosing would be guessing. The outcome depends on the set of things and pairs alone, on no order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)

Pair = tuple[T, T]


@dataclass(frozen=True)
class Bonds(Generic[T]):
    """What is known of one connected lot of things. ``fits`` and ``apart`` are symmetric.

    ``pairs``: those that weigh "merge" or more; ``same``: decided by people, the latest first; ``different``: decided
    to be kept apart, by a person who knew or who could not tell. ``apart``: one article speaks of both.
    """

    nodes: Sequence[T]
    pairs: Mapping[Pair[T], float]
    fits: Callable[[T, T], bool]
    apart: Callable[[T, T], bool]
    same: Sequence[Pair[T]] = ()
    different: Collection[frozenset[T]] = ()


def cluster(bonds: Bonds[T], margin: float, order: Callable[[T], int]) -> list[tuple[T, ...]]:
    """Groups of two or more, each in order, in order of their first; ``order`` gives every thing its own place.

    ``margin``: how much worse the second best may score and still leave it open which of the two it is.
    """
    groups = _Groups(bonds, margin)
    for one, other in bonds.same:
        groups.decide(one, other)
    groups.freeze()
    ranked = sorted(bonds.pairs, key=lambda pair: (-bonds.pairs[pair], *sorted(map(order, pair))))
    doubtful = groups.doubtful(ranked)
    for one, other in ranked:
        if frozenset((one, other)) not in doubtful:
            groups.join(one, other)
    found = [tuple(sorted(group, key=order)) for group in groups.all() if len(group) > 1]
    return sorted(found, key=lambda group: order(group[0]))


class _Groups(Generic[T]):
    """Things in groups; an *atom* is a group that people made, and is judged by its best-fitting member."""

    def __init__(self, bonds: Bonds[T], margin: float) -> None:
        self._bonds = bonds
        self._margin = margin
        self._group: dict[T, list[T]] = {node: [node] for node in bonds.nodes}
        self._atom: dict[T, list[T]] = {}

    def decide(self, one: T, other: T) -> None:
        """Join what people called the same, unless later decisions keep members of the two apart."""
        mine, theirs = self._group[one], self._group[other]
        if mine is not theirs and not any(frozenset((a, b)) in self._bonds.different for a in mine for b in theirs):
            self._merge(mine, theirs)

    def freeze(self) -> None:
        """From here on, what people joined is one atom."""
        for group in self.all():
            atom = list(group)
            self._atom.update((node, atom) for node in group)

    def join(self, one: T, other: T) -> None:
        mine, theirs = self._group[one], self._group[other]
        if mine is theirs or any(frozenset((a, b)) in self._bonds.different for a in mine for b in theirs):
            return
        if all(self._fit(a, b) for a in self._atoms(mine) for b in self._atoms(theirs)):
            self._merge(mine, theirs)

    def doubtful(self, ranked: Iterable[Pair[T]]) -> set[frozenset[T]]:
        """Pairs of a thing with two others that it fits about as well, and that do not fit each other."""
        partners: defaultdict[T, list[tuple[float, T]]] = defaultdict(list)
        for one, other in ranked:
            score = self._bonds.pairs[one, other]
            partners[one].append((score, other))
            partners[other].append((score, one))
        found: set[frozenset[T]] = set()
        for node, offers in partners.items():
            best = offers[0][0]
            near = [other for score, other in offers if score >= best - self._margin]
            rivals = {
                each
                for i, a in enumerate(near)
                for b in near[i + 1 :]
                if self._group[a] is not self._group[b] and not self._fit(self._atom[a], self._atom[b])
                for each in (a, b)
            }
            found |= {frozenset((node, rival)) for rival in rivals if self._group[rival] is not self._group[node]}
        return found

    def all(self) -> list[list[T]]:
        return list({id(group): group for group in self._group.values()}.values())

    def _atoms(self, group: list[T]) -> list[list[T]]:
        return list({id(self._atom[node]): self._atom[node] for node in group}.values())

    def _fit(self, mine: list[T], theirs: list[T]) -> bool:
        pairs = [(a, b) for a in mine for b in theirs]
        if any(self._bonds.apart(a, b) for a, b in pairs):
            return False
        return any(self._bonds.fits(a, b) for a, b in pairs)

    def _merge(self, mine: list[T], theirs: list[T]) -> None:
        mine += theirs
        for node in theirs:
            self._group[node] = mine
