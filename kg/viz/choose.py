"""Which things are drawn: the most important ones, those around one thing, those an answer names, those of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from kg.errors import UsageError
from kg.viz.model import Network
from kg.viz.view import importance

DEFAULT = 400
"""Things drawn when nothing else is asked for."""

FEW = 3_000
"""Things shown one by one; of more, areas stand for what belongs to them, until a reader opens one."""

MOST = 20_000
"""Things that one picture can hold, opened or not."""

MOST_GROUPS = 160
"""Areas in one picture: more have no room for their names."""

SPARE = 1_200
"""Things beyond the drawn ones that a page brings along, so that neighbours can be unfolded."""


def neighbours(network: Network) -> dict[str, list[str]]:
    """Thing -> things it is tied to, most important first."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for tie in network.ties:
        found[tie.source][tie.target] = None
        found[tie.target][tie.source] = None
    rank = ranking(network)
    return {iri: sorted(found[iri], key=rank.__getitem__) for iri in network.things}


def ranking(network: Network) -> dict[str, int]:
    """Thing -> its place in the order of importance."""
    order = sorted(network.things, key=lambda iri: (-network.importance[iri], iri))
    return {iri: place for place, iri in enumerate(order)}


def most_important(network: Network, number: int) -> list[str]:
    """So many things: half of them the most important ones, half those that tie most of these to one another.

    The most important alone would be people and areas without the events that bring them together.
    """
    rank = ranking(network)
    order = sorted(network.things, key=rank.__getitem__)
    if len(order) <= number:
        return order
    near = neighbours(network)
    chosen = dict.fromkeys(order[: number // 2])
    joins = {iri: sum(other in chosen for other in near[iri]) for iri in order[number // 2 :]}
    for iri in sorted(joins, key=lambda iri: (-joins[iri], rank[iri]))[: number - len(chosen)]:
        chosen[iri] = None
    return list(chosen)


def around(network: Network, focus: str, depth: int, limit: int = DEFAULT) -> list[str]:
    """The thing and what lies within ``depth`` ties of it, nearest and most important first.

    An area is an end: what else lies in the same city is no acquaintance. Of the focus itself all ties count.
    """
    near = neighbours(network)
    found = {focus: None}
    edge = [focus]
    for _ in range(depth):
        ring: dict[str, None] = {}
        for iri in edge:
            if network.things[iri].kind == "place" and iri != focus:
                parent = network.things[iri].parent
                others: Iterable[str] = (parent,) if parent in network.things else ()
            else:
                others = near[iri]
            ring.update((other, None) for other in others if other not in found)
        edge = list(ring)
        for iri in edge:
            if len(found) >= limit:
                return list(found)
            found[iri] = None
    return list(found)


def beyond(network: Network, drawn: Collection[str], limit: int = SPARE) -> list[str]:
    """Neighbours of the drawn things that are not drawn themselves, most important first."""
    near, rank = neighbours(network), ranking(network)
    spare = {other for iri in drawn for other in near[iri]} - set(drawn)
    return sorted(spare, key=rank.__getitem__)[:limit]


def period(network: Network, since: str, until: str) -> Network:
    """Only events of the period, articles about them, and what these articles speak of.

    An article that tells of no dated event counts by the day it was published. Dates are ISO, at any precision.
    Raises UsageError if nothing is left.
    """
    things = network.things
    events = {t.iri for t in things.values() if t.kind == "event" and overlaps(t.date, since, until)}
    told: defaultdict[str, list[str]] = defaultdict(list)
    for tie in network.ties:
        if tie.kind == "reports" and things[tie.target].date:
            told[tie.source].append(tie.target)
    articles = set()
    for thing in things.values():
        if thing.kind == "article":
            reported = told.get(thing.iri)
            if any(e in events for e in reported) if reported else overlaps(thing.date, since, until):
                articles.add(thing.iri)
    kept = events | articles | {t.iri for t in things.values() if t.kind != "event" and articles & set(t.articles)}
    for iri in list(kept):
        parent = things[iri].parent
        while parent in things and parent not in kept:
            kept.add(parent)
            parent = things[parent].parent
    if not kept:
        span = f"{since or '…'} – {until or '…'}"
        raise UsageError(f"nothing in the graph happened in the period {span}; kg stats shows the events by month")
    return only(network, kept)


def overlaps(date: str, since: str, until: str) -> bool:
    """Whether a date of any precision may lie in the period; "" is open, an unknown date lies in none.

    >>> overlaps("2025-04", "2025-04-10", ""), overlaps("2025", "", "2024-12-31"), overlaps("", "", "")
    (True, False, False)
    """
    if not date:
        return False
    first, last = date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]
    return (not since or last >= since) and (not until or first <= until + "-12-31"[len(until) - 4 :])


def only(network: Network, kept: Collection[str]) -> Network:
    """The network of these things alone."""
    kept = set(kept)
    things = {iri: thing for iri, thing in network.things.items() if iri in kept}
    ties = tuple(tie for tie in network.ties if tie.source in kept and tie.target in kept)
    return replace(network, things=things, ties=ties, importance=importance(things, ties))
