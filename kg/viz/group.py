"""Areas standing for what belongs to them, where there are too many things to draw one by one."""

from __future__ import annotations

from collections import Counter, defaultdict, deque

from kg.i18n import LANGS, text
from kg.lookup import Label
from kg.viz.model import Network, Thing, Tie
from kg.viz.view import WITHIN, importance

ELSEWHERE = "urn:tigapilar:elsewhere"
"""The group of everything that no area is known of."""


def by_area(network: Network, most: int) -> Network:
    """One group for each of the smallest areas, at most ``most``; larger areas where there would be more."""
    home = _homes(network)
    areas = set(home.values())
    while len(areas) > most:
        wider = {iri: network.things[iri].parent if iri in network.things else "" for iri in areas}
        moved = {iri: wider[area] if wider[area] in network.things else area for iri, area in home.items()}
        if moved == home:
            break
        home, areas = moved, set(moved.values())
    members: defaultdict[str, Counter[str]] = defaultdict(Counter)
    articles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for iri, area in home.items():
        thing = network.things[iri]
        if iri != area:
            members[area][thing.kind] += 1
        articles[area].update(dict.fromkeys(thing.articles))
    things = {area: _group(network, area, members[area], tuple(articles[area])) for area in sorted(areas)}
    ties = _between(network, home)
    order = importance(things, ties)
    weight = {area: round(order[area] + sum(members[area].values()) ** 0.5, 2) for area in things}
    return Network(things, ties, weight, network.as_of)


def _homes(network: Network) -> dict[str, str]:
    """Thing -> the nearest place, by the places it belongs to, else by its ties."""
    home: dict[str, str] = {}
    queue: deque[str] = deque()
    for iri, thing in network.things.items():
        own = iri if thing.kind == "place" else next((p for p in thing.places if p in network.things), "")
        if own:
            home[iri] = own
            queue.append(iri)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for tie in network.ties:
        if tie.kind != WITHIN:
            near[tie.source].append(tie.target)
            near[tie.target].append(tie.source)
    while queue:
        iri = queue.popleft()
        for other in near[iri]:
            if other not in home:
                home[other] = home[iri]
                queue.append(other)
    return {iri: home.get(iri, ELSEWHERE) for iri in network.things}


def _group(network: Network, area: str, members: Counter[str], articles: tuple[str, ...]) -> Thing:
    counts = tuple(sorted(members.items()))
    place = network.things.get(area)
    if place is None:
        return Thing(
            area, "group", Label(*(text("viz.elsewhere", lang) for lang in LANGS)), members=counts, articles=articles
        )
    return Thing(
        area, "group", place.label, place.detail, parent=place.parent, articles=articles, level=place.level,
        places=(area,), members=counts,
    )  # fmt: skip


def _between(network: Network, home: dict[str, str]) -> tuple[Tie, ...]:
    """One tie for each pair of groups and kind of tie, with how many it stands for."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for tie in network.ties:
        a, b = home[tie.source], home[tie.target]
        if a != b:
            counts[a, b, tie.kind] += 1
    return tuple(Tie(a, b, kind, weight=number) for (a, b, kind), number in sorted(counts.items()))
